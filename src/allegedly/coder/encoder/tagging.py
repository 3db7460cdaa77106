"""From scores of begin and inside tags to spans: the best path through whole words, rather than the best tag of each subword alone.

Scores of single subwords disagree inside one name ("South | Sudan President ..."), and each disagreement is a span of its own. A path cannot be
inside a span that did not begin, nor change the kind of a span on the way (Viterbi's algorithm over BIO tags; Ramshaw and Marcus 1995).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from allegedly.coder.encoder.model import States

Range = tuple[int, int]

# Letters with stops ("U.N."), whatever hyphens and apostrophes join ("U.N.-backed", "O'Hara", but "Tarn" of "Tarn's"), and figures.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:-\w+)*|\w+(?:(?:-|[.,](?=\d)|['’](?!s\b)|&)\w+)*|\S")
# How much better than the plain reading, in log odds, a span must be to be begun: sentences have few parties.
_PRICE = 2.0


def words_of(text: str) -> list[Range]:
    """Where the words of ``text`` stand: character ranges, half-open, in order; a mark of punctuation is a word."""
    return [match.span() for match in _WORD.finditer(text)]


def best_spans(
    words: Sequence[Range], subwords: Sequence[Range], scores: States, price: float = _PRICE
) -> list[tuple[int, int, int]]:
    """The spans ``(start, end, kind)`` of the best path, in text order, characters half-open.

    Args:
        words: Where the words stand.
        subwords: Where the subwords stand, ``n`` of them.
        scores: ``(n, 1 + 2 * kinds)``: outside, then begin and inside of each kind. A word has the scores of its first subword.
        price: What it costs to begin a span, in log odds.
    """
    first: dict[int, int] = {}
    place = 0
    for n, (start, end) in enumerate(subwords[: len(scores)]):
        while place < len(words) and words[place][1] <= start:
            place += 1
        if place < len(words) and words[place][0] < end:
            first.setdefault(place, n)
    if not first:
        return []
    rows = scores[list(first.values())].astype(np.float64)
    rows -= rows.max(1, keepdims=True)
    rows -= np.log(np.exp(rows).sum(1, keepdims=True))
    found: list[tuple[int, int, int]] = []
    for word, tag in zip(first, _best_path(rows, price), strict=True):
        if tag and tag % 2 == 0:
            found[-1] = (found[-1][0], words[word][1], found[-1][2])
        elif tag:
            found.append((*words[word], (tag - 1) // 2))
    return found


def _best_path(rows: np.ndarray, price: float) -> list[int]:
    """One tag a word: 0 outside, odd ones begin and even ones go on; the sum of log odds less ``price`` a span is greatest."""
    tags = rows.shape[1]
    steps = np.zeros((tags, tags))
    for tag in range(1, tags):
        steps[:, tag] = -price if tag % 2 else -np.inf
        if tag % 2 == 0:
            steps[[tag - 1, tag], tag] = 0.0
    best = rows[0] + steps[0]
    came: list[np.ndarray] = []
    for row in rows[1:]:
        ways = best[:, None] + steps
        came.append(ways.argmax(0))
        best = ways.max(0) + row
    path = [int(best.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return path[::-1]
