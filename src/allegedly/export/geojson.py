"""GeoJSON (RFC 7946): one feature an incident. No point where nothing better than a country is known: an invented centre is a lie on a map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allegedly.export.bundle import Bundle, Told, party_name
from allegedly.export.format import Format, Options, Piece
from allegedly.export.tally import Tally
from allegedly.model import Place, to_json
from allegedly.ontology import load

_PRECISIONS = {"site": "sub-city"}


def write(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """One FeatureCollection, a feature a line, so that large files can be read line by line."""
    yield "", b'{"type":"FeatureCollection","features":[\n'
    between = b""
    for told in bundle.told:
        tally.read["incidents"] += 1
        tally.written["features"] += 1
        if point(told.place) is None:
            tally.written["features without a point"] += 1
        yield "", between + to_json(feature(told))
        between = b",\n"
    yield "", b"\n]}\n"


def point(place: Place | None) -> dict[str, Any] | None:
    """The geometry of a place, longitude first; null where nothing better than a country or region is known."""
    if place is None or place.lat is None or place.lon is None or place.precision in ("country", "region", None):
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def feature(told: Told) -> dict[str, Any]:
    """One incident with what a map shows of it."""
    incident, place = told.incident, told.place
    dead, injured = told.figures.get("dead"), told.figures.get("injured")
    urls = dict.fromkeys(saying.article.url for saying in told.sayings if saying.article.url)
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": point(place),
        "properties": {
            "id": incident.id,
            "title": told.title,
            "type": incident.type,
            "modes": list(told.modes),
            "contexts": list(told.contexts),
            "quad": load().quad(incident.type).name,
            "happened": told.happened,
            "stands": told.stands,
            "actors": [party_name(actor) for actor in told.actors],
            "recipients": [party_name(actor) for actor in told.recipients],
            "place": (place.name or place.text) if place else None,
            "country": place.country if place else None,
            "admin1": place.admin1 if place else None,
            "precision": _PRECISIONS.get(place.precision or "", place.precision) if place else None,
            "from": told.from_day,
            "to": told.to_day,
            "dead_low": dead.low if dead else None,
            "dead_best": dead.best if dead else None,
            "dead_high": dead.high if dead else None,
            "injured_best": injured.best if injured else None,
            "sayings": len(told.sayings),
            "publishers": list(incident.publishers),
            "sources": list(told.voices),
            "independent": told.independent,
            "differ": list(told.differ),
            "quote": told.first.sentence.text,
            "urls": list(urls),
        },
    }


FORMAT = Format(
    name="geojson",
    ending=".geojson",
    unit="incident",
    about="incidents on a map; no point where only a country is known",
    write=write,
    columns={
        "geometry": "a point, longitude first, or null where nothing better than a country is known",
        "precision": "sub-city, city, district, province, country or region",
        "happened": "what the rule of aggregation says: asserts, denies, disputed ...",
        "stands": "how many sayings assert, deny, foretell ...",
        "from": "first day by the rule",
        "to": "last day by the rule, included",
        "dead_low": "the lowest figure that anybody gives who tells it as done",
        "dead_best": "the figure that the rule takes",
        "dead_high": "the highest figure that anybody gives",
        "independent": "voices, when copies and common sources count once",
        "differ": "fields on which the sayings cannot all be right",
        "quote": "the first sentence that tells it",
    },
    incidents=True,
)
