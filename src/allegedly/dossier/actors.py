"""Who is who in a dossier: one name for one actor across its articles, what is likely, and what persons decide about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from allegedly.dossier import actor_rows
from allegedly.dossier.answers import Answer
from allegedly.dossier.connection import Store
from allegedly.dossier.derived_tables import saying_names
from allegedly.errors import NoSuchId, UsageError
from allegedly.incidents import Identities, Identity, Proposal
from allegedly.incidents.actor_names import key_of, labelled
from allegedly.model import ActorJudgement, Saying

_LABEL = re.compile(r"(.+) \(([A-Z]{3})\)")
# So many names are listed where one was not found, or is not plain.
_SHOWN = 5

Named = tuple[str, str | None]


class Actors:
    """What a :class:`allegedly.dossier.Dossier` says of who is who."""

    _store: Store

    if TYPE_CHECKING:

        def sayings(self) -> Iterator[Saying]: ...

    def identities(self) -> Identities:
        """Who is who in the sayings that count, as the judgements that stand have it."""
        return Identities.of_sayings(self.sayings(), self.actor_judgements())

    def actors(self, *, named: bool = False) -> Answer[Identity]:
        """Each actor once, the most told first, with all its names and why they are taken for one actor's.

        Args:
            named: Whether to leave out those that are only described ("the strikers").
        """
        return Answer(one for one in self.identities().all if one.named or not named)

    def proposed_actors(self) -> Answer[Proposal]:
        """Pairs of names that may be one actor's and that nobody judged yet, the likeliest and most told first."""
        return Answer(self.identities().proposed)

    def actor_judgements(self) -> list[ActorJudgement]:
        """All judgements about actors in the order in which they were made; of one that was taken back, ``undone_by`` says by whom."""
        with self._store.reading() as connection:
            return actor_rows.all_made(connection)

    def actor_state(self) -> tuple[int, int]:
        """Which judgements about actors stand: while two are equal, the same do. Costs next to nothing."""
        with self._store.reading() as connection:
            return actor_rows.state(connection)

    def judge_actors(self, left: str, right: str, verdict: str, *, by: str, why: str = "") -> ActorJudgement:
        """Decide whether two names are one actor's: ``same``, ``different`` or ``unsure``. The later of two judgements about one pair counts.

        Args:
            left, right: Names as articles write them. Of one that stands under several countries say which: ``police (KAZ)``.
            verdict: ``same`` joins all that either was joined with; ``different`` parts what likeness joined.
            by: Who decides.
            why: Why.

        Raises:
            NoSuchId: When no saying has such an actor, or several countries have it.
            UnknownName: For another verdict.
            UsageError: For one name beside itself, or a judge without a name.
        """
        here, there = self._named(left), self._named(right)
        if key_of(*here) == key_of(*there):
            raise UsageError(f"{left!r} and {right!r} are one name, {labelled(*here)}; a judgement is about two")
        with self._store.writing() as connection:
            return actor_rows.judge(connection, here, there, verdict, by=by, why=why)

    def undo_actors(self, number: int, *, by: str, why: str = "") -> ActorJudgement:
        """Take judgement ``number`` about actors back; everything is then as if it had never been made, and it stays readable."""
        with self._store.writing() as connection:
            return actor_rows.undo(connection, number, by=by, why=why)

    def _named(self, label: str) -> Named:
        """The name and country that somebody means by a name, or by a name with its country behind it."""
        names = saying_names
        wanted = select(names.c.name, names.c.country).where(names.c.role.in_(("actor", "recipient"))).distinct()
        with self._store.reading() as connection:
            rows = [(row.name, row.country) for row in connection.execute(wanted)]
        # In one order on every database; a name may stand under a country and under none.
        known = sorted(rows, key=lambda one: (one[0], one[1] or ""))
        return _chosen(label, known, self._store.shown)


def _chosen(label: str, known: list[Named], shown: str) -> Named:
    label = " ".join(label.split())
    found = _LABEL.fullmatch(label)
    meant: dict[str, Named] = {}
    for name, country in ([(found[1], found[2])] if found else []) + [(label, None)]:
        words = key_of(name, None)
        by_key = {key_of(one, where): (one, where) for one, where in known if words and key_of(one, None) == words}
        exact = by_key.get(key_of(name, country))
        if exact is not None:
            # As it was given when it is written so somewhere, and not as whoever comes first in the alphabet has it.
            return (name, country) if (name, country) in known else exact
        meant.update(by_key if country is None else {})
    if len(meant) == 1:
        return next(iter(meant.values()))
    if meant:
        raise NoSuchId(f"{shown}: {label!r} stands under several countries; say which: {', '.join(_labels(meant.values()))}")
    asked = set(key_of(label, None).split())
    near = _labels(one for one in known if asked & set(key_of(one[0], None).split()))
    hint = f"; there are: {', '.join(near)}" if near else "; allegedly actors D lists all"
    raise NoSuchId(f"{shown}: no saying has an actor or recipient of the name {label!r}{hint}")


def _labels(names: Iterable[Named]) -> list[str]:
    return sorted({labelled(*one) for one in names})[:_SHOWN]
