"""``allegedly code``: what comes out, what is kept aside, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from allegedly import cli
from allegedly.cli.code import STOPPED, CodeOptions, run
from allegedly.errors import ModelNotInstalled
from allegedly.model import Article, Saying, from_json
from made_up import FakeCoder, make_fake_coder

TESTS = Path(__file__).parent.parent
ENGLISH = "The harbour was quiet when the morning came and the ships were waiting."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A table of twelve articles, each with one saying."""
    rows = [{"id": f"n{n}", "text": f"{ENGLISH} Wolves{n} killed sheep{n}.", "language": "en"} for n in range(12)]
    return _table(tmp_path / "articles.jsonl", rows)


def _table(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _sayings(lines: bytes) -> list[Saying]:
    return [from_json(line, Saying) for line in lines.splitlines()]


def _failed(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "errors.jsonl").read_text(encoding="utf-8").splitlines()]


def test_code_writes_json_lines_when_there_is_no_terminal(articles: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(CodeOptions(paths=(str(articles),)), make=make_fake_coder) == 0
    sayings = _sayings(capfdbinary.readouterr().out)
    assert [saying.event.actors[0].text for saying in sayings] == [f"Wolves{n}" for n in range(12)]


def test_code_with_workers_gives_the_same_bytes_in_the_same_order(articles: Path, tmp_path: Path) -> None:
    alone, together = tmp_path / "alone.jsonl", tmp_path / "together.jsonl"
    assert run(CodeOptions(paths=(str(articles),), output=alone), make=make_fake_coder) == 0
    assert run(CodeOptions(paths=(str(articles),), output=together, jobs=2), make=make_fake_coder) == 0
    assert together.read_bytes() == alone.read_bytes() != b""


@pytest.mark.parametrize(("name", "begins"), [("out.csv", b"id,article,"), ("out.parquet", b"PAR1"), ("out.html", b"<!doctype")])
def test_code_takes_the_format_from_the_ending(articles: Path, tmp_path: Path, name: str, begins: bytes) -> None:
    assert run(CodeOptions(paths=(str(articles),), output=tmp_path / "new" / name), make=make_fake_coder) == 0
    assert (tmp_path / "new" / name).read_bytes().startswith(begins)
    assert os.listdir(tmp_path / "new") == [name]


def test_code_prints_a_table_when_asked(articles: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(CodeOptions(paths=(str(articles),), format="table", top=3), make=make_fake_coder) == 0
    shown = capfdbinary.readouterr().out.decode()
    assert shown.count("● asserted") == 3
    assert "and 9 more sayings in 12 articles" in shown


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_that_fails_is_named_and_kept_whole_and_the_others_are_coded(
    tmp_path: Path, jobs: int, capfd: pytest.CaptureFixture[str]
) -> None:
    texts = ["Wolves killed sheep.", "This will explode.", "Foxes killed geese."]
    table = _table(tmp_path / "a.jsonl", [{"id": f"n{n}", "text": text, "language": "en"} for n, text in enumerate(texts)])
    output = tmp_path / "o.jsonl"
    assert run(CodeOptions(paths=(str(table),), output=output, jobs=jobs), make=make_fake_coder) == 1
    assert [saying.event.actors[0].text for saying in _sayings(output.read_bytes())] == ["Wolves", "Foxes"]
    (failed,) = _failed(tmp_path)
    assert failed["error"] == "ZeroDivisionError"
    assert failed["article"]["text"] == texts[1]
    assert "a.jsonl" in failed["origin"]
    said = capfd.readouterr().err
    assert "a fault in allegedly, please report it: ZeroDivisionError: exploded" in said
    assert "1 of 3 articles failed; kept in" in said


def test_failed_articles_are_added_to_those_of_earlier_runs(tmp_path: Path) -> None:
    table = _table(tmp_path / "a.jsonl", [{"text": "This will explode.", "language": "en"}])
    for _ in range(2):
        assert run(CodeOptions(paths=(str(table),), output=tmp_path / "o.jsonl"), make=make_fake_coder) == 1
    assert len(_failed(tmp_path)) == 2


def test_an_article_in_a_language_without_a_coder_is_one_clear_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"text": "Vlci zabili ovce na kopci nad vesnicí.", "language": "cs"},
        {"text": "Wolves killed sheep.", "language": "en"},
    ]
    table = _table(tmp_path / "a.jsonl", rows)
    assert run(CodeOptions(paths=(str(table),)), make=make_fake_coder) == 1
    out, said = capfd.readouterr()
    assert len(out.splitlines()) == 1
    lines = [line for line in said.splitlines() if "no coder for language 'cs'" in line]
    assert len(lines) == 1
    assert "a.jsonl" in lines[0]


