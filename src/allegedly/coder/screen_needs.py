"""What a sentence needs around it to be understood: whose words it quotes, whom "he" means, who "Okoro" is.

All of it is judged from the plain text, by marks, capitals and a few words of the lexicon (``screen.yaml``); each rule errs towards keeping.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from allegedly.coder import lexicon
from allegedly.coder.screen_cut import Piece
from allegedly.coder.sources.quotations import find_quotations
from allegedly.coder.sources.transcript import quoted_labels, recorded, turns

_NAME = re.compile(r"[A-Z][\w'’-]*[\w](?:[ -](?:(?:al|bin|de|del|der|di|la|le|van|von|of|the)[ -])?[A-Z][\w'’-]*[\w])*")
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]*[A-Z])\)")
_PLAIN_WORD = re.compile(r"[a-z]+")
_OPENING = 4  # words within which "he" at the head of a sentence stands


@cache
def _reaching_back() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(lexicon.load("screen")["reaching_back"]) + r")\b", re.I)


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(lexicon.load("screen")["saying"]) + r")\b")


def needed(text: str, pieces: Sequence[Piece], wanted: Sequence[bool]) -> list[bool]:
    """``wanted`` with what these pieces need; nothing is added where nothing is wanted."""
    chosen = list(wanted)
    if not any(chosen):
        return chosen
    if turns(text) or recorded(text):
        return [True] * len(pieces)  # who speaks is told by every line
    chosen[0] = True  # the title, or the first sentence with its dateline
    _sentence_before(text, pieces, wanted, chosen)
    _quotations(text, pieces, chosen)
    _announced(text, pieces, chosen)
    _full_names(text, pieces, wanted, chosen)
    return chosen


def _sentence_before(text: str, pieces: Sequence[Piece], wanted: Sequence[bool], chosen: list[bool]) -> None:
    back = _reaching_back()
    for number in range(1, len(pieces)):
        if wanted[number] and not chosen[number - 1] and back.search(text, *pieces[number]):
            chosen[number - 1] = True


def _announced(text: str, pieces: Sequence[Piece], chosen: list[bool]) -> None:
    """Lines that say who says what follows ("The ministry said on Sunday:", "Ana Salas on the police:"), and those that end it ("Background")."""
    saying, labels = _saying(), lexicon.load("cues")["labels"]
    last = max(number for number, wanted in enumerate(chosen) if wanted)
    announced = False
    for number, (start, end) in enumerate(pieces[:last]):
        line = text[start:end].strip()
        if line.endswith(":") and "\n" in text[start + len(line) : end] and saying.search(line):
            announced = chosen[number] = True
        elif announced and line.rstrip(":").lower() in labels:
            chosen[number] = True
    begins = [start for start, _end in pieces]
    for colon in quoted_labels(text):
        number = bisect_right(begins, colon) - 1
        if number + 1 < len(pieces) and chosen[number + 1]:
            chosen[number] = True


def _quotations(text: str, pieces: Sequence[Piece], chosen: list[bool]) -> None:
    """Both ends of a quotation that is read in part, and the words of saying beside it."""
    saying = _saying()
    number = 0
    for quotation in find_quotations(text):
        while number < len(pieces) - 1 and pieces[number][1] <= quotation.start:
            number += 1
        last = number
        while last < len(pieces) - 1 and pieces[last][1] < quotation.end:
            last += 1
        if not any(chosen[number : last + 1]):
            continue
        chosen[number] = chosen[last] = True
        for beside in (number - 1, last + 1):
            if 0 <= beside < len(pieces) and not chosen[beside]:
                between = text[quotation.end : pieces[beside][0]] if beside > last else text[pieces[beside][1] : quotation.start]
                if "\n" not in between and not between.strip() and saying.search(text, *pieces[beside]):
                    chosen[beside] = True


def _full_names(text: str, pieces: Sequence[Piece], wanted: Sequence[bool], chosen: list[bool]) -> None:
    """The sentence in which somebody is first named in full, or an abbreviation explained, where a wanted one has only the short form."""
    short: set[str] = set()
    for number, piece in enumerate(pieces):
        if wanted[number]:
            short.update(name.rpartition(" ")[2] for name in _NAME.findall(text, *piece))
    seen: set[str] = set()
    for number, piece in enumerate(pieces):
        for name in _NAME.findall(text, *piece):
            last = name.rpartition(" ")[2]
            if " " in name and last not in seen:
                seen.add(last)
                if last in short:
                    chosen[number] = True
        for acronym in _ACRONYM.findall(text, *piece):
            if acronym in short and acronym not in seen:
                seen.add(acronym)
                chosen[number] = True
