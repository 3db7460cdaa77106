"""From the scores of subwords to spans of tokens."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from allegedly.coder.sources import learned


def total(labels: tuple[int, ...], scores: np.ndarray) -> float:
    entered = [labels[0], *(b for a, b in pairwise(labels) if a != b)]
    return float(sum(scores[n, label] for n, label in enumerate(labels)) - sum(learned.ENTERING[label] for label in entered))


@given(st.lists(st.tuples(*[st.floats(-8, 8)] * 3), min_size=1, max_size=6))
def test_the_labelling_has_the_best_sum(rows: list[tuple[float, float, float]]) -> None:
    scores = np.array(rows)
    best = max(total(labels, scores) for labels in product(range(3), repeat=len(rows)))
    assert abs(total(tuple(learned._labels(scores)), scores) - best) < 1e-9


def test_one_doubtful_word_does_not_cut_a_quotation() -> None:
    scores = np.array([[0.0, -5, 4], [0.0, -5, 4], [0.0, -5, -1], [0.0, -5, 4], [0.0, -5, 4]])
    assert learned._labels(scores) == [2, 2, 2, 2, 2]


def test_runs_of_cue_words_break_where_another_cue_begins() -> None:
    begins = np.array([0.1, 0.9, 0.1, 0.8, 0.0])
    inside = np.array([0.2, 0.9, 0.7, 0.9, 0.1])
    assert list(learned._runs(begins, inside, 0.5)) == [[1, 2], [3]]


def test_pieces_are_the_runs_of_one_label() -> None:
    assert learned._pieces([2, 2, 0, 1, 2], 2) == [(0, 2), (4, 5)]
