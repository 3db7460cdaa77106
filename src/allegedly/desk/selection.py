"""The sayings of a snapshot that meet the filters, and how many meet each value of one filter when all others stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from allegedly.desk.filters import NOBODY, SEVERAL, Filters, exactly
from allegedly.desk.settling import ACTOR, RECIPIENT, SOURCE
from allegedly.desk.snapshot import KINDS, Mask, Snapshot, day_number
from allegedly.dossier.words import Query, words_of
from allegedly.errors import UsageError

_ROLES = {"party": (ACTOR, RECIPIENT), "actor": (ACTOR,), "recipient": (RECIPIENT,), "source": (SOURCE,)}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: how many of the sayings that meet all other filters have it, and whether it is chosen."""

    label: str
    value: str
    count: int
    chosen: bool


class Selection:
    """What meets ``filters`` in ``snapshot``; masks have one truth value a saying."""

    def __init__(self, snapshot: Snapshot, filters: Filters) -> None:
        self.snapshot, self.filters = snapshot, filters
        self._masks = _masks(snapshot, filters)

    @cached_property
    def mask(self) -> Mask:
        """The sayings that meet all filters."""
        return self.without("")

    def without(self, name: str) -> Mask:
        """The sayings that meet all filters but ``name``."""
        found = np.ones(len(self.snapshot), dtype=bool)
        for one, mask in self._masks.items():
            if one != name:
                found &= mask
        return found

    def __len__(self) -> int:
        return int(self.mask.sum())

    @cached_property
    def numbers(self) -> Any:
        """The numbers of the sayings that meet all filters, in order."""
        return np.flatnonzero(self.mask)

    @cached_property
    def articles(self) -> Any:
        """The numbers of the articles that have such a saying."""
        return np.unique(self.snapshot.article[self.mask])

    def choices(self, name: str, most: int = 12) -> list[Choice]:
        """The values of one filter, commonest first; those that are chosen always among them."""
        counted = self._counts(name)
        chosen: tuple[str, ...] = getattr(self.filters, name)
        plain = name in ("type", "status")
        kept: list[Choice] = []
        for n, (label, count) in enumerate(counted):
            value = label if plain or label == NOBODY else exactly(label)
            if plain or (count and (n < most or value in chosen)):
                kept.append(Choice(label, value, count, value in chosen))
        known = {one.value for one in kept}
        return kept + [Choice(value, value, self._count(name, value), True) for value in chosen if value not in known]

    def _count(self, name: str, value: str) -> int:
        return int((self.without(name) & _one(self.snapshot, name, value)).sum())

    def _counts(self, name: str) -> list[tuple[str, int]]:
        snapshot, mask = self.snapshot, self.without(name)
        if name == "type":
            return _counted(snapshot.types, snapshot.type[mask])
        if name == "status":
            kinds = np.bincount(snapshot.kind[mask], minlength=len(KINDS))
            denied = int((snapshot.negative & mask).sum())
            counts = {kind: int(kinds[n]) for n, kind in enumerate(KINDS)} | {"denied": denied}
            historical = int((snapshot.historical & mask).sum())
            return [*counts.items(), ("historical", historical), ("current", int(mask.sum()) - historical)]
        if name == "publisher":
            return _by_label([name or NOBODY for name in snapshot.publishers], snapshot.article[mask])
        if name == "place":
            labels = [spot.label for spot in snapshot.spots] + [NOBODY]
            return _by_label(labels, np.where(snapshot.spot[mask] < 0, len(snapshot.spots), snapshot.spot[mask]))
        sayings, names = snapshot.settled.standing(_ROLES[name])
        return _counted(snapshot.names, names[mask[sayings]])


def _counted(labels: Sequence[str], numbers: Any) -> list[tuple[str, int]]:
    counts = np.bincount(numbers[numbers >= 0], minlength=len(labels))
    order = np.argsort(-counts, kind="stable")
    return [(labels[n], count) for n, count in zip(order.tolist(), counts[order].tolist(), strict=True)]


