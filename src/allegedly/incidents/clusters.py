"""Groups of sayings, joined from the strongest pair to the weakest, as long as nothing in either group speaks against it.

Sayings that no chain of pairs and judgements connects never meet, so each such neighbourhood is worked through by itself.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegedly.incidents.aspects import MOST_DAYS_APART
from allegedly.incidents.blocking import pair_rows
from allegedly.incidents.evidence import ENOUGH, Bare, Evidence
from allegedly.incidents.judging import Judged
from allegedly.incidents.scoring import Scoring
from allegedly.incidents.traits import Traits

# Two groups are one only if their members are alike on the whole, and not at one corner alone.
_ON_THE_WHOLE = 2.4
_LOOKED_AT = 8
# Scores of pairs that are remembered at a time, beside those that are given.
_MOST_SCORES = 300_000
# So many pairs are looked at in a row.
_AT_ONCE = 100_000
# Nothing is decided by less than what adding up in another order may change.
_MARGIN = 1e-6


class Group:
    """Sayings taken for one happening so far: indices in order of time, what bounds them, and what joined them."""

    def __init__(self, index: int, traits: Traits, name: str, apart: Iterable[str]) -> None:
        self.members = [index]
        self.apart = set(apart)
        self.judged = {name}
        self.reasons: list[dict[str, str]] = []
        # For each member, whom it was like first and in what.
        self.why: dict[int, tuple[int, dict[str, str]]] = {}
        self.days = traits.days
        self.places = {(traits.place, traits.here.country, traits.here.precision): traits} if traits.here else {}
        known = traits.ordinal
        self.published = (known, known) if known is not None else None
        self.undated = self.published if traits.days is None else None

    def rules_out(self, other: Group) -> bool:
        """Whether days or places of some member of one group miss those of some member of the other.

        Stretches of days that meet pairwise have a day in common, so that the common stretch stands for all members.
        """
        if self.days and other.days and (self.days[1] < other.days[0] or other.days[1] < self.days[0]):
            return True
        if _too_far(self.undated, other.published) or _too_far(other.undated, self.published):
            return True
        return any(here.places_conflict(there) for here in self.places.values() for there in other.places.values())

    def take_in(self, other: Group) -> None:
        """Become one with another group."""
        self.members = sorted(self.members + other.members)
        self.apart |= other.apart
        self.judged |= other.judged
        self.reasons += other.reasons
        self.why |= other.why
        if self.days and other.days:
            first, last = max(self.days[0], other.days[0]), min(self.days[1], other.days[1])
            # Only a judgement joins what does not meet; then either stretch will do.
            self.days = (first, last) if first <= last else self.days
        else:
            self.days = self.days or other.days
        self.places = {**other.places, **self.places}
        self.published, self.undated = _both(self.published, other.published), _both(self.undated, other.undated)


class Edges:
    """The pairs that may be one happening: three rows of the same length, of scores and of the earlier and the later sayings."""

    def __init__(self) -> None:
        self.scores, self.left, self.right = array("d"), array("i"), array("i")

    def add(self, score: float, left: int, right: int) -> None:
        """Take in a pair."""
        self.scores.append(score)
        self.left.append(left)
        self.right.append(right)

    def add_rows(self, scores: NDArray[np.float64], left: NDArray[np.int64], right: NDArray[np.int64]) -> None:
        """Take in many pairs."""
        self.scores.frombytes(scores.tobytes())
        self.left.frombytes(left.astype(np.int32).tobytes())
        self.right.frombytes(right.astype(np.int32).tobytes())


class Neighbourhood(NamedTuple):
    """Sayings that chains of likely pairs, or judgements, connect: indices in order of time, and the pairs, the strongest first."""

    members: NDArray[np.int64]
    scores: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]


def neighbourhoods(names: Sequence[str], edges: Edges) -> Iterator[Neighbourhood]:
    """Yield the neighbourhoods of all sayings; ``names`` says of each which group it was judged into."""
    roots = _roots(names, edges)
    sizes = np.bincount(roots, minlength=len(names))
    scores = np.frombuffer(edges.scores, dtype=np.float64)
    left, right = np.frombuffer(edges.left, dtype=np.int32), np.frombuffer(edges.right, dtype=np.int32)
    at = roots[left]
    # Strongest first; equals in order of time.
    order = np.lexsort((right, left, -scores, at))
    borders = np.searchsorted(at[order], np.arange(len(names) + 1))
    members = np.argsort(roots, kind="stable")
    begin = 0
    while begin < len(members):
        root = int(roots[members[begin]])
        end = begin + int(sizes[root])
        own = order[borders[root] : borders[root + 1]]
        yield Neighbourhood(members[begin:end], scores[own], left[own], right[own])
        begin = end


def groups(near: Neighbourhood, traits: Sequence[Traits], evidence: Evidence, judged: Judged) -> Iterable[Group]:
    """The groups of one neighbourhood."""
    clusters = Clusters(near.members.tolist(), traits, evidence, judged)
    clusters.join_all(near.scores, near.left, near.right)
    return clusters.groups.values()


def likely_pairs(traits: Sequence[Traits], evidence: Evidence) -> Edges:
    """The pairs with :data:`ENOUGH` evidence, of those worth comparing; ``traits`` are those that the evidence is of."""
    edges = Edges()
    likely = Scoring(traits, evidence)
    for earlier, later in pair_rows(traits, evidence.wording):
        edges.add_rows(*likely(earlier, later))
    return edges


def _roots(names: Sequence[str], edges: Edges) -> NDArray[np.int64]:
    """For each saying the first one that any chain of pairs, or a judgement that they are the same, connects it with."""
    root = list(range(len(names)))

    def join(left: int, right: int) -> None:
        while root[left] != left:
            root[left] = root[root[left]]
            left = root[left]
        while root[right] != right:
            root[right] = root[root[right]]
            right = root[right]
        if left < right:
            root[right] = left
        else:
            root[left] = right

    first: dict[str, int] = {}
    for index, name in enumerate(names):
        join(first.setdefault(name, index), index)
    for left, right in zip(edges.left, edges.right, strict=True):
        join(left, right)
    for index in range(len(root)):
        root[index] = root[root[index]]
    return np.array(root, dtype=np.int64)


class Known:
    """The scores of given pairs, looked up in two rows of numbers: as a dictionary they would take ten times the memory."""

    def __init__(
        self,
        scores: NDArray[np.float64] | None = None,
        left: NDArray[np.int32] | None = None,
        right: NDArray[np.int32] | None = None,
    ) -> None:
        self._pairs, self._scores = array("q"), array("d")
        if scores is not None and left is not None and right is not None:
            pairs = (left.astype(np.int64) << 32) | right
            order = np.argsort(pairs, kind="stable")
            self._pairs.frombytes(pairs[order].tobytes())
            self._scores.frombytes(scores[order].tobytes())

    def get(self, pair: tuple[int, int]) -> float | None:
        """The score of a pair, the earlier saying first; capped, and null where it was not given."""
        number = pair[0] << 32 | pair[1]
        place = bisect_left(self._pairs, number)
        return _capped(self._scores[place]) if place < len(self._pairs) and self._pairs[place] == number else None


class Clusters:
    """The groups of one neighbourhood of sayings; ``members`` are their indices in order of time."""

    def __init__(self, members: Sequence[int], traits: Sequence[Traits], evidence: Evidence, judged: Judged) -> None:
        self._traits, self._evidence = traits, evidence
        self._known = Known()
        self._scores: dict[tuple[int, int], float] = {}
        self._refused: dict[tuple[int, int], tuple[int, int]] = {}
        self._of = {index: index for index in members}
        self.groups: dict[int, Group] = {}
        first: dict[str, int] = {}
        for index in members:
            name = judged.group(traits[index].saying.id)
            self.groups[index] = Group(index, traits[index], name, judged.apart(name))
            if name in first:
                self._join(first[name], index, {"judged": "yes"})
            else:
                first[name] = index

    def join_all(self, scores: NDArray[np.float64], lefts: NDArray[np.int32], rights: NDArray[np.int32]) -> None:
        """Join along the pairs, as they come: the strongest first."""
        self._known = Known(scores, lefts, rights)
        for begin in range(0, len(scores), _AT_ONCE):
            some = slice(begin, begin + _AT_ONCE)
            for left, right in zip(lefts[some].tolist(), rights[some].tolist(), strict=True):
                here, there = self._find(left), self._find(right)
                if here != there and self._may(here, there):
                    self._join(left, right, self._evidence.compare(self._traits[left], self._traits[right])[1])

    def _may(self, left: int, right: int) -> bool:
        here, there = self.groups[left], self.groups[right]
        # What was refused once is refused as long as neither has grown.
        sizes = len(here.members), len(there.members)
        if self._refused.get((left, right)) == sizes:
            return False
        may = self._fit(here, there)
        if not may:
            self._refused[left, right] = sizes
        return may

    def _fit(self, here: Group, there: Group) -> bool:
        if here.apart & there.judged or there.apart & here.judged or here.rules_out(there):
            return False
        if len(here.members) == len(there.members) == 1:
            return True
        pairs = [(a, b) for a in here.members[:_LOOKED_AT] for b in there.members[:_LOOKED_AT]]
        for one, other in ((here, there), (there, here)):
            if len(one.members) == 1 and self._traits[one.members[0]].titled:
                # What a title tells is seen by its own article, where that is in the other group.
                article = self._traits[one.members[0]].saying.article.id
                own = {index for index in other.members if self._traits[index].saying.article.id == article}
                pairs = [pair for pair in pairs if own & set(pair)] or pairs
        return self._alike_on_the_whole(pairs)

    def _alike_on_the_whole(self, pairs: Sequence[tuple[int, int]]) -> bool:
        """Whether the mean score of these pairs is enough; no more of them is worked out than that takes."""
        enough = _ON_THE_WHOLE * len(pairs)
        least = most = 0.0
        unknown: list[tuple[tuple[int, int], Bare, float, float]] = []
        scores: dict[tuple[int, int], float] = {}
        for left, right in pairs:
            pair = (left, right) if left < right else (right, left)
            score = self._scores.get(pair)
            if score is None and (score := self._known.get(pair)) is None:
                bare = self._evidence.bare(self._traits[pair[0]], self._traits[pair[1]])
                low, high = map(_capped, bare.bounds()) if bare else (0.0, 0.0)
                if bare and low < high:
                    unknown.append((pair, bare, low, high))
                    least, most = least + low, most + high
                    continue
                score = self._keep(pair, low)
            scores[left, right] = score
            least, most = least + score, most + score
        for pair, bare, low, high in unknown:
            if least >= enough + _MARGIN or most < enough - _MARGIN:
                break
            score = self._keep(pair, _capped(self._evidence.with_words(bare, self._traits[pair[0]], self._traits[pair[1]])))
            scores[pair] = score
            least, most = least + score - low, most + score - high
        else:
            if enough - _MARGIN <= least < enough + _MARGIN:
                whole = [scores[pair] if pair in scores else scores[pair[1], pair[0]] for pair in pairs]
                return sum(whole) / len(whole) >= _ON_THE_WHOLE
        return least >= enough

    def _keep(self, pair: tuple[int, int], score: float) -> float:
        if len(self._scores) >= _MOST_SCORES:
            self._scores.clear()
        self._scores[pair] = score
        return score

    def _find(self, index: int) -> int:
        of = self._of
        while of[index] != index:
            of[index] = of[of[index]]
            index = of[index]
        return index

    def _join(self, left: int, right: int, alike: dict[str, str]) -> None:
        here, there = sorted((self._find(left), self._find(right)))
        group = self.groups[here]
        group.take_in(self.groups.pop(there))
        group.reasons.append(alike)
        # Whoever was alone until now is here because of this pair.
        group.why.setdefault(left, (right, alike))
        group.why.setdefault(right, (left, alike))
        self._of[there] = here


def _capped(score: float) -> float:
    # Above a certain likeness more of it does not make up for what is unlike.
    return min(score, 2 * ENOUGH)


def _too_far(undated: tuple[int, int] | None, published: tuple[int, int] | None) -> bool:
    if undated is None or published is None:
        return False
    return max(undated[1] - published[0], published[1] - undated[0]) > MOST_DAYS_APART


def _both(left: tuple[int, int] | None, right: tuple[int, int] | None) -> tuple[int, int] | None:
    if left is None or right is None:
        return left or right
    return min(left[0], right[0]), max(left[1], right[1])
