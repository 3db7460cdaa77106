"""Articles into a dossier: the same one once, a changed one as a new version, and each with its sayings in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from allegedly.dossier import custody, review_queue, review_rows, tables
from allegedly.dossier.clock import now
from allegedly.dossier.derived_tables import saying_names
from allegedly.dossier.judging import carry_over
from allegedly.dossier.rows import article_columns, article_digest, name_rows, saying_columns
from allegedly.dossier.search import index
from allegedly.errors import UsageError
from allegedly.model import Article, CoderRef, Saying, make_article, to_json

Outcome = Literal["added", "new version", "coded again", "known"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article: ``article`` is as it is kept, which is under another id where its own was taken."""

    outcome: Outcome
    article: Article
    sayings: int = 0


def place_of(article: Article) -> str | None:
    """Where an article stands, so that another text at the same place is a new version of it; None where nothing says so.

    Its address and, where it says one, its day of publication (an address without a path is a whole site, not an article); or its own id in
    a table; or its file. Of a file's path only the name can be read, because a dossier may be handed on.
    """
    if article.url and urlsplit(article.url).path.strip("/"):
        return article.url
    origin = article.origin
    if origin is None or origin == "stdin":
        return None
    table, _mark, row = origin.rpartition("#" if "#" in origin else ":")
    if table and row.isdecimal() and not Path(origin).is_file():
        return f"{_file(table)} {article.id}" if article.id != _derived_id(article) else None
    return _file(origin)


def _file(path: str) -> str:
    return f"{Path(path).name} {custody.digest(str(Path(path).resolve()))[:12]}"


def _derived_id(article: Article) -> str:
    return make_article(article.text, publisher=article.publisher, url=article.url, published=article.published).id


def find_kept(connection: Connection, article: Article, original: bytes | None) -> Row[Any] | None:
    """The row of an article that is already there: the same text under the same id, or the same bytes at the same place."""
    kept = tables.articles
    row = connection.execute(select(kept).where(kept.c.read_as == article.id, kept.c.sha256 == article.sha256)).first()
    place = place_of(article)
    if row is not None or original is None or place is None:
        return row
    same = (
        kept.c.place == place,
        kept.c.original_sha256 == custody.digest(original),
        kept.c.publisher.is_not_distinct_from(article.publisher),
        kept.c.published.is_not_distinct_from(article.published),
    )
    return connection.execute(select(kept).where(*same)).first()


def is_coded(connection: Connection, article_id: str, coder: CoderRef) -> bool:
    """Whether this version of this coder has coded the article."""
    made = tables.codings
    wanted = (made.c.article == article_id, made.c.coder == coder.name, made.c.coder_version == coder.version)
    return connection.execute(select(made.c.number).where(*wanted)).first() is not None


def keep(
    connection: Connection,
    article: Article,
    sayings: Sequence[Saying],
    coder: CoderRef,
    *,
    original: bytes | None,
    how: str,
) -> Kept:
    """Keep an article and what a coder found in it; nothing is written that is there already."""
    _storable(article)
    row = find_kept(connection, article, original)
    outcome: Outcome = "coded again"
    if row is None:
        article, version = _insert_article(connection, article, original, how)
        outcome = "added" if version == 1 else "new version"
    else:
        article = msgspec.structs.replace(article, id=row.id)
        if row.text != article.text:
            raise UsageError(
                f"article {row.id} is kept with another text than the one that was coded; add it again from its file"
            )
        if is_coded(connection, row.id, coder):
            return Kept("known", article)
    _insert_sayings(connection, article, sayings, coder)
    failed = tables.failures
    connection.execute(
        update(failed).where(failed.c.origin == article.origin, failed.c.solved_at.is_(None)).values(solved_at=now())
    )
    return Kept(outcome, article, len(sayings))


def _storable(article: Article) -> None:
    try:
        article.text.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise UsageError(
            f"article {article.id}: a lone surrogate at {fault.start} cannot be kept; read it with allegedly.read"
        ) from None
    if "\0" in article.text:
        raise UsageError(f"article {article.id}: a NUL character cannot be kept; read it with allegedly.read")


def _insert_article(connection: Connection, article: Article, original: bytes | None, how: str) -> tuple[Article, int]:
    kept = tables.articles
    place = place_of(article)
    version, version_of = 1, None
    if place is not None:
        before = select(kept).where(kept.c.place == place).order_by(kept.c.version.desc())
        for row in connection.execute(before):
            # One address may show another article each day: two known days of publication tell them apart.
            if place != article.url or row.published == article.published or None in (row.published, article.published):
                version, version_of = row.version + 1, row.version_of or row.id
                break
    read_as = article.id
    article = msgspec.structs.replace(article, id=_free_id(connection, read_as))
    columns = {
        **article_columns(article),
        "read_as": read_as,
        "place": place,
        "version": version,
        "version_of": version_of,
        "original_sha256": keep_original(connection, original),
        "obtained_at": now(),
        "obtained_how": how,
    }
    number = connection.execute(insert(kept).values(columns).returning(kept.c.number)).scalar_one()
    index(connection, "article", number, article.title or "", article.text)
    detail = {"sha256": article_digest(columns), "version": version, "version_of": version_of}
    custody.append(connection, "article", article.id, detail)
    return article, version


