import pytest

from allegedly.errors import UnknownName
from allegedly.incidents import alignments, relations
from allegedly.ontology import load
from incidents_made import DENIED, told

SCORE = load().score


def test_a_pair_by_period_status_and_publisher_with_its_sayings():
    sayings = [
        told("A", day="2022-01-06"),
        told("A", day="2022-01-09"),
        told("A", day="2022-02-01"),
        told("B", day="2022-01-06"),
        told("B", day="2022-01-06", status=DENIED, place="Oral"),
    ]
    found = {(r.period, r.stand, r.publisher): r for r in relations(sayings)}
    assert {key: relation.sayings for key, relation in found.items()} == {
        ("2022-01", "asserts", "A"): 2,
        ("2022-02", "asserts", "A"): 1,
        ("2022-01", "asserts", "B"): 1,
        ("2022-01", "denies", "B"): 1,
    }
    both = found["2022-01", "asserts", "A"]
    assert both.ids == (sayings[0].id, sayings[1].id)
    assert both.conflict == 2 * SCORE("ASSAULT")
    assert (both.cooperation, both.cooperative, both.conflictual, both.balance) == (0, 0, 2, SCORE("ASSAULT"))


def test_an_undated_event_takes_the_month_of_its_article():
    assert [r.period for r in relations([told("A", published="2021-03-04")])] == ["2021-03"]
    assert [r.period for r in relations([told("A")], period="all")] == [None]


def test_a_meeting_has_no_direction():
    (relation,) = relations([told("A", trigger="met", type="CONSULT", actor=("Norland", "Sudland"), recipient="")])
    assert (relation.actor, relation.recipient, relation.mutual) == ("Norland", "Sudland", True)
    assert relation.cooperation > 0


def test_the_fuller_name_stands_for_both():
    sayings = [told("A", actor="Ada Lovel"), told("B", actor="Lovel")]
    assert {r.actor for r in relations(sayings)} == {"Ada Lovel"}


def test_incidents_are_counted_where_they_are_known():
    sayings = [told("A", day="2022-01-06"), told("A", day="2022-01-07")]
    (relation,) = relations(sayings, incident_of={saying.id: "i_1" for saying in sayings})
    assert (relation.sayings, relation.incidents) == (2, 1)


def test_records_are_flat_and_odd_periods_refused():
    (row,) = [relation.record() for relation in relations([told("A")])]
    assert all(not isinstance(value, (list, dict, tuple)) for value in row.values())
    with pytest.raises(UnknownName, match="month"):
        relations([told("A")], period="week")


def test_who_stands_with_whom():
    sayings = [
        told("A", trigger="thanked", type="SUPPORT", actor="Norland", recipient="Sudland"),
        told("A", trigger="attacked", actor="Norland", recipient="Westmark", place="Oral"),
        told("B", trigger="attacked", actor="Sudland", recipient="Westmark", place="Oral"),
        told("B", trigger="praised", type="SUPPORT", actor="Eastmark", recipient="Westmark"),
    ]
    found = {(a.left, a.right): a for a in alignments(sayings)}
    friends = found["Norland", "Sudland"]
    assert (friends.together, friends.against, friends.same_side, friends.balance) == (1, 0, ("Westmark",), 1.0)
    assert friends.ids_together == (sayings[0].id,)
    assert set(friends.ids_sides) == {sayings[1].id, sayings[2].id}
    assert found["Eastmark", "Norland"].opposite_side == ("Westmark",)
    assert found["Norland", "Westmark"].balance == -1.0
    assert found["Norland", "Westmark"].record()["ids_against"] == sayings[1].id


def test_a_denied_attack_sets_nobody_apart():
    assert alignments([told("A", status=DENIED)]) == []


def test_what_each_saying_calls_the_act_stands_beside_its_id():
    sayings = [
        told("A", trigger="thanked", type="SUPPORT", actor="Norland", recipient="Sudland"),
        told("A", trigger="opened fire"),
    ]
    assert {(r.ids, r.words) for r in relations(sayings)} == {((s.id,), (s.event.trigger.text,)) for s in sayings}
    assert {a.words_together + a.words_against for a in alignments(sayings)} == {("thanked",), ("opened fire",)}


def test_publishers_pooled_and_parties_known():
    sayings = [told("A"), told("B", day="2022-01-06"), told("B", actor="mobs", recipient="a road")]
    assert {(r.publisher, r.sayings) for r in relations(sayings, by_publisher=False)} == {(None, 2), (None, 1)}
    assert relations(sayings, known=True) == []
    assert alignments(sayings, known=True) == []


def test_initials_stand_for_the_one_name_that_they_shorten():
    long = told("A", actor="Northern Security Pact", recipient="Sudland")
    short = told("B", actor="NSP", recipient="Sudland", trigger="attacked")
    assert {r.actor for r in relations([long, short])} == {"Northern Security Pact"}
    troops = told("B", actor="Troops of the Northern Security Pact", recipient="Sudland", trigger="left")
    assert "NSP" not in {r.actor for r in relations([long, short, troops])}
    other = told("C", actor="National Salt Police", recipient="Sudland", trigger="attacked")
    assert "NSP" in {r.actor for r in relations([long, short, other])}


def test_a_party_has_one_name_in_relations_and_alignments():
    sayings = [told("A", recipient="two strikers"), told("B", recipient="the strikers", status=DENIED)]
    assert {r.recipient for r in relations(sayings)} == {"the strikers"} == {a.right for a in alignments(sayings)}
