"""``india_police``: what police did, sentence by sentence, over a corpus read in full; from sayings with police as their actor.

The mapping is ``tables/india_police.yaml``. A saying belongs to the gold sentence in which its trigger begins.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from allegedly.measure.base import Record, Scorer, Tally, Values, f1, ratio, register
from allegedly.measure.mapping import is_party, labels
from allegedly.measure.matching import table
from allegedly.measure.ranked import bare_article
from allegedly.measure.subject import Coder
from allegedly.model import Saying

LABELS = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")


def labels_of(saying: Saying) -> set[str]:
    """Which of the five questions a saying answers with yes."""
    rules = table("india_police")
    found = set(labels(rules["implied"], saying))
    if is_party(saying.event.actors, rules["police"]):
        found |= set(labels(rules["rules"], saying))
    if is_party(saying.event.recipients, rules["police"]):
        found |= set(labels(rules["against_police"], saying))
    return found


def tally(record: Record, coder: Coder) -> Tally:
    """Gold and predicted labels of every sentence, and of the article."""
    starts = [sentence["start"] for sentence in record["sentences"]]
    predicted: list[set[str]] = [set() for _ in starts]
    for saying in coder.code(bare_article(record["text"], record["date"], record["id"])):
        at = bisect_right(starts, saying.event.trigger.start) - 1
        if at >= 0:
            predicted[at] |= labels_of(saying)
    gold = [set(sentence["labels"]) for sentence in record["sentences"]]
    return _counts("sentence", gold, predicted) | _counts("doc", [set(record["doc_labels"])], [set().union(*predicted)])


def _counts(unit: str, gold: Sequence[set[str]], predicted: Sequence[set[str]]) -> Tally:
    counted: Tally = {}
    for label in LABELS:
        counted[f"{unit}_{label}"] = (
            sum(label in a and label in b for a, b in zip(gold, predicted, strict=True)),
            sum(label in labels for labels in predicted),
            sum(label in labels for labels in gold),
        )
    examples = [f1(len(a & b), len(b), len(a)) for a, b in zip(gold, predicted, strict=True) if a or b]
    counted[f"{unit}_examples"] = (sum(examples), len(examples))
    return counted


def metrics(tallies: Sequence[Tally]) -> Values:
    """Mean F1 over the five labels for articles and sentences, each label's own, example-based F1, and predicted to gold counts."""
    values: Values = {}
    for unit, name in (("doc", "doc_mean_f1"), ("sentence", "sentence_f1")):
        summed = {
            label: [sum(column) for column in zip(*(tally[f"{unit}_{label}"] for tally in tallies), strict=True)]
            for label in LABELS
        }
        scores = {label: f1(*summed[label]) for label in LABELS}
        values[name] = (sum(scores.values()) / len(LABELS), sum(summed[label][2] for label in LABELS))
        for label in LABELS:
            values[f"{unit}_{label}"] = (scores[label], summed[label][2])
        right, n = (sum(column) for column in zip(*(tally[f"{unit}_examples"] for tally in tallies), strict=True))
        values[f"{unit}_example_f1"] = (ratio(right, n), n)
        if unit == "sentence":
            for label in LABELS:
                values[f"predicted_to_gold_{label}"] = (ratio(summed[label][1], summed[label][2]), summed[label][2])
    return values


SCORER = register(
    Scorer(
        name="india_police",
        tally=tally,
        metrics=metrics,
        keep=(
            "doc_mean_f1",
            "doc_example_f1",
            *(f"doc_{label}" for label in LABELS),
            "sentence_f1",
            "sentence_example_f1",
            *(f"sentence_{label}" for label in LABELS),
            *(f"predicted_to_gold_{label}" for label in LABELS),
        ),
        anchors={"doc_mean_f1": "GPT-5.6 83.8, ConfliBERT 77.4 (fine-tuned)"},
    )
)
