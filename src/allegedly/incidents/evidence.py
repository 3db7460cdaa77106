"""What speaks for and against two sayings being about the same happening: a score, with its reasons in words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from allegedly.incidents.mentions import stem
from allegedly.incidents.names import WORD, content, listed, same_name, tables
from allegedly.incidents.traits import PLAIN, Party, Traits
from allegedly.incidents.wording import Wording, common, lengths

# Without any date, reports this far apart are not taken for one affair.
MOST_DAYS_APART = 30
# From here on two sayings may be about one happening.
ENOUGH = 2.9

# What is alike, each with its weight. A word alone is not enough, nor two parties alone for unlike words.
_DEED, _SPOKEN, _FURTHER_WORD, _RARE_DEED, _NEAR_DEED = 2.0, 1.0, 1.2, 0.4, 0.6
_PARTY, _CROSSED = 1.5, 0.9
_DAY, _WEEKS, _LONG, _OTHER_DAYS = 1.0, 0.7, 0.5, -0.8
# Of another year one affair is recalled, seldom two.
_BACKGROUND = 1.6
_PLACE, _COUNTRY, _MENTIONED, _SETTING = 1.0, 0.4, 0.7, 0.2
_EQUAL_COUNT, _NEAR_COUNT = 1.2, 0.5
_WORDS_AROUND, _MOST_AROUND, _SAME_SENTENCE, _TAKEN_UP = 3.0, 2.0, 3.0, 0.8
# Articles about one affair share more words than two of one dossier usually do.
_ONE_AFFAIR, _MOST_OF_AFFAIR, _USUAL_AFFAIR = 3.0, 0.8, 0.1
# Two orders to do one thing, or to do two.
_SAME_WISH, _OTHER_WISH = 1.2, -0.5
# And what is not.
_OTHER_WORD, _OTHER_PARTY, _OTHER_NAME, _OTHER_SETTING, _OTHER_SIZE, _OTHER_KIND = -1.0, -0.7, -1.5, -0.8, -1.5, -2.0
_LATER, _MOST_LATER, _AT_ONCE = -0.05, -0.6, 3
_LATER_SPOKEN, _MOST_LATER_SPOKEN = -0.1, -1.5
_OTHER_TOLL, _TOLLS_APART = -0.7, 4
# Small figures are near each other by chance.
_MANY = 100
# What is remembered of comparisons: enough for neighbours in time, and little memory.
_ARTICLES_KEPT, _PAIRS_KEPT = 5_000, 200_000
# Neither the deed nor both parties: nothing to go by, however much else is alike.
_UNFOUNDED = 1.7


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


class Evidence:
    """Compares sayings of one collection; how rare a word is there decides what it proves.

    Args:
        traits: The sayings to be compared, with all others of their articles.
        known: The statistics of the whole collection, where ``traits`` are a part of it.
        wording: The words of ``traits``, when they were found already.
    """

    def __init__(self, traits: Sequence[Traits], known: Statistics | None = None, wording: Wording | None = None) -> None:
        known = known or statistics(traits, wording)
        self.statistics = known
        self._told: defaultdict[str, list[Traits]] = defaultdict(list)
        for one in traits:
            self._told[one.saying.article.id].append(one)
        self._rarity = {word: _rounded(math.log((1 + known.sentences) / n) ** 2) for word, n in known.words.items()}
        self._rarity_of_articles = {word: _rounded(math.log((1 + known.articles) / n) ** 2) for word, n in known.told.items()}
        self._rare_deed = {deed: min(_RARE_DEED * math.log10(known.articles / n), _RARE_DEED) for deed, n in known.deeds.items()}
        self.forget()
        # Not methods, so that what is remembered ends with this object.
        self._words_of = lru_cache(maxsize=_ARTICLES_KEPT)(self._words_of_article)
        self._length_of_article = lru_cache(maxsize=None)(self._article_length)
        self._length = lru_cache(maxsize=_PAIRS_KEPT)(self._sentence_length)
        self.one_affair = lru_cache(maxsize=_PAIRS_KEPT)(self._one_affair)

    def _sentence_length(self, text: str) -> float:
        return math.sqrt(sum([self._rarity[word] for word in content(text)]))

    def _article_length(self, id: str) -> float:
        return math.sqrt(sum([self._rarity_of_articles[word] for word in self._words_of(id)]))

    def _words_of_article(self, id: str) -> frozenset[str]:
        return frozenset[str]().union(*(one.content for one in self._told[id]))

    def words_around(self, left: Traits, right: Traits) -> float:
        """How much the two sentences share beside the deed, 0 to 1: cosine of their words, rare ones counting more."""
        rarity = self._rarity
        common = sum([rarity[word] for word in left.content & right.content if word not in left.deeds])
        if not common:
            return 0.0
        return float(common / (self._length(left.saying.sentence.text) * self._length(right.saying.sentence.text)))

    def _one_affair(self, left: str, right: str) -> float:
        """How much two articles share in what their sayings tell, 0 to 1: cosine as for sentences. An article shares all with itself."""
        lengths = self._length_of_article(left) * self._length_of_article(right)
        rarity = self._rarity_of_articles
        common = sum([rarity[word] for word in self._words_of(left) & self._words_of(right)])
        return common / lengths if lengths else 0.0

    def forget(self) -> None:
        """Let go of what :meth:`words_shared` keeps for the next pairs."""
        self._wording: Wording | None = None
        self._weights = self._weights_of_articles = self._lengths = self._lengths_of_articles = np.zeros(0, dtype=np.float64)

    def _affair(self, here: str, there: str) -> float:
        return self.one_affair(here, there) if here < there else self.one_affair(there, here)

    def words_shared(
        self, wording: Wording, left: NDArray[np.int64], right: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """For many pairs at once :meth:`words_around`, and how much their articles share (0 in one article); the very same numbers.

        ``left`` and ``right`` are places in the sayings that ``wording`` is of.
        """
        if self._wording is not wording:
            self._wording = wording
            self._weights = wording.weights(self._rarity)
            self._weights_of_articles = wording.weights(self._rarity_of_articles)
            self._lengths = lengths(wording.sentences, self._weights)
            self._lengths_of_articles = lengths(wording.articles, self._weights_of_articles)
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
        common = (left.content & right.content) - left.deeds
        begins = min(common, key=lambda word: (-self._rarity[word], word))
        shown: Iterator[str] = (word for word in WORD.findall(left.saying.sentence.text) if stem(word) == begins)
        return next(shown)

    def compare(
        self,
        left: Traits,
        right: Traits,
        *,
        explain: bool = True,
        least: float = -math.inf,
        shared_words: tuple[float, float] | None = None,
    ) -> tuple[float, dict[str, str]]:
        """A score, and what is alike: ``word``, ``actor``, ``recipient``, ``day``, ``place``, ``count``, ``around`` with the words of it.

        At least :data:`ENOUGH` speaks for one happening; 0 where types, days or places rule it out. Without ``explain`` the words around are
        not looked up, and a score that cannot be ``least`` any more is not worked out to its end; both take a good part of the time.
        ``shared_words`` are what :meth:`words_shared` says of the pair, where it was asked.
        """
        shared = left.deeds & right.deeds
        if left.frame != right.frame or not types_agree(left.type, right.type, bool(shared)):
            return 0.0, {}
        if days_conflict(left, right) or left.places_conflict(right):
            return 0.0, {}
        alike: dict[str, str] = {}
        score, near = _OTHER_WORD, False
        if shared:
            alike["word"] = left.saying.event.trigger.text
            score = (_SPOKEN if left.type in listed("speaking_types") else _DEED) + _FURTHER_WORD * (len(shared) > 1)
            score += max(self._rare_deed[deed] for deed in shared)
            if left.wanted and right.wanted:
                score += _SAME_WISH if left.wanted & right.wanted else _OTHER_WISH
        elif left.near & right.near and best_likeness(left.recipients, right.recipients) >= PLAIN:
            near = True
            score = _NEAR_DEED
        parties = _all_parties(left, right, alike)
        score += parties
        if left.saying.article.id == right.saying.article.id:
            same_mood = left.saying.status.modality == right.saying.status.modality
            score += _in_one_article(left, right, bool(shared) and same_mood and (parties == 0 or parties >= _PARTY * PLAIN))
        score += _when(left, right, alike) + _where(left, right, alike) + _how_many(left, right, alike)
        founded = shared or near or ("actor" in alike and "recipient" in alike)
        same_words = left.saying.sentence.text == right.saying.sentence.text
        one_article = left.saying.article.id == right.saying.article.id
        if shared_words is None:
            most = score + _MOST_AROUND + _MOST_OF_AFFAIR + (_SAME_SENTENCE if same_words else 0.0)
            if (most if founded else min(most, _UNFOUNDED)) < least:
                return 0.0, {}
            around = self.words_around(left, right)
            affair = 0.0 if one_article else self._affair(left.saying.article.id, right.saying.article.id)
        else:
            around, affair = shared_words
        if explain and around > 0.15:
            alike["around"] = self._rarest(left, right)
        score += min(_WORDS_AROUND * around, _MOST_AROUND)
        if shared and around and same_words and same_offset(left, right):
            score += _SAME_SENTENCE
        if not one_article:
            score += min(_ONE_AFFAIR * (affair - _USUAL_AFFAIR), _MOST_OF_AFFAIR)
        return score if founded else min(score, _UNFOUNDED), alike


def same_offset(left: Traits, right: Traits) -> bool:
    """Whether both speak of the same word of a sentence."""
    here, there = left.saying, right.saying
    return here.event.trigger.start - here.sentence.start == there.event.trigger.start - there.sentence.start


@cache
def types_agree(left: str, right: str, same_deed: bool) -> bool:
    """Whether one happening may be of both types."""
    if left == right:
        return True
    families = tables()["families"] + (tables()["families_by_word"] if same_deed else [])
    return any(left in family and right in family for family in families)


def days_conflict(left: Traits, right: Traits) -> bool:
    """Whether the days that both name do not meet, or, where one names none, the articles appeared too far apart."""
    if left.days and right.days:
        return left.days[1] < right.days[0] or right.days[1] < left.days[0]
    return left.ordinal is not None and right.ordinal is not None and abs(left.ordinal - right.ordinal) > MOST_DAYS_APART


def _all_parties(left: Traits, right: Traits, alike: dict[str, str]) -> float:
    score = _parties("actor", left.actors, right.actors, alike) + _parties("recipient", left.recipients, right.recipients, alike)
    if alike:
        for ours, theirs in ((left, right), (right, left)):
            # "The hall burned" and "they burned the hall": one deed, the same party on the other side of it.
            if "word" in alike and "recipient" not in alike and ours.actors and not ours.recipients and theirs.recipients:
                crossed: dict[str, str] = {}
                if _parties("recipient", ours.actors, theirs.recipients, crossed) > _CROSSED and "actor" not in alike:
                    alike |= crossed
                    return _CROSSED
    return score


def best_likeness(ours: tuple[Party, ...], theirs: tuple[Party, ...]) -> float:
    """How alike the two likest parties are, 0 to 1."""
    return max((party.likeness(other) for party in ours for other in theirs), default=0.0)


def _parties(field: str, ours: tuple[Party, ...], theirs: tuple[Party, ...], alike: dict[str, str]) -> float:
    if not ours or not theirs:
        return 0.0
    best, shown = 0.0, ""
    for party in ours:
        for other in theirs:
            likeness = party.likeness(other)
            if likeness > best:
                best, shown = likeness, party.shown
    if best:
        alike[field] = " ".join(shown.split())
        return _PARTY * best
    if field == "recipient" and _others_altogether(ours, theirs):
        return _OTHER_KIND
    named = any(not party.plain for party in ours) and any(not party.plain for party in theirs)
    return _OTHER_NAME if named else _OTHER_PARTY


def _others_altogether(ours: tuple[Party, ...], theirs: tuple[Party, ...]) -> bool:
    """Whether one side is told of one kind of people and the other of another: the dead of the police are not those of the gangs."""
    if not all(party.plain for party in (*ours, *theirs)):
        return False
    kinds = (frozenset[str]().union(*(party.kinds for party in side)) for side in (ours, theirs))
    return all("people" not in side for side in kinds)


def _when(left: Traits, right: Traits, alike: dict[str, str]) -> float:
    if left.days and right.days:
        alike["day"] = max(left.days[0], right.days[0])
        if left.frame == "historical":
            return _BACKGROUND
        months = {left.days[0][:7], left.days[1][:7], right.days[0][:7], right.days[1][:7]}
        if left.days[0] == left.days[1] and right.days[0] == right.days[1]:
            return _DAY
        return _WEEKS if len(months) == 1 else _LONG
    here, there = left.days or left.setting_days, right.days or right.setting_days
    if here and there:
        return _OTHER_DAYS if here[1] < there[0] or there[1] < here[0] else 0.0
    if left.ordinal is None or right.ordinal is None:
        return 0.0
    late = abs(left.ordinal - right.ordinal) - _AT_ONCE
    if late <= 0:
        return 0.0
    spoken = left.type in listed("speaking_types")
    return max(_LATER_SPOKEN * late, _MOST_LATER_SPOKEN) if spoken else max(_LATER * late, _MOST_LATER)


def _where(left: Traits, right: Traits, alike: dict[str, str]) -> float:
    if left.here and right.here:
        if same_name(left.place, right.place):
            alike["place"] = left.here.name or left.here.text
            return _PLACE if left.narrow and right.narrow else _COUNTRY
        return 0.0
    here = left.place if left.narrow else left.setting
    there = right.place if right.narrow else right.setting
    if (left.narrow and left.place <= right.mentioned) or (right.narrow and right.place <= left.mentioned):
        return _MENTIONED
    if not here or not there:
        return 0.0
    return _SETTING if same_name(here, there) else _OTHER_SETTING


def _how_many(left: Traits, right: Traits, alike: dict[str, str]) -> float:
    score = 0.0
    for kind in left.counts.keys() & right.counts.keys():
        low, high = sorted((left.counts[kind], right.counts[kind]))
        if high > 10 * low:
            score += _OTHER_SIZE
        elif kind == "dead" and high > _TOLLS_APART * low:
            score += _OTHER_TOLL
        elif low == high and low > 2:
            score += _EQUAL_COUNT
            alike["count"] = f"{low:,.15g}"
        elif high <= 2 * low and low >= _MANY:
            score += _NEAR_COUNT
    return score


def _in_one_article(left: Traits, right: Traits, taken_up: bool) -> float:
    """An article that counts the dead twice tells of two groups; one that repeats the deed and names nobody else takes it up again."""
    if any(left.counts[kind] != right.counts[kind] for kind in left.counts.keys() & right.counts.keys()):
        return _OTHER_SIZE
    return _TAKEN_UP if taken_up else 0.0
