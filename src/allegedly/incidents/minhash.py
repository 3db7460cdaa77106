"""Texts as hashed words, and which texts may share some: MinHash signatures and the least shingle of every window.

A shingle is five words in a row; a word is a run of letters and digits, whatever its case, so that white space, quotation marks and
punctuation make no difference. Two nets are cast over them, and both only propose pairs; whether a pair shares text is decided word
by word in :mod:`allegedly.incidents.alignment`.

Notes:
    A. Z. Broder, "On the resemblance and containment of documents" (1997), for shingles and MinHash; S. Schleimer, D. S. Wilkerson
    and A. Aiken, "Winnowing: local algorithms for document fingerprinting" (2003), for the least shingle of every window.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]

WORD = re.compile(r"[^\W_]+")
SHINGLE = 5
# Any run of WINDOW + SHINGLE - 1 = 12 equal words has a whole window in both texts, and so the same least shingle.
WINDOW = 8
ROWS, BANDS = 4, 32

_PAD = SHINGLE - 1  # zeros after every text: no shingle and no window reaches from one text into the next
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)
_CHUNK = 1 << 16  # words hashed at a time, few enough to stay in the processor's cache
_MOST_KNOWN = 2_000_000
_FURTHEST = 64


class _WordHashes(dict[str, int]):
    """The hash of a word as it is written, from 1 to 2**32 - 1: the same on every machine and in every run."""

    def __missing__(self, word: str) -> int:
        digest = hashlib.blake2b(word.casefold().encode("utf-8", "surrogatepass"), digest_size=4).digest()
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[word] = known = int.from_bytes(digest, "little") or 1
        return known


class Texts:
    """Many texts as one row of hashed words.

    Text ``n`` has the words ``words[starts[n] : ends[n]]``; ``ends[n] - starts[n]`` is their number. Between texts stand zeros, which
    are the hash of no word.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        known = _WordHashes()
        row = array("I", [0] * _PAD)
        starts, ends = [], []
        for text in texts:
            starts.append(len(row))
            row.extend(map(known.__getitem__, WORD.findall(text)))
            ends.append(len(row))
            row.extend([0] * _PAD)
        row.extend([0] * WINDOW)
        self.words: Words = np.frombuffer(row, dtype=np.uint32)
        self.starts: Numbers = np.array(starts, dtype=np.int64)
        self.ends: Numbers = np.array(ends, dtype=np.int64)

    def __len__(self) -> int:
        return len(self.starts)

    def of(self, number: int) -> Words:
        """The hashed words of one text."""
        return self.words[self.starts[number] : self.ends[number]]

    def owners(self, places: Numbers) -> Numbers:
        """Which text each place in ``words`` is in."""
        found: Numbers = np.searchsorted(self.starts, places, side="right") - 1
        return found

    def chunks(self) -> Iterator[tuple[int, int]]:
        """Ranges ``[first, last)`` of texts to be hashed together."""
        first = 0
        while first < len(self):
            last = int(np.searchsorted(self.ends, self.starts[first] + _CHUNK, side="right"))
            last = max(last, first + 1)
            yield first, last
            first = last


def shingles(words: Words) -> Hashes:
    """The hash of each five words in a row; as many as there are words, less four (none in a text of fewer than five)."""
    size = len(words) - SHINGLE + 1
    if size <= 0:
        return np.zeros(0, dtype=np.uint64)
    total = np.zeros(size, dtype=np.uint64)
    for offset in range(SHINGLE):
        total *= np.uint64(0x9E3779B97F4A7C15)
        total += words[offset : offset + size]
        total ^= total >> np.uint64(29)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    total ^= total >> np.uint64(32)
    return total


def sketch(texts: Texts) -> tuple[NDArray[np.uint32], Hashes, Numbers]:
    """MinHash signatures of all texts, and their fingerprints.

    Returns signatures (one row a text, ``ROWS * BANDS`` columns, all ones for a text without shingles), and for each fingerprint its
    shingle's hash and the place of its first word in ``texts.words``, in the order of the texts.
    """
    signatures = np.full((len(texts), ROWS * BANDS), 0xFFFFFFFF, dtype=np.uint32)
    hashes: list[Hashes] = []
    places: list[Numbers] = []
    for first, last in texts.chunks():
        begin, end = int(texts.starts[first]), int(texts.ends[last - 1])
        found = shingles(texts.words[begin : end + _PAD])
        sizes = np.maximum(texts.ends[first:last] - texts.starts[first:last] - _PAD, 0)
        at = _ranges(texts.starts[first:last] - begin, sizes)
        whole = np.full(len(found) + WINDOW, _NONE, dtype=np.uint64)
        whole[at] = found[at]
        if len(at):
            _sign(whole[at], sizes, signatures[first:last])
            least = _least_of_windows(whole)
            hashes.append(whole[least])
            places.append(least + begin)
    if not hashes:
        return signatures, np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    return signatures, np.concatenate(hashes), np.concatenate(places)


