"""``plv``: the type of what a given actor does to a given recipient, and the same found from the sentence alone."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.measure.base import Record, Scorer, Tally, Values, macro_f1, ratio, register
from allegedly.measure.matching import Offsets, overlap, table
from allegedly.measure.ranked import actor_spans, ranked_sayings
from allegedly.measure.subject import Coder
from allegedly.model import Actor, Saying

_YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def _span(entity: Record | None) -> Offsets | None:
    return (entity["start"], entity["end"]) if entity else None


def _meets(ours: Sequence[Offsets], gold: Offsets | None) -> bool:
    return any(overlap(span, gold) for span in ours) if gold else not ours


def tally(record: Record, coder: Coder) -> Tally:
    """The first type for the given pair, and whether some saying of the sentence has type and both parties."""
    actor, recipient = _span(record["actor"]), _span(record["recipient"])
    ranked = coder.type_of(record["text"], actor, recipient)
    label = _YIELD.get(ranked[0][0], ranked[0][0]) if ranked else "NONE"
    end_to_end = any(
        _YIELD.get(saying.event.type, saying.event.type) == record["type"]
        and _meets(actor_spans(saying.event.actors), actor)
        and _meets(actor_spans(saying.event.recipients or _mutual(saying)), recipient)
        for saying in ranked_sayings(coder, record["text"])
    )
    return {
        "type": (record["type"], label),
        "quad": (record["class"], table("quads")["plv"].get(label, 0)),
        "end_to_end": end_to_end,
    }


def _mutual(saying: Saying) -> tuple[Actor, ...]:
    """The parties of a mutual event, which has all of them in ``actors``: each is what another set calls a recipient."""
    return saying.event.actors if len(saying.event.actors) > 1 else ()


def metrics(tallies: Sequence[Tally]) -> Values:
    """Given pair over 15 types, 4 classes and 2; end to end as the share of records."""
    n = len(tallies)
    types = [tally["type"] for tally in tallies]
    quads = [(str(gold), str(ours)) for gold, ours in (tally["quad"] for tally in tallies)]
    sides = [(_side(gold), _side(ours)) for gold, ours in (tally["quad"] for tally in tallies)]
    return {
        "macro_f1": (macro_f1(types), n),
        "accuracy": (ratio(sum(gold == ours for gold, ours in types), n), n),
        "quad_macro_f1": (macro_f1(quads), n),
        "binary_macro_f1": (macro_f1(sides), n),
        "end_to_end": (ratio(sum(tally["end_to_end"] for tally in tallies), n), n),
    }


def _side(quad: int) -> str:
    return "none" if not quad else "cooperation" if quad <= 2 else "conflict"


SCORER = register(
    Scorer(
        name="plv",
        tally=tally,
        metrics=metrics,
        keep=("macro_f1", "accuracy", "quad_macro_f1", "binary_macro_f1", "end_to_end"),
        anchors={
            "macro_f1": "ZSP (roberta-large-mnli) 82.1",
            "quad_macro_f1": "ZSP 89.2",
            "binary_macro_f1": "ZSP 96.4",
        },
    )
)
