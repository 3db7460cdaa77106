import random

from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.incidents import Judged, incidents
from allegedly.model import Judgement
from incidents_made import DENIED, FORETOLD, told


def judged(left, right, verdict="same", at="2024-01-01", **more):
    return Judgement(left=left.id, right=right.id, verdict=verdict, by="a reader", at=at, **more)


ONE = told("A", day="2022-01-05", place="Almaty")
TWO = told("B", day="2022-01-05", place="Almaty")
FAR = told("C", trigger="met", type="CONSULT", actor="farmers", recipient="", day="2019-03-01", place=("Lima", "PER"))
OTHER = told("D", trigger="praised", type="SUPPORT", actor="miners", recipient="cooks", published="2020-02-02")


def groups(sayings, judgements=()):
    return sorted(sorted(incident.sayings) for incident in incidents(sayings, judgements))


def test_a_judgement_joins_what_days_and_places_keep_apart():
    assert groups([ONE, FAR]) == [[ONE.id], [FAR.id]]
    (incident,) = incidents([ONE, FAR], [judged(ONE, FAR)])
    assert set(incident.sayings) == {ONE.id, FAR.id}
    assert incident.reason.startswith("judged the same")


def test_a_judgement_keeps_apart_what_is_alike():
    assert groups([ONE, TWO]) == [[ONE.id, TWO.id]]
    assert groups([ONE, TWO], [judged(ONE, TWO, "different")]) == [[ONE.id], [TWO.id]]


def test_same_is_transitive_also_over_a_saying_that_is_not_there():
    assert groups([ONE, OTHER], [judged(ONE, FAR), judged(FAR, OTHER)]) == [sorted([ONE.id, OTHER.id])]


def test_different_holds_for_all_that_is_the_same():
    apart = [judged(ONE, FAR), judged(FAR, TWO, "different")]
    assert groups([ONE, TWO, FAR], apart) == [sorted([ONE.id, FAR.id]), [TWO.id]]


def test_an_undone_judgement_counts_for_nothing_and_so_does_an_unsure_one():
    assert groups([ONE, FAR], [judged(ONE, FAR, undone_by="j_2"), judged(ONE, FAR, "unsure")]) == groups([ONE, FAR])


def test_the_newer_of_two_that_contradict_each_other_is_followed_and_the_older_named():
    older, newer = judged(ONE, TWO, "same", at="2024-01-01"), judged(ONE, TWO, "different", at="2024-02-01")
    assert groups([ONE, TWO], [newer, older]) == [[ONE.id], [TWO.id]]
    assert Judged([older, newer]).overruled == [older]
    assert Judged([judged(ONE, TWO, at="2025-01-01"), newer]).overruled == [newer]


def test_a_denial_and_a_forecast_belong_to_what_they_are_about():
    foretold = told("C", status=FORETOLD, place="Almaty", published="2022-01-04")
    assert len(incidents([ONE, told("B", place="Almaty", status=DENIED), foretold])) == 1


def test_later_coverage_does_not_change_the_id():
    (before,) = incidents([ONE])
    (after,) = incidents([ONE, told("Z", day="2022-01-05", place="Almaty", published="2022-01-09")])
    assert before.id == after.id
    assert len(after.sayings) == 2


def test_a_saying_given_twice_counts_once():
    assert [incident.sayings for incident in incidents([ONE, ONE])] == [(ONE.id,)]


MADE = st.builds(
    told,
    st.sampled_from(["A", "B", "C"]),
    trigger=st.sampled_from(["opened fire", "fired on", "killed", "beat", "met"]),
    actor=st.sampled_from(["police", "soldiers", "", "the mayor of Oral"]),
    recipient=st.sampled_from(["protesters", "a driver", ""]),
    day=st.sampled_from([None, "2022-01-05", "2022-01-09"]),
    place=st.sampled_from([None, "Almaty", "Aktau"]),
    dead=st.sampled_from([None, 3, 40]),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(MADE, max_size=12, unique_by=lambda s: s.id),
    st.lists(
        st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from(["same", "different"]), st.booleans()), max_size=6
    ),
    st.randoms(use_true_random=False),
)
def test_order_never_matters_and_judgements_always_hold(sayings, verdicts, chance):
    judgements = [
        judged(sayings[a], sayings[b], verdict, at=f"2024-01-{n + 1:02}", undone_by="j" if undone else None)
        for n, (a, b, verdict, undone) in enumerate(verdicts)
        if a < len(sayings) and b < len(sayings) and a != b
    ]
    found = incidents(sayings, judgements)
    mixed, turned = sayings.copy(), judgements.copy()
    random.Random(chance.random()).shuffle(mixed)
    chance.shuffle(turned)
    assert incidents(mixed, turned) == found
    of = {id: incident.id for incident in found for id in incident.sayings}
    assert of.keys() == {saying.id for saying in sayings}
    assert len({incident.id for incident in found}) == len(found)
    overruled = Judged(judgements).overruled
    for judgement in judgements:
        if not judgement.undone_by and judgement not in overruled:
            assert (of[judgement.left] == of[judgement.right]) == (judgement.verdict == "same")
    assert found == incidents(sayings, [judgement for judgement in judgements if not judgement.undone_by])
