"""Who did it and to whom: where grammar puts them, and where it seems to put somebody who is not meant."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.coder import Coder
from allegedly.coder.events import find_happenings
from allegedly.coder.parts import Mention
from allegedly.model import make_article

ROWS = [
    # who is said to be one of those
    ("Anna Orlik was among those arrested.", "COERCE", "", "Anna Orlik"),
    ("Senator Orlik was one of those arrested.", "COERCE", "", "Senator Orlik"),
    ("Among those killed were two nurses and a priest.", "ASSAULT", "", "two nurses + a priest"),
    ("Those killed included two nurses and a priest.", "ASSAULT", "", "two nurses + a priest"),
    ("Orlik was among the 12 people detained on Monday.", "COERCE", "", "Orlik + the 12 people"),
    ("Orlik spoke of those arrested.", "COERCE", "", "those"),
    # whose object, whose subject, around an "and"
    ("Protesters stormed parliament and police watched them.", "ASSAULT", "Protesters", "parliament"),
    ("Gunmen killed the mayor and police arrested two men.", "COERCE", "police", "two men"),
    ("Gunmen killed the mayor and police arrested two men.", "ASSAULT", "Gunmen", "the mayor"),
    ("Rebels seized the town and its mayor fled.", "COERCE", "Rebels", "the town"),
    ("Gunmen killed the mayor and two guards and wounded a cook.", "ASSAULT", "Gunmen", "the mayor + two guards"),
    # what is used, thrown or ridden is nobody
    ("She had fled to India by helicopter.", "SANCTION", "", "She"),
    ("The army shelled the town by order of the general.", "ASSAULT", "The army", "the town"),
    ("The bishop condemned the use of force.", "ACCUSE", "The bishop", ""),
    ("The bishop condemned the security force.", "ACCUSE", "The bishop", "the security force"),
    ("The bishop condemned abuses against miners.", "ACCUSE", "The bishop", ""),
    ("Youths hurled petrol bombs and bricks at soldiers.", "ASSAULT", "Youths", "soldiers"),
    ("Youths hurled flares and firecrackers at soldiers.", "ASSAULT", "Youths", "soldiers"),
    # a name does not swallow what its bearer accuses somebody of
    ("The minister was accused by Sheikh Tamim of fraud.", "ACCUSE", "Sheikh Tamim", "The minister"),
    ("Her lawyer filed a case against the former minister.", "ACCUSE", "Her lawyer", "the former minister"),
    ("Some called for an occupation of the palace.", "REQUEST", "Some", ""),
    # a number of some is as many people
    ("Two of its monitors were beaten up in Tolno.", "ASSAULT", "", "Two of its monitors"),
    ("Two were beaten up in Tolno.", "ASSAULT", "", "Two"),
    ("Eight were released on 15 March.", "RETREAT", "", "Eight"),
    ("Two of the hostages were freed.", "RETREAT", "", "Two of the hostages"),
    ("Police beat several of the marchers.", "ASSAULT", "Police", "several of the marchers"),
    ("Police beat the onlookers.", "ASSAULT", "Police", "the onlookers"),
    # who is taken hostage
    ("Gunmen took six nurses hostage.", "ASSAULT", "Gunmen", "six nurses"),
    ("Rebels hold two drivers hostage.", "ASSAULT", "Rebels", "two drivers"),
    # whoever ends a deed of others does not do it
    ("The police tried to stop the violence.", "ASSAULT", "", ""),
    ("The king stopped the protests.", "PROTEST", "", ""),
    ("After the guerrillas ended the attack, the bishop came.", "ASSAULT", "the guerrillas", ""),
    ("The council backed it.", "SUPPORT", "The council", "it"),
    ("The rebels tried to stop their violence.", "ASSAULT", "The rebels", ""),
    ("The premier ruled out talks with the rebels.", "REJECT", "The premier", "the rebels"),
    # lists that ages part, who travels to talk, what is demanded of nobody named
    ("Police arrested Farid Tamar, 31, Jalol Tamar, 27, and a boy of 16.", "COERCE", "Police", "Farid Tamar + Jalol Tamar + a boy of 16"),
    ("The minister flew to Paris for talks with the junta.", "CONSULT", "The minister + the junta", ""),
    ("The women demanded the return of relatives.", "REQUEST", "The women", ""),
    ("The women demanded the resignation of the minister.", "REQUEST", "The women", "the minister"),
    # what is quoted of a charge is a charge
    ('The committee accused the rebels of "burning houses".', "ASSAULT", "the rebels", "houses"),
    ('The committee accused the rebels of "spreading disinformation".', "COERCE", "the rebels", ""),
    # ships and their men
    ("Loranian ships rammed a fishing boat.", "ASSAULT", "Loranian ships", "a fishing boat"),
    ("The ship fired at the port.", "ASSAULT", "The ship", "the port"),
    ("Loran fired water cannon at a boat.", "ASSAULT", "Loran", "a boat"),
    ("The envoy praised Loranian personnel.", "SUPPORT", "The envoy", "Loranian personnel"),
    ("We will not be driven away.", "COERCE", "", "We"),
    ("The rebels captured the army's headquarters.", "ASSAULT", "The rebels", "the army's headquarters"),
    ("A committee said fighting continued near the port.", "ASSAULT", "", ""),
    ("He promised to avenge the dead.", "THREATEN", "He", ""),
    ("The council has accused Peru of fraud, and in May cut ties with it.", "SANCTION", "The council", "it"),
    # some of those who are spoken of are not spoken to
    (
        "The bishop condemned the massacre by the gang in which 70 people died, among them ten women and three infants.",
        "ACCUSE",
        "The bishop",
        "the gang",
    ),
    # "who" goes by the number of its verb
    ("One user with many followers, who has burned the mosque, spoke.", "ASSAULT", "One user", "the mosque"),
    ("A band of robbers, who were shot by police, fled.", "ASSAULT", "police", "robbers"),
    # where it was does not do it
    ("Nine people died in the school shooting.", "ASSAULT", "", "Nine people"),
    ("The king deplored the church attack.", "ASSAULT", "", ""),
    ("The rebels said their men \"inflicted 22 casualties on the army\".", "ASSAULT", "their men", "the army"),
    ("Last week troops evicted strikers from the hall.", "COERCE", "troops", "strikers"),
    ("The union is on strike; last week troops evicted strikers from the hall.", "COERCE", "troops", "strikers"),
    # a word with a hyphen is one
    ("Men stormed a school, killing the vice-principal, Hassan Tamar, and a cook.", "ASSAULT", "Men", "the vice-principal + Hassan Tamar + a cook"),
    ("Police exchanged fire with the bandits.", "ASSAULT", "Police + the bandits", ""),
    # whom a refusal, a demand or a promise is about
    ("The president refused to meet with the Loranian envoy when he arrived.", "REJECT", "The president", "the Loranian envoy"),
    ("The mayor refused to meet with a visiting diplomat, according to two aides.", "REJECT", "The mayor", "a visiting diplomat"),
    ("Lorania says it will not accept any refugees.", "REJECT", "it", "any refugees"),
    ("Lorania accepted a formula for ending its dispute with its European partners.", "AGREE", "Lorania", "its European partners"),
    ("The junta agreed to withdraw its troops.", "AGREE", "The junta", ""),
    ("The premier sent a letter to the head of the agency threatening to leave.", "THREATEN", "The premier", "the head of the agency"),
    ("The union wrote to the minister demanding higher wages.", "REQUEST", "The union", "the minister"),
    ("The minister agreed with his Loranian counterpart to exchange prisoners.", "AGREE", "The minister + his Loranian counterpart", ""),
    ("The bishop made a call for the United States to accept refugees.", "REQUEST", "The bishop", "the United States"),
    # who gets it
    ("The junta had given the ministry permission to use its ports.", "CONCEDE", "The junta", "the ministry"),
    ("Lorania has awarded the Freedom Order to the former president.", "SUPPORT", "Lorania", "the former president"),
    ("The mayor suspended food donations for Marlow.", "SANCTION", "The mayor", "Marlow"),
    ("The premier lifted restrictions imposed on the editor when he was ill.", "CONCEDE", "The premier", "the editor"),
    ("A court has freed on bail two former ministers.", "RETREAT", "A court", "two former ministers"),
    ("The guards forced the acting head of state Chea Orlik out of the country.", "SANCTION", "The guards", "the acting head of state Chea Orlik"),
    ("One of its drivers was shot dead.", "ASSAULT", "", "One of its drivers"),
    ("Police arrested every one of the marchers.", "COERCE", "Police", "every one of the marchers"),
    ("The city hall in Marlow burned for hours.", "ASSAULT", "", "The city hall in Marlow"),
    ("Two barracks burned down on Monday.", "ASSAULT", "", "Two barracks"),
    ("Rioters burned two barracks.", "ASSAULT", "Rioters", "two barracks"),
    ("Rioters looted and burned two barracks.", "ASSAULT", "Rioters", "two barracks"),
    # who does it
    ("The allegations of the opposition that Loranian guards crossed the river are groundless.", "ACCUSE", "the opposition", ""),
    ("The allegations of theft are groundless.", "ACCUSE", "", ""),
    ("The bishop ordered an investigation against two priests.", "ACCUSE", "The bishop", "two priests"),
    ("The government faces widespread criticism from the union.", "ACCUSE", "the union", "The government"),
    ("The bishop challenged a secret plan to arrest migrants.", "COERCE", "", "migrants"),
    ("The premier announced a secret plan to arrest migrants.", "COERCE", "The premier", "migrants"),
    ("Omar al-Bashir of Sudan expelled four aid workers.", "COERCE", "Omar al-Bashir of Sudan", "four aid workers"),
    ("Lorania moved troops to stop possible Peruvian military action.", "ASSAULT", "Peruvian", ""),
    ("President Orlik received an invitation from the premier.", "AGREE", "the premier", "President Orlik"),
    ("The mayor received threats from the cartel.", "THREATEN", "the cartel", "The mayor"),
    ("The government seized control of the charities.", "COERCE", "The government", "the charities"),
    ("He declined to decide whether they would continue sanctions waivers.", "REJECT", "He", ""),
    ("The charity flew ten tons of medicine into Marlow.", "AID", "The charity", "Marlow"),
    ("The town suffers from violence unleashed by the cartels.", "ASSAULT", "the cartels", ""),
    ("At approximately 1345 a car bomb exploded outside the bank.", "ASSAULT", "", "the bank"),
    ("He lost because of his support for Orlik and his refusal to resign.", "SUPPORT", "his", "Orlik"),
    ("KABUL (Steppe Wire): President Ana Duarte has met the rebels.", "CONSULT", "President Ana Duarte + the rebels", ""),
    ("The premier commenced air and ground assaults on rebel fighters.", "ASSAULT", "The premier", "rebel fighters"),
    ("Norway and Peru began a new round of joint military exercises today.", "COOPERATE", "Norway + Peru", ""),
    ("The army fired a series of rockets at the port.", "ASSAULT", "The army", "the port"),
    ("Police searched the general's residence.", "COERCE", "Police", "the general's residence"),
    ("A retired judge is heading an inquiry into the bank.", "ACCUSE", "A retired judge", "the bank"),
    ("Lorania is sending a military platoon to Maristan.", "MOBILIZE", "Lorania", "Maristan"),
    ("The journalist murder shocked the town.", "ASSAULT", "", "journalist"),
    ("Police arrests of students continued.", "COERCE", "Police", "students"),
    ("The minister called the vote a sham.", "ACCUSE", "The minister", ""),
    ("The opposition described the mayor as a thug.", "ACCUSE", "The opposition", "the mayor"),
    ("A court sentenced the former warlord to 30 years.", "SANCTION", "A court", "the former warlord"),
    ("Miners described being given electric shocks by officers.", "ASSAULT", "officers", "Miners"),
    ("The men were hung from the ceiling and beaten by officers.", "ASSAULT", "officers", "The men"),
    ("The man was shot in Lima and treated by doctors.", "ASSAULT", "", "The man"),
    ("The rebels, whom the UN accuses of killing farmers, fled.", "ASSAULT", "The rebels", "farmers"),
    ("Police in riot gear charged the students with batons.", "ASSAULT", "Police", "the students"),
    ("Parliament voted 120 to 45 to strip the senator of his immunity.", "SANCTION", "Parliament", "the senator"),
    ("The union says that 200 miners are still being held.", "COERCE", "", "200 miners"),
    ("The rebels dismissed as propaganda a report by the army.", "REJECT", "The rebels", "the army"),
    ("Two nurses were abducted by gunmen and later found dead.", "ASSAULT", "", "Two nurses"),
    ("The peace talks collapsed.", "SANCTION", "", ""),
    ("Teachers walked out of the hall in protest at the bill.", "PROTEST", "Teachers", ""),
    ("The offensive that the rebels launched killed ten.", "ASSAULT", "the rebels", "ten"),
    ("The Orlando attacks shocked the world.", "ASSAULT", "", ""),
    ("The Peruvian attacks shocked the world.", "ASSAULT", "Peruvian", ""),
    ("The mayor repeated his calls for more troops.", "REQUEST", "The mayor", ""),
    ("The senator will support the Republican nominee.", "SUPPORT", "The senator", "the Republican nominee"),
    ("The killing of a priest by the army has led to protests.", "PROTEST", "", ""),
    ("The editor, arrested in May and freed in June, left the country.", "RETREAT", "", "The editor"),
    ("The Labour Office, however, said two of the dead had burns, and called for an inquiry.", "REQUEST", "The Labour Office", ""),
    ("The bishop said that the massacre had been ordered from the Palace.", "REQUEST", "the Palace", ""),
    ("Farmers set up a roadblock near the bridge.", "PROTEST", "Farmers", ""),
    ("Soldiers set up a roadblock near the bridge.", "MOBILIZE", "Soldiers", ""),
    ("The party calls the mayor an enemy of peace.", "ACCUSE", "The party", "the mayor"),
    ("The rebels rejected an appeal to lay down their arms.", "RETREAT", "The rebels", ""),
]  # fmt: skip


def words(doc: Doc, mentions: list[Mention]) -> str:
    return " + ".join(doc[mention.start : mention.end].text for mention in mentions)


@pytest.mark.parametrize(("sentence", "type", "who", "whom"), ROWS, ids=[row[0][:60] for row in ROWS])
def test_parties(nlp: Language, sentence: str, type: str, who: str, whom: str) -> None:
    doc = nlp(sentence)
    found = [(words(doc, one.actors), words(doc, one.recipients)) for one in find_happenings(doc) if one.type == type]
    assert (who, whom) in found


def test_targeted_sanctions_hit_nobody_by_force(nlp: Language) -> None:
    doc = nlp("The government imposed new targeted sanctions on military commanders.")
    assert [(one.type, words(doc, one.recipients)) for one in find_happenings(doc)] == [("SANCTION", "military commanders")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The party wants new sentencing laws.",
        "Two neighbours who asked not to be named told the story.",
        "An official asked to remain anonymous.",
        "The neighbours described the mayor as a quiet man.",
        "We need the ability to execute.",
        "The novice wants to unseat the senator in the primary.",
        "The draft goes to the committee in July.",
        "Sign up for our newsletter!",
        "The Labour Convention will be held in July.",
        "They received orders from their leaders.",
        "The company failed while the talks went on.",
        "The spokesman declined to comment.",
        "One should hold the mayor to his own standards.",
        "Without help thousands will starve.",
    ],
)
def test_no_event(nlp: Language, sentence: str) -> None:
    assert [one.type for one in find_happenings(nlp(sentence))] == []


def test_strikes_of_fighters_are_no_walkouts(nlp: Language) -> None:
    assert [one.type for one in find_happenings(nlp("These were the jihadist strikes of the last month."))] == ["ASSAULT"]
    assert {one.type for one in find_happenings(nlp("Two strikes disabled two bridges."))} == {"ASSAULT"}


def test_to_fly_is_not_to_fly_to(nlp: Language) -> None:
    assert [one.type for one in find_happenings(nlp("The army trains pilots to fly jets."))] == ["AID"]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("LIMA: Police arrested two students on Monday.", []),
        ("Peru: Police arrested two students on Monday.", []),
        ("LIMA (Steppe Wire) : Police arrested two students on Monday.", []),
        ("Mayor Smith: Police arrested two students on Monday.", ["Mayor Smith"]),
    ],
)
def test_a_place_before_a_colon_says_nothing(text: str, sources: list[str]) -> None:
    (arrest,) = Coder(screen=False).code(make_article(text))
    assert [one.text for one in arrest.source] == sources


def test_whoever_counts_the_dead_says_so() -> None:
    (dead,) = Coder(screen=False).code(make_article("The prosecutor counts 225 dead."))
    assert [(one.text, one.cue and one.cue.text) for one in dead.source] == [("The prosecutor", "counts")]


def test_tear_gas_that_is_fired_is_one_deed(nlp: Language) -> None:
    doc = nlp("Riot police fired tear gas at hundreds of farmers.")
    assert [(one.type, one.modes, words(doc, one.recipients)) for one in find_happenings(doc)] == [
        ("ASSAULT", ("crowd-control",), "hundreds of farmers")
    ]


def test_modes_of_a_demand_are_not_read_off_what_it_is_told_in(nlp: Language) -> None:
    doc = nlp("Peru extradites a mayor accused of ordering the killing of a nurse.")
    assert [one.modes for one in find_happenings(doc) if one.type == "REQUEST"] == [()]


def test_a_year_in_the_name_of_a_place_dates_nothing_else() -> None:
    said = Coder(screen=False).code(make_article("Farmers set up a roadblock near Tolno, the scene of a 2019 shooting."))
    assert {one.event.trigger.text: one.event.date and one.event.date.text for one in said}["set up a roadblock"] is None


def test_a_year_before_a_law_is_the_law_s() -> None:
    (blame,) = Coder(screen=False).code(make_article("Editors blame a 2015 law."))
    assert blame.event.date is None
