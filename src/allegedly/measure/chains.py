"""Measures of how well mentions are gathered into chains: MUC, B³, CEAF-e, LEA, and pairs.

All work on two labels a mention, the gold chain and the predicted cluster, and return ``(recall, precision)`` or F1. Definitions:
MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAF-e (Luo 2005, phi 4), LEA (Moosavi and Strube 2016); CoNLL F1 is the
mean of the F1 of the first three (Pradhan et al. 2012).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from allegedly.measure.assignment import best_pairs

Label = Hashable
Score = tuple[float, float]


class Chains:
    """Gold and predicted labels of the same mentions, counted once for all measures."""

    def __init__(self, gold: Sequence[Label], predicted: Sequence[Label]) -> None:
        if len(gold) != len(predicted):
            raise ValueError(f"{len(gold)} gold labels but {len(predicted)} predicted ones; both are one a mention")
        gold_ids: dict[Label, int] = {}
        predicted_ids: dict[Label, int] = {}
        pairs = [
            (gold_ids.setdefault(a, len(gold_ids)), predicted_ids.setdefault(b, len(predicted_ids)))
            for a, b in zip(gold, predicted, strict=True)
        ]
        self.shared = Counter(pairs)
        self.gold = Counter(a for a, _ in pairs)
        self.predicted = Counter(b for _, b in pairs)
        self.size = len(pairs)

    def muc(self) -> Score:
        """Links kept, of the links that a chain needs."""
        parts = Counter(a for a, _ in self.shared)
        other = Counter(b for _, b in self.shared)
        links = self.size - len(self.gold)
        found = self.size - len(self.predicted)
        recall = sum(n - parts[a] for a, n in self.gold.items()) / links if links else 0.0
        precision = sum(n - other[b] for b, n in self.predicted.items()) / found if found else 0.0
        return recall, precision

    def b_cubed(self) -> Score:
        """For each mention, how much of its chain is with it, and how much of what is with it is its chain."""
        if not self.size:
            return 0.0, 0.0
        recall = sum(n * n / self.gold[a] for (a, _), n in self.shared.items()) / self.size
        precision = sum(n * n / self.predicted[b] for (_, b), n in self.shared.items()) / self.size
        return recall, precision

    def ceaf_e(self) -> Score:
        """The best one-to-one assignment of clusters to chains by phi 4."""
        if not self.size:
            return 0.0, 0.0
        similarity = {(a, b): 2 * n / (self.gold[a] + self.predicted[b]) for (a, b), n in self.shared.items()}
        best = sum(similarity[pair] for pair in best_pairs(similarity))
        return best / len(self.gold), best / len(self.predicted)

    def lea(self) -> Score:
        """Links kept, each chain weighted by its size; a chain of one counts when it is alone in the answer too."""
        if not self.size:
            return 0.0, 0.0
        kept_gold, kept_predicted = Counter[int](), Counter[int]()
        for (a, b), n in self.shared.items():
            alone = n == self.gold[a] == self.predicted[b] == 1
            kept_gold[a] += 1 if alone else _links(n)
            kept_predicted[b] += 1 if alone else _links(n)
        recall = sum(n * kept_gold[a] / max(_links(n), 1) for a, n in self.gold.items()) / self.size
        precision = sum(n * kept_predicted[b] / max(_links(n), 1) for b, n in self.predicted.items()) / self.size
        return recall, precision

    def pairwise(self) -> Score:
        """Pairs of mentions in one cluster, of the pairs in one chain."""
        kept = sum(_links(n) for n in self.shared.values())
        gold, predicted = (sum(_links(n) for n in sizes.values()) for sizes in (self.gold, self.predicted))
        return (kept / gold if gold else 0.0), (kept / predicted if predicted else 0.0)

    def conll_f1(self) -> float:
        """The mean F1 of MUC, B³ and CEAF-e."""
        return (f1_of(self.muc()) + f1_of(self.b_cubed()) + f1_of(self.ceaf_e())) / 3


def _links(n: int) -> int:
    return n * (n - 1) // 2


def f1_of(score: Score) -> float:
    """F1 of recall and precision; 0 when undefined."""
    recall, precision = score
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0
