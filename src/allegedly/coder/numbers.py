"""Words and digits to numbers: "twenty-five", "2.5 million", "1,204", "two dozen".

What is no number is null; nothing here guesses. The words are in ``lexicon/en/numbers.yaml``.
"""

from __future__ import annotations

import re
from functools import cache

from allegedly.coder.lexicon import load

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
# "2.4bn" and "30mn" as one word; a lone "m" may be metres.
_SHORTENED = re.compile(r"(\d+(?:\.\d+)?)(mn|bn|tn)", re.IGNORECASE)
_TIMES = {"mn": 1e6, "bn": 1e9, "tn": 1e12}
_PARTS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+")
_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)")
# More digits than this are an account number or noise, not a number of anything.
_LONGEST = 15
# What a smaller number may follow: "three hundred and twelve", but not "5,000 and 700".
_SCALES = frozenset(10.0**power for power in range(2, 13))


@cache
def number_words() -> dict[str, float]:
    """Every single word that is a number by itself or multiplies one, with its value."""
    words = load("numbers")
    return {word: float(value) for part in ("units", "tens", "scales", "groups") for word, value in words[part].items()}


@cache
def _multipliers() -> frozenset[str]:
    words = load("numbers")
    return frozenset([*words["scales"], *words["groups"]])


def digits(text: str) -> float | None:
    """The value of a number in digits, with commas between thousands and a decimal point; null for anything else."""
    shortened = _SHORTENED.fullmatch(text) if len(text) <= _LONGEST else None
    if shortened is not None:
        return float(shortened.group(1)) * _TIMES[shortened.group(2).lower()]
    if len(text) > _LONGEST or not _DIGITS.fullmatch(text):
        return None
    return float(text.replace(",", ""))


def number(text: str) -> float | None:
    """The value of ``text`` when all of it is a number, in words, digits or both ("2.5 million"); otherwise null.

    "a" and "an" count as one before a multiplier ("a hundred") and nowhere else.
    """
    return number_of([part.group() for part in _PARTS.finditer(text)])


def number_of(parts: list[str]) -> float | None:
    """The value of a number given as its words, without hyphens and in text order; null when they are no number.

    Reads left to right: multipliers multiply what stands before them, and larger ones close a group ("two hundred thousand and five").
    """
    words = number_words()
    multipliers = _multipliers()
    total = group = last = 0.0
    started = False
    for n, part in enumerate(parts):
        lower = part.lower()
        value = digits(part) if part[:1].isdigit() else words.get(lower)
        if lower in multipliers:
            assert value is not None
            if not started:
                if n != 1 or parts[0].lower() not in ("a", "an"):
                    return None  # "a dozen" is a number, "dozen" alone is none
                group = 1.0
            if value >= 1000:
                total, group = total + group * value, 0.0
            else:
                group *= value
            last, started = value, True
        elif value is not None:
            if started and not (value < last and (last in _SCALES or (20 <= last < 100 and value < 10 and last % 10 == 0))):
                return None
            group, last, started = group + value, value, True
        elif lower in ("a", "an") and n == 0 and len(parts) > 1 and parts[1].lower() in multipliers:
            continue
        elif not (lower == "and" and started and last in _SCALES and n + 1 < len(parts)):
            return None
    return total + group if started else None


def ordinal(text: str) -> int | None:
    """The value of an ordinal ("third", "21st"); null for anything else."""
    lower = text.lower()
    match = _ORDINAL.fullmatch(lower)
    if match:
        return int(match.group(1))
    value = load("numbers")["ordinals"].get(lower)
    return int(value) if value is not None else None
