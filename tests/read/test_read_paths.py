"""Folders, patterns and standard input; the order, the headings of dates, and that reading loads nothing heavy."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pdfs import pdf_of

from allegedly.model import Article
from allegedly.read import identify_language, publication_date, read, read_bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.md", ".hidden.txt", ".git/d.txt", "picture.png", "old.doc", "README"):
        path = tmp_path / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"This is {name}.")
    return tmp_path / "articles"


def texts(*paths: str | Path) -> list[str]:
    return [found.text if isinstance(found, Article) else found.message for found in read(paths)]


def test_folder_is_read_in_the_order_of_names_without_hidden_files(folder: Path) -> None:
    assert texts(folder) == ["This is a.txt.", "This is b.txt.", "This is sub/c.md."]


def test_passed_over_files_are_counted_in_one_notice(folder: Path) -> None:
    lines: list[str] = []
    list(read([folder], notice=lines.append))
    assert lines == [f"{folder}: passed over 3 files of kinds that are not read (1 × .doc, 1 × .png, 1 × no suffix)"]


def test_patterns_are_read_in_the_order_of_names_and_each_file_once(folder: Path) -> None:
    assert texts(f"{folder}/*.txt") == ["This is a.txt.", "This is b.txt."]
    assert sorted(texts(f"{folder}/**")) == sorted(set(texts(f"{folder}/**")))
    assert "This is sub/c.md." in texts(f"{folder}/**")


def test_paths_keep_the_order_given(folder: Path) -> None:
    assert texts(folder / "b.txt", folder / "a.txt") == ["This is b.txt.", "This is a.txt."]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Guards shut it.", ["Guards shut it."]),
        (b'{"text": "A."}\n{"text": "B."}\n', ["A.", "B."]),
        (b'[{"text": "A."}]', ["A."]),
        (b'{\n "text": "A."\n}', ["A."]),
        (b"{sic} they said.", ["{sic} they said."]),
        (b"<html><body><p>Guards shut the bridge, a driver said.</p></body></html>", ["Guards shut the bridge, a driver said."]),
        (pdf_of([["Guards shut it."]]), ["Guards shut it."]),
        (b"", ["stdin: nothing came in; pipe a file into it"]),
    ],
)
def test_standard_input_is_recognised_by_its_first_bytes(data: bytes, expected: list[str]) -> None:
    found = read(["-"], stdin=io.BytesIO(data))
    assert [one.text if isinstance(one, Article) else one.message for one in found] == expected


DATES = {
    "2022-01-05": "2022-01-05", "2022-01-05T23:59:00+06:00": "2022-01-05", "2022-1-5": "2022-01-05", "2022/01/05": "2022-01-05", "20220105": "2022-01-05",
    "20220105T101500Z": "2022-01-05", "5 January 2022": "2022-01-05", "5th Jan. 2022": "2022-01-05", "Wed, 05 Jan 2022 10:00:00 +0600": "2022-01-05",
    "Wednesday, January 5, 2022": "2022-01-05", "Sept 5 2022": "2022-09-05", "05.01.2022": "2022-01-05", "25/01/2022": "2022-01-25", "01/25/2022": "2022-01-25",
    "05/05/2022": "2022-05-05", "29 February 2020": "2020-02-29",
    "05/01/2022": None, "2022-01": None, "2022": None, "January 2022": None, "29 February 2022": None, "20222-01-05": None, "1022-01-05": None,
    "yesterday": None, "": None, "5 Brumaire 2022": None, "1641376800": None,
}  # fmt: skip


@pytest.mark.parametrize("written", DATES)
def test_publication_date(written: str) -> None:
    assert publication_date(written) == DATES[written]


@given(st.text())
def test_any_text_is_a_day_or_none(written: str) -> None:
    found = publication_date(written)
    assert found is None or len(found) == 10


ODD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")).filter(str.strip)
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


def stored(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@settings(deadline=None)
@given(ODD, st.sampled_from(["text", "jsonl", "json", "csv"]))
def test_text_comes_back_as_it_was_written(text: str, kind: str) -> None:
    # A few letters first, so that the text is not by chance a header, a byte order mark, a page or mostly control characters.
    text = "Reported text follows here. " * 8 + text[:20]
    if kind == "text":
        data = text.encode()
    elif kind == "csv":
        data = ('text\r\n"' + text.replace('"', '""') + '"\r\n').encode()
    else:
        data = json.dumps({"text": text}).encode()
    (article,) = read_bytes(data, kind)
    assert isinstance(article, Article), article
    assert article.text == stored(text)


@settings(deadline=None)
@given(ODD, LINE, st.booleans())
def test_title_span_slices_to_the_title(text: str, title: str, repeated: bool) -> None:
    row = {"text": f"{title}\n\n{text}" if repeated else text, "title": title}
    (article,) = read_bytes(json.dumps(row).encode(), "jsonl")
    assert isinstance(article, Article)
    if article.title is None:
        assert not title.strip()
    else:
        assert article.title_span is not None
        assert article.text[slice(*article.title_span)] == article.title


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["text", "markdown", "html", "jsonl", "json", "csv", "tsv"]))
def test_any_bytes_give_articles_or_failures(data: bytes, kind: str) -> None:
    for found in read_bytes(data, kind, origin="file"):
        if isinstance(found, Article):
            found.text.encode()
        else:
            assert found.message.startswith("file")


def test_reading_twice_gives_the_same_articles(folder: Path) -> None:
    assert list(read([folder])) == list(read([folder]))


def test_importing_the_readers_loads_nothing_heavy() -> None:
    code = "import sys, allegedly.read; print([m for m in ('trafilatura', 'pypdf', 'py3langid', 'charset_normalizer', 'numpy', 'spacy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Guards shut the bridge on Thursday, and the driver of a lorry said that they had turned forty vehicles back to the valley.",
            "en",
        ),
        (
            "De politie heeft de brug afgesloten en een chauffeur zei donderdag dat zij veertig wagens van de weg hadden gehaald in de stad.",
            "nl",
        ),
        ("Полиция перекрыла мост, сообщил водитель.", "ru"),
        ("Жаңаөзенде наразылық басталды, халық көшеге шықты.", "kk"),
        ("Бишкек шаарында митинг болуп өттү, дешти күбөлөр.", "ky"),
        ("Міліцыя перакрыла мост, паведаміў кіроўца.", "be"),
        ("Поліція перекрила міст, повідомив водій вантажівки.", "uk"),
        ("Bridge shut", None),
        ("😀 12 345 — 67", None),
    ],
)
def test_identify_language(text: str, language: str | None) -> None:
    assert identify_language(text) == language


def test_ordinary_english_needs_no_language_model() -> None:
    code = (
        "import sys; from allegedly.read import identify_language as i; "
        "print(i('Guards shut the bridge on Thursday, and the driver of a lorry said that they had turned back to the valley.'), 'py3langid' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["en", "False"]
