"""Which pairs of sayings are worth comparing: those that share two things, near each other in time.

Two sayings can only be one happening when they share a deed and something else, or both parties (see ``evidence``). Each such
combination is a key; sayings under one key are compared with their nearest neighbours in time only, so that the number of pairs grows
with the number of sayings and not with its square.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from allegedly.incidents.names import kinds_of_words
from allegedly.incidents.traits import Traits
from allegedly.incidents.wording import Wording

NEIGHBOURS = 8
_RAREST = 3
# A longer stretch of time is one key by its month, not one for each of its days.
_MOST_DAYS = 8

Key = tuple[str, ...]
Numbers = NDArray[np.int64]
# So many sayings are given their neighbours at a time.
_AT_ONCE = 20_000


def pairs(traits: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    """Yield each pair of indices worth comparing once, the smaller first. ``traits`` are in order of time."""
    for left, right in pair_rows(traits, Wording(traits)):
        yield from zip(left.tolist(), right.tolist(), strict=True)


def pair_rows(traits: Sequence[Traits], wording: Wording) -> Iterator[tuple[Numbers, Numbers]]:
    """The same as rows of numbers: the earlier ones of many pairs and the later ones, by the later and then by the earlier."""
    under, index = _under_keys(traits, wording)
    for first in range(0, len(traits), _AT_ONCE):
        last = min(first + _AT_ONCE, len(traits))
        found = [np.zeros(0, dtype=np.int64)]
        of_these = np.flatnonzero((index >= first) & (index < last))
        for step in range(1, NEIGHBOURS + 1):
            here = of_these[of_these >= step]
            here = here[under[here] == under[here - step]]
            found.append(index[here].astype(np.int64) * len(traits) + index[here - step])
        both = np.concatenate(found)
        both.sort()
        once = np.ones(len(both), dtype=bool)
        once[1:] = both[1:] != both[:-1]
        later, earlier = np.divmod(both[once], np.int64(max(len(traits), 1)))
        yield earlier, later


def _under_keys(traits: Sequence[Traits], wording: Wording) -> tuple[Numbers, NDArray[np.int32]]:
    """Every key of every saying as a number, with the index of the saying, in the order of keys and then of time.

    Keys that only one saying has are left out. Two keys have one number once in some billions of crises; sayings are then compared in vain.
    """
    told = wording.told().tolist()
    # Rows are taken one by one: as a list of numbers all of them would take a good part of the memory.
    beside = wording.beside.words
    starts = wording.beside.starts.tolist()
    numbers: dict[str, int] = {}
    under, index = array("q"), array("i")
    for n, one in enumerate(traits):
        for key in keys(one) | _rare_keys(one, beside[starts[n] : starts[n + 1]].tolist(), told, wording.vocabulary):
            # The hash of a tuple of numbers is the same in every process, that of text is not.
            under.append(hash(tuple([numbers.setdefault(word, len(numbers)) for word in key])))
            index.append(n)
    ours, of = np.frombuffer(under, dtype=np.int64), np.frombuffer(index, dtype=np.int32)
    # Keys were taken in order of time, and stay in it.
    order = np.argsort(ours, kind="stable")
    ours, of = ours[order], of[order]
    del under, index, order
    alone = np.ones(len(ours), dtype=bool)
    alone[1:] &= ours[1:] != ours[:-1]
    alone[:-1] &= ours[1:] != ours[:-1]
    return ours[~alone], of[~alone]


def keys(one: Traits) -> set[Key]:
    """What a matching saying is looked up by."""
    actors, recipients = _tokens(one, "actors"), _tokens(one, "recipients")
    places = {f"at {word}" for word in one.place or one.setting}
    days = {f"on {day}" for day in _days(one)}
    counts = {f"{kind} {value}" for kind, value in one.counts.items()}
    found: set[Key] = set()
    for deed in one.deeds | {f"near {near}" for near in one.near}:
        for other in actors | recipients | places | days | counts:
            found.add((one.frame, deed, other))
        found.add((one.frame, deed, one.saying.sentence.text))
        found.add((one.frame, deed, one.saying.article.id))
    if len(one.deeds) > 1:
        found.add((one.frame, *sorted(one.deeds)))
    for actor in actors:
        for recipient in recipients:
            found.add((one.frame, actor, recipient))
    return found


def _rare_keys(one: Traits, beside: Sequence[int], told: Sequence[int], vocabulary: Sequence[str]) -> set[Key]:
    """The deed with each of the rarest words beside it that some other saying has too; of equally rare ones the first by the alphabet."""
    rarest = sorted([(told[word], word) for word in beside if told[word] > 1])[:_RAREST]
    return {(one.frame, deed, f"beside {vocabulary[word]}") for deed in one.deeds for _, word in rarest}


def _tokens(one: Traits, role: str) -> set[str]:
    """The words of the parties of one role, and what kind they are of."""
    known = kinds_of_words()
    return {f"{role} {known.get(word, word)}" for party in getattr(one, role) for word in party.words}


def _days(one: Traits) -> list[str]:
    if not one.days:
        return []
    try:
        first, last = (date.fromisoformat(day) for day in one.days)
    except ValueError:
        return []
    if last.toordinal() - first.toordinal() >= _MOST_DAYS:
        return [one.days[0][:4]] if one.days[0][:7] != one.days[1][:7] else [one.days[0][:7]]
    return [date.fromordinal(day).isoformat() for day in range(first.toordinal(), last.toordinal() + 1)]
