"""From sayings to muc4's fillers, on reports of our own: which acts count, and which words stand for each party."""

import msgspec
import pytest
from toy_records import at, saying

from allegedly.measure import muc4_fillers
from allegedly.measure.muc4_fillers import names_after, personal_names, roles_of
from allegedly.model import Place, Status


def placed(one, name):
    start = one.sentence.text.index(name)
    return msgspec.structs.replace(
        one, event=msgspec.structs.replace(one.event, place=Place(text=name, start=start, end=start + len(name)))
    )


@pytest.mark.parametrize(
    ("mention", "names"),
    [
        ("president of supreme court of justice ana maria lopez", ["ana maria lopez"]),
        ("42yearold juan perez", ["juan perez"]),
        ("cattleman juan de la vega and councilwoman ana lopez", ["juan de la vega", "ana lopez"]),
        ("three newsmen", []),
        ("voting tables of tarn district", []),
        ("perez", []),
    ],
)
def test_names_of_persons_come_after_titles_and_offices(mention, names):
    assert personal_names(mention) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("soldiers shot two reporters, juan perez and ana lopez, in two separate raids.", ["juan perez", "ana lopez"]),
        ("they shot two reporters: sergeant juan perez, 31; ana lopez, a cook.", ["juan perez", "ana lopez"]),
        ("they shot two reporters in tarn, juan perez said.", []),
        ("they shot two reporters, police said.", []),
    ],
)
def test_names_that_follow_a_count_are_those_it_means(sentence, names):
    assert names_after(sentence, "two reporters") == names


def test_victims_are_named_where_the_sentence_names_them():
    text = "gunmen killed two reporters, juan perez and ana lopez, near tarn."
    assert roles_of([saying(text, "killed", actors="gunmen", recipients="two reporters")])["Victim"] == [
        "juan perez",
        "ana lopez",
    ]


def test_the_fullest_name_of_a_report_stands_for_the_victim():
    text, other = "they mourn the murder of perez ruiz.", "mayor juan perez ruiz met the bishop."
    sayings = [saying(text, "murder", recipients="perez ruiz"), saying(other, "met", "CONSULT", actors="mayor juan perez ruiz")]
    assert roles_of(sayings)["Victim"] == ["juan perez ruiz"]


def test_who_denies_a_murder_does_not_undo_it():
    text = "the colonel denied the murder of ana lopez and did not shoot juan perez."
    denied, not_done = (Status(polarity="negative", words=(at(text, word),)) for word in ("denied", "not"))
    assert roles_of([saying(text, "murder", recipients="ana lopez", status=denied)])["Victim"] == ["ana lopez"]
    assert roles_of([saying(text, "shoot", recipients="juan perez", status=not_done)])["Victim"] == []


def test_what_is_attacked_by_a_bare_name_may_be_a_town():
    text = "rebels attacked santa rosa and mayor ana lopez on monday."
    attacked = saying(text, "attacked", actors="rebels", recipients=("santa rosa", "mayor ana lopez"))
    assert roles_of([attacked])["Victim"] == ["ana lopez"]


def test_things_are_given_without_where_they_stand_and_once():
    text = "bombs wrecked their offices, the new offices in tarn, part of the bridge, several water pipes and the students of the school."
    mentions = (
        "their offices",
        "the new offices in tarn",
        "part of the bridge",
        "several water pipes",
        "the students of the school",
    )
    wrecked = saying(text, "wrecked", recipients=mentions, modes=("destroy",))
    assert roles_of([wrecked])["Target"] == ["new offices", "bridge", "water pipes"]


def test_homes_are_things_and_students_are_people():
    text = "gunmen burned homes of leaders and attacked students of the university."
    burned = saying(text, "burned", actors="gunmen", recipients=("homes of leaders", "students of the university"))
    assert roles_of([burned])["Target"] == ["homes of leaders"]


