"""The headline set ``sayings``: whole records on whole articles, scored as gold/README-sayings.md lays down.

The coder gets the text, the publication date, the publisher and the language, never the title or anything of the gold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from allegedly.measure.assignment import best_pairs
from allegedly.measure.base import Record, Scorer, Tally, Values, f1, ratio, register, total
from allegedly.measure.matching import overlap, shared_word
from allegedly.measure.subject import Coder
from allegedly.model import Actor, Article, Saying, Source, make_article

PAIR_FIELDS = ("type", "actor", "recipient", "source", "chain", "polarity", "modality", "frame", "status", "all")
_DETAIL_FIELDS = ("date", "place", "count")
SURE_OF = ("source", "status")
Sureness = Callable[[Saying], Mapping[str, float]]


def article_of(record: Record) -> Article:
    """The article of a gold record as the coder may see it: without title."""
    return make_article(
        record["text"],
        id=str(record["id"]),
        publisher=record.get("publisher"),
        published=record.get("published"),
        language=record.get("language") or "en",
    )


def same_entity(predicted: Actor | Source, gold: Record) -> bool:
    """Whether two entities match: their spans overlap, or text or name of one shares a content word with text or name of the other."""
    span = gold.get("span")
    if (
        span
        and predicted.start is not None
        and predicted.end is not None
        and overlap((predicted.start, predicted.end), tuple(span))
    ):
        return True
    return shared_word((predicted.text, predicted.name), (gold.get("text"), gold.get("name")))


@dataclass(frozen=True)
class Comparison:
    """One predicted saying beside one gold saying: which fields agree."""

    predicted: Saying
    gold: Record

    @cached_property
    def triggers_overlap(self) -> bool:
        """Whether the trigger words share a character."""
        trigger = self.predicted.event.trigger
        return overlap((trigger.start, trigger.end), tuple(self.gold["trigger"]))

    @cached_property
    def type(self) -> bool:
        """Whether the type is the gold one or one that a careful coder could defend."""
        return self.predicted.event.type == self.gold["type"] or self.predicted.event.type in self.gold.get("also", ())

    @cached_property
    def actor(self) -> bool:
        """Whether both have no actor, or some actor matches."""
        return _some_match(self.predicted.event.actors, self.gold["actors"])

    @cached_property
    def recipient(self) -> bool:
        """Whether both have no recipient, or some recipient matches."""
        return _some_match(self.predicted.event.recipients, self.gold["recipients"])

    @cached_property
    def source(self) -> bool:
        """Whether both are the article's own voice, or the innermost gold link matches some predicted link."""
        gold, predicted = self.gold["source"], self.predicted.source
        if not gold or not predicted:
            return not gold and not predicted
        return any(same_entity(link, gold[-1]) for link in predicted)

    @cached_property
    def chain(self) -> bool:
        """Whether the chains are equally long and match link by link."""
        gold, predicted = self.gold["source"], self.predicted.source
        return len(gold) == len(predicted) and all(map(same_entity, predicted, gold))

    @cached_property
    def polarity(self) -> bool:
        """Whether both are positive or both negative."""
        return bool(self.predicted.status.polarity == self.gold["polarity"])

    @cached_property
    def modality(self) -> bool:
        """Whether the modality is the same."""
        return bool(self.predicted.status.modality == self.gold["modality"])

    @cached_property
    def frame(self) -> bool:
        """Whether both are current or both historical."""
        return bool(self.predicted.status.frame == self.gold["frame"])

    @property
    def status(self) -> bool:
        """Whether polarity, modality and frame are all right."""
        return self.polarity and self.modality and self.frame

    @property
    def all(self) -> bool:
        """Whether type, actor, recipient, source and status are all right."""
        return self.type and self.actor and self.recipient and self.source and self.status

    @property
    def alignable(self) -> bool:
        """Whether the two may be about the same mention of an event."""
        if self.triggers_overlap:
            return True
        trigger, sentence = self.predicted.event.trigger, self.gold["sentence"]
        if not (sentence[0] <= trigger.start and trigger.end <= sentence[1]) or not self.type:
            return False
        return _any_match(self.predicted.event.actors, self.gold["actors"]) or _any_match(
            self.predicted.event.recipients, self.gold["recipients"]
        )

    @property
    def weight(self) -> int:
        """How well the two go together, for the alignment; 0 when they may not be aligned."""
        if not self.alignable:
            return 0
        equal = (self.actor, self.recipient, self.source, self.polarity, self.modality, self.frame)
        return 4 * self.triggers_overlap + 2 * self.type + sum(equal)

    @property
    def date(self) -> bool:
        """Whether first and last day are the same; only asked where both have a date."""
        ours, gold = self.predicted.event.date, self.gold["date"]
        return bool(ours and gold) and (ours.from_day, ours.to_day) == (gold.get("from"), gold.get("to"))  # type: ignore[union-attr]

    @property
    def place(self) -> bool:
        """Whether the country is the same and the names share a word; only asked where both have a place."""
        ours, gold = self.predicted.event.place, self.gold["place"]
        if not ours or not gold or ours.country != gold.get("country"):
            return False
        return shared_word((ours.text, ours.name), (gold.get("text"), gold.get("name")))

    @property
    def counts(self) -> int:
        """How many counts agree in kind, low, best and high."""
        left = [(c.get("kind"), c.get("low"), c.get("best"), c.get("high")) for c in self.gold["counts"]]
        right = 0
        for count in self.predicted.event.counts:
            key = (count.kind, count.low, count.best, count.high)
            if key in left:
                left.remove(key)
                right += 1
        return right


