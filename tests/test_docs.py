"""What README and docs say is so: every example is coded, every key exists, nothing names a machine."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import textwrap
import typing
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
import yaml
from rich.console import Console
from spacy.language import Language

import allegedly
from allegedly.cli.render import SayingView
from allegedly.coder import rules
from allegedly.coder.coder import Coder
from allegedly.coder.lexicon_check import check_file
from allegedly.export.rows import row
from allegedly.export.wording import OWN_VOICE
from allegedly.measure.ranked import plover_view
from allegedly.model import (
    Actor,
    Article,
    ArticleRef,
    CoderRef,
    Count,
    Event,
    Place,
    Saying,
    Source,
    Span,
    Status,
    When,
    from_json,
    make_article,
    spans_of,
    to_json,
)
from allegedly.ontology import load as load_ontology
from allegedly.read import KINDS, MAX_ARTICLE_CHARACTERS, MAX_FILE_BYTES, MAX_ROW_BYTES, read
from allegedly.read.page import MAX_TREE_CHARACTERS

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
# Written by a command, with figures in them.
GENERATED = ("accuracy.md", "speed.md", "screen.md", "hand-reading.md")
PUBLISHED = "2022-03-01"  # as docs/status.md says
WIDTH = 104  # of the terminal that README shows


def tables(page: Path) -> list[tuple[str, list[str], list[list[str]]]]:
    """The tables of a page: the heading above each, its column names, its rows."""
    found: list[tuple[str, list[str], list[list[str]]]] = []
    heading, inside = "", False
    for line in page.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] if line.startswith("|") else []
        if line.startswith("#"):
            heading = line.lstrip("# ")
        if cells and not inside:
            found.append((heading, cells, []))
        elif cells and not set(line) <= set("|-: "):
            found[-1][2].append(cells)
        inside = bool(cells)
    return found


def blocks(page: Path, language: str) -> list[str]:
    """The code blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="module")
def told(coder: Coder) -> Callable[[str, str], Saying]:
    """The one saying whose trigger holds the given words of a sentence."""

    @cache
    def code(sentence: str) -> list[Saying]:
        return coder.code(make_article(sentence, published=PUBLISHED, language="en"))

    def find(sentence: str, words: str) -> Saying:
        assert sentence.count(words) == 1, "the event words must stand in the sentence once"
        start = sentence.index(words)
        found = [saying for saying in code(sentence) if saying.event.trigger.overlaps(start, start + len(words))]
        triggers = [saying.event.trigger.text for saying in code(sentence)]
        assert len(found) == 1, f"no saying for {words!r} alone; found are {triggers}"
        return found[0]

    return find


# -- docs/status.md -------------------------------------------------------------------------------------------------------

STATUS = ROOT / "docs/status.md"
SENTENCES = [("sentence", "event words", "status"), ("sentence", "event words", "status", "source")]


def status_rows() -> list[Any]:
    """Every example of docs/status.md; those under "Known to go wrong" are expected to fail."""
    found = []
    for heading, columns, table in tables(STATUS):
        if columns[:3] != ["sentence", "event words", "status"]:
            continue
        for cells in table:
            said = dict(zip(columns, cells, strict=True))
            marks = [pytest.mark.xfail(reason=said["why it goes wrong"], strict=True)] if heading == "Known to go wrong" else []
            name = f"{heading}: {said['event words']}: {said['sentence'][:50]}"
            found.append(
                pytest.param(said["sentence"], said["event words"], said["status"], said.get("source"), marks=marks, id=name)
            )
    return found


def in_words(status: Status) -> str:
    """A status as docs/status.md writes it."""
    words = ["negative"] if status.polarity == "negative" else []
    words.append(status.modality)
    if status.frame == "historical":
        words.append("historical")
    if status.certainty:
        words.append(status.certainty)
    return ", ".join(words)


@pytest.mark.parametrize(("sentence", "words", "status", "source"), status_rows())
def test_status_examples(told: Callable[[str, str], Saying], sentence: str, words: str, status: str, source: str | None) -> None:
    saying = told(sentence, words)
    assert in_words(saying.status) == status
    if source is not None:
        chain = " ‹ ".join(link.text or link.name or "" for link in reversed(saying.source))
        assert (chain or OWN_VOICE) == source


def test_status_page_shows_every_value() -> None:
    shown = {word for *_, status, _source in (param.values for param in status_rows()) for word in status.split(", ")}
    values = {value for name in ("polarity", "modality", "frame", "certainty") for value in literals(Status)[name]}
    assert shown == values - {"positive", "current"}


def auxiliary_modes() -> dict[str, str]:
    """The mapping that docs/status.md gives: a value of a status, and the auxiliary mode it becomes."""
    (table,) = [table for _, columns, table in tables(STATUS) if columns == ["our value", "auxiliary mode"]]
    return {value.strip(): mode for values, mode in table for value in values.split(",")}


def test_auxiliary_modes_are_those_of_plover_and_all_values_have_one() -> None:
    modes = auxiliary_modes()
    assert set(modes.values()) - {""} == {mode.name for mode in load_ontology().auxiliary_modes}
    assert set(modes) == {value for name in ("polarity", "modality", "frame") for value in literals(Status)[name]}