def _free_id(connection: Connection, id: str) -> str:
    taken = set(connection.execute(select(tables.articles.c.id).where(tables.articles.c.read_as == id)).scalars())
    taken |= set(connection.execute(select(tables.articles.c.id).where(tables.articles.c.id == id)).scalars())
    free, number = id, 1
    while free in taken:
        number += 1
        free = f"{id}.{number}"
    return free


def keep_original(connection: Connection, original: bytes | None) -> str | None:
    """Keep bytes once; returns their SHA-256."""
    if original is None:
        return None
    sha256 = custody.digest(original)
    there = select(tables.originals.c.sha256).where(tables.originals.c.sha256 == sha256)
    if connection.execute(there).first() is None:
        connection.execute(insert(tables.originals).values(sha256=sha256, size=len(original), bytes=original))
    return sha256


def _insert_sayings(connection: Connection, article: Article, sayings: Sequence[Saying], coder: CoderRef) -> None:
    coding = connection.execute(
        insert(tables.codings)
        .values(article=article.id, coder=coder.name, coder_version=coder.version, coded_at=now(), sayings=len(sayings))
        .returning(tables.codings.c.number)
    ).scalar_one()
    own = _with_own_ids(connection, article, sayings)
    rows = [{**saying_columns(saying), "coding": coding} for saying in own]
    if rows:
        connection.execute(insert(tables.sayings), rows)
        numbered = select(tables.sayings.c.number, tables.sayings.c.id).where(tables.sayings.c.coding == coding)
        numbers = {row.id: row.number for row in connection.execute(numbered)}
        names = [row for saying in own for row in name_rows(numbers[saying.id], saying)]
        if names:
            connection.execute(insert(saying_names), names)
        for saying in own:
            who = " ".join(f"{link.text or ''} {link.name or ''}" for link in saying.source)
            index(connection, "saying", numbers[saying.id], f"{saying.sentence.text} {who}")
    custody.append(
        connection,
        "coded",
        article.id,
        {
            "coding": coding,
            "coder": coder.name,
            "version": coder.version,
            "sayings": len(rows),
            "sha256": custody.digest_of(row["record"] for row in rows),
        },
    )
    carry_over(connection, article.id, own)
    review_rows.carry_over(connection, article.id, own)
    review_queue.take_in(connection, article.id, coding)


def _with_own_ids(connection: Connection, article: Article, sayings: Sequence[Saying]) -> list[Saying]:
    """The sayings as this article's own: a reprint has the words of another article, and so would have its sayings' ids."""
    ref = article.ref()
    wanted = [saying.id for saying in sayings]
    taken: set[str] = set()
    for start in range(0, len(wanted), 500):
        known = select(tables.sayings.c.id).where(tables.sayings.c.id.in_(wanted[start : start + 500]))
        taken.update(connection.execute(known).scalars())
    own = []
    for saying in sayings:
        id = saying.id
        while id in taken:
            id = "s_" + custody.digest(f"{article.id}\x1f{id}")[:12]
        taken.add(id)
        own.append(msgspec.structs.replace(saying, id=id, article=ref))
    return own


def keep_failure(
    connection: Connection,
    origin: str,
    error: str,
    message: str,
    *,
    article: Article | None = None,
    original: bytes | None = None,
) -> None:
    """Keep what could not be read or coded, with why; the same failure again is counted, not kept twice."""
    failed = tables.failures
    same = (failed.c.origin == origin, failed.c.error == error, failed.c.message == message)
    row = connection.execute(select(failed.c.number).where(*same)).first()
    if row is not None:
        again = update(failed).where(failed.c.number == row.number)
        connection.execute(again.values(last_at=now(), times=failed.c.times + 1, solved_at=None))
        return
    written = to_json(article).decode("utf-8", "replace").replace("\\u0000", "\\ufffd") if article is not None else None
    moment = now()
    connection.execute(
        insert(failed).values(
            origin=origin,
            error=error,
            message=message.replace("\0", "\ufffd"),
            article=written,
            original_sha256=keep_original(connection, original),
            first_at=moment,
            last_at=moment,
            times=1,
        )
    )