def _any_match(predicted: Sequence[Actor], gold: Sequence[Record]) -> bool:
    return any(same_entity(ours, theirs) for ours in predicted for theirs in gold)


def _some_match(predicted: Sequence[Actor], gold: Sequence[Record]) -> bool:
    return _any_match(predicted, gold) if predicted and gold else not predicted and not gold


def align(predicted: Sequence[Saying], gold: Sequence[Record]) -> dict[int, tuple[int, Comparison]]:
    """Which predicted saying goes with which gold one: ``{index of predicted: (index of gold, comparison)}``."""
    comparisons = {(p, g): Comparison(ours, theirs) for p, ours in enumerate(predicted) for g, theirs in enumerate(gold)}
    weights = {pair: float(comparison.weight) for pair, comparison in comparisons.items()}
    return {p: (g, comparisons[p, g]) for p, g in best_pairs(weights)}


def _plain(record: Record) -> bool:
    return (record["polarity"], record["modality"], record["frame"]) == ("positive", "asserted", "current")


def tally(record: Record, coder: Coder) -> Tally:
    """What is right, predicted and gold in one article."""
    return tally_sayings(coder.code(article_of(record)), record["sayings"], getattr(coder, "sureness", None))


def tally_sayings(predicted: Sequence[Saying], gold: Sequence[Record], sureness: Sureness | None = None) -> Tally:
    """The numbers of one article from its predicted and its gold sayings.

    ``sureness`` gives how sure a coder is of the source and of the status of a saying; without it their calibration is not measured.
    """
    aligned = align(predicted, gold)
    counted: dict[str, Any] = dict.fromkeys(PAIR_FIELDS, 0)
    for name in _DETAIL_FIELDS:
        counted |= {f"{name}_{part}": 0 for part in ("right", "predicted", "gold")}
    pairs = [comparison for g, comparison in aligned.values() if not gold[g]["optional"]]
    optional = {p for p, (g, _) in aligned.items() if gold[g]["optional"]}
    for comparison in pairs:
        for name in PAIR_FIELDS:
            counted[name] += getattr(comparison, name)
        ours, theirs = comparison.predicted.event, comparison.gold
        counted["date_right"] += comparison.date
        counted["date_predicted"] += ours.date is not None
        counted["date_gold"] += theirs["date"] is not None
        counted["place_right"] += comparison.place
        counted["place_predicted"] += ours.place is not None
        counted["place_gold"] += theirs["place"] is not None
        counted["count_right"] += comparison.counts
        counted["count_predicted"] += len(ours.counts)
        counted["count_gold"] += len(theirs["counts"])
    return counted | {
        "required": sum(not theirs["optional"] for theirs in gold),
        "predicted": len(predicted),
        "aligned": len(aligned),
        "pairs": len(pairs),
        "optional": len(optional),
        "not_plain_right": sum(not pair.predicted.status.plain and not _plain(pair.gold) for pair in pairs),
        "not_plain_predicted": sum(not ours.status.plain for p, ours in enumerate(predicted) if p not in optional),
        "not_plain_gold": sum(not _plain(theirs) for theirs in gold if not theirs["optional"]),
        **{
            f"{part}_confidences": [(sureness(pair.predicted)[part], getattr(pair, part)) for pair in pairs] if sureness else []
            for part in SURE_OF
        },
        "confidences": [
            (ours.confidence, p in aligned and aligned[p][1].all)
            for p, ours in enumerate(predicted)
            if ours.confidence is not None and p not in optional
        ],
    }


