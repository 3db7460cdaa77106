"""``allegedly review``: the figures, the decisions, and taking one back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allegedly.cli.review import ReviewOptions, run
from allegedly.dossier import Dossier
from allegedly.errors import UnknownName, UsageError
from made_up import CODER, strike


@pytest.fixture
def reviewed(tmp_path: Path) -> str:
    """A dossier in which two decided the first three sayings of the lot, the third unlike each other."""
    place = str(tmp_path / "crisis.dossier")
    with Dossier(place, create=True) as dossier:
        article, sayings = strike()
        dossier.keep(article, sayings, CODER)
        reviews = dossier.reviews
        for number, one in enumerate(reviews.next("Nadia", "random", most=3)):
            reviews.decide(one.saying, "accept", by="Nadia", queue="random", why="\x1b[31mred")
            if number == 2:
                reviews.decide(one.saying, "reject", by="Otto", queue="second", reason="misread")
            else:
                reviews.decide(one.saying, "accept", by="Otto", queue="second")
    return place


def test_the_figures_say_what_they_rest_on(reviewed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(ReviewOptions(dossier=reviewed, format="table")) == 0
    said = capsys.readouterr().out
    assert "3 of 10 sayings decided" in said
    assert "the 3 decided of the first 3 by lot" in said
    assert "Krippendorff" in said


def test_figures_and_decisions_are_records(reviewed: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(ReviewOptions(dossier=reviewed, format="jsonl"))
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(row["field"], row["n"], row["value"]) for row in rows if row["measure"] == "precision"} >= {("all", 3, 2 / 3)}
    assert any(row["measure"] == "alpha" and row["field"] == "saying" and row["n"] == 3 for row in rows)
    run(ReviewOptions(dossier=reviewed, list=True, by="Otto", format="csv"))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert "misread" in lines[3]


def test_decisions_are_read_by_persons_without_control_characters(reviewed: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(ReviewOptions(dossier=reviewed, list=True, format="table"))
    said = capsys.readouterr().out
    assert "reject (misread) by Otto" in " ".join(said.split())
    assert "\x1b[31m" not in said


def test_a_decision_is_taken_back(reviewed: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(ReviewOptions(dossier=reviewed, undo=6, by="Nadia", why="it does say so", format="table"))
    assert "taken back by Nadia" in " ".join(capsys.readouterr().out.split())
    with Dossier(reviewed) as dossier:
        assert dossier.reviews.one(6).undone_why == "it does say so"
    with pytest.raises(UsageError, match="--by NAME"):
        run(ReviewOptions(dossier=reviewed, undo=1))
    with pytest.raises(UnknownName, match="jsonl"):
        run(ReviewOptions(dossier=reviewed, format="pdf"))
