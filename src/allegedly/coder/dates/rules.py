"""How each kind of time expression is read: the rules of the grammar with their resolvers.

Notes:
    What is marked, how far it reaches and which value it gets follow TIMEX3 as the TempEval-3 guidelines apply it: no preposition, the
    article only where the expression needs it ("the third quarter"), "ago" and "earlier" inside.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from allegedly.coder.dates import values
from allegedly.coder.dates.grammar import Found, rule
from allegedly.coder.dates.values import Reading, in_month, in_quarter, in_year, make_date, on_day, shifted, unknown
from allegedly.coder.lexicon import load


@dataclass(slots=True)
class Setting:
    """What a time expression is read against: the publication day, the dates read before it, and the tense of its verb."""

    text: str
    published: date | None
    tense: Callable[[int], str | None]
    before: list[tuple[int, Reading]] = field(default_factory=list)
    # The quarter that is spoken of, which "the quarter" and "a year earlier" go by; comparisons do not move it.
    quarter: tuple[int, Reading] | None = None

    def note(self, at: int, reading: Reading, rule: str) -> None:
        """Remember a date for those after it."""
        self.before.append((at, reading))
        if reading.precision == "quarter" and reading.first is not None and rule not in ("away", "year_words", "quarter_of_year"):
            self.quarter = (at, reading)

    def current_quarter(self, at: int, within: int) -> Reading | None:
        """The quarter that is spoken of, when it was named at most ``within`` characters before."""
        return self.quarter[1] if self.quarter is not None and at - self.quarter[0] <= within else None

    def mentioned(self, *precisions: str, within: int = 600, at: int) -> Reading | None:
        """The last date with days (of one of ``precisions``, where given) that was read at most ``within`` characters before ``at``."""
        for start, reading in reversed(self.before):
            if at - start > within:
                return None
            if reading.first is not None and (not precisions or reading.precision in precisions):
                return reading
        return None


def _mod(found: Found) -> str | None:
    words = found.words("approx")
    if words:
        return next((str(word.value) for word in reversed(words) if isinstance(word.value, str)), None)
    phase = found.word("phase") or found.word("edge")
    if phase is None:
        return None
    return {"earlier": "START", "later": "END"}.get(phase.kind, str(phase.value))


# -- days ------------------------------------------------------------------------------------------------------------


# A writer who means the same day of last year, and not the one that comes in these days, says so.
_SOON = 35


def _near(setting: Setting, at: int, month: int, day: int) -> Reading:
    """A day without a year: the nearest one to publication that suits the tense of its verb."""
    published = setting.published
    if published is None:
        return unknown(f"XXXX-{month:02}-{day:02}", "day")
    days = [d for year in (published.year - 1, published.year, published.year + 1) if (d := make_date(year, month, day))]
    if not days:
        return unknown(f"XXXX-{month:02}-{day:02}", "day")
    tense = setting.tense(at)
    suiting = [
        d for d in days if not (tense == "past" and (d - published).days > _SOON) and not (tense == "future" and d < published)
    ]
    return on_day(min(suiting or days, key=lambda d: abs((d - published).days))).relative()


def _one_day(found: Found, setting: Setting, day: float | None) -> Reading | None:
    month, year = found.number("m"), found.number("y")
    if month is None or day is None or day != int(day) or not 1 <= day <= 31:
        return None
    if year is None:
        return _near(setting, found.start, int(month), int(day))
    exact = make_date(int(year), int(month), int(day))
    return on_day(exact) if exact else None


@rule(
    "%weekday %month {d=number|ordinal} (?: ,? %date_year)?",
    "%weekday <the>? {d=number|ordinal} <of>? -? %month (?: ,? -? %date_year)?",
    "%weekday <the> {d=ordinal} <of> %month",
)
def month_day(found: Found, setting: Setting) -> Reading | None:
    """ "December 16", "16 December 2021", "Thursday, Dec. 16"."""
    return _one_day(found, setting, found.number("d"))


@rule(
    "%weekday %month {d=number|ordinal} (?: - | <to|and> ) {e=number|ordinal} (?: ,? %date_year)?",
    "{d=number|ordinal} (?: - | <to|and> ) {e=number|ordinal} <of>? %month (?: ,? %date_year)?",
)
def days_of_month(found: Found, setting: Setting) -> Reading | None:
    """ "March 3-9", "3 to 9 March 2021": one stretch from the first day to the last."""
    first, last = _one_day(found, setting, found.number("d")), _one_day(found, setting, found.number("e"))
    if first is None or last is None or first.first is None or last.first is None or first.first >= last.first:
        return None
    return values.between(first, last)


@rule(
    "%month {d=number|ordinal} (?: - | <to> ) {n=month|monthabbr} {e=number|ordinal} (?: ,? %date_year)?",
    "{d=number|ordinal} %month (?: - | <to> ) {e=number|ordinal} {n=month|monthabbr} (?: ,? %date_year)?",
)
def days_of_months(found: Found, setting: Setting) -> Reading | None:
    """ "March 30 to April 2", "30 March to 2 April"."""
    first = _one_day(found, setting, found.number("d"))
    month, day = found.number("n"), found.number("e")
    if first is None or first.first is None or month is None or day is None:
        return None
    last = make_date(first.first.year, int(month), int(day))
    return values.between(first, replace(on_day(last), basis=first.basis)) if last and first.first < last else None


@rule("{iso=iso}")
def iso_day(found: Found, setting: Setting) -> Reading | None:
    """ "2021-12-16"."""
    year, month, day = (int(part) for part in str(found.value("iso")).split("-"))
    exact = make_date(year, month, day)
    return on_day(exact) if exact else None


@rule("{numeric=numeric}")
def numeric_day(found: Found, setting: Setting) -> Reading | None:
    """ "16.12.2021", "12/16/2021": month first with slashes, unless only the other order makes a date."""
    text = str(found.value("numeric"))
    first, second, year = (int(part) for part in re.split(r"[/.]", text))
    if year < 100:
        if "." in text:
            return None
        year += 2000 if year < 50 else 1900
    exact = make_date(year, second, first) if "." in text else make_date(year, first, second) or make_date(year, second, first)
    return on_day(exact) if exact else None


@rule(
    "%phase {k=last|next|this|that|latest}? {w=weekday}",
    "%phase <this>? {k=next|this|point} {w=weekday}",
    "<the> {k=last|next|that} {w=weekday}",
    "%phase {w=weekday} {p=part|night}",
    "%phase {k=last|next|this} {w=weekday} {p=part|night}",
    "{w=weekday} {v=last|next|this} {u=unit}",
)
def weekday(found: Found, setting: Setting) -> Reading | None:
    """ "Thursday", "last Friday", "Monday morning", "Tuesday of last week" (by its words)."""
    number, published = found.number("w"), setting.published
    part = found.letter("p")
    suffix = f"T{part}" if part else ""
    if number is None:
        return None
    if published is None:
        reading = unknown(f"XXXX-WXX-{number:.0f}{suffix}", "day")
        return replace(reading, type="TIME" if part else "DATE").with_mod(_mod(found))
    ahead = (int(number) - published.isoweekday()) % 7
    relation = found.word("k")
    week = found.word("v")
    if week is not None:
        if found.letter("u") != "W":
            return None
        steps = int(found.number("v") or 0)
        day = values.shift_days(published, int(number) - published.isoweekday() + 7 * steps)
    elif relation is not None and relation.kind == "last":
        day = values.shift_days(published, ahead - 7)
    elif relation is not None and relation.kind in ("next", "point"):
        day = values.shift_days(published, ahead or 7)
    else:
        tense = setting.tense(found.start)
        day = values.shift_days(published, ahead if ahead == 0 or tense == "future" else ahead - 7)
    if day is None:
        return None
    reading = on_day(day).relative().with_mod(_mod(found))
    return replace(reading, type="TIME", value=f"{reading.value}{suffix}") if part else reading


@rule("%phase {t=today}", "%phase {t=today} {p=part|night}")
def today(found: Found, setting: Setting) -> Reading | None:
    """ "today", "yesterday", "tomorrow morning", "late yesterday"."""
    part = found.letter("p")
    suffix = f"T{part}" if part else ""
    day = values.shift_days(setting.published, int(found.number("t") or 0)) if setting.published else None
    if day is None:
        return replace(unknown(f"XXXX-XX-XX{suffix}", "day"), type="TIME" if part else "DATE")
    reading = on_day(day).relative().with_mod(_mod(found))
    return replace(reading, type="TIME", value=f"{reading.value}{suffix}") if part else reading


@rule("<the> {u=unit} {k=beside} {t=today}")
def beyond_today(found: Found, setting: Setting) -> Reading | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    if found.letter("u") != "D":
        return None
    steps = int(found.number("t") or 0) + int(found.number("k") or 0)
    day = values.shift_days(setting.published, steps) if setting.published else None
    return on_day(day).relative() if day else unknown("XXXX-XX-XX", "day")


@rule("%phase {k=this|last|that|next} {p=part|night}", "<the> {k=next|last} {p=part|night}", "{tonight=tonight}")
def part_of_day(found: Found, setting: Setting) -> Reading | None:
    """ "this morning", "last night", "tonight", "that evening"."""
    part = found.letter("p") or found.letter("tonight")
    relation = found.word("k")
    anchor = setting.published
    if relation is not None and relation.kind in ("that", "next"):
        said = setting.mentioned("day", at=found.start)
        anchor = said.first if said else None
    steps = {"last": -1, "next": 1}.get(relation.kind, 0) if relation else 0
    day = values.shift_days(anchor, steps) if anchor else None
    if day is None:
        return replace(unknown(f"XXXX-XX-XXT{part}", "day"), type="TIME")
    return replace(on_day(day), type="TIME", value=f"{day.isoformat()}T{part}", basis="relative").with_mod(_mod(found))


_CLOCK = ("{c=clock} {a=ampm}? {z=zone}?", "{h=number} {a=ampm} {z=zone}?")


@rule(
    *(f"{clock} ,? <on>? {{t=today}}?" for clock in _CLOCK),
    *(f"{clock} ,? <on>? {{w=weekday}}" for clock in _CLOCK),
    *(f"{clock} ,? <on>? %weekday %month {{d=number|ordinal}}" for clock in _CLOCK),
    "{p=part} <on>? {t=today}",
    "{p=part} <on>? {w=weekday}",
)
def time_of_day(found: Found, setting: Setting) -> Reading | None:
    """ "6 am", "10:30", "5 p.m. EST Nov. 8", "noon Thursday": a time, on the day that is named or else on that of publication."""
    clock, half_day = str(found.value("c") or ""), found.number("a")
    if found.has("c"):
        before = setting.text[max(0, found.start - 8) : found.start].rsplit(None, 1)
        at = before[-1].lower() if before else ""
        if (
            half_day is None
            and not found.has("z")
            and at not in ("at", "by", "around", "about", "until", "from", "to", "since", "before", "after")
        ):
            return None
        hour, minute = int(clock.split(":")[0]), clock.split(":")[1]
    elif found.has("p"):
        hour, minute = {"MI": 12, "NI": 24}.get(found.letter("p") or "", -1), "00"
        if hour < 0:
            return None
    else:
        number = found.number("h") or 0
        if number != int(number) or not 1 <= number <= 12:
            return None
        hour, minute = int(number), "00"
    if half_day is not None and hour <= 12:
        hour = hour % 12 + int(half_day)
    if hour > 24:
        return None
    day: Reading | None = None
    if found.has("t"):
        day = today(found, setting)
    elif found.has("m"):
        day = _one_day(found, setting, found.number("d"))
    elif found.has("w"):
        day = weekday(_Only(found, "w"), setting)
    elif setting.published:
        day = on_day(setting.published).relative()
    prefix = day.value[:10] if day else "XXXX-XX-XX"
    reading = day or unknown(prefix, "day")
    return replace(reading, type="TIME", value=f"{prefix}T{hour:02}:{minute}")


class _Only(Found):
    """A match of which only one named part is seen, so that a rule can ask another for a part of its own."""

    __slots__ = ("_name",)

    def __init__(self, found: Found, name: str) -> None:
        super().__init__(found.run, found._match)
        self._name = name

    def word(self, name: str):  # type: ignore[no-untyped-def]
        return super().word(name) if name == self._name else None


# -- holidays, months, seasons ---------------------------------------------------------------------------------------


@rule(
    "{k=last|next|this}? {h=holiday} (?:{eve=eve}|{u=unit}|{w=weekday})? (?: ,? %date_year)?",
    "<new> {u=unit} <possessive> (?:{eve=eve}|{d=unit})",
)
def holiday(found: Found, setting: Setting) -> Reading | None:
    """ "Christmas Eve", "Easter Sunday", "Thanksgiving Day", "New Year's Eve"."""
    if found.has("h"):
        spec, steps = str(found.value("h")), int(found.number("eve") or 0)
        unit = found.letter("u")
        if unit is not None and unit != "D":
            return None
        if found.has("w") and spec == "easter+0":
            steps = {5: -2, 6: -1, 7: 0, 1: 1}.get(int(found.number("w") or 0), 0)
    else:
        if found.letter("u") != "Y" or found.letter("d") not in (None, "D"):
            return None
        spec, steps = ("12-31", 0) if found.has("eve") else ("01-01", 0)
    anchor = setting.published
    year = found.number("y")
    if year is None and anchor is None:
        return unknown("XXXX" if not spec[0].isdigit() else f"XXXX-{spec}", "day")
    years = [int(year)] if year is not None else [anchor.year - 1, anchor.year, anchor.year + 1]  # type: ignore[union-attr]
    days = [shifted_day for n in years if (day := _holiday_in(n, spec)) and (shifted_day := values.shift_days(day, steps))]
    if not days:
        return None
    if year is not None or anchor is None:
        return on_day(days[0])
    relation = found.word("k")
    tense = {"last": "past", "next": "future"}.get(relation.kind if relation else "", None) or setting.tense(found.start)
    suiting = [d for d in days if not (tense == "past" and d > anchor) and not (tense == "future" and d < anchor)]
    return on_day(min(suiting or days, key=lambda d: abs((d - anchor).days))).relative()


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
    elif published is None:
        reading = unknown(f"XXXX-{number:02.0f}", "month")
    else:
        offset = int(number) - published.month
        tense = {"last": "past", "next": "future"}.get(relation.kind if relation else "") or setting.tense(found.start)
        if relation is not None and relation.kind == "this":
            step = 0
        elif relation is not None and relation.kind == "last":
            step = -1 if offset >= 0 else 0
        elif tense == "future":
            step = 1 if offset < 0 else 0
        elif tense == "past":
            step = -1 if offset > 1 else 0
        else:
            step = -1 if offset > 6 else 1 if offset < -8 else 0
        reading = in_month(published.year + step, int(number)).relative() if 0 < published.year + step else unknown("XXXX")
    return reading.with_mod(_mod(found))


@rule(
    "%phase <the>? {s=season} (?:<of>|,)? {y=year}",
    "%phase {k=last|this|next} {past=point}? {s=season}",
    "%phase <the> {s=season}",
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
        return values.in_season(int(year), letter).with_mod(_mod(found))
    if relation is None and found.start == _word(found, "s").start:
        if _before(setting, found) not in (
            "in",
            "by",
            "since",
            "of",
            "until",
            "during",
            "from",
            "early",
            "late",
            "through",
            "through",
        ):
            return None
    if relation is None and (_word(found, "s").end - _word(found, "s").start == 4) and _follows(setting, found, "of", "in"):
        return None  # "the fall of the government"
    if published is None:
        return unknown(f"XXXX-{letter}", "season").with_mod(_mod(found))
    start = values.season_month(letter)
    year = published.year
    tense = setting.tense(found.start)
    if relation is not None and relation.kind == "last":
        year -= 1 if published.month < (start + 3 if letter != "WI" else 15) else 0
    elif relation is not None and relation.kind == "next" or (relation is None and tense == "future"):
        year += 1 if published.month > start else 0
    elif relation is None and tense == "past" and published.month < start:
        year -= 1
    return values.in_season(year, letter).relative().with_mod(_mod(found))


def _word(found: Found, name: str):  # type: ignore[no-untyped-def]
    word = found.word(name)
    assert word is not None
    return word


def _before(setting: Setting, found: Found) -> str:
    """The word right before an expression, in lower case."""
    words = setting.text[max(0, found.start - 24) : found.start].split()
    return (
        words[-1].lower()
        if words and setting.text[found.start - 1 : found.start].strip("-–—") == "" or not words
        else (words[-1].lower() if words else "")
    )


def _follows(setting: Setting, found: Found, *words: str) -> bool:
    match = re.match(r"\s+(\w+)", setting.text[found.end : found.end + 24])
    return bool(match) and match.group(1).lower() in words  # type: ignore[union-attr]


# -- weeks, months, quarters, years by their units --------------------------------------------------------------------


@rule(
    "%phase <the>? {k=last|next|this|that|latest} <the>? <filler>? {u=unit}",
    "%phase <the> {k=point} <filler>? {u=unit}",
    "%phase {k=that} <that>? {u=unit}",
    "<the> {k=that} {u=unit}",
    "<the>? {edge=begin|mid|end} <of> <the>? {k=last|next|this|that|latest}? <filler>? {u=unit}",
    "<the> {k=next|last} {u=unit}",
    "<this> {k=point} {u=unit}",
    "<the|its> <filler>? {k=unit}",
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
        if unit == "Y" and re.search(r"\bfull\b", setting.text[found.start : found.end]):
            return in_year(published.year).relative() if published else unknown("XXXX", "year")
        if unit == "Q":
            return _the_quarter(found, setting)
        if unit == "Y" and not _follows(setting, found, "of", "that", "when"):
            return values.duration(1, "Y")
        if unit == "W" and not _follows(setting, found, "of", "that"):
            return values.in_week(published).relative() if published else unknown("XXXX-WXX", "week")
        return None
    if kind == "point":
        value = relation.value if relation else None
        if value == "PAST_REF":
            length = values.duration(1, unit)
            back = shifted(unit, published, -1) if published else None
            day = back.first if back and published and unit == "D" else _back(published, unit, 1)
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
            return _the_quarter(found, setting)
        anchor, steps = published, -1
    else:
        anchor = published
    if anchor is None:
        return unknown(
            {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}.get(unit, "XXXX")
        ).with_mod(_mod(found))
    reading = shifted(unit, anchor, steps)
    return reading.relative().with_mod(_mod(found)) if reading else None


def _tells(setting: Setting, relation: object) -> bool:
    word = setting.text[relation.start : relation.end].lower()  # type: ignore[attr-defined]
    return word in ("following", "previous", "preceding", "next")


def _back(published: date | None, unit: str, amount: float) -> date | None:
    """The day that lies ``amount`` units before publication, to the day."""
    if published is None:
        return None
    if unit in ("D", "W", "F"):
        return values.shift_days(published, -round(amount * {"D": 1, "W": 7, "F": 14}[unit])) if amount < 1_000_000 else None
    months = round(amount * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(unit, 0))
    index = published.year * 12 + published.month - 1 - months
    if months == 0 or index < 12:
        return None
    end = values.month_end(index // 12, index % 12 + 1)
    return make_date(index // 12, index % 12 + 1, min(published.day, end.day)) if end else None


def _the_quarter(found: Found, setting: Setting) -> Reading | None:
    said = setting.current_quarter(found.start, 3000)
    if said:
        return said.relative()
    if setting.published is None:
        return unknown("XXXX-QX", "quarter")
    last = shifted("Q", setting.published, -1)
    return last.relative() if last else None


@rule("<the|this|last|next>? %phase {k=weekend}", "{k=weekend}")
def weekend(found: Found, setting: Setting) -> Reading | None:
    """ "the weekend", "last weekend", "this weekend"."""
    relation = setting.text[found.start : found.end].lower().split()[0]
    if relation == "weekend" and _before(setting, found) not in ("at", "over", "on", "during"):
        return None
    if setting.published is None:
        return unknown("XXXX-WXX-WE", "week")
    steps = {"next": 1, "last": -1}.get(relation)
    if steps is None:
        steps = 0 if setting.published.isoweekday() >= 5 or relation == "this" or setting.tense(found.start) == "future" else -1
    day = values.shift_days(setting.published, 7 * steps)
    return values.in_weekend(day).relative() if day else None


@rule(
    "<the|a|its>? <filler>? -? {o=ordinal} -? {u=unit} (?: ,? <of>? (?:{y=year}|{k=last|this|next}{v=unit}))?",
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
        step = {"last": -1 if quarter >= current else 0, "next": 1 if quarter <= current else 0}.get(_word(found, "k").kind, 0)
    else:
        step = -1 if quarter > current and setting.tense(found.start) != "future" else 0
    return in_quarter(published.year + step, quarter).relative() if published.year + step > 0 else None


@rule("<the> {y=year} (?:{u=unit}|{n=period})", "<the> {k=latest} {n=period}")
def quarter_of_year(found: Found, setting: Setting) -> Reading | None:
    """ "the 1988 quarter", "the 1988 period", "the latest period": the quarter that is spoken of, in that year."""
    if found.letter("u") not in (None, "Q"):
        return None
    if not found.has("y"):
        return _the_quarter(found, setting)
    year = int(found.number("y") or 0)
    said = setting.current_quarter(found.start, 3000)
    if said is not None and said.first is not None:
        return in_quarter(year, (said.first.month + 2) // 3).relative()
    return in_year(year)


@rule("<the> {u=unit} <of> %month {d=number|ordinal} (?: ,? %date_year)?")
def week_of(found: Found, setting: Setting) -> Reading | None:
    """ "the week of March 6"."""
    day = _one_day(found, setting, found.number("d")) if found.letter("u") == "W" else None
    return replace(values.in_week(day.first), basis=day.basis) if day and day.first else None


@rule("<the>? {o=ordinal|last} {h=half} <of> (?:{y=year}|{k=this|last|next}{u=unit}|<the>{u2=unit})")
def half_year(found: Found, setting: Setting) -> Reading | None:
    """ "the first half of 1990"."""
    half = 2 if _word(found, "o").kind == "last" else int(found.number("o") or 0)
    if half not in (1, 2) or (found.letter("u") or found.letter("u2") or "Y") != "Y":
        return None
    year = found.number("y")
    if year is None and setting.published is not None:
        year = setting.published.year + (found.number("k") or 0)
    return values.in_half(int(year), half) if year else unknown(f"XXXX-H{half}")


# -- years, decades, centuries ---------------------------------------------------------------------------------------


@rule("{y=year}", "<the>? %phase {y=year}", "%edge {y=year}", "<filler> {y=year}", "<the> {u=unit} {y=year|number}")
def year(found: Found, setting: Setting) -> Reading | None:
    """ "1979", "early 1994", "the end of 1990", "the year 2000"; a bare number only where nothing says that it counts things."""
    number = found.number("y")
    if number is None or (found.has("u") and found.letter("u") != "Y"):
        return None
    if not 1000 <= number <= 2199:
        return None
    reading = in_year(int(number)).with_mod(_mod(found))
    word = _word(found, "y")
    if found.has("edge") or found.has("phase") or found.has("u"):
        return reading
    words = load("dates")
    before, after = _before(setting, found), re.match(r"(\S?)\s*([^\W\d_]*)", setting.text[word.end : word.end + 24])
    sign, following = (after.group(1), after.group(2).lower()) if after else ("", "")
    if setting.text[word.start - 1 : word.start] in tuple("$£€¥#/:.@&=_") or (sign and sign in "%°/_@=" and word.start):
        return None
    if sign in tuple(".,:") and setting.text[word.end + 1 : word.end + 2].isdigit():
        return None
    if following in words["after_number"]:
        return None
    if before.strip("(,;'’\"“[") in words["before_year"] or setting.text[word.start - 1 : word.start] in tuple("([-–"):
        return reading
    return reading if 1900 <= number <= 2050 and not (following.endswith("s") and sign == "") else None


@rule("<the>? %phase {d=decade}", "%edge <the>? {d=decade}", "<the> {o=ordinal|last} {h=half} <of> <the> {d=decade}")
def decade(found: Found, setting: Setting) -> Reading | None:
    """ "the 1990s", "the late seventies", "the mid-1980s", "the '60s"."""
    digits = found.letter("d")
    if digits is None:
        return None
    if len(digits) == 2:
        if found.start == _word(found, "d").start and setting.text[found.start] not in "'’‘":
            return None  # "in his forties" is an age
        number = 1900 + int(digits)
    else:
        number = int(digits) * (10 if len(digits) == 3 else 1)
    if len(digits) == 4 and number % 100 == 0 and number < 1900:
        return values.in_century(number // 100 + 1).with_mod(_mod(found))
    return values.in_decade(number).with_mod(_mod(found))


@rule(
    "{u=unit} -? {e=end}",
    "{u=unit} <possessive> {e=end}",
    "<a>? {u=unit} -? {k=earlier|ago} (?:{v=unit}|<period>)?",
    "<the> {u=unit} -? {k=earlier|ago} (?:{o=ordinal}-?)? (?:{v=unit}|<period>)?",
)
def year_words(found: Found, setting: Setting) -> Reading | None:
    """ "year-end", "the year-earlier quarter", "a year-ago"."""
    if found.letter("u") != "Y":
        return None
    published = setting.published
    if found.has("e"):
        return in_year(published.year).relative().with_mod("END") if published else unknown("XXXX", "year").with_mod("END")
    return _year_earlier(found, setting)


def _year_earlier(found: Found, setting: Setting) -> Reading | None:
    """A year before the quarter that was spoken of, where one was; else the year before."""
    said = setting.current_quarter(found.start, 600)
    if said is not None and said.first is not None:
        return in_quarter(said.first.year - 1, (said.first.month + 2) // 3).relative() if said.first.year > 1 else None
    return in_year(setting.published.year - 1).relative() if setting.published else unknown("XXXX", "year")


# -- how far away, how long, how often -------------------------------------------------------------------------------


def _amount(found: Found) -> float | None:
    """The amount of a duration; null when it is vague ("several")."""
    first = found.words("amount")
    if not first:
        return 1.0
    if any(word.kind == "vague" for word in first):
        return 2.0 if found.run is not None and any(word.value == 2 for word in first) else None
    value = first[0].value
    amount = float(value) if isinstance(value, int | float) else None
    if amount is not None and found.has("half"):
        amount += 0.5
    return amount


@rule(
    "%approx %amount <more|filler>* -? %units (?:<and><a><half>)? (?P<so><and><so>)? {k=ago|earlier|later|beside}",
    "{u=units} {k=ago|earlier|later}",
)
def away(found: Found, setting: Setting) -> Reading | None:
    """ "two weeks ago", "a year earlier", "three days later", "decades ago".

    "Ago" counts from publication; "earlier" and "later" from the date that was spoken of before, where there is one.
    """
    unit, direction = found.letter("u"), found.word("k")
    if unit is None or direction is None:
        return None
    amount = _amount(found) if found.has("amount") else None
    word = setting.text[direction.start : direction.end].lower()
    if word in ("before", "after") and (not found.has("amount") or not _ends_clause(setting, found)):
        return None  # "a month after ...": a length; what follows says from when
    sign = 1 if word in ("later", "after") else -1
    if amount is None:
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", basis="none")
    if unit == "Y" and amount == 1 and sign < 0:
        if setting.current_quarter(found.start, 600) is not None:
            return _year_earlier(found, setting)
    if direction.kind == "ago":
        anchor = setting.published
    else:
        said = setting.mentioned(within=600, at=found.start)
        anchor = said.first if said and _fine_enough(said, unit) else None
        if anchor is None and said is None and word == "earlier" and unit == "Y":
            anchor = setting.published
    if anchor is None or unit.startswith("T"):
        if unit.startswith("T"):
            return values.duration(amount, unit)
        return unknown({"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(unit, "XXXX"))
    reading = shifted(unit, anchor, sign * amount)
    return reading.relative().with_mod(_mod(found)) if reading else unknown("XXXX")


def _fine_enough(said: Reading, unit: str) -> bool:
    order = {"day": 0, "week": 1, "month": 2, "season": 3, "quarter": 3, "year": 4}
    return order.get(said.precision or "", 9) <= {"D": 0, "W": 1, "F": 1, "M": 2, "Q": 3}.get(unit, 4)


def _ends_clause(setting: Setting, found: Found) -> bool:
    return bool(
        re.match(r"\s*(?:[.,;:!?)”\"]|$|(?:and|but|he|she|it|they|the same)\b)", setting.text[found.end : found.end + 12])
    )


@rule(
    "%approx %amount -? <more|filler>* -? %units (?:<and><a>{half2=half})?",
    "<at><least> <the> {k=last|next|point} %amount -? <filler>? -? %units",
    "<the>? {k=last|next|point|latest|this|ordinal} %amount -? <more|filler>* -? %units",
    "<the> %amount -? <more|filler>* -? %units",
    "<the>? {k=last|next|ordinal} <filler>? {u=units}",
    "<the>? <last|next> <amount>? {u=units}".replace("<amount>?", "<vague>"),
    "{k=point} <filler>? {u=units} (?:<and>{u2=units})?",
    "{u=units}",
    "<vague> <more>? {u=units}",
    "{u=units} <and> <units>",
)
def length(found: Found, setting: Setting) -> Reading | None:
    """ "two weeks", "the past three years", "several months", "a four-year", "recent weeks": how long."""
    unit = found.letter("u")
    if unit is None:
        return None
    amount = _amount(found) if found.has("amount") else None
    if found.has("half2") and amount is not None:
        amount += 0.5
    relation = found.word("k")
    value = str(relation.value) if relation is not None and relation.kind == "point" else ""
    if not found.has("amount") and relation is not None and relation.kind == "point":
        if value == "PRESENT_REF":
            return None
        if unit == "Y" and value == "PAST_REF" or found.has("u2"):
            return Reading("DATE", value)
        return values.duration(None, unit)
    if amount is not None and amount > 1_000_000:
        return None
    if not found.has("amount") and relation is None and (unit.startswith("T") or unit == "Q"):
        return None
    if unit == "Q" and (
        _follows(setting, found, "of") or "-" in setting.text[found.start : found.end] and _word(found, "u").kind == "units"
    ):
        return None  # three-quarters of the vote
    singular = found.word("u") is not None and _word(found, "u").kind == "unit"
    text = setting.text[found.start : found.end].lower()
    if (
        singular
        and amount is not None
        and text.startswith(("a ", "an "))
        and unit in ("D", "Q", "TM")
        and not found.has("approx")
    ):
        return None  # "a day" is as often an occasion as a length
    if singular and unit == "C" and not text.startswith(("a ", "one ")):
        return None
    reading = values.duration(amount, unit).with_mod(_mod(found))
    if amount is not None and relation is not None and (relation.kind == "last" or value == "PAST_REF"):
        first = _back(setting.published, unit, amount)
        if first is not None:
            return replace(reading, first=first, last=setting.published, precision="range", basis="relative")
    return reading


@rule("{n=number|a} -? {u=unit|units} -? {old=old}")
def age(found: Found, setting: Setting) -> Reading | None:
    """ "32 years old", "a 6-year-old": read so that nothing else reads it, and left out unless asked for."""
    return replace(values.duration(found.number("n"), found.letter("u") or "Y"), type="AGE")


@rule("{e=every} (?:{u=unit}|{w=weekday}|{m=month}|{s=season}|{p=part|night|weekend})", "<every> <number> {u=units}")
def often(found: Found, setting: Setting) -> Reading | None:
    """ "every day", "each Thursday", "every July", "every two weeks"."""
    if found.has("w"):
        return Reading("SET", f"XXXX-WXX-{found.number('w') or 0:.0f}")
    if found.has("m"):
        return Reading("SET", f"XXXX-{found.number('m') or 0:02.0f}")
    if found.has("s"):
        return Reading("SET", f"XXXX-{found.letter('s')}")
    if found.has("p"):
        return Reading("SET", f"XXXX-XX-XXT{found.letter('p')}" if found.letter("p") != "WE" else "XXXX-WXX-WE")
    unit = found.letter("u")
    if unit is None:
        return None
    amount = next((float(w.value) for w in found.words("n") if isinstance(w.value, int | float)), 1.0)
    return replace(values.duration(amount, unit), type="SET")


@rule("{w=weekdays} {p=parts|nights}?", "{w=weekday} {p=nights|parts}")
def weekdays(found: Found, setting: Setting) -> Reading | None:
    """ "Sundays", "Tuesday nights"."""
    part = found.letter("p")
    return Reading("SET", f"XXXX-WXX-{found.number('w') or 0:.0f}{'T' + part if part else ''}")


@rule("{v=always}")
def always(found: Found, setting: Setting) -> Reading | None:
    """ "daily", "weekly", "hourly"."""
    return Reading("SET", str(found.value("v")))


# -- pointing ---------------------------------------------------------------------------------------------------------


@rule("<right|more>? {v=now}", "<the> <near>? {v=point}")
def pointing(found: Found, setting: Setting) -> Reading | None:
    """ "now", "recently", "the past", "the near future"."""
    word = found.word("v")
    if word is not None and word.kind == "point":
        text = setting.text[word.start : word.end].lower()
        if text not in ("past", "future"):
            return None
        following = re.match(r"\s+([a-z]+)", setting.text[found.end : found.end + 20])
        if following and following.group(1) not in (
            "and",
            "or",
            "but",
            "of",
            "to",
            "by",
            "in",
            "is",
            "was",
            "has",
            "when",
            "as",
            "for",
            "if",
            "that",
            "with",
        ):
            return None
    return Reading("DATE", str(found.value("v")))


@rule("<the> {t=near} {n=term}", "{t=these} {u=units}")
def near_future(found: Found, setting: Setting) -> Reading | None:
    """ "the near term" and "these days"."""
    if found.has("n"):
        return Reading("DATE", "FUTURE_REF")
    return Reading("DATE", "PRESENT_REF") if found.letter("u") == "D" else None


@rule("{v=point}")
def pointing_word(found: Found, setting: Setting) -> Reading | None:
    """ "current", "recent", "future" as an adjective, "soon"."""
    text = setting.text[found.start : found.end].lower()
    if text == "current" and not _follows(setting, found, "as"):
        return Reading("DATE", str(found.value("v")))
    return None
