"""What is told and is no event of PLOVER's: other senses, figures of speech, private matters, acts of nobody."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.events import find_happenings


def types(doc: Doc) -> list[str]:
    return [happening.type for happening in find_happenings(doc)]


def test_what_a_protest_demands_is_no_event(nlp: Language) -> None:
    assert types(nlp("Students blocked the highway to demand new elections.")) == ["PROTEST"]


def test_a_storm_kills_nobody_in_the_sense_of_plover(nlp: Language) -> None:
    assert types(nlp("The storm killed three fishermen.")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The spokesman, asked about the towns, hung up.",
        "She hung the flag above the door.",
        "Fewer than 5,000 have arrived in Tawila.",
        "Refugees arrived in Lagos.",
        "The chief described the reports as horrific.",
    ],
)
def test_no_act_of_this_kind(nlp: Language, sentence: str) -> None:
    assert types(nlp(sentence)) == []


def test_instructions_of_nobody_and_insults_by_nobody_are_no_acts(nlp: Language) -> None:
    assert types(nlp("Read the instructions first.")) == []
    assert types(nlp("The bonus is an insult.")) == []


def test_odd_text_gives_no_events_and_no_fault(nlp: Language) -> None:
    assert find_happenings(nlp("")) == []
    assert find_happenings(nlp("\x00 … 🙂 ((( ”“ \u202e")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "He spoke slowly in order to be heard.",
        "The senators took note of the disputed figures.",
        "The march of March 4 was long ago.",
    ],
)
def test_set_phrases_epithets_and_months_are_no_events(nlp: Language, sentence: str) -> None:
    assert set(types(nlp(sentence))) <= {"PROTEST"}


def test_a_day_is_no_part_of_a_pattern(nlp: Language) -> None:
    assert "REQUEST" not in types(nlp("The chancellor called the king on Monday."))


@pytest.mark.parametrize(
    "sentence",
    [
        "The decision helped them in the polls.",
        "A populist platform is appealing to those who lost their jobs.",
        "They were encouraged by the popularity of the idea.",
        "Ban Ki-moon spoke. Mr. Ban demurred.",
        "The rebels still pose a threat to the village.",
        "It is a threat that the reef poses to sailors.",
        "A reporter asked the mayor whether she would run again.",
        "The agency forged ahead with the new timetable.",
        "It was a force of nature.",
        "The well-financed candidate smiled.",
        "Voters agreed that the road was too narrow.",
        "She is willing to go on.",
    ],
)
def test_no_political_act(nlp: Language, sentence: str) -> None:
    assert types(nlp(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministers insist they are fighting terror.",
        "He was slated to be a delegate.",
        "The party had a chance to demonstrate its clout.",
        "When it came to Peru, voters chose nobody.",
        "I am relieved by the delivery of food.",
        "Contributing: Ana Lopez, News Service.",
        "The area surrounding the volcano is green.",
    ],
)
def test_other_senses_are_no_act(nlp: Language, sentence: str) -> None:
    assert types(nlp(sentence)) == []


def test_a_strike_that_destroys_is_no_labour_strike(nlp: Language) -> None:
    assert "PROTEST" not in types(nlp("Near the river, one strike destroyed a rebel tank."))


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana and Luis, as they call each other, smiled.",
        "The village will host the primary on Tuesday.",
        "The firm offers flexible hours to parents.",
        "They welcome the attention.",
        "The Barrage was finished in May.",
    ],
)
def test_private_and_commercial_matters_are_no_act(nlp: Language, sentence: str) -> None:
    assert types(nlp(sentence)) == []
