"""Which articles are copies, whole or in part, and where a sentence was first printed.

Agency text under a new head, reprints and shortened versions: forty outlets that print one agency line are one witness. Translations are
not found. Candidates come from :mod:`allegedly.incidents.minhash`, the words are compared one by one in
:mod:`allegedly.incidents.alignment`; the answer is the same for the same articles in any order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from allegedly.errors import UsageError
from allegedly.incidents.alignment import LEAST_WORDS, Aligned, align
from allegedly.incidents.minhash import WORD, StockPhrases, Texts, alike, sharing, sketch
from allegedly.model import Article, ArticleRef, Span

Order = Literal["date", "id"]

# Stands in more otherwise different articles than this: a footer, a stock phrase, an agency's standing background.
COMMON_IN = 50
# The same within one publisher: its own standing words, such as a line about itself under every article.
OWN_IN = 5
# A later article with at least this share of its words from an earlier one is no independent witness.
MOST_OF_ITS_TEXT = 0.5

_ALIKE, _REPRINT = 0.2, 0.6
_SHORT_RUN = 7


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Words that two articles have in common, with small changes allowed inside.

    ``runs`` says which are equal, word for word whatever case, spacing and quotation marks: each ``(n, m, size)`` ties ``size`` words from
    the ``n``-th word of ``earlier`` to those from the ``m``-th of ``later``. Spans begin with a word and end with one.
    """

    earlier: Span
    later: Span
    runs: tuple[tuple[int, int, int], ...]


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """One article that repeats words of an earlier one.

    ``order`` says how it is known which is earlier: ``date`` by the dates of publication, or ``id`` when the dates are equal or one is
    unknown, and the order then means nothing (articles without a date come after all that have one; equals go by their ids).
    ``earlier_share`` and ``later_share`` are the shares, 0 to 1, of each article's words that are equal; ``passages`` stand in the
    order of the later article.
    """

    earlier: ArticleRef
    later: ArticleRef
    order: Order
    earlier_share: float
    later_share: float
    passages: tuple[Passage, ...]


class Printing(msgspec.Struct, frozen=True, kw_only=True):
    """Where words were first printed, as far as these articles show.

    ``order`` is ``id`` when any step to it rests on dates that are equal or unknown.
    """

    article: ArticleRef
    span: Span
    order: Order


def find_copies(articles: Iterable[Article], *, common_in: int = COMMON_IN) -> list[Copy]:
    """The copies among ``articles``, by later and then by earlier article in order of publication.

    An article is compared with those that first printed its words, not with every other copy of them: a hundred reprints of one text are
    ninety-nine copies of the first. A passage has at least twelve equal words; articles shorter than that are copies only when all
    their words are equal. Words that stand in more than ``common_in`` otherwise different articles, or in more than five of one publisher, do not make a copy
    by themselves.
    An article that is given twice counts once.

    Raises:
        UsageError: If two different texts have one id, or ``common_in`` is below 1.
    """
    if common_in < 1:
        raise UsageError(f"common_in is {common_in}, but must be at least 1; leave it out for the default of {COMMON_IN}")
    ordered = sorted(_distinct(articles), key=_place_in_time)
    texts = Texts(article.text for article in ordered)
    signatures, hashes, places = sketch(texts)
    near = alike(signatures, least=_ALIKE)
    phrases = StockPhrases(
        groups=np.array(
            _joined(len(ordered), ((left, right) for left, right, share in near if share >= _REPRINT)), dtype=np.int64
        ),
        publishers=np.array(_publishers(ordered), dtype=np.int64),
        most=common_in,
        most_own=min(OWN_IN, common_in),
    )
    parts, stock = sharing(texts, hashes, places, phrases, run=LEAST_WORDS, short_run=_SHORT_RUN)
    pairs = _to_the_first(parts, [(left, right) for left, right, _ in near])
    words_of = lru_cache(maxsize=1000)(lambda number: [match.span() for match in WORD.finditer(ordered[number].text)])
    found = []
    for earlier, later in pairs:
        aligned = _of_their_own(align(texts.of(earlier), texts.of(later)), stock[texts.starts[later] : texts.ends[later]])
        if aligned:
            found.append(_copy(ordered[earlier], ordered[later], aligned, words_of(earlier), words_of(later)))
    return found


