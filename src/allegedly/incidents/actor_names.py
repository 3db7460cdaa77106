"""Actors as the sayings of a dossier name them: each name, under one country, with how often and where it stands.

Names that differ in no word that tells one actor from another ("the police", "Police") are one name; whether two names are one actor is
asked in :mod:`allegedly.incidents.identities`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

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

    __slots__ = ("articles", "called", "country", "names", "offices", "sayings", "sectors")

    def __init__(self, country: str | None) -> None:
        self.country = country
        self.names: Counter[str] = Counter()
        self.sectors: Counter[str] = Counter()
        self.offices: set[str] = set()
        self.called: set[str] = set()
        self.sayings: dict[str, None] = {}
        self.articles: dict[str, None] = {}

    def take(self, actor: Actor, text: str, saying: Saying) -> None:
        self.names[text] += 1
        self.sectors.update((actor.sectors or (actor.sector,)) if actor.sector else ())
        self.sayings[saying.id] = None
        self.articles[saying.article.id] = None
        if actor.title and actor.name and self.country:
            office = office_of(actor.title, self.country)
            if office:
                self.offices.add(office)
        if actor.name and actor.text and actor.text != actor.name:
            called = " ".join(actor.text.split())
            if capitalised(called) and not _only_kinds(called):
                self.called.add(called)

    def named(self) -> NamedActor:
        own = actor_words(shown := min(self.names, key=lambda text: (len(text), text)))
        return NamedActor(
            name=shown,
            country=self.country,
            names=tuple(sorted(self.names.items(), key=lambda one: (-one[1], one[0]))),
            sectors=tuple(sector for sector, _ in sorted(self.sectors.items(), key=lambda one: (-one[1], one[0]))),
            offices=tuple(sorted(self.offices)),
            called=tuple(sorted(text for text in self.called if actor_words(text) not in (own, frozenset()))),
            sayings=tuple(self.sayings),
            articles=tuple(self.articles),
        )


def named_actors(sayings: Iterable[Saying]) -> list[NamedActor]:
    """Every name of whoever acts or is acted on in these sayings, by its key; pronouns that mean nobody in particular are left out."""
    growing: dict[str, _Growing] = {}
    for saying in sayings:
        for actor in (*saying.event.actors, *saying.event.recipients):
            text = written(actor)
            key = key_of(text, actor.country)
            if key:
                known = growing.get(key)
                if known is None:
                    known = growing[key] = _Growing(actor.country)
                known.take(actor, text, saying)
    return [growing[key].named() for key in sorted(growing)]
