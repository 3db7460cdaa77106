"""JSON Lines, CSV and Parquet: nothing is lost, and every span still slices back to its words."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from allegedly.export import jsonl
from allegedly.export import parquet as parquet_export
from allegedly.export.csv import Writer, columns
from allegedly.export.rows import NESTED
from allegedly.model import Saying, from_json
from made_up import strike

SPANS = ("sentence", "trigger", "place", "date")


def _plain(records: object) -> object:
    """Records as dictionaries and lists, tuples being lists."""
    return json.loads(msgspec.json.encode(records))


def test_json_lines_read_back_equal() -> None:
    _article, sayings = strike()
    out = io.BytesIO()
    jsonl.write(sayings, out)
    assert [from_json(line, Saying) for line in out.getvalue().splitlines()] == sayings


def test_csv_has_one_row_a_saying_and_keeps_every_span() -> None:
    article, sayings = strike()
    out = io.StringIO(newline="")
    Writer(out).write(sayings)
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert [row["id"] for row in rows] == [saying.id for saying in sayings]
    for row in rows:
        for name in SPANS:
            if row[name]:
                assert article.text[int(row[f"{name}_start"]) : int(row[f"{name}_end"])] == row[name]
        for nested in ("source", "actors", "recipients", "counts", "status_words"):
            for one in json.loads(row[nested]):
                assert article.text[one["start"] : one["end"]] == one["text"]


def test_csv_writes_nothing_for_unknown() -> None:
    _article, sayings = strike()
    out = io.StringIO(newline="")
    Writer(out).write(sayings[1:2])
    (row,) = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    assert row["confidence"] == row["place"] == row["place_lat"] == row["date_from"] == ""
    assert row["recipients"] == "[]"


def test_parquet_has_typed_columns_and_real_lists(tmp_path: Path) -> None:
    article, sayings = strike()
    path = tmp_path / "sayings.parquet"
    writer = parquet_export.Writer(path)
    writer.write(sayings)
    writer.close()
    table = pq.read_table(path)
    assert table.column_names == columns()
    assert table.schema.field("trigger_start").type == pa.int64()
    assert table.schema.field("confidence").type == pa.float64()
    assert pa.types.is_list(table.schema.field("actors").type)
    rows = table.to_pylist()
    assert [row["confidence"] for row in rows] == [saying.confidence for saying in sayings]
    for row, saying in zip(rows, sayings, strict=True):
        assert row["actors"] == _plain(saying.event.actors)
        assert row["source"] == _plain(saying.source)
        assert row["counts"] == _plain(saying.event.counts)
        assert article.text[row["trigger_start"] : row["trigger_end"]] == row["trigger"]


def test_parquet_without_a_saying_is_still_a_file(tmp_path: Path) -> None:
    path = tmp_path / "nothing.parquet"
    parquet_export.Writer(path).close()
    assert pq.read_table(path).num_rows == 0


def test_every_nested_column_is_a_list_in_parquet() -> None:
    schema = parquet_export.schema()
    assert {field.name for field in schema if pa.types.is_list(field.type)} == set(NESTED)
