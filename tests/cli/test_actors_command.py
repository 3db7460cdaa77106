"""``allegedly actors``: who is who, what is proposed, and judging it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

import allegedly
from allegedly import cli
from allegedly.cli.app import app
from allegedly.model import make_article
from incidents_made import REF, told


@pytest.fixture
def crisis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "160")
    place = str(tmp_path / "crisis.dossier")
    given = [("A", "Ada Lovel"), ("B", "Ada Lovel"), ("B", "Lovel"), ("A", "Mukhtar Ablyasov"), ("B", "Mukhtar Ablyatov")]
    with allegedly.open(place, create=True) as dossier:
        for number, (publisher, actor) in enumerate(given):
            one = told(publisher, actor=actor, recipient="the dockers", id=f"s_{number}")
            article = make_article(one.sentence.text, publisher=publisher, published="2022-01-07")
            dossier.keep(article, [msgspec.structs.replace(one, article=article.ref())], REF)
    return place


def call(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["actors", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_each_actor_with_its_names_and_why(crisis: str) -> None:
    shown = call(crisis, "--format", "table")
    lines = shown.splitlines()
    at = lines.index(next(line for line in lines if line.startswith("Ada Lovel")))
    assert [line.strip() for line in lines[at : at + 3]] == [
        "Ada Lovel: 3 sayings, 3 articles",
        "Ada Lovel (2), Lovel (1)",
        "Ada Lovel = Lovel: a shorter form of the name",
    ]
    assert lines[0].startswith("the dockers: 5 sayings")
    assert "the dockers" not in call(crisis, "--named", "--format", "table")
    assert call(crisis, "--most", "1", "--format", "table").splitlines()[-1].strip() == "and 3 more"


def test_records_for_other_programs(crisis: str, tmp_path: Path) -> None:
    first = json.loads(call(crisis, "--actor", "Lovel").splitlines()[0])
    assert (first["name"], [one["name"] for one in first["names"]]) == ("Ada Lovel", ["Ada Lovel", "Lovel"])
    assert first["names"][1]["sayings"] == ["s_2"]
    call(crisis, "-o", str(tmp_path / "actors.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "actors.csv").read_text(encoding="utf-8"))))
    assert {row["name"]: row["written"] for row in rows}["Ada Lovel"] == "Ada Lovel (2); Lovel (1)"
    (asked,) = csv.DictReader(io.StringIO(call(crisis, "--proposed", "--format", "csv")))
    assert (asked["left"], asked["reason"], asked["automatic"]) == ("Mukhtar Ablyasov", "one letter apart", "False")


def test_judging_and_taking_back(crisis: str) -> None:
    table = ("--format", "table")
    assert "Mukhtar Ablyasov = Mukhtar Ablyatov? one letter apart; 1 saying or more each" in call(crisis, "--proposed", *table)
    made = call(crisis, "Mukhtar Ablyasov", "Mukhtar Ablyatov", "same", "--by", "Mira", "--why", "a slip", *table)
    assert made.startswith("judgement 1: Mukhtar Ablyasov same Mukhtar Ablyatov by Mira at ")
    assert "judgement 1: Mukhtar Ablyasov = Mukhtar Ablyatov: a slip (Mira)" in call(crisis, *table)
    assert "no two names wait" in call(crisis, "--proposed", *table)
    relations = CliRunner().invoke(app, ["relations", crisis, "--period", "all", "--pooled", "--format", "csv"]).output
    assert "Mukhtar Ablyatov" not in relations
    undone = call(crisis, "--undo", "1", "--by", "Odell", "--why", "two men", *table)
    assert "taken back by Odell" in undone
    assert "Mukhtar Ablyatov" in call(crisis, "--named", *table)
    (listed,) = [json.loads(line) for line in call(crisis, "--list").splitlines()]
    assert (listed["by"], listed["undone_by"], listed["undone_why"]) == ("Mira", "Odell", "two men")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Ada Lovel", "Lovel", "same"), "--by NAME"),
        (("Ada Lovel", "Lovel", "--by", "Mira"), "two names and a verdict"),
        (("Ada Lovel", "Lovel", "alike", "--by", "Mira"), "unknown verdict 'alike'"),
        (("Ada Lovel", "Bela", "same", "--by", "Mira"), "no saying has an actor or recipient of the name 'Bela'"),
        (("Ada Lovel", "--undo", "1", "--by", "Mira"), "no names"),
        (("--undo", "4", "--by", "Mira"), "there is no judgement 4 about actors"),
        (("--format", "xml"), "unknown format 'xml'"),
    ],
)
def test_what_makes_no_sense_says_what_to_do(
    crisis: str, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["allegedly", "actors", crisis, *arguments])
    with pytest.raises(SystemExit) as left:
        cli.main()
    # What there is not is a failure of one thing, everything else wrong usage.
    assert left.value.code == (1 if said.startswith(("no saying", "there is no")) else 2)
    assert said in " ".join(capsys.readouterr().err.split())


def test_an_empty_dossier_says_so(tmp_path: Path) -> None:
    place = str(tmp_path / "empty.dossier")
    allegedly.open(place, create=True).close()
    assert "nobody is named" in call(place, "--format", "table")
    assert "nothing was judged" in call(place, "--list", "--format", "table")
    assert call(place) == ""
