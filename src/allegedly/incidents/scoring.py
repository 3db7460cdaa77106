"""The scores of many pairs at once: each aspect is asked once for all pairs that are equal in what it depends on.

Thousands of sayings of a few days name the same parties, places and days. What :meth:`Evidence.score` says of one pair is said here of
rows of pairs, to the last bit.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from allegedly.incidents import aspects, evidence
from allegedly.incidents.aspects import MOST_DAYS_APART, PARTY
from allegedly.incidents.evidence import ENOUGH, Evidence
from allegedly.incidents.names import listed
from allegedly.incidents.traits import PLAIN, Traits

Whole = NDArray[np.int64]
Yes = NDArray[np.bool_]
Scores = NDArray[np.float64]


class Part:
    """A part of each saying, as a number: sayings that are equal in it have one number, and one of them stands for all."""

    def __init__(self, traits: Sequence[Traits], part: Callable[[Traits], Hashable]) -> None:
        numbers: dict[Hashable, int] = {}
        self.examples: list[Traits] = []
        of = array("i")
        for one in traits:
            number = numbers.setdefault(part(one), len(numbers))
            of.append(number)
            if number == len(self.examples):
                self.examples.append(one)
        self.of = np.frombuffer(of, dtype=np.int32)


def asked(weigh: Callable[[Traits, Traits], float], ours: Part, left: Whole, theirs: Part, right: Whole) -> Scores:
    """What ``weigh`` says of each pair, where it depends on ``ours`` of the first and ``theirs`` of the second saying alone."""
    pairs, back = np.unique(ours.of[left].astype(np.int64) * len(theirs.examples) + theirs.of[right], return_inverse=True)
    some = zip(*(side.tolist() for side in np.divmod(pairs, max(len(theirs.examples), 1))), strict=True)
    return np.array([weigh(ours.examples[a], theirs.examples[b]) for a, b in some], dtype=np.float64)[back]


class Scoring:
    """Finds the likely ones among many pairs of sayings of one collection; ``traits`` are those that the wording of ``known`` is of."""

    def __init__(self, traits: Sequence[Traits], known: Evidence) -> None:
        self._evidence = known
        speaking = listed("speaking_types")
        self._possible = Possible(traits)
        self._deeds = Part(traits, lambda one: (one.deeds, one.type, one.wanted))
        self._here = Part(traits, lambda one: one.here)
        self._actors = Part(traits, lambda one: one.actors)
        self._recipients = Part(traits, lambda one: one.recipients)
        self._near = Part(traits, lambda one: (one.near, one.recipients))
        self._parties = Part(traits, lambda one: (one.actors, one.recipients))
        self._once = Part(traits, lambda one: (one.deeds, one.actors, one.recipients))
        self._when = Part(
            traits, lambda one: (one.days, one.setting_days, one.ordinal, one.frame == "historical", one.type in speaking)
        )
        self._where = Part(traits, lambda one: (one.here is None, one.place, one.narrow, one.setting))
        self._mentioned = Part(traits, lambda one: one.mentioned)
        self._counts = Part(traits, lambda one: tuple(sorted(one.counts.items())))
        self._mood = Part(traits, lambda one: one.saying.status.modality)
        self._offset = np.array([one.offset for one in traits], dtype=np.int64)
        self._titled = np.array([one.titled for one in traits], dtype=bool)
        self._no_place = np.array([one.here is None for one in traits], dtype=bool)
        self._narrow = np.array([one.narrow for one in traits], dtype=bool)
        self._acted = np.array([(1 if one.actors else 0) + (2 if one.recipients else 0) for one in traits], dtype=np.int8)

    def __call__(self, left: Whole, right: Whole) -> tuple[Scores, Whole, Whole]:
        """The pairs with :data:`ENOUGH` evidence: their scores, and both sides of them; in the order in which they were given."""
        maybe = self._possible(left, right)
        left, right = left[maybe], right[maybe]
        score = asked(self._deed, self._deeds, left, self._deeds, right)
        kept = ~np.isnan(score)
        kept[kept] = asked(_places_meet, self._here, left[kept], self._here, right[kept]) > 0
        left, right, score = left[kept], right[kept], score[kept]
        shared = score > evidence.OTHER_WORD
        unlike = np.flatnonzero(~shared)
        near = np.zeros(len(left), dtype=bool)
        near[unlike] = asked(aspects.near_deeds_to_one, self._near, left[unlike], self._near, right[unlike]) > 0
        score[near] = evidence.NEAR_DEED
        parties, both = self._all_parties(left, right, shared)
        # Without a deed or both parties nothing is enough.
        kept = shared | near | both
        left, right, score, parties, shared = left[kept], right[kept], score[kept], parties[kept], shared[kept]
        words = self._evidence.wording
        inside = words.article[left] == words.article[right]
        announced = inside & shared & (self._titled[left] != self._titled[right])
        parties[announced] = np.maximum(parties[announced], 0.0)
        score += parties
        score[inside] += self._in_one_article(left[inside], right[inside], shared[inside], parties[inside])
        some = np.flatnonzero(shared & (parties > 0))
        score[some] += aspects.ONCE * asked(aspects.once_in_a_life, self._once, left[some], self._once, right[some])
        score += self._beside(left, right)
        same = shared & (words.text[left] == words.text[right]) & (self._offset[left] == self._offset[right])
        # Whatever the words say.
        most = score + evidence.MOST_AROUND + np.where(same, evidence.SAME_SENTENCE, 0.0) + evidence.MOST_OF_AFFAIR
        kept = most >= ENOUGH
        left, right, score, inside, same = left[kept], right[kept], score[kept], inside[kept], same[kept]
        around, affair = self._evidence.words_shared(left, right)
        score += np.minimum(evidence.WORDS_AROUND * around, evidence.MOST_AROUND)
        score[same & (around > 0)] += evidence.SAME_SENTENCE
        beyond = np.minimum(evidence.ONE_AFFAIR * (affair - evidence.USUAL_AFFAIR), evidence.MOST_OF_AFFAIR)
        score[~inside] += beyond[~inside]
        kept = score >= ENOUGH
        return score[kept], left[kept], right[kept]

    def _deed(self, left: Traits, right: Traits) -> float:
        found = self._evidence.deed(left, right)
        return found.score if found else np.nan

    def _all_parties(self, left: Whole, right: Whole, shared: Yes) -> tuple[Scores, Yes]:
        actors = asked(_same_actors, self._actors, left, self._actors, right)
        recipients = asked(_same_recipients, self._recipients, left, self._recipients, right)
        found, both = actors + recipients, (actors > 0) & (recipients > 0)
        # Only an actor, and no recipient, on one side.
        here, there = self._acted[left], self._acted[right]
        one_sided = ((here == 1) & (there >= 2)) | ((there == 1) & (here >= 2))
        some = np.flatnonzero(shared & (actors <= 0) & (recipients <= 0) & one_sided)
        met = asked(_crossed, self._parties, left[some], self._parties, right[some]) > 0
        found[some[met]] = aspects.CROSSED
        return found, both

    def _in_one_article(self, left: Whole, right: Whole, shared: Yes, parties: Scores) -> Scores:
        differ = asked(aspects.counts_differ, self._counts, left, self._counts, right) > 0
        same_mood = self._mood.of[left] == self._mood.of[right]
        taken_up = shared & same_mood & ((parties == 0) | (parties >= PARTY * PLAIN))
        return np.where(differ, aspects.OTHER_SIZE, np.where(taken_up, aspects.TAKEN_UP, 0.0))

    def _beside(self, left: Whole, right: Whole) -> Scores:
        """What days, places and figures say."""
        days = asked(aspects.when, self._when, left, self._when, right)
        places = asked(aspects.place_or_setting, self._where, left, self._where, right)
        unplaced = self._no_place[left] | self._no_place[right]
        for ours, theirs in ((left, right), (right, left)):
            some = np.flatnonzero(unplaced & self._narrow[ours])
            named = asked(aspects.is_mentioned, self._where, ours[some], self._mentioned, theirs[some]) > 0
            places[some[named]] = aspects.MENTIONED
        found: Scores = days + places + asked(aspects.how_many, self._counts, left, self._counts, right)
        return found


def _places_meet(left: Traits, right: Traits) -> bool:
    return not left.places_conflict(right)


def _same_actors(left: Traits, right: Traits) -> float:
    return aspects.same_parties("actor", left.actors, right.actors)[0]


def _same_recipients(left: Traits, right: Traits) -> float:
    return aspects.same_parties("recipient", left.recipients, right.recipients)[0]


def _crossed(left: Traits, right: Traits) -> bool:
    return bool(aspects.crossed(left, right))


class Possible:
    """Says at once of many pairs which of them frame, days and countries rule out; what it lets through may still be ruled out."""

    def __init__(self, traits: Sequence[Traits]) -> None:
        self.frame = np.array([one.frame == "historical" for one in traits], dtype=bool)
        days = sorted({day for one in traits if one.days for day in one.days})
        rank = {day: n for n, day in enumerate(days)}
        self.first = np.array([rank[one.days[0]] if one.days else -1 for one in traits], dtype=np.int32)
        self.last = np.array([rank[one.days[1]] if one.days else -1 for one in traits], dtype=np.int32)
        self.published = np.array([one.ordinal if one.ordinal is not None else -1 for one in traits], dtype=np.int64)
        countries: dict[str, int] = {"": 0}
        self.country = np.array(
            [countries.setdefault((one.here.country if one.here else None) or "", len(countries)) for one in traits],
            dtype=np.int32,
        )

    def __call__(self, left: Whole, right: Whole) -> Yes:
        """Which of these pairs are left."""
        dated = (self.first[left] >= 0) & (self.first[right] >= 0)
        missed = (self.last[left] < self.first[right]) | (self.last[right] < self.first[left])
        known = (self.published[left] >= 0) & (self.published[right] >= 0)
        far = known & (np.abs(self.published[left] - self.published[right]) > MOST_DAYS_APART)
        here, there = self.country[left], self.country[right]
        abroad = (here != there) & (here > 0) & (there > 0)
        maybe: Yes = (self.frame[left] == self.frame[right]) & ~np.where(dated, missed, far) & ~abroad
        return maybe
