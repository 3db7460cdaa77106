"""An article cut into pieces: what every saying rests on, and what was copied, however these lie over each other.

Each piece knows the sayings that it belongs to and as what, so that a click on either side lights the other; no tag crosses another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allegedly.export.segments import Mark, Segment, marks_of, paragraph_of, paragraphs, segments
from allegedly.export.wording import status_kind
from allegedly.incidents.copies import Copy
from allegedly.model import Article, Saying

ROLES = ("source", "cue", "actor", "recipient", "trigger", "place", "date", "count", "word")
COPIED = "copied"


@dataclass(frozen=True)
class Told:
    """One saying as the page shows it; ``number`` counts through the article from 1."""

    saying: Saying
    number: int
    kind: str


@dataclass(frozen=True)
class Copied:
    """One passage that stood in print before: ``[start, end)`` here, and where it was first printed."""

    start: int
    end: int
    copy: Copy


@dataclass(frozen=True)
class Piece:
    """Words with everything that they are.

    Attributes:
        text: The words.
        roles: What they are to some saying, as class names; ``trigger`` comes with its kind of status.
        sayings: The numbers of these sayings.
        begins: Sayings whose trigger begins here; their label stands before it.
        ends: Sayings whose trigger ends here; their number stands behind it.
        copied: The passage that these words stand in, if any.
        copied_begins: Whether the passage begins here.
    """

    text: str
    roles: tuple[str, ...]
    sayings: tuple[int, ...]
    begins: tuple[Told, ...]
    ends: tuple[Told, ...]
    copied: Copied | None
    copied_begins: bool


@dataclass(frozen=True)
class Paragraph:
    """One paragraph with the sayings whose triggers stand in it; ``title`` for the article's own heading."""

    title: bool
    pieces: tuple[Piece, ...]
    told: tuple[Told, ...]


def told_in(sayings: Iterable[Saying]) -> list[Told]:
    """The sayings of an article in the order of its text."""
    ordered = sorted(sayings, key=lambda saying: (saying.event.trigger.start, saying.event.trigger.end, saying.id))
    return [Told(saying, number, status_kind(saying.status)) for number, saying in enumerate(ordered, 1)]


def copied_passages(article: Article, copies: Iterable[Copy]) -> list[Copied]:
    """The passages of an article that stood in print before, in their order; where several earlier articles have one, the first of them."""
    found = [
        Copied(passage.later.start, passage.later.end, copy)
        for copy in sorted(copies, key=lambda copy: (copy.earlier.published or "9999", copy.earlier.id))
        if copy.later.id == article.id
        for passage in copy.passages
    ]
    kept: list[Copied] = []
    for one in found:
        if not any(one.start < other.end and one.end > other.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def lay_out(article: Article, told: Sequence[Told], copied: Sequence[Copied] = ()) -> list[Paragraph]:
    """The article as paragraphs of pieces; joined again, the pieces are its text without the blank lines."""
    borders = _with_title(paragraphs(article.text), article.title_span)
    homes = [paragraph_of(one.saying.event.trigger.start, borders) for one in told]
    marks = [mark for one in told for mark in marks_of(one.saying, one.number)]
    # Passages are marks of no saying: their numbers are negative.
    marks += [Mark(one.start, one.end, COPIED, -number) for number, one in enumerate(copied, 1)]
    found = []
    for home, (start, end) in enumerate(borders):
        here = tuple(one for one, its in zip(told, homes, strict=True) if its == home)
        pieces = tuple(_piece(segment, told, copied) for segment in segments(article.text, start, end, marks))
        found.append(Paragraph((start, end) == article.title_span, pieces, here))
    return found


def _piece(segment: Segment, told: Sequence[Told], copied: Sequence[Copied]) -> Piece:
    roles: dict[str, None] = {}
    sayings: dict[int, None] = {}
    passage, begins_passage = None, False
    for mark in segment.marks:
        if mark.role == COPIED:
            passage = copied[-mark.saying - 1]
            begins_passage = mark.start == segment.start
            continue
        sayings[mark.saying] = None
        roles[mark.role] = None
        if mark.role == "trigger":
            one = told[mark.saying - 1]
            roles[one.kind] = None
            if one.saying.status.frame == "historical":
                roles["historical"] = None
    triggers = [mark for mark in segment.marks if mark.role == "trigger"]
    end = segment.start + len(segment.text)
    return Piece(
        segment.text,
        tuple(roles),
        tuple(sayings),
        tuple(told[mark.saying - 1] for mark in triggers if mark.start == segment.start),
        tuple(told[mark.saying - 1] for mark in triggers if mark.end == end),
        passage,
        begins_passage,
    )


def _with_title(borders: Sequence[tuple[int, int]], title: tuple[int, int] | None) -> list[tuple[int, int]]:
    """The paragraphs with the title as one of its own, also where no blank line parts it from what follows."""
    if title is None or title in borders:
        return list(borders)
    found: list[tuple[int, int]] = []
    for left, right in borders:
        if right <= title[0] or left >= title[1]:
            found.append((left, right))
            continue
        if left < title[0]:
            found.append((left, title[0]))
        if title[1] < right:
            found.append((title[1], right))
    return sorted([*found, title])


def lay_out_sentence(saying: Saying) -> list[Piece]:
    """The sentence of one saying as pieces, with what the saying rests on marked; its words are those of the article."""
    sentence = saying.sentence
    one = Told(saying, 1, status_kind(saying.status))
    # Places in the article become places in the sentence; what stands in other sentences is cut off at its edge.
    marks = [Mark(mark.start - sentence.start, mark.end - sentence.start, mark.role, 1) for mark in marks_of(saying, 1)]
    return [_piece(segment, (one,), ()) for segment in segments(sentence.text, 0, len(sentence.text), marks)]
