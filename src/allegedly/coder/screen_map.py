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

    ``text`` is what they give together. ``skipped`` is how many sentences were left out before each part.
    """

    whole: str
    parts: tuple[Piece, ...]
    skipped: tuple[int, ...]
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
    def gaps(self) -> dict[int, int]:
        """The characters of ``text`` before which something was left out, with how many sentences it was."""
        return {begin: number for begin, number in zip(self.begins, self.skipped, strict=True) if number}

    @property
    def left_out(self) -> str:
        """What of the article is not read, as one text."""
        borders = [0, *(position for part in self.parts for position in part), len(self.whole)]
        return " ".join([self.whole[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True)])

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


def join(pieces: Sequence[Piece], chosen: Sequence[bool], text: str) -> Kept:
    """Those ``pieces`` of ``text`` that are ``chosen``, in order, with neighbours made one part."""
    parts: list[Piece] = []
    skipped: list[int] = []
    left = 0
    for (start, end), take in zip(pieces, chosen, strict=True):
        if not take:
            left += 1
        elif parts and not left:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
            skipped.append(left)
            left = 0
    return Kept(text, tuple(parts), tuple(skipped))


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
