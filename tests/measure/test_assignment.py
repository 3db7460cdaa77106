from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from allegedly.measure.assignment import best_pairs, greedy_pairs

pairs = st.tuples(st.integers(0, 3), st.integers(0, 3))


def brute_force(weights: dict[tuple[int, int], float]) -> float:
    """The greatest total over all ways to give each left a right of its own; rights 4 to 7 stand for nobody."""
    return max(
        sum(max(weights.get((left, right), 0), 0) for left, right in enumerate(order)) for order in permutations(range(8), 4)
    )


@given(st.dictionaries(pairs, st.integers(-2, 9).map(float), max_size=12))
def test_best_pairs_reaches_the_greatest_total(weights):
    chosen = best_pairs(weights)
    assert len({left for left, _ in chosen}) == len({right for _, right in chosen}) == len(chosen)
    assert all(weights[pair] > 0 for pair in chosen)
    assert sum(weights[pair] for pair in chosen) == brute_force(weights)


def test_best_pairs_gives_up_a_good_pair_for_a_better_total():
    assert best_pairs({(0, 0): 5, (0, 1): 4, (1, 0): 4}) == [(0, 1), (1, 0)]


def test_greedy_pairs_takes_most_shared_characters_first():
    assert greedy_pairs([(0, 10), (8, 20)], [(5, 20)]) == [(1, 0)]


def test_greedy_pairs_takes_each_span_once_and_ties_by_gold_start():
    assert greedy_pairs([(0, 4)], [(2, 4), (0, 2)]) == [(0, 1)]
