"""Sayings: one source chain, one event, one status, and the words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Literal

import msgspec

from allegedly.model.article import ArticleRef
from allegedly.model.attribution import Manner
from allegedly.model.event import Event
from allegedly.model.span import Span


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One link of a source chain: somebody *in the text* who is said to say it.

    ``text``, ``start`` and ``end`` are null when the source is carried on from an earlier sentence; ``name`` then says who.
    """

    text: str | None = None
    start: int | None = None
    end: int | None = None
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    cue: Span | None = None
    manner: Manner = "indirect"


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the source tells the event as having happened (DESIGN section 4), and the words that say so."""

    polarity: Literal["positive", "negative"] = "positive"
    modality: Literal["asserted", "future", "hypothetical", "directive", "asked"] = "asserted"
    frame: Literal["current", "historical"] = "current"
    certainty: Literal["high", "low"] | None = None
    words: tuple[Span, ...] = ()

    @property
    def plain(self) -> bool:
        """Plainly asserted of the present affair: positive, asserted and current."""
        return self.polarity == "positive" and self.modality == "asserted" and self.frame == "current"


class CoderRef(msgspec.Struct, frozen=True, kw_only=True):
    """Which coder made a saying."""

    name: str
    version: str


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """Who says that who did what to whom; the native record, one JSON object a line.

    ``source`` is outermost first and empty for the article's own voice. ``confidence`` is the probability that type,
    actor, recipient and status are all right, or null when the coder does not know. ``incident`` is set by the dossier.
    """

    id: str
    article: ArticleRef
    sentence: Span
    source: tuple[Source, ...] = ()
    status: Status
    event: Event
    confidence: float | None = None
    why: str = ""
    coder: CoderRef
    incident: str | None = None


def saying_id(article_sha256: str, coder: CoderRef, event: Event, source: tuple[Source, ...]) -> str:
    """A stable id from the words: article text, coder, trigger, type and the place of the innermost source.

    The same text, coder and options give the same id; nothing else goes in, so a resolved name may improve without it changing.
    """
    inner = source[-1] if source else None
    parts = [article_sha256, coder.name, coder.version, event.type, str(event.trigger.start), str(event.trigger.end)]
    parts.append(f"{inner.start}:{inner.name if inner.start is None else ''}" if inner else "")
    return "s_" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def spans_of(saying: Saying) -> Iterator[tuple[str, Span]]:
    """Yield ``(field, span)`` for every anchored field of ``saying``, so that all can be checked in one loop."""
    yield "sentence", saying.sentence
    for n, link in enumerate(saying.source):
        if link.text is not None and link.start is not None and link.end is not None:
            yield f"source[{n}]", Span(link.text, link.start, link.end)
        if link.cue:
            yield f"source[{n}].cue", link.cue
    for n, word in enumerate(saying.status.words):
        yield f"status.words[{n}]", word
    event = saying.event
    yield "event.trigger", event.trigger
    for field, actors in (("actors", event.actors), ("recipients", event.recipients)):
        for n, actor in enumerate(actors):
            if actor.text is not None and actor.start is not None and actor.end is not None:
                yield f"event.{field}[{n}]", Span(actor.text, actor.start, actor.end)
    if event.place:
        yield "event.place", Span(event.place.text, event.place.start, event.place.end)
    if event.date:
        yield "event.date", Span(event.date.text, event.date.start, event.date.end)
    for n, count in enumerate(event.counts):
        yield f"event.counts[{n}]", Span(count.text, count.start, count.end)
