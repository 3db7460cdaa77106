"""Who is told something, asides with a listener, one speaker counted once; what is dropped, done within a time, or stated before a question."""

from __future__ import annotations

import pytest

from allegedly.coder.coder import Coder
from allegedly.model import Saying, make_article


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(screen=False)


def said(coder: Coder, text: str, trigger: str) -> Saying:
    return {one.event.trigger.text: one for one in coder.code(make_article(text, published="2022-03-01"))}[trigger]


@pytest.mark.parametrize(
    ("text", "trigger", "chain"),
    [
        ("A nurse said she had been told by a driver that guards had shot at the bus.", "shot", ["A nurse", "a driver"]),
        ("The envoy was informed by aides that rebels had seized the port.", "seized", ["aides"]),
        ("A captain told the inquiry into the raid that guards had shot prisoners.", "shot", ["A captain"]),
        ("A lawyer said his client had been beaten. Guards had also confiscated his papers.", "confiscated", [None]),
        ("The general, three aides told the paper, has been arrested.", "arrested", ["three aides"]),
        (
            "Three of the leaders named in the letter said that they are ready to meet the rebels.",
            "meet",
            ["Three of the leaders"],
        ),
    ],
)
def test_who_says_it(coder: Coder, text: str, trigger: str, chain: list[str]) -> None:
    assert [link.text for link in said(coder, text, trigger).source] == chain


@pytest.mark.parametrize(
    "text", ["The general, whom three aides met, has been arrested.", "The general, who told the paper of it, has been arrested."]
)
def test_a_relative_clause_is_no_aside(coder: Coder, text: str) -> None:
    assert said(coder, text, "arrested").source == ()


@pytest.mark.parametrize(
    ("text", "trigger", "chain"),
    [
        (
            "A spokeswoman for the committee has declared that the army bombed the camp.",
            "bombed",
            ["A spokeswoman for the committee"],
        ),
        ("The senator rebuffed pressure to arrest the miners.", "arrest", []),
        ("The guns served to shell the port.", "shell", []),
        ("The mayor made a promise to free the miners.", "free", ["The mayor"]),
        ("In a letter, the mayor said rebels had shelled the port.", "shelled", ["the mayor"]),
    ],
)
def test_what_is_done_or_described_is_not_said(coder: Coder, text: str, trigger: str, chain: list[str]) -> None:
    assert [link.text for link in said(coder, text, trigger).source] == chain


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Many villagers have received no aid since June.", "received no aid", ("negative", "asserted", "current")),
        ("The lawyers were investigating thirty cases of murder.", "murder", ("positive", "asserted", "current")),
        ("In case of an attack, the port will close.", "attack", ("positive", "hypothetical", "current")),
        ("Should rebels be arrested, protests will follow.", "arrested", ("positive", "hypothetical", "current")),
        ("The rebels came to support the coup.", "coup", ("positive", "asserted", "current")),
        ("They seized the ministry, but did they arrest anyone?", "seized", ("positive", "asserted", "current")),
        ("They seized the ministry, but did they arrest anyone?", "arrest", ("positive", "asked", "current")),
        ("When did they seize the ministry and arrest the staff?", "arrest", ("positive", "asked", "current")),
        (
            "The union repeated its appeal to the army to withdraw from the port.",
            "withdraw",
            ("positive", "directive", "current"),
        ),
        ("They became the first members of Congress to endorse the senator.", "endorse", ("positive", "asserted", "current")),
        ("Rumours that the army chief had resigned proved untrue.", "resigned", ("negative", "asserted", "current")),
        ("Claims that police shot miners turned out to be false.", "shot", ("negative", "asserted", "current")),
        ("Plans to arrest the editor were not dropped.", "arrest", ("positive", "future", "current")),
        ("Dockers were dismissed during the strike of the seventies.", "dismissed", ("positive", "asserted", "historical")),
        ("The army has shelled the port until today.", "shelled", ("positive", "asserted", "current")),
    ],
)
def test_did_it_happen(coder: Coder, text: str, trigger: str, status: tuple[str, str, str]) -> None:
    told = said(coder, text, trigger).status
    assert (told.polarity, told.modality, told.frame) == status
