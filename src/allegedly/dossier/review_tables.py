"""The tables of reviews: what persons decided about single sayings, and the order in which sayings are offered for it.

Rows of ``reviews`` are written once; only their three ``undone`` columns are filled in, once. ``review_queue`` can be made anew at any
time from sayings, incidents and reviews, so the custody log does not answer for it.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Index, Integer, String, Table, Text

from allegedly.dossier.tables import metadata

_NUMBER = BigInteger().with_variant(Integer, "sqlite")

reviews = Table(
    "reviews",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("saying", String, nullable=False),
    Column("decision", String, nullable=False),
    # A list of {field, before, after} as JSON.
    Column("corrections", Text, nullable=False),
    # The fields that were corrected, with commas between; repeats a part of ``corrections``.
    Column("wrong", Text, nullable=False),
    Column("reason", String),
    Column("why", Text, nullable=False),
    Column("judged_by", Text, nullable=False),
    Column("judged_at", String, nullable=False),
    Column("queue", String, nullable=False),
    Column("blind", Integer, nullable=False),
    # The review that this one carries over to a newer saying of the same words and values.
    Column("repeats", _NUMBER, ForeignKey("reviews.number")),
    Column("undone_by", Text),
    Column("undone_at", String),
    Column("undone_why", Text),
    Index("reviews_saying", "saying"),
    Index("reviews_judged_by", "judged_by", "saying"),
)

queue = Table(
    "review_queue",
    metadata,
    Column("saying", String, primary_key=True),
    # Of the saying and of its coding, as in ``sayings``.
    Column("number", _NUMBER, nullable=False),
    Column("coding", _NUMBER, nullable=False),
    # 1 while nobody decided it, else 0.
    Column("open", Integer, nullable=False),
    # What may be lost, in millionths; see allegedly.dossier.review_queue.
    Column("difficulty", _NUMBER, nullable=False),
    Column("doubt", _NUMBER, nullable=False),
    Column("grounds", String, nullable=False),
    # A place drawn by lot: from the id alone, so that it is the same on every machine.
    Column("lot", _NUMBER, nullable=False),
    Index("review_queue_coding", "coding"),
)
Index("review_queue_hardest", queue.c.open, queue.c.difficulty.desc(), queue.c.number)
Index("review_queue_random", queue.c.open, queue.c.lot)

filled = Table(
    "review_queue_filled",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    # The last coding that the queue knows of, and of which state of the dossier the incidents were that it knows of.
    Column("coding", _NUMBER, nullable=False),
    Column("incidents", Text, nullable=False),
)


def review_tables(connection: Connection) -> None:
    """Reviews of single sayings, and the queue of those to be reviewed."""
    for table in (reviews, queue, filled):
        table.create(connection, checkfirst=True)
