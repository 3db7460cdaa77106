"""The scorer of muc4: roles, how sure a report is, and the stage of an act, on reports of our own."""

import msgspec
import pytest
from toy_records import ToyCoder, saying, values

from allegedly.measure import muc4, run, scorer
from allegedly.model import Source, Status

MEET = "The premier of Arland met the queen of Borland in Tarn."
SHOT = "Rebels shot two farmers near Tarn."
BLAMED = "Arland blamed Borland for the raid."


BOMB = "members of the red front bombed the bank with dynamite. the red front claimed it. ana lopez and juan perez died."


def muc(**changes):
    entities = {
        "PerpInd": [],
        "PerpOrg": [["the red front", "red front"]],
        "Target": [["the bank"]],
        "Victim": [["ana lopez"]],
        "Weapon": [["dynamite"]],
    }
    entities = {role: [[{"text": text} for text in entity] for entity in listed] for role, listed in entities.items()}
    template = {
        "optional": False,
        "stage_of_execution": ["ACCOMPLISHED"],
        "perp_org_confidence_parsed": [{"uncertain": False, "confidence": ["REPORTED AS FACT"], "organization": ["RED FRONT"]}],
    }
    return {"id": "a", "text": BOMB, "entities": entities, "templates": [template | changes]}


def bombed(**more):
    return saying(BOMB, "bombed", actors="the red front", recipients=("the bank", "ana lopez"), **more)


def test_muc_perfect_answers_score_one():
    coder = ToyCoder({BOMB: [bombed()]})
    scores = values("muc4", [muc()], coder)
    assert scores.pop("ceaf_ree_PerpInd") == 0  # there is none
    assert set(scores.values()) == {1.0}


def test_muc_majority_is_the_commonest_label_on_the_same_items():
    template = {"stage_of_execution": ["THREATENED"]} | {
        "perp_org_confidence_parsed": [{"uncertain": False, "confidence": ["CLAIMED OR ADMITTED"], "organization": ["RED FRONT"]}]
    }
    scores = values("muc4", [muc(), muc(**template)], ToyCoder({BOMB: [bombed()]}))
    assert scores["status_majority_accuracy"] == scores["stage_majority_accuracy"] == 0.5
    assert scores["status_majority_macro_f1"] == scores["stage_majority_macro_f1"] == pytest.approx(1 / 3, abs=1e-3)


def test_muc_one_to_one_and_exact_mentions():
    twice = [bombed(), saying(BOMB, "died", actors="members", recipients="juan perez")]
    scores = values("muc4", [muc()], ToyCoder({BOMB: twice}))
    assert scores["ceaf_ree_Victim"] == pytest.approx(2 / 3, abs=1e-4)
    other = saying(BOMB, "bombed", actors="the red front", recipients=("the bank", "juan perez"))
    assert values("muc4", [muc()], ToyCoder({BOMB: [other]}))["ceaf_ree_Victim"] == 0
    assert scores["ceaf_ree_precision"] == pytest.approx(4 / 6, abs=1e-4)


def test_muc_victims_have_names_and_targets_no_numbers():
    text = "rebels shot two tellers, deputy minister ana lopez and three bridges; troops were hit."
    shot = saying(
        text, "shot", actors="rebels", recipients=("two tellers", "deputy minister ana lopez", "three bridges", "troops")
    )
    roles = muc4.roles_of([shot])
    assert (roles["Victim"], roles["Target"]) == (["ana lopez"], ["bridges"])
    planned = saying(text, "shot", actors="rebels", recipients="deputy minister ana lopez", status=Status(modality="future"))
    assert muc4.roles_of([planned])["Victim"] == []


def test_muc_normalises_articles_and_punctuation():
    assert muc4.normalised('The "Red  Front", a group') == "red front group"


@pytest.mark.parametrize(
    ("source", "status", "expected"),
    [
        ((), Status(), "FACT"),
        ((Source(text="the red front"),), Status(), "CLAIMED"),
        ((Source(text="police"),), Status(), "ACCUSED"),
        ((Source(text="a radio station", sector="MED"),), Status(), "FACT"),
        ((Source(text="police"),), Status(modality="hypothetical"), "POSSIBLE"),
        ((), Status(certainty="low"), "POSSIBLE"),
        ((Source(text="police"),), Status(polarity="negative"), "ACQUITTED"),
    ],
)
def test_muc_status_follows_from_who_says_it(source, status, expected):

    one = msgspec.structs.replace(bombed(status=status), source=source)
    assert muc4.status_of(one, one.event.actors[0]) == expected


@pytest.mark.parametrize(
    ("sayings", "stage"),
    [
        ([bombed()], "ACCOMPLISHED"),
        ([bombed(status=Status(modality="future"))], "THREATENED"),
        ([bombed(status=Status(polarity="negative"))], "ATTEMPTED"),
        ([], None),
    ],
)
def test_muc_stage(sayings, stage):
    assert muc4.stage_of(sayings) == stage


def test_muc_finds_the_organization_inside_its_members_and_leaves_pronouns_and_titles_out():
    text = "fmln guerrillas shot colonel juan rojas, and they shot him."
    found = muc4.roles_of([saying(text, "shot", actors="fmln guerrillas", recipients=("colonel juan rojas", "him"))])
    assert found == {"PerpInd": ["guerrillas"], "PerpOrg": ["fmln"], "Target": [], "Victim": ["juan rojas"], "Weapon": []}


def test_muc_combat_with_rebels_is_no_act():
    assert muc4.acts([saying(BOMB, "bombed", actors="members", recipients="the bank")])
    text = "soldiers shot two guerrillas."
    assert not muc4.acts([saying(text, "shot", actors="soldiers", recipients="two guerrillas")])


def test_muc_leaves_optional_and_uncertain_templates_out():
    scores = run(scorer("muc4"), [muc(optional=True)], ToyCoder({BOMB: [bombed()]})).metrics
    assert scores["status_recall"].n == scores["stage_accuracy"].n == 0
    accused = {"uncertain": True, "confidence": ["POSSIBLE"], "organization": ["RED FRONT"]}
    scores = run(scorer("muc4"), [muc(perp_org_confidence_parsed=[accused])], ToyCoder({BOMB: [bombed()]})).metrics
    assert scores["status_recall"].n == 0
