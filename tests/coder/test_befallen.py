"""Whom a deed befalls, told outside the phrase of the noun that names it."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.events import find_happenings
from allegedly.coder.parts import Mention

ROWS = [
    # a clause behind the noun
    ("He denounced the massacre committed against the farmers.", "massacre", "the farmers"),
    ("The attacks that the army launched on the villages went on.", "attacks", "the villages"),
    ("Attacks blamed on the rebels went on.", "Attacks", ""),
    # targets and victims
    ("The senator's house was the target of a bomb attack.", "attack", "The senator's house"),
    ("The villagers are the victims of the invasion.", "invasion", "The villagers"),
    ("Two nurses, victims of the shelling, were buried.", "shelling", "Two nurses"),
    ("Villagers fell victim to attacks by the militia.", "attacks", "Villagers"),
    ("Relatives of the victims of the massacre marched.", "massacre", "the victims of the massacre"),
    # what it does
    ("The union condemned a raid which killed two miners.", "raid", "two miners"),
    ("The shelling, in which ten farmers were killed, was condemned.", "shelling", "ten farmers"),
    ("The blast destroyed the town hall and two shops.", "blast", "the town hall + two shops"),
    ("The raid left ten farmers dead.", "raid", "ten farmers"),
    ("Two nurses were killed in an attack by the rebels.", "attack", "Two nurses"),
    ("The raid left the general in doubt.", "raid", ""),
    # behind whoever does it, or with what
    ("The outcry of the bishops against the junta grew.", "outcry", "the junta"),
    ("The plan began with an attack from fifty directions on the enemy positions in the city.", "attack", "the enemy positions"),
    ("There were raids with jets on the port.", "raids", "the port"),
    # what one noun of a pair says for both
    ("They denounced attacks and raids on the towns.", "raids", "the towns"),
    ("Soldiers are involved in the kidnapping and murder of students.", "murder", "students"),
    # lists of people
    ("The bishop, his cook and her daughter were murdered.", "murdered", "The bishop + his cook + her daughter"),
    ("The killing of six priests, a cook and her daughter shocked the town.", "killing", "six priests + a cook + her daughter"),
    ("The rebels killed two men, a farmer and a nurse.", "killed", "two men"),
    ("The rebels killed the mayor, a lawyer and critic of the army.", "killed", "the mayor"),
    ("The front freed Orlik, a judge, and two guards.", "freed", "Orlik + two guards"),
    ("Members of a gang called the Owls were arrested.", "arrested", "Members of a gang"),
    # places are not whom it befalls, but what a bomb goes off in front of is
    ("There was an attack in Lima.", "attack", ""),
    ("A grenade exploded in front of the embassy.", "exploded", "the embassy"),
    ("We have received a report on the shelling in Lima.", "shelling", ""),
    (
        "The rebels attacked the city hall, the embassy, and the palace, whereas the army fled.",
        "attacked",
        "the city hall + the embassy + the palace",
    ),
    (
        "Two bombs exploded at the house of a judge and at the offices of the union.",
        "exploded",
        "the house of a judge + the offices of the union",
    ),
    ("The attack launched on Monday by rebels on the city hall was condemned.", "attack", "the city hall"),
    ("The explosion took place on Orlik Street.", "explosion", ""),
    ("The council voted to strip the mayor of his powers.", "strip", "the mayor"),
    ("The army conducted a military incursion into the home of the ambassador.", "incursion", "the home of the ambassador"),
    ("The Kennedy assassination changed the country.", "assassination", "Kennedy"),
    ("Police know of the attack in Osmar, 240 km north of Marlow.", "attack", ""),
    ("It rejected its own words.", "rejected", ""),
    ("Two air strikes hit the port and damaged a ship.", "strikes", "the port"),
    ("One strike destroyed two rebel weapons caches.", "strike", "two rebel weapons caches"),
    ("The governor denied Duarte a photograph of unity.", "denied", "Duarte"),
    ("It drives a rejection of the mogul among delegates.", "rejection", "the mogul"),
    # who is accused, and who cries out
    ("Soldiers captured eight people and murdered one.", "murdered", "one"),
    ("The editor faces charges of slander.", "faces charges", "The editor"),
    ("The officers were brought to trial.", "brought to trial", "The officers"),
    ("The bishop blamed the farmers' liberation front for the raid.", "blamed", "the farmers' liberation front"),
    ("I express my recognition of and support for the economy minister.", "express", "the economy minister"),
    ("They threatened to shoot a judge for every man extradited.", "extradited", "every man"),
    ("They joined the outcry of all nations against the junta.", "outcry", "the junta"),
    ("The bishop described the chief executive as a murderer.", "described", "the chief executive"),
]


def words(doc: Doc, mentions: list[Mention]) -> str:
    return " + ".join(doc[mention.start : mention.end].text for mention in mentions)


@pytest.mark.parametrize(("sentence", "trigger", "whom"), ROWS)
def test_whom_it_befalls(nlp: Language, sentence: str, trigger: str, whom: str) -> None:
    doc = nlp(sentence)
    found = {
        doc[one.trigger[0] : one.trigger[-1] + 1].text.split()[-1]: words(doc, one.recipients) for one in find_happenings(doc)
    }
    assert found[trigger.split()[-1]] == whom


def test_a_massacre_is_called_after_its_place(nlp: Language) -> None:
    doc = nlp("The union recalled the Osmar Hall massacre.")
    assert [(words(doc, one.actors), words(doc, one.recipients)) for one in find_happenings(doc)] == [("", "")]
