"""Which words of one text stand in another in the same order, in runs and in passages with small changes inside."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegedly.incidents.minhash import SHINGLE, Words, shingles

# Twelve words in a row are hardly ever chosen twice; shorter runs are titles of office, stock phrases and names.
LEAST_WORDS = 12
# A changed date, a figure brought up to date, an attribution put in: no more than this many words between equal ones.
LONGEST_CHANGE = 10
# Of a passage, on both sides, at least this share of words is equal.
LEAST_EQUAL = 0.7

_MOST_PLACES = 8
# Beyond the ends of a passage three equal words are enough when no more than two were changed, put in or left out before them.
_EDGE_RUN = 3
_EDGE_CHANGES = ((1, 1), (0, 1), (1, 0), (2, 2), (1, 2), (2, 1), (0, 2), (2, 0))


class Run(NamedTuple):
    """``size`` equal words in a row, from word ``earlier`` of one text and from word ``later`` of the other."""

    earlier: int
    later: int
    size: int


class Aligned(NamedTuple):
    """One passage as its runs of equal words, in the order of both texts."""

    runs: tuple[Run, ...]

    @property
    def equal(self) -> int:
        """The number of equal words."""
        return sum(run.size for run in self.runs)

    @property
    def earlier(self) -> tuple[int, int]:
        """The words ``[first, last)`` that it covers in the earlier text."""
        return self.runs[0].earlier, self.runs[-1].earlier + self.runs[-1].size

    @property
    def later(self) -> tuple[int, int]:
        """The words ``[first, last)`` that it covers in the later text."""
        return self.runs[0].later, self.runs[-1].later + self.runs[-1].size


def align(earlier: Words, later: Words) -> list[Aligned]:
    """The passages that two texts share, in the order of the later one.

    Each has at least twelve equal words; two texts of fewer words share a passage only when all their words are equal (and at least
    five). No word of the later text is in two runs.
    """
    if SHINGLE <= len(earlier) == len(later) < LEAST_WORDS and bool((earlier == later).all()):
        return [Aligned((Run(0, 0, len(later)),))]
    passages = [Aligned(tuple(chain)) for chain in _chains(equal_runs(earlier, later))]
    kept = [passage for passage in passages if _worth_telling(passage)]
    free = np.ones(len(later), dtype=bool)
    for passage in kept:
        free[passage.later[0] : passage.later[1]] = False
    return [_to_its_edges(passage, earlier, later, free) for passage in kept]


def _to_its_edges(passage: Aligned, earlier: Words, later: Words, free: NDArray[np.bool_]) -> Aligned:
    """The passage with the few equal words beyond a word or two that were changed near its beginning or end."""
    (begin, first), (end, last) = (passage.earlier[0], passage.later[0]), (passage.earlier[1], passage.later[1])
    after = [Run(end + run.earlier, last + run.later, run.size) for run in _beyond(earlier[end:], later[last:], free[last:])]
    back = _beyond(earlier[:begin][::-1], later[:first][::-1], free[:first][::-1])
    before = [Run(begin - run.earlier - run.size, first - run.later - run.size, run.size) for run in reversed(back)]
    for run in before + after:
        free[run.later : run.later + run.size] = False
    return Aligned((*before, *passage.runs, *after))


def _beyond(earlier: Words, later: Words, free: NDArray[np.bool_]) -> list[Run]:
    """Short runs one after another from the beginning of both, each after a change of a few words."""
    runs: list[Run] = []
    ours = theirs = 0
    while True:
        for left, right in _EDGE_CHANGES:
            one, other = ours + left, theirs + right
            if not free[theirs:other].all():
                continue
            size = _equal_ahead(earlier[one:], later[other:], free[other:])
            if size >= _EDGE_RUN:
                runs.append(Run(one, other, size))
                ours, theirs = one + size, other + size
                break
        else:
            return runs


def _worth_telling(passage: Aligned) -> bool:
    longest = max(passage.earlier[1] - passage.earlier[0], passage.later[1] - passage.later[0])
    return passage.equal >= LEAST_WORDS and passage.equal >= LEAST_EQUAL * longest


def equal_runs(earlier: Words, later: Words) -> list[Run]:
    """Runs of at least five equal words, in the order of the later text; none overlaps another there.

    The rarest shingles are followed first, so that a phrase that comes back often is not tied to the wrong place.
    """
    known, asked = shingles(earlier), shingles(later)
    order = np.argsort(known, kind="stable")
    ordered = known[order]
    first = np.searchsorted(ordered, asked, side="left")
    count = np.searchsorted(ordered, asked, side="right") - first
    hits = np.flatnonzero(count)
    if not len(hits):
        return []
    hits = hits[np.argsort(count[hits], kind="stable")]
    free = np.ones(len(later), dtype=bool)
    runs = []
    for place in hits.tolist():
        if not free[place]:
            continue
        options = order[first[place] : first[place] + min(int(count[place]), _MOST_PLACES)].tolist()
        run = max((_extended(earlier, later, free, option, place) for option in options), key=lambda found: found.size)
        if run.size >= SHINGLE:
            free[run.later : run.later + run.size] = False
            runs.append(run)
    return sorted(runs, key=lambda run: run.later)


def _extended(earlier: Words, later: Words, free: NDArray[np.bool_], left: int, right: int) -> Run:
    """The longest run of equal words through two places, over words of the later text that are in no other run."""
    ahead = _equal_ahead(earlier[left:], later[right:], free[right:])
    back = _equal_ahead(earlier[:left][::-1], later[:right][::-1], free[:right][::-1])
    return Run(left - back, right - back, ahead + back)


def _equal_ahead(ours: Words, theirs: Words, free: NDArray[np.bool_]) -> int:
    """How many words from the beginning of both are equal (and free)."""
    size, done, step = min(len(ours), len(theirs)), 0, 64
    while done < size:
        upto = min(done + step, size)
        equal = (ours[done:upto] == theirs[done:upto]) & free[done:upto]
        if not equal.all():
            return done + int(equal.argmin())
        done, step = upto, step * 2
    return size


def _chains(runs: list[Run]) -> list[list[Run]]:
    """Runs put together where only a small change stands between them, in both texts."""
    chains: list[list[Run]] = []
    near: list[list[Run]] = []
    for run in runs:
        near = [chain for chain in near if run.later - _end(chain).later <= LONGEST_CHANGE]
        fitting = [chain for chain in near if _small_change(chain[-1], run)]
        if fitting:
            min(fitting, key=lambda chain: run.earlier - _end(chain).earlier).append(run)
        else:
            chains.append([run])
            near.append(chains[-1])
    return chains


def _end(chain: list[Run]) -> Run:
    last = chain[-1]
    return Run(last.earlier + last.size, last.later + last.size, 0)


def _small_change(before: Run, after: Run) -> bool:
    """Whether what stands between two runs is no longer than an edit, and than the longer of the two."""
    left = after.earlier - before.earlier - before.size
    right = after.later - before.later - before.size
    return left >= 0 and right >= 0 and max(left, right) <= min(LONGEST_CHANGE, max(before.size, after.size))
