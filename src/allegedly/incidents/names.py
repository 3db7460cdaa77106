"""Names and words as they are compared: what is left of a party, a place or a sentence when the words that tell nothing are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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


@cache
def _things() -> dict[str, str]:
    return {word: thing for thing, words in tables()["things"].items() for word in words}


@cache
def offices_of_words() -> dict[str, str]:
    """Which office of the state a word means."""
    return {word: office for office, words in tables()["offices"].items() for word in words}


@cache
def near_deeds() -> dict[str, str]:
    """For each deed that is often told in another's place, the first of those."""
    return {deed: deeds[0] for deeds in tables()["near"] for deed in deeds}


@lru_cache(maxsize=50_000)
def names(text: str) -> frozenset[str]:
    """The words of a name that can tell it from others; empty for a pronoun. Titles stay only when nothing else is left."""
    words = frozenset(WORD.findall(text.lower())) - listed("articles_and_pronouns") - listed("prepositions")
    known = _things()
    words = frozenset(known.get(word, word) for word in words if not word[0].isdigit()) - listed("quantities")
    return words - listed("titles") or words


_INITIAL = re.compile(r"\b([A-ZА-ЯЁ])\.")


@lru_cache(maxsize=50_000)
def actor_words(text: str) -> frozenset[str]:
    """The words by which an actor's name is known across articles; empty for a pronoun.

    Unlike :func:`names` it keeps what somebody is called by office or kinship to others: the president of a country is not that country, nor
    somebody's spokesman that person. A title goes only where the name of its bearer follows ("President Tokayev").
    """
    text = untitled(text)
    # "A." before a name is no article.
    initials = frozenset(letter.lower() + "." for letter in _INITIAL.findall(text))
    words = frozenset(WORD.findall(_INITIAL.sub(" ", text).lower())) - listed("articles_and_pronouns") - listed("prepositions")
    return initials | frozenset(word for word in words if not word[0].isdigit()) - listed("quantities")


def untitled(text: str) -> str:
    """A name without articles and titles before it; what is no name behind a title ("president of the union") is left as it is."""
    words = text.split()
    start = 0
    while start < len(words) - 1 and not _INITIAL.fullmatch(words[start]) and words[start].lower().strip(".,") in _before_names():
        start += 1
    behind = words[start] if words else ""
    return " ".join(words[start:]) if behind[:1].isupper() and behind.lower() not in listed("titles") else " ".join(words)


@cache
def _before_names() -> frozenset[str]:
    return listed("titles") | listed("articles_and_pronouns")


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


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): deed for deed, phrases in tables()["phrases"].items() for phrase in phrases}


@cache
def _behind() -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): deed for deed, phrases in tables()["behind"].items() for phrase in phrases}


@lru_cache(maxsize=50_000)
def deeds(trigger: str, following: str = "") -> frozenset[str]:
    """What is done, by the words of a trigger: the name of a deed where the word is known ("shot" and "fired" are one), or its beginning.

    ``following`` is what stands behind the trigger: "fired" is another deed before "tear gas" than elsewhere,
    and who burned "to death" was killed.
    """
    known, between = _deeds(), listed("articles_and_pronouns")
    own = [stem(word) for word in WORD.findall(trigger.lower()) if word not in between]
    after = [stem(word) for word in WORD.findall(following.lower())[:3] if word not in between]
    held: set[int] = set()
    together: set[str] = set()
    for place, length, deed in _named_by(own + after[:1], _phrases()):
        together.add(deed)
        held.update(range(place, place + length))
    together |= {deed for place, _, deed in _named_by(own + after[:2], _behind()) if place <= len(own)}
    own = [begins for place, begins in enumerate(own) if place not in held]
    alone = (begins for begins in own if len(begins) > 2 and not begins[0].isdigit() and begins not in listed("stop"))
    return frozenset(together) | {known.get(begins, begins) for begins in alone}


def _named_by(row: Sequence[str], phrases: Mapping[tuple[str, ...], str]) -> Iterator[tuple[int, int, str]]:
    """Where in a row of words a phrase begins, how many words it has, and the deed that it names."""
    for place in range(len(row)):
        for length in (1, 2, 3):
            if deed := phrases.get(tuple(row[place : place + length])):
                yield place, length, deed


@lru_cache(maxsize=50_000)
def content(sentence: str) -> frozenset[str]:
    """The beginnings of the words of a sentence that may tell what it is about, figures included."""
    return frozenset(
        stem(word)
        for word in WORD.findall(sentence.lower())
        if (len(word) > 3 or word[0].isdigit()) and word not in listed("stop")
    )