@pytest.mark.parametrize(
    "cells",
    [cells for _, columns, table in tables(STATUS) if columns[-1] == "told as" for cells in table],
    ids=lambda cells: cells[0][:50],
)
def test_told_as(told: Callable[[str, str], Saying], cells: list[str]) -> None:
    sentence, words, type, modes, told_as = cells
    saying = told(sentence, words)
    table = auxiliary_modes()
    ours = [table[value] for value in (saying.status.polarity, saying.status.modality, saying.status.frame)]
    assert saying.event.type == type
    assert ", ".join(filter(None, ours)) == modes
    assert plover_view(saying).event.type == told_as


# -- docs/record.md -------------------------------------------------------------------------------------------------------

RECORD = ROOT / "docs/record.md"
STRUCTS: dict[str, type[msgspec.Struct]] = {
    "A saying": Saying,
    "A span": Span,
    "An article": ArticleRef,
    "A link of the source": Source,
    "A status": Status,
    "An event": Event,
    "An actor or recipient": Actor,
    "A place": Place,
    "A date": When,
    "A count": Count,
    "A coder": CoderRef,
}


def literals(struct: type[msgspec.Struct]) -> dict[str, set[str]]:
    """The fields that may hold only certain words, with the words."""
    hints = typing.get_type_hints(struct)
    found = {}
    for field in msgspec.structs.fields(struct):
        parts = [hints[field.name], *typing.get_args(hints[field.name])]
        words = {word for part in parts if typing.get_origin(part) is Literal for word in typing.get_args(part)}
        if words:
            found[field.encode_name] = words
    return found


def structs_inside(struct: type[msgspec.Struct], seen: set[type[msgspec.Struct]]) -> set[type[msgspec.Struct]]:
    """``struct`` and every struct that its fields may hold."""
    if struct not in seen:
        seen.add(struct)
        waiting = list(typing.get_type_hints(struct).values())
        while waiting:
            hint = waiting.pop()
            waiting.extend(typing.get_args(hint))
            if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
                structs_inside(hint, seen)
    return seen


def test_every_key_of_the_record_is_documented_and_no_other() -> None:
    documented = {
        heading: [cells[0].strip("`") for cells in table] for heading, columns, table in tables(RECORD) if columns[0] == "key"
    }
    assert documented == {
        heading: [field.encode_name for field in msgspec.structs.fields(struct)] for heading, struct in STRUCTS.items()
    }
    assert structs_inside(Saying, set()) == set(STRUCTS.values())


@pytest.mark.parametrize("heading", STRUCTS)
def test_words_that_a_key_may_hold_are_documented(heading: str) -> None:
    (table,) = [table for name, columns, table in tables(RECORD) if name == heading and columns[0] == "key"]
    meanings = {cells[0].strip("`"): cells[1] for cells in table}
    for key, words in literals(STRUCTS[heading]).items():
        assert set(re.findall(r"`([a-z]+)`", meanings[key])) == words, key


def test_example_record_is_what_the_coder_gives(coder: Coder) -> None:
    (block,) = blocks(RECORD, "json")
    example = json.loads(block)
    saying = from_json(json.dumps(example), Saying)
    sentence = saying.sentence.text
    article = make_article(sentence, publisher=saying.article.publisher, published=saying.article.published, language="en")
    found = coder.code(article)
    assert len(found) == 2
    given = json.loads(to_json(found[1]))
    for key in ("id", "confidence", "why"):  # these move with every version
        assert type(example.pop(key)) is type(given.pop(key))
    assert given == example
    for _, span in spans_of(saying):
        span.check(sentence)


def test_columns_named_for_other_formats_exist(coder: Coder) -> None:
    (saying,) = coder.code(make_article("Police arrested two editors.", language="en"))
    columns = row(saying)
    page = RECORD.read_text(encoding="utf-8").split("## Other formats")[1]
    assert set(re.findall(r"`(\w+)`", page)) <= set(columns)


# -- docs/lexicon.md ------------------------------------------------------------------------------------------------------

LEXICON = ROOT / "docs/lexicon.md"


def lexicon_keys() -> dict[str, str]:
    (table,) = [table for _, columns, table in tables(LEXICON) if columns[0] == "key"]
    return {key: meaning for cell, meaning in table for key in re.findall(r"`(\w+)`", cell)}


def test_keys_of_the_lexicon_are_those_allowed() -> None:
    assert set(lexicon_keys()) == set(rules._KEYS)


def test_every_file_of_the_lexicon_is_described() -> None:
    (table,) = [table for _, columns, table in tables(LEXICON) if columns[0] == "file"]
    described = [name for cells in table for name in re.findall(r"`([\w.]+)`", cells[0])]
    assert sorted(described) == sorted(path.name for path in (ROOT / "src/allegedly/coder/lexicon/en").glob("*.yaml"))


def test_needs_in_use_are_documented() -> None:
    used = {need for rule in rules.load_rules().rules for need in rule.needs}
    assert used <= set(re.findall(r"`(\w+)`", lexicon_keys()["needs"]))


