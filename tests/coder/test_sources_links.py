"""Whose a token is: what counts as told, what is withheld, what the text adds, and which links of a saying are one person."""

from __future__ import annotations

import pytest
from spacy.language import Language

from allegedly.coder.coder import Coder
from allegedly.coder.sources import chain, naming, sources


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def speakers(nlp: Language, text: str, word: str) -> list[str]:
    """The heads of the sources of the word, outermost first."""
    doc = sources(nlp(text))
    token = next(token.i for token in doc if token.text == word)
    return [doc[link.source.head].text for link in chain(doc, token) if link.source is not None]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # A relative clause in the past inside a demand is the text's own; inside a report it is the speaker's.
        ("The bishop called on the council to resume the talks, which the envoys mediated in May.", "resume", ["bishop"]),
        ("The bishop called on the council to resume the talks, which the envoys mediated in May.", "mediated", []),
        ("The bishop urged the council to pay the miners, who had been fired in May.", "fired", []),
        ("The bishop urged the council to pay the miners, who will be fired in May.", "fired", ["bishop"]),
        ("The minister said that troops had left the valley, which rebels attacked in May.", "attacked", ["minister"]),
        # Nothing was said.
        ("The minister has not said whether the army will withdraw from the valley.", "withdraw", []),
        ("The ministry declined to comment on the arrest of the editor.", "arrest", []),
        ("The ministry refused to say whether police had arrested the editor.", "arrested", []),
        ("No group has claimed that it attacked the convoy.", "attacked", []),
        ("The mayor does not deny that guards beat prisoners.", "beat", ["mayor"]),
        # What is announced is told; what is criticised is not.
        ("Ana Duarte announced sanctions against the judges.", "sanctions", ["Duarte"]),
        ("Ana Duarte criticised the sanctions against the judges.", "sanctions", []),
        ("The army agreed to leave the valley, release the prisoners and disarm the militia.", "disarm", ["army"]),
        # Wishes, modals and all.
        ("The mayor, who would like to expel the miners, has not resigned.", "expel", ["mayor"]),
        ("The party wants to impeach the president.", "impeach", ["party"]),
        ("The general hopes to attack the capital in May.", "attack", ["general"]),
        ("Nobody wants to attack the capital in May.", "attack", []),
        # What somebody does or leaves undone is not what he says, and whoever does not know a thing does not tell it.
        ("The colonel dared to attack the capital.", "attack", []),
        ("Guards forgot to arrest the second man.", "arrest", []),
        ("Villagers did not know that the army had withdrawn.", "withdrawn", []),
        # Background that the text adds to somebody's words.
        ("Guards shot at the miners, residents said, a month after rebels had crushed a rising.", "shot", ["residents"]),
        ("Guards shot at the miners, residents said, a month after rebels had crushed a rising.", "crushed", []),
        ("The union said that food had arrived in the port, despite the blockade by the navy.", "arrived", ["union"]),
        ("The union said that food had arrived in the port, despite the blockade by the navy.", "blockade", []),
        ("Envoys fear that many more will follow the nuns who have fled the valley.", "follow", ["Envoys"]),
        ("Envoys fear that many more will follow the nuns who have fled the valley.", "fled", []),
        # A name, an aside and what that name announced.
        ("General Pablo Ruiz, sacked in May, announced on Friday that the mayor had been dismissed.", "dismissed", ["Ruiz"]),
    ],
)
def test_whose_a_token_is(nlp: Language, text: str, word: str, expected: list[str]) -> None:
    assert speakers(nlp, text, word) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Okoro said she feared that police would arrest her brother.", "arrest", ["Okoro"]),
        ("Okoro said that he believed the army would attack the town.", "attack", ["Okoro"]),
        ('"I think the army will attack the capital," Reyes said.', "attack", ["Reyes"]),
        ("The union says the minister believes that police will arrest the mayor.", "arrest", ["The union", "the minister"]),
        ("Noboa, who took office in May vowing to fight gangs, said that troops had arrested forty men.", "arrested", ["Noboa"]),
        (
            "“Soldiers shot at us,” said Aigerim, a teacher whose brother was wounded on the square.",
            "shot",
            ["Aigerim"],
        ),
        ("“Soldiers shot at us,” said Marat, a shopkeeper in Almaty.", "shot", ["Marat, a shopkeeper in Almaty"]),
        ("The mayor, who would like to carry on evicting people, has not resigned.", "evicting", ["The mayor"]),
        ("Those who fled said soldiers had attacked the camp.", "attacked", ["Those who fled"]),
        ("The governor denied that guards beat prisoners, an allegation first made by Okoro.", "allegation", []),
        (
            "'They will have to arrest every one of us. On May 3 we will storm the town hall,' said Lena Okoro, a baker.",
            "arrest",
            ["Lena Okoro, a baker"],
        ),
    ],
)
def test_source_links_of_a_saying(coder: Coder, text: str, trigger: str, expected: list[str]) -> None:
    sayings = coder.read(text)._.sayings
    (saying,) = [one for one in sayings if one.event.trigger.text == trigger]
    assert [source.text for source in saying.source] == expected


@pytest.mark.parametrize(
    "text", ["", "Who said so?", "“(”, said", "Those, said who, which, that", "He declined to, and did not, say that ; (he)"]
)
def test_odd_text_has_links_and_names(nlp: Language, text: str) -> None:
    doc = sources(nlp(text))
    for token in range(len(doc)):
        for link in chain(doc, token):
            if link.source is not None:
                name = naming(doc, link.source)
                assert 0 <= name.start < name.end <= len(doc)


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("The strikers replied that they would not negotiate with the ministry.", "would not negotiate", []),
        ("The strikers replied that the mayor would not negotiate with them.", "would not negotiate", ["The strikers"]),
        ("The bishop never claimed that soldiers had beaten the nuns.", "beaten", []),
        ("The bishop claimed that soldiers had beaten the nuns.", "beaten", ["The bishop"]),
    ],
)
def test_acts_done_by_saying_and_never_said(coder: Coder, text: str, trigger: str, expected: list[str]) -> None:
    found = [saying for saying in coder.read(text)._.sayings if saying.event.trigger.text == trigger]
    assert [[link.text for link in saying.source] for saying in found] == [expected]
