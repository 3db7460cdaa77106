"""What the desk asks of its dossier, in one place: a snapshot of its sayings, and what they are about.

Both are kept until the dossier has moved on, which one short question tells; so a page costs what it shows and not what there is.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from allegedly.desk.snapshot import ACTOR, RECIPIENT, Mask, Numbers, Snapshot, take
from allegedly.dossier import Dossier
from allegedly.model import Article, Incident, Saying


@dataclass(frozen=True)
class Happening:
    """One incident with what a list of them tells.

    Attributes:
        incident: The incident.
        sayings: Numbers of its sayings in the snapshot.
        independent: How many voices there are when copies and common sources count once.
        disputed: Whether somebody asserts and somebody denies it.
        differing: The fields on which its sayings cannot all be right.
    """

    incident: Incident
    sayings: tuple[int, ...]
    independent: int
    disputed: bool
    differing: tuple[str, ...]

    @property
    def disagreement(self) -> int:
        """On how many questions its sources differ, whether it happened at all being one."""
        return len(self.differing) + self.disputed


@dataclass(frozen=True)
class State:
    """The dossier at one moment: its sayings, and what they are about, those first that most independent voices tell of."""

    head: str
    snapshot: Snapshot
    happenings: tuple[Happening, ...]

    @cached_property
    def of_saying(self) -> Numbers:
        """For each saying of the snapshot the number of its happening, -1 for none."""
        found = np.full(len(self.snapshot), -1, dtype=np.int32)
        for number, one in enumerate(self.happenings):
            found[list(one.sayings)] = number
        return found

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The numbers of happenings by the ids of their incidents."""
        return {one.incident.id: number for number, one in enumerate(self.happenings)}

    def told(self, mask: Mask) -> list[tuple[Happening, int]]:
        """The happenings that have sayings under ``mask``, with how many, in their order."""
        counts = np.bincount(self.of_saying[mask & (self.of_saying >= 0)], minlength=len(self.happenings))
        return [(self.happenings[int(n)], int(counts[n])) for n in np.flatnonzero(counts)]

    def headline(self, one: Happening) -> tuple[str, str, str]:
        """Who, the word of the deed, and whom, as most sayings of a happening have them; empty where they are silent."""
        snapshot = self.snapshot
        actors, recipients = snapshot.names_in(one.sayings, ACTOR), snapshot.names_in(one.sayings, RECIPIENT)
        word = Counter(snapshot.trigger[number] for number in one.sayings).most_common(1)
        return (actors[0] if actors else "", word[0][0] if word else "", recipients[0] if recipients else "")


class Queries:
    """Answers from one dossier; used by many threads at once."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._lock = threading.Lock()
        self._state: State | None = None

    def now(self) -> State:
        """The dossier as it is; made anew only when it has moved on."""
        head = self._dossier.head()
        if self._state is None or self._state.head != head:
            with self._lock:
                if self._state is None or self._state.head != head:
                    self._state = self._made(head)
        return self._state

    def _made(self, head: str) -> State:
        snapshot = take(self._dossier.articles(), self._dossier.sayings())
        happenings = [self._happening(one, snapshot) for one in self._dossier.incidents()]
        happenings.sort(key=lambda one: (-one.independent, -one.disagreement, -len(one.sayings), one.incident.id))
        return State(head, snapshot, tuple(happenings))

    def _happening(self, incident: Incident, snapshot: Snapshot) -> Happening:
        sayings = tuple(snapshot.number_of[id] for id in incident.sayings if id in snapshot.number_of)
        if len(incident.sayings) < 2:
            return Happening(incident, sayings, len(sayings), False, ())
        asked = self._dossier.disagreement(incident)
        return Happening(incident, sayings, asked.independent, asked.disputed, tuple(one.field for one in asked.differing))

    def article(self, id: str) -> Article | None:
        """An article by its whole id, in any version; None when there is none."""
        found = self._dossier.get(id)
        return found if isinstance(found, Article) and found.id == id else None

    def sayings(self, ids: Sequence[str]) -> list[Saying]:
        """Sayings by their ids, in the order asked for."""
        return [one for id in ids if isinstance(one := self._dossier.get(id), Saying)]