def _by_label(labels: Sequence[str], numbers: Any) -> list[tuple[str, int]]:
    counts = np.bincount(numbers, minlength=len(labels))
    found: dict[str, int] = {}
    for n in np.flatnonzero(counts):
        label = labels[int(n)]
        found[label] = found.get(label, 0) + int(counts[n])
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def _masks(snapshot: Snapshot, filters: Filters) -> dict[str, Mask]:
    masks: dict[str, Mask] = {}
    if filters.since or filters.until:
        masks["days"] = _days(snapshot, filters)
    for name in SEVERAL:
        values: tuple[str, ...] = getattr(filters, name)
        if values:
            masks[name] = _any(snapshot, name, values)
    if filters.text:
        masks["text"] = _with_words(snapshot, filters.text)
    return masks


def _days(snapshot: Snapshot, filters: Filters) -> Mask:
    since = day_number(filters.since) or 1
    until = day_number(filters.until) or 4_000_000
    if filters.day == "printed":
        return (snapshot.printed >= since) & (snapshot.printed <= until)
    return (snapshot.first > 0) & (snapshot.last >= since) & (snapshot.first <= until)


def _any(snapshot: Snapshot, name: str, values: Sequence[str]) -> Mask:
    found = np.zeros(len(snapshot), dtype=bool)
    for value in values:
        found |= _one(snapshot, name, value)
    return found


def _one(snapshot: Snapshot, name: str, value: str) -> Mask:
    if name == "type":
        return np.asarray(snapshot.type == snapshot.types.index(value))
    if name == "status":
        return _status(snapshot, value)
    if name == "publisher":
        names = [name or NOBODY for name in snapshot.publishers]
        publishers = _met(value, names, snapshot.folded_publishers)
        return np.asarray(publishers[snapshot.article])
    if name == "place":
        if value == NOBODY:
            return snapshot.spot < 0
        met = np.append(_met(value, [spot.label for spot in snapshot.spots], snapshot.folded_spots), False)
        return np.asarray(met[snapshot.spot])
    found = np.zeros(len(snapshot), dtype=bool)
    rows = snapshot.party[np.isin(snapshot.party[:, 2], _ROLES[name])]
    if value == NOBODY:
        found[rows[:, 0]] = True
        return ~found
    found[rows[_actors_met(value, snapshot)[rows[:, 1]], 0]] = True
    return found


def _status(snapshot: Snapshot, name: str) -> Mask:
    """The same as :func:`allegedly.export.wording.has_status`."""
    if name == "historical":
        return snapshot.historical
    if name == "current":
        return ~snapshot.historical
    if name == "denied":
        return snapshot.negative
    return np.asarray(snapshot.kind == KINDS.index(name))


def _met(value: str, labels: Sequence[str], folded: Sequence[str]) -> Mask:
    """Which labels a value means: exactly one in quotation marks, else all that have its words in this order."""
    if value == NOBODY or (len(value) > 1 and value[0] == value[-1] == '"'):
        wanted = value if value == NOBODY else value[1:-1]
        return np.fromiter((label == wanted for label in labels), dtype=bool, count=len(labels))
    looked_for = _folded(value)
    return np.fromiter((looked_for in label for label in folded), dtype=bool, count=len(labels))


def _actors_met(value: str, snapshot: Snapshot) -> Mask:
    """Which actors a value means: the one of this name in quotation marks, else all that have its words in one of their names, in this order."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        return snapshot.settled.called(value[1:-1])
    return snapshot.settled.with_words(_folded(value))


def _folded(value: str) -> str:
    words = " ".join(words_of(value))
    if not words:
        raise UsageError(f"{value!r} has no word in it; give a name or a part of one")
    return f" {words} "


def _with_words(snapshot: Snapshot, text: str) -> Mask:
    query = Query.of(text)
    found = np.ones(len(snapshot), dtype=bool)
    for phrase, beginning in zip(query.phrases, query.beginnings, strict=True):
        wanted = f" {' '.join(phrase)}{'' if beginning else ' '}"
        found &= np.fromiter((wanted in words for words in snapshot.words), dtype=bool, count=len(snapshot))
    return found
