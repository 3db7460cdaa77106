"""What speaks for and against two sayings being about the same happening: a score, with its reasons in words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from allegedly.incidents import aspects
from allegedly.incidents.mentions import stem
from allegedly.incidents.names import WORD, listed
from allegedly.incidents.traits import PLAIN, Traits
from allegedly.incidents.wording import Rows, Wording, common, lengths

# From here on two sayings may be about one happening.
ENOUGH = 2.9

# The deed and the words around it; all other weights stand with their aspects.
_DEED, _SPOKEN, _FURTHER_WORD, _RARE_DEED, NEAR_DEED, OTHER_WORD = 2.0, 1.0, 1.2, 0.4, 0.6, -1.3
# Two orders to do one thing, or to do two.
_SAME_WISH, _OTHER_WISH = 1.2, -0.5
WORDS_AROUND, MOST_AROUND, SAME_SENTENCE = 3.0, 2.0, 3.0
# Articles about one affair share more words than two of one dossier usually do.
ONE_AFFAIR, MOST_OF_AFFAIR, USUAL_AFFAIR = 3.0, 0.8, 0.1
_WORTH_TELLING = 0.15
_ROUNDING = 1e-9
# Neither the deed nor both parties: nothing to go by, however much else is alike.
UNFOUNDED = 1.7


class Statistics(msgspec.Struct, frozen=True):
    """How common things are in one collection of sayings, which decides what they prove.

    ``words`` counts the sentences with a word, ``told`` the articles with it, ``deeds`` the articles that tell a deed.
    """

    sentences: int
    words: dict[str, int]
    articles: int
    told: dict[str, int]
    deeds: dict[str, int]


def statistics(traits: Sequence[Traits], wording: Wording | None = None) -> Statistics:
    """The statistics of a whole collection."""
    wording = wording or Wording(traits)
    own: defaultdict[str, set[str]] = defaultdict(set)
    for one in traits:
        own[one.saying.article.id] |= one.deeds
    deeds = Counter(deed for told in own.values() for deed in told)
    words, told = (
        dict(zip(wording.vocabulary, row.tolist(), strict=True)) for row in (wording.in_texts(), wording.in_articles())
    )
    return Statistics(int(wording.first_of_texts().sum()), words, len(own), told, _in_order(deeds))


def _in_order(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def _rounded(rarity: float) -> float:
    """To a multiple of a small power of two: sums of such numbers are exact, and so the same in any order."""
    return round(rarity * 2**24) / 2**24


class Deed(NamedTuple):
    """How much the deeds of two sayings speak for one happening, and whether both name one deed."""

    score: float
    shared: bool


class Bare(NamedTuple):
    """What all but the words says of two sayings: a score, whether there is anything to go by, and what decides how words count."""

    score: float
    founded: bool
    same_words: bool
    one_article: bool

    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest score that words can make of it."""
        # A little wider, for the order of adding up changes the last digits.
        low, high = self.score - _ROUNDING, self.score + _ROUNDING
        if not self.one_article:
            low += ONE_AFFAIR * (0.0 - USUAL_AFFAIR)
            high += MOST_OF_AFFAIR
        high += MOST_AROUND + (SAME_SENTENCE if self.same_words else 0.0)
        return (low, high) if self.founded else (min(low, UNFOUNDED), min(high, UNFOUNDED))


