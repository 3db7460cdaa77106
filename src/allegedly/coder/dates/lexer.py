"""Words of time: a text as short runs of word classes, which the grammar reads.

One pass over the words with a dictionary; only where a word of a *strong* class stands (a month, a unit, a year) is a
run built around it. Between two words of a run there is nothing but a blank, a hyphen, a comma or a possessive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from allegedly.coder.lexicon import load
from allegedly.coder.numbers import number_of, number_words, ordinal

_WORD = re.compile(
    r"""(?P<iso>(?<!\d)[12]\d{3}-[01]\d-[0-3]\d(?!\d))
      | (?P<numeric>(?<![\d/.])\d{1,2}(?:/\d{1,2}/|\.\d{1,2}\.)(?:\d{4}|\d{2})(?![\d/]))
      | (?P<clock>(?<![\d:])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:])|(?<![\d.,])1?\d\.[0-5]\d(?=\s?[aApP]\.?[mM]\b)
                 |(?<![\d.,(-])[0-2]\d[0-5]\d(?=\s(?:GMT|UTC|hours|local\s)))
      | (?P<decade>(?<![\w.,])(?:[12]\d\d|['’‘]?[1-9])0s\b)
      | (?P<quarter>\bQ[1-4]\b)
      | (?P<half>(?<![\d.,])\d{1,3}[ -]1/2(?!\d))
      | (?P<digits>\d+(?:[.,]\d+)*)(?P<ordinal>(?:st|nd|rd|th)\b)?
      | (?P<ampm>\b[aApP]\.\s?[mM]\b\.?)
      | [^\W\d_]+""",
    re.VERBOSE,
)
_YEAR = re.compile(r"(?:1\d|20|21)\d\d")
# What may stand between two words of one expression, and the sign that stands for it in the grammar.
_GAPS = {
    "": "",
    " ": "",
    "\n": "",
    "  ": "",
    " \n": "",
    "\n ": "",
    "\u00a0": "",
    "-": "-",
    "–": "-",
    "‑": "-",
    " - ": "-",
    " – ": "-",
    ",": ",",
    ", ": ",",
    " , ": ",",
    ",\n": ",",
}
_ABBREVIATED = frozenset({"monthabbr", "weekdayabbr", "zone"})
# Number words that one number can have; more is a list or noise.
_LONGEST_NUMBER = 8
_APOSTROPHES = frozenset("'’")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of time with its class and what it adds (a number, a TIMEX3 letter, a mod)."""

    kind: str
    value: object
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Words of time that stand together. ``codes`` holds one letter a word and the signs between; ``words`` is parallel to it."""

    codes: str
    words: tuple[Word | None, ...]


# One letter a class, none with a meaning in a regular expression.
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + "".join(map(chr, range(0x100, 0x180)))


@cache
def codes() -> dict[str, str]:
    """The letter of each word class."""
    names = [
        *load("dates")["classes"],
        "number",
        "ordinal",
        "year",
        "decade",
        "iso",
        "numeric",
        "clock",
        "possessive",
        "quarter_name",
    ]
    return dict(zip(dict.fromkeys(names), _LETTERS, strict=False))


@cache
def _dictionary() -> dict[str, tuple[str, object]]:
    words: dict[str, tuple[str, object]] = {}
    for word, amount in number_words().items():
        words[word] = ("number", amount)
    for word, place in load("numbers")["ordinals"].items():
        words[word] = ("ordinal", place)
    for tens, amount in load("numbers")["tens"].items():
        words[tens.removesuffix("y") + "ies"] = ("decade", f"{amount:.0f}")
    for kind, members in load("dates")["classes"].items():
        for word, value in members.items():
            words[word] = (kind, value)
    words["s"] = ("possessive", 0)
    return words


@cache
def _strong() -> frozenset[str]:
    return frozenset(load("dates")["strong"])


@cache
def _capital() -> frozenset[str]:
    return frozenset(load("dates")["capital"])


def _number_word(match: re.Match[str]) -> Word | None:
    text, start, end = match.group(), match.start(), match.end()
    kind = match.lastgroup
    if kind == "clock":
        text = text.replace(".", ":")
        return Word(kind, text if ":" in text else f"{text[:2]}:{text[2:]}", start, end)
    if kind in ("iso", "numeric"):
        return Word(kind, text, start, end)
    if kind == "decade":
        return Word("decade", text.strip("'’‘")[:-1], start, end)
    if kind == "quarter":
        return Word("quarter_name", int(text[1]), start, end)
    if kind == "half":
        return Word("number", int(text[:-3].rstrip(" -")) + 0.5, start, end)
    if kind == "ampm":
        return Word("ampm", 0 if text[0] in "aA" else 12, start, end)
    if match.group("ordinal"):
        place = ordinal(text)
        return Word("ordinal", place, start, end) if place else None
    if _YEAR.fullmatch(text):
        return Word("year", int(text), start, end)
    value = number_of([text])
    return Word("number", value, start, end) if value is not None else None


def _scan(text: str) -> tuple[list[Word], list[int]]:
    """All words with a class, and the positions in that list of the strong ones."""
    dictionary, strong, capital = _dictionary(), _strong(), _capital()
    words: list[Word] = []
    anchors: list[int] = []
    for match in _WORD.finditer(text):
        if match.lastgroup is None:
            lower = match.group().lower()
            entry = dictionary.get(lower)
            if entry is None:
                continue
            start = match.start()
            if lower in capital and not text[start].isupper():
                continue
            if lower == "s" and (not start or text[start - 1] not in _APOSTROPHES):
                continue
            word = Word(entry[0], entry[1], start, match.end())
        else:
            numeral = _number_word(match)
            if numeral is None:
                continue
            word = numeral
        if word.kind in strong or (word.kind == "number" and word.value in (18.0, 19.0)):  # "nineteen ninety-six"
            anchors.append(len(words))
        words.append(word)
    return words, anchors


def _gap(text: str, left: Word, right: Word) -> str | None:
    """The sign for what stands between two words, or null when they do not stand together."""
    width = right.start - left.end
    if width > 4:
        return None
    between = text[left.end : right.start]
    sign = _GAPS.get(between)
    if sign is not None:
        return sign
    if right.kind == "possessive" and between in _APOSTROPHES:
        return ""
    if between[:1] == "." and left.kind in _ABBREVIATED:
        return _GAPS.get(between[1:])
    return None


def _merged(words: list[tuple[Word, str]]) -> list[tuple[Word, str]]:
    """Number words that make one number as one word: "twenty-five", "a hundred", "two and a half", "nineteen ninety-six"."""
    merged: list[tuple[Word, str]] = []
    n = 0
    while n < len(words):
        word, sign = words[n]
        end = n
        if word.kind == "number" or (word.kind == "a" and n + 1 < len(words) and words[n + 1][0].kind == "number"):
            while (
                end + 1 < len(words)
                and words[end + 1][0].kind in ("number",)
                and words[end][1] in ("", "-")
                and end - n < _LONGEST_NUMBER
            ):
                end += 1
        if end > n:
            parts = [_as_part(w) for w, _s in words[n : end + 1]]
            value = number_of(parts)
            first, rest = number_of(parts[:1]), number_of(parts[1:])
            if value is not None:
                merged.append((Word("number", value, word.start, words[end][0].end), words[end][1]))
                n = end + 1
                continue
            in_words = all(w.end - w.start > 2 for w, _s in words[n : end + 1])  # "12-13 March" is no year
            if (
                in_words
                and first is not None
                and rest is not None
                and 10 <= first <= 20
                and 0 <= rest < 100
                and word.kind == "number"
            ):
                merged.append((Word("year", int(100 * first + rest), word.start, words[end][0].end), words[end][1]))
                n = end + 1
                continue
        merged.append((word, sign))
        n += 1
    return merged


@cache
def _names_of_numbers() -> dict[float, str]:
    return {value: word for word, value in reversed(list(number_words().items()))}


def _as_part(word: Word) -> str:
    if word.kind == "a":
        return "a"
    assert isinstance(word.value, float)
    return _names_of_numbers().get(word.value, f"{word.value:g}")


def runs(text: str) -> Iterator[Run]:
    """Yield the runs of ``text`` that hold a word of a strong class, in order; they do not overlap."""
    words, anchors = _scan(text)
    letters = codes()
    done = -1
    for anchor in anchors:
        if anchor <= done:
            continue
        first = anchor
        while first - 1 > done and _gap(text, words[first - 1], words[first]) is not None:
            first -= 1
        run: list[tuple[Word, str]] = []
        last = first
        while True:
            sign = _gap(text, words[last], words[last + 1]) if last + 1 < len(words) else None
            run.append((words[last], sign or ""))
            if sign is None:
                break
            last += 1
        done = last
        signs: list[str] = []
        members: list[Word | None] = []
        for word, sign in _merged(run):
            signs.append(letters[word.kind] + sign)
            members.append(word)
            if sign:
                members.append(None)
        yield Run("".join(signs), tuple(members))
