"""Whose deed a noun names when others than its own phrase say so: who claims it, who is blamed, what was told before."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder import lexicon
from allegedly.coder.coder import Coder
from allegedly.coder.events import find_happenings
from allegedly.coder.parts import Mention
from allegedly.model import Saying, make_article

EXAMPLES = [tuple(row) for row in lexicon.load("answerable")["examples"]]


def words(doc: Doc, mentions: list[Mention]) -> str:
    return " + ".join(doc[mention.start : mention.end].text for mention in mentions)


def sayings(text: str) -> list[Saying]:
    return Coder(screen=False).code(make_article(text))


def of_noun(nlp: Language, text: str, noun: str) -> tuple[str, str]:
    """Actors and recipients of the last event that ``noun`` names."""
    doc = nlp(text)
    found = [one for one in find_happenings(doc) if doc[one.head].text == noun]
    return words(doc, found[-1].actors), words(doc, found[-1].recipients)


@pytest.mark.parametrize(("sentence", "noun", "who"), EXAMPLES, ids=[row[0][:50] for row in EXAMPLES])
def test_examples_of_who_answers_for_a_deed(nlp: Language, sentence: str, noun: str, who: str) -> None:
    assert of_noun(nlp, sentence, noun)[0] == who


def test_every_way_has_an_example(nlp: Language) -> None:
    shown = {form for sentence, _, _ in EXAMPLES for token in nlp(sentence) for form in (token.lower_, token.lemma_)}
    ways = lexicon.load("answerable")["ways"]
    assert [row for row in ways if not shown & set(row.split(" => ")[0].split()[-1].split("|"))] == []


@pytest.mark.parametrize(
    ("text", "polarity", "source"),
    [
        ("The rebels denied responsibility for the attack.", "negative", ["The rebels"]),
        ("The mayor denied any involvement in the killing of two nurses.", "negative", ["The mayor"]),
        ("The army had no part in the massacre.", "negative", []),
        ("The rebels claimed responsibility for the attack.", "positive", []),
        ("No group has claimed responsibility for the attack.", "positive", []),
    ],
)
def test_a_denied_part_in_a_deed_is_a_deed_denied(text: str, polarity: str, source: list[str]) -> None:
    saying = next(one for one in sayings(text) if one.event.type == "ASSAULT")
    assert (saying.status.polarity, saying.status.modality) == (polarity, "asserted")
    assert [one.text for one in saying.source] == source


@pytest.mark.parametrize(
    ("sentence", "noun", "who", "whom"),
    [
        (
            "Nothing came of this attack on the harbour office by Marsh Front rebels.",
            "attack",
            "Marsh Front rebels",
            "the harbour office",
        ),
        ("The towns suffered attacks by the rebels.", "attacks", "the rebels", "The towns"),
        ("The group will carry out further raids on the eve of the summit.", "raids", "The group", ""),
        ("The navy's shelling lasted an hour.", "shelling", "The navy", ""),
    ],
)
def test_parties_of_a_noun_that_the_parse_hangs_elsewhere(nlp: Language, sentence: str, noun: str, who: str, whom: str) -> None:
    assert of_noun(nlp, sentence, noun) == (who, whom)


@pytest.mark.parametrize(
    ("sentence", "verb", "who", "whom"),
    [
        ("A guard was killed and two clerks were wounded during a raid by rebels.", "killed", "rebels", "A guard"),
        ("The driver was also kidnapped, but released several hours later.", "released", "", "The driver"),
        ("The driver was also kidnapped, but fled several hours later.", "kidnapped", "", "The driver"),
        ("A nurse died in an attack on the port by rebels.", "died", "rebels", "A nurse"),
        ("A helicopter was shot down, killing its crew.", "killing", "", "its crew"),
        ("A helicopter was shot down by rebels, killing its crew.", "killing", "rebels", "its crew"),
        ("A bomb planted by rebels exploded outside the bank.", "exploded", "rebels", "the bank"),
        ("There were 26 farmers killed in the valley.", "killed", "", "26 farmers"),
        ("Near Palmyra, two strikes hit a depot and destroyed two lorries.", "destroyed", "", "two lorries"),
        ("Nurses were killed in bombings that targeted bus stations.", "targeted", "", "bus stations"),
        ("Coalition jets conducted 15 strikes using bombs against rebel bases.", "conducted", "Coalition jets", "rebel bases"),
    ],
)
def test_parties_of_a_verb(nlp: Language, sentence: str, verb: str, who: str, whom: str) -> None:
    assert of_noun(nlp, sentence, verb) == (who, whom)


BACK = [
    ("Rebels murdered two nurses. The murder shocked Marlow.", "murder", "Rebels", "two nurses"),
    ("Police arrested the editor on Tuesday. The bishop condemned the arrest.", "arrest", "Police", "the editor"),
    ("The army shelled the port. The army's shelling lasted an hour.", "shelling", "The army", "the port"),
    ("Rebels murdered two nurses. The bishop condemned the murder of the nurses.", "murder", "Rebels", "the nurses"),
    ("The army shelled the port. The navy's shelling lasted an hour.", "shelling", "The navy", ""),
    ("The army shelled the port. Rebels shelled the airport. The shelling lasted an hour.", "shelling", "", ""),
    ("Rebels shelled the port. The second shelling lasted an hour.", "shelling", "", ""),
    ("Rebels shelled the port. Shelling is a crime.", "Shelling", "", ""),
    ("Rebels shelled the port. The shelling in Marlow lasted an hour.", "shelling", "", ""),
    ("Rebels shelled the port. Rain fell. Snow fell. Hail fell. Night fell. The shelling stopped.", "shelling", "", ""),
]


@pytest.mark.parametrize(("text", "noun", "who", "whom"), BACK, ids=[row[0][:60] for row in BACK])
def test_what_a_noun_refers_back_to(nlp: Language, text: str, noun: str, who: str, whom: str) -> None:
    assert of_noun(nlp, text, noun) == (who, whom)


def test_why_says_where_parties_come_from() -> None:
    said = sayings("Rebels murdered two nurses. The murder shocked Marlow.")
    assert "parties from «murdered» before" in said[-1].why
    first = said[-1].event.actors[0]
    assert (first.text, first.start) == ("Rebels", 0)


def test_modes_are_not_read_off_another_deed() -> None:
    modes = {
        one.event.trigger.text: one.event.modes
        for one in sayings("The army overthrew the president, and thousands were tortured.")
    }
    assert modes == {"overthrew": (), "tortured": ("torture",)}


def test_modes_are_not_read_off_whom_it_befalls() -> None:
    hit = sayings("Rebels attacked the air force headquarters.")[0]
    assert hit.event.modes == ()
    assert sayings("Rebels attacked the port from the air.")[0].event.modes == ("aerial",)


@pytest.mark.parametrize(
    ("sentence", "type"),
    [
        ("She threw a book, hitting a guard in the back of the head.", "ASSAULT"),
        ("The candidate hit back at the senator in a debate.", "ACCUSE"),
        ("Helicopters were seen dropping barrel bombs on the town.", "ASSAULT"),
        ("The mayor fired two clerks.", "SANCTION"),
        ("Minister Tobias Hall comments following an attack on a petrol station in Hilla.", "ASSAULT"),
        ("The senator renewed his attack on the candidate in a television ad.", "ACCUSE"),
    ],
)
def test_senses_of_everyday_verbs(nlp: Language, sentence: str, type: str) -> None:
    assert [one.type for one in find_happenings(nlp(sentence))] == [type]
