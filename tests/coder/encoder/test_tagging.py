"""Begin and inside tags become spans by the best path, not tag by tag."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.coder.encoder.questions import sentence_parties
from allegedly.coder.encoder.tagging import best_spans, words_of

OUT, DOER, ON, DONE_TO, ON_TO = range(5)


def scores(*tags: dict[int, float]) -> np.ndarray:
    rows = np.zeros((len(tags), 5), np.float32)
    for row, values in zip(rows, tags, strict=True):
        for tag, value in values.items():
            row[tag] = value
    return rows


def spans(text: str, *tags: dict[int, float], price: float = 0.0) -> list[tuple[str, int]]:
    words = words_of(text)
    return [(text[start:end], kind) for start, end, kind in best_spans(words, words, scores(*tags), price)]


def test_one_word_in_doubt_does_not_cut_a_name_in_two() -> None:
    doubt = {OUT: 2.0, ON: 1.8}
    assert spans("Queen of Borland left", {DOER: 6}, doubt, {ON: 6}, {OUT: 6}) == [("Queen of Borland", 0)]


def test_a_span_keeps_its_kind_to_the_end() -> None:
    assert spans("South Arland left", {DOER: 6}, {ON_TO: 3, ON: 2.9}, {OUT: 6}) == [("South Arland", 0)]


def test_nothing_goes_on_that_did_not_begin() -> None:
    assert spans("able to prove", {ON_TO: 3, DONE_TO: 2.5}, {OUT: 5}, {OUT: 5}) == [("able", 1)]
    assert spans("able to prove", {ON_TO: 3, OUT: 2.5}, {OUT: 5}, {OUT: 5}) == []


def test_a_span_that_is_hardly_likelier_than_none_is_not_begun() -> None:
    tags = ({DONE_TO: 3, OUT: 2}, {OUT: 5})
    assert spans("towns fell", *tags) == [("towns", 1)]
    assert spans("towns fell", *tags, price=2.0) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.N.-backed rebels", ["U.N.-backed", "rebels"]),
        ("Tarn's O'Hara", ["Tarn", "'", "s", "O'Hara"]),
        ("two, 3,000 (NPA)", ["two", ",", "3,000", "(", "NPA", ")"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in words_of(text)] == words


@given(st.text(max_size=40), st.integers(0, 60))
def test_spans_of_any_text_are_whole_words_in_order(text: str, n: int) -> None:
    words = words_of(text)
    rows = np.random.default_rng(n).normal(size=(len(words), 5)).astype(np.float32)
    found = best_spans(words, words, rows)
    assert [(start, end) for start, end, _ in found] == sorted((start, end) for start, end, _ in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    assert {start for start, _, _ in found} <= {start for start, _ in words}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Ministers of Norland and Arland signed a treaty in Tarn.", ("Ministers of Norland and Arland", "reciprocal")),
        (
            "Norland's king received the Borland Ambassador to Arland, Abdul Mahmoud Rahman, to discuss brotherly ties between the two.",
            ("the Borland Ambassador to Arland, Abdul Mahmoud Rahman", "recipient"),
        ),
    ],
)
def test_parties_of_a_sentence_are_whole(text: str, party: tuple[str, str]) -> None:
    assert party in [(text[start:end], role) for start, end, role in sentence_parties(text)[1]]
