"""Quotation marks: where quotations begin and end, also when the marks do not balance."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[“”„«»‘’]|\"|''|``|\n\s*\n|\n")
_OPEN = {"“": "”", "„": "“”", "«": "»", "``": "'"}

_BEFORE_CLOSING = frozenset(",.?!…—”")
_SINGLE_CLOSE = re.compile(r"(?<=[,.?!…—”])’")
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
    speech opens with a mark again and only the last one closes it. Single marks count only
    where they cannot be apostrophes: opened after a blank and closed after a stop or comma.
    """
    found: list[Quotation] = []
    start: int | None = None
    opener = ""
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
            if mark in ('"', "''") and not _may_open(text, match.start(), match.end()):
                continue
            start, opener = match.start(), mark
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
