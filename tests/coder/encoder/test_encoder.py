"""The encoder on odd and ordinary text: what it reads, and where that stands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from allegedly.coder.encoder import load_encoder, questions
from allegedly.coder.encoder.encoded import encode, encoded_of
from allegedly.coder.encoder.questions import pair_types, ratings, sentence_parties
from allegedly.coder.parts import register_extensions

ODD = st.text(alphabet=st.sampled_from("ab Zé.,'\"“”\n\t‏שж中😀\u0301 -"), max_size=120)
register_extensions()
blank = English()


def read(text: str) -> Doc:
    return blank.make_doc(text)


@settings(max_examples=40, deadline=None)
@given(ODD, st.integers(3, 40))
def test_every_subword_belongs_to_the_token_it_stands_in(text: str, limit: int) -> None:
    doc = read(text)
    encoded = encode(doc, limit=limit)
    for window in encoded.windows:
        assert len(window.rows) == window.last - window.first + 1
        assert [row for rows in window.rows for row in range(*rows)] == list(range(len(window.states)))
    subwords = load_encoder().subwords(text)[0]
    assert sum(len(window.states) for window in encoded.windows) == len(subwords)


def test_a_part_is_read_like_a_text_of_its_own() -> None:
    doc = read("Rain fell. Police closed the bridge. Nobody knew why.")
    part = encode(doc, [(3, 8)])
    assert part.ranges == [(3, 8)]
    alone = encode(read("Police closed the bridge. "))
    assert np.allclose(part.windows[0].states, alone.windows[0].states, atol=1e-4)


def test_what_was_not_read_has_no_window() -> None:
    doc = read("Rain fell. Police closed the bridge. Nobody knew why.")
    part = encode(doc, [(3, 8)])
    assert part.window_of(4) is not None
    assert part.window_of(0) is None
    assert part.window_of(10) is None


def test_a_doc_is_read_once() -> None:
    doc = read("Police closed the bridge.")
    assert encoded_of(doc) is encoded_of(doc)


def test_states_do_not_depend_on_the_company_of_a_window() -> None:
    encoder = load_encoder()
    short, long = encoder.subwords("Police left.")[0], encoder.subwords("The army took the bridge before dawn.")[0]
    alone, beside = encoder.states([short])[0], encoder.states([short, long])[0]
    # Activations are made bytes with one scale a batch, so a little may change; the reading may not.
    assert np.abs(alone - beside).max() < 0.35 * np.abs(alone).max()


@settings(max_examples=25, deadline=None)
@given(ODD)
def test_spans_lie_in_the_text(text: str) -> None:
    label, spans = sentence_parties(text)
    assert label in range(5)
    assert all(0 <= start < end <= len(text) for start, end, _ in spans)
    assert spans == sorted(spans)


def test_told_denied_and_planned_differ() -> None:
    def rated(text: str, word: str, question: str) -> float:
        start = text.index(word)
        return ratings(read(text), [(start, start + len(word))], question)[0]  # type: ignore[arg-type]

    told = rated("Soldiers burned the market on Friday.", "burned", "happened")
    denied = rated("Soldiers did not burn the market on Friday.", "burn", "happened")
    planned = rated("Soldiers want to burn the market next week.", "burn", "happened")
    assert told > 2
    assert denied < told - 2
    assert planned < told - 2


@pytest.mark.parametrize("span", [(0, 0), (400, 410)])
def test_a_span_without_words_is_open(span: tuple[int, int]) -> None:
    assert ratings(read("Soldiers left."), [span]) == [0.0]


def test_the_type_of_a_pair_and_that_marks_are_read() -> None:
    text = "The European Union condemned Russia for the raid and sent relief supplies to Ukraine."
    spans = {name: (text.index(name), text.index(name) + len(name)) for name in ("The European Union", "Russia", "Ukraine")}
    blamed = pair_types(text, spans["The European Union"], spans["Russia"])
    helped = pair_types(text, spans["The European Union"], spans["Ukraine"])
    assert abs(sum(blamed.values()) - 1) < 1e-5
    assert max(blamed, key=blamed.__getitem__) == "ACCUSE"
    assert sum(abs(blamed[name] - share) for name, share in helped.items()) > 1e-3


def test_a_token_has_the_subwords_that_begin_in_it() -> None:
    doc = read("Antidisestablishmentarians left.")
    (window,) = encode(doc).windows
    subwords, offsets = load_encoder().subwords(doc.text)
    long = sum(start < len(doc[0]) for start, _ in offsets)
    assert long > 1
    assert window.rows == ((0, long), (long, long + 1), (long + 1, len(subwords)))


def test_parties_end_where_words_do() -> None:
    for text in ("Kyrgyzstan condemned Turkmenistan on Monday.", "Zhanaozenians stormed Mangystaumunaigaz offices."):
        for start, end, _ in sentence_parties(text)[1]:
            assert not (text[end - 1 : end + 1].isalnum() and end < len(text))
            assert start == 0 or not text[start - 1 : start + 1].isalnum()


def test_a_word_is_what_its_first_subword_is() -> None:
    def first_only(states: np.ndarray) -> np.ndarray:
        scores = np.zeros((len(states), 7), np.float32)
        scores[:, 0], scores[0, 1] = 1.0, 9.0
        return scores

    text = "Antidisestablishmentarians left."
    assert questions._tagged(text, first_only, questions.PARTIES) == [(0, text.index(" "), "actor")]
