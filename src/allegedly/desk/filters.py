"""What a reader asked to see: one set of filters that lives in the address and applies to every list, count and picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode

from fastapi import Request

from allegedly.errors import UnknownName, UsageError
from allegedly.export.wording import STATUS_NAMES
from allegedly.ontology import load

Day = Literal["printed", "told"]
NOBODY = "—"


@dataclass(frozen=True)
class Filters:
    """What is asked for; filters combine, and one with several values is met by any of them.

    Attributes:
        since, until: Days, inclusive (``YYYY-MM-DD``; ``from`` and ``to`` in the address); what ``day`` says they are of.
        day: ``printed`` for the day of publication, ``told`` for the days that the text gives; a saying without such a day meets no bound.
        party, actor, recipient, source: Names of who takes part, who does it, to whom, and who says so (the innermost source, or ``—`` for
            the article's own voice). A name in quotation marks means exactly this one; words without mean all names that have them.
        type: Event types.
        status: As ``allegedly code --status`` takes them.
        publisher: Outlets; ``—`` for articles that do not say.
        place: Places as they are shown ("Almaty, KAZ"), in quotation marks or by words; ``—`` for sayings without one.
        text: Words of the sentence or of its sources, as ``allegedly search`` takes them.
    """

    since: str | None = None
    until: str | None = None
    day: Day = "printed"
    party: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    text: str | None = None

    @classmethod
    def of_address(cls, query: str) -> Filters:
        """The filters in the query of an address; what it does not know there is passed over.

        Raises :class:`UnknownName` for a type, status or day that there is none of, :class:`UsageError` for a date that is none.
        """
        several: dict[str, list[str]] = {}
        single: dict[str, str] = {}
        for name, value in parse_qsl(query):
            field, value = _OF_ADDRESS.get(name, name), value.strip()
            if field in SEVERAL and value and value not in several.setdefault(field, []):
                several[field].append(value)
            elif field in ("since", "until", "day", "text") and value:
                single[field] = value
        made: dict[str, Any] = {**single, **{name: tuple(values) for name, values in several.items()}}
        filters = cls(**made)
        filters._check()
        return filters

    def _check(self) -> None:
        for name in self.type:
            load().event_type(name)
        for name in self.status:
            if name not in STATUS_NAMES:
                raise UnknownName("status", name, STATUS_NAMES)
        if self.day not in ("printed", "told"):
            raise UnknownName("day", self.day, ("printed", "told"))
        for bound in (self.since, self.until):
            if bound is not None and not _is_day(bound):
                raise UsageError(f"{bound!r} is no day; write YYYY-MM-DD, or leave it out for no bound")

    @property
    def asks(self) -> bool:
        """Whether anything is left out at all."""
        return replace(self, day="printed") != Filters()

    def pairs(self) -> list[tuple[str, str]]:
        """What stands in the address, in one order."""
        found: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            name = _IN_ADDRESS.get(field.name, field.name)
            if isinstance(value, tuple):
                found += [(name, one) for one in value]
            elif value is not None and value != field.default:
                found.append((name, value))
        return found

    def query(self, **more: str) -> str:
        """The query of an address, with ``?``; empty when nothing is asked for."""
        pairs = [*self.pairs(), *more.items()]
        return "?" + urlencode(pairs) if pairs else ""

    def changed(self, **values: Any) -> Filters:
        """The same filters with other values for some."""
        return replace(self, **values)

    def toggled(self, name: str, value: str) -> Filters:
        """The same filters with ``value`` of the filter ``name`` put in, or taken out where it was."""
        had: tuple[str, ...] = getattr(self, name)
        values: dict[str, Any] = {name: tuple(one for one in had if one != value) if value in had else (*had, value)}
        return replace(self, **values)

    def toggling(self, name: str) -> Callable[[str], str]:
        """What ``toggled(name, value).query()`` is for each value: much quicker where a picture asks it of hundreds."""
        had: tuple[str, ...] = getattr(self, name)
        order = [_IN_ADDRESS.get(field.name, field.name) for field in fields(self)]
        at = order.index(name)
        pairs = self.pairs()
        before = urlencode([pair for pair in pairs if order.index(pair[0]) <= at])
        after = urlencode([pair for pair in pairs if order.index(pair[0]) > at])

        def query(value: str) -> str:
            if value in had:
                return self.toggled(name, value).query()
            return "?" + "&".join(part for part in (before, urlencode([(name, value)]), after) if part)

        return query

    def in_words(self) -> list[tuple[str, str, Filters]]:
        """Every filter that is set, as its name, its value in words, and the filters without it."""
        return list(self._in_words())

    def _in_words(self) -> Iterator[tuple[str, str, Filters]]:
        if self.since or self.until:
            days = f"{self.since or '…'} to {self.until or '…'}" if self.since != self.until else str(self.since)
            yield f"day {self.day}", days, replace(self, since=None, until=None)
        for name in SEVERAL:
            for value in getattr(self, name):
                yield name, value.strip('"'), self.toggled(name, value)
        if self.text:
            yield "text", self.text, replace(self, text=None)


SEVERAL = ("party", "actor", "recipient", "source", "type", "status", "publisher", "place")
_IN_ADDRESS = {"since": "from", "until": "to"}
_OF_ADDRESS = {shown: name for name, shown in _IN_ADDRESS.items()}


def asked(request: Request) -> Filters:
    """The filters in the address of a request."""
    return Filters.of_address(request.url.query)


def exactly(name: str) -> str:
    """A name as a filter that means this one and no other."""
    return f'"{name}"'


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
