"""Every kind of file gives the article that is in it."""

import json
from pathlib import Path

import pytest
from small_pdfs import pdf_of

from allegedly.model import Article
from allegedly.read import KINDS, read, read_bytes

PAGE = """<!doctype html><html lang="en"><head><title>Guards block the bridge | Valley Post</title>
<meta property="og:site_name" content="Valley Post">
<meta property="article:published_time" content="2021-03-04T09:30:00+06:00">
<link rel="canonical" href="https://valleypost.example/guards"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Guards block the bridge</h1>
<p>Border guards blocked the bridge on Thursday, a driver said, and turned forty lorries back.</p>
<p>The ministry denied it. “Nobody was stopped,” its spokeswoman told reporters in the capital.</p></article>
<footer>Subscribe to our newsletter</footer></body></html>"""


def one(data: bytes | str, kind: str, **defaults: str) -> Article:
    found = list(read_bytes(data.encode() if isinstance(data, str) else data, kind, origin="file", **defaults))
    assert len(found) == 1
    assert isinstance(found[0], Article), found[0]
    return found[0]


def test_plain_text_without_header_is_stored_as_read() -> None:
    article = one("Line one.\r\nLine two: yes.\rLine three.\n", "text")
    assert article.text == "Line one.\nLine two: yes.\nLine three.\n"
    assert (article.title, article.title_span, article.published, article.publisher) == (None, None, None, None)
    assert article.notes == ()


def test_plain_text_header_is_metadata_and_no_text() -> None:
    article = one(
        "Title: Bridge shut\nPublisher: Valley Post\nPublished: 4 March 2021\nURL: https://v.example/1\nLanguage: en-GB\nID: v1\n\nGuards shut it.\n",
        "text",
    )
    assert article.text == "Bridge shut\n\nGuards shut it.\n"
    assert (article.title, article.title_span) == ("Bridge shut", (0, 11))
    assert (article.publisher, article.published, article.url) == ("Valley Post", "2021-03-04", "https://v.example/1")
    assert (article.language, article.id) == ("en", "v1")


@pytest.mark.parametrize(
    "text", ["Warning: guards shut it.\n\nMore.\n", "Title: Bridge shut\nGuards shut it.\n\nMore.\n", "Date: not known.\n"]
)
def test_text_that_only_resembles_a_header_is_kept(text: str) -> None:
    assert one(text, "text").text == text


def test_unknown_header_lines_are_noted() -> None:
    assert one("Title: A\nAuthor: B\n\nC.\n", "text").notes == ("ignored header lines: author",)


def test_markdown_front_matter_is_metadata_and_heading_marks_go() -> None:
    article = one(
        "---\ntitle: Bridge shut\ndate: 2021-03-04\ntags: [a]\n---\n\n# Bridge shut\n\nGuards shut it.\n\n## Later\n\n* a point\n",
        "markdown",
    )
    assert article.text == "Bridge shut\n\nGuards shut it.\n\nLater\n\n* a point\n"
    assert (article.title, article.title_span, article.published) == ("Bridge shut", (0, 11), "2021-03-04")
    assert article.notes == ("ignored header lines: tags",)


def test_markdown_takes_its_title_from_an_opening_heading_only() -> None:
    assert one("# Bridge shut\n\nGuards shut it.\n", "markdown").title == "Bridge shut"
    assert one("Guards shut it.\n\n# Later\n", "markdown").title is None


def test_broken_front_matter_is_kept_as_text() -> None:
    article = one("---\ntitle: [\n---\nGuards shut it.\n", "markdown")
    assert article.text.startswith("---\ntitle: [")
    assert article.notes == ("the front matter is not YAML and was kept as text",)


def test_page_gives_main_text_in_paragraphs_and_metadata() -> None:
    article = one(PAGE, "html")
    assert article.text == (
        "Guards block the bridge\n\nBorder guards blocked the bridge on Thursday, a driver said, and turned forty lorries back.\n\n"
        "The ministry denied it. “Nobody was stopped,” its spokeswoman told reporters in the capital."
    )
    assert (article.title, article.title_span) == ("Guards block the bridge", (0, 23))
    assert (article.publisher, article.published, article.url, article.language) == (
        "Valley Post",
        "2021-03-04",
        "https://valleypost.example/guards",
        "en",
    )


def test_page_title_that_the_text_lacks_is_put_first() -> None:
    article = one(PAGE.replace("<h1>Guards block the bridge</h1>", ""), "html")
    assert article.title_span is not None
    assert article.text[slice(*article.title_span)] == article.title
    assert article.text.startswith("Guards block the bridge\n\nBorder guards")


def test_page_date_is_never_taken_from_running_text() -> None:
    page = "<html><body><article><p>On 3 March 2021 guards blocked the bridge, a driver told the newspaper on the spot.</p></article></body></html>"
    assert one(page, "html").published is None


def test_page_language_of_the_markup_counts_only_where_the_text_is_unsure() -> None:
    russian = "<html lang='en'><body><p>Министерство внутренних дел сообщило, что мост закрыт для всех машин.</p></body></html>"
    assert one(russian, "html").language == "ru"
    assert one("<html lang='de-AT'><body><p>1914, 1915.</p></body></html>", "html").language == "de"


