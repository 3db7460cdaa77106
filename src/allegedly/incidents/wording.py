"""The words of all sentences of a collection as rows of numbers, so that what many pairs share is worked out at once.

The words of a sentence are found once for all that is asked of them, which no memory of sentences could do for a million.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegedly.incidents.traits import Traits

Whole = NDArray[np.int64]
# So many words of one side, and so many places for the other, are looked at together.
_WORDS_AT_ONCE, _PLACES_AT_ONCE = 1_000_000, 16_000_000


class Rows(NamedTuple):
    """For each sentence or article the numbers of its words: those of row ``n`` are ``words[starts[n]:starts[n + 1]]``, each once."""

    words: NDArray[np.int32]
    starts: Whole

    def sizes(self) -> Whole:
        """How many words each row has."""
        return np.diff(self.starts)

    def row(self, number: int) -> NDArray[np.int32]:
        """The words of one row."""
        return self.words[self.starts[number] : self.starts[number + 1]]

    def flat(self, rows: Whole) -> tuple[Whole, NDArray[np.int32]]:
        """The words of some rows one after another, and beside each at which place of ``rows`` its row stands."""
        sizes = self.sizes()[rows]
        of = np.repeat(np.arange(len(rows)), sizes)
        before = np.cumsum(sizes) - sizes
        return of, self.words[np.arange(len(of)) - before[of] + self.starts[rows][of]]


class Wording:
    """The words that may tell what a sentence is about (:func:`~allegedly.incidents.names.content`), for all sayings in their order.

    Each of ``traits`` is told its ``row``. ``vocabulary`` is in order, so that the numbers of words are too. ``sentences`` are the words of each saying, ``beside`` those of them
    that are not its deed; ``text`` numbers the different sentences, ``article`` the articles, whose words are ``articles``.
    """

    def __init__(self, traits: Sequence[Traits]) -> None:
        number: dict[str, int] = {}
        texts: dict[str, int] = {}
        articles: dict[str, int] = {}
        words, starts = array("i"), array("q", [0])
        beside = bytearray()
        text, article = array("i"), array("i")
        for row, one in enumerate(traits):
            one.row = row
            own = one.content
            words.extend([number.setdefault(word, len(number)) for word in own])
            deeds = one.deeds
            beside.extend([word not in deeds for word in own])
            starts.append(len(words))
            text.append(texts.setdefault(one.saying.sentence.text, len(texts)))
            article.append(articles.setdefault(one.saying.article.id, len(articles)))
        self.vocabulary = sorted(number)
        rank = np.zeros(len(number), dtype=np.int32)
        rank[[number[word] for word in self.vocabulary]] = np.arange(len(number), dtype=np.int32)
        found = rank[np.frombuffer(words, dtype=np.int32)]
        self.sentences = Rows(found, np.frombuffer(starts, dtype=np.int64))
        kept = np.frombuffer(beside, dtype=np.bool_)
        until = np.concatenate([[0], np.cumsum(kept)])
        self.beside = Rows(found[kept], until[self.sentences.starts])
        self.text = np.frombuffer(text, dtype=np.int32)
        self.article = np.frombuffer(article, dtype=np.int32)
        self.articles = self._of_articles(len(articles))

    def _of_articles(self, articles: int) -> Rows:
        many = max(len(self.vocabulary), 1)
        both = np.repeat(self.article.astype(np.int64), self.sentences.sizes()) * many + self.sentences.words
        both.sort()
        both = both[_firsts(both)]
        of, words = np.divmod(both, many)
        return Rows(words.astype(np.int32), np.searchsorted(of, np.arange(articles + 1)))

    def first_of_texts(self) -> NDArray[np.bool_]:
        """Whether a saying is the first one of its sentence."""
        first = np.zeros(len(self.text), dtype=bool)
        first[np.unique(self.text, return_index=True)[1]] = True
        return first

    def told(self) -> Whole:
        """For each word how many sayings have it in their sentence."""
        return np.bincount(self.sentences.words, minlength=len(self.vocabulary))

    def in_texts(self) -> Whole:
        """For each word how many different sentences have it."""
        return np.bincount(
            self.sentences.words[np.repeat(self.first_of_texts(), self.sentences.sizes())], minlength=len(self.vocabulary)
        )

    def in_articles(self) -> Whole:
        """For each word how many articles have it."""
        return np.bincount(self.articles.words, minlength=len(self.vocabulary))

    def weights(self, rarity: Mapping[str, float]) -> NDArray[np.float64]:
        """A number for each word, by its text."""
        return np.array([rarity[word] for word in self.vocabulary], dtype=np.float64)


def _firsts(ordered: Whole) -> NDArray[np.bool_]:
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return first


def lengths(rows: Rows, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The square root of the sum of the weights of the words, for each row."""
    of = np.repeat(np.arange(len(rows.starts) - 1), rows.sizes())
    return np.sqrt(np.bincount(of, weights=weights[rows.words], minlength=len(rows.starts) - 1))


def common(ours: Rows, left: Whole, theirs: Rows, right: Whole, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each pair of a row of ``ours`` and one of ``theirs`` the sum of the weights of the words that both have.

    Quickest when equal ones of ``right`` stand together. The sums are exact, in whatever order, for weights that are multiples of one
    small power of two (see :class:`~allegedly.incidents.evidence.Evidence`).
    """
    found = np.zeros(len(left), dtype=np.float64)
    place = np.zeros(0, dtype=bool)
    many = len(weights)
    for some in _parts(ours.sizes()[left], right, max(_PLACES_AT_ONCE // max(many, 1), 1)):
        rights, own = np.unique(right[some], return_inverse=True)
        if len(place) < len(rights) * many:
            place = np.zeros(len(rights) * many, dtype=bool)
        of, words = theirs.flat(rights)
        here = of * many + words
        place[here] = True
        of, words = ours.flat(left[some])
        met = place[own[of] * many + words]
        found[some] = np.bincount(of[met], weights=weights[words[met]], minlength=len(own))
        place[here] = False
    return found


def _parts(sizes: Whole, right: Whole, most: int) -> Iterator[slice]:
    """Stretches of pairs with not too many words on one side, and not too many different rows on the other."""
    upto = np.cumsum(sizes)
    changes = np.zeros(len(right), dtype=np.int64)
    changes[1:] = np.cumsum(right[1:] != right[:-1])
    begin = 0
    while begin < len(right):
        words = int(np.searchsorted(upto, (upto[begin - 1] if begin else 0) + _WORDS_AT_ONCE, side="right"))
        rows = int(np.searchsorted(changes, changes[begin] + most))
        end = max(begin + 1, min(words, rows))
        yield slice(begin, end)
        begin = end
