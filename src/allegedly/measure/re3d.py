"""``re3d``: typed entities, and relations between them read off sayings through ``tables/re3d.yaml``.

Gold below a confidence of 0.5 is left out, as its README demands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from allegedly.measure.assignment import best_pairs
from allegedly.measure.base import Record, Scorer, Tally, Values, f1, register, total
from allegedly.measure.mapping import labels
from allegedly.measure.matching import Offsets, overlap, table, trim
from allegedly.measure.ranked import actor_spans, bare_article
from allegedly.measure.subject import Coder
from allegedly.model import Saying

_SURE = 0.5
Relation = tuple[str, Offsets, Offsets]


def relations_of(sayings: Iterable[Saying], text: str) -> set[Relation]:
    """The relations that sayings tell of; symmetric ones with the earlier span first."""
    rules = table("re3d")
    found: set[Relation] = set()
    for saying in sayings:
        heads, tails = actor_spans(saying.event.actors, text), actor_spans(saying.event.recipients, text)
        for label in labels(rules["relations"], saying):
            if tails:
                found |= {_ordered(label, head, tail) for head in heads for tail in tails if head != tail}
            elif label in rules["between_actors"]:
                found |= {_ordered(label, head, tail) for head, tail in combinations(heads, 2)}
    return found


def _ordered(label: str, head: Offsets, tail: Offsets) -> Relation:
    swap = tail < head and label in table("re3d")["symmetric"]
    return (label, tail, head) if swap else (label, head, tail)


def _snapped(relations: Iterable[Relation], entities: Sequence[Offsets]) -> set[Relation]:
    """The relations with head and tail moved to the gold entity that shares most with each; those without one left out."""

    def nearest(span: Offsets) -> Offsets | None:
        shared = {entity: min(span[1], entity[1]) - max(span[0], entity[0]) for entity in entities if overlap(span, entity)}
        return max(shared, key=lambda entity: (shared[entity], -entity[0]), default=None)

    moved = ((label, nearest(head), nearest(tail)) for label, head, tail in relations)
    return {_ordered(label, head, tail) for label, head, tail in moved if head and tail and head != tail}


def _overlapping(predicted: Sequence[Relation], gold: Sequence[Relation]) -> int:
    def meet(ours: Relation, theirs: Relation) -> bool:
        straight = overlap(ours[1], theirs[1]) and overlap(ours[2], theirs[2])
        crossed = ours[0] in table("re3d")["symmetric"] and overlap(ours[1], theirs[2]) and overlap(ours[2], theirs[1])
        return ours[0] == theirs[0] and (straight or crossed)

    return len(best_pairs({(p, g): 1.0 for p, a in enumerate(predicted) for g, b in enumerate(gold) if meet(a, b)}))


def tally(record: Record, coder: Coder) -> Tally:
    """Entities and relations of one report beside gold."""
    text = record["text"]
    gold = {(*trim(text, e["start"], e["end"]), e["type"]) for e in record["entities"] if e["confidence"] >= _SURE}
    ours = {(*trim(text, span.start, span.end), type_) for span, type_ in coder.entities(text)}
    links = {
        _ordered(r["type"], trim(text, *r["head"]), trim(text, *r["tail"]))
        for r in record["relations"]
        if r["confidence"] >= _SURE
    }
    told = relations_of(coder.code(bare_article(text, id=record["id"])), text)
    snapped = _snapped(told, sorted({(start, end) for start, end, _ in gold}))
    political = set(table("re3d")["political"])
    ours_political, gold_political = ({r for r in group if r[0] in political} for group in (told, links))
    return {
        "entity_right": len(ours & gold),
        "entity_overlap": _entity_overlap(sorted(ours), sorted(gold)),
        "entity_predicted": len(ours),
        "entity_gold": len(gold),
        "relation_right": len(told & links),
        "relation_overlap": _overlapping(sorted(told), sorted(links)),
        "relation_predicted": len(told),
        "relation_gold": len(links),
        "given_right": len(snapped & links),
        "given_predicted": len(snapped),
        "political_right": len(ours_political & gold_political),
        "political_overlap": _overlapping(sorted(ours_political), sorted(gold_political)),
        "political_predicted": len(ours_political),
        "political_gold": len(gold_political),
        "politically_given_right": len({r for r in snapped if r[0] in political} & gold_political),
    }


def _entity_overlap(predicted: Sequence[tuple[int, int, str]], gold: Sequence[tuple[int, int, str]]) -> int:
    pairs = {
        (p, g): 1.0
        for p, (a, b, left) in enumerate(predicted)
        for g, (c, d, right) in enumerate(gold)
        if left == right and overlap((a, b), (c, d))
    }
    return len(best_pairs(pairs))


def metrics(tallies: Sequence[Tally]) -> Values:
    """F1 of entities and relations, exact and by overlap; relations also with gold entities given, and the political ones apart."""
    entities, relations, political = (int(total(tallies, f"{kind}_gold")) for kind in ("entity", "relation", "political"))

    def score(right: str, predicted: str, gold: int) -> tuple[float, int]:
        return f1(total(tallies, right), total(tallies, predicted), gold), gold

    return {
        "entity_exact_f1": score("entity_right", "entity_predicted", entities),
        "entity_overlap_f1": score("entity_overlap", "entity_predicted", entities),
        "relation_exact_f1": score("relation_right", "relation_predicted", relations),
        "relation_overlap_f1": score("relation_overlap", "relation_predicted", relations),
        "relation_given_f1": score("given_right", "given_predicted", relations),
        "political_exact_f1": score("political_right", "political_predicted", political),
        "political_overlap_f1": score("political_overlap", "political_predicted", political),
        "political_given_f1": score("politically_given_right", "given_predicted", political),
    }


SCORER = register(
    Scorer(
        name="re3d",
        tally=tally,
        metrics=metrics,
        keep=(
            "entity_exact_f1",
            "entity_overlap_f1",
            "relation_exact_f1",
            "relation_overlap_f1",
            "relation_given_f1",
            "political_exact_f1",
            "political_overlap_f1",
            "political_given_f1",
        ),
    )
)
