"""Timelines: TimelineJS 3 (JSON), and the events and sources of timemap (CSV)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from allegedly.export.bundle import Bundle, Told, party_name
from allegedly.export.format import Format, Options, Piece, Rows
from allegedly.export.tally import Tally
from allegedly.model import to_json

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LEFT_OUT = "has no day, and none is guessed"


def write_timelinejs(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """One object; an event for each incident whose days are known."""
    events = []
    for told in bundle.told:
        tally.read["incidents"] += 1
        start = _day(told.from_day)
        if start is None:
            tally.leave_out(_LEFT_OUT)
            continue
        end = _day(told.to_day) or start
        tally.written["events"] += 1
        event: dict[str, Any] = {
            "unique_id": told.incident.id,
            "start_date": _parts(start),
            "display_date": display_date(start, end),
            "group": told.incident.type,
            "text": {"headline": escape(told.title), "text": _paragraphs(told)},
        }
        if end != start:
            event["end_date"] = _parts(end)
        events.append(event)
    title = {"text": {"headline": escape(bundle.name), "text": escape(bundle.citation)}}
    yield "", to_json({"title": title, "events": events}) + b"\n"


def _day(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day or "")
    except ValueError:
        return None


def _parts(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def display_date(start: date, end: date) -> str:
    """Days in words; two say that it happened at some time between them, or lasted so long, which the texts leave open."""
    first = f"{start.day} {_MONTHS[start.month - 1]} {start.year}"
    if start == end:
        return first
    return f"between {first} and {end.day} {_MONTHS[end.month - 1]} {end.year}"


def _paragraphs(told: Told) -> str:
    """What the slide says: who tells it how, and the first words, escaped as the page expects HTML."""
    stands = ", ".join(f"{number} {stand}" for stand, number in told.stands.items())
    lines = [f"{len(told.sayings)} sayings ({stands}); {told.independent} independent", f"“{told.first.sentence.text}”"]
    if told.differ:
        lines.append("They differ on: " + ", ".join(told.differ))
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


_EVENTS: dict[str, str] = {
    "id": "of the incident",
    "description": "the first sentence that tells it",
    "date": "first day by the rule (YYYY-MM-DD)",
    "time": "empty: no time of day is worked out",
    "time_precision": "day, or range when the days are several",
    "location": "the gazetteer's name of the place",
    "latitude": "degrees north; empty where nothing better than a country is known",
    "longitude": "degrees east",
    "type": "PLOVER type",
    "category": "PLOVER modes, joined by ', '",
    "associations": "the parties, joined by ', '",
    "sources": "ids of the articles, joined by ', '",
    "comments": "who tells it how, and on what they differ",
    "time_display": "the days in words",
}
_SOURCES: dict[str, str] = {
    "id": "of the article",
    "title": "its title",
    "paths": "empty",
    "type": "article",
    "affil_s": "the publisher",
    "url": "its address",
    "description": "empty",
    "parent": "empty",
    "author": "empty",
    "date": "of publication",
    "notes": "SHA-256 of the stored text",
}


def write_timemap(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """Events in the main file, their articles in the second."""
    rows = Rows(list(_EVENTS))
    yield "", rows.header()
    used: dict[str, None] = {}
    for told in bundle.told:
        tally.read["incidents"] += 1
        start = _day(told.from_day)
        if start is None:
            tally.leave_out(_LEFT_OUT)
            continue
        end, place = _day(told.to_day) or start, told.place
        articles = list(dict.fromkeys(saying.article.id for saying in told.sayings))
        used |= dict.fromkeys(articles)
        tally.written["events"] += 1
        yield (
            "",
            rows.row(
                {
                    "id": told.incident.id,
                    "description": told.first.sentence.text,
                    "date": start.isoformat(),
                    "time_precision": "day" if start == end else "range",
                    "location": (place.name or place.text) if place else None,
                    "latitude": place.lat if place else None,
                    "longitude": place.lon if place else None,
                    "type": told.incident.type,
                    "category": ", ".join(told.modes),
                    "associations": ", ".join(party_name(actor) for actor in (*told.actors, *told.recipients)),
                    "sources": ", ".join(articles),
                    "comments": "; ".join(
                        [
                            *(f"{number} {stand}" for stand, number in told.stands.items()),
                            *(f"differ: {one}" for one in told.differ),
                        ]
                    ),
                    "time_display": display_date(start, end),
                }
            ),
        )
    sources = Rows(list(_SOURCES))
    yield ".sources.csv", sources.header()
    for id in used:
        article = bundle.articles.get(id)
        if article is None:
            continue
        tally.written["sources"] += 1
        yield (
            ".sources.csv",
            sources.row(
                {
                    "id": id,
                    "title": article.title,
                    "type": "article",
                    "affil_s": article.publisher,
                    "url": article.url,
                    "date": article.published,
                    "notes": article.sha256,
                }
            ),
        )


TIMELINEJS = Format(
    name="timelinejs",
    ending=".json",
    unit="incident",
    about="a TimelineJS 3 timeline; how sure the days are stands in their words",
    write=write_timelinejs,
    columns={"display_date": "the days in words", "text": "who tells it how; escaped HTML", "group": "PLOVER type"},
    incidents=True,
)
TIMEMAP = Format(
    name="timemap",
    ending=".csv",
    unit="incident",
    about="events and sources for timemap, in two files",
    write=write_timemap,
    columns={**_EVENTS, **{f"{name} (sources)": meaning for name, meaning in _SOURCES.items()}},
    parts=(".sources.csv",),
    incidents=True,
)
