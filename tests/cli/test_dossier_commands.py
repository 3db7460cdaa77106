"""``allegedly add`` and the commands that read and judge a dossier."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import allegedly
from allegedly import cli
from allegedly.cli.app import app
from allegedly.cli.dossier_add import AddOptions, run
from allegedly.dossier import Dossier
from made_up import CODER, make_fake_coder, strike


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of four articles."""
    rows = [{"text": f"Wolves{n} killed sheep{n}.", "language": "en"} for n in range(4)]
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture
def full(tmp_path: Path) -> str:
    """A dossier with one article and its sayings."""
    place = str(tmp_path / "full.dossier")
    article, sayings = strike()
    with allegedly.open(place, create=True) as dossier:
        dossier.keep(article, sayings, CODER, original=b"bytes")
    return place


def _add(table: Path, to: Path, **options: Any) -> int:
    return run(AddOptions(paths=(str(table),), to=str(to), **options), make=make_fake_coder)


def _call(*arguments: str) -> str:
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("jobs", [1, 2])
def test_add_lists_what_is_done_and_keeps_the_bytes_of_each_row(
    table: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], jobs: int
) -> None:
    assert _add(table, tmp_path / "d", jobs=jobs, publisher="Herald", published="2021-05-04") == 0
    out, err = capfd.readouterr()
    with Dossier(tmp_path / "d") as dossier:
        articles = list(dossier.articles())
        assert [line.split("\t")[:3] for line in out.splitlines()] == [["added", one.id, "1"] for one in articles]
        assert [dossier.original(one) for one in articles] == table.read_bytes().splitlines(keepends=True)
        assert {(one.publisher, one.published) for one in articles} == {("Herald", "2021-05-04")}
    assert "4 added; 4 new sayings" in err


def test_add_again_passes_over_what_is_there_and_takes_what_is_new(
    table: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _add(table, tmp_path / "d")
    with table.open("a") as more:
        more.write(json.dumps({"text": "Owls killed mice.", "language": "en"}) + "\n")
    assert _add(table, tmp_path / "d") == 0
    assert "4 known, 1 added; 1 new sayings" in capfd.readouterr().err


def test_a_changed_file_is_a_new_version(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    for words in ("Wolves killed sheep.", "Foxes killed geese."):
        page.write_text(words)
        assert _add(page, tmp_path / "d", language="en") == 0
    assert "1 new version" in capfd.readouterr().err
    with Dossier(tmp_path / "d") as dossier:
        assert [one.event.actors[0].text for one in dossier.sayings()] == ["Foxes"]


def test_what_fails_is_kept_with_why_and_tried_again(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "bad.txt"
    page.write_text("This will explode.")
    (tmp_path / "empty.txt").write_text("")
    for _ in range(2):
        assert (
            run(
                AddOptions(paths=(str(page), str(tmp_path / "empty.txt")), to=str(tmp_path / "d"), language="en"),
                make=make_fake_coder,
            )
            == 1
        )
    assert "2 articles failed; they are kept in the dossier" in capfd.readouterr().err
    with Dossier(tmp_path / "d") as dossier:
        empty, bad = dossier.failures()
        assert (bad.error, bad.times, empty.error) == ("ZeroDivisionError", 2, "EmptyArticle")
        assert bad.article is not None
        assert bad.article.text == "This will explode."
        assert list(dossier.articles()) == []


def test_a_csv_row_keeps_its_own_bytes(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_bytes(b'text,publisher\r\n"Wolves killed\nsheep.",Herald\r\nOwls killed mice.,Wire\r\n')
    assert _add(table, tmp_path / "d", language="en") == 0
    with Dossier(tmp_path / "d") as dossier:
        originals = [dossier.original(one) for one in dossier.articles()]
    assert originals == [b'"Wolves killed\nsheep.",Herald\r\n', b"Owls killed mice.,Wire\r\n"]


def test_incidents_lists_ids_and_all_of_them_as_json(full: str) -> None:
    records = [json.loads(line) for line in _call("incidents", full, "--all", "--json").splitlines()]
    assert sum(len(record["sayings"]) for record in records) == 10
    shown = _call("incidents", full, "--all", "--most", "2")
    assert shown.count("i_") == 2


def test_show_an_article_annotated_with_its_sayings_by_number(full: str) -> None:
    article, sayings = strike()
    shown = _call("show", full, article.id)
    assert "Police killed[3] two strikers" in " ".join(shown.split())
    assert f"[3] {sayings[2].id}" in shown


def test_show_a_saying_with_its_why_and_its_judgements(full: str) -> None:
    _article, sayings = strike()
    _call("judge", full, sayings[2].id, sayings[3].id, "same", "--by", "Mira", "--why", "one shooting")
    shown = " ".join(_call("show", full, sayings[2].id).split())
    assert "why: killed -> ASSAULT" in shown
    assert "by Mira" in shown
    assert "one shooting" in shown


def test_show_an_incident_with_everyone_who_tells_it(full: str) -> None:
    _article, sayings = strike()
    _call("judge", full, sayings[2].id, sayings[3].id, "same", "--by", "Mira")
    (incident,) = (
        record
        for line in _call("incidents", full, "--json").splitlines()
        if {sayings[2].id, sayings[3].id} <= set((record := json.loads(line))["sayings"])
    )
    shown = " ".join(_call("show", full, incident["id"]).split())
    assert "a doctor at the harbour clinic told" in shown
    assert "The interior ministry denied" in shown


def test_search_shows_where(full: str) -> None:
    assert "eastern gate" in _call("search", full, "GATE")
    hit = json.loads(_call("search", full, "eastern gate", "--json").splitlines()[0])
    assert hit["event"]["type"] == "ASSAULT"
    assert "nothing in" in _call("search", full, "zebra")


def test_judgements_are_listed_and_taken_back(full: str) -> None:
    _article, sayings = strike()
    _call("judge", full, sayings[0].id, sayings[1].id, "different", "--by", "Mira", "--why", "two things")
    _call("judge", full, "--undo", "1", "--by", "Odell", "--why", "one thing")
    listed = " ".join(_call("judge", full, "--list").split())
    assert re.search(r"judgement 1: s_\w+ different s_\w+ by Mira at \S+Z: two things", listed)
    assert "taken back by Odell" in listed


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["judge", "{}", "s_1", "s_2", "same"], 2, "add --by NAME"),
        (["judge", "{}", "s_1", "--by", "Mira"], 2, "give two ids and a verdict"),
        (["show", "{}", "s_nothing"], 1, "no article, saying or incident"),
        (["verify", "{}.missing"], 1, "no such dossier"),
        (["search", "{}", "..."], 2, "nothing to search for"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_line(
    full: str, arguments: list[str], code: int, said: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["allegedly", *(one.format(full) for one in arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == code
    error = capfd.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_verify_says_that_all_stands_or_what_does_not(full: str) -> None:
    assert _call("verify", full).startswith("all stands: 1 article")
    with Dossier(full) as dossier, dossier._store.writing() as connection:
        connection.exec_driver_sql("UPDATE articles SET publisher = 'Someone Else'")
    done = CliRunner().invoke(app, ["verify", full])
    assert done.exit_code == 1
    assert "was changed after it was read" in done.output