def metrics(tallies: Sequence[Tally]) -> Values:
    """All figures of the set; n is the number of gold items (predictions, for precision) that a figure rests on."""
    required, predicted, pairs = total(tallies, "required"), total(tallies, "predicted"), total(tallies, "pairs")
    recall, precision = ratio(pairs, required), ratio(total(tallies, "aligned"), predicted)
    counted = predicted - total(tallies, "optional")
    values: Values = {
        "saying_f1": (f1(total(tallies, "all"), counted, required), int(required)),
        "saying_recall": (ratio(total(tallies, "all"), required), int(required)),
        "saying_precision": (ratio(total(tallies, "all"), counted), int(counted)),
        "found_f1": (2 * recall * precision / (recall + precision) if recall + precision else 0.0, int(required)),
        "found_recall": (recall, int(required)),
        "found_precision": (precision, int(predicted)),
    }
    for name in PAIR_FIELDS:
        values[name] = (ratio(total(tallies, name), pairs), int(pairs))
    values["not_asserted_f1"] = (
        f1(total(tallies, "not_plain_right"), total(tallies, "not_plain_predicted"), total(tallies, "not_plain_gold")),
        int(total(tallies, "not_plain_gold")),
    )
    for name in _DETAIL_FIELDS:
        gold = total(tallies, f"{name}_gold")
        values[f"{name}_f1"] = (f1(total(tallies, f"{name}_right"), total(tallies, f"{name}_predicted"), gold), int(gold))
    for part in SURE_OF:
        items = [item for tally in tallies for item in tally[f"{part}_confidences"]]
        values[f"{part}_calibration_error"] = _calibration_error(items)
    values["calibration_error"] = _calibration_error([item for tally in tallies for item in tally["confidences"]])
    return values


def _calibration_error(items: Sequence[tuple[float, bool]]) -> tuple[float, int]:
    """The expected calibration error of the confidences: ten bins of equal width (Guo et al. 2017); lower is better."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for confidence, right in items:
        bins[min(int(confidence * 10), 9)].append((confidence, right))
    off = sum(abs(sum(c for c, _ in bin_) - sum(r for _, r in bin_)) for bin_ in bins)
    return ratio(off, len(items)), len(items)


def listing(record: Record, coder: Coder) -> Iterator[str]:
    """One article's sayings beside gold, for a person: see :func:`allegedly.measure.listing.lines`."""
    from allegedly.measure.listing import lines

    return lines(record, coder.code(article_of(record)))


SCORER = register(
    Scorer(
        name="sayings",
        tally=tally,
        metrics=metrics,
        keep=(
            "saying_f1",
            "found_f1",
            "found_recall",
            "found_precision",
            "type",
            "actor",
            "recipient",
            "source",
            "chain",
            "polarity",
            "modality",
            "frame",
            "status",
            "all",
            "not_asserted_f1",
            "date_f1",
            "place_f1",
            "count_f1",
            "calibration_error",
            "source_calibration_error",
            "status_calibration_error",
        ),
        listing=listing,
        anchors={
            "found_f1": "UniversalPetrarch 35.3; one careful reading against another 95.9",
            "saying_f1": "UniversalPetrarch 1.6; one careful reading against another 85.4",
            "type": "UniversalPetrarch 68.3; careful readings 100",
            "actor": "UniversalPetrarch 46.3; careful readings 99.3",
            "recipient": "UniversalPetrarch 39.0; careful readings 95.3",
            "source": "UniversalPetrarch 61.0 (it names none); careful readings 98.0",
            "status": "UniversalPetrarch 65.9 (it has none); careful readings 96.6",
            "all": "UniversalPetrarch 4.9; careful readings 90.5",
        },
    )
)
