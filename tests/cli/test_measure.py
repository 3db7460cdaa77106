"""``allegedly measure``: where it looks for gold, and what it prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allegedly import cli
from allegedly.cli import measure as command
from allegedly.errors import GoldError, UnknownName, UsageError
from allegedly.measure import base
from made_up import FakeCoder

ROWS = [{"id": f"r{n}", "text": f"Wolves{n} killed sheep{n}.", "gold": n % 2} for n in range(6)]


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one made-up set, which is the only one known."""
    folder = tmp_path / "toy"
    folder.mkdir()
    (folder / "dev.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    toy = base.Scorer(
        name="toy",
        tally=lambda record, coder: {"right": record["gold"], "n": 1},
        metrics=lambda tallies: {"share": (base.ratio(base.total(tallies, "right"), len(tallies)), len(tallies))},
        keep=("share",),
        listing=lambda record, coder: iter([f"MISSED in {record['id']} [killed]"]),
    )
    from allegedly import measure

    monkeypatch.setattr(measure, "MODULES", {"toy": "base", "absent": "base"})
    monkeypatch.setattr(base, "_SCORERS", {"toy": toy})
    return tmp_path


def _make() -> Any:
    return FakeCoder()


def test_measure_prints_value_interval_and_n(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run("toy", gold, part="dev", make=_make) == 0
    shown = capsys.readouterr().out
    assert "toy · dev · 6 records · made-up 1" in shown
    assert "share" in shown
    assert "0.500" in shown


@pytest.mark.parametrize("where", [lambda gold: gold, lambda gold: gold / "toy", lambda gold: gold / "toy" / "dev.jsonl"])
def test_measure_json_is_one_object_wherever_gold_is_named(
    gold: Path, where: Callable[[Path], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.run("toy", where(gold), part="dev", as_json=True, make=_make) == 0
    report = json.loads(capsys.readouterr().out)
    assert set(report) == {"set", "part", "n", "coder", "metrics"}
    assert set(report["metrics"]["share"]) == {"value", "low", "high", "n"}
    assert (report["set"], report["part"], report["n"], report["metrics"]["share"]["value"]) == ("toy", "dev", 6, 0.5)


def test_measure_lists_what_was_read_differently(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run("toy", gold, part="dev", listing=True, make=_make) == 0
    assert "MISSED in r3 [killed]" in capsys.readouterr().out


def test_measure_writes_the_page_of_figures(gold: Path, tmp_path: Path) -> None:
    page = tmp_path / "docs" / "accuracy.md"
    assert command.run("toy", gold, part="dev", write=page, make=_make) == 0
    assert "| share | 50.0 |" in page.read_text(encoding="utf-8")


def test_measure_names_what_fell_since_the_page_was_written(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "accuracy.md"
    page.write_text("## toy\n\n| share | 90.0 | 80.0 – 95.0 | 6 |  |\n", encoding="utf-8")
    assert command.run("toy", gold, part="dev", write=page, make=_make) == 0
    assert "fell below its former interval: toy share: 50.0, was 90.0 (80.0 – 95.0)" in capsys.readouterr().err


def test_measure_all_names_the_sets_that_are_not_there(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run("all", gold, part="dev", as_json=True, make=_make) == 1
    out, said = capsys.readouterr()
    assert json.loads(out)["set"] == "toy"
    assert "'absent'" in said


def test_measure_refuses_what_makes_no_sense(gold: Path) -> None:
    with pytest.raises(UnknownName, match="unknown gold set 'toys'; allowed: absent, toy"):
        command.run("toys", gold, part="dev", make=_make)
    with pytest.raises(GoldError, match=r"no test\.jsonl of set 'toy'"):
        command.run("toy", gold, part="test", make=_make)
    with pytest.raises(GoldError, match="no gold set has a part 'dev'"):
        command.run("all", gold / "nowhere", part="dev", make=_make)
    with pytest.raises(UsageError, match="is one file"):
        command.run("all", gold / "toy" / "dev.jsonl", part="dev", make=_make)


@pytest.mark.parametrize(("arguments", "code"), [(["toys"], 2), (["absent"], 1)])
def test_measure_leaves_with_a_code_and_one_line(
    gold: Path, arguments: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["allegedly", "measure", *arguments, "--gold", str(gold)])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == code
    assert len(capsys.readouterr().err.splitlines()) == 1
