"""``allegedly relations`` and ``aggregate``, and what ``incidents`` and ``show`` say of accounts."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import allegedly
from allegedly import cli
from allegedly.cli.app import app
from allegedly.model import Saying, make_article
from incidents_made import DENIED, REF, told

DAY = {"day": "2022-01-06", "trigger": "killed", "recipient": "villagers"}


def keep(dossier, saying: Saying, id: str) -> None:
    """Put a made-up saying with its article into a dossier under an id of the usual form."""
    article = make_article(saying.sentence.text, publisher=saying.article.publisher, published=saying.article.published)
    fixed = Saying(
        id=id,
        article=article.ref(),
        sentence=saying.sentence,
        source=saying.source,
        status=saying.status,
        event=saying.event,
        coder=REF,
    )
    dossier.keep(article, [fixed], REF)


@pytest.fixture
def crisis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "140")
    place = str(tmp_path / "crisis.dossier")
    with allegedly.open(place, create=True) as dossier:
        keep(dossier, told("Gulf Herald", dead=8, published="2022-01-06", **DAY), "s_1")
        keep(dossier, told("Gulf Herald", dead=26, published="2022-01-08", **DAY), "s_2")
        keep(dossier, told("Echo", dead=14, source="a doctor", published="2022-01-07", **DAY), "s_3")
        keep(dossier, told("Echo", source="the mayor", status=DENIED, published="2022-01-09", **DAY), "s_4")
        keep(dossier, told("Echo", trigger="thanked", type="SUPPORT", actor="Norland", recipient="Sudland"), "s_5")
    return place


def call(*arguments: str) -> str:
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def incident(crisis: str) -> str:
    with allegedly.open(crisis) as dossier:
        return dossier.incidents()[0].id


def test_incidents_with_an_account_say_what_other_rules_would_change(crisis: str) -> None:
    out = " ".join(call("incidents", crisis, "--aggregate", "conservative").split())
    assert "conservative: happened disputed;" in out
    assert "count of dead 8" in out
    assert "informative would say: count of dead 26" in out


def test_an_incident_shows_every_value_with_who_gives_it(crisis: str) -> None:
    lines = call("show", crisis, incident(crisis)).splitlines()
    assert any(line.split() == ["26", "Gulf", "Herald", "Gulf", "Herald", "2022-01-08"] for line in lines)
    (mayor,) = (line for line in lines if "denies" in line and "the mayor" in line)
    assert "asserts" not in mayor
    assert any("count of dead" in line and "differ" in line for line in lines)


def test_show_with_an_account_and_as_json(crisis: str) -> None:
    assert "latest: " in call("show", crisis, incident(crisis), "--aggregate", "latest")
    account = json.loads(call("show", crisis, incident(crisis), "--aggregate", "latest", "--json"))
    assert (account["rule"], account["values"]["count of dead"], account["sayings"]) == ("latest", 26, 4)
    assert account["otherwise"]["count of dead"]["conservative"] == 8


def test_a_timeline_shows_how_an_account_moved(crisis: str) -> None:
    out = " ".join(call("show", crisis, incident(crisis), "--timeline").split())
    assert "count of dead 8 → 26" in out
    assert "stand asserts → denies" in out
    only = call("show", crisis, incident(crisis), "--timeline", "--publisher", "Echo")
    assert "Gulf Herald" not in only
    steps = [json.loads(line) for line in call("show", crisis, incident(crisis), "--timeline", "--json").splitlines()]
    assert [step["changed"] for step in steps if step["saying"] == "s_2"] == [["count of dead"]]


@pytest.mark.parametrize(
    "arguments",
    [
        ("incidents", "--aggregate", "average"),
        ("show", "s_1", "--timeline"),
        ("show", "s_1", "--aggregate", "latest"),
        ("show", "INCIDENT", "--publisher", "Echo"),
        ("aggregate", "--rule", "mean"),
        ("aggregate",),
        ("aggregate", "--rule", "latest", "--values"),
        ("relations", "--period", "week"),
        ("relations", "--by", "colour"),
        ("relations", "--format", "xlsx"),
    ],
)
def test_wrong_usage_is_said_in_one_line(
    crisis: str, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command, *rest = arguments
    given = [incident(crisis) if word == "INCIDENT" else word for word in rest]
    monkeypatch.setattr("sys.argv", ["allegedly", command, crisis, *given])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.strip().count("\n") == 0


def test_accounts_of_all_incidents_as_a_table_for_other_programs(crisis: str, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(call("aggregate", crisis, "--rule", "typical", "--all", "--format", "csv"))))
    assert {(row["sayings"], row["publishers"], row["independent"]) for row in rows} == {("4", "2", "3"), ("1", "1", "1")}
    assert [row["count of dead"] for row in rows if row["sayings"] == "4"] == ["14"]
    call("aggregate", crisis, "--rule", "typical", "-o", str(tmp_path / "a.parquet"))
    assert pq.read_table(tmp_path / "a.parquet").num_rows == 1
    assert not list(tmp_path.glob(".*unfinished"))


def test_relations_for_other_programs_and_for_people(crisis: str) -> None:
    rows = [json.loads(line) for line in call("relations", crisis, "--period", "all").splitlines()]
    found = {(row["actor"], row["recipient"], row["stand"], row["publisher"]): row for row in rows}
    herald = found["police", "villagers", "asserts", "Gulf Herald"]
    assert (herald["sayings"], herald["incidents"], herald["ids"], herald["words"]) == (
        2,
        1,
        ["s_1", "s_2"],
        ["killed", "killed"],
    )
    assert herald["conflict"] < 0 < found["Norland", "Sudland", "asserts", "Echo"]["cooperation"]
    assert ("police", "villagers", "denies", "Echo") in found
    flat = list(csv.DictReader(io.StringIO(call("relations", crisis, "--pooled", "--period", "all", "--format", "csv"))))
    assert {frozenset(row["ids"].split("; ")) for row in flat} == {
        frozenset({"s_1", "s_2", "s_3"}),
        frozenset({"s_4"}),
        frozenset({"s_5"}),
    }
    table = call("relations", crisis, "--actor", "norland", "--format", "table", "--evidence")
    assert "Norland → Sudland" in table
    assert "s_5 “thanked” Echo: Echo thanked" in " ".join(table.split())
    assert "police" not in table
    assert "police" not in call("relations", crisis, "--publisher", "Nobody", "--format", "table")


def test_alignments_with_their_evidence(crisis: str) -> None:
    rows = [json.loads(line) for line in call("relations", crisis, "--alignments").splitlines()]
    found = {(row["left"], row["right"]): row for row in rows}
    friends = found["Norland", "Sudland"]
    assert (friends["balance"], friends["ids_together"], friends["words_together"]) == (1.0, ["s_5"], ["thanked"])
    assert found["police", "villagers"]["against"] == 3
    table = call("relations", crisis, "--alignments", "--format", "table", "--most", "1")
    assert "police and villagers: -1.0" in table
    assert "and 1 more pairs" in table


def test_answers_are_data_frames(crisis: str) -> None:
    with allegedly.open(crisis) as dossier:
        frame = dossier.relations(period="all").to_dataframe()
        columns = list(getattr(frame, "column_names", None) or frame.columns)
        assert columns[:3] == ["actor", "recipient", "mutual"]
        assert len(dossier.timeline(dossier.incidents()[0]).records()) == 4
        assert len({tuple(row) for row in dossier.accounts("latest").records()}) == 1
        assert dossier.relations(publishers=["Nobody"]).to_dataframe().shape[0] == 0


def test_every_value_as_a_table_for_other_programs(crisis: str) -> None:
    rows = list(csv.DictReader(io.StringIO(call("aggregate", crisis, "--values", "--format", "csv"))))
    dead = {row["value"]: (row["voices"], row["sayings"], row["differ"]) for row in rows if row["field"] == "count of dead"}
    assert dead == {
        "8": ("Gulf Herald", "s_1", "True"),
        "14": ("a doctor", "s_3", "True"),
        "26": ("Gulf Herald", "s_2", "True"),
    }
    assert ("denies", "the mayor") in {(row["value"], row["voices"]) for row in rows if row["field"] == "stand"}
    assert "the mayor" in call("aggregate", crisis, "--values", "--format", "table")
