"""Who acts towards whom, how warmly or how hostilely, over time; and from that, who stands with whom.

Scores are PLOVER's conflict-cooperation scores of type and modes, -10 to 10 (``ontology``); they say what kind of act it is and know
nothing of scale. Every figure keeps the ids of the sayings it is made from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Literal

import msgspec

from allegedly.errors import UnknownName
from allegedly.incidents.identities import Identities
from allegedly.incidents.voices import Stand, stand_of
from allegedly.model import Actor, Saying
from allegedly.ontology import load

Period = Literal["day", "month", "year", "all"]
By = Literal["name", "country"]
PERIODS = ("day", "month", "year", "all")
BYS = ("name", "country")


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """What one actor is said to do towards another, within one period, in one status, by one publisher.

    ``mutual`` relations (a meeting, an agreement, fighting on both sides) have no direction: their two parties are in order of the
    alphabet. ``cooperation`` and ``conflict`` are sums of the positive and of the negative scores, ``balance`` their mean over
    ``sayings``. A relation of another status than ``asserts`` says what is denied, foretold, demanded and so on, not what was done.
    ``incidents`` counts happenings where they are known, so that what is often told is not taken for what often happened.
    ``ids`` are the sayings, ``words`` what each of them calls the act, in the same order.
    """

    actor: str
    recipient: str
    mutual: bool
    period: str | None
    stand: Stand
    frame: str
    publisher: str | None
    sayings: int
    incidents: int | None
    cooperative: int
    conflictual: int
    cooperation: float
    conflict: float
    balance: float
    ids: tuple[str, ...]
    words: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """One flat record for a table."""
        row: dict[str, Any] = msgspec.to_builtins(self)
        return row | {"ids": "; ".join(self.ids), "words": "; ".join(self.words)}


class Alignment(msgspec.Struct, frozen=True, kw_only=True):
    """Whether two actors stand together, with the sayings that show it.

    ``together`` and ``against`` are what they do towards each other, either way; ``same_side`` and ``opposite_side`` count third
    parties towards whom both act alike, or unlike. ``balance`` is -1 (only against) to 1 (only together), direct acts and sides alike.
    The evidence: ``ids_...`` are the sayings, ``words_...`` what each of them calls the act, in the same order.
    """

    left: str
    right: str
    together: int
    against: int
    same_side: tuple[str, ...]
    opposite_side: tuple[str, ...]
    balance: float
    ids_together: tuple[str, ...]
    ids_against: tuple[str, ...]
    ids_sides: tuple[str, ...]
    words_together: tuple[str, ...]
    words_against: tuple[str, ...]
    words_sides: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """One flat record for a table."""
        row: dict[str, Any] = msgspec.to_builtins(self)
        return {field: "; ".join(value) if isinstance(value, (list, tuple)) else value for field, value in row.items()}


class _Act(msgspec.Struct, frozen=True):
    actor: str
    recipient: str
    mutual: bool
    score: float
    saying: Saying


def relations(
    sayings: Iterable[Saying],
    *,
    period: Period = "month",
    by: By = "name",
    incident_of: Mapping[str, str] | None = None,
    by_publisher: bool = True,
    known: bool = False,
    identities: Identities | None = None,
) -> list[Relation]:
    """Each pair of actors over time, by status and by publisher, in the order of their names.

    Args:
        sayings: Of any status; each counts once for each pair of its parties.
        period: ``day``, ``month``, ``year`` of the event where the text dates it, else of the article; or ``all`` for one row.
        by: ``name`` as the articles name them, or ``country`` (ISO 3166-1 alpha-3 or PLOVER code; parties without one are left out).
        incident_of: Saying id to incident id, for the column ``incidents``.
        by_publisher: Whether each publisher has rows of its own; without that, ``publisher`` is null.
        known: Whether to leave out parties of which neither country nor sector is known ("a road").
        identities: Who is who, as persons judged it; null for what the names in these sayings make likely.

    Raises :class:`UnknownName` for another period.
    """
    if period not in PERIODS:
        raise UnknownName("period", period, PERIODS)
    rows: defaultdict[tuple[Any, ...], list[_Act]] = defaultdict(list)
    told = list(sayings)
    for act in _acts(told, _naming(told, by, identities), known):
        saying = act.saying
        key = (act.actor, act.recipient, act.mutual, _period(saying, period) or "", stand_of(saying), saying.status.frame)
        rows[*key, (saying.article.publisher or "") if by_publisher else ""].append(act)
    return [_relation(key, acts, incident_of) for key, acts in sorted(rows.items())]


def alignments(
    sayings: Iterable[Saying], *, by: By = "name", known: bool = False, identities: Identities | None = None
) -> list[Alignment]:
    """Who stands with whom: all pairs that act towards each other, or towards a third party, strongest first.

    Only what is told as having happened in the present affair counts; a denied attack sets nobody apart. ``by``, ``known`` and
    ``identities`` are as for :func:`relations`.
    """
    told = list(sayings)
    # Parties are called the same as in relations, which are of all sayings.
    name_of = _naming(told, by, identities)
    acts = [act for act in _acts([saying for saying in told if saying.status.plain], name_of, known) if act.score]
    direct: defaultdict[tuple[str, str], list[_Act]] = defaultdict(list)
    towards: defaultdict[str, defaultdict[str, list[_Act]]] = defaultdict(lambda: defaultdict(list))
    for act in acts:
        left, right = sorted((act.actor, act.recipient))
        direct[left, right].append(act)
        if not act.mutual:
            towards[act.recipient][act.actor].append(act)
    same: defaultdict[tuple[str, str], dict[str, list[_Act]]] = defaultdict(dict)
    opposite: defaultdict[tuple[str, str], dict[str, list[_Act]]] = defaultdict(dict)
    for third, actors in towards.items():
        for left, right in combinations(sorted(actors), 2):
            if third in (left, right):
                continue
            here, there = (sum(act.score for act in actors[name]) for name in (left, right))
            if here * there:
                (same if here * there > 0 else opposite)[left, right][third] = actors[left] + actors[right]
    pairs = sorted({*direct, *same, *opposite})
    found = [_alignment(pair, direct.get(pair, []), same.get(pair, {}), opposite.get(pair, {})) for pair in pairs]
    return sorted(found, key=lambda a: (-(a.together + a.against), -(len(a.same_side) + len(a.opposite_side)), a.left, a.right))


def _naming(sayings: Sequence[Saying], by: By, identities: Identities | None) -> Callable[[Actor], str | None]:
    """What a party is called: the one name of the actor, or its country."""
    if by == "country":
        return lambda actor: actor.country
    return (identities or Identities.of_sayings(sayings)).name_of


def _acts(sayings: list[Saying], name_of: Callable[[Actor], str | None], known: bool) -> Iterator[_Act]:
    ontology = load()
    for saying in sayings:
        event = saying.event
        score = ontology.score(event.type, event.modes)
        actors, recipients = (
            [name for name in dict.fromkeys(name_of(one) for one in side if not known or one.country or one.sector) if name]
            for side in (event.actors, event.recipients)
        )
        for actor in actors:
            for recipient in recipients:
                if actor != recipient:
                    yield _Act(actor, recipient, False, score, saying)
        # A reciprocal event has all its parties among the actors; several actors with a recipient are one side.
        if not recipients:
            for left, right in combinations(sorted(actors), 2):
                yield _Act(left, right, True, score, saying)


def _period(saying: Saying, period: Period) -> str | None:
    """The day, month or year of the event or else of the article, or null for a single period or when neither is dated."""
    if period == "all":
        return None
    day = (saying.event.date.from_day if saying.event.date else None) or saying.article.published
    return day[: {"day": 10, "month": 7, "year": 4}[period]] if day else None


def _relation(key: tuple[Any, ...], acts: list[_Act], incident_of: Mapping[str, str] | None) -> Relation:
    actor, recipient, mutual, period, stand, frame, publisher = key
    scores = [act.score for act in acts]
    ids = tuple(act.saying.id for act in acts)
    return Relation(
        actor=actor,
        recipient=recipient,
        mutual=mutual,
        period=period or None,
        stand=stand,
        frame=frame,
        publisher=publisher or None,
        sayings=len(acts),
        incidents=len({incident_of.get(id, id) for id in ids}) if incident_of is not None else None,
        cooperative=sum(score > 0 for score in scores),
        conflictual=sum(score < 0 for score in scores),
        cooperation=sum(score for score in scores if score > 0),
        conflict=sum(score for score in scores if score < 0),
        balance=sum(scores) / len(scores),
        ids=ids,
        words=tuple(map(_words_of, acts)),
    )


def _alignment(
    pair: tuple[str, str], acts: list[_Act], same: Mapping[str, list[_Act]], opposite: Mapping[str, list[_Act]]
) -> Alignment:
    together = [act for act in acts if act.score > 0]
    against = [act for act in acts if act.score < 0]
    good, bad = len(together) + len(same), len(against) + len(opposite)
    sides = {act.saying.id: act for third in (same, opposite) for told in third.values() for act in told}
    return Alignment(
        left=pair[0],
        right=pair[1],
        together=len(together),
        against=len(against),
        same_side=tuple(same),
        opposite_side=tuple(opposite),
        balance=(good - bad) / (good + bad),
        ids_together=tuple(act.saying.id for act in together),
        ids_against=tuple(act.saying.id for act in against),
        ids_sides=tuple(sides),
        words_together=tuple(map(_words_of, together)),
        words_against=tuple(map(_words_of, against)),
        words_sides=tuple(map(_words_of, sides.values())),
    )


def _words_of(act: _Act) -> str:
    return " ".join(act.saying.event.trigger.text.split())
