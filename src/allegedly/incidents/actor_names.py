"""Actors as the sayings of a dossier name them: each name, under one country, with how often and where it stands.

Names that differ in no word that tells one actor from another ("the police", "Police") are one name; whether two names are one actor is
asked in :mod:`allegedly.incidents.identities`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import msgspec

from allegedly.gazetteer.tables import country_of
from allegedly.incidents.names import WORD, actor_words, kinds_of_words, listed, offices_of_words, untitled
from allegedly.model import Actor, Saying


class NamedActor(msgspec.Struct, frozen=True, kw_only=True):
    """One name of an actor, under one country.

    Attributes:
        name: As it is shown: the shortest of the writings.
        country: ISO 3166-1 alpha-3 or PLOVER code; null where the articles give none.
        names: Every way in which it is written, with how often, commonest first.
        sectors: PLOVER's sectors, the commonest first.
        offices: The words of the offices of its country that articles give it as title, each set in order of the alphabet.
        called: Other names by which articles call it ("NSP"), as they write them.
        sayings: The ids of the sayings in which it acts or is acted on, in their order.
        articles: The ids of their articles.
    """

    name: str
    country: str | None = None
    names: tuple[tuple[str, int], ...] = ()
    sectors: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    sayings: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it is known by; see :func:`key_of`."""
        return key_of(self.name, self.country)

    @property
    def label(self) -> str:
        """The name, and its country behind it where one is known."""
        return labelled(self.name, self.country)

    @property
    def proper(self) -> bool:
        """Whether it is a name and no description ("the strikers"): in all writings every word that tells something has a capital."""
        return not _only_kinds(self.name) and all(capitalised(text) for text, _ in self.names or ((self.name, 1),))


def labelled(name: str, country: str | None) -> str:
    """A name with its country: ``police (KAZ)``."""
    return f"{name} ({country})" if country else name


@lru_cache(maxsize=50_000)
def key_of(name: str, country: str | None) -> str:
    """The words of a name in order of the alphabet, and its country; empty for a pronoun."""
    words = " ".join(sorted(actor_words(name)))
    return f"{words}|{country}" if words and country else words


def written(actor: Actor) -> str:
    """The fullest name that an article gives, else its words, on one line."""
    return " ".join((actor.name or actor.text or "").split())


@lru_cache(maxsize=50_000)
def capitalised(text: str) -> bool:
    """Whether each word that is no article or preposition begins with a capital letter."""
    words = [word for word in text.split() if word.lower() not in _small()]
    return bool(words) and all(word[:1].isupper() for word in words)


@lru_cache(maxsize=50_000)
def _only_kinds(text: str) -> bool:
    return all(word in kinds_of_words() for word in actor_words(text))


@cache
def _small() -> frozenset[str]:
    return listed("articles_and_pronouns") | listed("prepositions")


@lru_cache(maxsize=50_000)
def without_country(text: str, country: str) -> frozenset[str]:
    """The words of a name without those that name its own country ("Kazakhstan's government", "the Kazakh government")."""
    words = untitled(text).split()
    gone: set[int] = set()
    for start in range(len(words)):
        for end in range(min(len(words), start + 3), start, -1):
            found = country_of(" ".join(words[start:end])) if words[start][:1].isupper() else None
            if found is not None and found.code == country:
                gone |= set(range(start, end))
                break
    return actor_words(" ".join(word for place, word in enumerate(words) if place not in gone))


@lru_cache(maxsize=20_000)
def office_of(title: str, country: str) -> str | None:
    """The words of an office that somebody holds now ("minister prime"), without those of the country; null for another title."""
    words = frozenset(WORD.findall(title.lower())) - listed("articles_and_pronouns") - listed("prepositions")
    words -= frozenset().union(*(frozenset(WORD.findall(part.lower())) for part in title.split() if _is(part, country)))
    if "former" in words or not words & (listed("titles") | offices_of_words().keys()):
        return None
    return " ".join(sorted(words))


def _is(word: str, country: str) -> bool:
    found = country_of(word) if word[:1].isupper() else None
    return found is not None and found.code == country


class _Growing:
    """One name while sayings are read."""

    __slots__ = ("articles", "country", "sayings", "ways")

    def __init__(self, country: str | None) -> None:
        self.country = country
        self.ways: list[_Way] = []
        self.sayings: dict[str, None] = {}
        self.articles: dict[str, None] = {}

    def named(self) -> NamedActor:
        names: Counter[str] = Counter()
        sectors: Counter[str] = Counter()
        offices: set[str] = set()
        called: set[str] = set()
        for way in self.ways:
            actor = way.actor
            names[way.text] += way.times
            for sector in (actor.sectors or (actor.sector,)) if actor.sector else ():
                sectors[sector] += way.times
            if actor.title and actor.name and self.country and (office := office_of(actor.title, self.country)):
                offices.add(office)
            if actor.name and actor.text and actor.text != actor.name:
                words = " ".join(actor.text.split())
                if capitalised(words) and not _only_kinds(words):
                    called.add(words)
        own = actor_words(shown := min(names, key=lambda text: (len(text), text)))
        return NamedActor(
            name=shown,
            country=self.country,
            names=tuple(sorted(names.items(), key=lambda one: (-one[1], one[0]))),
            sectors=tuple(sector for sector, _ in sorted(sectors.items(), key=lambda one: (-one[1], one[0]))),
            offices=tuple(sorted(offices)),
            called=tuple(sorted(text for text in called if actor_words(text) not in (own, frozenset()))),
            sayings=tuple(self.sayings),
            articles=tuple(self.articles),
        )


class _Way:
    """One way in which a name is written, with all that stands beside it, and how often."""

    __slots__ = ("actor", "name", "text", "times")

    def __init__(self, actor: Actor, text: str, name: _Growing) -> None:
        self.actor, self.text, self.name, self.times = actor, text, name, 0


class ActorNames:
    """The names of whoever acts or is acted on, while sayings are read one after the other."""

    def __init__(self) -> None:
        self._growing: dict[str, _Growing] = {}
        # Thousands of sayings name few actors in few ways; what a way tells is looked at once. None is a pronoun.
        self._ways: dict[tuple[Any, ...], _Way | None] = {}

    def add(self, saying: Saying) -> None:
        """Take in the parties of one more saying."""
        id, article = saying.id, saying.article.id
        for actor in (*saying.event.actors, *saying.event.recipients):
            told = (actor.name, actor.text, actor.country, actor.sector, actor.sectors, actor.title)
            way = self._ways[told] if told in self._ways else self._new(told, actor)
            if way is not None:
                way.times += 1
                way.name.sayings[id] = None
                way.name.articles[article] = None

    def _new(self, told: tuple[Any, ...], actor: Actor) -> _Way | None:
        text = written(actor)
        key = key_of(text, actor.country)
        way = None
        if key:
            known = self._growing.get(key)
            if known is None:
                known = self._growing[key] = _Growing(actor.country)
            way = _Way(actor, text, known)
            known.ways.append(way)
        self._ways[told] = way
        return way

    def all(self) -> list[NamedActor]:
        """Every name so far, by its key."""
        return [self._growing[key].named() for key in sorted(self._growing)]


def named_actors(sayings: Iterable[Saying]) -> list[NamedActor]:
    """Every name of whoever acts or is acted on in these sayings, by its key; pronouns that mean nobody in particular are left out."""
    found = ActorNames()
    for saying in sayings:
        found.add(saying)
    return found.all()