def test_a_file_that_cannot_be_read_is_named_and_the_run_goes_on(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "good.txt").write_text(f"{ENGLISH} Wolves killed sheep.", encoding="utf-8")
    paths = tuple(str(tmp_path / name) for name in ("empty.txt", "absent.txt", "good.txt"))
    assert run(CodeOptions(paths=paths, output=tmp_path / "o.jsonl"), make=make_fake_coder) == 1
    assert len(_sayings((tmp_path / "o.jsonl").read_bytes())) == 1
    assert [failed["error"] for failed in _failed(tmp_path)] == ["EmptyArticle", "UnreadableFile"]
    said = capfd.readouterr().err
    assert said.count("empty.txt: ") == 1
    assert said.count("absent.txt: ") == 1


def test_a_worker_that_dies_costs_only_its_article(tmp_path: Path) -> None:
    texts = ["Wolves killed sheep.", "Here we perish.", "Foxes killed geese."]
    table = _table(tmp_path / "a.jsonl", [{"text": text, "language": "en"} for text in texts])
    output = tmp_path / "o.jsonl"
    assert run(CodeOptions(paths=(str(table),), output=output, jobs=2), make=make_fake_coder) == 1
    assert [saying.event.actors[0].text for saying in _sayings(output.read_bytes())] == ["Wolves", "Foxes"]
    (failed,) = _failed(tmp_path)
    assert failed["error"] == "WorkerDied"


class _Interrupted(FakeCoder):
    """Is stopped by Ctrl-C at the tenth article."""

    def code(self, article: Article) -> list[Saying]:
        if "Wolves9" in article.text:
            raise KeyboardInterrupt
        return super().code(article)


