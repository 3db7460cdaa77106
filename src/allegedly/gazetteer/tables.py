"""The small tables: states, disputed entities, former states, organisations and world regions, by name and by adjective.

The tables are the text files in ``data/``, read on first use. Names are case-sensitive on purpose: "Turkey" is a state and
"turkey" a bird; only a word in full capitals (a heading) may also stand for the capitalised name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

# Shorter names of states are one letter away from other words ("Mali", "Bali").
_LONG = 8
# English makes no plural of these by adding -s: "the Japanese", "the British", "the French", "the Swiss".
_NO_PLURAL = ("ese", "ish", "ch", "sh", "s", "men", "man", "women", "woman", "ois")


@dataclass(frozen=True, slots=True)
class Country:
    """A state, as PLOVER codes it.

    ``code`` is ISO 3166-1 alpha-3, ``KOS``, or for a state of the past the code it had. ``part`` names the dependency, constituent
    country or province that the words meant ("Greenland" -> DNK), else null. ``sector`` is ``PRE`` for an entity that
    PLOVER codes under the state that claims it. ``capital`` is the present capital, null where none is given.
    """

    code: str
    name: str
    capital: str | None = None
    part: str | None = None
    sector: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body: ``code`` is UNO, EUR, IGO, NGO, ISM, IMG or MNC, or the home state of a movement or party; ``sector`` may be null."""

    code: str
    name: str
    sector: str | None = None


def rows(name: str, width: int) -> Iterator[tuple[list[str], ...]]:
    """The rows of one table in ``data/``: ``width`` columns, each the list of its values (missing columns are empty)."""
    text = files("allegedly.gazetteer").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            cells = [[value.strip() for value in cell.split(";") if value.strip()] for cell in line.split("|")]
            yield tuple((cells + [[]] * width)[:width])


def _people(words: list[str]) -> Iterator[str]:
    for word in words:
        yield word
        if not word.endswith(_NO_PLURAL):
            yield f"{word}s"


@dataclass(slots=True)
class _Index:
    names: dict[str, Country]
    people: dict[str, Country]
    capitals: dict[str, Country]
    countries: list[Country]
    by_code: dict[str, Country]


@cache
def _index() -> _Index:
    index = _Index({}, {}, {}, [], {})
    for file in ("countries", "recognition", "former"):
        for code, name, others, people, capitals, parts, part_people in rows(file, 7):
            country = Country(
                code[0],
                name[0],
                capital=capitals[0] if capitals else None,
                sector="PRE" if file == "recognition" else None,
                former=file == "former",
            )
            index.countries.append(country)
            index.by_code.setdefault(country.code, country)
            for word in (*name, *others):
                index.names[word] = country
            for part in parts:
                index.names.setdefault(part, replace(country, part=part))
            for word in _people(people):
                index.people[word] = country
            for word in _people(part_people):
                index.people.setdefault(word, country)
            if file != "recognition":
                for word in capitals:
                    index.capitals.setdefault(word, country)
    return index


@cache
def _organisations() -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    shared: set[str] = set()
    for file in ("organisations", "groups"):
        for code, name, others, people, sector in rows(file, 5):
            organisation = Organisation(code[0], name[0], sector[0] if sector else None)
            for word in (*name, *others, *people):
                if found.setdefault(word, organisation) != organisation:
                    shared.add(word)  # "RSF" alone may be either: the article has to say
    return {word: organisation for word, organisation in found.items() if word not in shared}


@cache
def _regions() -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    people: dict[str, str] = {}
    for name, others, adjectives in rows("regions", 3):
        for word in (*name, *others):
            names.setdefault(word.removeprefix("the "), name[0])
        for word in _people(adjectives):
            people.setdefault(word, name[0])
    return names, people


def _plain(words: str) -> str:
    """``words`` without an article before or a possessive behind."""
    words = words.strip()
    if words.endswith(("'s", "’s")):
        words = words[:-2]
    elif words.endswith(("s'", "s’")):
        words = words[:-1]
    if words[:4] in ("the ", "The "):
        words = words[4:]
    return words


