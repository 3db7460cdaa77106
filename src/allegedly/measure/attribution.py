"""The set ``polnear``: who says what, as source, cue and content (gold/README-events.md, *polnear*).

Nested attributions are not in this gold set: a predicted attribution with a ``parent`` is left out, its outermost one counts.
Spans are lists of pieces; before spans are compared, blanks and punctuation at the edges of each piece are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from allegedly.measure.assignment import best_pairs
from allegedly.measure.base import Record, Scorer, Tally, Values, f1, ratio, register, total
from allegedly.measure.matching import Offsets, trim
from allegedly.measure.subject import Coder
from allegedly.model import Attribution

ROLES = ("source", "cue", "content")
ANCHORS = {
    "attribution_f1": "people among themselves 77.3; linked source, cue and content: nobody has published a figure",
    "source_exact_f1": "BERT thesis 77.5 (exact chunks); people 78.2",
    "cue_exact_f1": "BERT thesis 71.6 (exact chunks); people 71.1",
    "content_exact_f1": "BERT thesis 62.5 (exact chunks); people 66.1",
    "token_f1": "BERT thesis 81.3 (mean of 84.1, 72.9 and 86.9); people 80.7 (mean of 81.0, 69.3 and 91.8)",
    "direct_content_recall": "sayswho 75.0, textacy 72.4",
    "direct_content_precision": "sayswho 99.0, textacy 98.6",
    "direct_speaker_recall": "sayswho 73.3, textacy 70.7",
    "direct_speaker_precision": "textacy 90.9, sayswho 89.0",
}

_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUOTES = '"“”„«»‘’'
_OPENING, _CLOSING = ('"', "“", "„", "«", "»", "‘", "''", "``", "'"), ('"', "”", "“", "»", "«", "’", "''", "'")
# A line end, or a full stop, question or exclamation mark with what closes it, before blank and a capital, digit or opening mark.
_SENTENCE_END = re.compile(r"\s*\n\s*|(?<=[.?!])[\"'”’)\]»]*(\s+)(?=[\"'“‘«(\[]*[A-Z0-9])")


@dataclass(frozen=True)
class Parts:
    """The three parts of an attribution, gold or predicted, as pieces ``[start, end)`` of one text."""

    text: str
    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]

    @classmethod
    def of_gold(cls, text: str, gold: Record) -> Parts:
        """The parts of one gold attribution."""
        return cls(text, *(tuple((start, end) for start, end in gold[role]) for role in ROLES))

    @classmethod
    def of_attribution(cls, text: str, attribution: Attribution) -> Parts:
        """The parts of one predicted attribution."""
        return cls(text, *(tuple((piece.start, piece.end) for piece in getattr(attribution, role)) for role in ROLES))

    @cached_property
    def source_characters(self) -> frozenset[int]:
        """The characters of the source, edges trimmed."""
        return _characters(trim(self.text, *piece) for piece in self.source)

    @cached_property
    def content_characters(self) -> frozenset[int]:
        """The characters of the content, edges of each piece trimmed."""
        return _characters(trim(self.text, *piece) for piece in self.content)

    @cached_property
    def direct(self) -> bool:
        """Whether the content begins and ends with a quotation mark: a direct quotation."""
        if not self.content:
            return False
        first, last = self.content[0], self.content[-1]
        opening = self.text[slice(*first)].lstrip()
        closing = self.text[slice(*last)].rstrip().rstrip(".,;:!?").rstrip()
        return opening.startswith(_OPENING) and closing.endswith(_CLOSING)

    @cached_property
    def quoted(self) -> bool:
        """Whether the content holds a quotation mark anywhere (an apostrophe inside a word is none)."""
        for start, end in self.content:
            for place in range(start, end):
                if self.text[place] in _QUOTES or self.text.startswith("''", place):
                    apostrophe = self.text[place] in "’'" and place > 0 and self.text[place - 1].isalnum()
                    if not apostrophe or self.text.startswith("''", place):
                        return True
        return False

    def same_source(self, other: Parts) -> bool:
        """Whether neither has a source, or the two sources share a character."""
        if not self.source or not other.source:
            return not self.source and not other.source
        return not self.source_characters.isdisjoint(other.source_characters)


def dice(left: Parts, right: Parts) -> float:
    """Twice the shared characters of two contents, by the sum of their lengths."""
    ours, theirs = left.content_characters, right.content_characters
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def chunks(text: str, pieces: Iterable[Offsets]) -> tuple[Offsets, ...]:
    """Pieces cut at sentence ends and trimmed, in order; those that come out empty are dropped.

    Sentence ends are found by rule, the same for gold and prediction, so that one piece of two sentences equals two of one each.
    """
    found = []
    for start, end in pieces:
        at = start
        for match in _SENTENCE_END.finditer(text, start, end):
            found.append(trim(text, at, match.end()))
            at = match.end()
        found.append(trim(text, at, end))
    return tuple(sorted({(start, end) for start, end in found if start < end}))


def tally(record: Record, coder: Coder) -> Tally:
    """Counts of one article: items, tokens, pairs and direct quotations."""
    text = str(record["text"])
    gold = [Parts.of_gold(text, item) for item in record["attributions"]]
    predicted = [Parts.of_attribution(text, item) for item in coder.attributions(text) if item.parent is None]
    counts: Tally = {"gold": len(gold), "predicted": len(predicted)}
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    for role in ROLES:
        theirs, ours = _items(gold, role), _items(predicted, role)
        _count(counts, f"{role}_exact", theirs, ours)
        _count(counts, f"{role}_token", _tokens(tokens, gold, role), _tokens(tokens, predicted, role))
    _count(counts, "content_chunk", _chunks(gold), _chunks(predicted))
    pairs = pair(predicted, gold)
    counts["pairs"] = len(pairs)
    hits = [(p, g) for p, g in pairs if predicted[p].same_source(gold[g])]
    counts["hits"] = len(hits)
    counts["sourceless_gold"] = sum(not item.source for item in gold)
    counts["sourceless_predicted"] = sum(not item.source for item in predicted)
    counts["sourceless_hits"] = sum(not gold[g].source for _, g in hits)
    for name, wanted in (("quoted", True), ("unquoted", False)):
        counts[f"{name}_gold"] = sum(item.quoted is wanted for item in gold)
        counts[f"{name}_predicted"] = sum(item.quoted is wanted for item in predicted)
        # Each side of a hit is counted where it belongs, so that recall and precision are each of their own kind.
        counts[f"{name}_found"] = sum(gold[g].quoted is wanted for _, g in hits)
        counts[f"{name}_right"] = sum(predicted[p].quoted is wanted for p, _ in hits)
    for name, items, others in (("recall", gold, predicted), ("precision", predicted, gold)):
        direct = [item for item in items if item.direct]
        counts[f"direct_{name}"] = len(direct)
        holders = [_holders(item, others) for item in direct]
        counts[f"direct_content_{name}"] = sum(share >= 0.5 for share, _ in holders)
        counts[f"direct_speaker_{name}"] = sum(share >= 0.5 and agreed >= 0.5 for share, agreed in holders)
    return counts


def pair(predicted: Sequence[Parts], gold: Sequence[Parts]) -> list[tuple[int, int]]:
    """The one-to-one pairs with the greatest summed content Dice, those with a Dice of at least one half."""
    weights = {}
    spans = [(min(item.content_characters), max(item.content_characters)) if item.content_characters else None for item in gold]
    for p, ours in enumerate(predicted):
        if not ours.content_characters:
            continue
        first, last = min(ours.content_characters), max(ours.content_characters)
        for g, span in enumerate(spans):
            if span and first <= span[1] and span[0] <= last:
                weight = dice(ours, gold[g])
                if weight > 0:
                    weights[p, g] = weight
    return [(p, g) for p, g in best_pairs(weights) if weights[p, g] >= 0.5]


def metrics(tallies: Sequence[Tally]) -> Values:
    """All figures of the set.

    - ``attribution_f1``: hits (paired with content Dice of at least one half, and sources that agree) by attributions; the headline.
      ``attribution_f1_quoted`` and ``_unquoted``: the same for contents with and without a quotation mark.
    - ``who_accuracy``: the share of pairs whose sources agree. ``no_source_f1``: hits among attributions without a source.
    - ``source_exact_f1 cue_exact_f1 content_exact_f1``: an item is one attribution's whole list of pieces, cut at sentence ends;
      ``content_chunk_f1`` takes every such chunk as an item of its own, as published systems that label sequences are scored.
    - ``source_token_f1 cue_token_f1 content_token_f1`` and their mean ``token_f1``.
    - ``direct_content_recall``: of the gold attributions whose content begins and ends with quotation marks, the share with at
      least half of their characters inside predicted contents; ``direct_speaker_recall``: the share of them where, besides, at
      least half of the characters lie in contents whose source agrees. ``direct_content_precision`` and
      ``direct_speaker_precision``: the same of the predicted attributions that begin and end with quotation marks, held against gold.
    """
    sums = {key: total(tallies, key) for key in (tallies[0] if tallies else ())}

    def value(key: str) -> float:
        return sums.get(key, 0.0)

    found: Values = {
        "attribution_f1": (f1(value("hits"), value("predicted"), value("gold")), int(value("gold"))),
        "attribution_precision": (ratio(value("hits"), value("predicted")), int(value("predicted"))),
        "attribution_recall": (ratio(value("hits"), value("gold")), int(value("gold"))),
    }
    for name in ("quoted", "unquoted"):
        recall = ratio(value(f"{name}_found"), value(f"{name}_gold"))
        precision = ratio(value(f"{name}_right"), value(f"{name}_predicted"))
        found[f"attribution_f1_{name}"] = (ratio(2 * recall * precision, recall + precision), int(value(f"{name}_gold")))
    found["who_accuracy"] = (ratio(value("hits"), value("pairs")), int(value("pairs")))
    found["no_source_f1"] = (
        f1(value("sourceless_hits"), value("sourceless_predicted"), value("sourceless_gold")),
        int(value("sourceless_gold")),
    )
    for key in (*(f"{role}_exact" for role in ROLES), "content_chunk", *(f"{role}_token" for role in ROLES)):
        score = f1(value(f"{key}_right"), value(f"{key}_predicted"), value(f"{key}_gold"))
        found[f"{key}_f1"] = (score, int(value(f"{key}_gold")))
    found["token_f1"] = (
        sum(found[f"{role}_token_f1"][0] for role in ROLES) / len(ROLES),
        sum(found[f"{role}_token_f1"][1] for role in ROLES),
    )
    for side in ("recall", "precision"):
        for part in ("content", "speaker"):
            n = value(f"direct_{side}")
            found[f"direct_{part}_{side}"] = (ratio(value(f"direct_{part}_{side}"), n), int(n))
    return found


def lines(record: Record, coder: Coder) -> Iterator[str]:
    """What was missed, made up, or given to somebody else in one article."""
    text = str(record["text"])
    gold = [Parts.of_gold(text, item) for item in record["attributions"]]
    predicted = [Parts.of_attribution(text, item) for item in coder.attributions(text) if item.parent is None]
    pairs = dict(pair(predicted, gold))
    yield f"== {record['id']}: {len(gold)} gold, {len(predicted)} predicted, {len(pairs)} paired"
    entries = []
    for p, ours in enumerate(predicted):
        if p not in pairs:
            entries.append((_start(ours), f"MADE UP {_show(ours)}"))
        elif not ours.same_source(gold[pairs[p]]):
            entries.append((_start(ours), f"DIFFERS {_show(ours)}\n   gold {_show(gold[pairs[p]])}"))
    entries += [(_start(theirs), f"MISSED  {_show(theirs)}") for g, theirs in enumerate(gold) if g not in pairs.values()]
    for _, line in sorted(entries):
        yield from line.split("\n")


def _characters(pieces: Iterable[Offsets]) -> frozenset[int]:
    return frozenset(place for start, end in pieces for place in range(start, end))


def _items(side: Sequence[Parts], role: str) -> set[tuple[Offsets, ...]]:
    return {item for parts in side if (item := chunks(parts.text, getattr(parts, role)))}


def _chunks(side: Sequence[Parts]) -> set[Offsets]:
    return {chunk for item in _items(side, "content") for chunk in item}


def _tokens(tokens: Sequence[Offsets], side: Sequence[Parts], role: str) -> set[Offsets]:
    covered = _characters(piece for parts in side for piece in getattr(parts, role))
    return {(start, end) for start, end in tokens if start in covered and end - 1 in covered}


def _count(counts: Tally, key: str, gold: Set[object], predicted: Set[object]) -> None:
    counts[f"{key}_gold"], counts[f"{key}_predicted"] = len(gold), len(predicted)
    counts[f"{key}_right"] = len(gold & predicted)


def _holders(item: Parts, others: Sequence[Parts]) -> tuple[float, float]:
    """The shares of the content that lie in the contents of ``others``, and in those of them whose source agrees."""
    whole = item.content_characters
    inside: set[int] = set()
    agreed: set[int] = set()
    for other in others:
        if shared := whole & other.content_characters:
            inside |= shared
            if item.same_source(other):
                agreed |= shared
    return ratio(len(inside), len(whole)), ratio(len(agreed), len(whole))


def _start(parts: Parts) -> int:
    return min((piece[0] for role in ROLES for piece in getattr(parts, role)), default=0)


def _show(parts: Parts) -> str:
    shown = (" ... ".join(" ".join(parts.text[slice(*piece)].split()) for piece in getattr(parts, role)) for role in ROLES)
    return " | ".join(part or "-" for part in shown)


POLNEAR = register(
    Scorer(
        name="polnear",
        tally=tally,
        metrics=metrics,
        keep=(
            "attribution_f1",
            "attribution_f1_quoted",
            "attribution_f1_unquoted",
            "who_accuracy",
            "no_source_f1",
            "source_exact_f1",
            "cue_exact_f1",
            "content_exact_f1",
            "content_chunk_f1",
            "token_f1",
            "direct_content_recall",
            "direct_speaker_recall",
            "direct_content_precision",
            "direct_speaker_precision",
        ),
        listing=lines,
        anchors=ANCHORS,
    )
)
