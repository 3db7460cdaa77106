"""What a time expression is read against, and questions that several rules ask of its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from allegedly.coder.dates import values
from allegedly.coder.dates.grammar import Found
from allegedly.coder.dates.lexer import Word
from allegedly.coder.dates.values import Reading, make_date
from allegedly.coder.lexicon import load

# How far a year named in a sentence reaches, in characters.
_SENTENCE = 150
_SENTENCE_END = re.compile(r"[.!?]\s+[A-Z“\"]|\n\s*\n")


# How two times are joined, and how far apart they may begin.
_JOINED = re.compile(r"\w+,? (?:and|or) (?:on |in )?$")
_JOINED_WITHIN = 40
# Figures for these lengths are no quarter's.
_LONGER = frozenset({"P6M", "P9M", "P12M", "P26W", "P39W", "P52W", "P1Y"})
# Rules that name a quarter only to compare with it.
_COMPARING = frozenset({"away", "year_words", "quarter_of_year", "period_before"})


@dataclass(slots=True)
class Setting:
    """What a time expression is read against: the publication day, the dates read before it, and the tense of its verb."""

    text: str
    published: date | None
    tense: Callable[[int], str | None]
    before: list[tuple[int, Reading]] = field(default_factory=list)
    # The quarter that is spoken of, which "the quarter" and "a year earlier" go by; comparisons do not move it, nor do forecasts.
    quarter: tuple[int, Reading] | None = None
    # Where figures for more than a quarter begin ("for the nine months"); "a year earlier" is then no quarter.
    longer: int = -1
    # The values of the quarters that were spoken of so far.
    reported: set[str] = field(default_factory=set)

    def note(self, at: int, reading: Reading, rule: str) -> None:
        """Remember a date for those after it."""
        self.before.append((at, reading))
        if reading.type == "DURATION" and reading.value in _LONGER:
            self.longer = at
        if (
            reading.precision == "quarter"
            and reading.first is not None
            and rule not in _COMPARING
            and self._is_reported(at, reading)
        ):
            self.quarter = (at, reading)
            self.reported.add(reading.value)

    def _is_reported(self, at: int, quarter: Reading) -> bool:
        """Whether figures of ``quarter`` are told: not of one to come, and not of one before, unless it was spoken of already."""
        if quarter.first is None or (self.published is not None and quarter.first > self.published) or self.tense(at) == "future":
            return False
        spoken = self.current_quarter(at, 3000)
        return quarter.value in self.reported or spoken is None or spoken.first is None or quarter.first >= spoken.first

    def compared_quarter(self, at: int, within: int) -> Reading | None:
        """The quarter that a comparison with the year before goes by; null where more than a quarter was spoken of since."""
        return self.current_quarter(at, within) if self.quarter is not None and self.quarter[0] > self.longer else None

    def current_quarter(self, at: int, within: int) -> Reading | None:
        """The quarter that is spoken of, when it was named at most ``within`` characters before."""
        return self.quarter[1] if self.quarter is not None and at - self.quarter[0] <= within else None

    def year_said(self, at: int) -> int | None:
        """The year that the same sentence has named before ``at`` ("In 2019, on Easter Sunday"), or null."""
        for start, reading in reversed(self.before):
            if at - start > _SENTENCE or _SENTENCE_END.search(self.text, start, at):
                return None
            if reading.precision == "year" and reading.basis == "explicit" and reading.first is not None:
                return reading.first.year
        return None

    def goes_on_ahead(self, at: int, precision: str) -> bool:
        """Whether a weekday or month at ``at`` is joined to one still to come: "tomorrow and on Thursday", "expected in February or March"."""
        start, said = self.before[-1] if self.before else (0, None)
        if said is None or said.precision != precision or said.first is None or self.published is None:
            return False
        ahead = said.first > self.published and at - start < _JOINED_WITHIN
        return ahead and _JOINED.match(self.text, start, at) is not None

    def every_year(self, at: int) -> bool:
        """Whether the same sentence tells what happens every year ("every year on 24 April they march")."""
        for start, reading in reversed(self.before):
            if at - start > _SENTENCE or _SENTENCE_END.search(self.text, start, at):
                return False
            if reading.type == "SET" and reading.value == "P1Y":
                return True
        return False

    def day_said(self, at: int) -> date | None:
        """The day that the same sentence has named before ``at`` ("on Tuesday ... at 10 a.m."), or null."""
        for start, reading in reversed(self.before):
            if at - start > _SENTENCE or _SENTENCE_END.search(self.text, start, at):
                return None
            if reading.precision == "day" and reading.type == "DATE":
                return reading.first
        return None

    def mentioned(self, *precisions: str, within: int = 600, at: int) -> Reading | None:
        """The last date with days (of one of ``precisions``, where given) that was read at most ``within`` characters before ``at``."""
        for start, reading in reversed(self.before):
            if at - start > within:
                return None
            if reading.first is not None and (not precisions or reading.precision in precisions):
                return reading
        return None


def mod_of(found: Found) -> str | None:
    """The TIMEX3 ``mod`` of an expression, from "about", "at least", "early", "the end of" and the like in it."""
    words = found.words("approx")
    if words:
        return next((str(word.value) for word in reversed(words) if isinstance(word.value, str)), None)
    phase = found.word("phase") or found.word("edge")
    if phase is None:
        return None
    return {"earlier": "START", "later": "END"}.get(phase.kind, str(phase.value))


def word_of(found: Found, name: str) -> Word:
    """A named word that the pattern is sure to have."""
    word = found.word(name)
    assert word is not None
    return word


def word_before(setting: Setting, found: Found) -> str:
    """The word right before an expression, in lower case."""
    words = setting.text[max(0, found.start - 24) : found.start].split()
    return words[-1].lower() if words else ""


def word_after(setting: Setting, found: Found) -> str:
    """The word right behind an expression, in lower case; empty when something else stands between."""
    match = re.match(r"\s+([^\W\d_]+)", setting.text[found.end : found.end + 24])
    return match.group(1).lower() if match else ""


@cache
def beside(name: str) -> frozenset[str]:
    """A list of ``beside`` in the lexicon: which words beside an expression make it one, or none."""
    return frozenset(load("dates")["beside"][name])


def days_back(published: date | None, unit: str, amount: float) -> date | None:
    """The day that lies ``amount`` units before publication, to the day; null where the calendar has none."""
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
