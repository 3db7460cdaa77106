"""What the desk asks of its dossier, in one place: a snapshot of its sayings, and what they are about.

Both are kept until the dossier has moved on, which one short question tells; so a page costs what it shows and not what there is.
Incidents are worked out again beside the pages: until that is done the former ones are shown, and the page says so.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from allegedly.desk.settling import ACTOR, RECIPIENT, Numbers
from allegedly.desk.snapshot import Mask, Snapshot, day_number, resettled, take
from allegedly.dossier import Dossier
from allegedly.dossier.lines import IncidentLine
from allegedly.errors import AllegedlyError, DossierError
from allegedly.incidents.copies import Copy
from allegedly.model import Article, Saying

# A page waits so long for incidents that are being worked out; small dossiers are never seen out of date.
WAIT_SECONDS = 1.0
_LOG = logging.getLogger("allegedly.desk")


@dataclass(frozen=True)
class Happening:
    """One incident with the numbers of its sayings in the snapshot, first printed first."""

    incident: IncidentLine
    sayings: tuple[int, ...]

    @property
    def disagreement(self) -> int:
        """On how many questions its sources differ, whether it happened at all being one."""
        return len(self.incident.differs_on) + self.incident.disputed


@dataclass(frozen=True)
class State:
    """The dossier at one moment.

    Attributes:
        snapshot: Its sayings.
        happenings: What they are about, those first that most independent voices tell of.
        behind: Whether the happenings are those of an earlier moment, and newer ones are being worked out.
    """

    snapshot: Snapshot
    happenings: tuple[Happening, ...]
    behind: bool = False

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

    @cached_property
    def lines(self) -> dict[str, Any]:
        """Type, place and days of all happenings: numbers that are equal where those are, 0 for a place or a day that is not given."""
        lines = [one.incident for one in self.happenings]
        places = {name: n for n, name in enumerate(dict.fromkeys(one.place_name for one in lines if one.place_name), start=1)}
        types = {name: n for n, name in enumerate(dict.fromkeys(one.type for one in lines))}
        columns = {
            "type": [types[one.type] for one in lines],
            "place": [places.get(one.place_name or "", 0) for one in lines],
            "first": [day_number(one.from_day) for one in lines],
            "last": [day_number(one.to_day or one.from_day) for one in lines],
        }
        return {name: np.array(column, dtype=np.int32) for name, column in columns.items()}

    def shared_with(self, number: int) -> dict[str, Mask]:
        """What each happening has in common with happening ``number``: place, day, type."""
        lines = self.lines
        place, first, last = (int(lines[name][number]) for name in ("place", "first", "last"))
        return {
            "place": (lines["place"] == place) & (place > 0),
            "day": (lines["first"] > 0) & (first > 0) & (lines["first"] <= last) & (lines["last"] >= first),
            "type": lines["type"] == lines["type"][number],
        }

    def told(self, mask: Mask) -> list[tuple[Happening, int]]:
        """The happenings that have sayings under ``mask``, with how many, in their order."""
        counts = np.bincount(self.of_saying[mask & (self.of_saying >= 0)], minlength=len(self.happenings))
        found = np.flatnonzero(counts)
        return [(self.happenings[n], count) for n, count in zip(found.tolist(), counts[found].tolist(), strict=True)]

    def headline(self, one: Happening) -> tuple[str, str, str]:
        """Who, the word of the deed, and whom, as most sayings of a happening have them; empty where they are silent."""
        snapshot = self.snapshot
        actors, recipients = snapshot.settled.names_in(one.sayings, ACTOR), snapshot.settled.names_in(one.sayings, RECIPIENT)
        word = Counter(snapshot.trigger[number] for number in one.sayings).most_common(1)
        return (actors[0] if actors else "", word[0][0] if word else "", recipients[0] if recipients else "")

    def incident_of(self, saying: str) -> IncidentLine | None:
        """The incident that a saying is about; None for a saying that does not count, or is new."""
        number = self.snapshot.number_of.get(saying)
        at = -1 if number is None else int(self.of_saying[number])
        return self.happenings[at].incident if at >= 0 else None


class Queries:
    """Answers from one dossier; used by many threads at once."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._lock = threading.Lock()
        self._working: threading.Thread | None = None
        # Beside the sayings that it is of, which judgements about names it follows.
        self._snapshot: tuple[tuple[int, int], tuple[int, int], Snapshot] | None = None
        self._state: tuple[tuple[object, ...], State] | None = None

    def now(self) -> State:
        """The dossier as it is; what has not changed since the last call is not made again."""
        self._keep_up()
        at = self._dossier.state()
        behind = not self._dossier.up_to_date()
        names = self._dossier.actor_state()
        key = (at.articles, at.codings, self._dossier.incidents_of(), behind, names)
        if self._state is None or self._state[0] != key:
            with self._lock:
                if self._state is None or self._state[0] != key:
                    snapshot = self._snapshot_at((at.articles, at.codings), names)
                    # Who is called what changes nothing of what the sayings are about.
                    same = self._state is not None and self._state[0][:-1] == key[:-1]
                    happenings = self._state[1].happenings if self._state and same else self._happenings(snapshot)
                    self._state = key, State(snapshot, happenings, behind)
        return self._state[1]

    def _keep_up(self) -> None:
        """Have incidents worked out again when they are out of date, and wait a moment for them."""
        if self._dossier.up_to_date():
            return
        with self._lock:
            if self._working is None or not self._working.is_alive():
                self._working = threading.Thread(target=self._work, name="incidents", daemon=True)
                self._working.start()
            working = self._working
        working.join(WAIT_SECONDS)

    def _work(self) -> None:
        try:
            self._dossier.bring_up_to_date()
        except DossierError as fault:
            _LOG.warning("incidents are not up to date: %s", fault)
        except AllegedlyError:
            _LOG.exception("incidents could not be worked out")

    def _snapshot_at(self, sayings: tuple[int, int], names: tuple[int, int]) -> Snapshot:
        known = self._snapshot
        if known is None or known[0] != sayings:
            judgements = self._dossier.actor_judgements()
            known = sayings, names, take(self._dossier.articles(), self._dossier.sayings(), judgements)
        elif known[1] != names:
            known = sayings, names, resettled(known[2], self._dossier.actor_judgements())
        self._snapshot = known
        return known[2]

    def _happenings(self, snapshot: Snapshot) -> tuple[Happening, ...]:
        sayings: dict[str, list[int]] = {}
        for saying, incident in self._dossier.incident_of(fresh=False).items():
            number = snapshot.number_of.get(saying)
            if number is not None:
                sayings.setdefault(incident, []).append(number)
        lines = self._dossier.incident_lines(order="independent", fresh=False)
        printed = snapshot.printed
        found = [
            Happening(line, tuple(sorted(sayings[line.id], key=lambda n: (printed[n] or 10_000_000, n))))
            for line in lines
            if line.id in sayings
        ]
        return tuple(sorted(found, key=lambda one: (-one.incident.independent, -one.disagreement, -len(one.sayings))))

    def article(self, id: str) -> Article:
        """The article of this id, in whichever version; raises :class:`NoSuchId`."""
        return self._dossier.article(id)

    def sayings_of(self, article: str) -> list[Saying]:
        """The sayings of an article by its last coding."""
        return list(self._dossier.sayings(article=article))

    def sayings(self, ids: Sequence[str]) -> list[Saying]:
        """Sayings by their ids, in the order asked for; ids of nothing are passed over."""
        return self._dossier.sayings_by_id(ids)

    def copies(self, article: str) -> list[Copy]:
        """What an article has from earlier ones, and later ones from it."""
        return self._dossier.copies(article)