def test_pdf_lines_are_joined_to_paragraphs() -> None:
    lines = ["Guards blocked the bridge on Thursday and turned back forty", "lorries, a driver said; the pass was re-", "opened at noon.", "The ministry denied it in a state-", "ment. Its statement was short."]  # fmt: skip
    article = one(pdf_of([lines, ["Page two begins here."]]), "pdf")
    assert article.text == (
        "Guards blocked the bridge on Thursday and turned back forty lorries, a driver said; the pass was re-opened at noon.\n\n"
        "The ministry denied it in a statement. Its statement was short.\n\nPage two begins here."
    )


def test_pdf_title_counts_only_where_it_opens_the_text_and_its_making_is_no_publication() -> None:
    article = one(pdf_of([["Bridge shut", "Guards shut it."]], title="Bridge shut"), "pdf")
    assert (article.text, article.title_span, article.published) == ("Bridge shut\n\nGuards shut it.", (0, 11), None)
    assert "the PDF was made on 2022-01-05, which need not be its day of publication" in article.notes
    assert one(pdf_of([["Guards shut it."]], title="report_final2.doc"), "pdf").title is None


def test_json_lines_give_an_article_a_row_with_its_line_as_origin() -> None:
    rows = [
        {
            "text": "Guards shut it.",
            "title": "Bridge",
            "published": "2021-03-04T10:00",
            "publisher": "P",
            "url": "u",
            "language": "en",
            "id": 7,
        }
    ]
    rows += [{"id": "n2", "date": "2021-03-05", "event_text": "They opened it.", "extra": 1}]
    first, second = read_bytes("\n\n".join(map(json.dumps, rows)).encode(), "jsonl", origin="f.jsonl")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.text, first.id, first.published, first.origin) == ("Bridge\n\nGuards shut it.", "7", "2021-03-04", "f.jsonl:1")
    assert (second.text, second.id, second.published, second.origin) == ("They opened it.", "n2", "2021-03-05", "f.jsonl:3")
    assert second.notes == ("ignored keys: extra",)


@pytest.mark.parametrize("data", ['{"text": "A."}', '[{"text": "A."}]', '{"text":\n "A."}'])
def test_json_is_one_article_or_a_list(data: str) -> None:
    assert one(data, "json").text == "A."


@pytest.mark.parametrize(("kind", "mark"), [("csv", ","), ("csv", ";"), ("csv", "|"), ("tsv", "\t")])
def test_tables_find_their_separator(kind: str, mark: str) -> None:
    article = one(f'ID{mark}Text{mark}published\n1{mark}"Guards{mark}\nshut it."{mark}2021-03-04\n', kind)
    assert (article.text, article.id, article.published) == (f"Guards{mark}\nshut it.", "1", "2021-03-04")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r"])
@pytest.mark.parametrize("kind", ["text", "jsonl", "csv"])
def test_encodings_are_found_and_said(encoding: str, kind: str) -> None:
    text = "Министерство внутренних дел сообщило, что мост закрыт: никто не проедет, добавил чиновник. " * 4
    data = {"text": text, "jsonl": json.dumps({"text": text}, ensure_ascii=False) + "\n", "csv": f'text\n"{text}"\n'}[kind]
    article = one(data.encode(encoding), kind)
    assert article.text == text
    if kind == "text" and encoding != "utf-8-sig":
        assert article.notes[0].startswith("read as ")


def test_declared_charset_of_a_page_is_used() -> None:
    page = (
        '<html><head><meta charset="iso-8859-7"></head><body><p>Το υπουργείο είπε ότι η γέφυρα είναι κλειστή.</p></body></html>'
    )
    assert "η γέφυρα είναι κλειστή" in one(page.encode("iso-8859-7"), "html").text


def test_curly_quotes_of_old_windows_files_come_out_right() -> None:
    text = "The minister’s “plan” failed, he said – twice."
    assert one(text.encode("cp1252"), "text").text == text


def test_defaults_fill_only_what_the_article_does_not_say() -> None:
    data = b'{"text": "A.", "publisher": "P"}\n{"text": "B.", "published": "2021-03-04", "language": "ru"}'
    first, second = read_bytes(data, "jsonl", published="2022-01-05", publisher="Q", language="en")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.published, first.publisher, first.language) == ("2022-01-05", "P", "en")
    assert (second.published, second.publisher, second.language) == ("2021-03-04", "Q", "ru")


def test_short_text_has_no_language() -> None:
    assert one("Bridge shut", "text").language is None
    assert one("Guards shut the bridge on Thursday, the driver of a lorry said.", "text").language == "en"


def test_every_suffix_has_a_reader(tmp_path: Path) -> None:
    samples = {"text": "A b.", "markdown": "A b.", "html": "<p>A b.</p>", "jsonl": '{"text": "A b."}', "json": '{"text": "A b."}', "csv": "text\nA b.\n", "tsv": "text\nA b.\n"}  # fmt: skip
    for suffix, kind in KINDS.items():
        path = tmp_path / f"sample{suffix.upper()}"
        path.write_bytes(pdf_of([["A b."]]) if kind == "pdf" else samples[kind].encode())
        assert [type(found) for found in read([path])] == [Article], suffix
