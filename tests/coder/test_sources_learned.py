"""Attributions where the encoder and the rules are asked together: our own sentences, spans as a reader would mark them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import allegedly
from allegedly.coder import factuality
from allegedly.coder.encoder.encoded import encode
from allegedly.coder.sources import to_records
from allegedly.coder.sources.learned import CONTENT, Learned, find_learned
from allegedly.coder.sources.lexicon import load_cues
from allegedly.coder.sources.merge import merge
from allegedly.coder.sources.select import all_readings, weigh
from allegedly.coder.sources.tree import Tree
from allegedly.coder.sources.whole import read_attributions


def told(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    doc = nlp(text)
    return [
        (" ".join(s.text for s in one.source), " ".join(s.text for s in one.cue), " | ".join(s.text for s in one.content))
        for one in to_records(doc, read_attributions(doc))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two villagers were shot at the ford, a nurse told the paper by telephone on Monday.",
            ("a nurse", "told", "Two villagers were shot at the ford"),
        ),
        (
            "According to the mayor of Tolno, the dam was opened on purpose.",
            ("the mayor of Tolno", "According to", "the dam was opened on purpose"),
        ),
        ("The rebels deny that they mined the harbour.", ("The rebels", "deny", "they mined the harbour")),
        ("Farmers fear that the dam will burst before spring.", ("Farmers", "fear", "the dam will burst before spring")),
    ],
)
def test_spans_are_those_that_a_reader_would_mark(nlp: Language, text: str, expected: tuple[str, str, str]) -> None:
    found = [(source, cue, content.removeprefix("that ")) for source, cue, content in told(nlp, text)]
    assert expected in found


def test_what_stands_inside_a_quotation_is_kept_as_nested(nlp: Language) -> None:
    doc = nlp('"The governor admitted that the police had fired," the priest said.')
    found = read_attributions(doc)
    assert [one.parent is not None for one in found].count(True) == 1


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab said. “”\"'\nthe mayor,"), max_size=100))
def test_odd_text_gives_spans_that_slice_back(nlp: Language, text: str) -> None:
    doc = nlp(text)
    for one in to_records(doc, read_attributions(doc)):
        for piece in (*one.source, *one.cue, *one.content):
            assert text[piece.start : piece.end] == piece.text
    for learned in find_learned(doc, encode(doc)):
        assert learned.cue == sorted(learned.cue)


def test_the_library_tells_who_says_what() -> None:
    (one,) = allegedly.attributions("Farmers fear that the dam will burst before spring.")
    assert one.source[0].text == "Farmers"
    assert one.kind == "fear"


def test_planned_is_presented_and_has_not_happened() -> None:
    text = "The minister will visit the valley on Monday."
    span = (text.index("visit"), text.index("visit") + 5)
    happened, presented = (allegedly.factuality(text, [span], question)[0] for question in ("happened", "presented"))  # type: ignore[arg-type]
    assert happened < 0 < presented


def test_what_the_words_deny_counts_beside_the_encoder() -> None:
    doc_text = "No soldier fired at the crowd."
    start = doc_text.index("fired")
    assert allegedly.factuality(doc_text, [(start, start + 5)])[0] < 0


def test_where_the_encoder_does_not_care_the_syntax_says_where_a_content_ends(nlp: Language) -> None:
    doc = nlp("The mayor said the bridge had been mined by night.")
    tree = Tree(doc)
    weighed = weigh(all_readings(tree, load_cues(), 0.05))
    scores = np.zeros((len(doc), 3))
    scores[3:6, CONTENT] = 3.0  # surely "the bridge had", the rest either way
    short = Learned(cue=[2], source=(0, 2), content=[(3, 6)], weight=0.9, first=0, scores=scores)
    (merged,) = [one for one in merge(tree, weighed, [short], 0.4) if one.head == 2]
    assert doc[slice(*merged.content[0])].text == "the bridge had been mined by night"
    scores[6:, CONTENT] = -9.0
    (kept,) = [one for one in merge(tree, weighed, [short], 0.4) if one.head == 2]
    assert kept.content == [(3, 6)]


def test_status_counts_beside_the_rating(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factuality, "ratings", lambda _doc, spans, _question: [0.0 for _ in spans])
    text = "The army did not burn the market."
    start = text.index("burn")
    assert factuality.factuality_of(nlp(text), [(start, start + 4)]) == pytest.approx([-0.5])  # a sixth of -3
