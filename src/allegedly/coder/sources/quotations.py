"""Quotation marks: where quotations begin and end, also when the marks do not balance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from allegedly.coder import lexicon

_MARK = re.compile(r"[“”„«»‘’]|\"|''|``|'|\n\s*\n|\n")
_OPEN = {"“": "”", "„": "“”", "«": "»", "``": "'"}

_BEFORE_CLOSING = frozenset(",.?!…—”")
_SINGLE_CLOSE = re.compile(r"(?<=[,.?!…—”])’")
# A straight single mark closes after a stop or comma, or before one ("We will stay', he said"); only where neither stands does one
# before a blank close too, for that may be the apostrophe of a plural ("the workers' hall").
_STRAIGHT_CLOSE = re.compile(r"(?<=[,.?!…—”\"])'(?!\w)|(?<=\w)'(?=[,.;:?!)])")
_STRAIGHT_LAST = re.compile(r"(?<=\w)'(?=\s|$)")
_WORD = re.compile(r"\w+")
_LONGEST = 3000  # characters between single marks


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters ``[start, end)`` with the marks. ``open`` is true when the closing mark is missing and the paragraph ends it."""

    start: int
    end: int
    open: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """All quotations in marks of any shape, in text order, none inside another.

    A quotation ends at its closing mark or at the end of its paragraph: by custom each further paragraph of one
    speech opens with a mark again and only the last one closes it. Single marks, curly or straight, count only
    where they cannot be apostrophes: opened after a blank and closed beside a stop or comma.
    """
    found: list[Quotation] = []
    start: int | None = None
    opener = ""
    closing: int | None = None  # where a straight single quotation ends
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark[0] == "\n":
            if start is not None:
                end = match.start()
                if end - start > 2:
                    found.append(Quotation(start, end, True))
                start = None
            continue
        if start is None:
            if mark == "‘" and not _single(text, match.start()):
                continue
            if mark in ("”", "»", "’"):
                continue
            if mark == "'":
                closing = _straight(text, match.start())
                if closing is None:
                    continue
            if mark in ('"', "''") and not _may_open(text, match.start(), match.end()):
                continue
            start, opener = match.start(), mark
        elif opener == "'":
            if match.end() == closing:
                found.append(Quotation(start, match.end()))
                start = None
        elif mark == "’" and text[match.start() - 1] not in _BEFORE_CLOSING:
            continue  # an apostrophe
        elif _closes(opener, mark) and (mark not in ('"', "''") or not _must_open(text, match.start(), match.end())):
            found.append(Quotation(start, match.end()))
            start = None
        elif mark == opener and mark in ("“", "«", "„"):
            continue
    if start is not None and len(text) - start > 2:
        found.append(Quotation(start, len(text), True))
    return found


def _closes(opener: str, mark: str) -> bool:
    if opener == "“":
        return mark in ("”", '"')
    if opener == "‘":
        return mark == "’"
    if opener == "„":
        return mark in ("“", "”", '"')
    if opener == "«":
        return mark == "»"
    if opener == "``":
        return mark == "''"
    return mark == opener or (opener == '"' and mark == "”")


def _single(text: str, start: int) -> bool:
    """Whether a single mark opens a quotation: a blank before it, and a closing one after a stop or comma in the same paragraph."""
    if start and not (text[start - 1].isspace() or text[start - 1] in "(["):
        return False
    end = text.find("\n", start)
    closing = _SINGLE_CLOSE.search(text, start + 1, min(len(text) if end < 0 else end, start + _LONGEST))
    return closing is not None


def _straight(text: str, start: int) -> int | None:
    """Where the quotation ends that a straight single mark opens; null when the mark is an apostrophe."""
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    if (before and not (before.isspace() or before in "([—–")) or not (after.isalpha() or after in ("“", '"')):
        return None
    word = _WORD.match(text, start + 1)
    if word is not None and word.group().lower() in _elided():
        return None
    end = text.find("\n", start)
    limit = min(len(text) if end < 0 else end, start + _LONGEST)
    closing = _STRAIGHT_CLOSE.search(text, start + 1, limit)
    if closing is None:
        closing = _STRAIGHT_LAST.search(text[:limit], start + 1)
    return closing.end() if closing is not None else None


@cache
def _elided() -> frozenset[str]:
    return frozenset(lexicon.load("cues")["elided"])


def _may_open(text: str, start: int, end: int) -> bool:
    """A straight mark opens before a letter, not after one ("5'10\\"" and stray marks)."""
    after = text[end : end + 1]
    before = text[start - 1 : start] if start else ""
    return bool(after) and not after.isspace() and not before.isalnum()


def _must_open(text: str, start: int, end: int) -> bool:
    """Whether a straight mark cannot be a closing one: a blank before it and a letter after it."""
    before = text[start - 1 : start] if start else " "
    after = text[end : end + 1]
    return before.isspace() and bool(after) and after.isalnum()
