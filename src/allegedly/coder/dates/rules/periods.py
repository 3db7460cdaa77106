"""Rules for holidays, months and seasons: "Easter Sunday", "late November", "the summer of 1994"."""

from __future__ import annotations

from datetime import date

from allegedly.coder.dates import values
from allegedly.coder.dates.grammar import Found, rule
from allegedly.coder.dates.rules.setting import Setting, beside, mod_of, word_after, word_before, word_of
from allegedly.coder.dates.values import Reading, in_month, make_date, on_day, unknown


@rule(
    "{k=last|next|this}? {h=holiday} (?:{eve=eve}|{u=unit}|{w=weekday})? (?: ,? %date_year)?",
    "<new> {u=unit} <possessive> (?:{eve=eve}|{d=unit})",
)
def holiday(found: Found, setting: Setting) -> Reading | None:
    """ "Christmas Eve", "Easter Sunday", "Thanksgiving Day", "New Year's Eve"."""
    unit: str | None = None
    if found.has("h"):
        spec, steps = str(found.value("h")), int(found.number("eve") or 0)
        unit = found.letter("u")
        if unit is not None and unit not in ("D", "W"):
            return None
        if found.has("w") and spec == "easter+0":
            steps = {5: -2, 6: -1, 7: 0, 1: 1}.get(int(found.number("w") or 0), 0)
    else:
        if found.letter("u") != "Y" or found.letter("d") not in (None, "D"):
            return None
        spec, steps = ("12-31", 0) if found.has("eve") else ("01-01", 0)
    anchor = setting.published
    relation = found.word("k")
    year = found.number("y") or (setting.year_said(found.start) if relation is None else None)
    if year is None and anchor is None:
        return unknown("XXXX" if not spec[0].isdigit() else f"XXXX-{spec}", "day")
    years = [int(year)] if year is not None else [anchor.year - 1, anchor.year, anchor.year + 1]  # type: ignore[union-attr]
    days = [shifted_day for n in years if (day := _holiday_in(n, spec)) and (shifted_day := values.shift_days(day, steps))]
    if not days:
        return None
    if unit == "W":
        days = [monday for day in days if (monday := values.in_week(day).first)]
    if year is not None or anchor is None:
        return values.in_week(days[0]) if unit == "W" else on_day(days[0])
    tense = {"last": "past", "next": "future"}.get(relation.kind if relation else "") or setting.tense(found.start)
    suiting = [d for d in days if not (tense == "past" and d > anchor) and not (tense == "future" and d < anchor)]
    day = min(suiting or days, key=lambda d: abs((d - anchor).days))
    return (values.in_week(day) if unit == "W" else on_day(day)).relative()


def _holiday_in(year: int, spec: str) -> date | None:
    if spec.startswith("easter"):
        return values.easter(year)
    if spec.startswith("thu4"):
        first = make_date(year, 11, 1)
        return make_date(year, 11, 22 + (4 - first.isoweekday()) % 7) if first else None
    month, day = spec.split("-")
    return make_date(year, int(month), int(day))


@rule(
    "%phase %month (?:,|<of>)? {y=year}",
    "%edge {m=month} (?: ,? %date_year)?",
    "%phase {k=last|next|this}? {m=month}",
    "{m=month} {k=last|this|next} {u=unit}",
    "{m=month} <of> {k=last|this|next|that} {u=unit}",
)
def month(found: Found, setting: Setting) -> Reading | None:
    """ "November 2006", "late November", "last June", "January this year", "the end of May"."""
    number, year, published = found.number("m"), found.number("y"), setting.published
    if number is None:
        return None
    relation, steps = found.word("k"), found.number("k")
    if found.has("u"):
        if found.letter("u") != "Y":
            return None
        if relation is not None and relation.kind == "that":
            said = setting.mentioned(at=found.start)
            year = said.first.year if said and said.first else None
        else:
            year = published.year + (steps or 0) if published else None
        reading = in_month(int(year), int(number)).relative() if year else unknown(f"XXXX-{number:02.0f}", "month")
    elif year is not None:
        reading = in_month(int(year), int(number))
    elif relation is None and (said_year := setting.year_said(found.start)) is not None:
        reading = in_month(said_year, int(number)).relative()
    elif published is None:
        reading = unknown(f"XXXX-{number:02.0f}", "month")
    else:
        offset = int(number) - published.month
        tense = {"last": "past", "next": "future"}.get(relation.kind if relation else "")
        tense = tense or ("future" if setting.goes_on_ahead(found.start, "month") else setting.tense(found.start))
        if relation is not None and relation.kind == "this":
            step = 0
        elif relation is not None and relation.kind == "last":
            step = -1 if offset >= 0 else 0
        elif tense == "future":
            step = 1 if offset < 0 else 0
        elif tense == "past":
            step = -1 if offset > 0 else 0
        else:
            step = -1 if offset > 4 else 1 if offset < -8 else 0  # a month ahead weighs two behind
        reading = in_month(published.year + step, int(number)).relative() if published.year + step > 0 else unknown("XXXX")
    return reading.with_mod(mod_of(found))


@rule(
    "%phase <the>? {s=season} (?:<of>|,)? {y=year} (?: - {n=number})?",
    "%phase {k=last|this|next} {past=point}? {s=season}",
    "%phase <the> {s=season}",
    "<the> {phase=early|mid|late} -? {s=season} (?:(?:<of>|,)? {y=year})?",
    "<the> {k=last|next} {s=season}",
    "%edge <the>? {s=season}",
)
def season(found: Found, setting: Setting) -> Reading | None:
    """ "last fall", "the summer", "the winter of 1994"; a bare "spring" or "fall" only behind "in", "by", "since" or "of"."""
    letter, year, published = found.letter("s"), found.number("y"), setting.published
    if letter is None:
        return None
    relation = found.word("k")
    if year is not None:
        return values.in_season(int(year), letter).with_mod(mod_of(found))
    bare = relation is None and found.start == word_of(found, "s").start
    if bare and word_before(setting, found) not in beside("season_before"):
        return None
    if (
        relation is None
        and (word_of(found, "s").end - word_of(found, "s").start == 4)
        and word_after(setting, found) in beside("unit_after")
    ):
        return None  # "the fall of the government"
    if published is None:
        return unknown(f"XXXX-{letter}", "season").with_mod(mod_of(found))
    start = values.season_month(letter)
    year = published.year
    tense = setting.tense(found.start)
    if relation is not None and relation.kind == "last":
        year -= 1 if published.month < (start + 3 if letter != "WI" else 15) else 0
    elif (relation is not None and relation.kind == "next") or (relation is None and tense == "future"):
        year += 1 if published.month > start else 0
    elif relation is None and tense == "past" and published.month < start:
        year -= 1
    return values.in_season(year, letter).relative().with_mod(mod_of(found))
