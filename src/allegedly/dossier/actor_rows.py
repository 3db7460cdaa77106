"""Judgements about actors' names in their table: written down, taken back, read and checked; never changed.

Only the three ``undone`` columns of a row are ever filled in, once. A judgement is about names as articles write them, and not about whom they
were taken for when it was made: so it stands whatever is merged or parted later, and whatever coder reads the articles again.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any, get_args

from sqlalchemy import BigInteger, Column, Connection, Integer, Row, String, Table, Text, func, insert, select, update

from allegedly.dossier import custody
from allegedly.dossier.clock import now
from allegedly.dossier.custody import canonical, digest
from allegedly.dossier.tables import metadata
from allegedly.dossier.undoing import undone_by
from allegedly.errors import UnknownName, UsageError
from allegedly.model import ActorJudgement
from allegedly.model.incident import Verdict

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_MADE = ("left_name", "left_country", "right_name", "right_country", "verdict", "judged_by", "judged_at", "why")
_UNDONE = ("undone_by", "undone_at", "undone_why")

actor_judgements = Table(
    "actor_judgements",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    # Names as articles write them, with the country under which they do, or null.
    Column("left_name", Text, nullable=False),
    Column("left_country", String),
    Column("right_name", Text, nullable=False),
    Column("right_country", String),
    Column("verdict", String, nullable=False),
    Column("judged_by", Text, nullable=False),
    Column("judged_at", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", String),
    Column("undone_why", Text),
)


def judgements_of_actors(connection: Connection) -> None:
    """Which names are one actor's: what persons decided."""
    actor_judgements.create(connection, checkfirst=True)


def judge(
    connection: Connection, left: tuple[str, str | None], right: tuple[str, str | None], verdict: str, *, by: str, why: str
) -> ActorJudgement:
    """Write down a judgement about two names, each with its country.

    Raises :class:`UnknownName` for a verdict that is none, :class:`UsageError` for a judge without a name.
    """
    if verdict not in get_args(Verdict):
        raise UnknownName("verdict", verdict, get_args(Verdict))
    if not by.strip():
        raise UsageError("a judgement needs to say who made it; give a name with --by")
    columns: dict[str, Any] = dict(zip(_MADE, (*left, *right, verdict, by.strip(), now(), " ".join(why.split())), strict=True))
    table = actor_judgements
    number = connection.execute(insert(table).values(columns).returning(table.c.number)).scalar_one()
    custody.append(connection, "actors judged", str(number), {"sha256": _digest(columns)})
    return _judgement_of(connection.execute(select(table).where(table.c.number == number)).one())


def undo(connection: Connection, number: int, *, by: str, why: str) -> ActorJudgement:
    """Take a judgement back; it stays readable, with who took it back.

    Raises :class:`NoSuchId` when there is none, :class:`UsageError` when it was taken back already or nobody does it.
    """
    table = actor_judgements
    row = connection.execute(select(table).where(table.c.number == number)).first()
    what, where = f"judgement {number} about actors", "allegedly actors D --list shows all"
    undone = undone_by(row, what=what, by=by, why=why, where=where, instead="make a new one")
    connection.execute(update(table).where(table.c.number == number).values(undone))
    custody.append(connection, "actors undone", str(number), undone)
    return _judgement_of(connection.execute(select(table).where(table.c.number == number)).one())


def all_made(connection: Connection) -> list[ActorJudgement]:
    """All judgements about actors, in the order in which they were made, those taken back too."""
    return [_judgement_of(row) for row in connection.execute(select(actor_judgements).order_by(actor_judgements.c.number))]


def state(connection: Connection) -> tuple[int, int]:
    """The number of the last judgement, and how many were taken back: while two are equal, the same judgements stand."""
    number, undone = actor_judgements.c.number, actor_judgements.c.undone_at
    last, gone = connection.execute(select(func.coalesce(func.max(number), 0), func.count(undone))).one()
    return int(last), int(gone)


def check(connection: Connection, logged: MutableMapping[tuple[str, str], Any]) -> Iterator[tuple[str, str | None]]:
    """For each judgement its name and what is wrong with it, null where it stands; what custody says of it is taken out of ``logged``."""
    for row in connection.execute(select(actor_judgements).order_by(actor_judgements.c.number)):
        wrong: list[str] = []
        made = logged.pop(("actors judged", str(row.number)), None)
        if made is None or made.get("sha256") != _digest(row._mapping):
            wrong.append("was changed after it was made, or custody does not know it")
        undone = logged.pop(("actors undone", str(row.number)), None) or dict.fromkeys(_UNDONE)
        if {column: getattr(row, column) for column in _UNDONE} != undone:
            wrong.append("who took it back, when or why is not what custody says")
        yield f"judgement {row.number} about actors", "; ".join(wrong) or None


def _digest(columns: Any) -> str:
    """What the custody log says of a judgement when it is made."""
    return digest(canonical([columns[name] for name in _MADE]))


def _judgement_of(row: Row[Any]) -> ActorJudgement:
    return ActorJudgement(
        number=row.number,
        left=row.left_name,
        left_country=row.left_country,
        right=row.right_name,
        right_country=row.right_country,
        verdict=row.verdict,
        by=row.judged_by,
        at=row.judged_at,
        why=row.why,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
        undone_why=row.undone_why,
    )
