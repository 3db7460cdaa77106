"""The columns of UCDP's Georeferenced Event Dataset: the one public form that takes a lowest, a best and a highest figure as they are.

Only incidents with dead are events there. Ids of conflicts, dyads and actors are left empty: they are UCDP's to give.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allegedly.export.acled import stretch
from allegedly.export.bundle import Bundle, Told, party_name
from allegedly.export.format import Format, Options, Piece, Rows
from allegedly.export.parties import CIVILIANS, MILITIAS, REBELS, STATE, has_sector, only_sector
from allegedly.export.polecat import country_name
from allegedly.export.tally import Tally

COLUMNS: tuple[str, ...] = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original"),
    *(
        "where_prec",
        "where_coordinates",
        "where_description",
        "adm_1",
        "adm_2",
        "latitude",
        "longitude",
        "geom_wkt",
        "priogrid_gid",
    ),
    *("country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)
_WHERE = {"site": 1, "city": 1, "district": 3, "province": 4, "region": 5, "country": 6}


def write(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """The header and a row for each incident with dead that somebody tells as having happened."""
    rows = Rows(COLUMNS)
    if options.excel:
        yield "", b"\xef\xbb\xbf"
    yield "", rows.header()
    for told in bundle.told:
        tally.read["incidents"] += 1
        dead = told.figures.get("dead")
        if not told.asserted:
            tally.leave_out("nobody tells it as having happened")
        elif told.incident.type != "ASSAULT":
            tally.leave_out("is no act of violence")
        elif dead is None or not any((dead.low, dead.best, dead.high)):
            tally.leave_out("has no dead")
        elif stretch(told) is None:
            tally.leave_out("has no day, and none is guessed")
        else:
            tally.written["rows"] += 1
            yield "", rows.row(_row(told))


def violence(told: Told) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided, by the sectors of the parties; null where they do not tell."""
    armed = REBELS | MILITIAS
    if only_sector(told.recipients, CIVILIANS) and has_sector(told.actors, STATE | armed):
        return 3
    sides = (told.actors, told.recipients or told.actors[1:])
    if not all(has_sector(side, STATE | armed) for side in sides):
        return None
    return 1 if any(has_sector(side, STATE) for side in sides) else 2


def date_precision(days: int) -> int:
    """1 the day, 2 two to six days, 3 a week, 4 a month, 5 a year."""
    for most, code in ((1, 1), (6, 2), (7, 3), (31, 4)):
        if days <= most:
            return code
    return 5


def _row(told: Told) -> dict[str, Any]:
    place, dead = told.place, told.figures["dead"]
    days = stretch(told) or 1
    best = next((value for value in (dead.best, dead.low, dead.high) if value is not None), None)
    high, low = (one if one is not None else best for one in (dead.high, dead.low))
    civilians = only_sector(told.recipients, CIVILIANS)
    articles = {saying.article.id: saying.article for saying in told.sayings}.values()
    sources = dict.fromkeys(
        link.name or link.text for saying in told.sayings for link in saying.source[-1:] if link.name or link.text
    )
    point = place is not None and place.lat is not None and place.lon is not None
    return {
        "id": told.incident.id,
        "relid": told.incident.id,
        "year": (told.from_day or "")[:4],
        "code_status": None,
        "type_of_violence": violence(told),
        "side_a": "; ".join(party_name(actor) for actor in told.actors),
        "side_b": "Civilians" if civilians else "; ".join(party_name(actor) for actor in told.recipients),
        "number_of_sources": told.independent,
        "source_article": "; ".join(
            ",".join(f'"{part}"' for part in (article.publisher, article.published, article.title) if part)
            for article in articles
        ),
        "source_office": "; ".join(told.incident.publishers),
        "source_date": "; ".join(dict.fromkeys(article.published for article in articles if article.published)),
        "source_headline": "; ".join(dict.fromkeys(article.title for article in articles if article.title)),
        "source_original": "; ".join(str(name) for name in sources),
        "where_prec": _WHERE.get(place.precision or "") if place else None,
        "where_coordinates": (place.name or place.text) if place else None,
        "where_description": place.text if place else None,
        "adm_1": place.admin1 if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if place and point else None,
        "country": country_name(place.country) if place else None,
        "event_clarity": 1 if days == 1 and place is not None and _WHERE.get(place.precision or "", 9) <= 3 else 2,
        "date_prec": date_precision(days),
        "date_start": told.from_day,
        "date_end": told.to_day or told.from_day,
        "deaths_civilians": best if civilians else None,
        "deaths_unknown": None if civilians else best,
        "best": best,
        "high": high,
        "low": low,
    }


FORMAT = Format(
    name="ucdp",
    ending=".csv",
    unit="incident",
    about="the columns of UCDP's GED, for violence with dead: lowest, best and highest figure",
    write=write,
    columns={
        **dict.fromkeys(COLUMNS, "empty: UCDP's to give, or not worked out"),
        "id": "our id of the incident",
        "relid": "the same",
        "year": "of the first day",
        "type_of_violence": "1 state-based, 2 non-state, 3 one-sided, by sectors; empty where they do not tell",
        "side_a": "those who do it",
        "side_b": "those it is done to",
        "number_of_sources": "independent voices",
        "source_article": "publisher, day and title of each article",
        "source_office": "publishers",
        "source_date": "days of publication",
        "source_headline": "titles",
        "source_original": "innermost sources in the texts",
        "where_prec": "1 point, 3 district, 4 province, 5 region, 6 country",
        "where_coordinates": "name of the place",
        "where_description": "the words of the article",
        "adm_1": "first-order unit",
        "latitude": "degrees north",
        "longitude": "degrees east",
        "geom_wkt": "the point",
        "country": "English name",
        "event_clarity": "1 one day and a place no wider than a district, 2 otherwise",
        "date_prec": "1 day, 2 two to six days, 3 week, 4 month, 5 more",
        "date_start": "first day by the rule",
        "date_end": "last day by the rule",
        "deaths_civilians": "the best figure, where all recipients are civilians",
        "deaths_unknown": "the best figure otherwise",
        "best": "the figure that the rule takes",
        "high": "the highest figure that anybody gives who tells it as done",
        "low": "the lowest one",
    },
    notes=("Not UCDP data: no coder of UCDP has seen it. Ids of conflicts, dyads and actors and state numbers are left empty.",),
    incidents=True,
)
