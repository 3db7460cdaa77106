"""One crisis in one place: its articles, what they say, what we decided about it, and the log of all that was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from sqlalchemy import select

from allegedly.dossier import adding, custody, judging, search, tables
from allegedly.dossier.actors import Actors
from allegedly.dossier.answers import Answers
from allegedly.dossier.connection import WAIT_SECONDS, Store
from allegedly.dossier.current import last_codings, last_versions
from allegedly.dossier.listing import Listings
from allegedly.dossier.migrations import applied, migrate
from allegedly.dossier.reviews import Reviews
from allegedly.dossier.rows import article_of, saying_of
from allegedly.dossier.verify import Verification, verify
from allegedly.dossier.words import Query, excerpt
from allegedly.errors import DossierError, NoSuchId
from allegedly.model import Article, CoderRef, Incident, Judgement, Saying


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found by :meth:`Dossier.search`: an article, or a saying of it, with a piece of its text around the first word found."""

    article: Article
    saying: Saying | None
    excerpt: str


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be read or coded, and why; ``article`` is null when it could not be read."""

    origin: str
    error: str
    message: str
    article: Article | None = None
    last_at: str
    times: int


class Dossier(Listings, Answers, Actors):
    """A dossier that is open; use it in a ``with`` statement, or call :meth:`close`.

    Every method is one transaction. Nothing that was written is ever changed: a changed page is a new version of its article, a newer coder's
    sayings stand beside the older ones, and a judgement that is taken back stays readable.

    Args:
        place: A file, or ``postgresql://USER@HOST/DATABASE``.
        create: Whether to begin a dossier where there is none.
        wait: Seconds to wait for another writer.

    Raises:
        DossierError: When there is none, it cannot be opened, or it is something else.
    """

    def __init__(self, place: str | Path, *, create: bool = False, wait: float = WAIT_SECONDS) -> None:
        self._store = Store(place, create=create, wait=wait)
        try:
            if create:
                migrate(self._store)
            elif applied(self._store) is None:
                raise DossierError(f"{self.name}: there is no dossier in it; make one: allegedly add PATH... --to {self.name}")
            else:
                migrate(self._store)
        except BaseException:
            self._store.close()
            raise

    @property
    def name(self) -> str:
        """The file, or the address without its password."""
        return self._store.shown

    def close(self) -> None:
        """Give the database back."""
        self._store.close()

    def __enter__(self) -> Dossier:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # -- in -----------------------------------------------------------------------------------------------------------

    def is_coded(self, article: Article, coder: CoderRef, *, original: bytes | None = None) -> bool:
        """Whether the article is there, with sayings by this version of this coder."""
        with self._store.reading() as connection:
            row = adding.find_kept(connection, article, original)
            return row is not None and adding.is_coded(connection, row.id, coder)

    def keep(
        self, article: Article, sayings: Sequence[Saying], coder: CoderRef, *, original: bytes | None = None, how: str = "given"
    ) -> adding.Kept:
        """Keep an article with its sayings; when this returns, both are safe, and before that nothing is written.

        Args:
            article: What was read; its id and text decide whether it is there already.
            sayings: What ``coder`` found in it, perhaps nothing.
            coder: Who found them.
            original: The bytes that the article was read from.
            how: How it was obtained, in words: which file, which export.

        Raises:
            UsageError: For a text that no database takes (NUL characters, lone surrogates).
        """
        with self._store.writing() as connection:
            return adding.keep(connection, article, sayings, coder, original=original, how=how)

    def keep_failure(
        self, origin: str, error: str, message: str, *, article: Article | None = None, original: bytes | None = None
    ) -> None:
        """Keep what could not be read or coded, with why."""
        with self._store.writing() as connection:
            adding.keep_failure(connection, origin, error, message, article=article, original=original)

    # -- out ----------------------------------------------------------------------------------------------------------

    def judgements(self) -> list[Judgement]:
        """All judgements in the order in which they were made; of one that was taken back, ``undone_by`` says by whom."""
        with self._store.reading() as connection:
            return list(judging.judgements(connection))

    def failures(self) -> list[Failed]:
        """What could not be read or coded so far, and was not since."""
        failed = tables.failures
        with self._store.reading() as connection:
            rows = connection.execute(select(failed).where(failed.c.solved_at.is_(None)).order_by(failed.c.number)).all()
        return [
            Failed(
                origin=row.origin,
                error=row.error,
                message=row.message,
                article=msgspec.json.decode(row.article, type=Article) if row.article else None,
                last_at=row.last_at,
                times=row.times,
            )
            for row in rows
        ]

    def original(self, article: Article) -> bytes | None:
        """The bytes that an article was read from."""
        kept, bytes_ = tables.articles, tables.originals
        wanted = select(bytes_.c.bytes).join(kept, kept.c.original_sha256 == bytes_.c.sha256).where(kept.c.id == article.id)
        with self._store.reading() as connection:
            found = connection.execute(wanted).scalar()
        return None if found is None else bytes(found)

    def versions(self, article: Article) -> list[Article]:
        """All versions of an article, the first one first."""
        kept = tables.articles
        with self._store.reading() as connection:
            row = connection.execute(select(kept.c.id, kept.c.version_of).where(kept.c.id == article.id)).one()
            first = row.version_of or row.id
            wanted = select(kept).where((kept.c.id == first) | (kept.c.version_of == first)).order_by(kept.c.number)
            return [article_of(row) for row in connection.execute(wanted)]

    def get(self, id: str) -> Article | Saying | Incident:
        """The article, saying or incident of this id; the beginning of an id will do when only one begins so.

        Raises :class:`NoSuchId` when there is none, or more than one.
        """
        kept, said = tables.articles, tables.sayings
        with self._store.reading() as connection:
            for table in (kept, said):
                row = connection.execute(select(table).where(table.c.id == id)).first()
                if row is not None:
                    return article_of(row) if table is kept else saying_of(row.record)
            found: list[Any] = []
            if len(id) >= 3:
                for table in (kept, said):
                    begins = table.c.id.startswith(id, autoescape=True)
                    rows = connection.execute(select(table).where(begins).order_by(table.c.id).limit(5)).all()
                    found += [article_of(row) if table is kept else saying_of(row.record) for row in rows]
        if id.startswith("i") or not found:
            self.bring_up_to_date()
            with self._store.reading() as connection:
                found += self._incidents_beginning(connection, id)
        exact = [one for one in found if one.id == id]
        if len(exact or found) == 1:
            one: Article | Saying | Incident = (exact or found)[0]
            return one
        if not found:
            raise NoSuchId(f"{self.name}: no article, saying or incident {id!r}; allegedly incidents and search show ids")
        raise NoSuchId(f"{self.name}: {id!r} begins several ids ({', '.join(one.id for one in found[:5])}); give more of it")

    def search(self, words: str, *, most: int = 20) -> list[Hit]:
        """Sayings and articles in which all ``words`` occur, best first; sayings before articles, and of an article that its sayings show, those.

        Args:
            words: Words, ``"words in this order"``, ``begin*``; case and accents do not matter, in Latin or Cyrillic.
            most: How many hits at most, of each kind.
        """
        query = Query.of(words)
        hits: list[Hit] = []
        kept, said = tables.articles, tables.sayings
        with self._store.reading() as connection:
            current = set(connection.execute(last_codings()).scalars())
            last = set(connection.execute(last_versions()).scalars())
            shown: set[str] = set()
            for number in search.find(connection, "saying", query.sqlite(), query.postgresql(), most * 4):
                row = connection.execute(select(said).where(said.c.number == number)).one()
                if row.coding in current and len(hits) < most:
                    article = article_of(connection.execute(select(kept).where(kept.c.id == row.article)).one())
                    hits.append(Hit(article, saying_of(row.record), excerpt(row.sentence, query)))
                    shown.add(article.id)
            found = 0
            for number in search.find(connection, "article", query.sqlite(), query.postgresql(), most * 4):
                article = article_of(connection.execute(select(kept).where(kept.c.number == number)).one())
                if article.id in last and article.id not in shown and found < most:
                    hits.append(Hit(article, None, excerpt(article.text, query)))
                    found += 1
        return hits

    # -- decisions ----------------------------------------------------------------------------------------------------

    def judge(self, left: str, right: str, verdict: str, *, by: str, why: str = "") -> Judgement:
        """Decide whether two sayings are about one happening: ``same``, ``different`` or ``unsure``.

        An incident's id stands for its first saying. The later of two judgements about one pair counts.
        """
        pair = [self._saying(id).id for id in (left, right)]
        with self._store.writing() as connection:
            return judging.judge(connection, pair[0], pair[1], verdict, by=by, why=why)

    def undo(self, number: int, *, by: str, why: str = "") -> Judgement:
        """Take judgement ``number`` back; it stays readable, with who took it back, when and why."""
        with self._store.writing() as connection:
            return judging.undo(connection, number, by=by, why=why)

    def judge_pairs(self, pairs: Sequence[tuple[str, str]], verdict: str, *, by: str, why: str = "") -> list[Judgement]:
        """The same about several pairs of sayings, given by their whole ids; all are written down, or none."""
        numbered = select(tables.sayings.c.id).where(tables.sayings.c.id.in_({id for pair in pairs for id in pair}))
        with self._store.writing() as connection:
            missing = {id for pair in pairs for id in pair} - set(connection.execute(numbered).scalars())
            if missing:
                raise NoSuchId(f"{self.name}: no saying {sorted(missing)[0]!r}; a judgement is about two sayings")
            return [judging.judge(connection, left, right, verdict, by=by, why=why) for left, right in pairs]

    def undo_all(self, numbers: Sequence[int], *, by: str, why: str = "") -> list[Judgement]:
        """Take several judgements back, all or none; those that were taken back before are left as they are."""
        with self._store.writing() as connection:
            made = {one.number: one for one in judging.judgements(connection)}
            for number in numbers:
                if number not in made:
                    raise NoSuchId(f"there is no judgement {number}; allegedly judge D --list shows all")
            undone: dict[int, Judgement] = {}
            for number in numbers:
                # Taking one back takes back those that repeat it, which may be among these.
                if made[number].stands and not any(one.repeats == (made[number].repeats or number) for one in undone.values()):
                    undone[number] = judging.undo(connection, number, by=by, why=why)
            return list(undone.values())

    def _saying(self, id: str) -> Saying:
        found = self.get(id)
        if isinstance(found, Incident):
            found = self.get(found.sayings[0])
        if not isinstance(found, Saying):
            raise NoSuchId(f"{self.name}: {id} is an article; a judgement is about two sayings, or two incidents")
        return found

    @property
    def reviews(self) -> Reviews:
        """What persons decided about single sayings: accepted, corrected, rejected; and the queue of those to be reviewed."""
        return Reviews(self._store)

    # -- trust --------------------------------------------------------------------------------------------------------

    def verify(self) -> Verification:
        """Check every hash, every span and the custody chain."""
        with self._store.reading() as connection:
            return verify(connection)

    def head(self) -> str:
        """The hash of the last entry of the custody log, which stands for all that is in the dossier."""
        log = tables.custody
        with self._store.reading() as connection:
            last = connection.execute(select(log.c.hash).order_by(log.c.number.desc()).limit(1)).scalar()
        return last or custody.BEGINNING

    # -- for analysis -------------------------------------------------------------------------------------------------

    def to_dataframe(self) -> Any:
        """The sayings that count as a pandas DataFrame, or as a pyarrow Table where pandas is not installed.

        The columns are those of ``allegedly code --format parquet``; ``incident`` is filled in.
        """
        from allegedly.export.parquet import table

        incident_of = self.incident_of()
        arrow = table(msgspec.structs.replace(saying, incident=incident_of.get(saying.id)) for saying in self.sayings())
        try:
            import pandas  # noqa: F401
        except ImportError:
            return arrow
        return arrow.to_pandas()
