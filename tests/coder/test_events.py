"""Events: the examples of the lexicon, and how patterns, parties and absorbed events behave."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder import rules
from allegedly.coder.events import find_happenings
from allegedly.coder.parts import Happening, Mention
from allegedly.errors import LexiconError, UnknownName
from allegedly.ontology import load as load_ontology

EXAMPLES = [(rule.name, example) for rule in rules.load_rules().rules for example in rule.examples]


def words(doc: Doc, mentions: list[Mention]) -> list[str]:
    return [doc[mention.start : mention.end].text for mention in mentions]


def parties(side: str) -> list[str]:
    return [] if side.strip() == "-" else [name.strip() for name in side.split(" + ")]


def one(doc: Doc, type: str) -> Happening:
    return next(happening for happening in find_happenings(doc) if happening.type == type)


def types(doc: Doc) -> list[str]:
    return [happening.type for happening in find_happenings(doc)]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule}: {example[:40]}" for rule, example in EXAMPLES])
def test_examples_of_the_lexicon(nlp: Language, rule: str, example: str) -> None:
    sentence, expected = example.split(" => ")
    actors, recipients = expected.split(" -> ")
    doc = nlp(sentence)
    found = {happening.rule: happening for happening in find_happenings(doc)}
    assert rule in found, f"found {sorted(found)}"
    assert words(doc, found[rule].actors) == parties(actors)
    assert words(doc, found[rule].recipients) == parties(recipients)


def test_every_rule_has_an_example() -> None:
    assert [rule.name for rule in rules.load_rules().rules if not rule.examples] == []


def test_refused_deed_is_one_event(nlp: Language) -> None:
    assert types(nlp("The council refused to meet the rebels.")) == ["REJECT"]


def test_accusation_and_accused_deed_are_two_and_the_accuser_speaks(nlp: Language) -> None:
    doc = nlp("The minister accused the rebels of killing five herders.")
    accusation, killing = find_happenings(doc)
    assert (accusation.type, killing.type) == ("ACCUSE", "ASSAULT")
    assert killing.speaker is accusation
    assert words(doc, killing.actors) == ["the rebels"]


@pytest.mark.parametrize(
    ("sentence", "type", "actors"),
    [
        ("The general ordered the troops to withdraw.", "RETREAT", ["the troops"]),
        ("The council called on the rebels to withdraw.", "RETREAT", ["the rebels"]),
        ("The rebels promised the council to withdraw.", "RETREAT", ["The rebels"]),
        ("The militia, which attacked the post, fled.", "ASSAULT", ["The militia"]),
        ("After killing two guards, the rebels left.", "ASSAULT", ["the rebels"]),
        ("The police came and arrested the editor.", "COERCE", ["The police"]),
        ("Their attempt to overthrow the king failed.", "ASSAULT", ["Their"]),
        ("The army's shelling of the village went on.", "ASSAULT", ["The army"]),
        ("Police charged the mayor with killing two men.", "ASSAULT", ["the mayor"]),
        ("The mayor was accused by police of killing two men.", "ASSAULT", ["The mayor"]),
        ("Police arrested a clerk on suspicion of bombing the mosque.", "ASSAULT", ["a clerk"]),
        ("The minister congratulated the troops on capturing the town.", "ASSAULT", ["the troops"]),
        ("The mayor was accused by the bishop and by union leaders.", "ACCUSE", ["the bishop", "union leaders"]),
        (
            "Abu Dhabi, accused by Khartoum and by UN investigators of arming rebels, left.",
            "ACCUSE",
            ["Khartoum", "UN investigators"],
        ),
        ("The arrest of the editor by military police was condemned.", "COERCE", ["military police"]),
        ("Guerrillas who had stolen the bus fled; soldiers pursuing them shot a farmer.", "ASSAULT", ["soldiers"]),
        ("The militia perpetrated a massacre.", "ASSAULT", ["The militia"]),
        ("The villagers fear the men who burned down the mill.", "ASSAULT", ["the men"]),
    ],
)
def test_whoever_does_it_is_found_through_the_syntax(nlp: Language, sentence: str, type: str, actors: list[str]) -> None:
    doc = nlp(sentence)
    assert words(doc, one(doc, type).actors) == actors


def test_a_deed_called_after_its_doer_keeps_whom_it_befell(nlp: Language) -> None:
    doc = nlp("The army shelling of the village went on.")
    assert words(doc, one(doc, "ASSAULT").recipients) == ["the village"]


def test_a_weapon_is_no_actor(nlp: Language) -> None:
    doc = nlp("A grenade wounded three officers.")
    assert words(doc, one(doc, "ASSAULT").actors) == []
    assert words(doc, one(doc, "ASSAULT").recipients) == ["three officers"]


def test_coordinated_actors_are_one_list(nlp: Language) -> None:
    doc = nlp("France and Italy accused the junta of torture.")
    assert words(doc, one(doc, "ACCUSE").actors) == ["France", "Italy"]


def test_a_policy_is_no_recipient_but_its_owner_is(nlp: Language) -> None:
    doc = nlp("Deputies criticised the ministry's decision.")
    assert words(doc, one(doc, "ACCUSE").recipients) == ["the ministry"]


def test_force_that_is_used_is_nobody(nlp: Language) -> None:
    doc = nlp("The ombudsman opened an investigation into the use of excessive force.")
    assert words(doc, one(doc, "ACCUSE").recipients) == []
    doc = nlp("The ombudsman opened an investigation into the peacekeeping force.")
    assert words(doc, one(doc, "ACCUSE").recipients) == ["the peacekeeping force"]


def test_the_longest_pattern_wins(nlp: Language) -> None:
    assert types(nlp("The junta lifted the state of emergency.")) == ["CONCEDE"]


def test_dateline_is_no_actor(nlp: Language) -> None:
    doc = nlp("ALMATY, January 5 (Steppe Wire) - Police opened fire on the crowd.")
    assert words(doc, one(doc, "ASSAULT").actors) == ["Police"]


def test_unknown_key_in_a_rule_is_named() -> None:
    with pytest.raises(LexiconError, match=r"rule 'kill': unknown key 'verb'; allowed: .*verbs"):
        list(rules._read_file("assault.yaml", {"type": "ASSAULT", "rules": {"kill": {"verb": ["kill"]}}}, {}))


def test_unknown_class_in_a_rule_is_named() -> None:
    entry = {"type": "ASSAULT", "rules": {"kill": {"verbs": ["kill @weather"]}}}
    with pytest.raises(LexiconError, match=r"unknown class '@weather'; allowed: people"):
        list(rules._read_file("assault.yaml", entry, {"people": frozenset({"man"})}))


def test_unknown_mode_in_a_rule_is_refused() -> None:
    with pytest.raises(UnknownName, match="mode of ASSAULT"):
        list(rules._read_file("assault.yaml", {"type": "ASSAULT", "rules": {"kill": {"verbs": ["kill"], "modes": ["demo"]}}}, {}))


@pytest.mark.parametrize(
    ("sentence", "type", "actors", "recipients"),
    [
        ("A missile launched by the rebels killed two guards.", "ASSAULT", ["the rebels"], ["two guards"]),
        ("US army missiles killed nine villagers.", "ASSAULT", ["US army"], ["nine villagers"]),
        ("Nine villagers were killed in an army raid.", "ASSAULT", ["army"], ["Nine villagers"]),
        ("The council passed a resolution condemning the junta.", "ACCUSE", ["The council"], ["the junta"]),
        ("The mayor refused a request by the miners.", "REJECT", ["The mayor"], ["the miners"]),
        ("The premier praised the record of the navy.", "SUPPORT", ["The premier"], ["the navy"]),
        ("Norway sent tons of food to the region.", "AID", ["Norway"], ["the region"]),
        ("The army imposed a blockade on the port.", "COERCE", ["The army"], ["the port"]),
        ("The Labour Front (LF) accused the mayor of fraud.", "ACCUSE", ["The Labour Front (LF)"], ["the mayor"]),
        ("The group expressed its sorrow and its condemnation of the junta.", "ACCUSE", ["The group"], ["the junta"]),
    ],
)
def test_parties_behind_things(nlp: Language, sentence: str, type: str, actors: list[str], recipients: list[str]) -> None:
    doc = nlp(sentence)
    happening = one(doc, type)
    assert words(doc, happening.actors) == actors
    assert words(doc, happening.recipients) == recipients


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("In the debate the senator attacked the candidate.", ["ACCUSE"]),
        ("Rebel fighters attacked the candidate with rifles.", ["ASSAULT"]),
        ("The battle for the nomination divides voters.", []),
    ],
)
def test_attacks_of_words_and_of_arms(nlp: Language, sentence: str, expected: list[str]) -> None:
    assert types(nlp(sentence)) == expected


def test_hyphenated_words_are_found(nlp: Language) -> None:
    assert types(nlp("The rebels announced a cease-fire.")) == ["CONCEDE"]
    assert types(nlp("Students staged a sit-in.")) == ["PROTEST"]


@pytest.mark.parametrize("type", ["REQUEST", "REJECT"])
def test_modes_of_what_is_asked_or_refused(nlp: Language, type: str) -> None:
    verb = {"REQUEST": "urged the rebels to", "REJECT": "refused to"}[type]
    assert "yield" in one(nlp(f"The envoy {verb} release the hostages."), type).modes
    assert "meet" in one(nlp(f"The envoy {verb} negotiate."), type).modes


def test_every_mode_can_be_reached() -> None:
    loaded = rules.load_rules()
    for item in load_ontology().types:
        by_rule = {mode for rule in loaded.rules if rule.type == item.name for mode in rule.modes}
        by_word = {mode for mode, _ in loaded.mode_words.get(item.name, ())}
        assert {mode.name for mode in item.modes} - by_rule - by_word == set(), item.name


@pytest.mark.parametrize(
    ("sentence", "type", "actors", "recipients"),
    [
        ("The march led by women reached the square.", "PROTEST", ["women"], []),
        ("The union blamed the army for the killings and abductions of farmers.", "ASSAULT", ["the army"], ["farmers"]),
        ("The revolution that overthrew him failed.", "ASSAULT", ["The revolution"], ["him"]),
        ("The deployment of Russian troops to Kazakhstan began.", "MOBILIZE", ["Russian troops"], ["Kazakhstan"]),
        ("Troops arrived at the invitation of the government.", "AGREE", ["the government"], ["Troops"]),
        ("Each time the police fired on the crowd.", "ASSAULT", ["the police"], ["the crowd"]),
        ("The charity demanded the release of its director.", "REQUEST", ["The charity"], []),
        ("The regime will flog in public.", "ASSAULT", ["The regime"], []),
        ("The villagers died of hunger.", "ASSAULT", [], ["The villagers"]),
    ],
)
def test_parties_said_elsewhere(nlp: Language, sentence: str, type: str, actors: list[str], recipients: list[str]) -> None:
    doc = nlp(sentence)
    found = one(doc, type)
    assert (words(doc, found.actors), words(doc, found.recipients)) == (actors, recipients)


def test_pronoun_stands_for_what_a_pattern_lists_and_weighs_less(nlp: Language) -> None:
    named, standing = (one(nlp(f"The general will bring {whom} home."), "RETREAT") for whom in ("the troops", "them"))
    assert standing.weight < named.weight


def test_promise_of_support_is_a_promise_and_the_support(nlp: Language) -> None:
    assert types(nlp("France promised to support the monitors with money.")) == ["AGREE", "AID"]


def test_day_on_which_something_happened_is_not_its_object(nlp: Language) -> None:
    assert "PROTEST" in types(nlp("On 18 April, when students took to the streets, the mayor resigned."))


@pytest.mark.parametrize(
    ("sentence", "type", "actors", "recipients"),
    [
        ("The raids forced the villagers to leave.", "COERCE", [], ["the villagers"]),
        ("The envoy had talks with the rebels.", "CONSULT", ["The envoy", "the rebels"], []),
        ("Police used tear gas to disperse the crowd.", "COERCE", ["Police"], ["the crowd"]),
        ("The union sent observers to the villagers.", "AID", ["The union"], ["the villagers"]),
        ("The premier gave in to the strikers.", "CONCEDE", ["The premier"], ["the strikers"]),
        ("The union is committed to helping the miners.", "AGREE", ["The union"], []),
    ],
)
def test_doers_with_a_will(nlp: Language, sentence: str, type: str, actors: list[str], recipients: list[str]) -> None:
    doc = nlp(sentence)
    found = one(doc, type)
    assert (words(doc, found.actors), words(doc, found.recipients)) == (actors, recipients)


def test_charged_that_has_an_accuser(nlp: Language) -> None:
    doc = nlp("the armed forces charged today that guerrillas attacked the soldiers.")
    assert words(doc, one(doc, "ACCUSE").actors) == ["the armed forces"]


@pytest.mark.parametrize(
    ("sentence", "type", "actors", "recipients"),
    [
        ("General, withdraw your troops.", "RETREAT", ["General"], []),
        ("Release the editor, Mr President.", "RETREAT", ["Mr President"], ["the editor"]),
        (
            "The council called on the rebels to disarm and on the junta to go.",
            "REQUEST",
            ["The council"],
            ["the rebels", "the junta"],
        ),
        ("The minister was himself assassinated in May.", "ASSAULT", [], ["The minister"]),
        ("The premier was pushed out by his own party.", "SANCTION", ["his own party"], ["The premier"]),
        ("Two were fined and their homes burned.", "ASSAULT", [], ["their homes"]),
        ("The war between Peru and Chile ended.", "ASSAULT", ["Peru", "Chile"], []),
        ("The rebels laid siege to the town.", "ASSAULT", ["The rebels"], ["the town"]),
        ("Protesters storm parliament in Colombo", "ASSAULT", ["Protesters"], ["parliament"]),
        ("The town is under curfew.", "COERCE", [], ["The town"]),
        ("The junta put an end to the curfew.", "CONCEDE", ["The junta"], []),
    ],
)
def test_constructions(nlp: Language, sentence: str, type: str, actors: list[str], recipients: list[str]) -> None:
    doc = nlp(sentence)
    found = one(doc, type)
    assert (words(doc, found.actors), words(doc, found.recipients)) == (actors, recipients)


@pytest.mark.parametrize(
    ("sentence", "second"),
    [
        ("The council called on the rebels to disarm and on the junta to free the hostages.", "the junta"),
        ("The bishops appealed to the army to stop shelling the town and to the rebels to free the hostages.", "the rebels"),
    ],
)
def test_each_addressee_has_its_own_task(nlp: Language, sentence: str, second: str) -> None:
    doc = nlp(sentence)
    release = next(found for found in find_happenings(doc) if "release" in found.modes)
    assert words(doc, release.actors) == [second]


@pytest.mark.parametrize(
    ("sentence", "type", "actors", "recipients"),
    [
        ("His arrest angered the union.", "COERCE", [], ["His"]),
        ("The murder trial followed the editor's murder.", "ASSAULT", [], ["the editor"]),
        ("The bishops demanded their release.", "RETREAT", [], ["their"]),
        ("The soldiers' killing of two men was filmed.", "ASSAULT", ["The soldiers"], ["two men"]),
        ("The king invited the rebels and the junta to talks.", "CONSULT", ["the rebels", "the junta"], []),
        ("Doctors treated the wounded.", "AID", ["Doctors"], ["the wounded"]),
        ("She was beaten in custody.", "COERCE", [], ["She"]),
    ],
)
def test_nouns_called_after_whom_they_befall(
    nlp: Language, sentence: str, type: str, actors: list[str], recipients: list[str]
) -> None:
    doc = nlp(sentence)
    found = one(doc, type)
    assert (words(doc, found.actors), words(doc, found.recipients)) == (actors, recipients)


def test_a_call_goes_on_in_the_next_order(nlp: Language) -> None:
    doc = nlp("Release the editor, Mr President. Withdraw your troops from the valley.")
    assert [words(doc, found.actors) for found in find_happenings(doc)] == [["Mr President"], ["Mr President"]]


def test_a_bill_is_no_actor(nlp: Language) -> None:
    doc = nlp("The council backed a bill that would grant the refugees citizenship.")
    assert words(doc, one(doc, "CONCEDE").actors) == []
