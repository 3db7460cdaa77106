"""Reviews as rows: written, read, checked against the custody log, and repeated for newer sayings that read the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select

from allegedly.dossier import custody, review_queue, tables
from allegedly.dossier.review_records import FIELDS, Correction, Review, corrections, plain, value_of
from allegedly.dossier.review_tables import reviews as table
from allegedly.dossier.rows import saying_of
from allegedly.errors import NoSuchId
from allegedly.model import Saying

# What the custody log answers for when a review is made, and when it is taken back.
_MADE = ("saying", "decision", "corrections", "wrong", "reason", "why", "judged_by", "judged_at", "queue", "blind", "repeats")
_UNDONE = ("undone_by", "undone_at", "undone_why")


def review_of(row: Row[Any]) -> Review:
    """The review in a row."""
    return Review(
        number=row.number,
        saying=row.saying,
        decision=row.decision,
        corrections=msgspec.json.decode(row.corrections, type=tuple[Correction, ...]),
        reason=row.reason,
        why=row.why,
        by=row.judged_by,
        at=row.judged_at,
        queue=row.queue,
        blind=bool(row.blind),
        repeats=row.repeats,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
        undone_why=row.undone_why,
    )


def review_digest(columns: Any) -> str:
    """What the custody log says of a review when it is made; ``columns`` is a mapping."""
    return custody.digest(custody.canonical([columns[name] for name in _MADE]))


def check(connection: Connection, logged: dict[tuple[str, str], Any]) -> Iterator[tuple[str, str | None]]:
    """Yield every review by name, with what is wrong with it or None; what ``logged`` says of it is taken out of ``logged``."""
    for row in connection.execute(select(table).order_by(table.c.number)):
        name = f"review {row.number}"
        wrong: str | None = None
        entry = logged.pop(("reviewed", str(row.number)), None)
        if entry is None or entry.get("sha256") != review_digest(row._mapping):
            wrong = "was changed after it was made, or custody does not know it"
        undone = logged.pop(("review undone", str(row.number)), None) or dict.fromkeys(_UNDONE)
        if {column: getattr(row, column) for column in _UNDONE} != undone:
            wrong = "who took it back, when or why is not what custody says"
        if wrong is None:
            wrong = _unsound(connection, row)
        yield name, wrong


def _unsound(connection: Connection, row: Row[Any]) -> str | None:
    """Why the corrections of a review cannot be what it put right, or None."""
    try:
        saying, text = saying_with_text(connection, row.saying)
    except NoSuchId:
        return f"is about {row.saying}, which is not there"
    try:
        review = review_of(row)
        if ",".join(review.wrong) != row.wrong:
            return "the fields that it names are not those that it corrects"
        changes = {correction.field: correction.after for correction in review.corrections}
        if corrections(saying, text, changes) != review.corrections:
            return "what it says was there before is not what the saying has"
    except (ValueError, msgspec.MsgspecError) as fault:
        return f"cannot be read ({fault})"
    return None


def carry_over(connection: Connection, article: str, new: Sequence[Saying]) -> None:
    """Repeat what was decided about older sayings of this article, or of an older version of it, for new ones that read the same in every field.

    A saying whose words, or any field, the newer coder reads otherwise is open again: what was decided then was not about this reading.
    """
    kept, said = tables.articles, tables.sayings
    row = connection.execute(select(kept.c.id, kept.c.version_of).where(kept.c.id == article)).one()
    first = row.version_of or row.id
    versions = select(kept.c.id).where((kept.c.id == first) | (kept.c.version_of == first))
    decided = select(table.c.saying).where(table.c.undone_by.is_(None))
    wanted = select(said.c.id, said.c.record).where(said.c.article.in_(versions), said.c.id.in_(decided)).order_by(said.c.number)
    ids = {saying.id for saying in new}
    older = [saying_of(row.record) for row in connection.execute(wanted) if row.id not in ids]
    if not older:
        return
    found = {_alike(saying): saying for saying in reversed(new)}
    text = connection.execute(select(kept.c.text).where(kept.c.id == article)).scalar_one()
    for saying in older:
        same = found.get(_alike(saying))
        if same is None:
            continue
        made = select(table).where(table.c.saying == saying.id, table.c.undone_by.is_(None)).order_by(table.c.number)
        known = set(connection.execute(select(table.c.repeats).where(table.c.saying == same.id)).scalars())
        for one in connection.execute(made).all():
            origin = one.repeats or one.number
            if origin in known:
                continue
            known.add(origin)
            moved = _moved(review_of(one), saying, same)
            try:
                if corrections(same, text, {each.field: each.after for each in moved}) != moved:
                    continue
            except ValueError:
                continue  # words outside the sentence, which stand elsewhere in the new version
            insert_review(
                connection,
                columns_of(
                    same.id,
                    one.decision,
                    moved,
                    one.reason,
                    one.why,
                    one.judged_by,
                    one.judged_at,
                    one.queue,
                    bool(one.blind),
                    origin,
                ),
            )


def _alike(saying: Saying) -> str:
    """The words and every field of a saying, its offsets counted from its sentence, so that a moved sentence is the same."""
    values = {field: _shifted(plain(value_of(saying, field)), -saying.sentence.start) for field in FIELDS}
    return custody.canonical([saying.sentence.text, values])


def _shifted(value: Any, by: int) -> Any:
    if isinstance(value, dict):
        return {
            key: one + by if key in ("start", "end") and isinstance(one, int) else _shifted(one, by) for key, one in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_shifted(one, by) for one in value]
    return value


def _moved(review: Review, old: Saying, new: Saying) -> tuple[Correction, ...]:
    by = new.sentence.start - old.sentence.start
    return tuple(
        Correction(field=one.field, before=_shifted(one.before, by), after=_shifted(one.after, by)) for one in review.corrections
    )


def saying_with_text(connection: Connection, id: str) -> tuple[Saying, str]:
    """A saying and the text of its article."""
    said, kept = tables.sayings, tables.articles
    wanted = select(said.c.record, kept.c.text).join(kept, kept.c.id == said.c.article).where(said.c.id == id)
    row = connection.execute(wanted).first()
    if row is None:
        raise NoSuchId(f"there is no saying {id!r}; a review is about one saying, by its whole id")
    return saying_of(row.record), row.text


def columns_of(
    saying: str,
    decision: str,
    made: Sequence[Correction],
    reason: str | None,
    why: str,
    by: str,
    at: str,
    queue: str,
    blind: bool,
    repeats: int | None,
) -> dict[str, Any]:
    """A review as the columns that are written when it is made."""
    return {
        "saying": saying,
        "decision": decision,
        "corrections": custody.canonical(msgspec.to_builtins(list(made))),
        "wrong": ",".join(one.field for one in made),
        "reason": reason,
        "why": why,
        "judged_by": by,
        "judged_at": at,
        "queue": queue,
        "blind": int(blind),
        "repeats": repeats,
    }


def insert_review(connection: Connection, columns: Mapping[str, Any]) -> Review:
    """Write a review down, in the custody log and in the queue too."""
    number = connection.execute(insert(table).values(columns).returning(table.c.number)).scalar_one()
    custody.append(connection, "reviewed", str(number), {"saying": columns["saying"], "sha256": review_digest(columns)})
    review_queue.settle(connection, columns["saying"])
    return review_of(connection.execute(select(table).where(table.c.number == number)).one())
