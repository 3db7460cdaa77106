"""Cuts an annotated text into pieces that do not overlap, however the spans in it do.

Each piece knows every span it lies in, so that a page can give it several marks at once and no tag ever crosses another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from allegedly.model import Saying

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


@dataclass(frozen=True, slots=True)
class Mark:
    """One span of one saying in character offsets ``[start, end)``, and what it is there: ``actor``, ``trigger``, ``source`` ..."""

    start: int
    end: int
    role: str
    saying: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with the marks that cover all of it; ``begins`` and ``ends`` are those that begin and end at its edges."""

    start: int
    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def begins(self) -> tuple[Mark, ...]:
        """The marks whose first piece this is."""
        return tuple(mark for mark in self.marks if mark.start == self.start)

    @property
    def ends(self) -> tuple[Mark, ...]:
        """The marks whose last piece this is."""
        return tuple(mark for mark in self.marks if mark.end == self.start + len(self.text))


def marks_of(saying: Saying, number: int) -> Iterator[Mark]:
    """Yield every anchored field of a saying as a mark; the sentence itself is none."""
    event = saying.event
    for link in saying.source:
        if link.start is not None and link.end is not None:
            yield Mark(link.start, link.end, "source", number)
        if link.cue:
            yield Mark(link.cue.start, link.cue.end, "cue", number)
    for role, actors in (("actor", event.actors), ("recipient", event.recipients)):
        for actor in actors:
            if actor.start is not None and actor.end is not None:
                yield Mark(actor.start, actor.end, role, number)
    if event.place:
        yield Mark(event.place.start, event.place.end, "place", number)
    if event.date:
        yield Mark(event.date.start, event.date.end, "date", number)
    for count in event.counts:
        yield Mark(count.start, count.end, "count", number)
    for word in saying.status.words:
        yield Mark(word.start, word.end, "word", number)
    yield Mark(event.trigger.start, event.trigger.end, "trigger", number)


def segments(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Segment]:
    """Cut ``text[start:end]`` at every border of ``marks``; marks outside it are ignored, those across its edge are cut."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    borders = sorted({start, end, *(max(start, m.start) for m in inside), *(min(end, m.end) for m in inside)})
    opening = sorted(inside, key=lambda mark: mark.start)
    found: list[Segment] = []
    current: list[Mark] = []
    position = 0
    for left, right in pairwise(borders):
        while position < len(opening) and opening[position].start <= left:
            current.append(opening[position])
            position += 1
        current = [mark for mark in current if mark.end > left]
        found.append(Segment(left, text[left:right], tuple(current)))
    return found


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs of a text stand: ``[start, end)`` without the blank lines between them."""
    found: list[tuple[int, int]] = []
    start = 0
    for gap in _BLANK_LINES.finditer(text):
        found.append((start, gap.start()))
        start = gap.end()
    found.append((start, len(text)))
    return [(left, right) for left, right in found if text[left:right].strip()]


def paragraph_of(position: int, borders: Sequence[tuple[int, int]]) -> int:
    """The index of the paragraph that holds ``position``, or of the last one before it."""
    return max((n for n, (start, _end) in enumerate(borders) if start <= position), default=0)
