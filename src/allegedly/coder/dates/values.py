"""Stretches of the calendar with their TIMEX3 values: days, weeks, months, quarters, seasons, years, decades, centuries.

All arithmetic on dates is here. What falls outside the years that Python can count keeps its value and has no days.

Notes:
    Values follow the TimeML 1.2.1 guidelines (TIMEX3), as TempEval-3 uses them: a decade is its year without the last digit
    (``198``), a century without the last two (``19``), a week ``1998-W02``, a weekend ``1998-W02-WE``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "week", "month", "season", "quarter", "year", "decade", "century", "range"]
Basis = Literal["explicit", "relative", "none"]
Kind = Literal["DATE", "TIME", "DURATION", "SET"]

# First month of each season; winter runs into the next year.
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time expression means: TIMEX3 attributes, and the first and last day where it names some."""

    type: Kind
    value: str
    first: date | None = None
    last: date | None = None
    precision: Precision | None = None
    mod: str | None = None
    basis: Basis = "none"
    # Read so that nothing else reads the words, and not given out: an age, or the dateline of the article.
    hidden: Literal["age", "dateline"] | None = None

    def with_mod(self, mod: str | None) -> Reading:
        """The same with ``mod``, where there is one."""
        return replace(self, mod=mod) if mod else self

    def relative(self) -> Reading:
        """The same, resolved against another date."""
        return replace(self, basis="relative")


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or null when the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_days(anchor: date, days: int) -> date | None:
    """``days`` later, or null outside the calendar."""
    try:
        return anchor + timedelta(days=days)
    except OverflowError:
        return None


