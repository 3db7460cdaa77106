"""The columns of ACLED's files, from incidents that somebody tells as having happened: the columns, and nothing of ACLED's data, ids or name.

Notes:
    ACLED codebook and column guide of 2023. Mode to sub-event by the table below; what has no fair match is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from allegedly.export.bundle import Bundle, Told, party_name
from allegedly.export.country_codes import country_code
from allegedly.export.format import Format, Options, Piece, Rows
from allegedly.export.parties import CIVILIANS, MILITIAS, REBELS, STATE, has_sector, only_sector
from allegedly.export.polecat import country_name
from allegedly.export.tally import Tally
from allegedly.export.wording import source_path
from allegedly.model import Actor

COLUMNS: dict[str, str] = {
    "event_id_cnty": "ALG and our id of the incident",
    "event_date": "first day by the rule (YYYY-MM-DD)",
    "year": "its year",
    "time_precision": "1 the day, 2 within a week, 3 within a month",
    "disorder_type": "by the sub-event",
    "event_type": "by the sub-event",
    "sub_event_type": "by mode and sectors, see the notes",
    "actor1": "the first of those who do it; no direction is meant",
    "assoc_actor_1": "the others, joined by '; '",
    "inter1": "1 state forces, 2 rebels, 3 militias, 5 rioters, 6 protesters, 7 civilians, 8 external; empty where the sector is unknown",
    "actor2": "the first of those it is done to",
    "assoc_actor_2": "the others, joined by '; '",
    "inter2": "as inter1",
    "interaction": "both digits, the lower first",
    "civilian_targeting": "Civilian targeting, or empty",
    "iso": "ISO 3166-1 number of the country",
    "region": "empty",
    "country": "English name",
    "admin1": "first-order unit",
    "admin2": "empty",
    "admin3": "empty",
    "location": "name of the place",
    "latitude": "degrees north",
    "longitude": "degrees east",
    "geo_precision": "1 the town or nearer, 2 the district, 3 the province",
    "source": "publishers, joined by '; '",
    "source_scale": "empty",
    "notes": "who says what, in the words of the articles",
    "fatalities": "the lowest figure that anybody gives who tells it as done; empty where nobody gives one",
    "tags": "crowd size= where one is told",
    "timestamp": "when this was written, in seconds since 1970",
}
_BATTLES, _PROTESTS, _RIOTS = "Battles", "Protests", "Riots"
_REMOTE, _CIVILIANS, _STRATEGIC = "Explosions/Remote violence", "Violence against civilians", "Strategic developments"
_DISORDER = {
    _BATTLES: "Political violence",
    _PROTESTS: "Demonstrations",
    _RIOTS: "Political violence",
    _REMOTE: "Political violence",
    _CIVILIANS: "Political violence",
    _STRATEGIC: "Strategic developments",
}
_REMOTE_MODES = (
    ("suicide-attack", "Suicide bomb"),
    ("aerial", "Air/drone strike"),
    ("drone", "Air/drone strike"),
    ("heavy-weapons", "Shelling/artillery/missile attack"),
    ("explosives", "Remote explosive/landmine/IED"),
)
_GEO = {"site": 1, "city": 1, "district": 2, "province": 3, "region": 3}
_MOST_NOTES = 6


def write(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """The header and a row for each incident that has a place among ACLED's events."""
    rows = Rows(list(COLUMNS))
    if options.excel:
        yield "", b"\xef\xbb\xbf"
    yield "", rows.header()
    for told in bundle.told:
        tally.read["incidents"] += 1
        why = unfit(told)
        if why:
            tally.leave_out(why)
            continue
        tally.written["rows"] += 1
        yield "", rows.row(_row(told, bundle))


def unfit(told: Told) -> str | None:
    """Why an incident cannot be a row, or null."""
    if not told.asserted:
        return "nobody tells it as having happened"
    if sub_event(told) is None:
        return f"has no fair match among ACLED's sub-events ({told.incident.type})"
    if told.place is None or told.place.precision not in _GEO:
        return "is placed no nearer than a country"
    return None if time_precision(told) else "has no day, or none within a month"


def time_precision(told: Told) -> int | None:
    """1 for the day, 2 within a week, 3 within a month; null for more, or when no day is known."""
    days = stretch(told)
    if days is None or days > 31:
        return None
    return 1 if days == 1 else 2 if days <= 7 else 3


def stretch(told: Told) -> int | None:
    """How many days an account leaves open, 1 for a day; null where it has none."""
    try:
        first = date.fromisoformat(told.from_day or "")
        return (date.fromisoformat(told.to_day or told.from_day or "") - first).days + 1
    except ValueError:
        return None


def sub_event(told: Told) -> tuple[str, str] | None:
    """ACLED's event and sub-event of an incident by its type, modes and sectors, or null where none fits fairly."""
    kind, modes = told.incident.type, set(told.modes)
    if kind == "PROTEST":
        if "riot" in modes:
            return _RIOTS, "Violent demonstration"
        return None if "vandalize" in modes else (_PROTESTS, "Peaceful protest")
    if kind == "COERCE" and "arrest" in modes:
        return _STRATEGIC, "Arrests"
    return _of_assault(told, modes) if kind == "ASSAULT" else None


