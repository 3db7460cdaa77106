"""``allegedly lexicon check`` and ``allegedly code --lexicon``: what they say, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allegedly.cli import lexicon
from allegedly.cli.code import CodeOptions, run
from allegedly.errors import UsageError

CROPS = """\
type: ASSAULT
classes: {crop: [crop, field]}
rules:
  trample:
    verbs: [trample @crop]
    things: true
    examples:
      - "Herders trampled the crops. => Herders -> the crops"
"""


@pytest.fixture
def crops(tmp_path: Path) -> Path:
    place = tmp_path / "crops.yaml"
    place.write_text(CROPS, "utf-8")
    return place


def test_check_of_a_good_and_a_bad_file(crops: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lexicon.run((str(crops),)) == 0
    assert capsys.readouterr().out == f"{crops}: 1 rules, 1 examples, all well\n"
    bad = crops.with_name("bad.yaml")
    bad.write_text(CROPS.replace("-> the crops", "-> -"), "utf-8")
    assert lexicon.run((str(crops), str(bad))) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[1].startswith(f"{bad}, line 8: rule trample: in the example ")


def test_code_with_rules_of_ones_own(crops: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Herders trampled the crops near the river on Monday, and nobody stopped them.\n", "utf-8")
    assert run(CodeOptions(paths=(str(article),), language="en", format="jsonl", lexicon=(str(crops),))) == 0
    sayings = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [saying["event"]["type"] for saying in sayings] == ["ASSAULT"]
    assert "+lexicon." in sayings[0]["coder"]["version"]


def test_a_lexicon_that_is_not_there_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match=r"--lexicon none\.yaml: there is no such file"):
        run(CodeOptions(paths=("x.txt",), lexicon=("none.yaml",)))