class Evidence:
    """Compares sayings of one collection; how rare a word is there decides what it proves.

    Args:
        traits: The sayings to be compared, with all others of their articles.
        known: The statistics of the whole collection, where ``traits`` are a part of it.
        wording: The words of ``traits``, when they were found already.
    """

    def __init__(self, traits: Sequence[Traits], known: Statistics | None = None, wording: Wording | None = None) -> None:
        self.wording = wording = wording or Wording(traits)
        self.statistics = known = known or statistics(traits, wording)
        rarity = {word: _rounded(math.log((1 + known.sentences) / n) ** 2) for word, n in known.words.items()}
        rarity_of_articles = {word: _rounded(math.log((1 + known.articles) / n) ** 2) for word, n in known.told.items()}
        self._rare_deed = {deed: min(_RARE_DEED * math.log10(known.articles / n), _RARE_DEED) for deed, n in known.deeds.items()}
        self._weights = wording.weights(rarity)
        self._weights_of_articles = wording.weights(rarity_of_articles)
        self._lengths = lengths(wording.sentences, self._weights)
        self._lengths_of_articles = lengths(wording.articles, self._weights_of_articles)
        self._marked = np.zeros(len(wording.vocabulary), dtype=bool)

    def words_around(self, left: Traits, right: Traits) -> float:
        """How much the two sentences share beside the deed, 0 to 1: cosine of their words, rare ones counting more."""
        return self._cosine(self._beside_both(left, right), self._weights, self._lengths, left.row, right.row)

    def one_affair(self, left: Traits, right: Traits) -> float:
        """How much the articles of two sayings share in what they tell, 0 to 1: cosine as for sentences; 0 within one article."""
        here, there = int(self.wording.article[left.row]), int(self.wording.article[right.row])
        if here == there:
            return 0.0
        shared = self._in_both(self.wording.articles, here, self.wording.articles, there)
        return self._cosine(shared, self._weights_of_articles, self._lengths_of_articles, here, there)

    def _beside_both(self, left: Traits, right: Traits) -> NDArray[np.int32]:
        """The numbers of the words that two sentences share beside the deed."""
        return self._in_both(self.wording.beside, left.row, self.wording.sentences, right.row)

    def _in_both(self, ours: Rows, left: int, theirs: Rows, right: int) -> NDArray[np.int32]:
        # Sets of all words of a million sayings would take more memory than all else, and sets made anew more time.
        words, others = ours.row(left), theirs.row(right)
        self._marked[others] = True
        shared = words[self._marked[words]]
        self._marked[others] = False
        return shared

    @staticmethod
    def _cosine(
        shared: NDArray[np.int32], weights: NDArray[np.float64], lengths: NDArray[np.float64], left: int, right: int
    ) -> float:
        return float(weights[shared].sum() / (lengths[left] * lengths[right])) if len(shared) else 0.0

    def words_shared(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """For many pairs at once :meth:`words_around` and :meth:`one_affair`; the very same numbers.

        ``left`` and ``right`` are places in the sayings that the wording is of.
        """
        wording = self.wording
        around = common(wording.beside, left, wording.sentences, right, self._weights)
        around /= np.where(around > 0, self._lengths[left] * self._lengths[right], 1.0)
        here, there = wording.article[left].astype(np.int64), wording.article[right].astype(np.int64)
        many = len(wording.articles.starts)
        pairs, of = np.unique(here + there * many, return_inverse=True)
        second, first = np.divmod(pairs, many)
        other = np.flatnonzero(first != second)
        first, second = first[other], second[other]
        shared = np.zeros(len(pairs), dtype=np.float64)
        whole = self._lengths_of_articles[first] * self._lengths_of_articles[second]
        shared[other] = common(wording.articles, first, wording.articles, second, self._weights_of_articles)
        shared[other] /= np.where(whole > 0, whole, 1.0)
        return around, shared[of]

    def _rarest(self, left: Traits, right: Traits) -> str:
        """The word that says most among those that two sentences share, as the first of them writes it."""
        common = np.sort(self._beside_both(left, right))
        # Of equally rare ones the first by the alphabet, as the vocabulary is in its order.
        begins = self.wording.vocabulary[common[np.argmax(self._weights[common])]]
        shown: Iterator[str] = (word for word in WORD.findall(left.saying.sentence.text) if stem(word) == begins)
        return next(shown)

    def deed(self, left: Traits, right: Traits) -> Deed | None:
        """How much the deeds speak for one happening, whoever it is done to; null where the types rule it out."""
        shared = left.deeds & right.deeds
        if not aspects.types_agree(left.type, right.type, bool(shared)):
            return None
        if not shared:
            return Deed(OTHER_WORD, False)
        score = (_SPOKEN if left.type in listed("speaking_types") else _DEED) + _FURTHER_WORD * (len(shared) > 1)
        score += max(self._rare_deed[deed] for deed in shared)
        if left.wanted and right.wanted:
            score += _SAME_WISH if left.wanted & right.wanted else _OTHER_WISH
        return Deed(score, True)

    def compare(self, left: Traits, right: Traits) -> tuple[float, dict[str, str]]:
        """A score, and what is alike: ``word``, ``actor``, ``recipient``, ``day``, ``place``, ``count``, ``around`` with the words of it.

        At least :data:`ENOUGH` speaks for one happening; 0 where types, days or places rule it out.
        """
        alike: dict[str, str] = {}
        return self.score(left, right, alike), alike

    def score(self, left: Traits, right: Traits, alike: dict[str, str] | None = None) -> float:
        """The score of :meth:`compare` alone; ``alike`` takes in what is alike."""
        bare = self.bare(left, right, alike)
        return 0.0 if bare is None else self.with_words(bare, left, right, alike)

    def bare(self, left: Traits, right: Traits, alike: dict[str, str] | None = None) -> Bare | None:
        """What all but the words of sentences and articles says; null where types, days or places rule it out."""
        if left.frame != right.frame or aspects.days_conflict(left, right) or (deed := self.deed(left, right)) is None:
            return None
        if left.places_conflict(right):
            return None
        score, shared = deed
        near = not shared and aspects.near_deeds_to_one(left, right)
        if near:
            score = NEAR_DEED
        if shared and alike is not None:
            alike["word"] = left.saying.event.trigger.text
        parties, actor, recipient = aspects.all_parties(left, right, shared, alike)
        one_article = left.saying.article.id == right.saying.article.id
        if one_article and shared and left.titled != right.titled:
            # A title tells what its article tells, and calls the parties by other words.
            parties = max(parties, 0.0)
        score += parties
        if one_article:
            same_mood = left.saying.status.modality == right.saying.status.modality
            score += aspects.in_one_article(
                left, right, shared and same_mood and (parties == 0 or parties >= aspects.PARTY * PLAIN)
            )
        if shared and parties > 0 and aspects.once_in_a_life(left, right):
            score += aspects.ONCE
        score += aspects.when(left, right, alike) + aspects.where(left, right, alike) + aspects.how_many(left, right, alike)
        same = shared and aspects.same_offset(left, right) and left.saying.sentence.text == right.saying.sentence.text
        return Bare(score, shared or near or (actor and recipient), same, one_article)

    def with_words(self, bare: Bare, left: Traits, right: Traits, alike: dict[str, str] | None = None) -> float:
        """The score of a pair of which all else is known."""
        score = bare.score
        around = self.words_around(left, right)
        if alike is not None and around > _WORTH_TELLING:
            alike["around"] = self._rarest(left, right)
        score += min(WORDS_AROUND * around, MOST_AROUND)
        if bare.same_words and around:
            score += SAME_SENTENCE
        if not bare.one_article:
            score += min(ONE_AFFAIR * (self.one_affair(left, right) - USUAL_AFFAIR), MOST_OF_AFFAIR)
        return score if bare.founded else min(score, UNFOUNDED)
