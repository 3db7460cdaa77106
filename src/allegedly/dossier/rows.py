"""Records to rows and back; nothing else knows the columns of articles and sayings."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Row

from allegedly.dossier.custody import canonical, digest
from allegedly.dossier.words import words_of
from allegedly.export.wording import actor_names, source_path
from allegedly.model import Article, Judgement, Saying, from_json, to_json

# What the custody log answers for; its number in the table, and what was written later, do not belong to it.
_ARTICLE = (
    *("id", "read_as", "place", "version", "version_of", "publisher", "title", "url", "published", "language", "text", "sha256"),
    *("title_start", "title_end", "origin", "notes", "original_sha256", "obtained_at", "obtained_how"),
)
_JUDGEMENT = ("left_saying", "right_saying", "verdict", "judged_by", "judged_at", "why", "repeats")


def article_columns(article: Article) -> dict[str, Any]:
    """The columns that hold the article itself."""
    start, end = article.title_span or (None, None)
    return {
        "id": article.id,
        "publisher": article.publisher,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "text": article.text,
        "sha256": article.sha256,
        "title_start": start,
        "title_end": end,
        "origin": article.origin,
        "notes": canonical(list(article.notes)),
    }


def article_of(row: Row[Any]) -> Article:
    """The article in a row."""
    return Article(
        id=row.id,
        publisher=row.publisher,
        title=row.title,
        url=row.url,
        published=row.published,
        language=row.language,
        sha256=row.sha256,
        text=row.text,
        title_span=None if row.title_start is None else (row.title_start, row.title_end),
        origin=row.origin,
        notes=tuple(json.loads(row.notes)),
    )


def article_digest(columns: Any) -> str:
    """What the custody log says of an article: the hash of all that is kept of it; ``columns`` is a mapping."""
    return digest(canonical([columns[name] for name in _ARTICLE]))


def saying_columns(saying: Saying) -> dict[str, Any]:
    """The columns that repeat parts of a saying, and the saying itself as JSON."""
    event, status = saying.event, saying.status
    place, date = event.place, event.date
    innermost = saying.source[-1] if saying.source else None
    return {
        "id": saying.id,
        "article": saying.article.id,
        "sentence": saying.sentence.text,
        "sentence_start": saying.sentence.start,
        "sentence_end": saying.sentence.end,
        "source": source_path(saying.source) if saying.source else None,
        "innermost_source": (innermost.name or innermost.text) if innermost else None,
        "polarity": status.polarity,
        "modality": status.modality,
        "frame": status.frame,
        "certainty": status.certainty,
        "type": event.type,
        "modes": ", ".join(event.modes) or None,
        "trigger_words": event.trigger.text,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "actors": actor_names(event.actors) if event.actors else None,
        "recipients": actor_names(event.recipients) if event.recipients else None,
        "place_name": (place.name or place.text) if place else None,
        "place_country": place.country if place else None,
        "place_latitude": place.lat if place else None,
        "place_longitude": place.lon if place else None,
        "date_from": date.from_day if date else None,
        "date_to": date.to_day if date else None,
        "confidence": saying.confidence,
        "record": to_json(saying).decode(),
    }


def name_rows(number: int, saying: Saying) -> list[dict[str, Any]]:
    """The rows of ``saying_names``: who acts, on whom, who says so and where; a name that folds to no word has no row."""
    event = saying.event
    place = event.place
    given: list[tuple[str, str | None, str | None]] = [
        *(("actor", actor.name or actor.text, actor.country) for actor in event.actors),
        *(("recipient", actor.name or actor.text, actor.country) for actor in event.recipients),
    ]
    if saying.source:
        given.append(("source", saying.source[-1].name or saying.source[-1].text, saying.source[-1].country))
    if place is not None:
        given.append(("place", place.name or place.text, place.country))
        given.append(("province", place.admin1, place.country))
    rows: list[dict[str, Any]] = []
    for position, (role, name, country) in enumerate(given):
        words = words_of(name or "")
        if words:
            shown = " ".join((name or "").split())
            rows.append(
                {
                    "saying": number,
                    "role": role,
                    "position": position,
                    "name": shown,
                    "folded": f" {' '.join(words)} ",
                    "country": country,
                }
            )
    return rows


def saying_of(record: str) -> Saying:
    """The saying in a row's ``record``."""
    return from_json(record, Saying)


def judgement_of(row: Row[Any]) -> Judgement:
    """The judgement in a row."""
    return Judgement(
        number=row.number,
        left=row.left_saying,
        right=row.right_saying,
        verdict=row.verdict,
        by=row.judged_by,
        at=row.judged_at,
        why=row.why,
        repeats=row.repeats,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
        undone_why=row.undone_why,
    )


def judgement_digest(columns: Any) -> str:
    """What the custody log says of a judgement when it is made."""
    return digest(canonical([columns[name] for name in _JUDGEMENT]))