def _distinct(articles: Iterable[Article]) -> list[Article]:
    known: dict[str, Article] = {}
    for article in articles:
        before = known.setdefault(article.id, article)
        if before.text != article.text:
            raise UsageError(
                f"two articles have the id {article.id!r} but different texts; an id stands for one text: "
                "give each version its own, or leave the id out when making the article"
            )
    return list(known.values())


def _to_the_first(parts: Iterable[tuple[int, int]], near: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """All pairs (earlier, later) by later and earlier; of ``near`` only those that are not two copies of one still earlier article."""
    before: defaultdict[int, set[int]] = defaultdict(set)
    for earlier, later in parts:
        before[later].add(earlier)
    for earlier, later in sorted(near, key=lambda pair: (pair[1], pair[0])):
        if before[later].isdisjoint(before[earlier]):
            before[later].add(earlier)
    return [(earlier, later) for later in sorted(before) for earlier in sorted(before[later])]


def _of_their_own(aligned: Sequence[Aligned], stock: NDArray[np.bool_]) -> list[Aligned]:
    """The passages that are not mostly stock words; none when fewer than twelve of all their words are not stock."""
    own = [sum(int((~stock[run.later : run.later + run.size]).sum()) for run in passage.runs) for passage in aligned]
    if sum(own) < min(LEAST_WORDS, len(stock)):
        return []
    return [passage for passage, words in zip(aligned, own, strict=True) if 2 * words > passage.equal]


def _publishers(articles: Iterable[Article]) -> list[int]:
    """A number for each article's publisher; an article without one has a number of its own."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(article.publisher or f"\x1f{article.id}", len(numbers)) for article in articles]


def _place_in_time(article: ArticleRef) -> tuple[bool, str, str]:
    return article.published is None, article.published or "", article.id


def _copy(
    earlier: Article,
    later: Article,
    aligned: Sequence[Aligned],
    earlier_words: Sequence[tuple[int, int]],
    later_words: Sequence[tuple[int, int]],
) -> Copy:
    taken = {word for passage in aligned for run in passage.runs for word in range(run.earlier, run.earlier + run.size)}
    dated = earlier.published is not None and later.published is not None and earlier.published != later.published
    return Copy(
        earlier=earlier.ref(),
        later=later.ref(),
        order="date" if dated else "id",
        earlier_share=len(taken) / len(earlier_words),
        later_share=sum(passage.equal for passage in aligned) / len(later_words),
        passages=tuple(
            Passage(
                earlier=_cut(earlier.text, earlier_words, passage.earlier),
                later=_cut(later.text, later_words, passage.later),
                runs=tuple((run.earlier - passage.earlier[0], run.later - passage.later[0], run.size) for run in passage.runs),
            )
            for passage in aligned
        ),
    )


def _cut(text: str, words: Sequence[tuple[int, int]], covered: tuple[int, int]) -> Span:
    return Span.cut(text, words[covered[0]][0], words[covered[1] - 1][1])


class FirstPrintings:
    """Where the words of each article were first printed; made by :func:`first_printed`."""

    def __init__(self, copies: Iterable[Copy]) -> None:
        self._copies: defaultdict[str, list[Copy]] = defaultdict(list)
        for copy in copies:
            self._copies[copy.later.id].append(copy)
        for found in self._copies.values():
            found.sort(key=lambda copy: _place_in_time(copy.earlier))

    def of(self, article: ArticleRef, span: Span) -> Printing:
        """The first printing of the words of ``span``, a sentence or any other part of ``article``.

        Words count as printed before when more than half of them stand in an earlier article, in one passage; the span of the answer
        reaches from the first to the last of these. Words that are in no copy were first printed where they stand.
        """
        at = article.ref() if isinstance(article, Article) else article
        printing = Printing(article=at, span=span, order="date")
        while (before := self._before(printing)) is not None:
            printing = before
        return printing

    def _before(self, printing: Printing) -> Printing | None:
        size = sum(1 for _ in WORD.finditer(printing.span.text))
        for copy in self._copies.get(printing.article.id, ()):
            answers = [_carried_back(passage, printing.span) for passage in copy.passages]
            equal, span = max(
                ((equal, span) for equal, span in answers), key=lambda answer: answer[0], default=(0, printing.span)
            )
            if 2 * equal > size:
                order: Order = "id" if "id" in (copy.order, printing.order) else "date"
                return Printing(article=copy.earlier, span=span, order=order)
        return None


def first_printed(copies: Iterable[Copy]) -> FirstPrintings:
    """What answers, for any span of any article, where its words were first printed.

    For example ``first_printed(find_copies(articles)).of(saying.article, saying.sentence).article.publisher``.
    """
    return FirstPrintings(copies)


def _carried_back(passage: Passage, span: Span) -> tuple[int, Span]:
    """How many words of ``span``, in the later article, are equal in the earlier one, and from the first to the last of them there."""
    if not passage.later.overlaps(span.start, span.end):
        return 0, passage.earlier
    theirs = [match.span() for match in WORD.finditer(passage.later.text)]
    first = bisect_left([start for start, _ in theirs], span.start - passage.later.start)
    last = bisect_right([end for _, end in theirs], span.end - passage.later.start)
    inside = [
        (max(later, first) + earlier - later, min(later + size, last) + earlier - later)
        for earlier, later, size in passage.runs
        if max(later, first) < min(later + size, last)
    ]
    if not inside:
        return 0, passage.earlier
    ours = [match.span() for match in WORD.finditer(passage.earlier.text)]
    start, end = ours[inside[0][0]][0], ours[inside[-1][1] - 1][1]
    offset = passage.earlier.start
    return sum(upto - begin for begin, upto in inside), Span(passage.earlier.text[start:end], offset + start, offset + end)


def independent_articles(
    articles: Iterable[ArticleRef], copies: Iterable[Copy], *, share: float = MOST_OF_ITS_TEXT
) -> list[tuple[ArticleRef, ...]]:
    """Articles in groups of which each counts as one witness; a group begins with its earliest article.

    A later article goes with an earlier one when at least ``share`` of its words are from there; where it is not known which is earlier,
    when that is so of either. ``copies`` may be of more articles than ``articles``: two reprints of an agency's text that is not among
    them are still one.

    Raises:
        UsageError: If ``share`` is not above 0 and at most 1.
    """
    if not 0 < share <= 1:
        raise UsageError(
            f"share is {share}, but must be above 0 and at most 1; leave it out for the default of {MOST_OF_ITS_TEXT}"
        )
    wanted = {article.id: article for article in articles}
    numbers = {id: n for n, id in enumerate(wanted)}
    links = []
    for copy in copies:
        common = copy.later_share if copy.order == "date" else max(copy.earlier_share, copy.later_share)
        if common >= share:
            links.append(tuple(numbers.setdefault(id, len(numbers)) for id in (copy.earlier.id, copy.later.id)))
    roots = _joined(len(numbers), ((left, right) for left, right in links))
    groups: defaultdict[int, list[ArticleRef]] = defaultdict(list)
    for article in sorted(wanted.values(), key=_place_in_time):
        groups[roots[numbers[article.id]]].append(article)
    return [tuple(group) for group in groups.values()]


def witness_of(articles: Iterable[ArticleRef], copies: Iterable[Copy], *, share: float = MOST_OF_ITS_TEXT) -> dict[str, str]:
    """For each article's id, the id of the earliest of ``articles`` that it counts as one with: its own when it is independent."""
    return {article.id: group[0].id for group in independent_articles(articles, copies, share=share) for article in group}


def _joined(size: int, links: Iterable[tuple[int, int]]) -> list[int]:
    """For each number below ``size``, the least of those that it is joined with, directly or through others."""
    root = list(range(size))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for left, right in links:
        one, other = find(left), find(right)
        root[max(one, other)] = min(one, other)
    return [find(number) for number in range(size)]
