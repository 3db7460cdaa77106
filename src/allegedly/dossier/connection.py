"""One SQLite file or one PostgreSQL database, opened; transactions, and what goes wrong with them in our own words.

Writers take turns: a writing transaction holds the only write lock from its first statement, so that what it looked up is still so
when it writes. Readers never wait.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from allegedly.errors import DossierError, UsageError

WAIT_SECONDS = 30
# Any number, but always the same: the lock that PostgreSQL writers of one database take turns by.
_WRITERS = 7_235_417_781


class Store:
    """A database with a dossier in it, or room for one.

    Args:
        place: A file, or ``postgresql://...``.
        create: Whether a file that is not there is made; without it, that is a :class:`DossierError`.
        wait: Seconds to wait for another writer before giving up.
    """

    def __init__(self, place: str | Path, *, create: bool = False, wait: float = WAIT_SECONDS) -> None:
        self.wait = wait
        self.shown = str(place)
        if "://" in self.shown:
            self._engine = self._postgresql(self.shown)
        else:
            self._engine = self._sqlite(Path(place), create=create)
        self.sqlite = self._engine.dialect.name == "sqlite"

    @property
    def only_read(self) -> bool:
        """Whether it is a file that nobody may change."""
        return self.sqlite and not self._writable

    def close(self) -> None:
        """Give the database back; of a SQLite file, what stands in the log beside it goes into it."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that only reads: everything in it is of one moment."""
        with self._explained(), self._engine.connect() as connection:
            if not self.sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def beside(self, tables: Iterable[str]) -> Iterator[Connection]:
        """One transaction on temporary ``tables`` that hide those of the same name, for a file that may only be read."""
        with self._explained(), self._engine.connect() as connection, connection.begin():
            for name in tables:
                connection.exec_driver_sql(f"CREATE TEMP TABLE IF NOT EXISTS {name} AS SELECT * FROM main.{name} LIMIT 0")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes: all of it is kept, or none; waits for its turn.

        Raises :class:`DossierError` when another writer holds on too long, or the database cannot be written.
        """
        with self._explained(), self._engine.connect().execution_options(allegedly_writes=True) as connection, connection.begin():
            if not self.sqlite:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(self.wait * 1000)}")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
            yield connection

    def _sqlite(self, path: Path, *, create: bool) -> Engine:
        if path.is_dir():
            raise DossierError(f"{path}: a folder, not a dossier; name a file, for example {path / 'crisis.dossier'}")
        if not path.exists():
            if not create:
                raise DossierError(f"{path}: no such dossier; check the path, or make one: allegedly add PATH... --to {path}")
            if not path.parent.exists():
                raise DossierError(f"{path}: there is no folder {path.parent}; make it first")
        writable = self._writable = not path.exists() or os.access(path, os.W_OK)

        def connect() -> sqlite3.Connection:
            address = path.resolve().as_uri()
            if not writable:
                # Without its log beside it a file that nobody may change can be read as it is, in a folder that nobody may change.
                log = path.with_name(path.name + "-wal")
                address += "?mode=ro" if log.exists() else "?mode=ro&immutable=1"
            connection = sqlite3.connect(
                address, uri=True, timeout=self.wait, isolation_level=None, check_same_thread=False, cached_statements=256
            )
            if writable:
                connection.execute("PRAGMA journal_mode=WAL").close()
                connection.execute("PRAGMA synchronous=FULL").close()
            connection.execute("PRAGMA foreign_keys=ON").close()
            return connection

        # What is worked out of a file that may only be read stands in temporary tables, which only one connection has.
        pool: dict[str, Any] = {} if writable else {"pool_size": 1, "max_overflow": 0}
        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, **pool)
        event.listen(engine, "begin", _begin)
        return engine

    def _postgresql(self, address: str) -> Engine:
        try:
            url = make_url(address)
            if url.drivername in ("postgres", "postgresql"):
                url = url.set(drivername="postgresql+psycopg")
            if url.get_backend_name() != "postgresql":
                raise UsageError(f"{self.shown}: a dossier is a file or postgresql://USER@HOST/DATABASE, not {url.drivername}")
            self.shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
            return create_engine(url, isolation_level="READ COMMITTED", pool_pre_ping=True)
        except (ArgumentError, NoSuchModuleError) as fault:
            raise UsageError(
                f"{self.shown}: not an address of a database ({fault}); write postgresql://USER@HOST/DATABASE"
            ) from fault
        except ImportError as fault:
            raise DossierError(
                f"{self.shown}: PostgreSQL needs psycopg, which is not installed; run: pip install 'allegedly[postgres]'"
            ) from fault

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as fault:
            raise DossierError(f"{self.shown}: {_remedy(str(fault.orig))}") from fault
        except sqlite3.Error as fault:
            raise DossierError(f"{self.shown}: {_remedy(str(fault))}") from fault


def _begin(connection: Connection) -> None:
    writes: Any = connection.get_execution_options().get("allegedly_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_REMEDIES = {
    "file is not a database": "not a dossier (not an SQLite file); choose another name",
    "database is locked": "another program is writing to it and did not finish in time; try again when it is done",
    "lock timeout": "another program is writing to it and did not finish in time; try again when it is done",
    "readonly database": "it may only be read, not written; check who owns the file and what its folder allows",
    "read-only transaction": "it may only be read, not written; use a server or an account that may write",
    "disk is full": "the disk is full; what was reported as done is safe; make room and run the same command again",
    "could not extend file": "the server's disk is full; what was reported as done is safe; make room and run the same command again",
    "disk i/o error": "the disk gives errors; what was reported as done is safe if the disk is; look at its health or its room",
    "unable to open database file": "the file cannot be opened; check that its folder is there and may be written",
    "malformed": "the file is damaged; take your last good copy (allegedly verify says what still stands)",
    "connection failed": "the server cannot be reached; check address and account",
}


def _remedy(message: str) -> str:
    said = " ".join(message.split())
    for mark, remedy in _REMEDIES.items():
        if mark in said.lower():
            return f"{remedy} ({said})"
    return f"the database says: {said}"
