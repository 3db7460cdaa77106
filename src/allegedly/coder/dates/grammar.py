"""The patterns of time expressions, over classes of words.

A pattern reads like the expression: ``<month> {day=number}`` is a month and then a number that the resolver asks for as
``day``. ``<a|b>`` is a word of either class, ``{name=a|b}`` the same with a name; everything else is regular-expression syntax, blanks
do not count, ``-`` and ``,`` are those signs between words. The longest match at a place wins; of equals, the rule that stands first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from allegedly.coder.dates.lexer import Run, Word, codes
from allegedly.coder.dates.values import Reading

# Pieces that several patterns share, written %piece in them.
PIECES = {
    "approx": "(?P<approx><about>|<at><least>|<more><than>|<less><than>)?",
    "date_year": "(?:<of>|,)?{y=year}",
    "month": "{m=month|monthabbr}",
    "weekday": "(?:{w=weekday|weekdayabbr},?)?",
    "phase": "(?:(?P<phase><early|mid|late|earlier|later>)-?<in|on>?<the>?)?",
    "edge": "(?:<the>?{edge=begin|mid|end}<of>)?",
    "amount": "(?P<amount><number|a>(?:<and>{half=a}<half>)?|<number>(?:<to|or>|-){high=number}|<a>?<vague><of>?)",
    "units": "{u=unit|units}",
}


class Found:
    """A match in a run: what each named part of the pattern stands for."""

    __slots__ = ("_match", "run")

    def __init__(self, run: Run, match: re.Match[str]) -> None:
        self.run, self._match = run, match

    def word(self, name: str) -> Word | None:
        """The first word of a named part, or null when it is not there."""
        try:
            position = self._match.start(name)
        except IndexError:
            return None
        return self.run.words[position] if position >= 0 else None

    def value(self, name: str) -> object:
        """What that word adds."""
        word = self.word(name)
        return word.value if word else None

    def number(self, name: str) -> float | None:
        """The value as a number, where it is one."""
        value = self.value(name)
        return float(value) if isinstance(value, int | float) else None

    def letter(self, name: str) -> str | None:
        """The value as a string, where it is one."""
        value = self.value(name)
        return value if isinstance(value, str) else None

    def words(self, name: str) -> list[Word]:
        """All words of a named part."""
        try:
            start, end = self._match.span(name)
        except IndexError:
            return []
        return [word for word in self.run.words[max(start, 0) : max(end, 0)] if word]

    def has(self, name: str) -> bool:
        """Whether the part is there."""
        return self.word(name) is not None

    @property
    def start(self) -> int:
        """Character offset of the first word."""
        word = self.run.words[self._match.start()]
        assert word is not None  # a pattern begins with a word, never with a sign
        return word.start

    @property
    def end(self) -> int:
        """Character offset behind the last word."""
        position = self._match.end() - 1
        while (word := self.run.words[position]) is None:
            position -= 1
        return word.end


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with the function that reads it; the function gives null when the words mean no time after all."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[..., Reading | None]


RULES: list[Rule] = []


def rule(*patterns: str) -> Callable[[Callable[..., Reading | None]], Callable[..., Reading | None]]:
    """Register a function as the reader of ``patterns``; its name is the rule's."""

    def add(read: Callable[..., Reading | None]) -> Callable[..., Reading | None]:
        RULES.extend(Rule(read.__name__, compile_pattern(pattern), read) for pattern in patterns)
        return read

    return add


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern over word classes as a regular expression over letters."""
    letters = codes()
    pattern = re.sub(r"%(\w+)", lambda match: PIECES[match.group(1)], pattern.replace(" ", ""))

    def classes(names: str) -> str:
        return "[" + "".join(letters[name] for name in names.split("|")) + "]"

    pattern = re.sub(r"\{(\w+)=([\w|]+)\}", lambda match: f"(?P<{match.group(1)}>{classes(match.group(2))})", pattern)
    return re.compile(re.sub(r"(?<!\?P)<([\w|]+)>", lambda match: classes(match.group(1)), pattern))


def matches(run: Run, read: Callable[[Rule, Found], Reading | None]) -> Iterator[tuple[Found, Reading]]:
    """Yield what the rules find in a run, left to right, without overlaps; ``read`` asks a rule for its reading."""
    position = 0
    while position < len(run.codes):
        if run.words[position] is None:
            position += 1
            continue
        candidates = [
            (match, rule) for rule in RULES if (match := rule.pattern.match(run.codes, position)) and match.end() > position
        ]
        candidates.sort(key=lambda pair: -pair[0].end())
        for match, rule in candidates:
            found = Found(run, match)
            reading = read(rule, found)
            if reading is not None:
                yield found, reading
                position = match.end()
                break
        else:
            position += 1
