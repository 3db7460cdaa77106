"""``cameo``: one of five classes for a sentence, and the spans of actor, recipient and reciprocal parties.

Both are asked of the sentence as a whole (``sentence_event``), and beside that read off the first saying of the ranking (most confident, then
text order). A sentence without a saying is a neutral statement. When a mutual act has several actors and no recipient, its actors are the
reciprocal parties.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    """Class and spans of one sentence, each only where gold has it: of the sentence as a whole, and of its first saying."""
    sayings = ranked_sayings(coder, record["text"])
    first = sayings[0] if sayings else None
    label, parties = coder.sentence_event(record["text"])
    counted: Tally = {}
    if record["has_class"]:
        counted["class"] = (str(record["class"]), str(label))
        ours = table("quads")["cameo"][first.event.type] if first else 0
        counted["saying_class"] = (str(record["class"]), str(ours))
    if record["has_spans"]:
        gold = {(span["start"], span["end"], span["role"]) for span in record["spans"]}
        counted |= _compared("", gold, set(parties))
        counted |= _compared("saying_", gold, roles_of(first))
    return counted


def _compared(prefix: str, gold: set[tuple[int, int, str]], predicted: set[tuple[int, int, str]]) -> Tally:
    counted: Tally = {}
    for role in _ROLES:
        left = [(a, b) for a, b, other in sorted(predicted) if other == role]
        right = [(a, b) for a, b, other in sorted(gold) if other == role]
        counted |= {
            f"{prefix}{role}_right": len(set(left) & set(right)),
            f"{prefix}{role}_overlap": match_spans(left, right),
            f"{prefix}{role}_predicted": len(left),
            f"{prefix}{role}_gold": len(right),
        }
    return counted


def metrics(tallies: Sequence[Tally]) -> Values:
    """Macro-F1 over the five classes, exact and overlap F1 over the three roles, and exact F1 per role.

    Names that begin with ``saying_`` are those of the first saying, the others of what the sentence as a whole was read to tell.
    """
    return {name: value for prefix in ("", "saying_") for name, value in _figures(prefix, tallies)}


def _figures(prefix: str, tallies: Sequence[Tally]) -> Iterator[tuple[str, tuple[float, int]]]:
    def summed(kind: str, roles: Sequence[str] = _ROLES) -> float:
        return sum(total(tallies, f"{prefix}{role}_{kind}") for role in roles)

    classes = [tally[f"{prefix}class"] for tally in tallies if f"{prefix}class" in tally]
    yield f"{prefix}class_macro_f1", (macro_f1(classes), len(classes))
    yield f"{prefix}span_exact_f1", (f1(summed("right"), summed("predicted"), summed("gold")), int(summed("gold")))
    yield f"{prefix}span_overlap_f1", (f1(summed("overlap"), summed("predicted"), summed("gold")), int(summed("gold")))
    for role in _ROLES:
        gold = summed("gold", [role])
        yield f"{prefix}{role}_exact_f1", (f1(summed("right", [role]), summed("predicted", [role]), gold), int(gold))


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
            "saying_class_macro_f1",
            "saying_span_exact_f1",
        ),
        anchors={"class_macro_f1": "ConfliBERT 89.5 (fine-tuned)", "span_exact_f1": "ConfliBERT-v2 75.2 (fine-tuned)"},
    )
)
