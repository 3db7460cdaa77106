"""Incidents and copies kept in the dossier: a cache of what :mod:`allegedly.incidents` says of the sayings and judgements that count.

They follow from the dossier and from nothing else, so they may be thrown away at any time, and are made anew whenever :func:`state`, which
costs next to nothing, is not the one that they were made of. Working them out holds no lock; writing them down is one short transaction.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from allegedly.dossier import tables
from allegedly.dossier.clock import now
from allegedly.dossier.derived_tables import (
    KEPT,
    article_witnesses,
    copies,
    derivations,
    incident_sayings,
    incidents,
    neighbourhoods,
)
from allegedly.incidents.copies import Copy
from allegedly.incidents.grouping import Basis
from allegedly.model import Incident, from_json, to_json

TABLES = tuple(table.name for table in KEPT)
_ROWS_AT_ONCE = 5000
_IDS_AT_ONCE = 400


class State(NamedTuple):
    """Of what something was made: two are equal exactly when the same articles, codings and judgements stand, read by the same program.

    Rows of these tables are only ever added, each with a higher number, and a judgement is taken back once.
    """

    articles: int
    codings: int
    judgements: int
    undone: int
    program: str

    def words(self) -> str:
        """The state as it is kept."""
        return f"{self.of_sayings()}, judgements to {self.judgements}, {self.undone} taken back"

    def of_sayings(self) -> str:
        """That part of it which sayings follow from."""
        return f"{self.of_copies()}, codings to {self.codings}"

    def of_copies(self) -> str:
        """That part of it which copies follow from."""
        return f"read by {self.program}, articles to {self.articles}"


@cache
def _program() -> str:
    """The version of what works incidents out: a hash over its files, so that no change to them leaves old results standing."""
    found = hashlib.sha256()
    for file in sorted(files("allegedly.incidents").iterdir(), key=lambda one: one.name):
        if file.name.endswith((".py", ".yaml")):
            found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:12]


def state(connection: Connection) -> State:
    """The state of the dossier now."""
    judged = tables.judgements

    def last(table: Any) -> int:
        return connection.execute(select(func.max(table.c.number))).scalar() or 0

    undone = connection.execute(select(func.count()).select_from(judged).where(judged.c.undone_by.is_not(None))).scalar()
    return State(last(tables.articles), last(tables.codings), last(judged), undone or 0, _program())


def kept_state(connection: Connection, what: str) -> str | None:
    """The state that ``incidents`` or ``copies`` were made of, or None when they never were."""
    return connection.execute(select(derivations.c.state).where(derivations.c.what == what)).scalar()


class Derived(NamedTuple):
    """What follows from a dossier in one state, as rows of tables.

    ``copies`` and ``basis`` are None where those that are kept are still right. ``instead_of`` is None when all incidents are new; else only
    those of these sayings (by number) are, and everything that is kept must still be of the state ``before``.
    """

    state: State
    standing: list[int]
    incidents: list[dict[str, Any]]
    sayings: list[dict[str, Any]]
    near: list[dict[str, Any]]
    copies: list[Copy] | None = None
    witness_of_article: dict[str, str] | None = None
    basis: Basis | None = None
    instead_of: list[int] | None = None
    before: str | None = None


def write(connection: Connection, derived: Derived) -> bool:
    """Put what was worked out in the place of what was kept; returns False, and does nothing, when that is not what it was worked out from."""
    kept = kept_state(connection, "incidents")
    if derived.instead_of is not None:
        if kept != derived.before:
            return False
        _remove(connection, derived.instead_of)
    else:
        if kept is not None and kept == state(connection).words():
            return True
        for table in (incidents, incident_sayings, neighbourhoods):
            connection.execute(delete(table))
    if derived.copies is not None:
        connection.execute(delete(copies))
        _insert(connection, copies, map(_copy_row, range(1, len(derived.copies) + 1), derived.copies))
        pairs = (derived.witness_of_article or {}).items()
        connection.execute(delete(article_witnesses))
        _insert(connection, article_witnesses, ({"article": article, "witness": first} for article, first in pairs))
        _note(connection, "copies", derived.state.of_copies())
    _insert(connection, incidents, derived.incidents)
    _insert(connection, incident_sayings, derived.sayings)
    _insert(connection, neighbourhoods, derived.near)
    if derived.basis is not None:
        _note(connection, "basis", derived.state.of_sayings(), to_json(derived.basis).decode())
    _note(connection, "incidents", derived.state.words(), json.dumps(derived.standing))
    return True


def _remove(connection: Connection, numbers: Sequence[int]) -> None:
    """Take out sayings with the incidents and neighbourhoods that they are in, of which all are given."""
    inside = incident_sayings
    for some in parts(numbers):
        gone = select(inside.c.incident).where(inside.c.saying.in_(some))
        connection.execute(delete(incidents).where(incidents.c.id.in_(gone)))
        connection.execute(delete(neighbourhoods).where(neighbourhoods.c.number.in_(some)))
    for some in parts(numbers):
        connection.execute(delete(inside).where(inside.c.saying.in_(some)))


def _copy_row(number: int, copy: Copy) -> dict[str, Any]:
    return {
        "number": number,
        "later": copy.later.id,
        "earlier": copy.earlier.id,
        "known_by": copy.order,
        "earlier_share": copy.earlier_share,
        "later_share": copy.later_share,
        "record": msgspec.json.encode(copy).decode(),
    }


def _insert(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == _ROWS_AT_ONCE:
            connection.execute(insert(table), some)
            some = []
    if some:
        connection.execute(insert(table), some)


def _note(connection: Connection, what: str, state: str, detail: str | None = None) -> None:
    connection.execute(delete(derivations).where(derivations.c.what == what))
    connection.execute(insert(derivations).values(what=what, state=state, made_at=now(), detail=detail))


def kept_copies(connection: Connection, article: str | None = None) -> Iterator[Copy]:
    """The copies that are kept, or those that an article is part of, by later and then by earlier article as they were found."""
    wanted = select(copies.c.record).order_by(copies.c.number)
    if article is not None:
        wanted = wanted.where((copies.c.later == article) | (copies.c.earlier == article))
    for record in connection.execute(wanted).scalars():
        yield msgspec.json.decode(record, type=Copy)


def parts(ids: Iterable[Any]) -> Iterator[list[Any]]:
    """A few hundred at a time, as many as any database takes in one question."""
    whole = list(ids)
    for start in range(0, len(whole), _IDS_AT_ONCE):
        yield whole[start : start + _IDS_AT_ONCE]


def incident_of(record: str) -> Incident:
    """The incident in a row's ``record``."""
    return from_json(record, Incident)
