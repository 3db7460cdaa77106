"""One name for one actor: what is likely, what was judged, and that both can be undone to the letter."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.incidents import Identities, propose, resolve
from allegedly.incidents.actor_names import NamedActor, key_of, named_actors
from allegedly.model import Actor, ActorJudgement
from incidents_made import told


def named(name, country=None, *, times=1, **more):
    """One name as sayings have it."""
    return NamedActor(name=name, country=country, names=((name, times),), sayings=tuple(f"s{n}" for n in range(times)), **more)


def judged(left, right, verdict, number, **more):
    """A judgement about two labels: ``police`` or ``police (KAZ)``."""
    sides = {}
    for side, label in (("left", left), ("right", right)):
        name, _, country = label.partition(" (")
        sides |= {side: name, f"{side}_country": country.rstrip(")") or None}
    return ActorJudgement(number=number, verdict=verdict, by="Mira", at="2026-01-01T00:00:00Z", **sides, **more)


def groups(found):
    """The labels of the names of each actor."""
    return {frozenset(name.label for name in one.names) for one in found.all}


def together(*actors, judgements=()):
    """Those groups of labels that hold more than one name."""
    return {group for group in groups(resolve(actors, judgements)) if len(group) > 1}


def one(*labels):
    return {frozenset(labels)}


# -- names ------------------------------------------------------------------------------------------------------------


def test_a_name_is_known_by_the_words_that_tell_it_from_others():
    assert key_of("The police", None) == key_of("police", None) == "police"
    assert key_of("President Ada Lovel", "KAZ") == key_of("Ada Lovel", "KAZ") != key_of("Ada Lovel", None)
    assert key_of("ministry of defence", None) == key_of("the defence ministry", None)
    assert key_of("they", "KAZ") == ""
    assert key_of("A. Lovel", None) != key_of("a Lovel", None) == key_of("Lovel", None)
    assert key_of("S. Lovel", None) != key_of("Lovel's", None)


def test_whoever_belongs_to_somebody_is_not_that_somebody():
    assert len({key_of(name, None) for name in ("Norland", "the president of Norland", "Norland's spokesman", "Norland's")}) == 3


def test_names_are_gathered_with_how_often_and_where_they_stand():
    sayings = [
        told("A", actor="police"),
        told("B", actor="The police"),
        told("B", actor="police", day="2022-01-06"),
        told("C", actor="it"),
    ]
    police, protesters = named_actors(sayings)
    assert (police.name, police.names) == ("police", (("police", 2), ("The police", 1)))
    assert (len(police.sayings), len(police.articles)) == (3, 3)
    assert (protesters.name, protesters.proper) == ("protesters", False)


# -- what is likely ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (named("Nursultan Nazarbayev", "KAZ"), named("Nursultan Nazarbaev")),
        (named("Recep Tayyip Erdoğan", times=2), named("Recep Tayyip Erdogan")),
        (named("Ada Lovel"), named("Lovel")),
        (named("Ada Lovell"), named("A. Lovell")),
        (named("Nursultan Nazarbayev"), named("Nazarbaev")),
        (named("police", "KAZ"), named("the police")),
        (named("Kazakhstan's government", "KAZ"), named("the government", "KAZ")),
        (named("Kyrgyz parliament", "KGZ"), named("Kyrgyzstan's parliament", "KGZ")),
        (named("Northern Security Pact"), named("NSP")),
        (named("Norland Rights Bureau", called=("Bureau for Rights",)), named("Bureau for Rights")),
        (named("Askar Mamin", "KAZ", offices=("minister prime",)), named("the prime minister", "KAZ")),
    ],
    ids=lambda one: one.label,
)  # fmt: skip
def test_taken_for_one_with_a_reason(left, right):
    found = resolve([left, right])
    assert groups(found) == one(left.label, right.label)
    assert found.all[0].name.startswith(left.name if left.proper else "")
    (reason,) = found.all[0].joined
    assert {reason.left, reason.right} == {left.name, right.name}
    assert reason.reason
    assert reason.score
    assert reason.judgement is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (named("police", "KAZ"), named("police", "KGZ")),
        (named("Ada Lovel", "KAZ"), named("Lovel", "KGZ")),
        (named("Ada Lovel"), named("Bela Lovel")),
        (named("Ada Lovel"), named("Ada Lovel's spokesman")),
        (named("Norland Bank", "KAZ"), named("Norland", "KAZ")),
        (named("the interior minister", "KAZ"), named("Askar Mamin", "KAZ", offices=("minister prime",))),
        (named("the president", "KAZ"), named("the president")),
        (named("the defence ministry", "KAZ"), named("the defence minister", "KAZ")),
        (named("the Bank of Kazakhstan", "KAZ"), named("a bank", "KAZ")),
        (named("Kazakhstan", "KAZ"), named("the president of Kazakhstan", "KAZ")),
    ],
    ids=lambda one: one.label,
)  # fmt: skip
def test_not_taken_for_one(left, right):
    assert len(resolve([left, right]).all) == 2


def test_a_family_name_of_two_is_offered_with_both_and_given_to_neither():
    found = resolve([named("Ada Lovel"), named("Bela Lovel"), named("Lovel")])
    assert len(found.all) == 3
    assert {frozenset(each.labels) for each in found.proposed} == {
        frozenset({"Ada Lovel", "Lovel"}),
        frozenset({"Bela Lovel", "Lovel"}),
    }
    assert all(not each.automatic and "2 actors" in each.reason for each in found.proposed)


def test_what_was_decided_about_others_makes_a_short_name_plain():
    names = [named("Ada Lovel"), named("Bela Lovel"), named("Lovel")]
    assert together(*names, judgements=[judged("Bela Lovel", "Lovel", "different", 1)]) == one("Ada Lovel", "Lovel")
    assert together(*names, judgements=[judged("Ada Lovel", "Bela Lovel", "same", 1)]) == one("Ada Lovel", "Bela Lovel", "Lovel")


def test_police_of_two_countries_have_their_countries_behind_them():
    found = resolve([named("police", "KAZ"), named("police", "KGZ"), named("the police")])
    assert {each.name for each in found.all} == {"police (KAZ)", "police (KGZ)", "the police"}


def test_one_letter_apart_is_offered_and_not_merged():
    found = resolve([named("Mukhtar Ablyasov"), named("Mukhtar Ablyatov")])
    assert [each.reason for each in found.proposed] == ["one letter apart"]
    assert len(found.all) == 2


def test_proposals_have_the_surest_first_and_those_that_are_followed():
    found = propose([named("Ada Lovel"), named("Lovel"), named("Mukhtar Ablyasov", times=3), named("Mukhtar Ablyatov", times=2)])
    assert [(each.automatic, each.sayings) for each in found] == [(True, 1), (False, 2)]


# -- what was judged --------------------------------------------------------------------------------------------------

LOVEL = [named("Ada Lovel"), named("Lovel"), named("the harbour master")]


def test_different_parts_what_likeness_joined_and_undoing_it_joins_it_again():
    assert together(*LOVEL) == one("Ada Lovel", "Lovel")
    parting = judged("Ada Lovel", "Lovel", "different", 1)
    assert together(*LOVEL, judgements=[parting]) == set()
    taken_back = judged("Ada Lovel", "Lovel", "different", 1, undone_by="Mira", undone_at="2026-01-02T00:00:00Z")
    assert together(*LOVEL, judgements=[taken_back]) == one("Ada Lovel", "Lovel")


def test_different_holds_for_all_that_likeness_joins_with_either():
    names = [named("Adam Lovel"), named("Ádam Lovel"), named("Lovel"), named("Lóvel")]
    wall = [judged("Ádam Lovel", "Lóvel", "different", 1)]
    assert together(*names, judgements=wall) == one("Adam Lovel", "Ádam Lovel") | one("Lovel", "Lóvel")


def test_same_joins_what_no_likeness_would_and_says_who_said_so():
    found = resolve(LOVEL, [judged("the harbour master", "Lovel", "same", 7, why="so called in print")])
    assert groups(found) == one("Ada Lovel", "Lovel", "the harbour master")
    reasons = {(each.judgement, each.by, each.reason) for each in found.all[0].joined}
    assert (7, "Mira", "so called in print") in reasons
    assert len(reasons) == 2
    assert found.all[0].name == "Ada Lovel"


def test_same_is_transitive_over_a_name_that_no_saying_has_any_more():
    names = [named("Ada Lovel"), named("the harbour master")]
    chain = [judged("Ada Lovel", "Countess Gone", "same", 1), judged("Countess Gone", "the harbour master", "same", 2)]
    assert together(*names, judgements=chain) == one("Ada Lovel", "the harbour master")
    assert "Countess Gone" in resolve(names, chain).all[0].joined[0].line()


def test_the_newer_of_two_contradicting_judgements_is_followed():
    newer = [judged("Ada Lovel", "the harbour master", "same", 1), judged("Ada Lovel", "the harbour master", "different", 2)]
    assert together(*LOVEL, judgements=newer) == one("Ada Lovel", "Lovel")
    # All within one second.
    chain = [judged("bob", "cid", "same", 1), judged("cid", "abe", "same", 2), judged("abe", "bob", "different", 3)]
    found = resolve([named("abe"), named("bob"), named("cid")], chain)
    assert [each.number for each in found.overruled] == [1]


def test_unsure_takes_back_nothing_that_is_likely_and_is_not_offered_again():
    doubt = judged("Mukhtar Ablyasov", "Mukhtar Ablyatov", "unsure", 1)
    found = resolve([named("Mukhtar Ablyasov"), named("Mukhtar Ablyatov")], [doubt])
    assert (len(found.all), found.proposed) == (2, [])
    assert together(*LOVEL, judgements=[judged("Ada Lovel", "Lovel", "unsure", 1)]) == one("Ada Lovel", "Lovel")


def test_an_actor_in_a_saying_gets_the_one_name():
    sayings = [told("A", actor="Ada Lovel"), told("B", actor="Lovel"), told("C", actor="they")]
    found = Identities.of_sayings(sayings)
    assert found.name_of(Actor(text="she", name="Lovel")) == "Ada Lovel"
    assert found.name_of(Actor(text="they")) is None
    assert found.name_of(Actor(text="Somebody New")) == "Somebody New"
    ada = found.of("Lovel")
    assert ada is not None
    assert (ada.sayings, ada.articles, ada.written) == (2, 2, [("Ada Lovel", 1), ("Lovel", 1)])
    assert all(not isinstance(value, (list, tuple, dict)) for value in ada.record().values())


# -- whatever is judged -----------------------------------------------------------------------------------------------

NAMES = [
    "Ada Lovel",
    "Lovel",
    "Bela Lovel",
    "Ada Lovell",
    "NSP",
    "Northern Security Pact",
    "police",
    "Kazakh police",
    "Nazarbaev",
    "Nazarbayev",
]
actors = st.lists(
    st.builds(named, st.sampled_from(NAMES), st.sampled_from([None, "KAZ", "KGZ"])),
    unique_by=lambda actor: actor.key,
    max_size=14,
)
labels = st.builds(
    lambda name, country: name + country, st.sampled_from([*NAMES, "Gone"]), st.sampled_from(["", " (KAZ)", " (KGZ)"])
)
judgements = st.lists(
    st.tuples(labels, labels, st.sampled_from(["same", "different", "unsure"]), st.booleans()).filter(lambda one: one[0] != one[1]), max_size=9
).map(
    lambda rows: [
        judged(left, right, verdict, number, undone_by="Odell" if undone else None)
        for number, (left, right, verdict, undone) in enumerate(rows, start=1)
    ]
)  # fmt: skip


def counting(made):
    """Of several judgements about one pair the newest that stands."""
    last = {}
    for each in made:
        if each.stands:
            last[frozenset(_ends(each))] = each
    return list(last.values())


def _ends(each):
    return key_of(each.left, each.left_country), key_of(each.right, each.right_country)


def same_outcome(left, right):
    return (left.all, left.proposed) == (right.all, right.proposed)


@given(actors, judgements)
def test_every_name_is_one_actors_and_every_actor_has_a_name_of_its_own(names, made):
    found = resolve(names, made)
    assert sorted(name.key for each in found.all for name in each.names) == sorted(name.key for name in names)
    assert len({each.name for each in found.all}) == len(found.all)
    assert all(len(each.joined) == len(each.names) - 1 for each in found.all)


@given(actors, judgements)
def test_judgements_that_are_followed_hold(names, made):
    found = resolve(names, made)
    group = {name.key: number for number, each in enumerate(found.all) for name in each.names}
    for each in counting(made):
        left, right = _ends(each)
        if each in found.overruled or left not in group or right not in group or each.verdict == "unsure":
            continue
        assert (group[left] == group[right]) is (each.verdict == "same")
    settled = {frozenset(_ends(each)) for each in counting(made)}
    assert not any(frozenset(each.keys) in settled for each in found.proposed)


@given(actors, judgements)
def test_same_is_transitive(names, made):
    found = resolve(names, made)
    followed = [_ends(each) for each in counting(made) if each.verdict == "same" and each not in found.overruled]
    reached = {name.key: {name.key} for name in names} | {key: {key} for ends in followed for key in ends}
    for left, right in followed * len(followed):
        reached[left] |= reached[right]
        reached[right] |= reached[left]
    group = {name.key: number for number, each in enumerate(found.all) for name in each.names}
    for key, keys in reached.items():
        assert len({group[other] for other in keys if other in group} | ({group[key]} if key in group else set())) <= 1


@given(actors, judgements, st.data())
def test_undoing_is_exact_and_order_is_nothing(names, made, data):
    left_out = data.draw(st.sets(st.sampled_from(range(len(made))))) if made else set()
    kept = [each for number, each in enumerate(made) if number not in left_out]
    undone = [
        each if number not in left_out else judged_back(each) for number, each in enumerate(made)
    ]  # fmt: skip
    assert same_outcome(resolve(names, kept), resolve(names, undone))
    shuffled = data.draw(st.permutations(made))
    assert same_outcome(resolve(names, made), resolve(data.draw(st.permutations(names)), shuffled))


def test_the_order_of_names_says_nothing_of_why_they_are_one():
    names = [named("Ada Lovel", "KAZ"), named("Lovel", None)]
    made = [
        judged("Ada Lovel", "Ada Lovel (KAZ)", "same", 1),
        judged("Ada Lovel", "Lovel", "same", 2),
    ]
    assert same_outcome(resolve(names, made), resolve(names[::-1], made))


def judged_back(each):
    """The same judgement, taken back."""
    return msgspec.structs.replace(each, undone_by="Odell", undone_at="2026-02-01T00:00:00Z")


@given(actors)
def test_no_likeness_joins_two_countries(names):
    for each in resolve(names).all:
        assert len({name.country for name in each.names if name.country}) <= 1
