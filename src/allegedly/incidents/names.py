"""Names and words as they are compared: what is left of a party, a place or a sentence when the words that tell nothing are gone."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from allegedly.incidents.mentions import stem

WORD = re.compile(r"\w+")


@cache
def tables() -> dict[str, Any]:
    """The word lists of ``words.yaml``, as written."""
    with files("allegedly.incidents").joinpath("words.yaml").open("rb") as stream:
        found: dict[str, Any] = yaml.safe_load(stream)
    return found


@cache
def listed(name: str) -> frozenset[str]:
    """One plain list of words."""
    return frozenset(tables()[name])


@cache
def kinds_of_words() -> dict[str, str]:
    """Which kind of people a word means."""
    return {word: kind for kind, words in tables()["kinds"].items() for word in words}


@cache
def _deeds() -> dict[str, str]:
    return {word: deed for deed, words in tables()["deeds"].items() for word in words}


@lru_cache(maxsize=50_000)
def names(text: str) -> frozenset[str]:
    """The words of a name that can tell it from others; empty for a pronoun. Titles stay only when nothing else is left."""
    words = frozenset(WORD.findall(text.lower())) - listed("articles_and_pronouns") - listed("prepositions")
    words = frozenset(word for word in words if not word[0].isdigit()) - listed("quantities")
    return words - listed("titles") or words


def same_name(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether one name says no more than the other ("Tokayev", "Kassym-Jomart Tokayev")."""
    return bool(left and right) and (left <= right or right <= left)


_BELONGING = re.compile(r"['’]s?\b|\b(?:in|of|at|for|from|to|with)\b")


@lru_cache(maxsize=50_000)
def same_source(left: str, right: str) -> bool:
    """Whether two names are of one source: the same words, or a name and a shorter form of it ("Tokayev").

    A ministry or a prosecutor of a country is not that country, so what is said to belong to something is compared in full.
    """
    here, there = names(left), names(right)
    if here == there:
        return bool(here)
    longer = left if len(here) > len(there) else right
    return same_name(here, there) and not _BELONGING.search(longer) and not (here | there) & kinds_of_words().keys()


@lru_cache(maxsize=20_000)
def acronym(text: str) -> str | None:
    """The initials of a name of at least three words with capitals, in small letters ("csto"), or null."""
    run: list[str] = []
    for word in WORD.findall(text):
        if word[0].isupper():
            run.append(word[0].lower())
        elif word.lower() not in listed("prepositions") and len(run) < 3:
            run = []
    return "".join(run) if len(run) >= 3 else None


@lru_cache(maxsize=50_000)
def deeds(trigger: str) -> frozenset[str]:
    """What is done, by the words of a trigger: the name of a deed where the word is known ("shot" and "fired" are one), or its beginning."""
    found = (stem(word) for word in WORD.findall(trigger.lower()) if len(word) > 2 and word not in listed("stop"))
    known = _deeds()
    return frozenset(known.get(begins, begins) for begins in found)


@lru_cache(maxsize=50_000)
def content(sentence: str) -> frozenset[str]:
    """The beginnings of the words of a sentence that may tell what it is about, figures included."""
    return frozenset(
        stem(word)
        for word in WORD.findall(sentence.lower())
        if (len(word) > 3 or word[0].isdigit()) and word not in listed("stop")
    )
