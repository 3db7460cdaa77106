"""What a blast or fire hit, by the words of the sentence: MUC-4's keys list what was damaged, and where a bomb went off.

A saying of an explosion has a place where the report has one, and nobody hit when nobody is said to be. The keys take the hotel in front of which it
was, and every wall that it damaged, for targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from allegedly.measure.matching import table

_PHRASE = r"[^.,;:()]"
_BETWEEN = re.compile(r",| and ")


def phrases_hit(sentence: str) -> Iterator[str]:
    """Phrases of ``sentence`` that say what was damaged, or at, in or before what something exploded or was planted; not yet trimmed to their nouns."""
    damaged, suffered, planted = _patterns()
    for pattern in (damaged, suffered, planted):
        for match in pattern.finditer(sentence):
            for phrase in _BETWEEN.split(match.group(1)):
                before = _starts().split(f" {phrase}")[-1] if pattern is suffered else phrase
                yield _ends().split(f"{before} ")[0].strip()


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = {name: _either(name) for name in ("damaging_words", "damaged_words", "planting_words", "where_words")}
    return (
        re.compile(rf"\b(?:{words['damaging_words']})\s+({_PHRASE}{{3,80}})", re.IGNORECASE),
        re.compile(
            rf"({_PHRASE}{{3,80}}?)\s+(?:was|were|been|being)\s+(?:also\s+)?(?:\w+ly\s+)?(?:{words['damaged_words']})\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:{words['planting_words']})\b{_PHRASE}{{0,30}}?\b(?:{words['where_words']})\s+"
            rf"((?:the|a|an|its|his|two|three)\b{_PHRASE}{{2,60}})",
            re.IGNORECASE,
        ),
    )


@cache
def _starts() -> re.Pattern[str]:
    """What stands before the subject of "was damaged" and is no part of it."""
    return re.compile(rf" (?:{_either('clause_words')}) ", re.IGNORECASE)


@cache
def _ends() -> re.Pattern[str]:
    """What follows a phrase and is no part of it: when, why, and what else came of it."""
    return re.compile(rf" (?:{_either('after_words')}) ", re.IGNORECASE)


def _either(name: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in table("muc4")[name])
