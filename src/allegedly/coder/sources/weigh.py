"""How likely a reading is, when more than its cue is looked at: who its source is, how its content begins, where it stands.

A logistic regression over named traits, on top of the counted share of the cue. Its weights are data
(``lexicon/en/cue_traits.yaml``), written by ``tools/fit_cues.py``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import exp, log

from allegedly.coder.sources.candidate import Candidate, Range, Readings
from allegedly.coder.sources.tree import Tree

_FIRST = frozenset(
    {
        "that",
        "to",
        "how",
        "what",
        "whether",
        "if",
        "why",
        "who",
        "which",
        "it",
        "him",
        "her",
        "them",
        "this",
        "so",
        "as",
        "himself",
    }
)
_LENGTHS = (1, 2, 3, 5, 8, 12, 20, 35, 60)


def logit(share: float) -> float:
    """The log odds of a share, kept finite."""
    share = min(max(share, 0.005), 0.995)
    return log(share / (1 - share))


def traits(readings: Readings, candidate: Candidate) -> list[str]:
    """What is noticed about a reading, as names."""
    tree, quotes = readings.tree, readings.quotes
    head, construction = candidate.head, candidate.construction
    group = construction.partition(":")[0].partition("+")[0]
    found = [
        f"construction {construction}",
        f"group {group}",
        f"place {group} {tree.dep[head]}",
        f"form {group} {tree.tag[head]}",
    ]
    found += _source_traits(tree, candidate, group)
    for child in tree.children[head]:
        if child > head:
            break
        dep = tree.dep[child]
        if dep == "neg":
            found.append("negated")
        elif dep == "aux" and tree.tag[child] in ("MD", "TO"):
            found.append(f"auxiliary {tree.lower(child)}")
    beside = "beside quotation" if head in readings.quoting else "alone"
    found.append(f"{beside} {group}")
    if _in_quotation(head, quotes):
        found.append("cue in quotation")
        found.append(f"cue in quotation {group}")
    first, last = candidate.content[0][0], candidate.content[-1][1]
    length = sum(end - start for start, end in candidate.content)
    found.append(f"length {group} {sum(length > limit for limit in _LENGTHS)}")
    word = tree.lower(first)
    if word in _FIRST:
        found.append(f"first {group} {word}")
    found.append(f"first form {group} {tree.tag[first]}")
    if any(first < end and start < last for start, end in quotes):
        found.append("content holds quotation")
        found.append(f"content holds quotation {group}")
    if first < head:
        found.append(f"content before {beside} {group}")
    if tree.sentence_starts and head < tree.sentence_starts[min(1, len(tree.sentence_starts) - 1)]:
        found.append("first sentence")
    return found


def _source_traits(tree: Tree, candidate: Candidate, group: str) -> list[str]:
    if candidate.source is None:
        return [f"source none {group}"]
    head = candidate.source.head
    tag = tree.tag[head]
    found = [f"source {tag}", f"source {group} {tag}"]
    if tag in ("PRP", "PRP$", "WP", "WDT", "DT"):
        found.append(f"source word {tree.lower(head)}")
    if tree.entity[head]:
        found.append(f"source {tree.entity[head]}")
    size = candidate.source.end - candidate.source.start
    found.append(f"source length {min(size, 6)}")
    if candidate.source.start > candidate.head:
        found.append("source after cue")
    return found


def _in_quotation(token: int, quotes: Sequence[Range]) -> bool:
    at = bisect_right(quotes, (token, 1 << 60)) - 1
    return at >= 0 and quotes[at][0] <= token < quotes[at][1]


def probability(share: float, noticed: Sequence[str], weights: dict[str, float]) -> float:
    """The probability that a reading is right, from the share of its cue and what is noticed about it."""
    total = weights.get("share", 1.0) * logit(share) + weights.get("constant", 0.0)
    for name in noticed:
        total += weights.get(name, 0.0)
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))
