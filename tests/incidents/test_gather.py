"""Gathering many sayings: the short cuts change nothing, and each saying has its reason."""

from __future__ import annotations

import gc
import random
import re

import msgspec
import numpy as np
import pytest

from allegedly.incidents import incidents, wording
from allegedly.incidents.blocking import NEIGHBOURS, pair_rows, pairs
from allegedly.incidents.clusters import Clusters, Known, likely_pairs
from allegedly.incidents.evidence import ENOUGH, Evidence
from allegedly.incidents.grouping import Near, gather, gather_again
from allegedly.incidents.scoring import Possible
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
    evidence, possible = Evidence(traits), Possible(traits)
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
    around, affair = evidence.words_shared(left, right)
    assert (around > 0).any()
    assert (affair > 0).any()
    for n, (a, b) in enumerate(some):
        assert around[n] == evidence.words_around(traits[a], traits[b])
        assert affair[n] == evidence.one_affair(traits[a], traits[b])


@pytest.mark.parametrize("seed", range(4))
def test_many_pairs_have_the_scores_of_each(seed: int) -> None:
    traits = all_traits(sorted(crowd(seed, 200) + repeated(seed), key=lambda one: (one.article.published or "", one.id)))
    evidence = Evidence(traits)
    each = {pair: evidence.compare(*(traits[n] for n in pair))[0] for pair in pairs(traits)}
    edges = likely_pairs(traits, evidence)
    found = dict(zip(zip(edges.left, edges.right, strict=True), edges.scores, strict=True))
    assert found == {pair: score for pair, score in each.items() if score >= ENOUGH}
    assert len(found) > 100
    assert len(found) < len(each) - 100


def repeated(seed: int) -> list[Saying]:
    """Articles that tell one deed several times: with other figures, in another mood, of other parties, of one who does it and has it done."""
    chance = random.Random(seed)
    found = []
    for n in range(12):
        first = told(f"R{n}", dead=3, published="2022-01-06", place="Almaty")
        for m in range(6):
            one = told(
                f"R{n}",
                trigger=chance.choice(["opened fire", "stormed", "attacked", "killed", "resigned"]),
                actor=chance.choice(["", "police", "Ada Lovel", "guards of Almaty"]),
                recipient=chance.choice(["", "protesters", "police", "Ada Lovel", "the hall of Almaty"]),
                dead=chance.choice([None, 3, 12, 200]),
                day=chance.choice([None, "2022-01-05", "2022-01-06"]),
                place=chance.choice([None, "Almaty", ("Kazakhstan", "KAZ")]),
                published="2022-01-06",
                status=chance.choice([Status(), FORETOLD]),
                words=chance.choice(["at the bridge", "at night", "by the harbour gate"]),
            )
            found.append(msgspec.structs.replace(one, id=f"s_R{n}_{m}", article=first.article))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_score_lies_within_what_is_known_of_it_without_words(seed: int) -> None:
    traits = all_traits(crowd(seed, 60) + repeated(seed))
    evidence = Evidence(traits)
    told_by_words = 0
    for left, right in pairs(traits):
        score, bare = evidence.score(traits[left], traits[right]), evidence.bare(traits[left], traits[right])
        low, high = bare.bounds() if bare else (0.0, 0.0)
        assert low <= score <= high
        told_by_words += low < score < high
    assert told_by_words > 50


@pytest.mark.parametrize("seed", range(6))
def test_groups_are_the_same_when_every_score_is_worked_out(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sayings = crowd(seed, 250) + repeated(seed)
    found = incidents(sayings)

    def mean(self: Clusters, some: list[tuple[int, int]]) -> bool:
        scores = [min(self._evidence.score(*(self._traits[n] for n in sorted(pair))), 2 * ENOUGH) for pair in some]
        return sum(scores) / len(scores) >= 2.4

    monkeypatch.setattr(Clusters, "_alike_on_the_whole", mean)
    assert incidents(sayings) == found


def test_known_scores_are_found_by_their_pair() -> None:
    left, right = np.array([7, 3, 3], dtype=np.int32), np.array([9, 8, 4], dtype=np.int32)
    known = Known(np.array([9.5, 4.0, 3.0]), left, right)
    assert [known.get(pair) for pair in [(3, 4), (3, 8), (7, 9), (3, 9), (8, 9), (0, 1)]] == [
        3.0,
        4.0,
        2 * ENOUGH,
        None,
        None,
        None,
    ]
    assert Known().get((0, 1)) is None


def test_gathering_leaves_the_search_for_cycles_as_it_was() -> None:
    assert gc.isenabled()
    gather(crowd(1, 20))
    assert gc.isenabled()
    with pytest.raises(AttributeError):
        gather([None])  # type: ignore[list-item]
    assert gc.isenabled()


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
    assert before.basis.offices == [("officer", "KAZ", ["ada", "lovel"], -1)]
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
    whole = evidence.words_shared(left, right)
    monkeypatch.setattr(wording, "_WORDS_AT_ONCE", 30)
    monkeypatch.setattr(wording, "_PLACES_AT_ONCE", 3 * len(words.vocabulary))
    for row, again in zip(whole, evidence.words_shared(left, right), strict=True):
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
