"""PLOVER's thirty rules on which type wins, by number: what each sentence tells, and in which modes; in sentences of our own.

The rules are those of section 5 of the manual's digest. The plain type stands in the record; the types that PLOVER without auxiliary modes gives to
what is still to come (rules 1 to 3) are a view of it, asked of the ontology.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from spacy.language import Language

from allegedly.coder.actors import actor_of
from allegedly.coder.contexts import contexts_of
from allegedly.coder.events import find_happenings
from allegedly.ontology import load as load_ontology


class Case(NamedTuple):
    """A sentence and the events in it, as ``TYPE`` or ``TYPE/mode+mode``."""

    rule: int
    sentence: str
    events: tuple[str, ...]


CASES = [
    Case(1, "The king invited the president to a state visit.", ("AGREE",)),
    Case(2, "The premier will apologise to the miners.", ("CONCEDE",)),
    Case(3, "The rebels threatened the mayor.", ("THREATEN",)),
    Case(4, "The rebels called for an end to the war.", ("AGREE", "ASSAULT")),
    Case(4, "The bishops called for a ceasefire.", ("REQUEST/yield", "CONCEDE")),
    Case(5, "The union withdrew its demand for higher wages.", ("CONCEDE",)),
    Case(6, "The two services shared intelligence.", ("COOPERATE",)),
    Case(6, "France provided Mali with weapons.", ("AID",)),
    Case(7, "The army of Peru began military cooperation with Chile.", ("COOPERATE",)),
    Case(7, "The premier voiced support for the junta.", ("SUPPORT",)),
    Case(8, "Peru and Chile held joint naval exercises.", ("COOPERATE",)),
    Case(8, "Peru held military exercises near the border.", ("MOBILIZE",)),
    Case(9, "The king pardoned forty prisoners.", ("CONCEDE",)),
    Case(9, "The court acquitted the editor.", ("CONCEDE",)),
    Case(9, "Forty prisoners were released on Sunday.", ("RETREAT/release",)),
    Case(9, "The premier expressed regret for the killings.", ("CONCEDE", "ASSAULT")),
    Case(10, "The bank cancelled the debt of Zambia.", ("AID",)),
    Case(10, "Commandos rescued the hostages.", ("AID",)),
    Case(10, "Germany paid reparations to Namibia.", ("AID",)),
    Case(10, "The court ordered the company to pay damages to the villagers.", ("SANCTION/convict",)),
    Case(11, "The government sent soldiers to the flooded district.", ("AID",)),
    Case(11, "The government sent soldiers to the border district.", ("MOBILIZE/troops",)),
    Case(12, "The ministry summoned the Turkish ambassador over the arrests.", ("ACCUSE/disapprove", "COERCE/arrest")),
    Case(13, "Thousands marched through the capital to demand higher wages.", ("PROTEST/demo",)),
    Case(13, "The union demanded higher wages.", ("REQUEST/change",)),
    Case(13, "Thousands protested against the arrest of the editor.", ("PROTEST/demo", "COERCE/arrest")),
    Case(14, "Peru lodged a protest with Chile.", ("ACCUSE/disapprove",)),
    Case(14, "A delegation of farmers handed the governor a complaint.", ("ACCUSE/disapprove",)),
    Case(14, "Students protested online against the law.", ("ACCUSE/disapprove",)),
    Case(15, "The editor was charged with slander.", ("ACCUSE/allege",)),
    Case(15, "The editor, who had been charged with slander, was convicted on Friday.", ("SANCTION/convict",)),
    Case(
        15,
        "Prosecutors charged the editor with slander in May. A court convicted him of slander on Friday.",
        ("SANCTION/convict",),
    ),
    Case(
        15,
        "Prosecutors charged the editor with slander in May. A court convicted the mayor of fraud.",
        ("ACCUSE/allege", "SANCTION/convict"),
    ),
    Case(16, "The minister accused the agency of spreading lies.", ("ACCUSE/allege", "COERCE/misinformation")),
    Case(16, "The agency spread lies about the strikers.", ("COERCE/misinformation",)),
    Case(17, "Norway suspended aid to the junta.", ("SANCTION/discontinue",)),
    Case(17, "Norway cancelled a meeting with the junta.", ("REJECT/meet",)),
    Case(18, "Hungary refused entry to a group of refugees.", ("REJECT",)),
    Case(18, "Hungary expelled the refugees.", ("COERCE/deport",)),
    Case(18, "The council expelled Hungary.", ("SANCTION/expel",)),
    Case(19, "The rebels declared a ceasefire.", ("CONCEDE",)),
    Case(19, "The rebels observed the ceasefire.", ("RETREAT/ceasefire",)),
    Case(20, "The court sentenced the editor to five years in prison.", ("SANCTION/convict", "COERCE/arrest")),
    Case(20, "The court fined the editor.", ("SANCTION/convict",)),
    Case(21, "The court issued an arrest warrant for the general.", ("THREATEN/arrest",)),
    Case(21, "Police arrested the general.", ("COERCE/arrest",)),
    Case(22, "The rebels captured ten soldiers.", ("ASSAULT/abduct",)),
    Case(22, "Police arrested ten students.", ("COERCE/arrest",)),
    Case(23, "Thousands fled from the militia.", ("SANCTION/expel",)),
    Case(24, "The army sent troops to attack the village.", ("ASSAULT",)),
    Case(24, "The union mobilised its members to march on the capital.", ("PROTEST/demo",)),
    Case(24, "The army sent troops to the border.", ("MOBILIZE/troops",)),
    Case(25, "The navy moved three warships into the strait.", ("MOBILIZE/weapons",)),
    Case(25, "The army sent tanks and soldiers to the border.", ("MOBILIZE/weapons+troops",)),
    Case(26, "The president declared a state of emergency after the earthquake.", ()),
    Case(26, "The president declared a state of emergency.", ("COERCE/martial-law",)),
    Case(27, "Soldiers chasing the rebels damaged a fence.", ()),
    Case(27, "Militants destroyed the shrine.", ("ASSAULT/destroy",)),
    Case(28, "Police used tear gas against the marchers.", ("ASSAULT/crowd-control",)),
    Case(28, "Police pushed back the protesters.", ("COERCE/restrict",)),
    Case(29, "Policemen beat two students.", ("ASSAULT/beat",)),
    Case(29, "Policemen beat two students with clubs.", ("ASSAULT/beat+primitive",)),
    Case(29, "Men hacked two traders to death with machetes.", ("ASSAULT/primitive",)),
    Case(29, "The crowd threw rocks at the police.", ("ASSAULT/primitive",)),
    Case(30, "Smugglers carried cocaine over the border.", ()),
    Case(30, "A gang killed two traders.", ("ASSAULT",)),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}: {case.sentence[:50]}" for case in CASES])
def test_type_and_modes(nlp: Language, case: Case) -> None:
    found = find_happenings(nlp(case.sentence))
    assert [f"{one.type}/{'+'.join(one.modes)}" if one.modes else one.type for one in found] == list(case.events)


def test_every_rule_has_a_case() -> None:
    assert {case.rule for case in CASES} == set(range(1, 31))


@pytest.mark.parametrize("type", ["CONSULT", "SUPPORT", "COOPERATE", "AID"])
def test_rule_1_future_cooperation_is_told_as_agreement(type: str) -> None:
    assert load_ontology().told_as(type, "future", own=True) == "AGREE"


@pytest.mark.parametrize(("type", "told"), [("CONCEDE", "CONCEDE"), ("RETREAT", "CONCEDE"), ("ASSAULT", "THREATEN")])
def test_rules_2_and_3_future_of_ones_own(type: str, told: str) -> None:
    assert load_ontology().told_as(type, "future", own=True) == told


@pytest.mark.parametrize(
    ("rule", "sentence", "actors", "recipients"),
    [
        (10, "The court ordered the company to pay damages to the villagers.", ["The court", "the villagers"], ["the company"]),
        (23, "Thousands fled from the militia.", ["the militia"], ["Thousands"]),
        (23, "Thousands were driven from their homes by the militia.", ["the militia"], ["Thousands"]),
        (23, "Thousands fled from the valley.", [], ["Thousands"]),
        (20, "The court sentenced the editor to five years in prison.", ["The court"], ["the editor"]),
    ],
)
def test_parties_that_a_rule_names(nlp: Language, rule: int, sentence: str, actors: list[str], recipients: list[str]) -> None:
    doc = nlp(sentence)
    for found in find_happenings(doc):
        assert [doc[m.start : m.end].text for m in found.actors] == actors, rule
        assert [doc[m.start : m.end].text for m in found.recipients] == recipients, rule


@pytest.mark.parametrize(
    ("rule", "sentence", "context"),
    [
        (7, "The army of Peru began military cooperation with Chile.", "military"),
        (16, "The minister accused the agency of spreading disinformation.", "misinformation"),
        (30, "The gang killed two traders.", "crime"),
    ],
)
def test_contexts_that_a_rule_names(nlp: Language, rule: int, sentence: str, context: str) -> None:
    doc = nlp(sentence)
    assert context in contexts_of(doc, find_happenings(doc)[0]), rule


def test_rule_30_crime_is_a_sector(nlp: Language) -> None:
    doc = nlp("A gang killed two traders.")
    assert actor_of(doc, find_happenings(doc)[0].actors[0]).sector == "CRM"
