"""What the encoder finds: cues, and for each cue which words say who, and which say what.

The scores of the heads are for single subwords; here they become spans of tokens. A cue is a run of tokens that are likelier cue than not. For
each cue every token of its window is source, content or neither: the labelling with the best sum of scores, where beginning a label costs
:data:`ENTERING` (Viterbi 1967), so that one doubtful word does not cut a quotation in two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from allegedly.coder.encoder import Encoded, load_heads
from allegedly.coder.encoder.encoded import Window
from allegedly.coder.sources.candidate import Range

# What it costs to begin being neither, source, content: a source may be one short word, a content seldom is.
ENTERING = np.array([0.0, 0.0, 4.0])
SOURCE, CONTENT = 1, 2
_CUE = 1
_MOST = 6.0  # a score is worth no more than this: one very sure word does not outweigh its neighbours
_LEAST = 0.45  # the probability from which a token is a cue, if the rules think so too
_GOING_ON = 0.4  # and from which it goes on with one: "according" is surer than its "to"


@dataclass(slots=True)
class Learned:
    """One attribution in tokens; ``weight`` is the probability of its surest cue word. ``source`` may be null and ``content`` empty.

    ``scores`` are those of each token of the window from ``first`` on, as neither, source and content of this cue, ``(tokens, 3)``.
    """

    cue: list[int]
    source: Range | None
    content: list[Range]
    weight: float
    first: int
    scores: np.ndarray

    def worth(self, label: int, ranges: Sequence[Range]) -> float:
        """The sum of the scores of tokens as ``label``; tokens that the encoder did not see beside this cue count as nothing."""
        return float(
            sum(self.scores[max(0, start - self.first) : max(0, end - self.first), label].sum() for start, end in ranges)
        )


def find_learned(doc: Doc, encoded: Encoded, least: float = _LEAST) -> list[Learned]:
    """The attributions that the encoder sees in the parts of ``doc`` that it read, in text order."""
    return [one for window in encoded.windows for one in _of_window(doc, window, least)]


def _of_window(doc: Doc, window: Window, least: float) -> Iterator[Learned]:
    heads = load_heads()
    size = window.last + 1 - window.first
    scores = heads.tags(window.states)[:, _CUE]
    shares = np.exp(scores - scores.max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    begins = np.zeros(size)
    inside = np.zeros(size)
    for token, (a, b) in enumerate(window.rows):
        if a < b:
            begins[token], inside[token] = shares[a, 1], shares[a:b, 1:].sum(-1).max()
    cues = list(_runs(begins, inside, least))
    if not cues:
        return
    rows = [[row for token in cue for row in range(*window.rows[token])] for cue in cues]
    links = heads.links(window.states, rows)
    for cue, link in zip(cues, links, strict=True):
        table = np.zeros((size, 3))
        for token, (a, b) in enumerate(window.rows):
            if a < b:
                table[token, 1:] = link[a:b].mean(0)
        table = np.minimum(table, _MOST)
        table[cue, 1:] = -50.0
        labels = _labels(table)
        source = max(_pieces(labels, 1), key=lambda piece: table[piece[0] : piece[1], 1].sum(), default=None)
        yield Learned(
            cue=[window.first + token for token in cue],
            source=None if source is None else (window.first + source[0], window.first + source[1]),
            content=[(window.first + a, window.first + b) for a, b in _pieces(labels, 2)],
            weight=float(max(inside[token] for token in cue)),
            first=window.first,
            scores=table,
        )


def _runs(begins: np.ndarray, inside: np.ndarray, least: float) -> Iterator[list[int]]:
    run: list[int] = []
    for token in range(len(inside)):
        if inside[token] < (min(least, _GOING_ON) if run else least):
            if run:
                yield run
            run = []
        elif run and begins[token] > 0.5 * inside[token]:
            yield run
            run = [token]
        else:
            run.append(token)
    if run:
        yield run


def _labels(scores: np.ndarray) -> list[int]:
    """The best label of each row: 0, 1 or 2; ``scores`` is ``(tokens, 3)``."""
    best = scores[0] - ENTERING
    back = np.zeros(scores.shape, dtype=int)
    for n in range(1, len(scores)):
        top = int(best.argmax())
        moved = best[top] - ENTERING
        stay = best >= moved
        back[n] = np.where(stay, (0, 1, 2), top)
        best = np.where(stay, best, moved) + scores[n]
    label = int(best.argmax())
    found = [label]
    for n in range(len(scores) - 1, 0, -1):
        label = int(back[n, label])
        found.append(label)
    return found[::-1]


def _pieces(labels: Sequence[int], wanted: int) -> list[Range]:
    found: list[Range] = []
    for n, label in enumerate(labels):
        if label == wanted:
            if found and found[-1][1] == n:
                found[-1] = (found[-1][0], n + 1)
            else:
                found.append((n, n + 1))
    return found
