"""Rules that name a stretch by its unit: "last week", "that year", "the third quarter", "the weekend"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from allegedly.coder.dates import values
from allegedly.coder.dates.grammar import Found, rule
from allegedly.coder.dates.lexer import Word
from allegedly.coder.dates.rules.days import one_day
from allegedly.coder.dates.rules.periods import month
from allegedly.coder.dates.rules.setting import Setting, beside, days_back, mod_of, word_after, word_before, word_of
from allegedly.coder.dates.values import Reading, in_quarter, in_year, shifted, unknown
from allegedly.coder.lexicon import load

# "... ended July 31"
_ENDED = re.compile(r"\s+end(?:ed|ing)\s+(?:on\s+)?([A-Z][a-z]+)\.?\s+(\d{1,2})\b")


@rule(
    "%phase <the>? {k=last|next|this|that|latest} <the>? <filler>? {u=unit}",
    "%phase <the> {k=point} <filler>? {u=unit}",
    "%phase {k=that} <that>? {u=unit}",
    "<the> {k=that} {u=unit}",
    "<the>? {edge=begin|mid|end} <of> <the>? {k=last|next|this|that|latest}? <filler>? {u=unit}",
    "<the> {k=next|last} {u=unit}",
    "<this> {k=point} {u=unit}",
    "<the|its> {filler=filler}? {k=unit}",
    "%phase <the> {u=unit}",
)
def by_unit(found: Found, setting: Setting) -> Reading | None:
    """ "this week", "last year", "later this month", "the end of the year", "that day", "the following year", "the quarter"."""
    unit, relation, published = found.letter("u") or found.letter("k"), found.word("k"), setting.published
    if unit is None or unit.startswith("T"):
        return None
    said = setting.mentioned(at=found.start)
    bare = relation is None or relation.kind == "unit"
    kind = "" if bare or relation is None else relation.kind
    if bare and not (found.has("edge") or found.has("phase")):
        return _bare_unit(found, setting, unit)
    if unit == "D" and found.has("phase") and bare:
        return None  # "late in the day"
    if kind == "point":
        value = relation.value if relation else None
        if value == "PAST_REF":
            length, day = values.duration(1, unit), days_back(published, unit, 1)
            return replace(length, first=day, last=published, precision="range", basis="relative") if day else length
        kind = "this" if value == "PRESENT_REF" else "next"
    steps = {"last": -1, "next": 1}.get(kind, 0)
    the = setting.text[found.start : found.start + 4].lower() == "the "
    # "that year", "the following day", "the previous week" go by the date before them, "last year" by publication.
    if kind == "that" or (steps and the and unit in ("D", "W", "M", "Y") and relation is not None and _tells(setting, relation)):
        anchor = said.first if said else None
        if anchor is None and kind != "that":
            anchor = published
    elif kind == "latest":
        if unit == "Q":
            return the_quarter(found, setting)
        anchor, steps = published, -1
    elif bare and unit == "M":
        anchor = setting.day_said(found.start) or published  # "told on 12 March that it would close at the end of the month"
    else:
        anchor = published
    if anchor is None:
        return values.unknown_in(unit).with_mod(mod_of(found))
    if kind == "that" and unit == "D" and said is not None and said.precision != "day":
        # No day was named, only the month or year that it lies in.
        gaps = {"month": f"{anchor:%Y-%m}-XX", "year": f"{anchor.year:04}-XX-XX"}
        return unknown(gaps.get(str(said.precision), "XXXX-XX-XX"), "day").with_mod(mod_of(found))
    reading = shifted(unit, anchor, steps)
    return reading.relative().with_mod(mod_of(found)) if reading else None


def _bare_unit(found: Found, setting: Setting, unit: str) -> Reading | None:
    """ "the quarter", "the year", "the week", "the full year": what a unit with an article alone means."""
    published = setting.published
    if unit == "Q":
        return the_quarter(found, setting, bare=True)
    if unit == "Y" and any(word.value == "whole" for word in found.words("filler")):
        return in_year(published.year).relative() if published else unknown("XXXX", "year")
    if word_after(setting, found) in beside("unit_after"):
        return None
    if unit in ("W", "M") and word_after(setting, found) in beside("week_ends"):
        return values.duration(1, unit)  # "in the week to 16 November"
    if unit == "W":
        return values.in_week(published).relative() if published else unknown("XXXX-WXX", "week")
    if unit != "Y":
        return None
    if found.has("filler") or word_after(setting, found) in beside("year_ends"):
        return values.duration(1, "Y")  # "the year ended March 31", "the fiscal year"
    year = setting.year_said(found.start) or (published.year if published else None)
    return in_year(year).relative() if year else unknown("XXXX", "year")


def _tells(setting: Setting, relation: Word) -> bool:
    """Whether a word tells on from a date before it ("the following day") and not from publication ("last week")."""
    word = setting.text[relation.start : relation.end].lower()
    return word in ("following", "previous", "preceding", "next")


def the_quarter(found: Found, setting: Setting, *, bare: bool = False) -> Reading | None:
    """The quarter that is spoken of; else the last one before publication."""
    said = setting.current_quarter(found.start, 3000)
    if said:
        return said.relative()
    ended = _ENDED.match(setting.text, found.end)
    if ended is not None:
        # "The quarter ended July 31": the one that most of those three months lie in.
        day = one_day_of(ended.group(1), ended.group(2), setting.published)
        middle = values.shift_days(day, -45) if day else None
        if middle is not None:
            return in_quarter(middle.year, (middle.month + 2) // 3).relative()
    if bare and word_after(setting, found) not in beside("year_ends"):
        return None  # "police sealed off the quarter"
    if setting.published is None:
        return unknown("XXXX-QX", "quarter")
    last = shifted("Q", setting.published, -1)
    return last.relative() if last else None


def one_day_of(month: str, day: str, published: date | None) -> date | None:
    """The last such day before publication; null without a date of publication, or when the words name no month."""
    classes = load("dates")["classes"]
    number = classes["month"].get(month.lower()) or classes["monthabbr"].get(month.lower())
    if number is None or published is None:
        return None
    days = [found for year in (published.year, published.year - 1) if (found := values.make_date(year, number, int(day)))]
    return next((found for found in days if found <= published), None)


@rule("<the|this|last|next>? %phase {k=weekend}", "{k=weekend}")
def weekend(found: Found, setting: Setting) -> Reading | None:
    """ "the weekend", "last weekend", "this weekend"."""
    relation = setting.text[found.start : found.end].lower().split()[0]
    if relation == "weekend" and word_before(setting, found) not in beside("weekend_before"):
        return None
    if setting.published is None:
        return unknown("XXXX-WXX-WE", "week")
    steps = {"next": 1, "last": -1}.get(relation)
    if steps is None:
        steps = 0 if setting.published.isoweekday() >= 5 or relation == "this" or setting.tense(found.start) == "future" else -1
    day = values.shift_days(setting.published, 7 * steps)
    return values.in_weekend(day).relative() if day else None


@rule(
    "<the|its>? <filler>? -? {o=ordinal} -? {u=unit} (?: ,? <of>? (?:{y=year}|{k=last|this|next}{v=unit}))?",
    "<the> {y=year} {o=ordinal} -? {u=unit}",
    "{k=this|last|next} {v=unit} <possessive> {o=ordinal} -? {u=unit}",
    "<the>? {k=last|next|latest|this} <filler>? {o=ordinal} {u=unit}",
)
def numbered_unit(found: Found, setting: Setting) -> Reading | None:
    """ "the third quarter", "the fourth quarter of 1994", "the 19th century", "next year's first quarter"."""
    place, unit, year, published = found.number("o"), found.letter("u"), found.number("y"), setting.published
    if place is None:
        return None
    if unit == "C":
        return values.in_century(int(place)) if 1 <= place <= 21 and not found.has("k") else None
    if unit != "Q" or not 1 <= place <= 4 or found.letter("v") not in (None, "Y"):
        return None
    quarter = int(place)
    if year is not None:
        return in_quarter(int(year), quarter)
    if published is None:
        return unknown(f"XXXX-Q{quarter}", "quarter")
    current = (published.month - 1) // 3 + 1
    if found.has("v"):
        step = int(found.number("k") or 0)
    elif found.has("k"):
        step = {"last": -1 if quarter >= current else 0, "next": 1 if quarter <= current else 0}.get(word_of(found, "k").kind, 0)
    else:
        step = -1 if quarter > current and setting.tense(found.start) != "future" else 0
    return in_quarter(published.year + step, quarter).relative() if published.year + step > 0 else None


@rule("<the> {y=year} (?:{u=unit}|{n=period})", "<the> {k=latest} {n=period}", "<the> {f=final|last} {u=unit} <of> {y=year}")
def quarter_of_year(found: Found, setting: Setting) -> Reading | None:
    """ "the 1988 quarter", "the 1988 period", "the latest period": the quarter that is spoken of, in that year."""
    if found.letter("u") not in (None, "Q"):
        return None
    if not found.has("y"):
        return the_quarter(found, setting)
    if found.has("f"):
        return in_quarter(int(found.number("y") or 0), 4) if found.has("u") else None
    year = int(found.number("y") or 0)
    said = setting.current_quarter(found.start, 3000) if found.has("u") else setting.compared_quarter(found.start, 3000)
    if said is not None and said.first is not None:
        return in_quarter(year, (said.first.month + 2) // 3).relative()
    return in_year(year)


@rule(
    "<the> <that|like> {n=unit|period} <of|in>? {k=last|this} {v=unit}",
    "<the> <that|like> {n=unit|period} <of|in>? {y=year}",
    "<the> <that|like>? {n=unit|period} <a> {v=unit} {g=ago|earlier}",
    "{k=last} {v=unit} <possessive> {n=unit|period}",
)
def period_before(found: Found, setting: Setting) -> Reading | None:
    """ "The corresponding period last year", "the same month of 2013", "the quarter a year ago": what is spoken of, in another year."""
    unit, published = found.letter("n"), setting.published
    if found.letter("v") not in (None, "Y") or unit in ("Y", "D", "W"):
        return None
    year = int(found.number("y") or 0)
    if not year:
        if published is None:
            return values.unknown_in(unit or "Q")
        year = published.year - (0 if found.has("k") and found.number("k") == 0 else 1)
    if unit == "M":
        said = setting.mentioned("month", "day", at=found.start)
        if said is None or said.first is None:
            return None
        return values.in_month(year, said.first.month).relative()
    said = setting.compared_quarter(found.start, 3000) if unit is None else the_quarter(found, setting)
    if said is None or said.first is None:
        return in_year(year).relative() if unit is None else None
    return in_quarter(year, (said.first.month + 2) // 3).relative()


@rule("{q=quarter_name} (?:<of>|,|-)? {y=year}", "{y=year} (?:,|-)? {q=quarter_name}", "{q=quarter_name}")
def named_quarter(found: Found, setting: Setting) -> Reading | None:
    """ "Q3 2025", "2025-Q3"; alone the last one that has begun."""
    quarter, year, published = int(found.number("q") or 0), found.number("y"), setting.published
    if year is not None:
        return in_quarter(int(year), quarter)
    if published is None:
        return unknown(f"XXXX-Q{quarter}", "quarter")
    late = quarter > (published.month - 1) // 3 + 1 and setting.tense(found.start) != "future"
    return in_quarter(published.year - late, quarter).relative()


@rule("<the> <new> {u=unit}")
def new_year(found: Found, setting: Setting) -> Reading | None:
    """ "Put off until the new year": the next year in autumn, this one in spring."""
    if found.letter("u") != "Y" or word_after(setting, found) == "s":
        return None
    if setting.published is None:
        return unknown("XXXX", "year")
    return in_year(setting.published.year + (setting.published.month > 6 and setting.tense(found.start) != "past")).relative()


@rule("<this> <moment> {k=last|next} {u=unit}")
def same_time(found: Found, setting: Setting) -> Reading | None:
    """ "This time last year": the month of publication in that year, or the day of that week."""
    unit, step = found.letter("u"), found.number("k") or 0
    if unit not in ("Y", "M", "W"):
        return None
    if setting.published is None:
        return values.unknown_in("M" if unit == "Y" else "D")
    reading = shifted("M", setting.published, 12 * step) if unit == "Y" else shifted(unit, setting.published, step)
    return reading.relative() if reading else None


@rule("<the>? {o=ordinal|last} {n=number} {u=units} <of> (?:{y=year}|{k=last|this|next} {v=unit})")
def quarters_of_year(found: Found, setting: Setting) -> Reading | None:
    """ "The first two quarters of 1990": half a year."""
    half = 2 if word_of(found, "o").kind == "last" else 1 if found.number("o") == 1 else 0
    if not half or found.letter("u") != "Q" or found.number("n") != 2 or found.letter("v") not in (None, "Y"):
        return None
    year = found.number("y")
    if year is None and setting.published is not None:
        year = setting.published.year + (found.number("k") or 0)
    return values.in_half(int(year), half) if year else unknown(f"XXXX-H{half}")


@rule(
    "<the> {o=ordinal|last} (?:{h=half}|{x=unit}) <of> %month (?: ,? %date_year)?",
    "<the> {o=ordinal|last} (?:{h=half}|{x=unit}) <of> {k=last|this|next} {v=unit}",
)
def piece_of_month(found: Found, setting: Setting) -> Reading | None:
    """ "The second half of June": the month as value, with its days; "the first week of May": the week that most of those days lie in."""
    published, last = setting.published, word_of(found, "o").kind == "last"
    if found.letter("x") not in (None, "W") or found.letter("v") not in (None, "M"):
        return None
    if found.has("v"):
        whole = shifted("M", published, found.number("k") or 0) if published else None
        whole = whole.relative() if whole else None
    else:
        whole = month(found, setting)
    if whole is None or whole.first is None or whole.last is None:
        return None
    place = int(found.number("o") or 0)
    if not found.has("h"):
        if not last and not 1 <= place <= 4:
            return None
        middle = values.shift_days(whole.last, -3) if last else whole.first.replace(day=7 * place - 3)
        return replace(values.in_week(middle), basis=whole.basis) if middle else None
    if not last and place not in (1, 2):
        return None
    late = last or place == 2
    first, end = (whole.first.replace(day=16), whole.last) if late else (whole.first, whole.first.replace(day=15))
    return replace(whole, first=first, last=end, precision="range", mod="END" if late else "START")


@rule(
    "<the> {u=unit} <begin|opening> %month {d=number|ordinal} (?: ,? %date_year)?",
    "<the> {u=unit} <begin|opening> {d=number|ordinal} <of>? %month (?: ,? %date_year)?",
)
def week_beginning(found: Found, setting: Setting) -> Reading | None:
    """ "The week beginning 24 January"."""
    day = one_day(found, setting, found.number("d")) if found.letter("u") == "W" else None
    return replace(values.in_week(day.first), basis=day.basis) if day and day.first else None


@rule("<the> {u=unit} <of> %month {d=number|ordinal} (?: ,? %date_year)?")
def week_of(found: Found, setting: Setting) -> Reading | None:
    """ "the week of March 6"."""
    day = one_day(found, setting, found.number("d")) if found.letter("u") == "W" else None
    return replace(values.in_week(day.first), basis=day.basis) if day and day.first else None


@rule("<the>? {o=ordinal|last} {h=half} <of> (?:{y=year}|{k=this|last|next}{u=unit}|<the>{u2=unit})")
def half_year(found: Found, setting: Setting) -> Reading | None:
    """ "the first half of 1990"."""
    half = 2 if word_of(found, "o").kind == "last" else int(found.number("o") or 0)
    if half not in (1, 2) or (found.letter("u") or found.letter("u2") or "Y") != "Y":
        return None
    year = found.number("y")
    if year is None and setting.published is not None:
        year = setting.published.year + (found.number("k") or 0)
    return values.in_half(int(year), half) if year else unknown(f"XXXX-H{half}")
