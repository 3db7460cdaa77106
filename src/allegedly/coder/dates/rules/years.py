"""Rules for years and decades: "1979", "the late 1980s", "year-end", "a year-earlier"."""

from __future__ import annotations

import re

from allegedly.coder.dates import values
from allegedly.coder.dates.grammar import Found, rule
from allegedly.coder.dates.rules.setting import Setting, mod_of, word_before, word_of
from allegedly.coder.dates.values import Reading, between, in_quarter, in_year, make_date, on_day, unknown
from allegedly.coder.lexicon import load


@rule(
    "{y=year}",
    "%phase {y=year}",
    "<the> {phase=early|mid|late} -? {y=year}",
    "%edge {y=year}",
    "<filler> {y=year}",
    "<the> {u=unit} {y=year|number}",
)
def year(found: Found, setting: Setting) -> Reading | None:
    """ "1979", "early 1994", "the end of 1990", "the year 2000"; a bare number only where nothing says that it counts things."""
    number = found.number("y")
    if number is None or (found.has("u") and found.letter("u") != "Y"):
        return None
    if not 1000 <= number <= 2199:
        return None
    reading = in_year(int(number)).with_mod(mod_of(found))
    word = word_of(found, "y")
    if found.has("edge") or found.has("phase") or found.has("u"):
        return reading
    words = load("dates")
    before, after = word_before(setting, found), re.match(r"(\S?)\s*([^\W\d_]*)", setting.text[word.end : word.end + 24])
    sign, following = (after.group(1), after.group(2).lower()) if after else ("", "")
    if setting.text[word.start - 1 : word.start] in tuple("$£€¥#/:.@&=_") or (sign and sign in "%°/_@=" and word.start):
        return None
    if sign in tuple(".,:") and setting.text[word.end + 1 : word.end + 2].isdigit():
        return None
    if following in words["after_number"] or following in words["classes"]["zone"]:
        return None
    if found.start < word.start:
        return reading
    if before.strip("(,;'’\"“[") in words["before_year"] or setting.text[word.start - 1 : word.start] in tuple("([-–"):
        return reading
    return reading if 1900 <= number <= 2050 and not (following.endswith("s") and len(following) > 3 and sign == "") else None


@rule("{y=year} - {n=number}")
def two_years(found: Found, setting: Setting) -> Reading | None:
    """ "1946-47", and no longer stretch of less than ten years."""
    year, end = int(found.number("y") or 0), found.number("n")
    if end is None or found.end - word_of(found, "n").start != 2 or not 0 < end - year % 100 < 10:
        return None
    return between(in_year(year), in_year(year - year % 100 + int(end)))


@rule("<the>? %phase {d=decade}", "%edge <the>? {d=decade}", "<the> {o=ordinal|last} {h=half} <of> <the> {d=decade}")
def decade(found: Found, setting: Setting) -> Reading | None:
    """ "the 1990s", "the late seventies", "the mid-1980s", "the '60s"."""
    digits = found.letter("d")
    if digits is None:
        return None
    if len(digits) == 2:
        if found.start == word_of(found, "d").start and setting.text[found.start] not in "'’‘":
            return None  # "in his forties" is an age
        number = 1900 + int(digits)
    else:
        number = int(digits) * (10 if len(digits) == 3 else 1)
    if len(digits) == 4 and number % 100 == 0 and number < 1900:
        return values.in_century(number // 100 + 1).with_mod(mod_of(found))
    return values.in_decade(number).with_mod(mod_of(found))


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
        year = setting.year_said(found.start) or (published.year if published else None)
        if year is None:
            return unknown("XXXX-12-31", "day")
        last = make_date(year - (word_before(setting, found) == "since"), 12, 31)
        return on_day(last).relative() if last else None
    return year_earlier(found, setting)


def year_earlier(found: Found, setting: Setting) -> Reading | None:
    """A year before the quarter that was spoken of, where one was; else the year before."""
    named = found.letter("v") == "Q"  # "the year-ago quarter" is one, whatever was spoken of since
    said = setting.current_quarter(found.start, 3000) if named else setting.compared_quarter(found.start, 1000)
    if said is not None and said.first is not None:
        return in_quarter(said.first.year - 1, (said.first.month + 2) // 3).relative() if said.first.year > 1 else None
    return in_year(setting.published.year - 1).relative() if setting.published else unknown("XXXX", "year")
