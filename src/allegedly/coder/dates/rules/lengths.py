"""Rules for how far away, how long and how often: "two weeks ago", "the past three years", "every Sunday"."""

from __future__ import annotations

import re
from dataclasses import replace

from allegedly.coder.dates import values
from allegedly.coder.dates.grammar import Found, rule
from allegedly.coder.dates.rules.setting import Setting, beside, days_back, mod_of, word_after, word_before, word_of
from allegedly.coder.dates.rules.years import year_earlier
from allegedly.coder.dates.values import Reading, shifted, unknown
from allegedly.coder.numbers import number_words


def _amount(found: Found) -> float | None:
    """The amount of a duration; null when it is vague ("several")."""
    first = found.words("amount")
    if not first:
        return 1.0
    if any(word.kind == "vague" for word in first):
        return 2.0 if any(word.value == 2 for word in first) else None
    value = first[0].value
    amount = float(value) if isinstance(value, int | float) else None
    if amount is not None and found.has("half"):
        amount += 0.5
    return amount


@rule(
    "%approx %amount <more|filler>{0,3} -? %units (?:<and><a>{half2=half})? (?:<or><so>)? {k=ago|earlier|later|beside}",
    "{u=units} {k=ago|earlier|later}",
    "<the> {u=unit} {k=beside|earlier}",
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
    plain = found.letter("u") is not None and word_of(found, "u").kind == "unit" and not found.has("amount")
    if plain:
        amount = 1.0  # "the year before"
    if word in ("before", "after") and (not (found.has("amount") or plain) or not _ends_clause(setting, found)):
        return None  # "a month after ...": a length; what follows says from when
    sign = 1 if word in ("later", "after") else -1
    if amount is not None and found.has("half2"):
        amount += 0.5
    if amount is None:
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", basis="none")
    if unit == "Y" and amount == 1 and sign < 0 and setting.compared_quarter(found.start, 1000) is not None:
        return year_earlier(found, setting)
    if direction.kind == "ago":
        anchor = setting.published
    else:
        said = setting.mentioned(*_fine_enough(unit), at=found.start)
        anchor = said.first if said else None
        if anchor is None and said is None and word == "earlier" and unit == "Y":
            anchor = setting.published
    if unit.startswith("T"):
        return values.duration(amount, unit)
    if anchor is None:
        return values.unknown_in(unit)
    reading = shifted(unit, anchor, sign * amount)
    return reading.relative().with_mod(mod_of(found)) if reading else unknown("XXXX")


def _fine_enough(unit: str) -> list[str]:
    """The precisions of a date that days, weeks or months can be counted from."""
    order = ["day", "week", "month", "season", "quarter", "year"]
    return order[: {"D": 1, "W": 2, "F": 2, "M": 3, "Q": 5}.get(unit, 6)]


# "It is a matter of days."
_MATTER = re.compile(r"\bmatter of $")
_YEAR_NEXT = re.compile(r"\s+(?:1\d|20)\d\d\b")


def _is_rate(setting: Setting, found: Found) -> bool:
    """Whether "a year" says per what: behind a sum or a number of things ("$5 million a year", "40 flights a week"), with nothing that counts from it."""
    if word_after(setting, found) in beside("counted_from") | beside("no_rate"):
        return False
    words = [word.lower() for word in setting.text[max(0, found.start - 40) : found.start].split()[-2:]]
    amounts = [word.strip("$£€(") for word in words]
    if not words or _is_amount(amounts[-1]) or words[-1] in beside("rates"):
        return bool(words)
    return len(words) == 2 and words[-1].isalpha() and words[-1].endswith("s") and _is_amount(amounts[0])


def _is_amount(word: str) -> bool:
    return word[:1].isdigit() or word in number_words()


_ENDS = frozenset(["", "\n", *'.,;:!?)”"'])


def _ends_clause(setting: Setting, found: Found) -> bool:
    """Whether nothing more of the clause stands behind the expression ("two days after, ...")."""
    following = setting.text[found.end : found.end + 1]
    return following in _ENDS or word_after(setting, found) in beside("new_clause")


@rule(
    "%approx %amount -? <more|filler>{0,3} -? %units (?:<and><a>{half2=half})?",
    "<at><least> <the> {k=last|next|point} %amount -? <filler>? -? %units",
    "<the>? {k=last|next|point|latest|this|ordinal} %amount -? <more|filler>{0,3} -? %units",
    "<the> %amount -? <more|filler>{0,3} -? %units",
    "<the>? {k=last|next|ordinal|final} <filler>? {u=units}",
    "{k=point} <filler>? {u=units} (?:<and>{u2=units})?",
    "{u=units}",
    "<vague> <more>? {u=units}",
    "{u=units} <and|or> <units>",
)
def length(found: Found, setting: Setting) -> Reading | None:
    """ "two weeks", "the past three years", "several months", "a four-year", "recent weeks": how long."""
    unit = found.letter("u")
    if unit is None or _MATTER.search(setting.text, max(0, found.start - 12), found.start):
        return None
    amount = _amount(found) if found.has("amount") else None
    if found.has("half2") and amount is not None:
        amount += 0.5
    relation = found.word("k")
    value = str(relation.value) if relation is not None and relation.kind == "point" else ""
    if not found.has("amount") and relation is not None and relation.kind == "point":
        if value == "PRESENT_REF":
            return None
        if (unit == "Y" and value == "PAST_REF") or found.has("u2"):
            return Reading("DATE", value)
        return values.duration(None, unit)
    if amount is not None and amount > 1_000_000:
        return None
    if not found.has("amount") and relation is None and (unit.startswith("T") or unit == "Q"):
        counted = unit != "Q" and (
            word_after(setting, found) in beside("counted_from") or word_before(setting, found) == "within"
        )
        return values.duration(None, unit) if counted else None  # "minutes after the blast"
    if not found.has("amount") and relation is None and unit == "Y" and _YEAR_NEXT.match(setting.text, found.end):
        return None  # "the years 2020 to 2022"
    if (
        unit == "Q"
        and amount is not None
        and (
            word_after(setting, found) == "of"
            or ("-" in setting.text[found.start : found.end] and word_of(found, "u").kind == "units")
        )
    ):
        return None  # three-quarters of the vote
    singular = found.word("u") is not None and word_of(found, "u").kind == "unit"
    text = setting.text[found.start : found.end].lower()
    if (
        singular
        and amount is not None
        and text.startswith(("a ", "an "))
        and unit in ("D", "Q", "TM")
        and not found.has("approx")
        and not (unit == "D" and word_after(setting, found) in beside("counted_from"))
    ):
        return None  # "a day" is as often an occasion as a length; "a day after the vote" is one
    if singular and amount == 1 and not found.has("approx") and text.startswith(("a ", "an ")) and _is_rate(setting, found):
        return None  # "$5 million a year"
    if text == "one day" and not (
        word_after(setting, found) in beside("counted_from") or word_before(setting, found) in beside("lasting")
    ):
        return Reading("DATE", "FUTURE_REF", basis="none") if setting.tense(found.start) == "future" else None
    if singular and unit == "C" and not text.startswith(("a ", "one ")):
        return None
    reading = values.duration(amount, unit).with_mod(mod_of(found))
    if amount is not None and relation is not None and (relation.kind == "last" or value == "PAST_REF"):
        first = days_back(setting.published, unit, amount)
        if first is not None:
            return replace(reading, first=first, last=setting.published, precision="range", basis="relative")
    return reading


@rule("%amount %units <ago> {t=today}")
def ago_today(found: Found, setting: Setting) -> Reading | None:
    """ "A month ago today": the very day."""
    amount, unit = _amount(found), found.letter("u") or ""
    if amount is None or unit.startswith("T") or found.number("t"):
        return None
    day = days_back(setting.published, unit, amount)
    return values.on_day(day).relative() if day else unknown("XXXX-XX-XX", "day")


@rule("%amount <filler>? <nights> {k=ago}?")
def nights(found: Found, setting: Setting) -> Reading | None:
    """ "Three nights", "two nights ago"."""
    amount = _amount(found)
    if not found.has("k"):
        return values.duration(amount, "D")
    day = days_back(setting.published, "D", amount) if amount is not None else None
    if day is None:
        return replace(unknown("XXXX-XX-XXTNI", "day"), type="TIME")
    return replace(values.on_day(day), type="TIME", value=f"{day.isoformat()}TNI", basis="relative")


@rule("<the|its|a>? {o=ordinal} {f=filler}? {u=unit|night}", "<its> {o=ordinal} {f=filler}? {u=unit|night}")
def in_a_row(found: Found, setting: Setting) -> Reading | None:
    """ "The third straight day", "the third day running", "in its fourth month": how long it has gone on."""
    unit, place = found.letter("u"), found.number("o")
    unit = "D" if unit == "NI" else unit
    owned = word_of(found, "o").start > found.start and setting.text[found.start : found.start + 2].lower() not in (
        "th",
        "a ",
        "an",
    )
    going_on = word_before(setting, found) in beside("goes_into")  # "the siege entered its 100th day"
    row = found.value("f") == "in_a_row" or _goes_on(setting.text, found.end)
    if (
        unit not in ("D", "W", "M", "Y", "TH")
        or place is None
        or not (row or (owned and (unit in ("W", "M", "Y") or going_on) and found.value("f") is None))
    ):
        return None
    return values.duration(place, unit)


def _goes_on(text: str, at: int) -> bool:
    """Whether "running" or "in a row" stands behind."""
    behind = re.findall(r"\w+", text[at : at + 16])
    return any(behind[: len(phrase.split())] == phrase.split() for phrase in beside("in_a_row"))


@rule("{h=half} <a> {u=unit} {k=ago|earlier|later}?")
def half_of_unit(found: Found, setting: Setting) -> Reading | None:
    """ "Half an hour", "half a year ago"."""
    smaller = {"Y": (6.0, "M"), "E": (5.0, "Y"), "C": (50.0, "Y"), "TH": (30.0, "TM"), "TM": (30.0, "TS")}.get(
        found.letter("u") or ""
    )
    if smaller is None:
        return None
    amount, unit = smaller
    if not found.has("k") or unit.startswith("T"):
        return values.duration(amount, unit)
    said = setting.mentioned(*_fine_enough(unit), at=found.start)
    anchor = setting.published if word_of(found, "k").kind == "ago" else said.first if said else None
    reading = shifted(unit, anchor, amount if word_of(found, "k").kind == "later" else -amount) if anchor else None
    return reading.relative() if reading else values.unknown_in(unit)


@rule("<the|this|a|its>? {n=number|a} -? {u=unit|units} -? {old=old}")
def age(found: Found, setting: Setting) -> Reading | None:
    """ "32 years old", "a 6-year-old": read so that nothing else reads it, and left out unless asked for."""
    return replace(values.duration(found.number("n"), found.letter("u") or "Y"), hidden="age")


@rule("{e=every} (?:{u=unit}|{w=weekday}|{m=month}|{s=season}|{p=part|night|weekend})", "{e=every} {n=number|vague} {u=units}")
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
    vague = found.has("n") and found.number("n") is None
    return replace(values.duration(None if vague else found.number("n") or 1.0, unit), type="SET")


@rule("<the> {o=ordinal|last} {w=weekday|unit} <of> <every> {u=unit}")
def often_in(found: Found, setting: Setting) -> Reading | None:
    """ "The first Monday of every month"."""
    gaps = {"M": "XXXX-XX", "Y": "XXXX"}.get(found.letter("u") or "")
    return Reading("SET", gaps) if gaps else None


@rule("{f=often} <a|per|every> {u=unit}")
def so_often(found: Found, setting: Setting) -> Reading | None:
    """ "Twice a week"."""
    unit = found.letter("u")
    return replace(values.duration(1.0, unit), type="SET") if unit is not None else None


@rule("{w=weekdays} {p=parts|nights}?", "{w=weekday} {p=nights|parts}")
def weekdays(found: Found, setting: Setting) -> Reading | None:
    """ "Sundays", "Tuesday nights"."""
    part = found.letter("p")
    return Reading("SET", f"XXXX-WXX-{found.number('w') or 0:.0f}{'T' + part if part else ''}")


@rule("{v=always}")
def always(found: Found, setting: Setting) -> Reading | None:
    """ "daily", "weekly", "hourly"."""
    return Reading("SET", str(found.value("v")))
