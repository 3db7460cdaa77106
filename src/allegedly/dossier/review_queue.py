"""In which order sayings are offered for review: hardest first, by lot, or after another reviewer.

*Hardest first* orders by what may be lost: the doubt (one minus the coder's confidence, one half where the coder does not know) times one plus
the number of grounds why an error would be grave: ``violence``, ``people`` (a count of dead, injured, arrested, missing, displaced), ``denied``, and
``disputed`` (somebody asserts and somebody denies the incident). Equals stand in the order in which they came.

*By lot* is a fixed permutation of ids: what was decided of its first n sayings is a simple random sample without replacement, and the only one
here from which the coder's precision may be estimated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, delete, exists, func, insert, select, update

from allegedly.dossier import tables
from allegedly.dossier.current import last_codings
from allegedly.dossier.derived_tables import derivations, incident_sayings, incidents
from allegedly.dossier.review_tables import filled, queue, reviews
from allegedly.dossier.rows import saying_of
from allegedly.model import Saying
from allegedly.ontology import load

GROUNDS: dict[str, str] = {
    "violence": "violence",
    "people": "counts people",
    "denied": "denied",
    "disputed": "asserted and denied",
}
# PLOVER's score from which an event counts as violence: all of ASSAULT, down to beatings.
_VIOLENT = -7.5
_PEOPLE = frozenset({"dead", "injured", "arrested", "missing", "displaced"})
_UNKNOWN_DOUBT = 0.5
_MILLION = 1_000_000
_AT_ONCE = 1000


class Queued(msgspec.Struct, frozen=True, kw_only=True):
    """One saying in the queue: how much doubt there is (0 to 1), why an error would be grave, and whether nobody decided it yet."""

    saying: str
    doubt: float
    difficulty: float
    grounds: tuple[str, ...]
    open: bool


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far the review is: all sayings, those decided by anybody, and what one reviewer decided, left unsure and skipped."""

    sayings: int
    decided: int
    own_decided: int = 0
    own_unsure: int = 0
    own_skipped: int = 0


def grounds_of(saying: Saying) -> tuple[str, ...]:
    """Why an error in this saying would be grave, as far as the saying itself tells."""
    event = saying.event
    found = {
        "violence": load().score(event.type, event.modes) <= _VIOLENT,
        "people": any(count.kind in _PEOPLE for count in event.counts),
        "denied": saying.status.polarity == "negative",
    }
    return tuple(name for name, holds in found.items() if holds)


def difficulty_of(doubt: float, grounds: Sequence[str]) -> float:
    """What may be lost: the doubt, once for being wrong at all and once more for each ground."""
    return doubt * (1 + len(grounds))


def lot_of(id: str) -> int:
    """The place of a saying in the order by lot: 56 bits of a hash of its id, which know nothing of what it says."""
    return int.from_bytes(hashlib.sha256(f"lot {id}".encode()).digest()[:7], "big")


def is_filled(connection: Connection) -> bool:
    """Whether the queue knows of the newest coding, and of the incidents that are kept."""
    known = connection.execute(select(filled.c.coding, filled.c.incidents)).first()
    return known is not None and tuple(known) == _newest(connection)


def take_in(connection: Connection, article: str, coding: int) -> None:
    """Take in the sayings of a coding that is just written, in the place of those of older codings and versions of the article."""
    kept, made = tables.articles, tables.codings
    row = connection.execute(select(kept.c.id, kept.c.version_of).where(kept.c.id == article)).one()
    first = row.version_of or row.id
    versions = select(kept.c.id).where((kept.c.id == first) | (kept.c.version_of == first))
    older = select(made.c.number).where(made.c.article.in_(versions), made.c.number != coding)
    connection.execute(delete(queue).where(queue.c.coding.in_(older)))
    _take_in(connection, [coding])


def _newest(connection: Connection) -> tuple[int, str]:
    """The number of the newest coding, and of which state of the dossier the incidents that are kept are."""
    coding = connection.execute(select(func.max(tables.codings.c.number))).scalar() or 0
    state = connection.execute(select(derivations.c.state).where(derivations.c.what == "incidents")).scalar()
    return coding, state or ""


def fill(connection: Connection) -> int:
    """Take in new sayings, leave out those that count no more, and note which are disputed; returns how many there are.

    What is disputed is read from the incidents that are kept (see :mod:`allegedly.dossier.stored`), which may be older than the sayings.
    """
    current = set(connection.execute(last_codings()).scalars())
    known = set(connection.execute(select(queue.c.coding).distinct()).scalars())
    for gone in sorted(known - current):
        connection.execute(delete(queue).where(queue.c.coding == gone))
    new = sorted(current - known)
    for start in range(0, len(new), 200):
        _take_in(connection, new[start : start + 200])
    told = incident_sayings.join(incidents, incidents.c.id == incident_sayings.c.incident)
    joined = select(queue.c.saying).select_from(queue.join(told, incident_sayings.c.saying == queue.c.number))
    _note_disputes(connection, set(connection.execute(joined.where(incidents.c.disputed)).scalars()))
    coding, state = _newest(connection)
    connection.execute(delete(filled))
    connection.execute(insert(filled).values(number=1, coding=coding, incidents=state))
    return connection.execute(select(func.count()).select_from(queue)).scalar_one()


