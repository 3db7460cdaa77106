"""One flat row a saying, which CSV and Parquet share; lists stay lists here.

Columns are named after the path in the native record (``date_from`` is ``event.date.from``), so that nobody needs a
second codebook. Unknown is null, never zero and never an empty guess.
"""

from __future__ import annotations

from typing import Any

import msgspec

from allegedly.model import Saying

NESTED = ("source", "modes", "contexts", "actors", "recipients", "counts", "status_words")


def row(saying: Saying) -> dict[str, Any]:
    """The columns of one saying, in the order in which they are written."""
    article, event, status = saying.article, saying.event, saying.status
    place, date = event.place, event.date
    return {
        "id": saying.id,
        "article": article.id,
        "publisher": article.publisher,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "sha256": article.sha256,
        "sentence": saying.sentence.text,
        "sentence_start": saying.sentence.start,
        "sentence_end": saying.sentence.end,
        "source": msgspec.to_builtins(saying.source),
        "polarity": status.polarity,
        "modality": status.modality,
        "frame": status.frame,
        "certainty": status.certainty,
        "status_words": msgspec.to_builtins(status.words),
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "trigger": event.trigger.text,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "actors": msgspec.to_builtins(event.actors),
        "recipients": msgspec.to_builtins(event.recipients),
        "place": place.text if place else None,
        "place_start": place.start if place else None,
        "place_end": place.end if place else None,
        "place_name": place.name if place else None,
        "place_country": place.country if place else None,
        "place_admin1": place.admin1 if place else None,
        "place_lat": place.lat if place else None,
        "place_lon": place.lon if place else None,
        "place_geonames": place.geonames if place else None,
        "place_precision": place.precision if place else None,
        "date": date.text if date else None,
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "date_from": date.from_day if date else None,
        "date_to": date.to_day if date else None,
        "date_precision": date.precision if date else None,
        "date_basis": date.basis if date else None,
        "counts": msgspec.to_builtins(event.counts),
        "confidence": saying.confidence,
        "why": saying.why,
        "coder": saying.coder.name,
        "coder_version": saying.coder.version,
        "incident": saying.incident,
    }
