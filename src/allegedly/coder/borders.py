"""Where a sentence begins whatever the parser thinks: paragraphs, headings, points of a list, and the text after a dateline or a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder import lexicon
from allegedly.coder.sources.transcript import CLOCK, RECORDING, quoted_labels, recorded, turns

# A blank line always ends a sentence, and so does a wide gap behind a stop, which some archives have in its place; a single
# line end does when the line looks finished.
_PARAGRAPH = re.compile(r"\n\s*\n|(?<=[.!?\"”’)]) {3,}(?=\S)|(?<=[.!?:;…”\"»’)\]])\s*\n")
# "BISHKEK, January 6 (Steppe Wire) - " at the head of a paragraph is no part of the sentence after it.
_DATELINE = re.compile(
    r"^[ \t]*(?:[A-Z][\w.'’-]*[ ,/]*){1,6}(?:\d{1,2}(?: [A-Z][a-z]{2,8}\.?)?(?:,? \d{4})?)?\.?[ ,]*(?:\([^()\n]{2,40}\)|\[[^\[\]\n]{2,40}\])?[ .]*(?:—|–|--|-)[ ]+(?=[\"“«'‘(\[]?[^\W_a-z])",
    re.M,
)
# "KABUL (Steppe Wire): " likewise.
_WIRE = re.compile(r"^[ \t]*[A-Z][A-Z .'’-]{2,30}\([^()\n]{2,40}\) ?:[ ]+", re.M)
# "• Shelling killed two": the point begins a sentence, and the mark is no part of it. A dash may stand at the head of any line of a
# broken paragraph, so it is a mark only before a capital.
_POINT = re.compile(r"^[ \t]*(?:[•▪■◦●○‣⁃·*►➢✓]|[-–—](?=[ \t]+[\"“«]?[A-Z]))[ \t]+", re.M)
_NUMBERED = re.compile(r"^[ \t]*\(?\d{1,2}[.)][ \t]+(?=[\"“«]?[A-Z])", re.M)
_LINE = re.compile(r"[^\n]+")
_FINISHED = '.!?:;…”"»’)]'
_UNFINISHED = ",-–—(“«"
_LONGEST_HEADING = 100
# A line that a typewriter broke is about as long as the others; a heading above running text is not.
_SHORT = 0.6


@cache
def _label() -> re.Pattern[str]:
    """What a paragraph is called before it begins, with a colon ("Correction: "), as ``cues.yaml`` lists it."""
    words = "|".join(map(re.escape, lexicon.load("cues")["labels"])).replace("'", "['’]")
    return re.compile(rf"^[ \t]*(?:{words}):[ \t]+", re.M | re.I)


def borders(text: str) -> list[int]:
    """The characters at which a sentence begins for reasons of layout, in no order; offsets are code points of ``text``."""
    found = [match.end() for border in (_PARAGRAPH, _DATELINE, _WIRE, _NUMBERED, CLOCK) for match in border.finditer(text)]
    for match in _POINT.finditer(text):
        found += [match.start(), match.end()]
    found += (match.end() for match in _label().finditer(text))
    found += _after_speakers(text)
    found += _after_headings(text)
    return found


def _after_speakers(text: str) -> Iterator[int]:
    """Where a turn of a transcript, or the quotation after a name, begins."""
    if ":" in text:
        for colon in (*turns(text), *quoted_labels(text)):
            yield colon + 1
    for begin, _end, first, _last in recorded(text):
        yield from (begin - 1, first)
    for mark in RECORDING.finditer(text):
        yield from mark.span()


def _after_headings(text: str) -> Iterator[int]:
    """Where the text after a heading begins that only a line end parts from it.

    A heading is a line of capitals above one that is not, or a short line without a stop that opens a paragraph of longer lines.
    """
    lines = list(_LINE.finditer(text))
    longest = max((len(line[0]) for line in lines), default=0)
    opens = True
    for line, following in pairwise(lines):
        words, next_words = line[0].strip(), following[0].strip()
        if following.start() == line.end() + 1 and words and next_words:
            capitals = words.isupper() and sum(map(str.isalpha, words)) > 2 and not next_words.isupper()
            short = opens and len(words) <= min(_LONGEST_HEADING, _SHORT * longest) and words[-1] not in _FINISHED + _UNFINISHED
            if capitals or (short and not words[0].islower() and not next_words[0].islower()):
                yield following.start()
                opens = True
                continue
        opens = following.start() > line.end() + 1 or not words or words[-1] in _FINISHED


@Language.component("allegedly_paragraphs_v1")
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence at each border, so that headings, points and datelines do not run into the text below them.

    Where the screen left something out (the keys of ``doc.user_data["gaps"]``, characters) a sentence starts as well.
    """
    breaks = sorted({*borders(doc.text), *doc.user_data.get("gaps", ())})
    if not breaks:
        return doc
    pending = iter(breaks)
    position = next(pending, None)
    for token in doc:
        if position is None:
            break
        if token.idx >= position and not token.is_space:
            token.is_sent_start = True
            while position is not None and position <= token.idx:
                position = next(pending, None)
    return doc
