"""One account of an incident, by a rule that has a name; and how one publisher's account moved.

The rules follow the practice of report-level conflict data, where aggregation is done late and in the open (Cook and Weidmann 2019;
van Baalen and Höglund's ``eventreport``). All of them look at the sayings that tell the incident as having happened, and at the others only
when there are none, which :attr:`Account.basis` says.

==============  =============================================================================================================
rule            what it takes
==============  =============================================================================================================
conservative    what the most cautious reader grants: the lowest figure, the widest place, all days from the first to the last, no
                party that only some of those name who name any, and "happened" only if nobody denies it
typical         what most independent voices give, each counted once; of figures the median; of equals the earliest
informative     what is most precise: the smallest place, the shortest stretch of days, the most exact and then the highest figure,
                the fullest name of a party
latest          what the latest article gives
==============  =============================================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from allegedly.errors import UnknownName
from allegedly.incidents.disagreement import Disagreement, Given, Question, disagreement, own_sayings
from allegedly.incidents.names import names, same_name
from allegedly.incidents.voices import Stand, stand_of
from allegedly.model import Incident, Saying

Value = str | int | float | None
RULES = ("conservative", "typical", "informative", "latest")
_PRECISION = ("region", "country", "province", "district", "city", "site")


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One value a field, by one rule, and what each other rule would put in its place.

    ``values`` has ``happened`` (asserted, denied, disputed, or how else it is told), ``place``, ``from_day``, ``to_day``, ``actor``,
    ``recipient``, ``type`` and a field for each kind of count (``count of dead``); null where nothing is given. ``otherwise`` has, for
    each field that hangs on the choice of rule, the value under every rule that gives another one. ``sayings``, ``publishers`` and
    ``independent`` (voices) count what the incident rests on, whatever their status.
    """

    incident: str
    sayings: int
    publishers: int
    independent: int
    rule: str
    basis: Literal["told as having happened", "all sayings"]
    values: dict[str, Value]
    otherwise: dict[str, dict[str, Value]]

    def record(self) -> dict[str, Any]:
        """One flat record: the values, and under ``would change`` what another rule would change, in words."""
        changes = [f"{field}: {value} ({rule})" for field, rules in self.otherwise.items() for rule, value in rules.items()]
        return {
            "incident": self.incident,
            "sayings": self.sayings,
            "publishers": self.publishers,
            "independent": self.independent,
            "rule": self.rule,
            "basis": self.basis,
            **self.values,
            "would change": "; ".join(changes),
        }


def aggregate(incident: Incident, sayings: Iterable[Saying], rule: str, *, copies: Mapping[str, str] | None = None) -> Account:
    """One account of ``incident`` by ``rule``, which is one of ``conservative``, ``typical``, ``informative`` and ``latest``.

    Raises :class:`UnknownName` for another rule.
    """
    if rule not in RULES:
        raise UnknownName("rule of aggregation", rule, RULES)
    own = own_sayings(incident, sayings)
    told = [saying for saying in own if stand_of(saying) == "asserts"]
    whole = disagreement(incident, own, copies=copies)
    fields = disagreement(incident, told, copies=copies) if told else whole
    every = {name: _account(name, fields, whole, told or own) for name in RULES}
    values = every[rule]
    otherwise = {
        field: {name: other[field] for name, other in every.items() if other[field] != value} for field, value in values.items()
    }
    return Account(
        incident=incident.id,
        sayings=len(whole.sayings),
        publishers=len(whole.publishers),
        independent=whole.independent,
        rule=rule,
        basis="told as having happened" if told else "all sayings",
        values=values,
        otherwise={field: rules for field, rules in otherwise.items() if rules},
    )


def _account(rule: str, fields: Disagreement, whole: Disagreement, sayings: Sequence[Saying]) -> dict[str, Value]:
    asked = {question.field: question for question in fields.questions}
    values: dict[str, Value] = {"happened": _happened(rule, whole, sayings)}
    place = _chosen(rule, asked.get("place"), _place_rank)
    values["place"] = place.value if place else None
    values["from_day"], values["to_day"] = _days(rule, asked.get("date"))
    for field in ("actor", "recipient", "type"):
        values[field] = _party(rule, asked.get(field), fields)
    for field, question in asked.items():
        if field.startswith("count of "):
            values[field] = _figure(rule, question)
    return values


def _happened(rule: str, whole: Disagreement, sayings: Sequence[Saying]) -> Value:
    held = {stand: len(who) for stand, who in whole.stands.items()}
    if rule == "latest":
        return stand_of(sayings[-1]) if sayings else None
    if rule == "typical":
        return max(held, key=lambda stand: held[stand], default=None)
    if held.get("asserts") and held.get("denies"):
        return "disputed"
    return next(iter(held), None)


def _chosen(rule: str, question: Question | None, rank: Callable[[Given], float]) -> Given | None:
    """The value of a question by a rule; ``rank`` says how precise a value is."""
    if not question:
        return None
    if rule == "conservative":
        return min(question.given, key=rank)
    if rule == "informative":
        return max(question.given, key=lambda given: (rank(given), len(given.voices)))
    if rule == "latest":
        return max(question.given, key=lambda given: given.latest or "")
    return max(question.given, key=lambda given: len(given.voices))


def _place_rank(given: Given) -> float:
    return _PRECISION.index(given.precision) if given.precision in _PRECISION else -1.0


