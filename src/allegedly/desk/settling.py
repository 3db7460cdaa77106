"""Names as articles write them, and the one name that each actor has at the desk: that of who is who.

What articles write is gathered once, with the snapshot. Who is who changes with every judgement about names, and settling them again costs
milliseconds, however many sayings there are. A source that also acts somewhere is that actor; one that only speaks is known by its own words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegedly.dossier.words import words_of
from allegedly.incidents import Identities, Identity
from allegedly.incidents.actor_names import ActorNames, NamedActor, capitalised, key_of, labelled
from allegedly.incidents.names import actor_words, listed
from allegedly.model import Actor, Saying, Source

ACTOR, RECIPIENT, SOURCE = 0, 1, 2
# Behind the name of a source that may be somebody else than the actor of this name.
UNSAID = "country not said"
Numbers = NDArray[np.int32]


# Name, words and country, as a saying has them.
_Told = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class Written:
    """All names of all sayings as articles write them.

    Attributes:
        names: Each with its country, by number; names that differ in no word that tells something ("the police", "Police") are one, the shortest.
        actors: Those that act or are acted on.
        calls: For each the words with which articles call whoever acts or is acted on ("he", "the president"), and how often.
        party: One row ``(saying, name, role)`` for each party and innermost source.
        act: One row ``(saying, actor, recipient, mutual)`` for each pair of parties of a saying.
    """

    names: Sequence[tuple[str, str | None]]
    actors: Sequence[NamedActor]
    calls: Sequence[Mapping[str, int]]
    party: Numbers
    act: Numbers


class Writing:
    """Names while sayings are read one after the other."""

    def __init__(self) -> None:
        self._names: list[tuple[str, str | None]] = []
        self._by_key: dict[str, int] = {}
        self._known: dict[_Told, int | None] = {}
        self._calls: Counter[_Told] = Counter()
        self._actors = ActorNames()
        self._party: list[tuple[int, int, int]] = []
        self._act: list[tuple[int, int, int, int]] = []

    def add(self, number: int, saying: Saying) -> None:
        """Take in the parties and the innermost source of saying ``number``."""
        self._actors.add(saying)
        for one in (*saying.event.actors, *saying.event.recipients):
            self._calls[one.name, one.text, one.country] += 1
        actors, recipients = self._numbers(saying.event.actors), self._numbers(saying.event.recipients)
        self._party += [(number, name, ACTOR) for name in actors]
        self._party += [(number, name, RECIPIENT) for name in recipients]
        self._party += [(number, name, SOURCE) for name in self._numbers(saying.source[-1:])]
        self._act += [(number, actor, recipient, 0) for actor in actors for recipient in recipients]
        if not recipients:
            # A reciprocal event has all its parties among the actors.
            self._act += [(number, left, right, 1) for left, right in combinations(actors, 2)]

    def _numbers(self, named: Iterable[Actor | Source]) -> list[int]:
        found = (self._number(one.name, one.text, one.country) for one in named)
        return list(dict.fromkeys(number for number in found if number is not None))

    def _number(self, name: str | None, text: str | None, country: str | None) -> int | None:
        """The number of a name; None for a pronoun or nothing at all."""
        told = (name, text, country)
        if told in self._known:
            return self._known[told]
        shown = " ".join((name or text or "").split())
        key = key_of(shown, country)
        number = self._by_key.setdefault(key, len(self._names)) if key else None
        if number is not None:
            if number == len(self._names):
                self._names.append((shown, country))
            known = self._names[number][0]
            if (len(shown), shown.swapcase()) < (len(known), known.swapcase()):
                self._names[number] = (shown, country)
        self._known[told] = number
        return number

    def all(self) -> Written:
        """All names so far."""
        calls: list[Counter[str]] = [Counter() for _ in self._names]
        for (name, text, country), count in self._calls.items():
            number = self._known[name, text, country]
            if number is not None:
                calls[number][" ".join((text or name or "").split())] += count
        party = np.array(self._party, dtype=np.int32).reshape(-1, 3)
        act = np.array(self._act, dtype=np.int32).reshape(-1, 4)
        return Written(self._names, self._actors.all(), calls, party, act)


class NameHere(NamedTuple):
    """Somebody in a text: the words as written, the one name by which its page is found, and that name where the words are others.

    ``label`` is None for a pronoun that means nobody in particular, and for a saying that does not count.
    """

    text: str
    label: str | None
    alias: str | None


# A country behind a name, by which two of one name are told apart.
_BEHIND = re.compile(r" \([A-Z]{3}\)$")


@dataclass(frozen=True)
class Settled:
    """The same with one name for one actor.

    Attributes:
        written: The names as articles write them.
        identities: Who is who.
        names: The one name of each actor and source, by number; no two are alike.
        name_of: For each name as written the number of its actor's.
        party, act: As in :class:`Written`; whoever is written twice in one saying stands there once, and nobody acts towards himself.
    """

    written: Written
    identities: Identities
    names: list[str]
    name_of: Numbers
    party: Numbers
    act: Numbers
    _standing: dict[tuple[int, ...], tuple[Numbers, Numbers]] = field(default_factory=dict, repr=False)

    @cached_property
    def starts(self) -> Any:
        """Where the rows of each saying begin in ``party``, and behind the last one that has any where they end."""
        last = int(self.party[-1, 0]) + 1 if len(self.party) else 0
        return np.searchsorted(np.ascontiguousarray(self.party[:, 0]), np.arange(last + 1))

    def standing(self, roles: tuple[int, ...]) -> tuple[Numbers, Numbers]:
        """Who stands in any of these roles: the numbers of sayings, and of names beside them; a pair of both once, though it has two roles."""
        known = self._standing.get(roles)
        if known is None:
            rows = self.party[np.isin(self.party[:, 2], roles)]
            pairs = np.unique(rows[:, 0].astype(np.int64) * (len(self.names) + 1) + rows[:, 1])
            sayings, names = np.divmod(pairs, len(self.names) + 1)
            known = self._standing[roles] = (sayings.astype(np.int32), names.astype(np.int32))
        return known

    def names_in(self, sayings: Iterable[int], role: int) -> list[str]:
        """The names that stand in a role in these sayings, commonest first; of equally common ones the one that comes first."""
        numbers = np.fromiter(sayings, dtype=np.int64)
        numbers = numbers[numbers < len(self.starts) - 1]
        starts, ends = self.starts[numbers], self.starts[numbers + 1]
        # The rows of all these sayings, one saying after the other.
        rows = np.arange(int((ends - starts).sum())) + np.repeat(
            starts - np.append(0, np.cumsum(ends - starts)[:-1]), ends - starts
        )
        told = self.party[rows]
        found, first, counts = np.unique(told[told[:, 2] == role, 1], return_index=True, return_counts=True)
        return [self.names[name] for name in found[np.lexsort((first, -counts))].tolist()]

    @cached_property
    def _folded(self) -> list[str]:
        """The words of each name as written, folded, a space before and after each."""
        return [f" {' '.join(words_of(name))} " for name, _country in self.written.names]

    def with_words(self, words: str) -> NDArray[np.bool_]:
        """The actors that have some folded words, with a space before and after, in one of their names."""
        found = np.zeros(len(self.names), dtype=bool)
        found[[n for n, name in zip(self.name_of.tolist(), self._folded, strict=True) if words in name]] = True
        return found

    @cached_property
    def _number(self) -> dict[str, int]:
        return {key_of(name, country): n for (name, country), n in zip(self.written.names, self.name_of.tolist(), strict=True)}

    def name_here(self, one: Actor | Source) -> NameHere:
        """How a text names somebody, and who that is."""
        text = one.text or one.name or "someone"
        number = self._number.get(key_of(" ".join((one.name or one.text or "").split()), one.country))
        label = None if number is None else self.names[number]
        same = label is None or actor_words(_BEHIND.sub("", label)) == actor_words(text)
        return NameHere(text, label, None if same else label)

    def calls(self, label: str) -> list[tuple[str, int]]:
        """With which words articles call one actor where it acts or is acted on, pronouns too, commonest first; "He" and "he" are one."""
        number, found = self.names.index(label), Counter[str]()
        for n in np.flatnonzero(self.name_of == number).tolist():
            found.update(self.written.calls[n])
        together: defaultdict[str, list[str]] = defaultdict(list)
        for text in sorted(found, key=lambda text: (-found[text], text)):
            together[text.casefold()].append(text)
        merged = [(texts[0], sum(found[text] for text in texts)) for texts in together.values()]
        return sorted(merged, key=lambda pair: (-pair[1], pair[0]))

    @cached_property
    def identity_of(self) -> dict[str, Identity]:
        """The actors by their one names; a source that acts nowhere is not among them."""
        return {one.name: one for one in reversed(self.identities.all)}

    def called(self, label: str) -> NDArray[np.bool_]:
        """The actor whose name it is; where it is nobody's, those whom articles call so. A country may stand behind it: ``police (KAZ)``."""
        found = np.zeros(len(self.names), dtype=bool)
        if label in self.names:
            found[self.names.index(label)] = True
            return found
        key = key_of(label, None)
        for n, (name, country) in zip(self.name_of.tolist(), self.written.names, strict=True):
            found[n] |= (bool(key) and key_of(name, None) == key) or labelled(name, country) == label
        return found


