"""Repairs of the parse: lemmas, clauses that stand beside each other, negation hung on an adverb."""

from __future__ import annotations

import pytest
from spacy.language import Language


@pytest.mark.parametrize(
    ("sentence", "form", "lemma"), [("They staged a march.", "staged", "stage"), ("He begged for mercy.", "begged", "beg")]
)
def test_lemmas(nlp: Language, sentence: str, form: str, lemma: str) -> None:
    assert [token.lemma_ for token in nlp(sentence) if token.text == form] == [lemma]


def test_a_clause_before_a_semicolon_is_not_said_by_the_next(nlp: Language) -> None:
    doc = nlp("The union urged both sides to refrain from violence; the minister reportedly discussed sanctions with the envoys.")
    assert "ccomp" not in [token.dep_ for token in doc if token.text == "urged"]


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("The ministry declared the envoy unwelcome; the United Nations rejected the move.", "declared"),
        ("It blames Caracas, it accuses Havana.", "blames"),
        ("The unions have called another strike, the students have vowed to stay.", "called"),
    ],
)
def test_clauses_side_by_side(nlp: Language, sentence: str, first: str) -> None:
    assert "ccomp" not in [token.dep_ for token in nlp(sentence) if token.text == first]


@pytest.mark.parametrize("tail", ["the ministry said", "the ministry told reporters", "he warned", "residents said on Friday"])
def test_what_is_said_before_its_verb_stays_so(nlp: Language, tail: str) -> None:
    doc = nlp(f"The troops have left, {tail}.")
    assert [token.dep_ for token in doc if token.text == "left"] == ["ccomp"]


def test_never_before_negates_the_verb(nlp: Language) -> None:
    doc = nlp("The alliance, which has never before sent soldiers into a member, decided to do so.")
    assert [token.head.text for token in doc if token.text == "never"] == ["sent"]


@pytest.mark.parametrize(
    ("sentence", "verb", "head"),
    [
        ("The premier said that the country was in a conflict and ordered the army to act.", "ordered", "said"),
        ("The group said that soldiers had fired on the crowd and demanded an inquiry.", "demanded", "said"),
        ("He said that the rebels attacked the town and demanded money.", "demanded", "attacked"),
        ("The group said that soldiers had fired on the crowd and fled.", "fled", "fired"),
    ],
)
def test_whose_act_of_speech_follows_what_is_said(nlp: Language, sentence: str, verb: str, head: str) -> None:
    assert [token.head.text for token in nlp(sentence) if token.text == verb] == [head]