@pytest.mark.parametrize("block", blocks(LEXICON, "yaml"), ids=["first", "crops", "switched off", "tar"])
def test_rules_shown_work_as_a_lexicon_of_ones_own(nlp: Language, tmp_path: Path, block: str) -> None:
    shown = textwrap.dedent(block)
    place = tmp_path / "own.yaml"
    place.write_text(
        shown if "type" in yaml.safe_load(shown) else f"type: ASSAULT\nrules:\n{textwrap.indent(shown, '  ')}", "utf-8"
    )
    assert [str(fault) for fault in check_file(place, nlp).faults] == []


def test_what_the_check_says_is_what_the_page_shows(nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    crops = next(block for block in blocks(LEXICON, "yaml") if "crop:" in block)
    place = Path("crops.yaml")
    place.write_text(crops, "utf-8")
    checked = check_file(place, nlp)
    page = LEXICON.read_text("utf-8")
    assert f"{checked.file}: {checked.rules} rules, {checked.examples} examples, all well" in page
    (said,) = [block for block in blocks(LEXICON, "text") if "line" in block]
    unknown, wrong = said.strip().splitlines()
    place.write_text(crops.replace("poison @crop", "poison @crops"), "utf-8")
    assert str(check_file(place, nlp).faults[0]).startswith(unknown.removesuffix("..."))
    place.write_text(crops.replace("settlers -> The vineyard", "settlers -> -"), "utf-8")
    assert str(check_file(place, nlp).faults[0]) == wrong


# -- docs/reading.md ------------------------------------------------------------------------------------------------------

READING = ROOT / "docs/reading.md"


def test_suffixes_and_limits_are_those_of_the_readers() -> None:
    (kinds,) = [table for _, columns, table in tables(READING) if columns[0] == "kind"]
    assert {suffix for cells in kinds for suffix in re.findall(r"`(\.\w+)`", cells[1])} == set(KINDS)
    (limits,) = [table for _, columns, table in tables(READING) if columns[1] == "limit"]
    assert [cells[1] for cells in limits] == [
        f"{MAX_FILE_BYTES >> 20} MB",
        f"{MAX_ROW_BYTES >> 20} MB",
        f"{MAX_TREE_CHARACTERS // 1_000_000} million characters",
        f"{MAX_ARTICLE_CHARACTERS:,} characters",
    ]


def test_header_lines_shown_are_read(tmp_path: Path) -> None:
    (block,) = [block for block in blocks(READING, "") if block.startswith("Title:")]
    path = tmp_path / "article.txt"
    path.write_text(block, encoding="utf-8")
    (article,) = read([path])
    assert isinstance(article, Article)
    shown = [article.title, article.publisher, article.published, article.url, article.language]
    head, text = block.split("\n\n")
    assert shown == [line.split(": ", 1)[1] for line in head.splitlines()]
    assert article.text.startswith(f"{article.title}\n\n{text.strip()}")


# -- README.md ------------------------------------------------------------------------------------------------------------

README = ROOT / "README.md"


def test_python_example_prints_what_it_says(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(allegedly._coders, "en", coder)
    (block,) = blocks(README, "python")
    printed: list[str] = []
    exec(block, {"print": lambda *words: printed.append(" ".join(map(str, words)))})
    assert printed == [line.removeprefix("# ") for line in block.splitlines() if line.startswith("# ")]


def test_sample_output_is_what_the_coder_gives_for_the_sample_dossier(coder: Coder) -> None:
    (block,) = [block for block in blocks(README, "") if block.startswith("who says")]
    shown = [part.split("\n") for part in block.rstrip().split("\n\n")]
    shown[0] = shown[0][1:]  # the column names
    for lines in shown:
        first = next(line.strip() for line in lines if line.startswith("   ") and "." in line)
        articles = [a for a in read([ROOT / "samples/kazakhstan-2022"]) if isinstance(a, Article) and first in a.text]
        console = Console(width=WIDTH, file=io.StringIO(), color_system=None)
        drawn = []
        for saying in (saying for article in articles for saying in coder.code(article)):
            with console.capture() as capture:
                console.print(SayingView(saying))
            drawn.append([line.rstrip() for line in capture.get().rstrip().split("\n")])
        assert [line.rstrip() for line in lines] in drawn


def test_docs_check_finds_what_is_not_so(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("docs_check", ROOT / "tools/docs_check.py")
    assert spec is not None
    assert spec.loader is not None
    docs_check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(docs_check)
    page = tmp_path / "page.md"
    page.write_text(
        "```\nallegedly fly\nallegedly code x --swim\nmake nothing\npython tools/none.py\nmake test\n```\n"
        "A [link](nowhere.md), `make less`, `coder/nothing.py`, `coder/status.py`, `errors.jsonl`.\n"
    )
    assert [fault.split(" in: ")[0] for fault in docs_check.faults(page)] == [
        "there is no command 'fly'",
        "there is no option '--swim'",
        "there is no make target 'nothing'",
        "there is no tools/none.py",
        "there is no make target 'less'",
        "there is no file coder/nothing.py",
        "the link nowhere.md leads nowhere",
    ]
