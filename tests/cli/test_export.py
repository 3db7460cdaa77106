"""``allegedly export``, and the formats of ``allegedly code``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import allegedly
import allegedly.errors
from allegedly import cli
from allegedly.cli.app import app
from allegedly.cli.code import CodeOptions, run
from exported import CODER
from made_up import make_fake_coder, strike


@pytest.fixture
def crisis(tmp_path: Path) -> str:
    place = str(tmp_path / "crisis.dossier")
    article, sayings = strike()
    with allegedly.open(place, create=True) as dossier:
        dossier.keep(article, sayings, CODER, original=b"bytes")
    return place


def call(*arguments: str) -> tuple[str, str]:
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def test_the_native_form_goes_to_standard_output_and_the_rest_to_the_other(crisis: str) -> None:
    out, err = call("export", crisis)
    sayings = [json.loads(line) for line in out.splitlines()]
    assert len(sayings) == len(strike()[1])
    assert all(one["incident"].startswith("i_") for one in sayings)
    with allegedly.open(crisis) as dossier:
        assert dossier.head() in err
    assert "export of crisis.dossier (sha256 " in err


def test_the_ending_names_the_format_and_the_page_stands_beside(crisis: str, tmp_path: Path) -> None:
    _, err = call("export", crisis, "-o", str(tmp_path / "map.geojson"), "--type", "assault", "--rule", "Latest", "--least", "1")
    features = json.loads((tmp_path / "map.geojson").read_bytes())["features"]
    assert features
    assert all("ASSAULT" in one["properties"]["type"] for one in features)
    page = json.loads((tmp_path / "map.geojson.allegedly.json").read_bytes())
    assert (page["filters"], page["rule"], page["format"]) == ({"type": "ASSAULT"}, "latest", "geojson")
    assert "map.geojson.allegedly.json" in err


def test_filters_choose_sayings_and_the_articles_go_with_them(crisis: str) -> None:
    out, _ = call("export", crisis, "--format", "eventreport", "--status", "denied")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows
    assert all("denied" in one["status"] or "not" in one["status"] for one in rows)
    out, _ = call("export", crisis, "--format", "csl", "--status", "denied", "--type", "AID")
    assert json.loads(out) == []
    assert len(json.loads(call("export", crisis, "--format", "csl")[0])) == 1
    assert call("export", crisis, "--least", "9", "--format", "geojson")[0].count('"Feature"') == 0


def test_what_was_left_out_is_said(crisis: str) -> None:
    out, err = call("export", crisis, "--format", "polecat", "--polecat-intensity-name", "Intensity")
    assert out.startswith("Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\t")
    assert "left out" in err
    assert "is denied, or told as not so" in err
    more, _ = call("export", crisis, "--format", "polecat", "--auxiliary", "--extended", "--polecat-country", "iso3")
    assert len(more.splitlines()) == len(strike()[1]) + 1
    assert more.splitlines()[0].endswith("Injured Best")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "shapefile"], "unknown format 'shapefile'"),
        (["-o", "crisis.data"], "names no format"),
        (["--format", "gdelt"], "-o"),
        (["--rule", "mean"], "conservative"),
        (["--type", "MURDER"], "ASSAULT"),
        (["--since", "soon"], "YYYY-MM-DD"),
        (["--polecat-country", "flag"], "iso3"),
    ],
)
def test_wrong_usage_is_one_line(
    crisis: str, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["allegedly", "export", crisis, *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    err = capsys.readouterr().err
    assert says in err
    assert err.strip().count("\n") == 0


@pytest.mark.parametrize("name", ["polecat", "geojson", "xlsx", "native", "gdelt"])
def test_code_writes_the_same_formats(tmp_path: Path, name: str) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps({"text": f"Wolves{n} killed sheep{n}.", "language": "en"}) + "\n" for n in range(3)))
    place = tmp_path / "out"
    options = CodeOptions(paths=(str(articles),), format=name, output=place, min_confidence=0.1, published="2021-05-04")
    assert run(options, make=make_fake_coder) == 0
    page = json.loads((tmp_path / "out.allegedly.json").read_bytes())
    assert page["format"] == name
    assert page["filters"] == {"min_confidence": "0.1"}
    assert page["files"]
    assert sum(page["written"].values()) >= 3


def test_code_writes_one_file_to_standard_output(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"text": "Wolves killed sheep.", "language": "en"}) + "\n")
    assert run(CodeOptions(paths=(str(articles),), format="geojson"), make=make_fake_coder) == 0
    assert len(json.loads(capfdbinary.readouterr().out)["features"]) == 1


def test_a_dossier_exports_itself(crisis: str, tmp_path: Path) -> None:
    with allegedly.open(crisis) as dossier:
        tally = dossier.export(tmp_path / "a.csv", format="eventreport")
        assert tally.written == {"rows": len(strike()[1])}
        with pytest.raises(allegedly.errors.UnknownName, match="geojson"):
            dossier.export(tmp_path / "b", format="shapefile")
    assert (tmp_path / "a.csv.allegedly.json").is_file()
