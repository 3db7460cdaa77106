"""Time expressions of a text: found, read against the publication date, and checked against the parse where there is one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from allegedly.coder.dates import rules  # noqa: F401  (registers the rules)
from allegedly.coder.dates.grammar import Found, Rule, matches
from allegedly.coder.dates.lexer import runs
from allegedly.coder.dates.rules.setting import Setting, beside
from allegedly.coder.dates.tense import Tense
from allegedly.coder.dates.values import Reading, make_date
from allegedly.model import Span, Timex
from allegedly.read.printed import LABEL

_SENTENCE_START = re.compile(r"(?:^|[.!?:\n”\"“»«]\s*|\n)$")


def find_timexes(text: str, published: str | None = None, *, doc: Doc | None = None, ages: bool = False) -> list[Timex]:
    """The time expressions of ``text``, in order and without overlaps.

    ``published`` (``YYYY-MM-DD``; a time after it is ignored) is what "yesterday" and "on Friday" go by. Without it they keep
    an underspecified value (``XXXX-WXX-5``), basis ``relative`` and no days; the date of writing is never guessed. ``doc``, the
    parse of the same text, settles by tense whether "Friday" is the last or the next, and whether "May" is a month or a name. With ``ages``, ages
    ("32 years old") are durations too; the TIMEX3 annotators leave them out.
    """
    day = _day(published)
    tense = Tense(text, doc)
    setting = Setting(text, day, tense)
    found_all: list[Timex] = []

    def read(rule: Rule, found: Found) -> Reading | None:
        reading = rule.read(found, setting)
        if reading is not None and _is_dateline(text, found, reading, day):
            return replace(reading, hidden="dateline")
        if reading is not None and reading.hidden is None and not _is_name(text, doc, found, reading):
            setting.note(found.start, reading, rule.name)
            return reading
        return reading if reading is not None and reading.hidden else None

    own = -1  # the end of the line with the article's own date, of which the hour is a part
    for run in runs(text):
        for found, reading in matches(run, read):
            if reading.hidden == "dateline":
                own = text.find("\n", found.end)
            if reading.hidden == "dateline" or found.start < own or (reading.hidden == "age" and not ages):
                continue
            found_all.append(
                Timex(
                    span=Span(text[found.start : found.end], found.start, found.end),
                    type=reading.type,
                    value=reading.value,
                    mod=reading.mod,
                    from_day=reading.first.isoformat() if reading.first and reading.last else None,
                    to_day=reading.last.isoformat() if reading.first and reading.last else None,
                    precision=reading.precision,
                    basis=reading.basis,
                )
            )
    return found_all


_LINE_END = re.compile(r"[^\S\n]*(?:\n|$)")


def _is_dateline(text: str, found: Found, reading: Reading, published: date | None) -> bool:
    """Whether a date is the article's own and no event's: the day of publication near the top, alone on its line or behind "Published"."""
    if (
        published is None
        or reading.precision != "day"
        or reading.type != "DATE"
        or abs((reading.first or date.min) - published).days > 1
    ):
        return False
    if found.start > 2000:
        return False
    before = text[text.rfind("\n", 0, found.start) + 1 : found.start].strip()
    return LABEL.fullmatch(before) is not None or (not before and _LINE_END.match(text, found.end) is not None)


def _day(published: str | None) -> date | None:
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", published or "")
    return make_date(*(int(part) for part in match.groups())) if match else None


def _is_title(text: str, start: int, end: int) -> bool:
    """Whether words of time stand alone between quotation marks with a capital at the end: the programme "This Week"."""
    last = re.search(r"(\w)\w*$", text[start:end])
    if last is None or not last.group(1).isupper() or not re.search(r"\s", text[start:end]):
        return False
    return text[start - 1 : start] in tuple("\"“”‘’'`") and re.match(r"[.,]?[\"“”’']", text[end : end + 2]) is not None


def _is_name(text: str, doc: Doc | None, found: Found, reading: Reading) -> bool:
    """Whether what looks like a month, a weekday or a season alone is part of a name ("Theresa May", "April Jones")."""
    word = text[found.start : found.end]
    if _is_title(text, found.start, found.end):
        return True
    if reading.type == "SET" and doc is not None and doc.has_annotation("TAG") and word.isalpha():
        span = doc.char_span(found.start, found.end)
        return (
            span is not None and len(span) == 1 and span[0].tag_ in ("NN", "NNP") and span[0].dep_ not in ("npadvmod", "advmod")
        )
    if not word[:1].isupper() or " " in word or not word.isalpha() or reading.precision not in ("month", "season", "day"):
        return False
    if doc is not None and doc.has_annotation("ENT_IOB"):
        span = doc.char_span(found.start, found.end, alignment_mode="expand")
        if span is not None and len(span) and span[0].ent_type_ in ("PERSON", "ORG", "GPE", "FAC", "PRODUCT"):
            return True
        return word in ("May", "March") and span is not None and len(span) == 1 and span[0].tag_ not in ("NNP", "NN")
    before = re.search(r"([A-Z][a-z]+)\s$", text[max(0, found.start - 20) : found.start])
    if before and reading.precision == "month" and before.group(1).lower() not in beside("month_before"):
        return True
    # "May the best side win."
    begins = _SENTENCE_START.search(text[max(0, found.start - 3) : found.start])
    return word == "May" and bool(begins) and bool(re.match(r"\s+[a-z]", text[found.end : found.end + 3]))
