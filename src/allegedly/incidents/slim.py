"""Sayings without what incidents do not ask for, and with one object for what many of them share: a million fit into memory."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

import msgspec

from allegedly.model import Actor, ArticleRef, Count, Place, Saying, Source, Span, When

T = TypeVar("T", bound=Hashable)
_NO_SHA = ""


def slimmed(sayings: Iterable[Saying]) -> Iterator[Saying]:
    """Yield each saying with all by which incidents are found and described: only trigger and sentence keep their places in the text.

    Of the source chain the innermost link is left, of an article what :class:`ArticleRef` says of publisher, title and day. They are never shown
    or kept: their ids stand for the whole ones.
    """
    known: dict[Hashable, Hashable] = {}

    def one(value: T) -> T:
        return known.setdefault(value, value)  # type: ignore[return-value]

    def actor(given: Actor) -> Actor:
        return one(Actor(text=given.text, name=given.name, country=given.country, title=given.title))

    def actors(given: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return one(tuple(map(actor, given)))

    def place(given: Place) -> Place:
        return one(msgspec.structs.replace(given, start=0, end=0))

    def when(given: When) -> When:
        return one(When(text="", start=0, end=0, from_day=given.from_day, to_day=given.to_day, precision=given.precision))

    def count(given: Count) -> Count:
        return one(Count(kind=given.kind, text="", start=0, end=0, low=given.low, best=given.best, high=given.high))

    def source(given: Source) -> Source:
        return one(Source(text=given.text, name=given.name))

    def article(given: ArticleRef) -> ArticleRef:
        return one(
            ArticleRef(id=given.id, publisher=given.publisher, title=given.title, published=given.published, sha256=_NO_SHA)
        )

    for saying in sayings:
        event, trigger = saying.event, saying.event.trigger
        yield Saying(
            id=saying.id,
            article=article(saying.article),
            sentence=saying.sentence,
            source=one(tuple(map(source, saying.source[-1:]))),
            status=one(msgspec.structs.replace(saying.status, words=())),
            event=msgspec.structs.replace(
                event,
                modes=(),
                contexts=(),
                trigger=Span(one(trigger.text), trigger.start, trigger.end),
                actors=actors(event.actors),
                recipients=actors(event.recipients),
                place=place(event.place) if event.place else None,
                date=when(event.date) if event.date else None,
                counts=one(tuple(map(count, event.counts))),
            ),
            coder=one(saying.coder),
        )
