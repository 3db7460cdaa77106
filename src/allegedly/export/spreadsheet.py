"""Excel: a sheet of sayings, a sheet of incidents, and a codebook. Cells hold text as text, so that no article's words become a formula."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from allegedly.export.bundle import Bundle
from allegedly.export.csv import columns as saying_columns
from allegedly.export.format import Format, Options, Piece, encoded
from allegedly.export.geojson import feature
from allegedly.export.graphs import clean_xml
from allegedly.export.rows import NESTED, row
from allegedly.export.tally import Tally

# Excel takes no more in one cell, and no more rows in one sheet.
LONGEST, MOST_ROWS = 32_767, 1_048_576
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """One workbook of three sheets."""
    sheets = {"sayings": _sayings(bundle, tally), "incidents": _incidents(bundle, tally), "codebook": _codebook(bundle)}
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as book:

        def put(name: str, content: str) -> None:
            # One time for all files, so that equal content gives equal bytes.
            book.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), encoded(_HEAD + content), zipfile.ZIP_DEFLATED)

        numbers = range(1, len(sheets) + 1)
        kinds = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_type("worksheet")}"/>' for n in numbers)
        put(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_type("sheet.main")}"/>{kinds}</Types>',
        )
        put("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        put("xl/_rels/workbook.xml.rels", _relations([("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]))
        listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
        put("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>')
        for n, rows in enumerate(sheets.values(), 1):
            put(f"xl/worksheets/sheet{n}.xml", _sheet(rows, tally))
    yield "", memory.getvalue()


def _type(kind: str) -> str:
    return f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _sheet(rows: Iterable[Sequence[Any]], tally: Tally) -> str:
    parts = [f'<worksheet xmlns="{_MAIN}"><sheetData>']
    for number, cells in enumerate(rows, 1):
        if number > MOST_ROWS:
            tally.leave_out("is beyond the last row that Excel takes")
            continue
        parts.append(f'<row r="{number}">' + "".join(_cell(value, tally) for value in cells) + "</row>")
    parts.append("</sheetData></worksheet>")
    return "".join(parts)


def _cell(value: Any, tally: Tally) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"<c><v>{value}</v></c>"
    text = clean_xml(str(value))
    if len(text) > LONGEST:
        tally.leave_out("is text beyond what a cell takes")
        text = text[:LONGEST]
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _sayings(bundle: Bundle, tally: Tally) -> Iterator[Sequence[Any]]:
    yield saying_columns()
    for saying in bundle.sayings():
        tally.read["sayings"] += 1
        tally.written["sayings"] += 1
        cells = row(saying)
        yield [json.dumps(value, ensure_ascii=False) if name in NESTED else value for name, value in cells.items()]


def _incidents(bundle: Bundle, tally: Tally) -> Iterator[Sequence[Any]]:
    heads: list[str] = []
    for told in bundle.told:
        tally.written["incidents"] += 1
        point = feature(told)["geometry"]
        properties: Mapping[str, Any] = feature(told)["properties"] | {
            "longitude": point["coordinates"][0] if point else None,
            "latitude": point["coordinates"][1] if point else None,
        }
        if not heads:
            heads = list(properties)
            yield heads
        yield [_flat(properties[name]) for name in heads]


def _flat(value: Any) -> Any:
    if isinstance(value, dict):
        return "; ".join(f"{name} {number}" for name, number in value.items())
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _codebook(bundle: Bundle) -> Iterator[Sequence[Any]]:
    yield ["field", "meaning"]
    yield ["cite as", bundle.citation]
    yield ["sayings", "one row a saying; names are the paths in the record (docs/record.md), lists are JSON"]
    from allegedly.export.geojson import FORMAT as incidents

    for name, meaning in incidents.columns.items():
        yield [f"incidents: {name}", meaning]


FORMAT = Format(
    name="xlsx",
    ending=".xlsx",
    unit="saying",
    about="an Excel workbook: sayings, incidents and a codebook",
    write=write,
    columns={"sayings": "one row a saying", "incidents": "one row an incident", "codebook": "what the columns mean"},
    incidents=True,
)
