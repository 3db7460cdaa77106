"""Gathering many sayings: the short cuts change nothing, and each saying has its reason."""

from __future__ import annotations

import random
import re

import msgspec
import numpy as np
import pytest

from allegedly.incidents import incidents, wording
from allegedly.incidents.blocking import NEIGHBOURS, pair_rows, pairs
from allegedly.incidents.clusters import Clusters, _Possible
from allegedly.incidents.evidence import Evidence
from allegedly.incidents.grouping import Near, gather, gather_again
from allegedly.incidents.slim import slimmed
from allegedly.incidents.traits import all_traits
from allegedly.incidents.wording import Wording
from allegedly.model import Actor, Judgement, Saying, Status
from incidents_made import DENIED, FORETOLD, told


def crowd(seed: int, size: int = 120) -> list[Saying]:
    """Sayings of a few happenings that resemble each other, told in many ways."""
    chance = random.Random(seed)
    made = {}
    for n in range(size):
        trigger, type, actor = chance.choice(
            [
                ("opened fire", "ASSAULT", "police"),
                ("fired", "ASSAULT", "soldiers"),
                ("detained", "COERCE", "police"),
                ("beat", "ASSAULT", "guards"),
            ]
        )
        one = told(
            f"{chance.choice('ABCDEFGH')}{n}",
            trigger=trigger,
            type=type,
            actor=chance.choice([actor, actor, ""]),
            recipient=chance.choice(["protesters", "a crowd", "students", ""]),
            day=chance.choice([None, None, "2022-01-05", "2022-01-06"]),
            place=chance.choice([None, "Almaty", "Aktau", ("Almaty", "RUS")]),
            dead=chance.choice([None, None, 3, 7, 40]),
            published=chance.choice(["2022-01-06", "2022-01-07", "2022-01-09", "2022-02-20"]),
            status=chance.choice([Status(), Status(), DENIED, FORETOLD, Status(frame="historical")]),
            source=chance.choice([None, "a doctor", "the mayor"]),
            words=" ".join(chance.choices(["harbour", "square", "night", "tear", "gate", "snow", "bridge"], k=3)),
        )
        made[one.id] = one
    return list(made.values())


