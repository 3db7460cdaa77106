"""POLECAT's tab-separated event files: one row a saying, the forty columns of the archive in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from allegedly.export.bundle import Bundle
from allegedly.export.country_codes import country_code
from allegedly.export.format import Format, Options, Piece, encoded, one_line
from allegedly.export.plover_view import auxiliary_modes, plain_event
from allegedly.export.tally import Tally
from allegedly.export.wording import source_path, status_words
from allegedly.gazetteer import countries
from allegedly.model import Actor, Count, Event, Place, Saying
from allegedly.ontology import load

NONE = "None"
_PARTY = ("Name", "Country", "COW", "Primary {} Sector", "Sectors", "Title", "Name Raw", "Wikipedia {} ID")

COLUMNS: dict[str, str] = {
    "Event ID": "the article's id, the type, and the saying's id; no id stands twice",
    "Event Date": "the first day that the text gives (YYYY-MM-DD); never the day of publication",
    "Event Type": "PLOVER type; of what is promised, threatened or demanded the type that PLOVER's rules give",
    "Event Mode": "PLOVER modes, joined by '; '",
    "Event Intensity": "PLOVER's conflict-cooperation score of type and modes, -10 to 10",
    "Quad Code": "PLOVER's quad category in words",
    "Contexts": "PLOVER contexts, joined by '; '; auxiliary modes too where they are asked for",
    **{
        column: meaning
        for side, whose in (("Actor", "of whoever does it"), ("Recipient", "of whom it is done to"))
        for column, meaning in (
            (f"{side} Name", f"fullest names that the article gives, {whose}, joined by '; '"),
            (f"{side} Country", f"countries {whose}, joined by '; ' in the order of the names"),
            (f"{side} COW", "Correlates of War numbers of these countries"),
            (f"Primary {side} Sector", "first sector of each, joined by '; '"),
            (f"{side} Sectors", "all sectors of each, joined by '|' within one and '; ' between"),
            (f"{side} Title", "titles that the article gives"),
            (f"{side} Name Raw", "the words of the article"),
            (f"Wikipedia {side} ID", "Wikidata ids where known"),
        )
    },
    "Placename": "the gazetteer's name of the place",
    "City": "the place, where it is a town or smaller",
    "District": "the place, where it is a district",
    "Province": "first-order unit",
    "Country": "ISO 3166-1 alpha-3 of the place",
    "Latitude": "degrees north; None where nothing better than a country is known",
    "Longitude": "degrees east",
    "GeoNames ID": "id in GeoNames",
    "Raw Placename": "the words of the article",
    "Feature Type": "how precise the place is, as a GeoNames feature code: PCLI, ADM1, ADM2, PPL, or None",
    "Source": "the publisher",
    "Publication Date": "of the article (YYYY-MM-DD)",
    "Story People": "None: not worked out",
    "Story Organizations": "None: not worked out",
    "Story Locations": "None: not worked out",
    "Language": "of the article, ISO 639-1",
    "Version": "coder and its version",
}
EXTENDED: dict[str, str] = {
    "Allegedly Saying ID": "id of the saying",
    "Status": "how it is told",
    "Source Chain": "who says it, innermost first",
    "Quote": "the words of the event in the article",
    "Start": "where they begin in the stored text, in Unicode code points",
    "End": "where they end",
    "URL": "of the article",
    "Document SHA256": "of the stored text",
    "Incident ID": "what the saying is about",
    "Date Precision": "day, week, month ...",
    "Dead Low": "least number of dead",
    "Dead Best": "most likely number of dead",
    "Dead High": "greatest number of dead",
    "Injured Best": "most likely number of injured",
}
_FEATURES = {"country": "PCLI", "province": "ADM1", "district": "ADM2", "city": "PPL"}


def write(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """The header and a row for each saying that has a place in it."""
    names = [options.intensity if name == "Event Intensity" else name for name in COLUMNS]
    yield "", _line([*names, *(EXTENDED if options.extended else ())])
    for saying in bundle.sayings():
        tally.read["sayings"] += 1
        event, why = (saying.event, "") if options.auxiliary else plain_event(saying)
        if event is None:
            tally.leave_out(why)
            continue
        tally.written["rows"] += 1
        row = {**_row(saying, event, options), **(_extended(saying) if options.extended else {})}
        yield "", _line([row[name] for name in (*COLUMNS, *(EXTENDED if options.extended else ()))])


def _line(cells: Sequence[Any]) -> bytes:
    """Tab-separated without quoting, so no cell may hold a tab or a line end; what is missing is the word None."""
    return encoded("\t".join(one_line(cell) if cell not in (None, "") else NONE for cell in cells) + "\n")


def _row(saying: Saying, event: Event, options: Options) -> dict[str, Any]:
    article = saying.article
    ontology = load()
    auxiliary = auxiliary_modes(saying.status)
    marked = auxiliary if options.auxiliary else tuple(mode for mode in auxiliary if mode == "historical")
    return {
        "Event ID": f"{article.id.replace('_', '-')}_{event.type}_{saying.id}",
        "Event Date": event.date.from_day if event.date else None,
        "Event Type": event.type,
        "Event Mode": _joined(event.modes),
        "Event Intensity": f"{ontology.score(event.type, event.modes):g}",
        "Quad Code": ontology.quad(event.type).code,
        "Contexts": _joined((*event.contexts, *marked)),
        **_party("Actor", event.actors, options),
        **_party("Recipient", event.recipients, options),
        **_place(event.place),
        "Source": article.publisher,
        "Publication Date": article.published,
        "Story People": None,
        "Story Organizations": None,
        "Story Locations": None,
        "Language": article.language,
        "Version": f"{saying.coder.name} {saying.coder.version}",
    }


def _party(side: str, actors: Sequence[Actor], options: Options) -> dict[str, Any]:
    return {
        f"{side} Name": _joined(actor.name or actor.text for actor in actors),
        f"{side} Country": _joined(
            country_name(actor.country) if options.country == "name" else actor.country for actor in actors
        ),
        f"{side} COW": _joined(country_code(actor.country, "cow") for actor in actors),
        f"Primary {side} Sector": _joined(actor.sector for actor in actors),
        f"{side} Sectors": _joined("|".join(actor.sectors) or None for actor in actors),
        f"{side} Title": _joined(actor.title for actor in actors),
        f"{side} Name Raw": _joined(actor.text for actor in actors),
        f"Wikipedia {side} ID": _joined(actor.wikidata for actor in actors),
    }


def country_name(code: str | None) -> str | None:
    """The English name of a state by its code, or the code itself where it is none of a state (IGO, NGO ...)."""
    return next((country.name for country in countries() if country.code == code), code) if code else None


def _joined(values: Any) -> str | None:
    """Several values in one cell; a value of unknown keeps its place, and unknown alone is none at all."""
    cells = [one_line(value).replace(";", ",") if value else NONE for value in values]
    return "; ".join(cells) if any(cell != NONE for cell in cells) else None


def _place(place: Place | None) -> dict[str, Any]:
    precision = place.precision if place else None
    return {
        "Placename": place.name if place else None,
        "City": (place.name or place.text) if place and precision in ("city", "site") else None,
        "District": (place.name or place.text) if place and precision == "district" else None,
        "Province": (place.name if place and precision == "province" else place.admin1) if place else None,
        "Country": place.country if place else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
        "GeoNames ID": place.geonames if place else None,
        "Raw Placename": place.text if place else None,
        "Feature Type": _FEATURES.get(precision or ""),
    }


def _extended(saying: Saying) -> dict[str, Any]:
    event = saying.event
    dead, injured = (_count(event.counts, kind) for kind in ("dead", "injured"))
    return {
        "Allegedly Saying ID": saying.id,
        "Status": status_words(saying.status),
        "Source Chain": source_path(saying.source, between=" < ") if saying.source else None,
        "Quote": event.trigger.text,
        "Start": event.trigger.start,
        "End": event.trigger.end,
        "URL": saying.article.url,
        "Document SHA256": saying.article.sha256,
        "Incident ID": saying.incident,
        "Date Precision": event.date.precision if event.date else None,
        "Dead Low": dead.low if dead else None,
        "Dead Best": dead.best if dead else None,
        "Dead High": dead.high if dead else None,
        "Injured Best": injured.best if injured else None,
    }


def _count(counts: Sequence[Count], kind: str) -> Count | None:
    return next((count for count in counts if count.kind == kind), None)


FORMAT = Format(
    name="polecat",
    ending=".txt",
    unit="saying",
    about="POLECAT's tab-separated columns, so that scripts for PLOVER event files go on working",
    write=write,
    columns={**COLUMNS, **{f"{name} (with extended)": meaning for name, meaning in EXTENDED.items()}},
    notes=(
        "One row a saying, not an incident: what is often told stands in many rows.",
        "Missing values are the word None; no quoting; tabs and line ends inside values are spaces, and semicolons are commas.",
        "Denials, guesses, demands and forecasts are left out unless PLOVER's rules make another act of them (a promise is AGREE, a threat "
        "THREATEN, a demand REQUEST); background of another time is written with the context historical.",
    ),
)
