"""How far a cue reaches: semicolons, brackets, dashes, and speakers at the end of a sentence that the parser hung wrongly."""

from __future__ import annotations

import pytest
from spacy.language import Language

from allegedly.coder.sources import chain, sources


def speakers(nlp: Language, text: str, word: str) -> list[str]:
    """The heads of the sources of the word, outermost first."""
    doc = sources(nlp(text))
    token = next(token.i for token in doc if token.text == word)
    return [doc[link.source.head].text for link in chain(doc, token) if link.source is not None]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Some 400 strikers were arrested, the police said; those who resisted were beaten.", "arrested", ["police"]),
        ("Some 400 strikers were arrested, the police said; those who resisted were beaten.", "beaten", []),
        ("The fines will not harm the firm; the workers, the mayor said, have fled the town.", "harm", []),
        ("The fines will not harm the firm; the workers, the mayor said, have fled the town.", "fled", ["mayor"]),
        ("In May a truce collapsed; if this one fails too, observers fear, the army will attack the valley.", "collapsed", []),
        (
            "In May a truce collapsed; if this one fails too, observers fear, the army will attack the valley.",
            "attack",
            ["observers"],
        ),
        (
            "If the mayor signs it on Monday (nobody doubts that she will), dozens of shops could be closed in May.",
            "closed",
            [],
        ),
        ("The minister said that troops had fled; that they had burned the camp was a lie, he said.", "fled", ["minister"]),
    ],
)
def test_semicolons_and_brackets_part_what_is_said(nlp: Language, text: str, word: str, expected: list[str]) -> None:
    assert speakers(nlp, text, word) == expected


@pytest.mark.parametrize("word", ["agreed", "disarm"])
def test_speaker_at_the_end_owns_the_whole_sentence(nlp: Language, word: str) -> None:
    text = (
        "The council and the rebels have agreed to silence their guns, disarm the militia within 30 days and let convoys "
        "into the valley, mediators of the church announced in Lima on Monday."
    )
    assert speakers(nlp, text, word)[0] == "mediators"


def test_speaker_of_the_last_of_many_clauses(nlp: Language) -> None:
    assert speakers(nlp, "Troops fired on the crowd, residents fled, witnesses said.", "fired") == ["witnesses"]


def test_semicolon_within_a_quotation_parts_nothing(nlp: Language) -> None:
    text = "“They burned the camp; then they left the valley,” the nurse said."
    assert speakers(nlp, text, "burned") == speakers(nlp, text, "left") == ["nurse"]


def test_according_to_before_a_semicolon_tells_what_stands_before(nlp: Language) -> None:
    text = "It was the guards who had come under attack, according to the mayor; a grenade wounded three nurses."
    assert speakers(nlp, text, "come") == ["mayor"]
    assert speakers(nlp, text, "wounded") == []
