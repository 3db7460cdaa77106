"""What the sayings of one incident differ on: every value that somebody gives, and who gives it. Nothing is averaged here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from allegedly.incidents.names import kinds_of_words, names, same_name
from allegedly.incidents.voices import STANDS, Stand, Voice, stand_of, voices
from allegedly.model import Actor, Count, Incident, Place, Saying


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """One value of one field, with who gives it and in which sayings.

    ``value`` is how it is written first; ``low``, ``best`` and ``high`` are for counts, ``from_day`` and ``to_day`` for dates,
    ``precision`` for places. Null where they do not apply, and where the words leave it open.
    """

    value: str
    voices: tuple[str, ...]
    publishers: tuple[str, ...]
    sayings: tuple[str, ...]
    first: str | None = None
    latest: str | None = None
    low: int | float | None = None
    best: int | float | None = None
    high: int | float | None = None
    from_day: str | None = None
    to_day: str | None = None
    precision: str | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One field on which the sayings may differ: ``place``, ``date``, ``count of dead`` ..., ``actor``, ``recipient``, ``type``.

    ``differ`` tells whether some two values cannot both be right, as far as words tell: two towns do, a town and its country do not;
    "at least 164" and "225" do not, "164" and "225" do.
    """

    field: str
    differ: bool
    given: tuple[Given, ...]


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """Who says what of one incident.

    ``stands`` maps what is held of it (asserts, denies, foretells ...) to the voices that hold it; a voice may stand in several.
    ``independent`` counts voices (see :func:`voices`).
    """

    incident: str
    sayings: tuple[str, ...]
    publishers: tuple[str, ...]
    voices: tuple[Voice, ...]
    stands: dict[str, tuple[str, ...]]
    questions: tuple[Question, ...]

    @property
    def independent(self) -> int:
        """How many voices there are when copies and common sources count once."""
        return len(self.voices)

    @property
    def disputed(self) -> bool:
        """Whether somebody asserts and somebody denies it."""
        return bool(self.stands.get("asserts")) and bool(self.stands.get("denies"))

    @property
    def differing(self) -> tuple[Question, ...]:
        """The questions on which the sayings cannot all be right."""
        return tuple(question for question in self.questions if question.differ)

    def records(self) -> list[dict[str, Any]]:
        """One flat record a value, for a table: incident, field, differ, value, who gives it, where."""
        rows: list[dict[str, Any]] = [
            {"incident": self.incident, "field": "stand", "differ": self.disputed, "value": stand, "voices": "; ".join(who)}
            for stand, who in self.stands.items()
        ]
        for question in self.questions:
            for given in question.given:
                row = msgspec.to_builtins(given)
                row |= {name: "; ".join(row[name]) for name in ("voices", "publishers", "sayings")}
                rows.append({"incident": self.incident, "field": question.field, "differ": question.differ, **row})
        return rows


def disagreement(incident: Incident, sayings: Iterable[Saying], *, copies: Mapping[str, str] | None = None) -> Disagreement:
    """What the sayings of ``incident`` differ on.

    ``sayings`` may be more than the incident's; only its own are read. ``copies`` maps article ids to groups of reprints, which count
    as one voice. Values come from sayings of every status: a forecast of 200 and a report of 150 are both shown, with their sayings.
    """
    own = own_sayings(incident, sayings)
    heard = voices(own, copies)
    name_of = {id: voice.name for voice in heard for id in voice.sayings}
    stands: dict[Stand, list[str]] = {}
    for saying in own:
        stands.setdefault(stand_of(saying), []).append(name_of[saying.id])
    questions = [
        _question("place", own, name_of, _places, _same_place, _places_differ),
        _question("date", own, name_of, _dates, lambda a, b: bool(a == b), _dates_differ),
        *(
            _question(f"count of {kind}", own, name_of, _counts(kind), _same_count, _counts_differ)
            for kind in sorted({count.kind for saying in own for count in saying.event.counts})
        ),
        _question("actor", own, name_of, lambda s: filter(_words, s.event.actors), _same_party, _parties_differ),
        _question("recipient", own, name_of, lambda s: filter(_words, s.event.recipients), _same_party, _parties_differ),
        _question("type", own, name_of, lambda s: (s.event.type,), lambda a, b: bool(a == b), lambda a, b: True),
    ]
    return Disagreement(
        incident=incident.id,
        sayings=tuple(saying.id for saying in own),
        publishers=tuple(dict.fromkeys(saying.article.publisher for saying in own if saying.article.publisher)),
        voices=tuple(heard),
        stands={stand: tuple(dict.fromkeys(stands[stand])) for stand in STANDS if stand in stands},
        questions=tuple(question for question in questions if question.given),
    )


def own_sayings(incident: Incident, sayings: Iterable[Saying]) -> list[Saying]:
    """The sayings of an incident, in its order (that of their articles)."""
    wanted = {id: place for place, id in enumerate(incident.sayings)}
    found = {saying.id: saying for saying in sayings if saying.id in wanted}
    return [found[id] for id in incident.sayings if id in found]


