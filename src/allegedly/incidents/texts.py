"""Which texts report one incident, by the words they share: tf-idf, cosine, average linkage."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Chosen on ECB+'s train part, where two incidents of one kind (two earthquakes, two trials) have to be told apart.
SAME_INCIDENT = 0.2

_WORD = re.compile(r"[^\W_]+")
_MOST_FREQUENT = 0.25


def cosines(texts: Sequence[str]) -> NDArray[np.float64]:
    """How much each two texts share, 0 to 1: cosine of word counts weighted by rarity.

    Words that stand in more than a quarter of the texts say nothing and are left out (in collections of at least eight). Names and
    numbers count like any other word; case does not.
    """
    counts = [Counter(word.lower() for word in _WORD.findall(text)) for text in texts]
    frequency: Counter[str] = Counter()
    for words in counts:
        frequency.update(words.keys())
    most = max(_MOST_FREQUENT * len(texts), 2) if len(texts) >= 8 else len(texts)
    column = {word: n for n, word in enumerate(sorted(word for word, n in frequency.items() if 1 < n <= most))}
    weights = np.zeros((len(texts), max(len(column), 1)))
    for row, words in enumerate(counts):
        for word, n in words.items():
            if word in column:
                weights[row, column[word]] = (1 + math.log(n)) * math.log((1 + len(texts)) / frequency[word])
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    weights /= np.where(lengths > 0, lengths, 1)
    return np.clip(weights @ weights.T, 0.0, 1.0)


def linked(similarity: NDArray[np.float64], threshold: float) -> list[list[int]]:
    """Groups by average linkage: the two closest groups are joined as long as their mean similarity is at least ``threshold``."""
    size = len(similarity)
    table = similarity.copy()
    np.fill_diagonal(table, -1.0)
    groups: dict[int, list[int]] = {n: [n] for n in range(size)}
    while len(groups) > 1:
        left, right = divmod(int(table.argmax()), size)
        if table[left, right] < threshold:
            break
        left, right = min(left, right), max(left, right)
        a, b = len(groups[left]), len(groups[right])
        merged = (a * table[left] + b * table[right]) / (a + b)
        gone = table[left] < 0
        merged[gone | (table[right] < 0)] = -1.0
        table[left], table[:, left] = merged, merged
        table[right], table[:, right] = -1.0, -1.0
        table[left, left] = -1.0
        groups[left] += groups.pop(right)
    return sorted(sorted(group) for group in groups.values())


def cluster_texts(texts: Sequence[str], *, threshold: float = SAME_INCIDENT) -> list[list[int]]:
    """A partition of the indices of ``texts``: those that report one incident together."""
    return linked(cosines(texts), threshold) if texts else []
