"""W3C Web Annotations (JSON-LD), one JSON object a line: one annotation a span, with its words and its offsets.

Notes:
    Web Annotation Data Model, W3C Recommendation, 23 February 2017. Offsets count Unicode code points of the stored text, which the
    standard asks for; browsers count UTF-16 units, so these stand in ``utf16`` too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allegedly.export.bundle import Bundle
from allegedly.export.format import Format, Options, Piece
from allegedly.export.tally import Tally
from allegedly.export.wording import status_kind
from allegedly.model import Article, Saying, Span, spans_of, to_json

AROUND = 32
_ROLES = {
    "sentence": "sentence",
    "source": "source",
    "status": "status",
    "trigger": "trigger",
    "actors": "actor",
    "recipients": "recipient",
    "place": "place",
    "date": "date",
    "counts": "count",
}


def write(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """An annotation for each span of each saying, in the order of the record."""
    for saying in bundle.sayings():
        tally.read["sayings"] += 1
        article = bundle.articles.get(saying.article.id)
        for field, span in spans_of(saying):
            tally.written["annotations"] += 1
            yield "", to_json(annotation(bundle, article, saying, field, span)) + b"\n"


def role_of(field: str) -> str:
    """The role of a field of the record: ``event.actors[0]`` is an actor, ``source[1].cue`` a cue."""
    if field.endswith(".cue"):
        return "cue"
    return _ROLES[field.removeprefix("event.").split("[")[0].split(".")[0]]


def annotation(bundle: Bundle, article: Article | None, saying: Saying, field: str, span: Span) -> dict[str, Any]:
    """One annotation, on the span of one field."""
    prefix, suffix = bundle.text_around(saying, span.start, span.end, AROUND)
    role = role_of(field)
    bodies: list[dict[str, Any]] = [_tag(f"role:{role}")]
    if role == "trigger":
        bodies += [
            _tag(saying.event.type),
            *(_tag(mode) for mode in saying.event.modes),
            _tag(f"status:{status_kind(saying.status)}"),
        ]
        if saying.status.frame == "historical":
            bodies.append(_tag("status:historical"))
        if saying.incident:
            bodies.append(
                {"type": "SpecificResource", "purpose": "linking", "source": f"urn:allegedly:incident:{saying.incident}"}
            )
    else:
        bodies.append({"type": "SpecificResource", "purpose": "linking", "source": f"urn:allegedly:saying:{saying.id}"})
    position: dict[str, Any] = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    if article is not None:
        start = _utf16(article.text[: span.start])
        position["utf16"] = {"start": start, "end": start + _utf16(span.text)}
    state: dict[str, Any] = {"type": "TimeState", "cached": f"urn:sha256:{saying.article.sha256}"}
    if saying.article.published:
        state["sourceDate"] = saying.article.published
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:allegedly:saying:{saying.id}/{field}",
        "type": "Annotation",
        "motivation": "classifying" if role == "trigger" else "identifying",
        "creator": {"type": "Software", "name": saying.coder.name, "schema:softwareVersion": saying.coder.version},
        "created": bundle.made_at,
        "body": bodies,
        "target": {
            "source": saying.article.url or f"urn:allegedly:article:{saying.article.id}",
            "state": state,
            "selector": [
                {"type": "TextQuoteSelector", "exact": span.text, "prefix": prefix, "suffix": suffix},
                position,
            ],
        },
    }


def _tag(value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def _utf16(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


FORMAT = Format(
    name="webannotation",
    ending=".jsonl",
    unit="span",
    about="W3C Web Annotations, one a span, with quotation and position",
    write=write,
    columns={
        "target.selector[0]": "TextQuoteSelector: the words, and up to 32 characters before and behind",
        "target.selector[1]": "TextPositionSelector: code points of the stored text, half-open; utf16 has the same in UTF-16 units",
        "target.state": "the day of publication, and the SHA-256 of the stored text",
        "body": "role:trigger with type, modes and status; other roles link to their saying",
    },
    notes=("Offsets count Unicode code points of the stored plain text, not of the page it came from.",),
    incidents=True,
)
