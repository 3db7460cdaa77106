"""The world of the crisis that never was: its towns, parties, publishers and words, and what really happens in it."""

from __future__ import annotations

import random
from typing import NamedTuple

from allegedly.model import (
    Actor,
    Place,
)

DAYS_OF_TEN_THOUSAND = 365


# Deeds with the words that different outlets have for them.
DEEDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ASSAULT", ("shot", "opened fire on", "fired on")),
    ("ASSAULT", ("killed", "murdered")),
    ("ASSAULT", ("attacked", "raided")),
    ("ASSAULT", ("shelled", "bombarded")),
    ("ASSAULT", ("beat", "clubbed")),
    ("COERCE", ("detained", "arrested")),
    ("COERCE", ("seized", "captured")),
    ("COERCE", ("expelled", "deported")),
    ("PROTEST", ("marched against", "rallied against")),
    ("PROTEST", ("blockaded", "picketed")),
    ("CONSULT", ("met", "held talks with")),
    ("CONSULT", ("received", "visited")),
    ("AID", ("fed", "supplied")),
    ("COOPERATE", ("signed a pact with", "joined hands with")),
    ("MOBILIZE", ("massed troops near", "sent troops against")),
    ("REJECT", ("rebuffed", "spurned")),
    ("ACCUSE", ("blamed", "accused")),
    ("REQUEST", ("urged", "implored")),
    ("THREATEN", ("threatened", "menaced")),
    ("SANCTION", ("fined", "boycotted")),
)


KINDS = (
    *("police", "soldiers", "gunmen", "protesters", "villagers", "students", "rebels", "officials", "militants", "dockers"),
    *("miners", "farmers", "guards", "refugees", "teachers", "drivers", "smugglers", "monks", "journalists", "sailors"),
)


BODIES = ("Ministry of {}", "{} Front", "{} Brigade", "{} Union", "{} Council", "Movement for {}", "{} Guard", "Bank of {}")


SPEAKERS = ("a doctor in {}", "the mayor of {}", "the governor of {}", "witnesses in {}", "the {} prosecutor", "a priest in {}")


SYLLABLES = (
    "ka",
    "lor",
    "ven",
    "ti",
    "mar",
    "osh",
    "del",
    "qua",
    "zim",
    "ru",
    "bel",
    "tha",
    "nor",
    "yss",
    "pel",
    "gon",
    "hai",
    "dru",
)


class Happening(NamedTuple):
    """What really happens in this crisis: once, on one day, in one town."""

    number: int
    day: int
    type: str
    words: tuple[str, ...]
    actor: Actor
    recipient: Actor
    town: Place
    dead: int


class World:
    """Towns, parties, publishers and words; more of each for a larger crisis, but by far not in proportion."""

    def __init__(self, sayings: int, chance: random.Random) -> None:
        size = max(1.0, (sayings / 10_000) ** 0.5)
        self.days = int(DAYS_OF_TEN_THOUSAND * size)
        self.chance = chance
        self._taken: set[str] = set()
        self.countries = [self._named() + "ia" for _ in range(8)]
        self.towns = [self._town() for _ in range(int(150 * size))]
        self.parties = [self._body() for _ in range(int(60 * size))] + [self._person() for _ in range(int(90 * size))]
        self.publishers = [
            f"{self._named()} {kind}" for kind in ("Herald", "Post", "Wire", "Tribune") for _ in range(int(12 * size))
        ]
        self.words = [self._spelt(4).lower() for _ in range(4000)]

    def _spelt(self, most: int = 3) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, most))).capitalize()

    def _named(self) -> str:
        name = self._spelt()
        while name in self._taken:
            name = self._spelt(4)
        self._taken.add(name)
        return name

    def _code(self) -> str:
        return "Q" + "ABCDEFGH"[self.chance.randrange(8)] + "Q"

    def _town(self) -> Place:
        name = self._named()
        point = round(self.chance.uniform(-60, 60), 4), round(self.chance.uniform(-170, 170), 4)
        number = 9_000_000 + len(self._taken)
        return Place(
            text=name,
            start=0,
            end=0,
            name=name,
            country=self._code(),
            lat=point[0],
            lon=point[1],
            geonames=number,
            precision="city",
        )

    def _body(self) -> Actor:
        return Actor(text=self.chance.choice(BODIES).format(self._named()), country=self._code(), sector="GOV")

    def _person(self) -> Actor:
        return Actor(text=f"{self._named()} {self._named()}", country=self._code())

    def party(self) -> Actor:
        """Somebody: every third time no more than what they are."""
        if self.chance.random() < 0.35:
            return Actor(text=self.chance.choice(KINDS))
        # Few are in the news all the time.
        return self.parties[int(len(self.parties) * self.chance.random() ** 2)]

    def happening(self, number: int) -> Happening:
        """Something that happens."""
        type, words = self.chance.choice(DEEDS)
        town = self.towns[int(len(self.towns) * self.chance.random() ** 1.5)]
        dead = int(self.chance.paretovariate(0.8)) if type == "ASSAULT" and self.chance.random() < 0.6 else 0
        return Happening(
            number, self.chance.randrange(self.days - 10), type, words, self.party(), self.party(), town, min(dead, 5000)
        )
