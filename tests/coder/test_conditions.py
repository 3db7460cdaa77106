"""What depends on whom: conditions of a threat, and parties that are those who act themselves."""

from __future__ import annotations

import pytest
from spacy.language import Language

from allegedly.coder.events import find_happenings


def recipients(nlp: Language, text: str, type: str) -> list[str]:
    doc = nlp(text)
    (found,) = [one for one in find_happenings(doc) if one.type == type]
    return [doc[mention.start : mention.end].text for mention in found.recipients]


@pytest.mark.parametrize(
    ("text", "threatened"),
    [
        ("Norland has threatened to stop the talks unless Borland withdraws its troops.", ["Borland"]),
        ("Norland has threatened to suspend negotiations if the United States sells arms to Arland.", ["the United States"]),
        ("Norland threatened to attack Borland if Arland sends troops.", ["Borland"]),
        ("Norland threatened to stop the talks if it loses the vote.", []),
        ("Norland threatened to stop the talks if the weather turns.", []),
    ],
)
def test_a_threat_is_to_whoever_it_depends_on(nlp: Language, text: str, threatened: list[str]) -> None:
    assert recipients(nlp, text, "THREATEN") == threatened


def test_those_between_whom_a_pact_is_agreed_on_are_no_others(nlp: Language) -> None:
    assert recipients(nlp, "Borland and Arland have agreed on a new trade pact between the two countries.", "AGREE") == []


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("Miners in Tarn began a hunger strike to protest President Kern's refusal to raise wages.", "President Kern"),
        (
            "Prisoners started a hunger strike on Monday to demand better food from the Borland government.",
            "the Borland government",
        ),
        (
            "Refugees are continuing a hunger strike in protest of the Borland government's refusal to help.",
            "the Borland government",
        ),
        ("Workers went on strike to demand higher wages.", ""),
    ],
)
def test_a_strike_is_against_whoever_its_purpose_names(nlp: Language, text: str, against: str) -> None:
    doc = nlp(text)
    strike = next(one for one in find_happenings(doc) if one.type == "PROTEST")
    assert " + ".join(doc[mention.start : mention.end].text for mention in strike.recipients) == against


def test_in_protest_of_somebody_is_not_their_protest(nlp: Language) -> None:
    doc = nlp("Refugees are continuing a hunger strike in protest of the Borland government's refusal to help.")
    actors = [
        doc[mention.start : mention.end].text for one in find_happenings(doc) if one.type == "PROTEST" for mention in one.actors
    ]
    assert actors == ["Refugees"]
