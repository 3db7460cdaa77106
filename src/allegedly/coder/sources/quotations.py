"""Quotation marks: where quotations begin and end, also when the marks do not balance."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[“”„«»]|\"|''|``|\n\s*\n|\n")
_OPEN = {"“": "”", "„": "“”", "«": "»", "``": "'"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters ``[start, end)`` with the marks. ``open`` is true when the closing mark is missing and the paragraph ends it."""

    start: int
    end: int
    open: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """All quotations in double marks of any shape, in text order, none inside another.

    A quotation ends at its closing mark or at the end of its paragraph: by custom each further paragraph of one
    speech opens with a mark again and only the last one closes it. Single marks are left alone; they are mostly apostrophes.
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
            if mark in ("”", "»"):
                continue
            if mark in ('"', "''") and not _may_open(text, match.start(), match.end()):
                continue
            start, opener = match.start(), mark
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
    if opener == "„":
        return mark in ("“", "”", '"')
    if opener == "«":
        return mark == "»"
    if opener == "``":
        return mark == "''"
    return mark == opener or (opener == '"' and mark == "”")


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
