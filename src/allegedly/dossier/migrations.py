"""Schema versions: each step is a function with a name, run in one transaction, and written down in the table ``migrations``.

A step that was ever released is never changed; a new need is a new step at the end. :mod:`allegedly.dossier.tables` says
what the tables are after the last of them.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, inspect, select

from allegedly.dossier import custody, tables
from allegedly.dossier.actor_rows import judgements_of_actors
from allegedly.dossier.clock import now
from allegedly.dossier.connection import Store
from allegedly.dossier.derived_tables import DERIVED, KEPT, saying_names
from allegedly.dossier.review_tables import review_tables
from allegedly.dossier.rows import name_rows, saying_of
from allegedly.errors import DossierError
from allegedly.version import __version__


def first_tables(connection: Connection) -> None:
    """Articles, codings, sayings, judgements, failures and the custody log, and the index of their words."""
    tables.metadata.create_all(connection, tables=tables.FIRST)
    if connection.dialect.name == "sqlite":
        for name, columns in (("article_words", "title, words"), ("saying_words", "words")):
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, content='', tokenize='unicode61 remove_diacritics 0')"
            )
        return
    for name, numbered in (("article_words", "articles"), ("saying_words", "sayings")):
        connection.exec_driver_sql(
            f"CREATE TABLE {name} (number BIGINT NOT NULL REFERENCES {numbered} (number), words TSVECTOR NOT NULL)"
        )
        connection.exec_driver_sql(f"CREATE INDEX {name}_index ON {name} USING GIN (words)")


def names_and_incidents(connection: Connection) -> None:
    """The names in sayings as rows, and places for incidents and copies, which are filled when they are first asked for."""
    tables.metadata.create_all(connection, tables=DERIVED)
    said, last = tables.sayings, 0
    while rows := connection.execute(
        select(said.c.number, said.c.record).where(said.c.number > last).order_by(said.c.number).limit(_ROWS_AT_ONCE)
    ).all():
        named = [name for row in rows for name in name_rows(row.number, saying_of(row.record))]
        if named:
            connection.execute(insert(saying_names), named)
        last = rows[-1].number


def neighbourhoods_of_incidents(connection: Connection) -> None:
    """Which sayings may be about one happening, so that a judgement changes no more than it must; what is kept of incidents is made anew."""
    tables.metadata.drop_all(connection, tables=KEPT)
    tables.metadata.create_all(connection, tables=KEPT)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    first_tables,
    names_and_incidents,
    review_tables,
    neighbourhoods_of_incidents,
    judgements_of_actors,
)
_ROWS_AT_ONCE = 1000


def applied(store: Store) -> list[str] | None:
    """The names of the steps that were taken, or None where there is no dossier yet.

    Raises :class:`DossierError` for a database that belongs to something else.
    """
    with store.reading() as connection:
        names = set(inspect(connection).get_table_names())
        if not names:
            return None
        if not {"migrations", "custody", "sayings"} <= names:
            raise DossierError(
                f"{store.shown}: not a dossier, but a database with other tables ({', '.join(sorted(names)[:5])}); choose another"
            )
        rows = connection.execute(select(tables.migrations.c.name).order_by(tables.migrations.c.number))
        return [row.name for row in rows]


def migrate(store: Store) -> None:
    """Take the steps that are missing, each in one transaction; two programs that do this at once do it once."""
    done = applied(store)
    if done is not None and len(done) > len(MIGRATIONS):
        raise DossierError(
            f"{store.shown}: made by a newer allegedly (schema {len(done)}, this one knows {len(MIGRATIONS)}); install that version"
        )
    if done is not None and len(done) == len(MIGRATIONS):
        return
    if store.only_read:
        raise DossierError(
            f"{store.shown}: made by an older allegedly (schema {len(done or ())}, this one needs {len(MIGRATIONS)}) and may only be read; "
            "copy it to where it may be written, and open the copy"
        )
    for number, step in enumerate(MIGRATIONS, start=1):
        with store.writing() as connection:
            if "migrations" in inspect(connection).get_table_names():
                found = connection.execute(select(tables.migrations.c.number).where(tables.migrations.c.number == number)).first()
                if found is not None:
                    continue
            step(connection)
            connection.execute(insert(tables.migrations).values(number=number, name=step.__name__, applied_at=now()))
            custody.append(connection, "schema", step.__name__, {"number": number, "allegedly": __version__})
