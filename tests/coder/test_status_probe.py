"""The probe of who says it and whether it happened: every row, and the share that is right."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from allegedly.coder.coder import Coder

sys.path.insert(0, str(Path(__file__).parent.parent))
from status_probe import FILES, Row, answer, misses, right, rows, table

SHARE = 0.95


def cases() -> list[Any]:
    found = []
    for name in FILES:
        known = misses(name)
        for row in rows(name):
            reason = known.get(f"{row.sentence} || {row.words}")
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            found.append(pytest.param(row, marks=marks, id=f"{row.trap}: {row.words}: {row.sentence[:50]}"))
    return found


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(screen=False)


@pytest.mark.parametrize("row", cases())
def test_row(coder: Coder, row: Row) -> None:
    given = answer(coder, row)
    assert given[:2] == (row.status, row.chain)


@pytest.mark.parametrize("name", FILES)
def test_misses_are_named_and_few(name: str) -> None:
    known = misses(name)
    assert set(known) <= {f"{row.sentence} || {row.words}" for row in rows(name)}
    if name == FILES[0]:
        assert len(rows(name)) >= 150
        assert len(known) <= (1 - SHARE) * len(rows(name))


def test_every_status_and_three_links_are_probed() -> None:
    everything = [row for name in FILES for row in rows(name)]
    told = {word for row in everything for word in row.status.split(", ")}
    assert told == {"negative", "asserted", "future", "hypothetical", "directive", "asked", "historical", "low", "high"}
    assert {row.chain.count(" > ") for row in everything} == {0, 1, 2}


def test_table_counts_by_trap(coder: Coder) -> None:
    plain = Row("plain", "Gunmen stormed the station.", "stormed", "asserted", "—")
    wrong = plain._replace(trap="wrong", status="negative, asserted")
    lines = list(table(coder, [plain, wrong]))
    assert lines[0].split() == ["plain", "1", "of", "1"]
    assert lines[1].split() == ["wrong", "0", "of", "1"]
    assert lines[2].split() == ["all", "1", "of", "2", "50.0%"]
    assert not right(wrong, answer(coder, wrong))
