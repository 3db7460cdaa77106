"""A saying's sentence with what stands around it, cut into words that can be marked and spans that are."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allegedly.model import Saying

# How much of the text is shown before and after the sentence, in characters, before it is cut at a paragraph or a word.
_AROUND = 420
_TOKEN = re.compile(r"\w+(?:[’'‘.,:/-]\w+)*|\s+|[^\w\s]+")

ROLES: dict[str, str] = {
    "actor": "actor",
    "recipient": "recipient",
    "source": "source",
    "cue": "cue",
    "trigger": "event",
    "place": "place",
    "date": "date",
    "count": "count",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words with a role: ``[start, end)`` of the article."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or what stands between words.

    ``roles`` are those that cover it, ``opens`` those whose words begin with it. ``word`` tells whether it can be marked; white space cannot.
    """

    text: str
    start: int
    end: int
    roles: tuple[str, ...]
    opens: tuple[str, ...]
    word: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands before, in and after the sentence; ``cut_before`` and ``cut_after`` tell whether the article goes on there."""

    before: tuple[Piece, ...]
    sentence: tuple[Piece, ...]
    after: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


def marks_of(saying: Saying, *, blind: bool = False) -> list[Mark]:
    """The words of a saying with their roles; of a blind one only those of the event, which say what is asked about."""
    event = saying.event
    found = [Mark("trigger", event.trigger.start, event.trigger.end)]
    if blind:
        return found
    for role, parties in (("actor", event.actors), ("recipient", event.recipients), ("source", saying.source)):
        found += [Mark(role, one.start, one.end) for one in parties if one.start is not None and one.end is not None]
    found += [Mark("cue", link.cue.start, link.cue.end) for link in saying.source if link.cue]
    if event.place:
        found.append(Mark("place", event.place.start, event.place.end))
    if event.date:
        found.append(Mark("date", event.date.start, event.date.end))
    found += [Mark("count", count.start, count.end) for count in event.counts]
    return found


def sentence_pieces(saying: Saying) -> tuple[Piece, ...]:
    """The sentence of a saying by itself, cut only where words with a role begin or end; offsets are those of the article."""
    sentence = saying.sentence
    inside = [one for one in marks_of(saying) if sentence.start <= one.start and one.end <= sentence.end]
    edges = sorted({sentence.start, sentence.end, *(edge for one in inside for edge in (one.start, one.end))})
    return tuple(
        Piece(
            text=sentence.text[left - sentence.start : right - sentence.start],
            start=left,
            end=right,
            roles=tuple(dict.fromkeys(one.role for one in inside if one.start <= left and right <= one.end)),
            opens=tuple(dict.fromkeys(one.role for one in inside if one.start == left < one.end)),
            word=True,
        )
        for left, right in itertools.pairwise(edges)
    )


def passage(text: str, saying: Saying, marks: Iterable[Mark]) -> Passage:
    """The sentence of ``saying`` in the article ``text``, with the paragraphs or words around it."""
    start, end = saying.sentence.start, saying.sentence.end
    first, last = _begin(text, start), _finish(text, end)
    known = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.role))
    return Passage(
        before=_pieces(text, first, start, known),
        sentence=_pieces(text, start, end, known),
        after=_pieces(text, end, last, known),
        cut_before=bool(text[:first].strip()),
        cut_after=bool(text[last:].strip()),
    )


def _begin(text: str, start: int) -> int:
    if start <= _AROUND:
        return 0
    paragraph = text.find("\n\n", start - _AROUND, start)
    if paragraph >= 0:
        return paragraph + 2
    gap = re.compile(r"\s").search(text, start - _AROUND, start)
    return gap.end() if gap else start - _AROUND


def _finish(text: str, end: int) -> int:
    if len(text) - end <= _AROUND:
        return len(text)
    paragraph = text.rfind("\n\n", end, end + _AROUND)
    if paragraph > end:
        return paragraph
    gap = max(text.rfind(" ", end, end + _AROUND), text.rfind("\n", end, end + _AROUND))
    return gap if gap > end else end + _AROUND


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """The tokens of ``text[start:end]``, cut further where a mark begins or ends inside one."""
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    found: list[Piece] = []
    for token in _TOKEN.finditer(text, start, end):
        cuts = [token.start(), *(edge for edge in edges if token.start() < edge < token.end()), token.end()]
        for left, right in itertools.pairwise(cuts):
            roles = tuple(dict.fromkeys(mark.role for mark in marks if mark.start <= left and right <= mark.end))
            # Words whose beginning lies before what is shown open where they come into view.
            opens = tuple(
                dict.fromkeys(mark.role for mark in marks if left == max(mark.start, start) and mark.end > left >= mark.start)
            )
            word = text[left:right]
            found.append(Piece(word, left, right, roles, opens, not word.isspace()))
    return tuple(found)
