"""Rules and encoder together: the encoder says which words are cue, source and content; the rules say how the syntax joins them.

Where both read the same cue, the spans are the encoder's, and construction and kind are the rules', which later stages ask for. An
attribution inside what somebody else is said to say is the rules' alone: the texts that the encoder learnt from mark the outermost ones only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from allegedly.coder.parts import Mention
from allegedly.coder.sources.candidate import Candidate
from allegedly.coder.sources.learned import CONTENT, SOURCE, Learned
from allegedly.coder.sources.tree import Tree
from allegedly.coder.sources.verbs import word_of

ALONE = 0.85  # the weight from which a reading of the rules counts that the encoder does not share
SURE = 0.8  # the probability from which a cue of the encoder counts that the rules do not share
TOGETHER = 0.0  # and what its log odds and those of a reading of the rules must come to where they share one
INDIFFERENT = (
    0.0,
    4.0,
    10.0,
)  # how much worse, by the encoder, a source and a content of the syntax may be than the encoder's own
LEAST = -6.0  # the sum from which a source of the syntax counts where the encoder sees none
LEARNED = "learned"  # the construction of what only the encoder found


def merge(tree: Tree, weighed: Sequence[Candidate], learned: Sequence[Learned], nested: float) -> list[Candidate]:
    """The attributions to choose from.

    Args:
        tree: The parse.
        weighed: The readings of the rules, with their weights.
        learned: What the encoder found.
        nested: The weight from which a reading inside another's content is kept.
    """
    rules: dict[int, float] = {}
    for candidate in weighed:
        for token in {candidate.head, *candidate.cue}:
            rules[token] = max(rules.get(token, 0.0), candidate.weight)
    learned = [one for one in learned if one.weight >= SURE or _odds(one.weight) + _odds(_most(rules, one.cue)) >= TOGETHER]
    owner = {token: n for n, one in enumerate(learned) for token in one.cue}
    groups: list[list[Candidate]] = [[] for _ in learned]
    said = {token for one in learned for start, end in one.content for token in range(start, end)}
    found = []
    for candidate in weighed:
        n = owner.get(candidate.head)
        if n is None:
            n = next((owner[token] for token in candidate.cue if token in owner), None)
        if n is not None:
            groups[n].append(candidate)
        elif candidate.weight >= (nested if candidate.head in said else ALONE):
            found.append(candidate)
    for one, group in zip(learned, groups, strict=True):
        if (merged := _merged(tree, one, group)) is not None:
            found.append(merged)
    return sorted(found, key=lambda candidate: candidate.head)


def _most(rules: dict[int, float], cue: Sequence[int]) -> float:
    return max((rules.get(token, 0.0) for token in cue), default=0.0)


def _odds(share: float) -> float:
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))


def _merged(tree: Tree, one: Learned, group: Sequence[Candidate]) -> Candidate | None:
    best = max(group, key=lambda candidate: candidate.weight + _shared(candidate, one), default=None)
    content = [piece for piece in (tree.trim(*piece) for piece in one.content) if piece[0] < piece[1]]
    # The spans of the syntax begin and end where phrases do; they stand wherever the encoder has little against them.
    near = max(group, key=lambda candidate: one.worth(CONTENT, candidate.content), default=None)
    if near is not None and (
        not content or one.worth(CONTENT, near.content) >= one.worth(CONTENT, content) - INDIFFERENT[CONTENT]
    ):
        content = near.content
    if not content:
        return None
    source = None
    if one.source is not None:
        start, end = tree.trim(*one.source)
        if start < end:
            source = Mention(start, end, _root(tree, start, end))
    held = 0.0 if source is None else one.worth(SOURCE, [(source.start, source.end)])
    for candidate in group:
        if (other := candidate.source) is not None:
            worth = one.worth(SOURCE, [(other.start, other.end)])
            if worth >= held - INDIFFERENT[SOURCE] and worth > (LEAST if source is None else -50):
                source, held = other, max(held, worth)
    if best is not None:
        return Candidate(
            best.head,
            best.word,
            best.construction,
            one.cue,
            source,
            content,
            best.share,
            max(one.weight, best.weight),
            best.carried,
        )
    head = _root(tree, one.cue[0], one.cue[-1] + 1)
    return Candidate(head, word_of(tree, head), LEARNED, one.cue, source, content, one.weight, one.weight)


def _root(tree: Tree, start: int, end: int) -> int:
    """The first token of a range whose head lies outside of it."""
    return next((n for n in range(start, end) if not start <= tree.head[n] < end or tree.head[n] == n), start)


def _shared(candidate: Candidate, one: Learned) -> float:
    ours = {token for start, end in candidate.content for token in range(start, end)}
    theirs = {token for start, end in one.content for token in range(start, end)}
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0
