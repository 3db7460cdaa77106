"""The packed places are unpacked once, whole, and where that is possible."""

import os
import sqlite3
import sys
from pathlib import Path

import pytest

from allegedly.gazetteer import unpack


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """A cache folder and a folder for temporary files of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    return tmp_path


needs_xdg = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps caches elsewhere")


@needs_xdg
def test_the_second_time_nothing_is_unpacked(folders, monkeypatch):
    first = unpack.database_path()
    assert first.parent == folders / "cache/allegedly"
    monkeypatch.setattr("lzma.decompress", lambda packed: pytest.fail("unpacked again"))
    assert unpack.database_path() == first


@needs_xdg
def test_half_a_file_is_not_trusted(folders):
    path = unpack.database_path()
    whole = path.stat().st_size
    path.write_bytes(path.read_bytes()[:5000])
    assert unpack.database_path().stat().st_size == whole


@needs_xdg
def test_a_cache_that_cannot_be_written_is_replaced_by_a_temporary_folder(folders):
    (folders / "cache").write_text("a file where the folder should be")
    path = unpack.database_path()
    assert path.is_relative_to(folders / "temporary")
    assert sqlite3.connect(path).execute("SELECT count(*) FROM place").fetchone()[0] > 100_000


@needs_xdg
def test_nothing_half_written_is_left_behind(folders):
    path = unpack.database_path()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_database_is_opened_read_only():
    with pytest.raises(sqlite3.OperationalError):
        unpack.connection(os.getpid()).execute("DELETE FROM place")


def test_the_credit_is_given():
    credit = Path(unpack.__file__).with_name("data") / "CREDITS.md"
    assert "GeoNames" in credit.read_text(encoding="utf-8")
