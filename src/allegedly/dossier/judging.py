"""Judgements: written down, taken back, and carried over to newer sayings of the same words; never changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from sqlalchemy import Connection, insert, or_, select, update

from allegedly.dossier import custody, tables
from allegedly.dossier.clock import now
from allegedly.dossier.current import last_codings
from allegedly.dossier.rows import judgement_digest, judgement_of, saying_of
from allegedly.dossier.undoing import undone_by
from allegedly.errors import UnknownName, UsageError
from allegedly.model import Judgement, Saying
from allegedly.model.incident import Verdict


def judge(connection: Connection, left: str, right: str, verdict: str, *, by: str, why: str) -> Judgement:
    """Write down a judgement about two sayings.

    Raises :class:`UnknownName` for a verdict that is none, :class:`UsageError` for a saying beside itself or a judge without a name.
    """
    if verdict not in get_args(Verdict):
        raise UnknownName("verdict", verdict, get_args(Verdict))
    if not by.strip():
        raise UsageError("a judgement needs to say who made it; give a name with --by")
    if left == right:
        raise UsageError(f"{left} is one saying; a judgement is about two")
    return _insert(connection, left, right, verdict, by.strip(), now(), why.strip(), None)


def undo(connection: Connection, number: int, *, by: str, why: str) -> Judgement:
    """Take a judgement back, and those that repeat it for newer sayings; the judgement stays readable, with who took it back."""
    table = tables.judgements
    row = connection.execute(select(table).where(table.c.number == number)).first()
    where = "allegedly judge D --list shows all"
    undone = undone_by(row, what=f"judgement {number}", by=by, why=why, where=where, instead="make a new one")
    assert row is not None
    first = row.repeats or row.number
    same = or_(table.c.number == first, table.c.repeats == first)
    numbers = connection.execute(select(table.c.number).where(same, table.c.undone_by.is_(None)).order_by(table.c.number))
    for one in list(numbers.scalars()):
        connection.execute(update(table).where(table.c.number == one).values(undone))
        custody.append(connection, "undone", str(one), undone)
    return judgement_of(connection.execute(select(table).where(table.c.number == number)).one())


def judgements(connection: Connection) -> Iterator[Judgement]:
    """All judgements, in the order in which they were made, those taken back too."""
    for row in connection.execute(select(tables.judgements).order_by(tables.judgements.c.number)):
        yield judgement_of(row)


def standing(made: Iterator[Judgement] | Sequence[Judgement]) -> list[Judgement]:
    """Those that count: not taken back, and of several about one pair the last."""
    last: dict[frozenset[str], Judgement] = {}
    for one in made:
        if one.stands:
            pair = frozenset((one.left, one.right))
            last.pop(pair, None)
            last[pair] = one
    return list(last.values())


def _insert(
    connection: Connection, left: str, right: str, verdict: str, by: str, at: str, why: str, repeats: int | None
) -> Judgement:
    columns: dict[str, Any] = {
        "left_saying": left,
        "right_saying": right,
        "verdict": verdict,
        "judged_by": by,
        "judged_at": at,
        "why": why,
        "repeats": repeats,
    }
    table = tables.judgements
    number = connection.execute(insert(table).values(columns).returning(table.c.number)).scalar_one()
    custody.append(connection, "judged", str(number), {"sha256": judgement_digest(columns)})
    return judgement_of(connection.execute(select(table).where(table.c.number == number)).one())


def carry_over(connection: Connection, article: str, new: Sequence[Saying]) -> None:
    """Repeat what was judged about older sayings of this article, or of an older version of it, for new ones of the same words."""
    older = _older(connection, article, {saying.id for saying in new})
    if not older or not new:
        return
    found: dict[Any, str] = {}
    for saying in reversed(new):
        for key in _keys(saying, article):
            found[key] = saying.id
    moved: dict[str, str] = {}
    for saying in older:
        known = [key for key in _keys(saying, article) if key in found]
        if known:
            moved[saying.id] = found[known[0]]
    table = tables.judgements
    ids = list(moved)
    made: dict[int, Any] = {}
    for start in range(0, len(ids), 400):
        some = ids[start : start + 400]
        concerned = or_(table.c.left_saying.in_(some), table.c.right_saying.in_(some))
        made.update({row.number: row for row in connection.execute(select(table).where(concerned, table.c.undone_by.is_(None)))})
    current = _current(connection, {id for row in made.values() for id in (row.left_saying, row.right_saying)} - set(moved))
    said = {(row.left_saying, row.right_saying, row.repeats or row.number) for row in made.values()}
    for _number, row in sorted(made.items()):
        left, right = moved.get(row.left_saying, row.left_saying), moved.get(row.right_saying, row.right_saying)
        first = row.repeats or row.number
        # The other end has newer sayings of its own: a later repetition speaks for it.
        stale = (row.left_saying not in moved and left not in current) or (row.right_saying not in moved and right not in current)
        if stale or left == right or (left, right, first) in said:
            continue
        said.add((left, right, first))
        _insert(connection, left, right, row.verdict, row.judged_by, row.judged_at, row.why, first)


def _keys(saying: Saying, article: str) -> list[tuple[object, ...]]:
    """What two sayings of the same words share, the surest first: the event's words in the same text, or else the sentence around them."""
    trigger = saying.event.trigger
    within = (saying.sentence.text, trigger.start - saying.sentence.start, trigger.text)
    keys: list[tuple[object, ...]] = [(*within, saying.event.type), within]
    if saying.article.id == article:
        keys[:0] = [(trigger.start, trigger.end, saying.event.type), (trigger.start, trigger.end)]
    return keys


def _older(connection: Connection, article: str, new: set[str]) -> list[Saying]:
    """Sayings of this article's other codings and of its older versions that are part of a judgement, oldest first."""
    kept, said, judged = tables.articles, tables.sayings, tables.judgements
    row = connection.execute(select(kept.c.id, kept.c.version_of).where(kept.c.id == article)).one()
    first = row.version_of or row.id
    versions = select(kept.c.id).where(or_(kept.c.id == first, kept.c.version_of == first))
    left = select(judged.c.left_saying).where(judged.c.undone_by.is_(None))
    part = left.union(select(judged.c.right_saying).where(judged.c.undone_by.is_(None)))
    wanted = select(said.c.id, said.c.record).where(said.c.article.in_(versions), said.c.id.in_(part)).order_by(said.c.number)
    return [saying_of(row.record) for row in connection.execute(wanted) if row.id not in new]


def _current(connection: Connection, ids: set[str]) -> set[str]:
    said = tables.sayings
    current = select(said.c.id).where(said.c.id.in_(ids), said.c.coding.in_(last_codings()))
    return set(connection.execute(current).scalars()) if ids else set()
