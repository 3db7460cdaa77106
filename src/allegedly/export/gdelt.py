"""GDELT 2.0 tables: an incident becomes a row of Events, each of its sayings a row of Mentions; that is what the two tables are for.

Notes:
    The GDELT Event Database Data Format Codebook V2.0, 19 February 2015. PLOVER to CAMEO is one-to-many: the root code is written with
    a trailing 0. Tone and Goldstein's scale are left empty: neither is worked out here, and PLOVER's scores are another scale.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from allegedly.export.bundle import Bundle, Told, party_name
from allegedly.export.country_codes import country_code
from allegedly.export.format import Format, Options, Piece, encoded, one_line
from allegedly.export.tally import Tally
from allegedly.model import Actor, Place, Saying
from allegedly.ontology import load

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code")
_TYPES = ("Type1Code", "Type2Code", "Type3Code")
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENTS: tuple[str, ...] = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor1{name}" for name in (*_ACTOR, *_TYPES)),
    *(f"Actor2{name}" for name in (*_ACTOR, *_TYPES)),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
MENTIONS: tuple[str, ...] = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID"),
    *("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)
# Root codes of CAMEO for PLOVER's types; a mode says more where it can. After the crosswalk of the PLOVER manual, read backwards.
ROOTS = {
    "AGREE": "03",
    "CONSULT": "04",
    "SUPPORT": "05",
    "COOPERATE": "06",
    "AID": "07",
    "CONCEDE": "08",
    "RETREAT": "08",
    "REQUEST": "10",
    "ACCUSE": "11",
    "REJECT": "12",
    "THREATEN": "13",
    "PROTEST": "14",
    "MOBILIZE": "15",
    "SANCTION": "16",
    "COERCE": "17",
    "ASSAULT": "18",
}
_FIGHTING = {"firearms", "heavy-weapons", "aerial", "drone", "explosives"}
_MENTIONS = ".mentions.csv"
# What PLOVER calls otherwise than CAMEO did.
_ROLES = {"JRN": "MED", "MED": "HLH"}


def write(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """Events in the main file, mentions in the second; neither has a header, as GDELT's have none."""
    added = "".join(letter for letter in bundle.made_at[:19] if letter.isdigit())
    yield _MENTIONS, b""
    for told in bundle.told:
        tally.read["incidents"] += 1
        if not told.asserted:
            tally.leave_out("nobody tells it as having happened")
            continue
        day = _day(told)
        if day is None:
            tally.leave_out("has no day, nor one of an article that could stand in")
            continue
        tally.written["events"] += 1
        number = str(event_number(told.incident.id))
        yield "", _line(_event(told, number, day, added), EVENTS)
        for saying in told.sayings:
            if saying.status.polarity == "negative":
                tally.leave_out("is a mention that denies")
                continue
            tally.written["mentions"] += 1
            yield _MENTIONS, _line(_mention(bundle, saying, number, day), MENTIONS)


def event_number(id: str) -> int:
    """A whole number below 2**62 for an incident's id, always the same."""
    return int.from_bytes(hashlib.sha256(id.encode()).digest()[:8], "big") >> 2


def _day(told: Told) -> date | None:
    """The first day by the rule; the table must have one, so that of the earliest article stands in, which the notes say.

    Not for background of another time: that happened on any day but this.
    """
    recalled = all(saying.status.frame == "historical" for saying in told.sayings)
    published = (
        "" if recalled else min((saying.article.published for saying in told.sayings if saying.article.published), default="")
    )
    for day in (told.from_day or "", published[:10]):
        try:
            return date.fromisoformat(day)
        except ValueError:
            continue
    return None


def root_code(type: str, modes: Sequence[str], actors: Sequence[Actor]) -> str:
    """CAMEO's root: fighting (19) only where armed forces or rebels use arms, otherwise assault (18)."""
    armed = any(sector in ("MIL", "REB", "UAF", "SPY") for actor in actors for sector in (actor.sector, *actor.sectors))
    return "19" if type == "ASSAULT" and armed and _FIGHTING & set(modes) else ROOTS[type]


def _line(cells: dict[str, Any], columns: Sequence[str]) -> bytes:
    return encoded("\t".join(one_line(cells.get(name)) for name in columns) + "\n")


