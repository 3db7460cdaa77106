"""Killed at any moment, ``allegedly add`` loses nothing that it reported as done, doubles nothing, and goes on where it was.

``ALLEGEDLY_KILLS=200`` kills two hundred times; without it, a few times.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from allegedly.dossier import Dossier

TESTS = Path(__file__).parent.parent
KILLS = int(os.environ.get("ALLEGEDLY_KILLS", "2"))
ARTICLES = 30


def _start(place: str, jobs: int, table: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(TESTS / "adding.py"), place, str(jobs), str(table)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(TESTS)}
    )


def _table(folder: Path, number: int) -> Path:
    path = folder / f"articles{number}.jsonl"
    rows = [{"text": f"Wolves{number}x{n} killed sheep{n}.", "language": "en"} for n in range(ARTICLES)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_reported_as_done_is_lost_by_a_kill(place: str, tmp_path: Path, jobs: int) -> None:
    chance = random.Random(7)
    reported: set[str] = set()
    table = 0
    _table(tmp_path, table)
    for _kill in range(KILLS):
        process = _start(place, jobs, tmp_path / f"articles{table}.jsonl")
        assert process.stdout is not None
        # From the first line on, or sooner, so that starting, beginning the dossier and ending are killed too.
        if chance.random() < 0.8:
            process.stdout.readline()
        time.sleep(chance.random() * 0.5)
        process.kill()
        lines, _errors = process.communicate(timeout=60)
        reported |= {line.split("\t")[1] for line in lines.splitlines() if line.count("\t") == 3}
        if not reported:
            continue
        with Dossier(place) as dossier:
            there = {article.id for article in dossier.articles()}
            assert reported <= there
            assert [one.article.id for one in dossier.sayings(older=True)] == [one.id for one in dossier.articles()]
            found = dossier.verify()
            assert found.stands, found.faults
            if len(there) == ARTICLES * (table + 1):
                table += 1
                _table(tmp_path, table)
    for number in range(table + 1):
        path = tmp_path / f"articles{number}.jsonl"
        process = _start(place, jobs, path)
        _lines, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    with Dossier(place) as dossier:
        assert len(list(dossier.articles())) == len(list(dossier.sayings())) == ARTICLES * (table + 1)
        assert dossier.verify().stands