def test_war_as_such_and_acts_without_anything_known_are_no_incident():
    text = "rebels of the red front clashed with nobody; an attack by gunmen is feared."
    clash, attack = saying(text, "clashed", actors="rebels"), saying(text, "attack", actors="gunmen")
    assert roles_of([clash, attack])["PerpInd"] == []
    told = "gunmen attacked the bank in tarn."
    assert roles_of([attack, saying(told, "attacked", actors="gunmen", recipients="the bank")])["PerpInd"] == ["gunmen"]


def test_adjectives_and_units_of_an_army_are_no_individuals():
    text = "a terrorist attack wrecked the bank; several gunmen fled; army troops fired at the bank."
    sayings = [
        saying(text, "attack", actors="terrorist", recipients="the bank"),
        saying(text, "fired", actors="several gunmen", recipients="the bank"),
    ]
    assert roles_of(sayings)["PerpInd"] == ["gunmen"]


def test_an_organization_is_given_once_whichever_of_its_names_is_used():
    text = "fmln rebels burned a bus; the farabundo marti national liberation front burned a bank."
    sayings = [
        saying(text, "burned", actors="fmln rebels", recipients="a bus"),
        saying(text, "burned", actors="the farabundo marti national liberation front", recipients="a bank"),
    ]
    assert roles_of(sayings)["PerpOrg"] == ["fmln"]


def test_the_only_organization_that_a_report_names_is_that_of_its_rebels():
    told, other = "guerrillas burned a bus in tarn.", "the fmln has met the bishop."
    burned, met = (
        saying(told, "burned", actors="guerrillas", recipients="a bus"),
        saying(other, "met", "CONSULT", actors="the bishop"),
    )
    assert roles_of([burned, met])["PerpOrg"] == ["fmln"]
    two = saying("the fmln and the eln have met the bishop.", "met", "CONSULT", actors="the bishop")
    assert roles_of([burned, two])["PerpOrg"] == []


def test_who_is_blamed_did_it():
    told, blame = "a bus was burned in tarn.", "the mayor blamed the fmln."
    sayings = [saying(told, "burned", recipients="a bus"), saying(blame, "blamed", "ACCUSE", recipients="the fmln")]
    assert roles_of(sayings)["PerpOrg"] == ["fmln"]


def test_a_place_of_the_report_fills_no_role():
    text = "rebels burned santa rosa station near tarn."
    burned = placed(saying(text, "burned", actors="rebels", recipients="santa rosa station"), "santa rosa station")
    assert roles_of([burned])["Target"] == []


def test_a_report_without_sayings_has_no_fillers():
    assert roles_of([]) == {role: [] for role in muc4_fillers.ROLES}


def test_a_weapon_is_named_in_full():
    text = "a bomb wrecked the bank: the car bomb held dynamite."
    told = saying(text, "wrecked", recipients="the bank", actors="a bomb")
    assert roles_of([told])["Weapon"] == ["car bomb", "dynamite"]


def test_what_is_done_to_an_army_alone_is_war():
    text = "gunmen attacked a patrol near tarn."
    assert roles_of([saying(text, "attacked", actors="gunmen", recipients="a patrol")])["PerpInd"] == []
    both = "gunmen attacked a patrol and a bus near tarn."
    assert roles_of([saying(both, "attacked", actors="gunmen", recipients=("a patrol", "a bus"))])["PerpInd"] == ["gunmen"]


def test_this_organization_is_named_elsewhere():
    text = "this organization burned a bus near tarn."
    assert roles_of([saying(text, "burned", actors="this organization", recipients="a bus")])["PerpOrg"] == []


def test_whoever_is_accused_by_name_did_it():
    told, blame = "a bus was burned in tarn.", "the mayor accused colonel juan perez."
    sayings = [
        saying(told, "burned", recipients="a bus"),
        saying(blame, "accused", "ACCUSE", recipients="colonel juan perez", modes=("allege",)),
    ]
    assert roles_of(sayings)["PerpInd"] == ["juan perez"]
