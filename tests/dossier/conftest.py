"""The store's one suite is run on SQLite and on PostgreSQL; every test begins with an empty place."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from allegedly.dossier import Dossier
from dossier_postgresql import reason_to_skip, server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Makes empty databases on a server that lives as long as the session."""
    reason = reason_to_skip()
    if reason:
        pytest.skip(reason)
    import psycopg

    numbers = itertools.count(1)
    with server() as address:

        def make() -> str:
            name = f"crisis{next(numbers)}"
            with psycopg.connect(address + "postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return address + name

        yield make


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a dossier may be begun: a file, and a database."""
    if request.param == "sqlite":
        return str(tmp_path / "crisis.dossier")
    return str(request.getfixturevalue("postgresql")())


@pytest.fixture
def dossier(place: str) -> Iterator[Dossier]:
    """An empty dossier."""
    with Dossier(place, create=True) as one:
        yield one
