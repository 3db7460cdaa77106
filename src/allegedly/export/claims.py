"""Claims of schema.org (JSON-LD), one JSON object a line: what somebody else than the article says. Never a ClaimReview: no verdict is ours.

Notes:
    https://schema.org/Claim. Whether a claim holds is for persons to say; how many sources there are is no rating.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allegedly.export.bundle import Bundle, party_name
from allegedly.export.format import Format, Options, Piece
from allegedly.export.tally import Tally
from allegedly.export.wording import source_name, source_path, status_words
from allegedly.model import Saying, to_json


def write(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """A claim for each saying that has a source."""
    for saying in bundle.sayings():
        tally.read["sayings"] += 1
        if not saying.source:
            tally.leave_out("is told in the article's own voice")
            continue
        tally.written["claims"] += 1
        yield "", to_json(claim(saying, bundle)) + b"\n"


def claim(saying: Saying, bundle: Bundle) -> dict[str, Any]:
    """One saying as a Claim; what is unknown is left out."""
    article, event = saying.article, saying.event
    link = saying.source[-1]
    appearance = {
        "@type": "CreativeWork",
        "url": article.url,
        "headline": article.title,
        "datePublished": article.published,
        "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
    }
    about: dict[str, Any] = {
        "@type": "Event",
        "@id": f"urn:allegedly:incident:{saying.incident}" if saying.incident else None,
        "name": " ".join([event.type, *event.modes]),
        "startDate": event.date.from_day if event.date else None,
        "endDate": event.date.to_day if event.date else None,
    }
    if event.place:
        point = event.place.lat is not None and event.place.lon is not None
        about["location"] = {
            "@type": "Place",
            "name": event.place.name or event.place.text,
            "address": {"@type": "PostalAddress", "addressCountry": event.place.country} if event.place.country else None,
            "geo": {"@type": "GeoCoordinates", "latitude": event.place.lat, "longitude": event.place.lon} if point else None,
        }
    found: dict[str, Any] = _without_nulls(
        {
            "@context": "https://schema.org",
            "@type": "Claim",
            "@id": f"urn:allegedly:saying:{saying.id}",
            "text": saying.sentence.text,
            "author": {
                "@type": "Organization" if link.sector else "Thing",
                "name": link.name or source_name(link),
                "description": source_path(saying.source, between=" < "),
            },
            "datePublished": article.published,
            "inLanguage": article.language,
            "appearance": appearance,
            "claimInterpreter": {"@type": "SoftwareApplication", "name": "allegedly", "softwareVersion": bundle.version},
            "about": about,
            "keywords": [event.type, *event.modes, f"status:{status_words(saying.status)}"],
            "mentions": [
                {"@type": "Thing", "name": name} for actor in (*event.actors, *event.recipients) if (name := party_name(actor))
            ],
        }
    )
    return found


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(held) for key, held in value.items() if held is not None}
    return [_without_nulls(held) for held in value] if isinstance(value, list) else value


FORMAT = Format(
    name="claims",
    ending=".jsonl",
    unit="saying",
    about="schema.org Claims of everybody who is quoted; no reviews",
    write=write,
    columns={
        "text": "the sentence",
        "author": "the innermost source; description has the whole chain, innermost first",
        "appearance": "the article",
        "about": "the event, with the incident as its id",
        "keywords": "type, modes and status",
    },
    notes=("A claim that is denied is a claim of the denial: read the status among the keywords.",),
    incidents=True,
)
