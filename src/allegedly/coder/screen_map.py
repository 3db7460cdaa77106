"""A shorter text in place of an article, and the way back: where each character of the kept text stands in the article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from allegedly.model import Actor, Article, Count, Event, Place, Saying, Source, Span, When, saying_id

Piece = tuple[int, int]
Record = TypeVar("Record", Source, Actor, Place, When, Count)


@dataclass(frozen=True)
class Kept:
    """The parts ``[start, end)`` of ``whole`` that are read, in order and apart from each other.

    ``text`` is what they give together, ``gaps`` the characters of ``text`` before which something was left out.
    """

    whole: str
    parts: tuple[Piece, ...]
    text: str = field(init=False)
    begins: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        begins, position = [], 0
        for start, end in self.parts:
            begins.append(position)
            position += end - start
        object.__setattr__(self, "begins", tuple(begins))
        object.__setattr__(self, "text", "".join([self.whole[start:end] for start, end in self.parts]))

    @property
    def gaps(self) -> tuple[int, ...]:
        """Where in ``text`` a part begins that did not follow on the one before it."""
        return self.begins[1:]

    @property
    def complete(self) -> bool:
        """Whether nothing was left out."""
        return len(self.text) == len(self.whole)

    def place(self, position: int) -> int:
        """Where in the article the character at ``position`` of ``text`` stands."""
        part = bisect_right(self.begins, position) - 1
        return self.parts[part][0] + position - self.begins[part]

    def span(self, start: int, end: int) -> Piece:
        """``[start, end)`` of ``text`` in the article; what was left out between its ends belongs to it."""
        if start >= end:
            there = self.place(start) if self.parts else 0
            return there, there
        return self.place(start), self.place(end - 1) + 1


def join(pieces: Sequence[Piece], text: str) -> Kept:
    """``pieces`` of ``text``, in order, with neighbours made one part."""
    parts: list[Piece] = []
    for start, end in pieces:
        if parts and parts[-1][1] == start:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return Kept(text, tuple(parts))


def in_article(saying: Saying, kept: Kept, article: Article) -> Saying:
    """``saying``, read from the kept text, with every span where it stands in the article, and the id that follows from that."""
    event = _event(saying.event, kept)
    source = tuple(_anchored(link, kept, cue=_span(link.cue, kept)) for link in saying.source)
    status = msgspec.structs.replace(saying.status, words=tuple(_cut(word, kept) for word in saying.status.words))
    return msgspec.structs.replace(
        saying,
        id=saying_id(article.sha256, saying.coder, event, source),
        article=article.ref(),
        sentence=_cut(saying.sentence, kept),
        source=source,
        status=status,
        event=event,
    )


def _event(event: Event, kept: Kept) -> Event:
    return msgspec.structs.replace(
        event,
        trigger=_cut(event.trigger, kept),
        actors=tuple(_anchored(actor, kept) for actor in event.actors),
        recipients=tuple(_anchored(actor, kept) for actor in event.recipients),
        place=_anchored(event.place, kept) if event.place is not None else None,
        date=_anchored(event.date, kept) if event.date is not None else None,
        counts=tuple(_anchored(count, kept) for count in event.counts),
    )


def _anchored(record: Record, kept: Kept, **changes: Span | None) -> Record:
    """A record whose own fields ``text``, ``start`` and ``end`` are its span."""
    if record.start is not None and record.end is not None:
        start, end = kept.span(record.start, record.end)
        return msgspec.structs.replace(record, text=kept.whole[start:end], start=start, end=end, **changes)
    return msgspec.structs.replace(record, **changes) if changes else record


def _cut(span: Span, kept: Kept) -> Span:
    return Span.cut(kept.whole, *kept.span(span.start, span.end))


def _span(span: Span | None, kept: Kept) -> Span | None:
    return _cut(span, kept) if span is not None else None