def settle(written: Written, identities: Identities) -> Settled:
    """Give each actor its one name."""
    alone = _of_words(identities)
    taken = {one.name for one in identities.all}
    numbers: dict[str, int] = {}
    of = np.empty(len(written.names), dtype=np.int32)
    for n, (name, country) in enumerate(written.names):
        identity = identities.of(name, country) or _meant(alone, name, country)
        shown = identity.name if identity else f"{name} ({country or UNSAID})" if name in taken else name
        of[n] = numbers.setdefault(shown, len(numbers))
    party, act = written.party.copy(), written.act.copy()
    party[:, 1] = of[party[:, 1]]
    act[:, 1:3] = of[act[:, 1:3]]
    mutual = act[:, 3] == 1
    act[mutual, 1:3] = np.sort(act[mutual, 1:3], axis=1)
    return Settled(written, identities, list(numbers), of, _once(party), _once(act[act[:, 1] != act[:, 2]]))


def _of_words(identities: Identities) -> dict[frozenset[str], Identity]:
    """The actors by the words of their names, where only one could be meant: a source has no country as often as not."""
    found: defaultdict[frozenset[str], dict[str, Identity]] = defaultdict(dict)
    for one in identities.all:
        for name in one.names:
            found[actor_words(name.name)][one.name] = one
    return {words: next(iter(those.values())) for words, those in found.items() if len(those) == 1}


def _meant(alone: dict[frozenset[str], Identity], name: str, country: str | None) -> Identity | None:
    """The actor whom a source without a country, or an actor without one, can only be; none for "the president" of no country."""
    words = actor_words(name)
    found = alone.get(words)
    if found is None or None not in (country, found.country):
        return None
    return None if words & listed("titles") and not capitalised(name) else found


def _once(rows: Numbers) -> Numbers:
    """Each row once, in their order."""
    if not len(rows):
        return rows
    _rows, first = np.unique(_as_one(rows), return_index=True)
    return rows[np.sort(first)]


def _as_one(rows: Numbers) -> Any:
    """One number for each row."""
    found = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:
        found = found * (int(column.max()) + 1) + column
    return found