def _take_in(connection: Connection, codings: Sequence[int]) -> None:
    said = tables.sayings
    reviewed = exists().where(reviews.c.saying == said.c.id, reviews.c.undone_by.is_(None)).label("reviewed")
    wanted = select(said.c.number, said.c.coding, said.c.record, reviewed).where(said.c.coding.in_(codings))
    rows: list[dict[str, Any]] = []
    doubtful: list[str] = []
    for row in connection.execute(wanted.order_by(said.c.number)):
        saying = saying_of(row.record)
        doubt = _UNKNOWN_DOUBT if saying.confidence is None else min(max(1 - saying.confidence, 0.0), 1.0)
        grounds = grounds_of(saying)
        rows.append(
            {
                "saying": saying.id,
                "number": row.number,
                "coding": row.coding,
                "open": 1,
                "difficulty": round(difficulty_of(doubt, grounds) * _MILLION),
                "doubt": round(doubt * _MILLION),
                "grounds": ",".join(grounds),
                "lot": lot_of(saying.id),
            }
        )
        if row.reviewed:
            doubtful.append(saying.id)
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(insert(queue), rows[start : start + _AT_ONCE])
    for id in doubtful:
        settle(connection, id)


def _note_disputes(connection: Connection, disputed: set[str]) -> None:
    noted = set(connection.execute(select(queue.c.saying).where(queue.c.grounds.like("%disputed"))).scalars())
    changed = sorted(disputed ^ noted)
    for start in range(0, len(changed), _AT_ONCE):
        some = changed[start : start + _AT_ONCE]
        for row in connection.execute(select(queue).where(queue.c.saying.in_(some))).all():
            grounds = tuple(name for name in row.grounds.split(",") if name and name != "disputed")
            if row.saying in disputed:
                grounds = (*grounds, "disputed")
            new = {"grounds": ",".join(grounds), "difficulty": round(difficulty_of(row.doubt, grounds))}
            connection.execute(update(queue).where(queue.c.saying == row.saying).values(new))


def settle(connection: Connection, saying: str) -> None:
    """Say whether anybody's standing decision settles the saying; call it whenever a review of it is made or taken back."""
    made = (
        select(reviews.c.judged_by, reviews.c.decision)
        .where(reviews.c.saying == saying, reviews.c.undone_by.is_(None), reviews.c.decision != "skip")
        .order_by(reviews.c.number)
    )
    last = {row.judged_by: row.decision for row in connection.execute(made)}
    settled = any(decision != "unsure" for decision in last.values())
    connection.execute(update(queue).where(queue.c.saying == saying).values(open=int(not settled)))


def next_ones(connection: Connection, by: str, order: str, *, most: int, without: Sequence[str] = ()) -> list[Queued]:
    """The next sayings in an order for a reviewer: open ones, or for ``second`` those that another decided."""
    own = exists().where(reviews.c.saying == queue.c.saying, reviews.c.judged_by == by, reviews.c.undone_by.is_(None))
    wanted = select(queue).where(~own)
    if without:
        wanted = wanted.where(queue.c.saying.not_in(list(without)))
    if order == "second":
        wanted = wanted.where(queue.c.open == 0).order_by(queue.c.lot)
    elif order == "random":
        wanted = wanted.where(queue.c.open == 1).order_by(queue.c.lot)
    else:
        wanted = wanted.where(queue.c.open == 1).order_by(queue.c.difficulty.desc(), queue.c.number)
    return [_queued(row) for row in connection.execute(wanted.limit(most))]


def find(connection: Connection, saying: str) -> Queued | None:
    """One saying in the queue, or None."""
    row = connection.execute(select(queue).where(queue.c.saying == saying)).first()
    return None if row is None else _queued(row)


def progress(connection: Connection, by: str | None) -> Progress:
    """How far the review is."""

    def count(*conditions: ColumnElement[bool]) -> int:
        return connection.execute(select(func.count()).select_from(queue).where(*conditions)).scalar_one()

    own: dict[str, str] = {}
    if by is not None:
        made = select(reviews.c.saying, reviews.c.decision).join(queue, queue.c.saying == reviews.c.saying)
        counted = made.where(reviews.c.judged_by == by, reviews.c.undone_by.is_(None))
        for row in connection.execute(counted.order_by(reviews.c.number)):
            if row.decision != "skip" or own.get(row.saying) in (None, "skip", "unsure"):
                own[row.saying] = row.decision
    decisions = list(own.values())
    unsure, skipped = decisions.count("unsure"), decisions.count("skip")
    return Progress(
        sayings=count(),
        decided=count(queue.c.open == 0),
        own_decided=len(decisions) - unsure - skipped,
        own_unsure=unsure,
        own_skipped=skipped,
    )


def _queued(row: Row[Any]) -> Queued:
    return Queued(
        saying=row.saying,
        doubt=row.doubt / _MILLION,
        difficulty=row.difficulty / _MILLION,
        grounds=tuple(name for name in row.grounds.split(",") if name),
        open=bool(row.open),
    )
