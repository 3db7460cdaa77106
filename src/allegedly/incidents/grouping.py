"""Sayings of many articles gathered into incidents: a pure function, the same answer for the same sayings in any order."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from allegedly.incidents.clusters import Edges, Group, groups, likely_pairs, neighbourhoods
from allegedly.incidents.evidence import Evidence, Statistics
from allegedly.incidents.judging import Judged
from allegedly.incidents.names import names, same_source
from allegedly.incidents.offices import Held, Offices
from allegedly.incidents.slim import slimmed
from allegedly.incidents.traits import Traits, all_traits
from allegedly.model import Incident, Judgement, Saying


def incidents(sayings: Sequence[Saying], judgements: Iterable[Judgement] = ()) -> list[Incident]:
    """What the sayings are about, most widely told first (publishers, then sayings).

    Two sayings are about one happening when their types are of one family, time and place do not rule it out, and enough is shared: a
    word of the trigger and a party, a party and the place and day, the words around, an equal number, and so on. Status never stops a
    match: who denies it speaks of the same thing, and so does who foretold it. Background of another time (``frame`` historical) is
    kept apart from the present affair. Every saying is in exactly one incident, often alone; a saying given twice counts once.

    ``judgements`` of persons outrank all of it: sayings judged the same are together, whatever days and places say, and those judged
    different are apart (see :class:`Judged` for judgements that contradict each other). Taking a judgement back is leaving it out.

    The id of an incident is made from its earliest saying, so that later coverage does not change it.
    """
    return [one.incident for one in gather(sayings, judgements).found]


class Gathered(NamedTuple):
    """An incident, and for each of its sayings why it is in it, in words, in their order."""

    incident: Incident
    reasons: tuple[str, ...]


class Near(NamedTuple):
    """Sayings that may be about one happening with some other of them: their ids in order of time, and the likely pairs as places among them.

    Whatever is judged about sayings of one neighbourhood, or of several, the incidents of all others stay as they are.
    """

    sayings: tuple[str, ...]
    scores: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]


class Basis(msgspec.Struct, frozen=True):
    """What the comparison of two sayings takes from all the others: how common words are, and who holds which office."""

    statistics: Statistics
    offices: list[Held]


class Gathering(NamedTuple):
    """Incidents, most widely told first, with what is needed to gather a part of them again when a judgement changes."""

    found: list[Gathered]
    near: list[Near]
    basis: Basis


def gather(sayings: Iterable[Saying], judgements: Iterable[Judgement] = ()) -> Gathering:
    """The same as :func:`incidents`, with the reason beside each saying; ``sayings`` are read once, and need not all be in memory."""
    with _no_search_for_cycles():
        ordered = _in_order(slimmed(sayings))
        offices = Offices(ordered)
        traits = all_traits(ordered, offices)
        evidence = Evidence(traits)
        edges = likely_pairs(traits, evidence)
        found, near = _gather(traits, evidence, edges, Judged(judgements))
        return Gathering(found, near, Basis(evidence.statistics, offices.of_countries()))


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Keep Python from looking through millions of objects again and again for cycles, of which there are none among them."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def gather_again(sayings: Iterable[Saying], near: Iterable[Near], basis: Basis, judgements: Iterable[Judgement]) -> Gathering:
    """Gather the sayings of some neighbourhoods again, as other judgements have it; exactly as if all had been gathered anew.

    Args:
        sayings: The sayings of these neighbourhoods with all others of their articles.
        near: The neighbourhoods, also those of one saying: all that hold a saying about which something else is judged now than then.
        basis: That of the whole collection.
        judgements: All that stand now.
    """
    ordered = _in_order(slimmed(sayings))
    offices = Offices(ordered)
    offices.know(basis.offices)
    # Only these are gathered; the others of their articles say what is told before and beside them.
    whole = all_traits(ordered, offices)
    evidence = Evidence(whole, basis.statistics)
    near = list(near)
    wanted = {id for one in near for id in one.sayings}
    traits = [one for one in whole if one.saying.id in wanted]
    place = {one.saying.id: index for index, one in enumerate(traits)}
    edges = Edges()
    for one in near:
        for score, left, right in zip(one.scores.tolist(), one.left.tolist(), one.right.tolist(), strict=True):
            edges.add(score, place[one.sayings[left]], place[one.sayings[right]])
    found, again = _gather(traits, evidence, edges, Judged(judgements))
    return Gathering(found, again, basis)


def _gather(traits: Sequence[Traits], evidence: Evidence, edges: Edges, judged: Judged) -> tuple[list[Gathered], list[Near]]:
    found: list[Gathered] = []
    near: list[Near] = []
    for one in neighbourhoods([judged.group(one.saying.id) for one in traits], edges):
        for group in groups(one, traits, evidence, judged):
            found.append(Gathered(_incident(group, [traits[index] for index in group.members]), _reasons(group, traits)))
        if len(one.members) > 1:
            ids = tuple(traits[index].saying.id for index in one.members.tolist())
            left, right = (np.searchsorted(one.members, side).astype(np.int32) for side in (one.left, one.right))
            near.append(Near(ids, one.scores, left, right))
    return sorted(found, key=lambda one: most_told(one.incident)), near


def _in_order(sayings: Iterable[Saying]) -> list[Saying]:
    """The sayings in order of time, each once."""
    return sorted({saying.id: saying for saying in sorted(sayings, key=_place_in_time)}.values(), key=_place_in_time)


def most_told(incident: Incident) -> tuple[int, int, str, str]:
    """The order in which incidents are given: those first that most publishers tell of, then that most sayings are about."""
    return -len(incident.publishers), -len(incident.sayings), incident.from_day or "9999", incident.id


def _place_in_time(saying: Saying) -> tuple[str, str, str, int, str]:
    article = saying.article
    return article.published or "9999", article.publisher or "", article.id, saying.event.trigger.start, saying.id


def _incident(group: Group, members: Sequence[Traits]) -> Incident:
    sayings = [member.saying for member in members]
    days = [member.days for member in members if member.days]
    types = Counter(saying.event.type for saying in sayings)
    places = Counter(saying.event.place.name or saying.event.place.text for saying in sayings if saying.event.place)
    return Incident(
        id="i_" + hashlib.sha256(sayings[0].id.encode()).hexdigest()[:12],
        type=_commonest(types) or "",
        sayings=tuple(saying.id for saying in sayings),
        publishers=tuple(dict.fromkeys(saying.article.publisher for saying in sayings if saying.article.publisher)),
        sources=tuple(independent_sources(sayings)),
        asserted=sum(s.status.polarity == "positive" and s.status.modality == "asserted" for s in sayings),
        denied=sum(s.status.polarity == "negative" for s in sayings),
        from_day=min((first for first, _ in days), default=None),
        to_day=max((last for _, last in days), default=None),
        place=_commonest(places),
        reason=_reason(group),
    )


_LABELS = {
    "word": "the word",
    "actor": "who did it",
    "recipient": "to whom",
    "place": "where",
    "day": "when",
    "count": "how many",
    "around": "the words around it",
}


def _reason(group: Group) -> str:
    if len(group.members) == 1:
        return "one saying"
    return _in_words(group.reasons)


def _reasons(group: Group, traits: Sequence[Traits]) -> tuple[str, ...]:
    """Why each member is in its group: which saying it was like, and in what."""
    if len(group.members) == 1:
        return ("one saying",)
    why = (group.why[index] for index in group.members)
    return tuple(f"with {traits[other].saying.id}: {_in_words([alike])}" for other, alike in why)


def _in_words(reasons: Iterable[dict[str, str]]) -> str:
    reasons = list(reasons)
    judged = any("judged" in alike for alike in reasons)
    parts = []
    for kind, label in _LABELS.items():
        given = Counter(alike[kind] for alike in reasons if kind in alike)
        if given:
            parts.append(f"{label} ({_commonest(given)})")
    told = ["alike in " + ", ".join(parts)] if parts else []
    return "; ".join(["judged the same"] * judged + told)


def independent_sources(sayings: Iterable[Saying]) -> list[str]:
    """The innermost sources of the sayings, each once, as the text first names them; pronouns that nobody resolved are left out."""
    found: list[str] = []
    for saying in sayings:
        shown = (saying.source[-1].name or saying.source[-1].text or "") if saying.source else ""
        if names(shown) and not any(same_source(shown, known) for known in found):
            found.append(shown)
    return found


def _commonest(counts: Counter[str]) -> str | None:
    """The most frequent entry, the earliest of equals."""
    return counts.most_common(1)[0][0] if counts else None
