"""What reviews tell: agreement of reviewers, and the coder's precision from what was drawn by lot and from nothing else."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.dossier import Dossier
from allegedly.dossier.review_agreement import agreement, alpha, label_of
from allegedly.dossier.review_precision import wilson
from allegedly.dossier.review_records import Review
from allegedly.model import Saying
from made_up import CODER, span, strike

# Krippendorff 2011, section D: four observers, twelve units, missing data; nominal alpha is 0.743.
FOUR_OBSERVERS = ["111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11", "3"]
# The same, section A: two observers, two values; 0.095.
TWO_OBSERVERS = ["01", "11", "01", "00", "00", "01", "00", "00", "10", "00"]


@pytest.mark.parametrize(("units", "expected"), [(FOUR_OBSERVERS, 0.743), (TWO_OBSERVERS, 0.095)], ids=["four", "two"])
def test_alpha_is_that_of_the_paper(units: list[str], expected: float) -> None:
    found, low, high = alpha(units)
    assert found == pytest.approx(expected, abs=0.0006)
    assert low is not None
    assert high is not None
    assert -1 <= low < expected < high <= 1


def test_alpha_is_the_same_every_time() -> None:
    assert alpha(FOUR_OBSERVERS) == alpha(FOUR_OBSERVERS)


def test_full_agreement_is_one_and_one_single_value_is_no_alpha() -> None:
    assert alpha(["aa", "bb", "aa"])[0] == 1
    assert alpha(["aa", "aa"]) == (None, None, None)
    assert alpha(["a", "b"]) == (None, None, None)
    assert alpha([]) == (None, None, None)


@given(st.lists(st.text("abc", min_size=1, max_size=4), max_size=12))
def test_alpha_never_exceeds_one_and_does_not_depend_on_the_order(units: list[str]) -> None:
    found, low, high = alpha(units, draws=100)
    turned, _low, _high = alpha([unit[::-1] for unit in reversed(units)], draws=100)
    assert found == pytest.approx(turned) if found is not None else turned is None
    if found is not None:
        assert low is not None
        assert high is not None
        assert found <= 1
        assert low <= high <= 1


def test_wilson_is_the_score_interval() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=0.0001)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=0.0001)
    assert wilson(10, 10)[1] == 1
    for right, n in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="no share"):
            wilson(right, n)


def test_wilson_holds_what_it_promises() -> None:
    lot = random.Random(7)
    held = 0
    for _time in range(400):
        right = sum(lot.random() < 0.8 for _ in range(50))
        low, high = wilson(right, 50)
        held += low <= 0.8 <= high
    assert held / 400 == pytest.approx(0.95, abs=0.03)


def _review(saying: Saying, decision: Any, by: str = "Mira", number: int = 1, **more: Any) -> Review:
    return Review(number=number, saying=saying.id, decision=decision, by=by, at="2021-05-05T00:00:00Z", **more)


def test_agreement_is_field_by_field_and_on_the_saying_itself() -> None:
    _article, sayings = strike()
    by_id = {saying.id: saying for saying in sayings}
    made = [_review(saying, "accept", "Mira", 1 + n) for n, saying in enumerate(sayings[:4])]
    made += [_review(saying, "accept", "Odell", 11 + n) for n, saying in enumerate(sayings[:3])]
    made.append(_review(sayings[3], "reject", "Odell", 14, reason="no event"))
    found = {one.field: one for one in agreement(by_id, made)}
    assert (found["saying"].n, found["saying"].same) == (4, 0.75)
    assert found["saying"].alpha == pytest.approx(0, abs=0.01)
    assert (found["type"].n, found["type"].same, found["type"].alpha) == (3, 1, 1)
    assert (found["actors"].n, found["actors"].alpha) == (3, None)  # both left every actor as it was: no second value
    assert agreement(by_id, made, by=["Mira"]) == []


def test_two_who_mark_the_same_words_mean_the_same() -> None:
    article, sayings = strike()
    words = span(article.text, "the army")
    marked = {"text": words.text, "start": words.start, "end": words.end}
    correction = {"field": "actors", "before": [], "after": [marked]}
    named = {**correction, "after": [{**marked, "name": "Army of Saltmouth"}]}
    from allegedly.dossier.review_records import Correction

    one = _review(sayings[2], "correct", corrections=(Correction(**correction),))
    other = _review(sayings[2], "correct", corrections=(Correction(**named),))
    assert label_of(sayings[2], one, "actors") == label_of(sayings[2], other, "actors")
    assert label_of(sayings[2], one, "recipients") == "as coded"
    assert label_of(sayings[2], one, "actors") != label_of(sayings[2], _review(sayings[2], "accept"), "actors")
    assert label_of(sayings[0], _review(sayings[0], "accept"), "date") == "nothing"
    assert label_of(sayings[0], _review(sayings[0], "skip"), "date") is None
    assert label_of(sayings[0], _review(sayings[0], "reject"), "date") is None


def test_agreement_in_a_dossier(dossier: Dossier) -> None:
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    reviews = dossier.reviews
    for saying in sayings[:5]:
        reviews.decide(saying.id, "accept", by="Mira")
        reviews.decide(saying.id, "accept", by="Odell")
    reviews.decide(sayings[5].id, "accept", by="Mira")
    found = {one.field: one for one in reviews.agreement()}
    assert (found["type"].n, found["type"].alpha) == (5, 1)
    assert reviews.agreement(by=("Mira", "Nobody")) == []


# -- precision --------------------------------------------------------------------------------------------------------


@pytest.fixture
def drawn(dossier: Dossier) -> tuple[Dossier, list[str]]:
    """A dossier with ten sayings in its queue, and their ids in the order by lot."""
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    dossier.reviews.fill()
    return dossier, [one.saying for one in dossier.reviews.next("Mira", "random", most=100)]


def test_what_was_decided_hardest_first_estimates_nothing(drawn: tuple[Dossier, list[str]]) -> None:
    dossier, lot = drawn
    dossier.reviews.decide(lot[4], "accept", by="Mira", queue="hardest")
    found = dossier.reviews.precision()
    assert (found.drawn, found.decided, found.beyond) == (0, 0, 1)
    assert all(share.share is None and share.n == 0 for share in found.shares)


def test_the_sample_is_the_beginning_of_the_lot_whichever_queue_it_was_decided_in(drawn: tuple[Dossier, list[str]]) -> None:
    dossier, lot = drawn
    reviews = dossier.reviews
    reviews.decide(lot[0], "reject", by="Mira", reason="no event", queue="hardest")
    reviews.decide(lot[1], "accept", by="Mira", queue="random")
    reviews.decide(lot[2], "skip", by="Mira", queue="random")
    reviews.decide(lot[3], "correct", by="Mira", queue="random", changes={"certainty": "high"})
    reviews.decide(lot[8], "accept", by="Mira", queue="hardest")
    found = reviews.precision()
    assert (found.sayings, found.drawn, found.decided, found.beyond) == (len(lot), 4, 3, 1)
    shares = {share.field: (share.right, share.n) for share in found.shares}
    assert shares["all"] == (1, 3)
    assert shares["saying"] == (2, 3)
    assert shares["certainty"] == (1, 2)
    assert shares["type"] == (2, 2)


def test_a_saying_rejected_for_its_type_counts_against_the_type(drawn: tuple[Dossier, list[str]]) -> None:
    dossier, lot = drawn
    dossier.reviews.decide(lot[0], "accept", by="Mira", queue="random")
    dossier.reviews.decide(lot[1], "reject", by="Mira", reason="wrong type", queue="random")
    shares = {share.field: (share.right, share.n) for share in dossier.reviews.precision().shares}
    assert shares["type"] == (1, 2)
    assert shares["actors"] == (1, 1)


def test_of_several_the_last_decision_counts_and_each_can_be_asked_for(drawn: tuple[Dossier, list[str]]) -> None:
    dossier, lot = drawn
    reviews = dossier.reviews
    reviews.decide(lot[0], "accept", by="Mira", queue="random")
    undone = reviews.decide(lot[0], "reject", by="Odell", reason="misread", queue="second")
    assert reviews.precision().shares[0].right == 0
    assert reviews.precision("Mira").shares[0].right == 1
    reviews.decide(lot[0], "unsure", by="Mira")
    assert reviews.precision().shares[0].right == 0
    reviews.undo(undone.number, by="Odell")
    assert reviews.precision().decided == 0
