"""Incidents and copies kept in the dossier: a cache of what :mod:`allegedly.incidents` says of the sayings and judgements that count.

They follow from the dossier and from nothing else, so they may be thrown away at any time, and are made anew whenever :func:`state`, which
costs next to nothing, is not the one that they were made of. Working them out holds no lock; writing them down is one short transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from allegedly.dossier import judging, tables
from allegedly.dossier.clock import now
from allegedly.dossier.current import last_codings, last_versions
from allegedly.dossier.derived_tables import article_witnesses, copies, derivations, incident_sayings, incidents
from allegedly.dossier.rows import article_of, saying_of
from allegedly.incidents import disagreement
from allegedly.incidents.copies import Copy, find_copies
from allegedly.incidents.grouping import Gathered, gathered
from allegedly.incidents.witnesses import witnesses
from allegedly.model import Article, Incident, Saying, from_json, to_json

TABLES = ("incidents", "incident_sayings", "copies", "article_witnesses", "derivations")
_ROWS_AT_ONCE = 5000


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
        return (
            f"articles to {self.articles}, codings to {self.codings}, judgements to {self.judgements}, "
            f"{self.undone} taken back, read by {self.program}"
        )

    def of_copies(self) -> str:
        """That part of it which copies follow from."""
        return f"articles to {self.articles}, read by {self.program}"


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
    """What follows from a dossier in one state; ``copies`` is None where those that are kept are still right."""

    state: State
    copies: list[Copy] | None
    witness_of_article: dict[str, str]
    rows: list[dict[str, Any]]
    sayings: list[dict[str, Any]]


def derive(connection: Connection) -> Derived:
    """Work out copies and incidents from what the transaction of ``connection`` sees; nothing is written."""
    at = state(connection)
    kept = kept_state(connection, "copies") == at.of_copies()
    articles = list(_articles(connection))
    found = list(kept_copies(connection)) if kept else find_copies(articles)
    said = tables.sayings
    numbers: dict[str, int] = {}
    sayings: dict[str, Saying] = {}
    wanted = select(said.c.number, said.c.record).where(said.c.coding.in_(last_codings())).order_by(said.c.number)
    for row in _streamed(connection, wanted):
        saying = saying_of(row.record)
        numbers[saying.id], sayings[saying.id] = row.number, saying
    witness = witnesses(sayings.values(), articles, found)
    gathering = gathered(list(sayings.values()), judging.standing(judging.judgements(connection)))
    rows: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    for rank, one in enumerate(gathering, start=1):
        own = [sayings[id] for id in one.incident.sayings]
        rows.append(_incident_row(rank, one.incident, own, witness))
        members += _saying_rows(one, own, numbers, witness)
    of_article = {article.id: witness[article.id] for article in articles}
    return Derived(at, None if kept else found, of_article, rows, members)


def _articles(connection: Connection) -> Iterator[Article]:
    kept = tables.articles
    for row in _streamed(connection, select(kept).where(kept.c.id.in_(last_versions())).order_by(kept.c.number)):
        yield article_of(row)


def _streamed(connection: Connection, wanted: Any) -> Iterator[Any]:
    return iter(connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(wanted))


def kept_copies(connection: Connection, article: str | None = None) -> Iterator[Copy]:
    """The copies that are kept, or those that an article is part of, by later and then by earlier article as they were found."""
    wanted = select(copies.c.record).order_by(copies.c.number)
    if article is not None:
        wanted = wanted.where((copies.c.later == article) | (copies.c.earlier == article))
    for record in connection.execute(wanted).scalars():
        yield msgspec.json.decode(record, type=Copy)


def _incident_row(rank: int, incident: Incident, own: Sequence[Saying], witness: dict[str, str]) -> dict[str, Any]:
    independent, disputed, differing = 1, False, ""
    if len(own) > 1:
        asked = disagreement(incident, own, copies=witness)
        independent, disputed = asked.independent, asked.disputed
        differing = ", ".join(question.field for question in asked.differing)
    days = sorted(saying.article.published[:10] for saying in own if saying.article.published)
    shown = [place for saying in own if (place := saying.event.place) and (place.name or place.text) == incident.place]
    # The first of its name that is on the map, else the first.
    place = next((one for one in shown if one.lat is not None), shown[0] if shown else None)
    return {
        "id": incident.id,
        "rank": rank,
        "type": incident.type,
        "frame": own[0].status.frame,
        "from_day": incident.from_day,
        "to_day": incident.to_day,
        "first_published": days[0] if days else None,
        "last_published": days[-1] if days else None,
        "place_name": incident.place,
        "place_country": place.country if place else None,
        "place_precision": place.precision if place else None,
        "place_latitude": place.lat if place else None,
        "place_longitude": place.lon if place else None,
        "sayings": len(incident.sayings),
        "publishers": len(incident.publishers),
        "sources": len(incident.sources),
        "independent": independent,
        "asserted": incident.asserted,
        "denied": incident.denied,
        "disputed": disputed,
        "differs_on": differing or None,
        "reason": incident.reason,
        "record": to_json(incident).decode(),
    }


def _saying_rows(
    one: Gathered, own: Sequence[Saying], numbers: dict[str, int], witness: dict[str, str]
) -> Iterator[dict[str, Any]]:
    for position, (saying, reason) in enumerate(zip(own, one.reasons, strict=True), start=1):
        article = witness.get(saying.article.id, saying.article.id)
        yield {
            "saying": numbers[saying.id],
            "incident": one.incident.id,
            "position": position,
            "witness": witness.get(saying.id, article),
            "reason": reason,
        }


def write(connection: Connection, derived: Derived) -> None:
    """Put what was worked out in the place of what was kept; not when something newer was kept meanwhile."""
    kept = kept_state(connection, "incidents")
    if kept == derived.state.words() or (kept is not None and kept == state(connection).words()):
        return
    if derived.copies is not None:
        _replace(connection, copies, map(_copy_row, range(1, len(derived.copies) + 1), derived.copies))
        pairs = derived.witness_of_article.items()
        _replace(connection, article_witnesses, ({"article": article, "witness": first} for article, first in pairs))
        _note(connection, "copies", derived.state.of_copies())
    _replace(connection, incidents, derived.rows)
    _replace(connection, incident_sayings, derived.sayings)
    _note(connection, "incidents", derived.state.words())


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


def _replace(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    connection.execute(delete(table))
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == _ROWS_AT_ONCE:
            connection.execute(insert(table), some)
            some = []
    if some:
        connection.execute(insert(table), some)


def _note(connection: Connection, what: str, state: str) -> None:
    connection.execute(delete(derivations).where(derivations.c.what == what))
    connection.execute(insert(derivations).values(what=what, state=state, made_at=now()))


def incident_of(record: str) -> Incident:
    """The incident in a row's ``record``."""
    return from_json(record, Incident)
