"""The tables of a dossier, the same on SQLite and PostgreSQL, with names that a person can read in any database browser.

Rows of ``originals``, ``articles``, ``codings``, ``sayings`` and ``custody`` are written once and never changed. A judgement is
written once too; only its three ``undone`` columns are filled in, once. ``failures`` is a list of work to do, and is kept up to date.
Texts are kept as they are; every date and time is ISO 8601 text, in UTC.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()
_NUMBER = BigInteger().with_variant(Integer, "sqlite")

migrations = Table(
    "migrations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("applied_at", String, nullable=False),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("size", _NUMBER, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    # The id it was read with; the same for all versions when a table gives ids of its own.
    Column("read_as", String, nullable=False),
    # Where it stands: its address, its id in a table, or its file. Articles at one place are versions of each other.
    Column("place", String),
    Column("version", Integer, nullable=False),
    Column("version_of", String),
    Column("publisher", String),
    Column("title", Text),
    Column("url", Text),
    Column("published", String),
    Column("language", String),
    Column("text", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("title_start", Integer),
    Column("title_end", Integer),
    Column("origin", Text),
    Column("notes", Text, nullable=False),
    Column("original_sha256", String, ForeignKey("originals.sha256")),
    Column("obtained_at", String, nullable=False),
    Column("obtained_how", String, nullable=False),
    Index("articles_read_as", "read_as"),
    Index("articles_place", "place"),
)

codings = Table(
    "codings",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("article", String, ForeignKey("articles.id"), nullable=False),
    Column("coder", String, nullable=False),
    Column("coder_version", String, nullable=False),
    Column("coded_at", String, nullable=False),
    Column("sayings", Integer, nullable=False),
    UniqueConstraint("article", "coder", "coder_version"),
)

sayings = Table(
    "sayings",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("article", String, ForeignKey("articles.id"), nullable=False),
    Column("coding", _NUMBER, ForeignKey("codings.number"), nullable=False),
    Column("sentence", Text, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("source", Text),
    Column("innermost_source", Text),
    Column("polarity", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("frame", String, nullable=False),
    Column("certainty", String),
    Column("type", String, nullable=False),
    Column("modes", Text),
    Column("trigger_words", Text, nullable=False),
    Column("trigger_start", Integer, nullable=False),
    Column("trigger_end", Integer, nullable=False),
    Column("actors", Text),
    Column("recipients", Text),
    Column("place_name", Text),
    Column("place_country", String),
    Column("place_latitude", Float),
    Column("place_longitude", Float),
    Column("date_from", String),
    Column("date_to", String),
    Column("confidence", Float),
    # The saying itself, as JSON; every other column repeats a part of it.
    Column("record", Text, nullable=False),
    Index("sayings_article", "article"),
    Index("sayings_coding", "coding"),
    Index("sayings_type", "type"),
    Index("sayings_date", "date_from"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("left_saying", String, nullable=False),
    Column("right_saying", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("judged_by", Text, nullable=False),
    Column("judged_at", String, nullable=False),
    Column("why", Text, nullable=False),
    # The judgement that this one repeats for newer sayings of the same words.
    Column("repeats", _NUMBER, ForeignKey("judgements.number")),
    Column("undone_by", Text),
    Column("undone_at", String),
    Column("undone_why", Text),
    Index("judgements_left", "left_saying"),
    Index("judgements_right", "right_saying"),
)

failures = Table(
    "failures",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("origin", Text, nullable=False),
    Column("error", String, nullable=False),
    Column("message", Text, nullable=False),
    # The article as JSON, when it could be read but not coded.
    Column("article", Text),
    Column("original_sha256", String, ForeignKey("originals.sha256")),
    Column("first_at", String, nullable=False),
    Column("last_at", String, nullable=False),
    Column("times", Integer, nullable=False),
    Column("solved_at", String),
    Index("failures_origin", "origin"),
)

custody = Table(
    "custody",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
)

# What a dossier had from the beginning; later tables are in modules of their own.
FIRST = (migrations, originals, articles, codings, sayings, judgements, failures, custody)