def _question(
    field: str,
    sayings: Sequence[Saying],
    name_of: Mapping[str, str],
    values_of: Callable[[Saying], Iterable[Any]],
    same: Callable[[Any, Any], bool],
    differ: Callable[[Any, Any], bool],
) -> Question:
    """Gather the values of one field; ``differ`` is asked about values of two sayings that have none in common."""
    groups: list[tuple[Any, list[Saying]]] = []
    holds: dict[str, set[int]] = {}
    for saying in sayings:
        for value in values_of(saying):
            number = next((n for n, (other, _) in enumerate(groups) if same(value, other)), len(groups))
            if number == len(groups):
                groups.append((value, []))
            if saying not in groups[number][1]:
                groups[number][1].append(saying)
            holds.setdefault(saying.id, set()).add(number)
    unlike = {
        (left, right)
        for left in range(len(groups))
        for right in range(left + 1, len(groups))
        if differ(groups[left][0], groups[right][0])
    }
    sets = sorted({tuple(sorted(held)) for held in holds.values()})
    apart = any(
        not set(here) & set(there) and all((min(a, b), max(a, b)) in unlike for a in here for b in there)
        for n, here in enumerate(sets)
        for there in sets[n + 1 :]
    )
    return Question(field=field, differ=apart, given=tuple(_given(value, told, name_of) for value, told in groups))


def _given(value: Any, sayings: Sequence[Saying], name_of: Mapping[str, str]) -> Given:
    days = [saying.article.published for saying in sayings if saying.article.published]
    shown, more = _shown(value)
    return Given(
        value=shown,
        voices=tuple(dict.fromkeys(name_of[saying.id] for saying in sayings)),
        publishers=tuple(dict.fromkeys(saying.article.publisher for saying in sayings if saying.article.publisher)),
        sayings=tuple(saying.id for saying in sayings),
        first=min(days, default=None),
        latest=max(days, default=None),
        **more,
    )


def _shown(value: Any) -> tuple[str, dict[str, Any]]:
    if isinstance(value, Place):
        return " ".join((value.name or value.text).split()), {"precision": value.precision}
    if isinstance(value, Count):
        return " ".join(value.text.split()), {"low": value.low, "best": value.best, "high": value.high}
    if isinstance(value, Actor):
        return " ".join((value.name or value.text or "").split()), {}
    if isinstance(value, tuple):
        first, last = value
        return first if first == last else f"{first} to {last}", {"from_day": first, "to_day": last}
    return str(value), {}


def _places(saying: Saying) -> tuple[Place, ...]:
    return (saying.event.place,) if saying.event.place else ()


def _same_place(left: Place, right: Place) -> bool:
    if left.geonames and right.geonames:
        return left.geonames == right.geonames
    return names(left.name or left.text) == names(right.name or right.text) and left.precision == right.precision


def _places_differ(left: Place, right: Place) -> bool:
    wide = ("country", "region", "province")
    if left.country and right.country and left.country != right.country:
        return True
    return left.precision == right.precision or (left.precision not in wide and right.precision not in wide)


def _dates(saying: Saying) -> tuple[tuple[str, str], ...]:
    when = saying.event.date
    return ((when.from_day, when.to_day or when.from_day),) if when and when.from_day else ()


def _dates_differ(left: tuple[str, str], right: tuple[str, str]) -> bool:
    return left[1] < right[0] or right[1] < left[0]


def _counts(kind: str) -> Callable[[Saying], tuple[Count, ...]]:
    return lambda saying: tuple(count for count in saying.event.counts if count.kind == kind)


def _same_count(left: Count, right: Count) -> bool:
    return (left.low, left.best, left.high) == (right.low, right.best, right.high)


def _counts_differ(left: Count, right: Count) -> bool:
    if left.best is not None and right.best is not None and None in (left.low, left.high, right.low, right.high):
        # Two rounded figures ("about 100", "about 250") say no bounds; they are at one when near.
        return abs(left.best - right.best) > 0.1 * max(left.best, right.best)
    below = [value for value in (left.high, right.low) if value is not None]
    above = [value for value in (right.high, left.low) if value is not None]
    return (len(below) == 2 and below[0] < below[1]) or (len(above) == 2 and above[0] < above[1])


def _words(actor: Actor) -> frozenset[str]:
    return names(actor.name or actor.text or "")


def _same_party(left: Actor, right: Actor) -> bool:
    return _words(left) == _words(right)


def _parties_differ(left: Actor, right: Actor) -> bool:
    """Whether two parties are at odds: of two kinds ("protesters", "gangs"), or with two names of their own.

    A name and a mere description ("Tokayev", "the president") may be one, and so may two of one country.
    """
    here, there = _words(left), _words(right)
    if not here or not there or same_name(here, there):
        return False
    if left.country and left.country == right.country:
        return False
    kinds = kinds_of_words()
    if all(word in kinds for word in here | there):
        return not {kinds[word] for word in here} & {kinds[word] for word in there}
    return _has_name(left) and _has_name(right)


def _has_name(actor: Actor) -> bool:
    """Whether the words of a party hold a name, as far as capitals tell; that of a first word alone tells nothing."""
    words = (actor.name or actor.text or "").split()
    return any(word[:1].isupper() for word in words[1:])
