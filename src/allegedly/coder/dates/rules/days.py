"""Rules for days and times of day: "December 16", "last Thursday", "yesterday", "5 p.m. on Friday"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from allegedly.coder.dates import values
from allegedly.coder.dates.grammar import Found, rule
from allegedly.coder.dates.lexer import Word
from allegedly.coder.dates.rules.periods import month
from allegedly.coder.dates.rules.setting import Setting, beside, mod_of, word_after, word_before, word_of
from allegedly.coder.dates.values import Reading, make_date, on_day, unknown
from allegedly.coder.lexicon import load

# A writer who means the same day of last year, and not the one that comes in these days, says so.
_SOON = 35
# How many days behind weigh as much as one day ahead.
_AHEAD = 2


def _near(setting: Setting, at: int, month: int, day: int) -> Reading:
    """A day without a year: the nearest one to publication that suits the tense of its verb."""
    published = setting.published
    if setting.every_year(at):
        return unknown(f"XXXX-{month:02}-{day:02}", "day")
    said = setting.year_said(at)
    if said is not None and (named := make_date(said, month, day)):
        return on_day(named).relative()
    if published is None:
        return unknown(f"XXXX-{month:02}-{day:02}", "day")
    days = [d for year in (published.year - 1, published.year, published.year + 1) if (d := make_date(year, month, day))]
    if not days:
        return unknown(f"XXXX-{month:02}-{day:02}", "day")
    tense = setting.tense(at)
    suiting = [
        d for d in days if not (tense == "past" and (d - published).days > _SOON) and not (tense == "future" and d < published)
    ]
    return on_day(min(suiting or days, key=lambda d: _distance(d, published))).relative()


def _distance(day: date, published: date) -> int:
    """How far a day is from publication, for choosing its year; news tells more of what was than of what is to come."""
    days = (day - published).days
    return days * _AHEAD if days > 0 else -days


def one_day(found: Found, setting: Setting, day: float | None) -> Reading | None:
    """A day of a named month; without a year the one nearest to publication, null where there is no such day."""
    month, year = found.number("m"), found.number("y")
    if month is None or day is None or day != int(day) or not 1 <= day <= 31:
        return None
    if found.has("v") and setting.published is not None and found.letter("u") == "Y":
        exact = make_date(setting.published.year + int(found.number("v") or 0), int(month), int(day))  # "31 December next year"
        return on_day(exact).relative() if exact else None
    if found.has("v"):
        return None
    if year is None:
        return _near(setting, found.start, int(month), int(day))
    exact = make_date(int(year), int(month), int(day))
    return on_day(exact) if exact else None


@rule(
    "%weekday %month {d=number|ordinal} (?: ,? %date_year)?",
    "%weekday {d=number|ordinal} <of>? -? %month (?: ,? -? %date_year)?",
    "%weekday <the> {d=ordinal} <of>? -? %month (?: ,? -? %date_year)?",
    "%weekday <the> {d=ordinal} <of> %month",
    "%weekday {d=number|ordinal} %month {v=last|next|this} {u=unit}",
    "%weekday %month {d=number|ordinal} ,? {v=last|next|this} {u=unit}",
)
def month_day(found: Found, setting: Setting) -> Reading | None:
    """ "December 16", "16 December 2021", "Thursday, Dec. 16"."""
    return one_day(found, setting, found.number("d"))


@rule("{d=number|ordinal} (?= <and> {e=number|ordinal} <of>? %month (?: ,? %date_year)? )")
def first_of_days(found: Found, setting: Setting) -> Reading | None:
    """The first of "24 and 25 April"; the second is read as a day of its own."""
    first, second = found.number("d"), found.number("e")
    return one_day(found, setting, first) if first is not None and second is not None and first < second else None


_TWO_DAYS = re.compile(r"\w+\.? \d{1,2}(?:st|nd|rd|th)? and $")
_BREAK = re.compile(r"\s*(?:[.,;:)]|$)")


@rule("(?<= <and> ) {d=number|ordinal}")
def second_of_days(found: Found, setting: Setting) -> Reading | None:
    """The second of "April 24 and 25", where nothing is counted by it ("on April 24 and 25 people died")."""
    at, said = setting.before[-1] if setting.before else (0, None)
    day = found.number("d")
    if said is None or said.first is None or said.precision != "day" or day is None or not said.first.day < day <= 31:
        return None
    if not _TWO_DAYS.match(setting.text, at, found.start) or not _BREAK.match(setting.text, found.end):
        return None
    second = make_date(said.first.year, said.first.month, int(day)) if day == int(day) else None
    return replace(on_day(second), basis=said.basis) if second else None


@rule(
    "%weekday %month {d=number|ordinal} (?: - | <to> ) {e=number|ordinal} (?: ,? %date_year)?",
    "{d=number|ordinal} (?: - | <to> ) {e=number|ordinal} <of>? %month (?: ,? %date_year)?",
)
def days_of_month(found: Found, setting: Setting) -> Reading | None:
    """ "March 3-9", "3 to 9 March 2021": one stretch from the first day to the last."""
    first, last = one_day(found, setting, found.number("d")), one_day(found, setting, found.number("e"))
    if first is None or last is None or first.first is None or last.first is None or first.first >= last.first:
        return None
    return values.between(first, last)


@rule(
    "%month {d=number|ordinal} (?: - | <to> ) {n=month|monthabbr} {e=number|ordinal} (?: ,? %date_year)?",
    "{d=number|ordinal} %month (?: - | <to> ) {e=number|ordinal} {n=month|monthabbr} (?: ,? %date_year)?",
)
def days_of_months(found: Found, setting: Setting) -> Reading | None:
    """ "March 30 to April 2", "30 March to 2 April"."""
    first = one_day(found, setting, found.number("d"))
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
        return replace(reading, type="TIME" if part else "DATE").with_mod(mod_of(found))
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
        tense = "future" if setting.goes_on_ahead(found.start, "day") else setting.tense(found.start)
        day = values.shift_days(published, ahead if ahead == 0 or tense == "future" else ahead - 7)
    if day is None:
        return None
    reading = on_day(day).relative().with_mod(mod_of(found))
    return replace(reading, type="TIME", value=f"{reading.value}{suffix}") if part else reading


@rule("<the> {o=ordinal|last} {w=weekday} <of|in> %month (?: ,? %date_year)?")
def weekday_of_month(found: Found, setting: Setting) -> Reading | None:
    """ "The first Monday of February", "the last Friday in May"."""
    whole, number = month(found, setting), int(found.number("w") or 0)
    if whole is None or whole.first is None or whole.last is None:
        return None
    if word_of(found, "o").kind == "last":
        day = values.shift_days(whole.last, -((whole.last.isoweekday() - number) % 7))
    else:
        place = int(found.number("o") or 0)
        day = (
            values.shift_days(whole.first, (number - whole.first.isoweekday()) % 7 + 7 * (place - 1)) if 1 <= place <= 5 else None
        )
    return replace(on_day(day), basis=whole.basis) if day and day.month == whole.first.month else None


@rule("%phase {t=today}", "%phase {t=today} {p=part|night}")
def today(found: Found, setting: Setting) -> Reading | None:
    """ "today", "yesterday", "tomorrow morning", "late yesterday"."""
    part = found.letter("p")
    suffix = f"T{part}" if part else ""
    day = values.shift_days(setting.published, int(found.number("t") or 0)) if setting.published else None
    if day is None:
        return replace(unknown(f"XXXX-XX-XX{suffix}", "day"), type="TIME" if part else "DATE")
    reading = on_day(day).relative().with_mod(mod_of(found))
    return replace(reading, type="TIME", value=f"{reading.value}{suffix}") if part else reading


@rule("<the> {u=unit} {k=beside} {t=today}")
def beyond_today(found: Found, setting: Setting) -> Reading | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    if found.letter("u") != "D":
        return None
    steps = int(found.number("t") or 0) + int(found.number("k") or 0)
    day = values.shift_days(setting.published, steps) if setting.published else None
    return on_day(day).relative() if day else unknown("XXXX-XX-XX", "day")


@rule(
    "{phase=mid} -? {p=part}",
    "{phase=mid} -? {p=part} {t=today}",
    "%phase {k=this|last|that|next} {p=part|night}",
    "<the> {k=next|last|that} {p=part|night}",
    "{tonight=tonight}",
)
def part_of_day(found: Found, setting: Setting) -> Reading | None:
    """ "this morning", "last night", "tonight", "that evening"."""
    part = found.letter("p") or found.letter("tonight")
    relation = found.word("k")
    anchor = setting.published
    if relation is not None and (
        relation.kind in ("that", "next") or setting.text[found.start : found.start + 4].lower() == "the "
    ):
        said = setting.mentioned("day", at=found.start)
        anchor = said.first if said else None
    steps = {"last": -1, "next": 1}.get(relation.kind, 0) if relation else int(found.number("t") or 0)
    day = values.shift_days(anchor, steps) if anchor else None
    if day is None:
        return replace(unknown(f"XXXX-XX-XXT{part}", "day"), type="TIME")
    return replace(on_day(day), type="TIME", value=f"{day.isoformat()}T{part}", basis="relative").with_mod(mod_of(found))


@rule("{tonight=overnight}", "{tonight=overnight} <on> {w=weekday}")
def overnight(found: Found, setting: Setting) -> Reading | None:
    """ "Drones hit the port overnight": the night before publication; not the overnight train."""
    if word_before(setting, found) in beside("sudden"):
        return None  # "almost overnight"
    if found.has("w"):
        night = weekday(_Only(found, "w"), setting)  # "bombed overnight on Tuesday"
        return replace(night, type="TIME", value=f"{night.value}TNI") if night else None
    if word_after(setting, found) and word_after(setting, found) not in beside("overnight_ends"):
        return None
    steps = 0 if setting.tense(found.start) == "future" else -1
    day = values.shift_days(setting.published, steps) if setting.published else None
    if day is None:
        return replace(unknown("XXXX-XX-XXTNI", "day"), type="TIME")
    return replace(on_day(day), type="TIME", value=f"{day.isoformat()}TNI", basis="relative")


@rule("<the> {d=ordinal} <of> {k=last|this|next} {u=unit}", "<the> {d=ordinal} <of> <the> {k=last|next} {u=unit}")
def day_of_that_month(found: Found, setting: Setting) -> Reading | None:
    """ "The 5th of this month"."""
    day = found.number("d")
    if found.letter("u") != "M" or day is None or setting.published is None:
        return None
    month = values.shifted("M", setting.published, found.number("k") or 0)
    exact = make_date(month.first.year, month.first.month, int(day)) if month and month.first else None
    return on_day(exact).relative() if exact else None


_CLOCK = ("{c=clock} {a=ampm}? {z=zone}?", "{h=number} {a=ampm} {z=zone}?")
# Which half of the day "in the morning" and the like mean behind a number.
_HALVES = {"MO": 0, "AF": 12, "EV": 12, "NI": 12}


@rule(
    *(f"{clock} ,? <on>? {{t=today}}?" for clock in _CLOCK),
    *(f"{clock} {{n=tonight}}" for clock in _CLOCK),
    "{p=part} {n=tonight}",
    *(f"{clock} ,? <on>? %weekday {{d=number|ordinal}} <of>? %month (?: ,? %date_year)?" for clock in _CLOCK),
    *(f"{clock} ,? <on>? {{w=weekday}}" for clock in _CLOCK),
    *(f"{clock} ,? <on>? %weekday %month {{d=number|ordinal}}" for clock in _CLOCK),
    "{p=part} <on>? {t=today}",
    "{p=part} <on>? {w=weekday}",
    "{p=part} <on> %weekday {d=number|ordinal} <of>? %month (?: ,? %date_year)?",
    "{p=part} <on> %weekday %month {d=number|ordinal} (?: ,? %date_year)?",
    "{p=part}",
    "{h=number} <in> <the> {q=part}",
    "{h=number} <at> {q=night}",
)
def time_of_day(found: Found, setting: Setting) -> Reading | None:
    """ "6 am", "10:30", "5 p.m. EST Nov. 8", "noon Thursday": a time, on the day that is named or else on that of publication."""
    clock, half_day = str(found.value("c") or ""), found.number("a")
    if found.has("c"):
        if half_day is None and not found.has("z") and word_before(setting, found) not in beside("clock_before"):
            return None
        hour, minute = int(clock.split(":")[0]), clock.split(":")[1]
    elif found.has("p"):
        hour, minute = {"MI": 12, "NI": 24}.get(found.letter("p") or "", -1), "00"
        named = any(found.has(part) for part in ("t", "w", "m", "n"))
        if hour < 0 or (not named and word_before(setting, found) not in beside("clock_before")):
            return None
    else:
        number = found.number("h") or 0
        if number != int(number) or not 1 <= number <= 12:
            return None
        hour, minute = int(number), "00"
        half_day = _HALVES.get(found.letter("q") or "", half_day)
    if half_day is not None and hour <= 12:
        hour = hour % 12 + int(half_day)
    if hour > 24:
        return None
    day: Reading | None = None
    if found.has("t"):
        day = today(found, setting)
    elif found.has("m"):
        day = one_day(found, setting, found.number("d"))
    elif found.has("w"):
        day = weekday(_Only(found, "w"), setting)
    elif found.has("n"):
        day = on_day(setting.published).relative() if setting.published else None
    elif (said := _day_behind(found, setting) or setting.day_said(found.start) or setting.published) is not None:
        day = on_day(said).relative()
    prefix = day.value[:10] if day else "XXXX-XX-XX"
    reading = day or unknown(prefix, "day")
    return replace(reading, type="TIME", value=f"{prefix}T{hour:02}:{minute}{found.letter('z') or ''}")


# "10:35 a.m. (0735 GMT) Friday"
_BEHIND_ZONE = re.compile(r"\s*(?:\([^()\n]{3,30}\)|local time)\s+(?:on\s+)?([A-Z][a-z]+day)\b")


def _day_behind(found: Found, setting: Setting) -> date | None:
    """The weekday behind an hour that is given twice, in the zone of the place and in that of Greenwich."""
    behind = _BEHIND_ZONE.match(setting.text, found.end)
    number = load("dates")["classes"]["weekday"].get(behind.group(1).lower()) if behind else None
    if behind is None or number is None or setting.published is None:
        return None
    ahead = (number - setting.published.isoweekday()) % 7
    return values.shift_days(
        setting.published, ahead if setting.tense(behind.start(1)) == "future" else (ahead - 7 if ahead else 0)
    )


class _Only(Found):
    """A match of which only one named part is seen, so that a rule can ask another for a part of its own."""

    __slots__ = ("_name",)

    def __init__(self, found: Found, name: str) -> None:
        super().__init__(found.run, found._match)
        self._name = name

    def word(self, name: str) -> Word | None:
        """The word of the one part that is seen."""
        return super().word(name) if name == self._name else None
