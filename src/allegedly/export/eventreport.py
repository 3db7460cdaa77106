"""A report-level table for the R package ``eventreport`` and its kind: one row a saying, what it is about in ``event_id``.

Column names follow the package's MAVERICK data where it has them; those of least and most are ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allegedly.export.bundle import Bundle, party_name
from allegedly.export.format import Format, Options, Piece, Rows
from allegedly.export.tally import Tally
from allegedly.export.wording import source_path, status_words
from allegedly.model import Saying

ACTORS = 5
_GEO = {"site": 1, "city": 1, "district": 2, "province": 3, "region": 4, "country": 5}
COLUMNS: dict[str, str] = {
    "id": "id of the saying",
    "event_id": "id of the incident",
    "source": "the publisher",
    "date_start": "first day that the text gives",
    "date_end": "last day that the text gives",
    "country": "ISO 3166-1 alpha-3 of the place",
    "city": "town or smaller",
    "location": "the gazetteer's name, or the words of the article",
    "latitude": "degrees north",
    "longitude": "degrees east",
    "geo_precision": "1 town or nearer, 2 district, 3 province, 4 region, 5 country",
    **{f"actor{n}": "a party: those who do it, then those it is done to" for n in range(1, ACTORS + 1)},
    "deaths_low": "least number of dead",
    "deaths_best": "most likely number of dead",
    "deaths_high": "greatest number of dead",
    "injuries_best": "most likely number of injured",
    "certain": "1 told as having happened without reserve, 0 otherwise",
    "event_type": "PLOVER type",
    "event_mode": "PLOVER modes, joined by '; '",
    "stated_by": "who says it in the text, innermost first; empty for the article's own voice",
    "status": "how it is told",
    "published": "of the article",
    "url": "of the article",
    "quote": "the sentence",
    "start": "where the sentence begins in the stored text, in Unicode code points",
    "end": "where it ends",
}


def write(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """The header and a row for each saying."""
    rows = Rows(list(COLUMNS))
    if options.excel:
        yield "", b"\xef\xbb\xbf"
    yield "", rows.header()
    for saying in bundle.sayings():
        tally.read["sayings"] += 1
        tally.written["rows"] += 1
        yield "", rows.row(_row(saying))


def _row(saying: Saying) -> dict[str, Any]:
    event, article, status = saying.event, saying.article, saying.status
    place, date = event.place, event.date
    parties = [name for actor in (*event.actors, *event.recipients) if (name := party_name(actor))]
    dead, injured = (next((count for count in event.counts if count.kind == kind), None) for kind in ("dead", "injured"))
    return {
        "id": saying.id,
        "event_id": saying.incident,
        "source": article.publisher,
        "date_start": date.from_day if date else None,
        "date_end": (date.to_day or date.from_day) if date else None,
        "country": place.country if place else None,
        "city": (place.name or place.text) if place and place.precision in ("city", "site") else None,
        "location": (place.name or place.text) if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geo_precision": _GEO.get(place.precision or "") if place else None,
        **{f"actor{n}": name for n, name in enumerate(parties[:ACTORS], 1)},
        "deaths_low": dead.low if dead else None,
        "deaths_best": dead.best if dead else None,
        "deaths_high": dead.high if dead else None,
        "injuries_best": injured.best if injured else None,
        "certain": int(status.plain and status.certainty != "low"),
        "event_type": event.type,
        "event_mode": "; ".join(event.modes),
        "stated_by": source_path(saying.source, between=" < ") if saying.source else None,
        "status": status_words(status),
        "published": article.published,
        "url": article.url,
        "quote": saying.sentence.text,
        "start": saying.sentence.start,
        "end": saying.sentence.end,
    }


FORMAT = Format(
    name="eventreport",
    ending=".csv",
    unit="saying",
    about="one row a report with its incident, for aggregation in R (eventreport)",
    write=write,
    columns=COLUMNS,
    notes=(f"Only the first {ACTORS} parties have a column; all of them are in the native record.",),
    incidents=True,
)
