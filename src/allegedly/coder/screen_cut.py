"""Sentences by a cheap rule, before anything is parsed: cut too rarely rather than too often.

A piece that holds two sentences costs a little time; a cut inside a sentence would spoil its parse. So a full stop ends a piece only where
the next word begins as sentences do, and never after an abbreviation or an initial.
"""

from __future__ import annotations

import re
from functools import cache

from allegedly.coder import lexicon
from allegedly.coder.borders import borders

Piece = tuple[int, int]
# The end of a sentence, its closing marks, the gap, and what can begin the next one; after two blanks, anything can.
_END = re.compile(r"[.!?…][”\"’'»)\]]*(\s+)(?:(?<=\s\s)(?=\S)|(?=[“\"‘'«(\[]{0,2}[A-Z0-9]))")
_LAST_WORD = re.compile(r"[^\s“\"‘'«(\[—–-]+\Z")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+\Z")
_LOOKED_BACK = 20


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(lexicon.load("screen")["abbreviations"])


def cut(text: str) -> list[Piece]:
    """The pieces of ``text`` as characters ``[start, end)``, with the blanks after them; together they are the whole text."""
    ends = set(borders(text))
    short = _abbreviations()
    for match in _END.finditer(text):
        stop = match.start()
        if text[stop] == "." and match.start(1) == stop + 1:
            word = _LAST_WORD.search(text[max(0, stop - _LOOKED_BACK) : stop + 1])
            if word is not None and (word.group() in short or _INITIALS.match(word.group())):
                continue
        ends.add(match.end())
    inner = sorted(end for end in ends if 0 < end < len(text))
    return list(zip([0, *inner], [*inner, len(text)], strict=True)) if text else []