def _ways(words: str) -> Iterator[str]:
    """The ways in which ``words`` may stand in a table."""
    yield words
    plain = _plain(words)
    if plain != words:
        yield plain
    if len(plain) > 3 and plain.isupper():  # a heading in capitals
        yield plain.title().replace(" And ", " and ").replace(" Of ", " of ").replace(" The ", " the ")


def country_of(words: str) -> Country | None:
    """The state that a name ("Kazakhstan", "the US"), an adjective or a word for its people ("Kazakh", "Poles") means.

    Null when the words name no state, or name something larger. A capital is not its state here; see :func:`capital_of`.
    """
    index = _index()
    for way in _ways(words):
        found = index.names.get(way) or index.people.get(way)
        if found is not None:
            return found
    return None


@cache
def _near_misses() -> dict[str, set[str]]:
    """Every way to leave one letter out of a longer name or adjective of a state, with the codes it may have been."""
    found: dict[str, set[str]] = {}
    index = _index()
    for word, country in (*index.names.items(), *index.people.items()):
        if len(word) >= _LONG and " " not in word:
            for short in _shortened(word):
                found.setdefault(short, set()).add(country.code)
    return found


def _shortened(word: str) -> Iterator[str]:
    yield word
    for position in range(1, len(word)):
        yield word[:position] + word[position + 1 :]


@cache
def misspelt_country(word: str) -> str | None:
    """The code of the state whose name or adjective ``word`` is but for one letter left out, put in or changed ("Afganistan").

    Null for short words, for words spelt right, and where two states are as near. Whether ``word`` names a place or person of its own is for the caller to rule out.
    """
    if len(word) < _LONG - 1 or not word.isalpha() or not word[0].isupper() or country_of(word) is not None:
        return None
    misses = _near_misses()
    codes: set[str] = set()
    for short in _shortened(word):
        codes |= misses.get(short, set())
    return codes.pop() if len(codes) == 1 else None


def is_country_name(words: str) -> bool:
    """Whether ``words`` are the name of a state or of a part of one listed with it (not an adjective)."""
    names = _index().names
    return any(way in names for way in _ways(words))


def is_demonym(words: str) -> bool:
    """Whether ``words`` are an adjective or a word for people made from a place ("Kazakh", "Poles", "European")."""
    people, regional = _index().people, _regions()[1]
    return any(way in people or way in regional for way in _ways(words))


def capital_of(words: str) -> Country | None:
    """The state whose capital, present or past, ``words`` name; null when they name none."""
    capitals = _index().capitals
    for way in _ways(words):
        if way in capitals:
            return capitals[way]
    return None


def organisation_of(words: str) -> Organisation | None:
    """The international organisation, movement, party or company that ``words`` name; null when they name none that is listed."""
    table = _organisations()
    for way in (words, _plain(words)):
        if way in table:
            return table[way]
    return None


def region_of(words: str) -> str | None:
    """The name of the part of the world that ``words`` (a name or an adjective) mean; null when they mean none."""
    names, people = _regions()
    for way in _ways(words):
        found = names.get(way) or people.get(way)
        if found is not None:
            return found
    return None


def is_region_name(words: str) -> bool:
    """Whether ``words`` are the name of a part of the world (not an adjective)."""
    names = _regions()[0]
    return any(way in names for way in _ways(words))


def country(code: str) -> Country | None:
    """The state with that three-letter code; null when there is none."""
    return _index().by_code.get(code)


def countries() -> tuple[Country, ...]:
    """Every state, disputed entity and former state in the tables."""
    return tuple(_index().countries)


def country_words() -> dict[str, Country]:
    """Every name, part, adjective and word for people, with the state it means; do not change it."""
    index = _index()
    return {**index.people, **index.names}


def demonyms() -> frozenset[str]:
    """Every adjective and word for people, of states, their parts and world regions."""
    return frozenset(_index().people) | frozenset(_regions()[1])


def capitals() -> dict[str, Country]:
    """Every capital, present and past, with its state; do not change it."""
    return _index().capitals


def organisation_words() -> dict[str, Organisation]:
    """Every name of an international body, with what it means; do not change it."""
    return _organisations()


def region_words() -> dict[str, str]:
    """Every name of a part of the world, with its usual name; do not change it."""
    return _regions()[0]
