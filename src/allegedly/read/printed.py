"""The day of publication that an article prints in its own head: "Published 18 Nov 2025", a line that is a date, a dateline with a year."""

from __future__ import annotations

import re
from typing import NamedTuple

from allegedly.read.dates import publication_date

# The head: so many lines with words, so many characters, and not beyond the first paragraph.
_LINES, _CHARACTERS, _PARAGRAPH = 12, 1500, 220

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
_DAY = (
    rf"(?:{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -]\d{{4}}|{_WEEKDAY}{_MONTH} \d{{1,2}}(?:st|nd|rd|th)? ?,? \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/\d{1,2}/\d{4})"
)
_HOUR = r"(?:\d{1,2}[:.h]\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
_ZONE = r"(?: ?\(?(?:[A-Z]{2,5}|local time)(?: ?[+-]\d{1,2}(?::?\d\d)?)?\)?)?"
# What may stand behind the day on its line: an hour, and then nothing or a part of its own ("| Politics", "/ Agency").
_REST = rf"(?:[T,]? ?(?:at |- |– )?{_HOUR}{_ZONE})? ?(?=$|[|·•/(]|[-–—] |(?:Last )?[Uu]pdated)"
_FIRST = r"(?:First |Originally )?(?:Published|Posted|Issued|Released|Filed|Publication date|Date of publication|Release date|Date|Dated)"
_LATER = r"(?:Last |Page last )?(?:[Uu]pdated|[Mm]odified|[Rr]eviewed)"
_BEHIND_LABEL = rf"(?: on| at|:| -| –)* ?(?:{_HOUR}{_ZONE},? (?:on )?)?"

# In the order in which they are believed: when it appeared, then its date alone, then when it was changed.
_FORMS = (
    re.compile(rf"(?:^|.*[|·•/] ?){_FIRST}{_BEHIND_LABEL}(?P<day>{_DAY})(?!\d)", re.IGNORECASE),
    re.compile(rf"(?:^|.{{0,80}}[|·•/] ?)(?P<day>{_DAY}){_REST}", re.IGNORECASE),
    re.compile(rf"[A-Z][A-Z.'’-]+(?:[ /,-]{{1,2}}[A-Z][\w.'’-]*){{0,4}}(?:,| \(| ?[-–—]) ?(?P<day>{_DAY})\)?(?: ?\([\w /.-]{{2,30}}\))? ?(?:[-–—:]|$)"),
    re.compile(rf"(?:^|.*[|·•/(] ?){_LATER}{_BEHIND_LABEL}(?P<day>{_DAY})(?!\d)", re.IGNORECASE),
)  # fmt: skip


# What dates the article and nothing in it, before a date on the same line.
LABEL = re.compile(rf"(?:{_FIRST}|{_LATER}){_BEHIND_LABEL}", re.IGNORECASE)


class PrintedDate(NamedTuple):
    """A day as ``YYYY-MM-DD``, and where its words stand in the text: ``text[start:end]``."""

    day: str
    start: int
    end: int


def printed_date(text: str) -> PrintedDate | None:
    """The day on which ``text`` says, above its first paragraph, that it was published; null where it says none, or two.

    Read are words like "Published" or "Updated" before a date with its year, a line that is nothing but a date (and an hour), a date set
    off by a bar from an author or agency, and datelines ("GENEVA (18 November 2025) –"). Of several kinds the first in this order
    counts; two different days of one kind are none. A day without a year is never completed.
    """
    head = _head(text)
    for form in _FORMS:
        found: dict[str, PrintedDate] = {}
        for start, line in head:
            match = form.match(line)
            day = publication_date(_plain(match["day"])) if match is not None else None
            if match is not None and day is not None:
                found.setdefault(day, PrintedDate(day, start + match.start("day"), start + match.end("day")))
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            return None
    return None


def _plain(day: str) -> str:
    """A date without what only stands in running text: "18th of Nov., 2025", "February 03 , 2009"."""
    return re.sub(r" of (?=[A-Z])", " ", day.replace(" ,", ","))


def _head(text: str) -> list[tuple[int, str]]:
    """The first lines with where they begin, to the first paragraph; of that only its beginning."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text[:_CHARACTERS].split("\n"):
        stripped = line.strip()
        if stripped:
            lines.append((at + len(line) - len(line.lstrip()), stripped[:_PARAGRAPH]))
            if len(stripped) >= _PARAGRAPH or len(lines) == _LINES:
                break
        at += len(line) + 1
    return lines
