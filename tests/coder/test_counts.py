"""Counts: numbers with what the words leave open, their kinds, and which belong to an event."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from allegedly.coder.coreference import find_entities
from allegedly.coder.counts import KINDS, find_counts
from allegedly.coder.event_counts import counts_of
from allegedly.coder.lexicon import load
from allegedly.coder.numbers import number, number_of, ordinal

SENTENCES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "sentences" / "counts.yaml").read_text("utf-8"))


WORDS = [
    "at least",
    "eight",
    "3,000",
    "$",
    "2.5",
    "million",
    "dozens",
    "of",
    "people",
    "killed",
    "to",
    "-",
    "between",
    "and",
    "a",
    "man",
]
WORDS += ["were", "wounded", ".", "\n", "“", "no", "٣", "🙂", "or more", "twenty", "hundred", "1e9", "..", "€"]


def read(nlp: Language, text: str) -> list[list[Any]]:
    return [[count.kind, count.low, count.best, count.high] for count, _token in find_counts(nlp(text))]


def test_sentences_are_many_and_nearly_all_read_as_a_careful_reader_would(nlp: Language) -> None:
    docs = nlp.pipe([entry["text"] for entry in SENTENCES])
    wrong = []
    for entry, doc in zip(SENTENCES, docs, strict=True):
        got = [[count.kind, count.low, count.best, count.high] for count, _token in find_counts(doc)]
        if got != entry["counts"]:
            wrong.append(f"{entry['text']}  expected {entry['counts']}  got {got}")
    assert len(SENTENCES) >= 120
    assert len(wrong) <= 0.05 * len(SENTENCES), "\n".join(wrong)


@pytest.mark.parametrize("example", load("counts")["examples"], ids=lambda example: example[0])
def test_lexicon_examples(nlp: Language, example: list[Any]) -> None:
    assert read(nlp, example[0]) == [example[1:]]


@pytest.mark.parametrize(("words", "value"), load("numbers")["examples"])
def test_number_words(words: str, value: float) -> None:
    assert number(words) == value


@pytest.mark.parametrize("words", ["", "a", "and", "many", "1.2.3", "twenty thirty", "a two", "hundred and", "9" * 40])
def test_what_is_no_number_is_null(words: str) -> None:
    assert number(words) is None


def test_ordinals() -> None:
    assert (ordinal("third"), ordinal("21st"), ordinal("three")) == (3, 21, None)
    assert number_of([]) is None


@pytest.mark.parametrize(
    ("text", "verb", "type", "people", "expected"),
    [
        ("Police dragged off 7,000 people.", "dragged", "COERCE", "people", [("arrested", 7000.0)]),
        ("Guards dispersed 200 people.", "dispersed", "COERCE", "people", [("arrested", 200.0)]),
        ("About 400 workers stormed the hall.", "stormed", "PROTEST", "workers", [("crowd", 400.0)]),
        ("The country accepted 10,000 refugees.", "accepted", "AID", "refugees", [("other", 10000.0)]),
        ("The toll of the raid rose from 8 to 26.", "rose", "ASSAULT", "toll", [("dead", 26.0)]),
        ("Six gunmen killed the mayor.", "killed", "ASSAULT", "gunmen", [("forces", 6.0)]),
        ("Police beat a man.", "beat", "ASSAULT", "man", [("injured", 1.0)]),
        ("Police followed a man.", "followed", "ASSAULT", "man", []),
        ("A doctor praised the plan.", "praised", "SUPPORT", "doctor", []),
        ("Guards detained a man.", "detained", "COERCE", "man", [("arrested", 1.0)]),
        ("About a dozen workers marched.", "marched", "PROTEST", "workers", [("crowd", 12.0)]),
        ("Rebels killed eight soldiers; police arrested 30 men.", "killed", "ASSAULT", "soldiers", [("dead", 8.0)]),
    ],
)
def test_counts_of_an_event(nlp: Language, text: str, verb: str, type: str, people: str, expected: list[Any]) -> None:
    doc = nlp(text)
    head = next(token.i for token in doc if token.text == verb)
    noun = next(token.i for token in doc if token.text == people)
    found = counts_of(doc, head, [(noun - 1, noun + 1)], find_counts(doc), type=type)
    assert [(count.kind, count.best) for count in found if count.kind != "other" or type == "AID"] == [
        pair for pair in expected if pair[0] != "forces"
    ]


@pytest.mark.parametrize(
    ("text", "verb", "type", "expected"),
    [
        ("The sultan freed five thousand prisoners.", "freed", "RETREAT", [("other", 5000, 5000, 5000)]),
        ("The rebels released 300 soldiers.", "released", "RETREAT", [("other", 300, 300, 300)]),
        ("The army withdrew 300 soldiers.", "withdrew", "RETREAT", [("forces", 300, 300, 300)]),
        ("More than 23,000 prisoners were pardoned.", "pardoned", "CONCEDE", [("other", 23000, None, None)]),
        ("Three ministers pardoned the man.", "pardoned", "CONCEDE", []),
        ("Some 2 million people were driven from their homes.", "driven", "SANCTION", [("displaced", None, 2000000, None)]),
        (
            "Ten were hurt in May and some 40 people driven from their homes.",
            "driven",
            "SANCTION",
            [("displaced", None, 40, None)],
        ),
        ("At least 40 people drove to the coast.", "drove", "CONSULT", []),
        ("At least 325 people have lost their lives.", "lost", "ASSAULT", [("dead", 325, None, None)]),
        ("At least 325 people have lost their jobs.", "lost", "SANCTION", []),
        ("Some 20,000 bandits attacked the town.", "attacked", "ASSAULT", [("crowd", None, 20000, None)]),
        ("Five armies marched into the town.", "marched", "PROTEST", []),
        ("Eight people were killed and 18 wounded.", "wounded", "ASSAULT", [("injured", 18, 18, 18)]),
    ],
)
def test_counts_of_the_verb_itself(nlp: Language, text: str, verb: str, type: str, expected: list[Any]) -> None:
    doc = nlp(text)
    head = next(token.i for token in doc if token.text == verb)
    found = counts_of(doc, head, [], find_counts(doc), type=type)
    assert [(count.kind, count.low, count.best, count.high) for count in found] == expected


def test_the_number_behind_they_is_told_of_a_march(nlp: Language) -> None:
    text = "A million teachers took to the streets, and they marched to the palace."
    doc = nlp(text)
    march, they = (next(token.i for token in doc if token.text == word) for word in ("marched", "they"))
    assert counts_of(doc, march, [(they, they + 1)], find_counts(doc), type="PROTEST") == ()
    doc._.entities = find_entities(doc)
    (count,) = counts_of(doc, march, [(they, they + 1)], find_counts(doc), type="PROTEST")
    assert (count.kind, count.best, count.text) == ("crowd", 1000000, "A million teachers")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=25,
    )
)
def test_counts_slice_back_and_never_fail(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    doc = nlp(text)
    found = find_counts(doc)
    assert found == find_counts(doc)
    for count, token in found:
        assert text[count.start : count.end] == count.text
        assert count.kind in KINDS
        assert 0 <= token < len(doc)
        bounds = [bound for bound in (count.low, count.best, count.high) if bound is not None]
        assert bounds == sorted(bounds)
        assert bounds
