"""What is written can be read back: every span still slices to its words, every row has its cells, whatever the text."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet as pq
from hypothesis import given, settings

from allegedly.export.format import one_line
from allegedly.export.polecat import COLUMNS, EXTENDED
from allegedly.export.rows import row
from allegedly.model import Saying, from_json, spans_of
from exported import bundle_of, odd_articles, written

Articles = list[tuple[Any, list[Saying]]]
ROUNDS = settings(max_examples=15, deadline=None)


def all_spans(articles: Articles) -> list[tuple[str, int, int, str]]:
    """(article, start, end, words) of everything marked, sentences left out."""
    return sorted(
        (article.id, span.start, span.end, span.text)
        for article, sayings in articles
        for saying in sayings
        for field, span in spans_of(saying)
        if field != "sentence"
    )


def lines(data: bytes) -> list[Any]:
    return [json.loads(line) for line in data.split(b"\n") if line]


@given(odd_articles())
@ROUNDS
def test_native_lines_are_the_sayings(articles: Articles) -> None:
    bundle = bundle_of(articles)
    parts, tally = written(bundle, "jsonl")
    back = [from_json(line, Saying) for line in parts.get("", b"").split(b"\n") if line]
    assert back == list(bundle.sayings())
    assert all(saying.incident for saying in back)
    assert tally.written["sayings"] == len(back)


@given(odd_articles())
@ROUNDS
def test_the_folder_has_everything_once(articles: Articles) -> None:
    bundle = bundle_of(articles)
    parts, _ = written(bundle, "native")
    assert {one["id"]: one["text"] for one in lines(parts["/articles.jsonl"])} == {a.id: a.text for a, _ in articles}
    ids = sorted(saying.id for _, sayings in articles for saying in sayings)
    assert sorted(one["saying"] for one in lines(parts.get("/links.jsonl", b""))) == ids
    assert sorted(id for one in lines(parts.get("/incidents.jsonl", b"")) for id in one["sayings"]) == ids


@given(odd_articles())
@ROUNDS
def test_tables_have_a_row_a_saying_and_a_cell_a_column(articles: Articles) -> None:
    bundle = bundle_of(articles)
    sayings = list(bundle.sayings())
    for name in ("csv", "eventreport"):
        data = written(bundle, name)[0][""].decode()
        rows = list(csv.DictReader(io.StringIO(data, newline="")))
        assert [one["id"] for one in rows] == [saying.id for saying in sayings]
        assert all(None not in one and None not in one.values() for one in rows)
        quote, start, end = ("sentence", "sentence_start", "sentence_end") if name == "csv" else ("quote", "start", "end")
        for one, saying in zip(rows, sayings, strict=True):
            assert one[quote].replace("\x00", " ") == saying.sentence.text.replace("\x00", " ")
            assert (int(one[start]), int(one[end])) == (saying.sentence.start, saying.sentence.end)


@given(odd_articles())
@ROUNDS
def test_parquet_holds_the_rows(articles: Articles) -> None:
    bundle = bundle_of(articles)
    table = pq.read_table(io.BytesIO(written(bundle, "parquet")[0][""]))
    # Lists come back as lists, where rows have tuples.
    assert table.to_pylist() == json.loads(json.dumps([row(saying) for saying in bundle.sayings()]))


@given(odd_articles())
@ROUNDS
def test_polecat_rows_have_their_cells_and_offsets_that_slice(articles: Articles) -> None:
    bundle = bundle_of(articles)
    parts, tally = written(bundle, "polecat", extended=True, auxiliary=True)
    head, *rows = [line.split("\t") for line in parts[""].decode().split("\n")[:-1]]
    assert head == [*COLUMNS, *EXTENDED]
    assert all(len(cells) == len(head) for cells in rows)
    assert len({cells[0] for cells in rows}) == len(rows) == len(list(bundle.sayings()))
    texts = {saying.id: bundle.articles[saying.article.id].text for saying in bundle.sayings()}
    for cells in rows:
        one = dict(zip(head, cells, strict=True))
        words = texts[one["Allegedly Saying ID"]][int(one["Start"]) : int(one["End"])]
        assert one["Quote"] == (one_line(words) or "None")
    plain, fewer = written(bundle, "polecat")
    kept = plain[""].decode().count("\n") - 1
    assert kept + sum(fewer.left_out.values()) == tally.written["rows"]


@given(odd_articles())
@ROUNDS
def test_web_annotations_select_the_same_words_in_both_ways(articles: Articles) -> None:
    bundle = bundle_of(articles)
    found = []
    for one in lines(written(bundle, "webannotation")[0].get("", b"")):
        quote, position = one["target"]["selector"]
        saying = one["id"].removeprefix("urn:allegedly:saying:").rsplit("/", 1)
        text = next(a.text for a, sayings in articles if saying[0] in {s.id for s in sayings})
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        units = text.encode("utf-16-le")
        assert units[2 * position["utf16"]["start"] : 2 * position["utf16"]["end"]].decode("utf-16-le") == quote["exact"]
        found.append(one["id"])
    assert len(found) == len(set(found)) == sum(1 for _, sayings in articles for s in sayings for _ in spans_of(s))


@given(odd_articles())
@ROUNDS
def test_annotation_tools_get_every_span_where_it_stands(articles: Articles) -> None:
    bundle = bundle_of(articles)
    expected = all_spans(articles)
    texts = {article.id: article.text for article, _ in articles}

    studio = json.loads(written(bundle, "labelstudio")[0][""])
    assert [task["data"]["text"] for task in studio] == [article.text for article in bundle.articles.values()]
    marks = [
        (task["data"]["article"], one["value"]["start"], one["value"]["end"], one["value"]["text"])
        for task in studio
        for one in task["predictions"][0]["result"]
        if one["type"] == "labels"
    ]
    assert sorted(marks) == expected
    ids = {one["id"] for task in studio for one in task["predictions"][0]["result"] if one["type"] == "labels"}
    ties = [one for task in studio for one in task["predictions"][0]["result"] if one["type"] == "relation"]
    assert {id for one in ties for id in (one["from_id"], one["to_id"])} <= ids

    doccano = lines(written(bundle, "doccano")[0].get("", b""))
    marks = [
        (page["id"], one["start_offset"], one["end_offset"], page["text"][one["start_offset"] : one["end_offset"]])
        for page in doccano
        for one in page["entities"]
    ]
    assert sorted(marks) == expected

    prodigy = lines(written(bundle, "prodigy")[0].get("", b""))
    marks = [(task["meta"]["article"], one["start"], one["end"], one["text"]) for task in prodigy for one in task["spans"]]
    assert sorted(marks) == expected
    assert all(
        texts[task["meta"]["article"]][one["start"] : one["end"]] == one["text"] for task in prodigy for one in task["spans"]
    )


@given(odd_articles())
@ROUNDS
def test_brat_files_stay_in_their_folder_and_slice(articles: Articles) -> None:
    parts, _ = written(bundle_of(articles), "brat")
    assert all(re.fullmatch(r"/[\w-]+\.(txt|ann)", name) for name in parts)
    assert len(parts) == 2 * len({article.id for article, _ in articles})
    for name, data in parts.items():
        if name.endswith(".ann"):
            text = parts[name[:-4] + ".txt"].decode()
            for line in data.decode().split("\n")[:-1]:
                number, what, *words = line.split("\t")
                if number.startswith("T"):
                    pieces = [piece.split() for piece in what.split(" ", 1)[1].split(";")]
                    cut = " ".join(text[int(start) : int(end)] for start, end in pieces)
                    assert cut.split() == words[0].split() or one_line(cut).split() == words[0].split()


@given(odd_articles())
@ROUNDS
def test_xml_and_spreadsheets_can_be_parsed(articles: Articles) -> None:
    bundle = bundle_of(articles)
    for name in ("graphml", "gexf"):
        parts, tally = written(bundle, name)
        tree = ElementTree.fromstring(parts[""])
        edges = [one for one in tree.iter() if one.tag.rsplit("}", 1)[1] == "edge"]
        nodes = {one.get("id") for one in tree.iter() if one.tag.rsplit("}", 1)[1] == "node"}
        assert len(edges) == tally.written["edges"] == len(list(bundle.each_pair()))
        assert {end for one in edges for end in (one.get("source"), one.get("target"))} == nodes
    book = zipfile.ZipFile(io.BytesIO(written(bundle, "xlsx")[0][""]))
    assert book.testzip() is None
    sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    rows = sheet.findall(f"{space}sheetData/{space}row")
    assert [one.find(f"{space}c/{space}is/{space}t").text for one in rows[1:]] == [s.id for s in bundle.sayings()]  # type: ignore[union-attr]


@given(odd_articles())
@ROUNDS
def test_incident_tables_hold_what_they_can_and_count_the_rest(articles: Articles) -> None:
    bundle = bundle_of(articles)
    for name in ("acled", "ucdp"):
        parts, tally = written(bundle, name)
        rows = list(csv.reader(io.StringIO(parts[""].decode(), newline="")))
        assert all(len(cells) == len(rows[0]) for cells in rows)
        assert len(rows) - 1 == tally.written["rows"]
        assert len(rows) - 1 + sum(tally.left_out.values()) == len(bundle.told)
    parts, tally = written(bundle, "gdelt")
    events = [line.split("\t") for line in parts.get("", b"").decode().split("\n")[:-1]]
    mentions = [line.split("\t") for line in parts[".mentions.csv"].decode().split("\n")[:-1]]
    assert all(len(cells) == 61 for cells in events)
    assert all(len(cells) == 16 for cells in mentions)
    assert {cells[0] for cells in mentions} <= {cells[0] for cells in events}
    collection = json.loads(written(bundle, "geojson")[0][""])
    assert [one["id"] for one in collection["features"]] == [told.incident.id for told in bundle.told]
    for name in ("ftm", "claims"):
        ids = [one.get("id") or one["@id"] for one in lines(written(bundle, name)[0].get("", b""))]
        assert len(ids) == len(set(ids))
    statements = list(csv.DictReader(io.StringIO(written(bundle, "ftm-statements")[0][""].decode(), newline="")))
    assert {one["origin"] for one in statements} == {saying.id for saying in bundle.sayings()}


@given(odd_articles())
@ROUNDS
def test_texts_for_people_hold_no_markup_of_the_articles(articles: Articles) -> None:
    bundle = bundle_of(articles)
    text = written(bundle, "markdown")[0][""].decode()
    assert not re.search(r"(?<!\\)<", text)
    entries = written(bundle, "bibtex")[0].get("", b"").decode()
    bare = re.sub(r"\\[{}]|%7[BD]", "", entries)
    assert bare.count("{") == bare.count("}")
    timeline = json.loads(written(bundle, "timelinejs")[0][""])
    for event in timeline["events"]:
        assert "<" not in event["text"]["text"].replace("<p>", "").replace("</p>", "")
    assert json.loads(written(bundle, "csl")[0][""])[0]["type"] == "article-newspaper"
