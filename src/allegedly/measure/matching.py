"""When two names or two spans are taken for the same; the matching rules that several gold sets share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

Offsets = tuple[int, int]

_WORD = re.compile(r"\w+")
_EDGE = " \t\n\r\f\v\u00a0.,;:\"'“”‘’()[]"


@cache
def table(name: str) -> Any:
    """The content of ``measure/tables/<name>.yaml``: fixed mappings and word lists of the scorers; not to be changed."""
    with files("allegedly.measure").joinpath("tables", f"{name}.yaml").open("rb") as stream:
        return yaml.safe_load(stream)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(str(word) for row in table("words")["function_words"] for word in row)


@cache
def _titles() -> frozenset[str]:
    return frozenset(table("words")["titles"])


@lru_cache(maxsize=50_000)
def content_words(text: str) -> frozenset[str]:
    """The words of a name by which it may be known: lower case, without articles, other function words and titles.

    Titles stay when there is nothing else ("the president").
    """
    words = frozenset(_WORD.findall(text.lower())) - _function_words()
    return words - _titles() or words


def telling_words(text: str) -> frozenset[str]:
    """The words of a name that are no articles, pronouns or other function words; titles count. Empty for a pronoun."""
    return frozenset(_WORD.findall(text.lower())) - _function_words()


def overlap(left: Offsets, right: Offsets) -> bool:
    """Whether two half-open spans share a character."""
    return left[0] < right[1] and right[0] < left[1]


def trim(text: str, start: int, end: int) -> Offsets:
    """A span without blanks and punctuation at its edges (README-events.md, *Trim*); may come out empty."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def match_spans(predicted: Sequence[Offsets], gold: Sequence[Offsets]) -> int:
    """The greatest number of one-to-one overlapping pairs."""
    from allegedly.measure.assignment import best_pairs

    pairs = {(p, g): 1.0 for p, left in enumerate(predicted) for g, right in enumerate(gold) if overlap(left, right)}
    return len(best_pairs(pairs))


def shared_word(left: Iterable[str | None], right: Iterable[str | None]) -> bool:
    """Whether a content word of one of the ``left`` texts is in one of the ``right`` ones."""
    words = {word for text in left if text for word in content_words(text)}
    return any(not words.isdisjoint(content_words(text)) for text in right if text)
