"""Rules and encoder together: the encoder says which words are cue, source and content; the rules say how the syntax joins them.

Where both read the same cue, the spans are the encoder's, and construction and kind are the rules', which later stages ask for. An
attribution inside what somebody else is said to say is the rules' alone: the texts that the encoder learnt from mark the outermost ones only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from allegedly.coder.parts import Mention
from allegedly.coder.sources.candidate import Candidate, Range
from allegedly.coder.sources.learned import Learned
from allegedly.coder.sources.tree import Tree
from allegedly.coder.sources.verbs import word_of

ALONE = 0.85  # the weight from which a reading of the rules counts that the encoder does not share
DOUBT = (0.15, 0.97)  # weights of readings for which the encoder is worth its time
LEARNED = "learned"  # the construction of what only the encoder found


def merge(
    tree: Tree, weighed: Sequence[Candidate], learned: Sequence[Learned], nested: float, read: Sequence[Range]
) -> list[Candidate]:
    """The attributions to choose from.

    Args:
        tree: The parse.
        weighed: The readings of the rules, with their weights.
        learned: What the encoder found.
        nested: The weight from which a reading inside another's content is kept.
        read: The token ranges that the encoder read; outside of them the rules decide alone, with the same threshold.
    """
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
        elif candidate.weight >= (nested if candidate.head in said or not _within(candidate.head, read) else ALONE):
            found.append(candidate)
    for one, group in zip(learned, groups, strict=True):
        if (merged := _merged(tree, one, group)) is not None:
            found.append(merged)
    return sorted(found, key=lambda candidate: candidate.head)


def doubtful(tree: Tree, weighed: Sequence[Candidate], events: Iterable[int]) -> list[Range]:
    """The sentences that hold an event and a reading that is neither sure nor hopeless, as token ranges; neighbours are joined."""
    open_to_doubt = {tree.sentence_of[one.head] for one in weighed if DOUBT[0] <= one.weight <= DOUBT[1]}
    found: list[Range] = []
    for event in sorted(events):
        if tree.sentence_of[event] in open_to_doubt:
            start, end = tree.sentence(event)
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], end)
            elif not found or found[-1][1] <= start:
                found.append((start, end))
    return found


def _merged(tree: Tree, one: Learned, group: Sequence[Candidate]) -> Candidate | None:
    best = max(group, key=lambda candidate: candidate.weight + _shared(candidate, one), default=None)
    content = [piece for piece in (tree.trim(*piece) for piece in one.content) if piece[0] < piece[1]]
    if not content:
        if best is None or best.weight < ALONE:
            return None
        content = best.content
    source = None
    if one.source is not None:
        start, end = tree.trim(*one.source)
        if start < end:
            source = Mention(start, end, _root(tree, start, end))
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


def _within(token: int, ranges: Sequence[Range]) -> bool:
    return any(start <= token < end for start, end in ranges)