def month_end(year: int, month: int) -> date | None:
    """The last day of a month."""
    following = make_date(year + month // 12, month % 12 + 1, 1)
    return shift_days(following, -1) if following else make_date(year, month, 31)


def unknown(value: str, precision: Precision | None = None) -> Reading:
    """An underspecified date (``XXXX-12``): words that need a date that nobody gave."""
    return Reading("DATE", value, precision=precision, basis="relative")


def unknown_in(unit: str) -> Reading:
    """An underspecified day, week, month ... by its unit."""
    return unknown({"D": "XXXX-XX-XX", "W": "XXXX-WXX", "F": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(unit, "XXXX"))


def on_day(day: date) -> Reading:
    """One day."""
    return Reading("DATE", day.isoformat(), day, day, "day", basis="explicit")


def in_week(day: date) -> Reading:
    """The ISO week (Monday to Sunday) of ``day``."""
    year, week, weekday = day.isocalendar()
    return Reading(
        "DATE", f"{year:04}-W{week:02}", shift_days(day, 1 - weekday), shift_days(day, 7 - weekday), "week", basis="explicit"
    )


def in_weekend(day: date) -> Reading:
    """Saturday and Sunday of the ISO week of ``day``."""
    week = in_week(day)
    return Reading("DATE", f"{week.value}-WE", shift_days(day, 6 - day.isoweekday()), week.last, "range", basis="explicit")


def in_month(year: int, month: int) -> Reading:
    """One month."""
    return Reading("DATE", f"{year:04}-{month:02}", make_date(year, month, 1), month_end(year, month), "month", basis="explicit")


def in_quarter(year: int, quarter: int) -> Reading:
    """One quarter of the calendar year."""
    first = make_date(year, 3 * quarter - 2, 1)
    return Reading("DATE", f"{year:04}-Q{quarter}", first, month_end(year, 3 * quarter), "quarter", basis="explicit")


def in_half(year: int, half: int) -> Reading:
    """One half of the calendar year."""
    first = make_date(year, 6 * half - 5, 1)
    return Reading("DATE", f"{year:04}-H{half}", first, month_end(year, 6 * half), "range", basis="explicit")


def in_season(year: int, season: str) -> Reading:
    """One season, by whole months; winter is named by the year in which it begins."""
    month = _SEASONS[season]
    last = month_end(year + 1, 2) if season == "WI" else month_end(year, month + 2)
    return Reading("DATE", f"{year:04}-{season}", make_date(year, month, 1), last, "season", basis="explicit")


def season_month(season: str) -> int:
    """The month with which a season begins."""
    return _SEASONS[season]


def in_year(year: int) -> Reading:
    """One year."""
    return Reading("DATE", f"{year:04}", make_date(year, 1, 1), make_date(year, 12, 31), "year", basis="explicit")


def in_decade(year: int) -> Reading:
    """The ten years that ``year`` is in, as "the 1980s" says it."""
    first = year - year % 10
    return Reading("DATE", f"{first // 10:03}", make_date(first, 1, 1), make_date(first + 9, 12, 31), "decade", basis="explicit")


def in_century(number: int) -> Reading:
    """The nineteenth century is 1801 to 1900, with the value ``18``."""
    first = 100 * (number - 1) + 1
    return Reading("DATE", f"{number - 1:02}", make_date(first, 1, 1), make_date(first + 99, 12, 31), "century", basis="explicit")


def between(first: Reading, last: Reading) -> Reading:
    """From the first day of one to the last day of the other; the first alone when they are the wrong way round."""
    if first.first is None or last.last is None or first.first > last.last:
        return first
    basis: Basis = "relative" if "relative" in (first.basis, last.basis) else "explicit"
    return Reading("DATE", f"{first.value}/{last.value}", first.first, last.last, "range", basis=basis)


def shifted(unit: str, anchor: date, steps: float) -> Reading | None:
    """The day, week, month ... that lies ``steps`` units from ``anchor``; null for units shorter than a day."""
    if unit == "F":
        unit, steps = "W", steps * 2
    if unit in ("D", "W"):
        day = shift_days(anchor, round(steps * (7 if unit == "W" else 1))) if abs(steps) < 5_000_000 else None
        return (on_day(day) if unit == "D" else in_week(day)) if day else None
    if unit == "M":
        months = anchor.year * 12 + anchor.month - 1 + round(steps)
        return in_month(months // 12, months % 12 + 1) if months >= 12 else None
    if unit == "Q":
        quarters = anchor.year * 4 + (anchor.month - 1) // 3 + round(steps)
        return in_quarter(quarters // 4, quarters % 4 + 1) if quarters >= 4 else None
    if unit == "Y" and steps % 1:  # "two and a half years ago"
        return shifted("Y", month.first, 0) if (month := shifted("M", anchor, steps * 12)) and month.first else None
    years = {"Y": 1, "E": 10, "C": 100, "L": 1000}.get(unit)
    if years is None:
        return None
    year = anchor.year + round(steps * years)
    if not 1 <= year <= 9999:
        return None
    if unit == "Y":
        return in_year(year)
    return in_decade(year) if unit == "E" else in_century((year - 1) // 100 + 1)


def duration(amount: float | None, unit: str) -> Reading:
    """A length of time; an amount of null is a vague one (``PXY``)."""
    if unit == "C" and amount is None:
        return Reading("DURATION", "PXC")
    if unit in ("E", "C", "L"):  # "two decades" is twenty years; "decades" is some years
        factor = {"E": 10, "C": 100, "L": 1000}[unit]
        amount, unit = (amount * factor if amount is not None else None), "Y"
    if unit == "F":
        amount, unit = (amount * 2 if amount is not None else None), "W"
    clock = "T" if unit.startswith("T") else ""
    rest = {"Y": "6M", "TH": "30M", "TM": "30S"}.get(unit, "")
    if amount is not None and amount % 1 == 0.5 and rest:  # "two and a half years" is P2Y6M
        return Reading("DURATION", f"P{clock}{amount // 1:g}{unit.removeprefix('T')}{rest}")
    return Reading("DURATION", f"P{clock}{'X' if amount is None else f'{amount:g}'}{unit.removeprefix('T')}")


def easter(year: int) -> date | None:
    """Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return make_date(year, month, day + 1) if 1 <= year <= 9999 else None
