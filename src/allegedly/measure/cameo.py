"""``cameo``: one of five classes for a sentence, and the spans of actor, recipient and reciprocal parties.

Both come from the first saying of the ranking (most confident, then text order). A sentence without a saying is a neutral statement. When a
mutual act has several actors and no recipient, its actors are the reciprocal parties.
"""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.measure.base import Record, Scorer, Tally, Values, f1, macro_f1, register, total
from allegedly.measure.matching import match_spans, table
from allegedly.measure.ranked import actor_spans, ranked_sayings
from allegedly.measure.subject import Coder
from allegedly.model import Saying

_ROLES = ("actor", "recipient", "reciprocal")


def roles_of(saying: Saying | None) -> set[tuple[int, int, str]]:
    """The spans of a saying's parties with cameo's roles."""
    if saying is None:
        return set()
    actors, recipients = actor_spans(saying.event.actors), actor_spans(saying.event.recipients)
    mutual = len(actors) > 1 and not recipients and saying.event.type in table("quads")["mutual"]
    return {(*span, "reciprocal" if mutual else "actor") for span in actors} | {(*span, "recipient") for span in recipients}


def tally(record: Record, coder: Coder) -> Tally:
    """Class and spans of one sentence, each only where gold has it."""
    sayings = ranked_sayings(coder, record["text"])
    first = sayings[0] if sayings else None
    counted: Tally = {}
    if record["has_class"]:
        ours = table("quads")["cameo"][first.event.type] if first else 0
        counted["class"] = (str(record["class"]), str(ours))
    if record["has_spans"]:
        gold = {(span["start"], span["end"], span["role"]) for span in record["spans"]}
        predicted = roles_of(first)
        for role in _ROLES:
            left = [(a, b) for a, b, other in sorted(predicted) if other == role]
            right = [(a, b) for a, b, other in sorted(gold) if other == role]
            counted |= {
                f"{role}_right": len(set(left) & set(right)),
                f"{role}_overlap": match_spans(left, right),
                f"{role}_predicted": len(left),
                f"{role}_gold": len(right),
            }
    return counted


def metrics(tallies: Sequence[Tally]) -> Values:
    """Macro-F1 over the five classes, exact and overlap F1 over the three roles, and exact F1 per role."""

    def summed(kind: str, roles: Sequence[str] = _ROLES) -> float:
        return sum(total(tallies, f"{role}_{kind}") for role in roles)

    classes = [tally["class"] for tally in tallies if "class" in tally]
    values: Values = {
        "class_macro_f1": (macro_f1(classes), len(classes)),
        "span_exact_f1": (f1(summed("right"), summed("predicted"), summed("gold")), int(summed("gold"))),
        "span_overlap_f1": (f1(summed("overlap"), summed("predicted"), summed("gold")), int(summed("gold"))),
    }
    for role in _ROLES:
        gold = summed("gold", [role])
        values[f"{role}_exact_f1"] = (f1(summed("right", [role]), summed("predicted", [role]), gold), int(gold))
    return values


SCORER = register(
    Scorer(
        name="cameo",
        tally=tally,
        metrics=metrics,
        keep=(
            "class_macro_f1",
            "span_exact_f1",
            "span_overlap_f1",
            "actor_exact_f1",
            "recipient_exact_f1",
            "reciprocal_exact_f1",
        ),
        anchors={"class_macro_f1": "ConfliBERT 89.5 (fine-tuned)", "span_exact_f1": "ConfliBERT-v2 75.2 (fine-tuned)"},
    )
)