@pytest.mark.parametrize(("seed", "size"), [(0, 120), (9, 250)])
def test_what_was_refused_is_tried_again_as_soon_as_it_may_fit(seed: int, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sayings = crowd(seed, size)
    found = incidents(sayings)
    with monkeypatch.context() as patch:
        patch.setattr(Clusters, "_may", lambda self, left, right: self._fit(self.groups[left], self.groups[right]))
        assert incidents(sayings) == found


@pytest.mark.parametrize("seed", range(3))
def test_what_is_ruled_out_at_once_is_ruled_out_by_the_evidence_too(seed: int) -> None:
    traits = all_traits(sorted(crowd(seed), key=lambda one: (one.article.published or "", one.id)))
    evidence, possible = Evidence(traits), _Possible(traits)
    out = left_in = 0
    for earlier, later in pair_rows(traits, Wording(traits)):
        for maybe, left, right in zip(possible(earlier, later), earlier.tolist(), later.tolist(), strict=True):
            score = evidence.compare(traits[left], traits[right])[0]
            assert maybe or score == 0.0
            out, left_in = out + (not maybe), left_in + bool(maybe)
    assert out > 50
    assert left_in > 50


@pytest.mark.parametrize("seed", range(3))
def test_words_shared_by_many_pairs_are_those_of_each(seed: int) -> None:
    traits = all_traits(crowd(seed, 60))
    words = Wording(traits)
    evidence = Evidence(traits, wording=words)
    assert evidence.statistics == Evidence(traits).statistics
    some = list(pairs(traits))
    left, right = (np.array(side) for side in zip(*some, strict=True))
    around, affair = evidence.words_shared(words, left, right)
    assert (around > 0).any()
    assert (affair > 0).any()
    for n, (a, b) in enumerate(some):
        assert around[n] == evidence.words_around(traits[a], traits[b])
        here, there = sorted((traits[a].saying.article.id, traits[b].saying.article.id))
        assert affair[n] == (0.0 if here == there else evidence.one_affair(here, there))
        shared = (float(around[n]), float(affair[n]))
        scores = [evidence.compare(traits[a], traits[b], explain=False, shared_words=given)[0] for given in (None, shared)]
        assert scores[0] == scores[1]


@pytest.mark.parametrize("seed", range(3))
def test_a_score_that_is_not_worked_out_to_its_end_would_not_have_been_enough(seed: int) -> None:
    traits = all_traits(crowd(seed, 60))
    evidence = Evidence(traits)
    for left, right in pairs(traits):
        whole, alike = evidence.compare(traits[left], traits[right])
        brief, _ = evidence.compare(traits[left], traits[right], explain=False, least=2.9)
        assert brief == whole or (brief == 0.0 and whole < 2.9)
        assert evidence.compare(traits[left], traits[right], explain=False)[0] == whole
        assert "around" not in evidence.compare(traits[left], traits[right], explain=False)[1] or "around" in alike


def test_a_saying_is_compared_with_its_nearest_neighbours_in_time_only() -> None:
    sayings = [told(f"P{n:02}", actor=f"x{n}", recipient="", words=f"w{n}") for n in range(NEIGHBOURS + 3)]
    sayings = [
        msgspec.structs.replace(one, event=msgspec.structs.replace(one.event, place=told("X", place="Almaty").event.place))
        for one in sayings
    ]
    found = {right - left for left, right in pairs(all_traits(sayings))}
    assert found == set(range(1, NEIGHBOURS + 1))


def test_each_reason_names_another_saying_of_the_same_incident() -> None:
    several = [one for one in gather(crowd(1)).found if len(one.incident.sayings) > 1]
    assert several
    for one in several:
        for id, reason in zip(one.incident.sayings, one.reasons, strict=True):
            named = re.match(r"with (s_.*?): (?:alike in|judged)", reason)
            assert named, reason
            assert named[1] in one.incident.sayings
            assert named[1] != id


@pytest.mark.parametrize("seed", range(3))
def test_slim_sayings_give_the_incidents_of_whole_ones(seed: int) -> None:
    sayings = crowd(seed, 60)
    slim = list(slimmed(sayings))
    assert incidents(slim) == incidents(sayings)
    assert [one.id for one in slim] == [one.id for one in sayings]
    articles = {
        id(one.article) for one in slimmed([sayings[0], msgspec.json.decode(msgspec.json.encode(sayings[0]), type=Saying)])
    }
    assert len(articles) == 1


def with_actor(saying: Saying, actor: Actor) -> Saying:
    """The same with another actor."""
    return msgspec.structs.replace(saying, event=msgspec.structs.replace(saying.event, actors=(actor,)))


@pytest.mark.parametrize("seed", range(8))
def test_a_part_that_is_gathered_again_is_as_if_all_had_been(seed: int) -> None:
    chance = random.Random(seed)
    sayings = crowd(seed, 60)
    # Who the president is stands in an article of its own.
    ada = Actor(text="Ada Lovel", name="Ada Lovel", title="President", country="KAZ")
    sayings.append(with_actor(told("Z", trigger="spoke", type="CONSULT", recipient="", words="far away"), ada))
    office = Actor(text="the president", country="KAZ")
    for publisher, actor in (("Y", office), ("W", Actor(text="Ada Lovel", name="Ada Lovel", country="KAZ"))):
        sayings.append(
            with_actor(told(publisher, trigger="resigned", type="RETREAT", recipient="", words=f"at {publisher}"), actor)
        )
    left, right = (sayings[-2], chance.choice(sayings[:-3])) if seed % 2 else chance.sample(sayings, 2)
    judgements = [
        Judgement(left=left.id, right=right.id, verdict=chance.choice(["same", "different"]), by="Mira", at="2022-02-01")
    ]
    before, wanted = gather(sayings), gather(sayings, judgements)
    near = [one for one in before.near if {left.id, right.id} & set(one.sayings)]
    held = {id for one in near for id in one.sayings}
    nothing = before.near[0].scores[:0], before.near[0].left[:0], before.near[0].right[:0]
    near += [Near((id,), *nothing) for id in {left.id, right.id} - held]
    held |= {left.id, right.id}
    of_these = {one.article.id for one in sayings if one.id in held}
    again = gather_again([one for one in sayings if one.article.id in of_these], near, before.basis, judgements)
    assert again.found == [one for one in wanted.found if held & set(one.incident.sayings)]
    assert all(one in before.found for one in wanted.found if not held & set(one.incident.sayings))
    assert sorted(one.sayings for one in again.near) == sorted(one.sayings for one in wanted.near if held & set(one.sayings))


def test_a_part_knows_who_is_meant_from_articles_outside_of_it() -> None:
    # Of a president, "state" would be in common without anybody knowing who that is; of an officer nothing is.
    ada = Actor(text="Ada Lovel", name="Ada Lovel", title="Officer", country="KAZ")
    elsewhere = with_actor(told("Z", trigger="spoke", type="CONSULT", recipient="", words="far away"), ada)
    called = Actor(text="the officer", country="KAZ"), Actor(text="Ada Lovel", name="Ada Lovel", country="KAZ")
    own = [
        with_actor(told(publisher, trigger="fled", type="RETREAT", recipient="", words="at night"), actor)
        for publisher, actor in zip("YW", called, strict=True)
    ]
    before = gather([elsewhere, *own])
    assert before.basis.offices == [("officer", "KAZ", ["ada", "lovel"])]
    together = before.found[0]
    assert set(together.incident.sayings) == {one.id for one in own}
    assert "who did it" in together.incident.reason
    assert gather_again(own, before.near, before.basis, []).found == [together]


@pytest.mark.parametrize("seed", range(3))
def test_words_are_shared_alike_however_many_pairs_are_looked_at_together(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    traits = all_traits(crowd(seed, 60))
    words = Wording(traits)
    evidence = Evidence(traits, wording=words)
    left, right = (np.array(side) for side in zip(*pairs(traits), strict=True))
    whole = evidence.words_shared(words, left, right)
    monkeypatch.setattr(wording, "_WORDS_AT_ONCE", 30)
    monkeypatch.setattr(wording, "_PLACES_AT_ONCE", 3 * len(words.vocabulary))
    for row, again in zip(whole, evidence.words_shared(words, left, right), strict=True):
        assert row.tolist() == again.tolist()


def test_a_sentence_told_twice_counts_once_and_an_article_counts_each_word_once() -> None:
    one = told("A", words="harbour gate")
    twice = msgspec.structs.replace(one, id="s_again")
    other = told("B", words="harbour night")
    known = Evidence(all_traits([one, twice, other])).statistics
    assert (known.sentences, known.articles) == (2, 2)
    # The beginnings of "harbour" and "gate".
    assert (known.words["harbo"], known.told["harbo"]) == (2, 2)
    assert (known.words["gate"], known.told["gate"]) == (1, 1)
