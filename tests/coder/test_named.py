"""Entities with their kinds: whole phrases and pronouns, exact spans, no overlap."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.named import named_entities, surest
from allegedly.coder.named_phrases import Phrase, phrases

KINDS = {
    "Organisation", "Person", "Location", "Temporal", "Quantity", "Weapon", "MilitaryPlatform", "Vehicle", "Nationality", "Money",
    "CommsIdentifier", "DocumentReference", "Frequency", "Coordinates",
}  # fmt: skip


def found(nlp: Language, text: str) -> dict[str, str]:
    return {span.text: kind for span, kind in named_entities(nlp(text))}


@pytest.mark.parametrize(
    ("text", "phrase", "kind"),
    [
        ("Gunmen attacked the city of Homs on Friday.", "the city of Homs", "Location"),
        ("Gunmen attacked the city of Homs on Friday.", "Gunmen", "Organisation"),
        ("Prime Minister Haider al-Abadi spoke to reporters.", "Prime Minister Haider al-Abadi", "Person"),
        ("He said that the army had left.", "He", "Person"),
        ("He said that the army had left.", "the army", "Organisation"),
    ],
)
def test_phrases_and_their_kinds(nlp: Language, text: str, phrase: str, kind: str) -> None:
    assert found(nlp, text).get(phrase) == kind


def test_spans_are_exact_and_none_overlap(nlp: Language) -> None:
    text = "🙂 On 3 May the United Nations gave $2m to the “White Helmets” of Aleppo, and they thanked it."
    doc = nlp(text)
    answers = named_entities(doc)
    assert all(text[span.start : span.end] == span.text for span, _kind in answers)
    assert {kind for _span, kind in answers} <= KINDS
    assert all(before.end <= after.start for (before, _a), (after, _b) in pairwise(answers))


def test_the_surest_of_what_overlaps_is_kept() -> None:
    short, long, other = Phrase(1, 2, 1, ()), Phrase(0, 2, 1, ()), Phrase(3, 4, 3, ())
    kept = surest([(0.5, short, "Location"), (0.8, long, "Organisation"), (0.3, other, "Person")])
    assert kept == [(long, "Organisation"), (other, "Person")]


def test_kinds_of_the_weights_are_known() -> None:
    stored = json.loads(files("allegedly.coder").joinpath("weights", "entities.json").read_text(encoding="utf-8"))
    assert set(stored["kinds"]) - {"None"} <= KINDS
    assert 0 < stored["least"] < 1


@given(
    st.lists(
        st.sampled_from(["the", "army", "IS", "$", "5", ",", "🙂", "Mosul", "of", "he", "\n", "'s", "(", "مدينة"]), max_size=12
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_odd_text_gives_exact_spans_and_no_error(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    for span, _kind in named_entities(nlp(text)):
        assert text[span.start : span.end] == span.text


def test_an_empty_text_has_none(nlp: Language) -> None:
    doc = Doc(nlp.vocab)
    assert named_entities(doc) == []
    from allegedly.coder.actors import entities_of

    assert list(phrases(doc, entities_of(doc))) == []
