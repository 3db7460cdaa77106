"""Publication dates as outlets write them, to ``YYYY-MM-DD``; only whole days, and never a guess."""

from __future__ import annotations

import datetime
import re

EARLIEST_YEAR, LATEST_YEAR = 1500, 2199

_MONTH_NAMES = "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|oct october|nov november|dec december"
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES.split("|"), start=1) for name in names.split()}
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ,].*)?", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}.*)?", re.DOTALL)
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[T ,].*)?", re.DOTALL)
_DAY_MONTH_WORD = re.compile(
    r"(?:[A-Za-z]+,? +)?(\d{1,2})(?:st|nd|rd|th)?[ -]+([A-Za-z]+)\.?,?[ -]+(\d{4})(?:[T ,].*)?", re.DOTALL
)
_MONTH_WORD_DAY = re.compile(r"(?:[A-Za-z]+, +)?([A-Za-z]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?:[T ,].*)?", re.DOTALL)


def publication_date(written: str) -> str | None:
    """The day that ``written`` names as ``YYYY-MM-DD``, or None when it names no single possible day.

    Read are ISO dates and times (``2022-01-05T10:00Z``), ``20220105``, ``5 January 2022``, ``Wed, 05 Jan 2022 10:00``,
    ``January 5, 2022`` and the continental ``05.01.2022``. ``05/01/2022`` is the fifth of January in London and the first of
    May in New York, so it is read only where one of the two numbers is above 12. The day is the one written,
    without moving it to another time zone. Years outside 1500 to 2199 are taken for typing errors.
    """
    written = written.strip()
    if match := _ISO.fullmatch(written):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif match := _COMPACT.fullmatch(written):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _DAY_FIRST.fullmatch(written):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." or first > 12 or first == second:
            day, month = first, second
        elif second > 12:
            day, month = second, first
        else:
            return None
    elif match := _DAY_MONTH_WORD.fullmatch(written):
        day, month, year = int(match[1]), _MONTHS.get(match[2].lower(), 0), int(match[3])
    elif match := _MONTH_WORD_DAY.fullmatch(written):
        day, month, year = int(match[2]), _MONTHS.get(match[1].lower(), 0), int(match[3])
    else:
        return None
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