def _days(rule: str, question: Question | None) -> tuple[str | None, str | None]:
    if question and rule == "conservative":
        return min(given.from_day or "" for given in question.given), max(given.to_day or "" for given in question.given)
    chosen = _chosen(rule, question, _shortness)
    return (chosen.from_day, chosen.to_day) if chosen else (None, None)


def _shortness(given: Given) -> float:
    """A number that is higher for fewer days; counts months as 31 days, which is near enough to compare."""
    first, last = (_day_number(day) for day in (given.from_day, given.to_day))
    return float(first - last)


def _day_number(day: str | None) -> int:
    parts = [int(part) for part in (day or "").split("-") if part.isdigit()]
    year, month, of_month = (*parts, 0, 0, 0)[:3]
    return (year * 12 + month) * 31 + of_month


def _party(rule: str, question: Question | None, fields: Disagreement) -> Value:
    if not question:
        return None
    if rule == "conservative" and question.field != "type":
        naming = {saying for given in question.given for saying in given.sayings}
        agreed = [given.value for given in question.given if set(given.sayings) == naming]
        return agreed[0] if agreed and not question.differ else None
    chosen = _chosen(rule if rule != "conservative" else "typical", question, lambda given: float(len(given.value.split())))
    return chosen.value if chosen else None


def _figure(rule: str, question: Question) -> Value:
    figures = [(given, _number(given)) for given in question.given]
    known = [(given, number) for given, number in figures if number is not None]
    if not known:
        return None
    if rule == "conservative":
        return min(number for _, number in known)
    if rule == "latest":
        return max(known, key=lambda pair: (pair[0].latest or "", pair[1]))[1]
    if rule == "informative":
        return max(known, key=lambda pair: (pair[0].low is not None and pair[0].low == pair[0].high, pair[1]))[1]
    told = sorted(number for given, number in known for _ in given.voices)
    return told[(len(told) - 1) // 2]


def _number(given: Given) -> int | float | None:
    return next((value for value in (given.best, given.low, given.high) if value is not None), None)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What one publisher says of an incident in one saying, and what has changed since it last said anything of the field.

    ``changed`` names the fields whose value is another than before; the first saying changes nothing.
    """

    publisher: str
    published: str | None
    saying: str
    stand: Stand
    source: str | None
    values: dict[str, str]
    changed: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """One flat record for a table."""
        return {
            "publisher": self.publisher,
            "published": self.published,
            "saying": self.saying,
            "stand": self.stand,
            "source": self.source,
            **self.values,
            "changed": "; ".join(self.changed),
        }


def timeline(incident: Incident, sayings: Iterable[Saying], *, publisher: str | None = None) -> list[Step]:
    """How each publisher's account of an incident moved, publisher by publisher in order of their first saying; or that of one only."""
    own = [saying for saying in own_sayings(incident, sayings) if publisher is None or saying.article.publisher == publisher]
    steps: dict[str, list[Step]] = {}
    last: dict[str, dict[str, Any]] = {}
    for saying in sorted(own, key=lambda s: (s.article.published or "9999", s.article.id, s.event.trigger.start)):
        name = saying.article.publisher or ""
        before = last.setdefault(name, {})
        now = _compared(saying)
        steps.setdefault(name, []).append(
            Step(
                publisher=name,
                published=saying.article.published,
                saying=saying.id,
                stand=stand_of(saying),
                source=(saying.source[-1].name or saying.source[-1].text) if saying.source else None,
                values=_values(saying),
                changed=tuple(field for field, value in now.items() if field in before and _moved(before[field], value)),
            )
        )
        before |= now
    return [step for taken in steps.values() for step in taken]


def _compared(saying: Saying) -> dict[str, Any]:
    """The values of a saying as they are compared: figures as numbers, parties as sets of names, not as they are written."""
    event = saying.event
    found: dict[str, Any] = {field: value for field, value in _values(saying).items() if field in ("type", "date")}
    found["stand"] = stand_of(saying)
    if event.place:
        found["place"] = event.place.geonames or names(event.place.name or event.place.text)
    for field, parties in (("actor", event.actors), ("recipient", event.recipients)):
        told = [words for party in parties if (words := names(party.name or party.text or ""))]
        if told:
            found[field] = told
    for count in event.counts:
        found.setdefault(f"count of {count.kind}", set()).add((count.low, count.best, count.high))
    return found


def _moved(before: Any, now: Any) -> bool:
    """Whether a value is another than before; of parties, whether none of those named now was named before."""
    if isinstance(now, list):
        return not any(same_name(here, there) for here in before for there in now)
    return bool(before != now)


def _values(saying: Saying) -> dict[str, str]:
    event = saying.event
    values = {"type": event.type}
    if event.place:
        values["place"] = event.place.name or event.place.text
    if event.date and event.date.from_day:
        first, last = event.date.from_day, event.date.to_day or event.date.from_day
        values["date"] = first if first == last else f"{first} to {last}"
    for field, parties in (("actor", event.actors), ("recipient", event.recipients)):
        if parties:
            values[field] = ", ".join(" ".join((party.name or party.text or "").split()) for party in parties)
    for count in event.counts:
        field = f"count of {count.kind}"
        values[field] = f"{values[field]}; {count.text}" if field in values else count.text
    return values
