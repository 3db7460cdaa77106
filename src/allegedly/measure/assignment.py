"""One-to-one assignment with the greatest total weight.

Two rules occur in the gold READMEs: the best total over all pairs (``best_pairs``), and the greedy rule by shared
characters (``greedy_pairs``), which is how spans are matched in README-context.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]


def best_pairs(weights: Mapping[Pair, float]) -> list[Pair]:
    """The one-to-one pairs ``(left, right)`` with the greatest total weight, in order.

    Only pairs in ``weights`` with a weight above 0 may be chosen; nobody has to be paired. The problem falls apart into connected
    groups, each solved exactly by the Hungarian method.
    """
    edges = {pair: weight for pair, weight in weights.items() if weight > 0}
    chosen: list[Pair] = []
    for group in _components(edges):
        lefts = sorted({left for left, _ in group})
        rights = sorted({right for _, right in group})
        if len(lefts) == 1 or len(rights) == 1:
            chosen.append(min(group, key=lambda pair: (-edges[pair], pair)))
            continue
        table = np.zeros((len(lefts), len(rights)))
        row, column = {left: n for n, left in enumerate(lefts)}, {right: n for n, right in enumerate(rights)}
        for left, right in group:
            table[row[left], column[right]] = edges[left, right]
        chosen += [(lefts[i], rights[j]) for i, j in _hungarian(table) if table[i, j] > 0]
    return sorted(chosen)


def greedy_pairs(predicted: Sequence[Pair], gold: Sequence[Pair]) -> list[Pair]:
    """Pairs ``(index of predicted, index of gold)`` of overlapping spans, most shared characters first.

    Ties go to the earlier gold start, then the earlier predicted start; a span is taken once (README-context.md).
    """
    found = []
    for p, (start, end) in enumerate(predicted):
        for g, (left, right) in enumerate(gold):
            shared = min(end, right) - max(start, left)
            if shared > 0:
                found.append((-shared, left, start, p, g))
    taken_predicted, taken_gold, pairs = set[int](), set[int](), list[Pair]()
    for *_, p, g in sorted(found):
        if p not in taken_predicted and g not in taken_gold:
            taken_predicted.add(p)
            taken_gold.add(g)
            pairs.append((p, g))
    return pairs


def _components(edges: Iterable[Pair]) -> list[list[Pair]]:
    """The pairs grouped so that no left or right occurs in two groups; left and right indices are different things."""
    by_left, by_right = defaultdict(list), defaultdict(list)
    for left, right in edges:
        by_left[left].append(right)
        by_right[right].append(left)
    seen: set[int] = set()
    groups = []
    for first in sorted(by_left):
        if first in seen:
            continue
        seen.add(first)
        queue, group = [first], list[Pair]()
        while queue:
            left = queue.pop()
            for right in by_left[left]:
                group.append((left, right))
                for other in by_right[right]:
                    if other not in seen:
                        seen.add(other)
                        queue.append(other)
        groups.append(sorted(group))
    return groups


def _hungarian(weights: NDArray[np.float64]) -> list[Pair]:
    """The assignment of greatest total weight of a matrix, with shortest augmenting paths (Jonker and Volgenant 1987)."""
    if weights.shape[0] > weights.shape[1]:
        return [(i, j) for j, i in _hungarian(weights.T)]
    rows, columns = weights.shape
    cost = np.zeros((rows + 1, columns + 1))
    cost[1:, 1:] = weights.max() - weights
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    row_of = np.zeros(columns + 1, dtype=int)  # column 0 and row 0 are the not yet assigned
    for row in range(1, rows + 1):
        row_of[0] = row
        column = 0
        best = np.full(columns + 1, np.inf)
        came_from = np.zeros(columns + 1, dtype=int)
        done = np.zeros(columns + 1, dtype=bool)
        while row_of[column]:
            done[column] = True
            here = row_of[column]
            reduced = cost[here] - row_price[here] - column_price
            better = ~done & (reduced < best)
            better[0] = False
            best[better] = reduced[better]
            came_from[better] = column
            open_costs = np.where(done, np.inf, best)
            open_costs[0] = np.inf
            following = int(open_costs.argmin())
            delta = open_costs[following]
            row_price[row_of[done]] += delta
            column_price[done] -= delta
            best[~done] -= delta
            column = following
        while column:
            previous = int(came_from[column])
            row_of[column] = row_of[previous]
            column = previous
    return [(int(row_of[column]) - 1, column - 1) for column in range(1, columns + 1) if row_of[column]]