def _event(told: Told, number: str, day: date, added: str) -> dict[str, Any]:
    incident = told.incident
    root = root_code(incident.type, told.modes, told.actors)
    parties = [(told.actors or (None,))[0], (told.recipients or told.actors[1:] or (None,))[0]]
    return {
        "GLOBALEVENTID": number,
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": f"{day:%Y}",
        "FractionDate": f"{day.year + (day.month * 30 + day.day) / 365:.4f}",
        **_actor("Actor1", parties[0]),
        **_actor("Actor2", parties[1]),
        "IsRootEvent": 1,
        "EventCode": f"{root}0",
        "EventBaseCode": f"{root}0",
        "EventRootCode": root,
        "QuadClass": load().event_type(incident.type).quad,
        "NumMentions": sum(saying.status.polarity == "positive" for saying in told.sayings),
        "NumSources": len(incident.publishers),
        "NumArticles": len({saying.article.id for saying in told.sayings}),
        **_geo("ActionGeo", told.place),
        "DATEADDED": added,
        "SOURCEURL": told.first.article.url,
    }


def _actor(side: str, actor: Actor | None) -> dict[str, Any]:
    if actor is None:
        return {}
    sectors = [_ROLES.get(sector, sector) for sector in dict.fromkeys((actor.sector, *actor.sectors)) if sector][:3]
    return {
        f"{side}Code": "".join([actor.country or "", *sectors]) or None,
        f"{side}Name": party_name(actor).upper() or None,
        f"{side}CountryCode": actor.country if country_code(actor.country, "alpha2") else None,
        f"{side}KnownGroupCode": actor.country if not country_code(actor.country, "alpha2") else None,
        **{f"{side}Type{n}Code": sector for n, sector in enumerate(sectors, 1)},
    }


def _geo(side: str, place: Place | None) -> dict[str, Any]:
    if place is None:
        return {f"{side}_Type": 0}
    american = place.country == "USA"
    kind = {"country": 1, "region": 0, "province": 2 if american else 5}.get(place.precision or "", 3 if american else 4)
    code = country_code(place.country, "fips")
    return {
        f"{side}_Type": kind,
        f"{side}_FullName": ", ".join(part for part in (place.name or place.text, place.admin1) if part),
        f"{side}_CountryCode": code,
        f"{side}_Lat": place.lat,
        f"{side}_Long": place.lon,
        f"{side}_FeatureID": place.geonames,
    }


def _mention(bundle: Bundle, saying: Saying, number: str, day: date) -> dict[str, Any]:
    event, article = saying.event, saying.article
    text = bundle.articles[article.id].text if article.id in bundle.articles else None
    digits = "".join(letter for letter in (article.published or "")[:10] if letter.isdigit())
    first = next((actor.start for actor in event.actors if actor.start is not None), None)
    second = next((actor.start for actor in event.recipients if actor.start is not None), None)
    return {
        "GLOBALEVENTID": number,
        "EventTimeDate": f"{day:%Y%m%d}000000",
        "MentionTimeDate": f"{digits}000000" if digits else None,
        "MentionType": 1 if article.url else 2,
        "MentionSourceName": article.publisher,
        "MentionIdentifier": article.url or article.id,
        "Actor1CharOffset": -1 if first is None else first,
        "Actor2CharOffset": -1 if second is None else second,
        "ActionCharOffset": event.trigger.start,
        "InRawText": 1,
        "Confidence": None if saying.confidence is None else round(100 * saying.confidence),
        "MentionDocLen": None if text is None else len(text),
        "Extras": saying.id,
    }


FORMAT = Format(
    name="gdelt",
    ending=".export.CSV",
    unit="incident",
    about="GDELT 2.0 Events and Mentions, in two tab-separated files without headers",
    write=write,
    columns={
        **dict.fromkeys(EVENTS, "empty"),
        "GLOBALEVENTID": "a number made from the incident's id",
        "SQLDATE": "first day by the rule; where the texts give none, the day of the earliest article",
        "EventCode": "CAMEO root code with a trailing 0",
        "Actor1CountryCode": "ISO 3166-1 alpha-3, which CAMEO shares but for a few states",
        "Actor1KnownGroupCode": "PLOVER's codes of bodies that are no state's",
        "Actor1Type1Code": "role codes: PLOVER's sectors, media and health under CAMEO's names (MED, HLH)",
        "ActionGeo_CountryCode": "FIPS 10-4",
        "ActionGeo_FeatureID": "GeoNames id, where GDELT has another gazetteer's",
        "NumSources": "publishers",
        "NumMentions": "sayings that do not deny",
        **{f"{name} (mentions)": "see GDELT's codebook" for name in MENTIONS},
        "ActionCharOffset (mentions)": "offset into the stored text, in Unicode code points",
        "SentenceID (mentions)": "empty: sentences are not numbered",
        "Extras (mentions)": "id of the saying",
    },
    notes=(
        "Only incidents that somebody tells as having happened are written, and no mentions that deny them.",
        "PLOVER to CAMEO is one-to-many, so only root codes are sure; fighting (190) is written where forces or rebels use arms, else 180.",
        "GoldsteinScale, AvgTone and the actors' own places are left empty: none of them is worked out.",
    ),
    parts=(_MENTIONS,),
    incidents=True,
)