def _of_assault(told: Told, modes: set[str]) -> tuple[str, str] | None:
    for mode, name in _REMOTE_MODES:
        if mode in modes:
            return _REMOTE, name
    if "sexual" in modes:
        return _CIVILIANS, "Sexual violence"
    if "crowd-control" in modes:
        return _PROTESTS, "Protest with intervention"
    civilians = only_sector(told.recipients, CIVILIANS)
    if "abduct" in modes:
        return (_CIVILIANS, "Abduction/forced disappearance") if civilians else None
    if modes == {"destroy"}:
        return _STRATEGIC, "Looting/property destruction"
    if civilians:
        return _CIVILIANS, "Attack"
    armed = STATE | REBELS | MILITIAS
    if has_sector(told.actors, armed) and has_sector((*told.recipients, *told.actors[1:]), armed):
        return _BATTLES, "Armed clash"
    return (_RIOTS, "Mob violence") if only_sector(told.actors, frozenset(("CVL",))) else None


def _inter(actor: Actor | None, event: str, country: str | None) -> int | None:
    """ACLED's kind of actor, by sector; state forces of another country than the place's are external."""
    if actor is None or actor.sector is None:
        return None
    if actor.sector in STATE:
        return 8 if country and actor.country and actor.country != country else 1
    if actor.sector in REBELS:
        return 2
    if actor.sector in MILITIAS:
        return 3
    if actor.sector == "CVL" and event in (_RIOTS, _PROTESTS):
        return 5 if event == _RIOTS else 6
    return 7 if actor.sector in CIVILIANS else None


def _row(told: Told, bundle: Bundle) -> dict[str, Any]:
    place, (event, sub) = told.place, sub_event(told) or ("", "")
    country = place.country if place else None
    first, second = told.actors[:1], told.recipients[:1]
    inter1, inter2 = (_inter(one[0] if one else None, event, country) for one in (first, second))
    dead, crowd = told.figures.get("dead"), told.figures.get("crowd")
    digits = sorted(digit for digit in (inter1, inter2) if digit is not None)
    return {
        "event_id_cnty": f"ALG{told.incident.id}",
        "event_date": told.from_day,
        "year": (told.from_day or "")[:4],
        "time_precision": time_precision(told),
        "disorder_type": _DISORDER[event],
        "event_type": event,
        "sub_event_type": sub,
        "actor1": _names(first),
        "assoc_actor_1": _names(told.actors[1:]),
        "inter1": inter1,
        "actor2": _names(second),
        "assoc_actor_2": _names(told.recipients[1:]),
        "inter2": inter2,
        "interaction": "".join(map(str, digits)) if len(digits) == 2 else None,
        "civilian_targeting": "Civilian targeting" if event == _CIVILIANS else None,
        "iso": country_code(country, "number"),
        "country": country_name(country),
        "admin1": place.admin1 if place else None,
        "location": (place.name or place.text) if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geo_precision": _GEO.get(place.precision or "") if place else None,
        "source": "; ".join(told.incident.publishers),
        "notes": _notes(told),
        "fatalities": next((value for value in (dead.low, dead.best, dead.high) if value is not None), None) if dead else None,
        "tags": f"crowd size={crowd.best if crowd.best is not None else crowd.low}" if crowd else None,
        "timestamp": _seconds(bundle.made_at),
    }


def _names(actors: Sequence[Actor]) -> str:
    return "; ".join(name for actor in actors if (name := party_name(actor)))


def _notes(told: Told) -> str:
    """The first sentences that tell it, each after who says so; further ones are only counted."""
    told_by = [
        f"{saying.article.publisher or 'unknown publisher'}"
        f"{' < ' + source_path(saying.source, between=' < ') if saying.source else ''}: “{' '.join(saying.sentence.text.split())}”"
        for saying in told.sayings[:_MOST_NOTES]
    ]
    more = len(told.sayings) - _MOST_NOTES
    return " | ".join([*told_by, *([f"and {more} more sayings"] if more > 0 else [])])


def _seconds(made_at: str) -> int | None:
    try:
        return int(datetime.fromisoformat(made_at.replace("Z", "+00:00")).timestamp())
    except ValueError:
        return None


FORMAT = Format(
    name="acled",
    ending=".csv",
    unit="incident",
    about="the columns of ACLED's files, for incidents that somebody tells as having happened",
    write=write,
    columns=COLUMNS,
    notes=(
        "Not ACLED data: the ids are ours, and its terms forbid to build a like data set from its own.",
        "Sub-events: PROTEST is Peaceful protest, with riot Violent demonstration; COERCE arrest is Arrests; ASSAULT by mode: suicide-attack, "
        "aerial, drone, heavy-weapons, explosives, sexual, abduct (of civilians), crowd-control (Protest with intervention), destroy alone "
        "(Looting/property destruction); else Attack where all recipients are civilians, Armed clash between armed parties, Mob violence by "
        "civilians. Everything else is left out.",
        "fatalities is empty where nobody gives a figure; ACLED writes 0 for none and for unknown.",
        "inter 4, identity militias, is never written: nothing in a record tells them.",
    ),
    incidents=True,
)
