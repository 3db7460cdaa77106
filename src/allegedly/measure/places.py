"""Scorers for names of places: ``lgl``, ``tr-news``, ``geovirus``, ``geowebnews``, and ``places``, the four as one.

Measures P1 (find), P2 (resolve, spans given) and P3 (end to end) of gold/README-context.md. The coder is asked twice: ``coder.places(text,
domain)`` for all places that it finds, ``coder.resolve_places(text, spans, domain)`` for the places that given spans mean. A state or a part
of the world has no point in a record; it is scored at the rough middle that the gazetteer lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from allegedly.gazetteer.lookup import centre, distance
from allegedly.measure.base import Record, Scorer, Tally, Values, f1, ratio, register, total
from allegedly.model.event import Place

SETS = ("lgl", "tr-news", "geovirus", "geowebnews")
NEAR_KM = 161.0
_SCORED = frozenset({
    "Literal", "Mixed", "Coercion", "Embedded_Literal", "Literal_Modifier", "Metonymic", "Non_Literal_Modifier", "Embedded_Non_Lit",
})  # fmt: skip
LEFT_OUT = frozenset({"Demonym", "Language", "Homonym"})
"""Types of geowebnews that count for neither side when names are found."""


def is_scored(place: dict[str, Any]) -> bool:
    """Whether a gold place counts when names are found (P1); only geowebnews has types."""
    return place.get("type") is None or place["type"] in _SCORED


def point_of(place: Place) -> tuple[float, float] | None:
    """Latitude and longitude of an answer: its own, or the middle of the state or region that it is."""
    if place.lat is not None and place.lon is not None:
        return place.lat, place.lon
    if place.precision == "country" and place.country:
        return centre(place.country)
    return centre(place.name) if place.name else None


def pairs(found: Sequence[tuple[int, int]], gold: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs ``(found, gold)`` by shared characters, as the common rules of the gold sets say."""
    shared = [
        (min(end, gold_end) - max(start, gold_start), gold_start, start, i, j)
        for i, (start, end) in enumerate(found)
        for j, (gold_start, gold_end) in enumerate(gold)
        if start < gold_end and gold_start < end
    ]
    shared.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    taken_found: set[int] = set()
    taken_gold: set[int] = set()
    chosen = []
    for _size, _gold_start, _start, i, j in shared:
        if i not in taken_found and j not in taken_gold:
            taken_found.add(i)
            taken_gold.add(j)
            chosen.append((i, j))
    return chosen


def _near(place: Place | None, gold: dict[str, Any]) -> float | None:
    """Kilometres between an answer and a gold place; null without a point."""
    point = point_of(place) if place is not None else None
    return None if point is None else distance(*point, gold["lat"], gold["lon"])


def _overlaps(span: tuple[int, int], places: Sequence[dict[str, Any]]) -> bool:
    return any(place["start"] < span[1] and span[0] < place["end"] for place in places)


def tally(record: Record, coder: Any) -> Tally:
    """What was found and resolved in one article."""
    text, domain = record["text"], record.get("domain")
    every = record["places"]
    scored = [place for place in every if is_scored(place)]
    left_out = [place for place in every if place.get("type") in LEFT_OUT]
    answers: list[Place] = coder.places(text, domain)
    spans = [(place.start, place.end) for place in answers]
    counted = [i for i, span in enumerate(spans) if not _overlaps(span, left_out) or _overlaps(span, scored)]
    matched = pairs([spans[i] for i in counted], [(place["start"], place["end"]) for place in scored])
    strict = sum(spans[counted[i]] == (scored[j]["start"], scored[j]["end"]) for i, j in matched)

    located = [place for place in every if place["lat"] is not None]
    unlocated = [place for place in every if place["lat"] is None]
    given = coder.resolve_places(text, [(place["start"], place["end"]) for place in located], domain)
    errors = [_near(answer, gold) for answer, gold in zip(given, located, strict=True)]
    identified = [(answer, gold) for answer, gold in zip(given, located, strict=True) if gold.get("geonameid") is not None]

    ended = pairs(spans, [(place["start"], place["end"]) for place in located])
    near = sum((_near(answers[i], located[j]) or 0.0) <= NEAR_KM and point_of(answers[i]) is not None for i, j in ended)
    with_point = sum(point_of(answers[i]) is not None and not _overlaps(spans[i], unlocated) for i in range(len(answers)))
    # A found place that overlaps a located gold place counts even where it also touches one without coordinates.
    return {
        "right": len(matched),
        "strict": strict,
        "predicted": len(counted),
        "gold": len(scored),
        "given_near": sum(error is not None and error <= NEAR_KM for error in errors),
        "located": len(located),
        "same_id": sum(answer is not None and answer.geonames == gold["geonameid"] for answer, gold in identified),
        "with_id": len(identified),
        "ended_near": near,
        "ended": with_point,
    }


def metrics(tallies: Sequence[Tally]) -> Values:
    """P1, P2 and P3 over a part."""
    right, predicted, gold = total(tallies, "right"), total(tallies, "predicted"), total(tallies, "gold")
    located, ended, ended_near = total(tallies, "located"), total(tallies, "ended"), total(tallies, "ended_near")
    return {
        "find_precision": (ratio(right, predicted), int(predicted)),
        "find_recall": (ratio(right, gold), int(gold)),
        "find_f1": (f1(right, predicted, gold), int(gold)),
        "find_strict_f1": (f1(total(tallies, "strict"), predicted, gold), int(gold)),
        "acc161_given": (ratio(total(tallies, "given_near"), located), int(located)),
        "acc161_end_to_end": (f1(ended_near, ended, located), int(located)),
        "exact_id": (ratio(total(tallies, "same_id"), total(tallies, "with_id")), int(total(tallies, "with_id"))),
    }


def listing(record: Record, coder: Any) -> Iterator[str]:
    """What was missed, made up or put elsewhere in one article."""
    text, domain = record["text"], record.get("domain")
    scored = [place for place in record["places"] if is_scored(place)]
    answers: list[Place] = coder.places(text, domain)
    matched = pairs([(a.start, a.end) for a in answers], [(place["start"], place["end"]) for place in scored])
    for j in sorted(set(range(len(scored))) - {j for _i, j in matched}):
        yield f"{record['id']}: missed {scored[j]['text']!r} at {scored[j]['start']}"
    for i in sorted(set(range(len(answers))) - {i for i, _j in matched}):
        yield f"{record['id']}: made up {answers[i].text!r} at {answers[i].start}"
    for i, j in matched:
        error = _near(answers[i], scored[j]) if scored[j]["lat"] is not None else 0.0
        if error is None or error > NEAR_KM:
            where = f"{answers[i].name}, {answers[i].admin1}, {answers[i].country}"
            yield f"{record['id']}: {scored[j]['text']!r} read as {where}, {'nowhere' if error is None else f'{error:.0f} km off'}"


_KEEP = ("acc161_end_to_end", "find_precision", "find_recall", "acc161_given", "exact_id")
for _name in SETS:
    register(Scorer(_name, tally, metrics, _KEEP, listing))
register(Scorer("places", tally, metrics, _KEEP, listing))