def _ranges(starts: Numbers, sizes: Numbers) -> Numbers:
    """The numbers of all ranges ``[start, start + size)``, one range after another."""
    before = np.cumsum(sizes) - sizes
    result: Numbers = np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()), dtype=np.int64)
    return result


def _sign(found: Hashes, sizes: Numbers, signatures: NDArray[np.uint32]) -> None:
    """Write the least hash of each text's shingles under each of the 128 permutations of the numbers below 2**32."""
    filled = np.flatnonzero(sizes)
    borders = (np.cumsum(sizes) - sizes)[filled]
    low = (found >> np.uint64(32)).astype(np.uint32)
    random = np.random.default_rng(20220105)
    factors = random.integers(0, 1 << 31, ROWS * BANDS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    shifts = random.integers(0, 1 << 32, ROWS * BANDS, dtype=np.uint32)
    for column in range(ROWS * BANDS):
        signatures[filled, column] = np.minimum.reduceat(low * factors[column] + shifts[column], borders)


def _least_of_windows(row: Hashes) -> Numbers:
    """Where the least shingle of any window of eight stands.

    A window that reaches past the end of its text counts with what it has, so a short text has fingerprints as well.
    """
    lowest = row.copy()
    for step in (1, 2, 4):
        lowest[:-step] = np.minimum(lowest[:-step], lowest[step:])
    # lowest[n] is now the least of row[n : n + 8]; a shingle is taken when it is as low as the highest of the windows it is in.
    lowest[lowest == _NONE] = 0
    highest = lowest.copy()
    for step in (1, 2, 4):
        highest[step:] = np.maximum(highest[step:], highest[:-step].copy())
    taken: Numbers = np.flatnonzero((highest == row) & (row != _NONE))
    return taken


def alike(signatures: NDArray[np.uint32], *, least: float) -> list[tuple[int, int, float]]:
    """Pairs of texts that are alike as wholes: (earlier, later, estimated share of common shingles), each with the first of its band.

    Of the texts that agree in a band, each is paired with the first only: in a hundred reprints of one text that is ninety-nine pairs.
    """
    filled = np.flatnonzero((signatures != 0xFFFFFFFF).any(axis=1))
    size = np.int64(len(signatures))
    keys = [np.zeros(0, dtype=np.int64)]
    for band in range(BANDS):
        rows = signatures[filled, band * ROWS : (band + 1) * ROWS].astype(np.uint64)
        joined = np.zeros(len(filled), dtype=np.uint64)
        for column in range(ROWS):
            joined = (joined + rows[:, column]) * np.uint64(0x9E3779B97F4A7C15)
            joined ^= joined >> np.uint64(31)
        order = np.argsort(joined, kind="stable")
        firsts = order[_first_of_run(joined[order])]
        differ = firsts != order
        keys.append(filled[firsts[differ]] * size + filled[order[differ]])
    pairs = np.unique(np.concatenate(keys))
    found: list[tuple[int, int, float]] = []
    for begin in range(0, len(pairs), 10_000):
        earlier, later = np.divmod(pairs[begin : begin + 10_000], max(size, np.int64(1)))
        shares = (signatures[earlier] == signatures[later]).mean(axis=1)
        kept = shares >= least
        found.extend(zip(earlier[kept].tolist(), later[kept].tolist(), shares[kept].tolist(), strict=True))
    return found


def _first_of_run(ordered: Hashes) -> Numbers:
    """For each entry of a sorted row, where the run of entries equal to it begins."""
    begins: Numbers = np.maximum.accumulate(np.where(_changes(ordered), np.arange(len(ordered)), 0))
    return begins


class StockPhrases(NamedTuple):
    """What makes a shingle too common to say anything: how often it stands in texts that are otherwise different.

    ``groups`` and ``publishers`` hold a number for each text: texts of one group are one text reprinted and count once. A shingle is
    common in more than ``most`` groups, or in more than ``most_own`` groups of one publisher, whose standing words it then is.
    """

    groups: Numbers
    publishers: Numbers
    most: int
    most_own: int

    def find(self, shingle: Numbers, owners: Numbers) -> NDArray[np.bool_]:
        """Which occurrences are of a common shingle; ``shingle`` numbers the shingles, ``owners`` says which text each occurrence is in."""
        groups, publishers = self.groups[owners], self.publishers[owners]
        everywhere = _distinct(shingle, groups)
        common = np.bincount(shingle, weights=everywhere, minlength=1) > self.most
        own = _distinct(shingle, publishers, groups)
        order = np.lexsort((publishers, shingle))
        begins = _changes(shingle[order], publishers[order])
        number = np.cumsum(begins) - 1
        of_publisher = np.bincount(number, weights=own[order]) > self.most_own if len(order) else begins
        np.logical_or.at(common, shingle[order], of_publisher[number])
        found: NDArray[np.bool_] = common[shingle]
        return found


def _changes(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Which rows differ from the row before them, in any column; the first does."""
    changed = np.ones(len(columns[0]), dtype=bool)
    changed[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return changed


def _distinct(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Marks one of each set of equal rows."""
    order = np.lexsort(columns)
    marked = np.zeros(len(order), dtype=bool)
    marked[order] = _changes(*(column[order] for column in columns))
    return marked


def sharing(
    texts: Texts, hashes: Hashes, places: Numbers, phrases: StockPhrases, *, run: int, short_run: int
) -> tuple[list[tuple[int, int]], NDArray[np.bool_]]:
    """Pairs of texts (earlier, later) with a run of equal words, the earlier being the first that printed them; and the stock words.

    Stock ``phrases`` join nothing, and their words do not count: the second answer marks them in ``texts.words``. A fingerprint is
    followed to the first text that has ``run`` equal words around it; texts with fewer, but at least ``short_run``, are proposed when
    two or more fingerprints say so.
    """
    hashes, places = _occurrences(texts, _shared(texts, hashes, places))
    order = np.argsort(hashes, kind="stable")
    hashes, places = hashes[order], places[order]
    owners = texts.owners(places)
    fresh = _changes(hashes, owners)
    hashes, places, owners = hashes[fresh], places[fresh], owners[fresh]
    begins = _first_of_run(hashes)
    rank = np.arange(len(begins)) - begins
    common = phrases.find(begins, owners)
    stock = _covered(len(texts.words), np.sort(places[common]))
    waiting = np.flatnonzero((rank > 0) & ~common)
    strong, weak = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for step in range(phrases.most):
        earlier = begins[waiting] + step
        length = _equal_around(texts.words, stock, places[earlier], places[waiting], run)
        pair = owners[earlier] * len(texts) + owners[waiting]
        done = length >= run
        strong.append(np.unique(pair[done]))
        weak.append(pair[~done & (length >= short_run)])
        waiting = waiting[~done & (rank[waiting] > step + 1)]
        if not len(waiting):
            break
    often, times = np.unique(np.concatenate(weak), return_counts=True)
    keys = np.unique(np.concatenate([*strong, often[times > 1]]))
    return [(int(key) // len(texts), int(key) % len(texts)) for key in keys], stock


def _covered(size: int, places: Numbers) -> NDArray[np.bool_]:
    """Marks the words of the shingles at ``places`` (sorted), and those between two that are no further apart than a window."""
    marked = np.zeros(size, dtype=bool)
    sizes = np.full(len(places), SHINGLE, dtype=np.int64)
    apart = np.diff(places)
    sizes[:-1] = np.where(apart <= WINDOW, np.maximum(apart, SHINGLE), SHINGLE)
    marked[_ranges(places, sizes)] = True
    return marked


def _shared(texts: Texts, hashes: Hashes, places: Numbers) -> Hashes:
    """The fingerprints that more than one text has, sorted, each once."""
    order = np.argsort(hashes, kind="stable")
    ordered, owners = hashes[order], texts.owners(places[order])
    other = np.flatnonzero((ordered[1:] == ordered[:-1]) & (owners[1:] != owners[:-1]))
    return np.unique(ordered[other])


def _occurrences(texts: Texts, wanted: Hashes) -> tuple[Hashes, Numbers]:
    """Every place where a shingle of ``wanted`` (sorted) stands, in the order of the texts, also where it is the least of no window.

    Which shingles are least depends on their neighbours; who printed a shingle first, and how common it is, must not.
    """
    maybe = np.zeros(1 << 24, dtype=bool)  # most shingles are ruled out by 24 bits of their hash
    maybe[wanted >> np.uint64(40)] = True
    hashes, places = [wanted[:0]], [np.zeros(0, dtype=np.int64)]
    for first, last in texts.chunks() if len(wanted) else ():
        begin = int(texts.starts[first])
        found = shingles(texts.words[begin : int(texts.ends[last - 1])])
        at = np.flatnonzero(maybe[found >> np.uint64(40)])
        at = at[wanted[np.minimum(np.searchsorted(wanted, found[at]), len(wanted) - 1)] == found[at]]
        hashes.append(found[at])
        places.append(at + begin)
    return np.concatenate(hashes), np.concatenate(places)


def _equal_around(words: Words, stock: NDArray[np.bool_], left: Numbers, right: Numbers, most: int) -> Numbers:
    """How many words that are not ``stock`` are equal in a row around two equal shingles, counted until ``most``."""
    length = np.zeros(len(right), dtype=np.int64)
    for offset in range(SHINGLE):
        length += ~stock[right + offset]
    for direction, begin in ((1, SHINGLE), (-1, -1)):
        going = np.flatnonzero(length < most)
        for offset in range(begin, begin + direction * _FURTHEST, direction):
            ours, theirs = words[left[going] + offset], words[right[going] + offset]
            going = going[(ours == theirs) & (ours != 0)]
            length[going] += ~stock[right[going] + offset]
            going = going[length[going] < most]
            if not len(going):
                break
    return length
