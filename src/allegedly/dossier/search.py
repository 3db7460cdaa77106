"""Full-text search: FTS5 on SQLite, ``tsvector`` on PostgreSQL, and one question to both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sqlalchemy import Connection, text

from allegedly.dossier.words import words_of

Where = Literal["article", "saying"]
# PostgreSQL refuses a text vector over 1 MB; a longer article is given in parts, each looked up by itself.
_WORDS_A_PART = 20_000


def index(connection: Connection, where: Where, number: int, *texts: str) -> None:
    """Take in the words of one row: of an article its title and text, of a saying its sentence and sources."""
    columns = [" ".join(words_of(one)) for one in texts]
    if connection.dialect.name == "sqlite":
        names = ("title", "words") if where == "article" else ("words",)
        statement = text(
            f"INSERT INTO {where}_words (rowid, {', '.join(names)}) VALUES (:number, {', '.join(':' + name for name in names)})"
        )
        connection.execute(statement, {"number": number, **dict(zip(names, columns, strict=True))})
        return
    words = " ".join(columns).split()
    statement = text(f"INSERT INTO {where}_words (number, words) VALUES (:number, to_tsvector('simple', :words))")
    for part in range(0, max(len(words), 1), _WORDS_A_PART):
        connection.execute(statement, {"number": number, "words": " ".join(words[part : part + _WORDS_A_PART])})


def find(connection: Connection, where: Where, sqlite: str, postgresql: str, most: int) -> Iterator[int]:
    """Yield the numbers of the rows that match, best first."""
    if connection.dialect.name == "sqlite":
        statement = text(f"SELECT rowid FROM {where}_words WHERE {where}_words MATCH :query ORDER BY rank, rowid LIMIT :most")
        found = connection.execute(statement, {"query": sqlite, "most": most})
    else:
        statement = text(
            f"SELECT number FROM {where}_words WHERE words @@ to_tsquery('simple', :query)"
            " GROUP BY number ORDER BY max(ts_rank(words, to_tsquery('simple', :query))) DESC, number LIMIT :most"
        )
        found = connection.execute(statement, {"query": postgresql, "most": most})
    yield from (row[0] for row in found)
