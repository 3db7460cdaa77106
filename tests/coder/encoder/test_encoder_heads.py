"""The heads on numbers that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from allegedly.coder.encoder import heads
from allegedly.coder.encoder.heads import Heads


def test_words_after_a_cue_are_told_from_words_before_it() -> None:
    buckets = heads._bucket(np.arange(7), 3, 3).tolist()
    assert buckets[3] == 12
    assert buckets == sorted(buckets)
    assert buckets[2] == 11
    assert buckets[4] == 13


def test_far_words_share_a_bucket() -> None:
    buckets = heads._bucket(np.arange(2000), 0, 1).tolist()
    assert max(buckets) == 24
    assert buckets[1500] == buckets[1999]


def test_ratings_pass_through_the_hidden_layer() -> None:
    one = np.ones((1, 1), np.float32)
    arrays = {
        "rating_hidden.weight": one,
        "rating_hidden.bias": np.zeros(1, np.float32),
        "rating.weight": np.array([[1.0], [-1.0]], np.float32),
        "rating.bias": np.zeros(2, np.float32),
    }
    states = np.array([[1.0], [3.0], [-9.0]], np.float32)
    found = Heads(arrays).ratings(states, [[0], [0, 1], [2]])
    assert found[0] == pytest.approx([0.8412, -0.8412], abs=1e-3)  # GELU of 1
    assert found[1] == pytest.approx([1.9546, -1.9546], abs=1e-3)  # of the mean, 2
    assert found[2] == pytest.approx([0.0, 0.0], abs=1e-3)
