"""Getting out: every view as a file that holds exactly what the view shows, all of it, with a line to cite it by.

Tables are CSV and JSON Lines, with the citation in a last column or key of every row, so that a row that is cut out still says where it
is from. GeoJSON has features only where there is a point; pictures are SVG, and the same data as a Vega-Lite specification.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response, StreamingResponse

from allegedly.desk import atlas, matrix, timeline
from allegedly.desk.article_text import told_in
from allegedly.desk.citation import citation
from allegedly.desk.drawing import Picture, standing_alone
from allegedly.desk.filters import Filters, asked
from allegedly.desk.overview import in_order, ordered
from allegedly.desk.queries import State
from allegedly.desk.rendering import number_of, of_all
from allegedly.desk.rooms import AtDesk, Desk
from allegedly.desk.selection import Selection
from allegedly.export.page import page as article_page
from allegedly.export.rows import NESTED, row
from allegedly.model import Saying, to_json

router = APIRouter()
Row = Mapping[str, Any]
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "geojson": "application/geo+json",
    "svg": "image/svg+xml",
    "vl.json": "application/json",
    "html": "text/html; charset=utf-8",
}
AT_ONCE = 500


@router.get("/export/sayings.{kind}")
def sayings(request: Request, desk: AtDesk, kind: str) -> Response:
    """The selected sayings: whole records as JSON Lines, flat rows as CSV, those with a point as GeoJSON."""
    filters, state = asked(request), desk.queries.now()
    selection = Selection(state.snapshot, filters)
    line = citation(desk, of_all(len(selection), len(state.snapshot), "saying"), filters)
    ids = [state.snapshot.ids[int(n)] for n in in_order(selection)]
    return saying_file("sayings", kind, _fetched(desk, state, ids), line)


@router.get("/export/article.{kind}")
def article(desk: AtDesk, kind: str, article: str) -> Response:
    """The sayings of one article, in the order of its text; or the article with them marked, as one page."""
    found = desk.queries.article(article)
    told = [one.saying for one in told_in(desk.queries.sayings_of(found.id))]
    line = citation(desk, f"{number_of(len(told), 'saying')} of article {found.id}, SHA-256 {found.sha256}")
    if kind == "html":
        whole = article_page([(found, told)], title=found.title or found.id)
        return download("article", "html", iter([whole.replace("</footer>", f"<p>{_escaped(line)}</p></footer>", 1)]))
    state = desk.queries.now()
    return saying_file("article", kind, (_with_incident(saying, state) for saying in told), line)


@router.get("/export/articles.{kind}")
def articles(request: Request, desk: AtDesk, kind: str) -> Response:
    """The articles that the list of articles shows, without their texts."""
    filters, state = asked(request), desk.queries.now()
    selection = Selection(state.snapshot, filters)
    snapshot = state.snapshot
    counted: dict[int, int] = {}
    for number in snapshot.article[selection.mask]:
        counted[int(number)] = counted.get(int(number), 0) + 1
    wanted = [n for n in range(len(snapshot.articles)) if n in counted or not filters.asks]
    wanted.sort(key=lambda n: (snapshot.articles[n].published or "9999", snapshot.articles[n].publisher or "", n))
    line = citation(desk, of_all(len(wanted), len(snapshot.articles), "article"), filters)
    rows = ({**msgspec.to_builtins(snapshot.articles[n]), "sayings": counted.get(n, 0)} for n in wanted)
    return table_file("articles", kind, rows, line)


@router.get("/export/incidents.{kind}")
def incidents(request: Request, desk: AtDesk, kind: str, order: str = "independent") -> Response:
    """All incidents with a selected saying, in the order of the list."""
    filters, state = asked(request), desk.queries.now()
    told = ordered(state, Selection(state.snapshot, filters), order)
    line = citation(desk, of_all(len(told), len(state.happenings), "incident"), filters)

    def rows() -> Iterator[dict[str, Any]]:
        for one, selected in told:
            who, word, whom = state.headline(one)
            yield {
                **msgspec.to_builtins(one.incident),
                "differs_on": "; ".join(one.incident.differs_on),
                "who": who or None,
                "word": word or None,
                "whom": whom or None,
                "selected_sayings": selected,
                "saying_ids": "; ".join(state.snapshot.ids[n] for n in one.sayings),
            }

    if kind == "geojson":
        features = (feature(one["place_longitude"], one["place_latitude"], one, one["place_precision"]) for one in rows())
        return geojson_file("incidents", features, line)
    return table_file("incidents", kind, rows(), line)


@router.get("/export/timeline.{kind}")
def timeline_file(request: Request, desk: AtDesk, kind: str) -> Response:
    """The timeline: as it is drawn, or its counts."""
    filters, state = asked(request), desk.queries.now()
    found = timeline.timeline(Selection(state.snapshot, filters))
    return picture_file(desk, "timeline", kind, timeline.picture(found, filters), filters)


@router.get("/export/map.{kind}")
def map_file(request: Request, desk: AtDesk, kind: str) -> Response:
    """The map: as it is drawn, its places with their points, or all its counts."""
    filters, state = asked(request), desk.queries.now()
    found = atlas.picture(atlas.places(Selection(state.snapshot, filters)), filters)
    if kind == "geojson":
        features = (feature(one["longitude"], one["latitude"], one, one["precision"]) for one in found.rows)
        return geojson_file("map", features, citation(desk, found.says, filters))
    return picture_file(desk, "map", kind, found, filters)


@router.get("/export/matrix.{kind}")
def matrix_file(request: Request, desk: AtDesk, kind: str) -> Response:
    """The matrix of actors: as a drawing, or its cells."""
    filters, state = asked(request), desk.queries.now()
    found = matrix.picture(matrix.matrix(Selection(state.snapshot, filters)))
    return picture_file(desk, "matrix", kind, found, filters)


def picture_file(desk: Desk, name: str, kind: str, picture: Picture, filters: Filters) -> Response:
    """A picture as a file of one of its kinds."""
    line = citation(desk, picture.says, filters)
    if kind == "svg":
        return download(name, kind, iter([standing_alone(picture.svg, line)]))
    if kind == "vl.json":
        specification = {**picture.specification, "usermeta": {"citation": line}}
        return download(name, kind, iter([json.dumps(specification, ensure_ascii=False, indent=1) + "\n"]))
    return table_file(name, kind, picture.rows, line)


def saying_file(name: str, kind: str, told: Iterable[Saying], line: str) -> Response:
    """Sayings as a file."""
    if kind == "jsonl":
        return download(name, kind, (_with_citation(to_json(saying), line) for saying in told))
    if kind == "geojson":
        return geojson_file(name, map(_saying_feature, told), line)
    return table_file(name, kind, map(flat, told), line)


def table_file(name: str, kind: str, rows: Iterable[Row], line: str) -> Response:
    """Rows as CSV or JSON Lines; all have the same columns."""
    if kind == "jsonl":
        return download(name, kind, (json.dumps({**one, "citation": line}, ensure_ascii=False) + "\n" for one in rows))
    if kind != "csv":
        raise HTTPException(404)
    return download(name, kind, _csv(rows, line))


def _csv(rows: Iterable[Row], line: str) -> Iterator[str]:
    """CSV with the columns of the first row; all rows of a table have the same."""
    out = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for number, one in enumerate(rows):
        if writer is None:
            writer = csv.DictWriter(out, [*one, "citation"], lineterminator="\n")
            writer.writeheader()
        writer.writerow({**one, "citation": line})
        if number % AT_ONCE == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue() if writer else f"citation\n{json.dumps(line, ensure_ascii=False)}\n"


def geojson_file(name: str, features: Iterable[dict[str, Any] | None], line: str) -> Response:
    """A collection of features; what has no point is counted in ``without_point``, and given none."""
    kept = list(features)
    placed = [one for one in kept if one]
    collection = {"type": "FeatureCollection", "citation": line, "without_point": len(kept) - len(placed), "features": placed}
    return download(name, "geojson", iter([json.dumps(collection, ensure_ascii=False) + "\n"]))


def feature(longitude: float | None, latitude: float | None, properties: Row, precision: str | None) -> dict[str, Any] | None:
    """A point with its precision, or None where there is no better place than a country or region."""
    if longitude is None or latitude is None or precision in ("country", "region"):
        return None
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "geometry": point, "properties": dict(properties)}


def _saying_feature(saying: Saying) -> dict[str, Any] | None:
    place = saying.event.place
    if place is None:
        return None
    return feature(place.lon, place.lat, flat(saying), place.precision)


def flat(saying: Saying) -> dict[str, Any]:
    """A saying as one row of a table; what is nested in it as JSON."""
    cells = row(saying)
    return cells | {name: json.dumps(cells[name], ensure_ascii=False) for name in NESTED}


def _with_citation(record: bytes, line: str) -> str:
    """The native record, byte for byte, with one key more at its end."""
    return record.decode()[:-1] + ',"citation":' + json.dumps(line, ensure_ascii=False) + "}\n"


def _fetched(desk: Desk, state: State, ids: list[str]) -> Iterator[Saying]:
    for start in range(0, len(ids), AT_ONCE):
        for saying in desk.queries.sayings(ids[start : start + AT_ONCE]):
            yield _with_incident(saying, state)


def _with_incident(saying: Saying, state: State) -> Saying:
    line = state.incident_of(saying.id)
    return msgspec.structs.replace(saying, incident=line.id) if line else saying


def download(name: str, kind: str, parts: Iterator[str]) -> Response:
    """A file to keep; opened in a browser it may do nothing at all."""
    headers = {
        "Content-Disposition": f'attachment; filename="allegedly-{re.sub("[^a-z-]", "", name)}.{kind}"',
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    }
    if kind not in MEDIA:
        raise HTTPException(404)
    return StreamingResponse(parts, media_type=MEDIA[kind], headers=headers)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