@pytest.mark.parametrize("name", ["o.jsonl", "o.csv", "o.parquet", "o.html"])
def test_ctrl_c_keeps_what_is_done_in_every_format(
    articles: Path, tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / name
    assert run(CodeOptions(paths=(str(articles),), output=output), make=_Interrupted) == STOPPED
    assert "stopped; what was done is kept: 8 sayings of 8 articles" in capfd.readouterr().err
    if name == "o.parquet":
        assert pq.read_table(output).num_rows == 8
    else:
        content = output.read_text(encoding="utf-8")
        assert "Wolves7" in content
        assert "Wolves8" not in content
        assert name != "o.html" or content.rstrip().endswith("</html>")


@pytest.mark.slow
@pytest.mark.parametrize(("jobs", "sent"), [(1, signal.SIGINT), (2, signal.SIGINT), (2, signal.SIGTERM)])
def test_a_signal_from_outside_ends_the_run_and_keeps_what_is_done(tmp_path: Path, jobs: int, sent: signal.Signals) -> None:
    rows = [{"text": f"{ENGLISH} Wolves{n} killed sheep.", "language": "en"} for n in range(400)]
    table, output = _table(tmp_path / "a.jsonl", rows), tmp_path / "o.jsonl"
    program = f"""
import sys; sys.path.insert(0, {str(TESTS)!r})
from pathlib import Path
import slow_coder
from allegedly.cli.code import CodeOptions, run
if __name__ == "__main__":
    sys.exit(run(CodeOptions(paths=({str(table)!r},), output=Path({str(output)!r}), jobs={jobs}), make=slow_coder.make))
"""
    script = tmp_path / "program.py"
    script.write_text(program, encoding="utf-8")
    # A shell's background jobs ignore interrupts, and pass that on; the run under test must not.
    process = subprocess.Popen(
        [sys.executable, script],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    until = time.monotonic() + 30
    while not (output.exists() and output.read_bytes().count(b"\n") >= 8):
        assert time.monotonic() < until
        time.sleep(0.05)
    process.send_signal(sent)
    _out, said = process.communicate(timeout=20)
    assert process.returncode == STOPPED
    assert "stopped; what was done is kept" in said
    assert "Traceback" not in said
    assert 8 <= len(_sayings(output.read_bytes())) < 400


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({"types": ("assault",)}, 12),
        ({"types": ("PROTEST",)}, 0),
        ({"types": ("PROTEST", "ASSAULT")}, 12),
        ({"statuses": ("Asserted",)}, 12),
        ({"statuses": ("denied", "future")}, 0),
        ({"min_confidence": 0.8}, 12),
        ({"min_confidence": 0.81}, 0),
    ],
)
def test_filters_keep_what_was_asked_for(
    articles: Path, options: dict[str, Any], kept: int, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(CodeOptions(paths=(str(articles),), **options), make=make_fake_coder) == 0
    assert len(_sayings(capfdbinary.readouterr().out)) == kept


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--type", "MURDER"], "unknown event type 'MURDER'; allowed: ACCUSE, AGREE"),
        (["--status", "true"], "unknown status 'true'; allowed: asked, asserted, current, denied"),
        (["--format", "docx"], "unknown format 'docx'; allowed: acled, bibtex, brat,"),
        (["--published", "yesterday"], "'yesterday' is not a day; write it as YYYY-MM-DD"),
        (["--published", "2022-02-30"], "'2022-02-30' is not a day"),
        (["--language", "Klingon of the north"], "is not a language code"),
        (["-o", "."], "it is a folder; name a file in it"),
        (["-o", "errors.jsonl"], "choose another name"),
        (["--format", "csv", "--top", "3"], "--top is for the table"),
        (["-j", "0"], "greater than or equal to 1"),
        (["--min-confidence", "2"], "less than or equal to 1"),
        (["--no-such-option"], "no-such-option"),
    ],
)
def test_wrong_usage_is_one_line_that_says_what_is_allowed(
    arguments: list[str],
    message: str,
    articles: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(articles.parent)
    monkeypatch.setattr(sys, "argv", ["allegedly", "code", str(articles), *arguments])
    with pytest.raises(SystemExit) as left:
        cli.main()
    out, said = capfd.readouterr()
    assert left.value.code == 2
    assert message in said
    assert "Traceback" not in said
    assert out == ""


def test_a_missing_parser_ends_the_run_with_one_line(
    articles: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def missing(language: str) -> FakeCoder:
        raise ModelNotInstalled("the parser is not installed; pip install it")

    monkeypatch.setattr("allegedly.cli.code.make_coder", missing)
    monkeypatch.setattr(sys, "argv", ["allegedly", "code", str(articles)])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 1
    assert capfd.readouterr().err == "allegedly: the parser is not installed; pip install it\n"


def test_standard_input_is_read(tmp_path: Path) -> None:
    program = """
import sys; sys.path.insert(0, sys.argv[1])
from made_up import make_fake_coder
from allegedly.cli.code import CodeOptions, run
sys.exit(run(CodeOptions(paths=("-",), language="en", published="2021-05-04"), make=make_fake_coder))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(TESTS)], input=b"Wolves killed sheep.", capture_output=True, check=True
    )
    (saying,) = _sayings(done.stdout)
    assert saying.article.published == "2021-05-04"


def test_a_reader_that_has_seen_enough_is_no_error(articles: Path) -> None:
    program = """
import sys; sys.path.insert(0, sys.argv[1])
import allegedly.cli.code, made_up
from allegedly.cli import main
allegedly.cli.code.make_coder = made_up.make_fake_coder
sys.argv = ["allegedly", "code", sys.argv[2]]
main()
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(TESTS), str(articles)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert said == b""


@pytest.mark.parametrize(
    ("paths", "title"),
    [(("samples/oil-strike_2021",), "Oil strike 2021"), (("a.txt", "b.txt"), "Who says that"), (("-",), "Who says that")],
)
def test_a_page_is_called_after_what_was_named(paths: tuple[str, ...], title: str) -> None:
    assert CodeOptions(paths=paths).title == title
