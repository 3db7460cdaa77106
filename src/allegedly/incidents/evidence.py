"""What speaks for and against two sayings being about the same happening."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib.resources import files

import yaml

from allegedly.incidents.mentions import stem
from allegedly.model import Actor, Saying

# Types between which careful readers waver when one happening is told in different words. A type that is not here stands alone.
FAMILIES = {
    "ASSAULT": "force",
    "COERCE": "force",
    "MOBILIZE": "help or deployment",
    "AID": "help or deployment",
    "AGREE": "help or deployment",
    "COOPERATE": "help or deployment",
    "RETREAT": "retreat",
    "CONCEDE": "retreat",
}
# Without any date, reports this far apart are not taken for one affair.
_MOST_DAYS_APART = 30
_WIDE = ("country", "region", "province")
_WORD = re.compile(r"\w+")


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    with files("allegedly.incidents").joinpath("words.yaml").open("rb") as stream:
        return {name: frozenset(words) for name, words in yaml.safe_load(stream).items()}


@lru_cache(maxsize=50_000)
def names(text: str) -> frozenset[str]:
    """The words of a name that can tell it from others; empty for a pronoun. Titles stay only when nothing else is left."""
    lists = _word_lists()
    words = frozenset(_WORD.findall(text.lower())) - lists["articles_and_pronouns"] - lists["prepositions"]
    return words - lists["titles"] or words


def same_name(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether one name says no more than the other ("Tokayev", "Kassym-Jomart Tokayev")."""
    return bool(left and right) and (left <= right or right <= left)


class Traits:
    """What a saying can be matched by, worked out once."""

    def __init__(self, saying: Saying) -> None:
        event = saying.event
        self.saying = saying
        self.block = (FAMILIES.get(event.type, event.type), saying.status.frame)
        self.stems = frozenset(stem(word) for word in _WORD.findall(event.trigger.text.lower()) if len(word) > 3)
        self.actors = _party_names(event.actors)
        self.recipients = _party_names(event.recipients)
        self.place = names(event.place.name or event.place.text) if event.place else frozenset[str]()

    @cached_property
    def days(self) -> tuple[str, str] | None:
        """First and last day that the saying names for its event, or null."""
        when = self.saying.event.date
        return (when.from_day, when.to_day or when.from_day) if when and when.from_day else None

    @cached_property
    def published(self) -> date | None:
        """When the article appeared, or null when unknown or not a calendar day."""
        try:
            return date.fromisoformat(self.saying.article.published or "")
        except ValueError:
            return None

    def keys(self) -> Iterable[tuple[str, str, str, str]]:
        """What a matching saying is looked up by: each word of trigger, actors and recipients, within family and frame."""
        fields = {
            "word": self.stems,
            "actor": frozenset[str]().union(*self.actors),
            "recipient": frozenset[str]().union(*self.recipients),
        }
        for kind, words in fields.items():
            for word in sorted(words):
                yield (*self.block, kind, word)

    def may_match(self, kinds: set[str]) -> bool:
        """Whether sharing these kinds of words, and at best day and place too, could be enough; a cheap test before the real one."""
        best = (
            sum(_WEIGHTS[kind] for kind in kinds)
            + (_WEIGHTS["day"] if self.days else 0)
            + (_WEIGHTS["place"] if self.place else 0)
        )
        return best >= _ENOUGH

    @cached_property
    def signature(self) -> tuple[object, ...]:
        """All that :meth:`shared` looks at; sayings with one signature share the same with everybody."""
        return self.stems, self.actors, self.recipients, self.days, self.place

    def places_conflict(self, other: Traits) -> bool:
        """Whether both name places that cannot be one; a country or province rules out no town in it."""
        here, there = self.saying.event.place, other.saying.event.place
        if not here or not there:
            return False
        if here.country and there.country and here.country != there.country:
            return True
        if here.precision in _WIDE or there.precision in _WIDE:
            return False
        return not (here.geonames and here.geonames == there.geonames) and not same_name(self.place, other.place)

    def shared(self, other: Traits) -> dict[str, str]:
        """What both have in common: ``word``, ``actor``, ``recipient``, ``day``, ``place``, each with the words of it."""
        common: dict[str, str] = {}
        stems = self.stems & other.stems
        if stems:
            common["word"] = self.saying.event.trigger.text
        for field, ours, theirs in (("actor", self.actors, other.actors), ("recipient", self.recipients, other.recipients)):
            met = [name for name in ours if any(same_name(name, another) for another in theirs)]
            if met:
                common[field] = _shown(getattr(self.saying.event, f"{field}s"), met[0])
        if self.days and other.days and self.days[0] <= other.days[1] and other.days[0] <= self.days[1]:
            common["day"] = max(self.days[0], other.days[0])
        here, there = self.saying.event.place, other.saying.event.place
        if here and there and same_name(self.place, other.place):
            common["place"] = here.name or here.text
        return common


class Bounds:
    """When a group of sayings can have happened: what all its dates have in common, and when its articles appeared."""

    def __init__(self) -> None:
        self.days: tuple[str, str] | None = None
        self.published: list[date] = []
        self.published_undated: list[date] = []

    def add(self, traits: Traits) -> None:
        """Take in one more saying."""
        if traits.days:
            first, last = self.days or traits.days
            self.days = max(first, traits.days[0]), min(last, traits.days[1])
        if traits.published:
            for dates in (self.published, *(() if traits.days else (self.published_undated,))):
                dates[:] = [min([traits.published, *dates]), max([traits.published, *dates])]

    def conflict(self, traits: Traits) -> bool:
        """Whether the saying's days miss those of some member, or, with either undated, its article appeared too far from one.

        Stretches of days that meet pairwise have a day in common, so that the common stretch stands for all members.
        """
        if self.days and traits.days and (traits.days[1] < self.days[0] or self.days[1] < traits.days[0]):
            return True
        others = self.published_undated if traits.days else self.published
        return traits.published is not None and any(abs((traits.published - other).days) > _MOST_DAYS_APART for other in others)


# A word alone is not enough, nor two parties alone for unlike words; together with anything else either is.
_WEIGHTS = {"word": 2.0, "actor": 1.5, "recipient": 1.5, "day": 1.0, "place": 1.0}
_ENOUGH = 3.0


def weight(common: dict[str, str]) -> float:
    """How strongly what is shared speaks for one happening; 0 when it is not enough."""
    if not {"word", "actor", "recipient"} & common.keys():
        return 0.0
    strength = sum(_WEIGHTS[kind] for kind in common)
    return strength if strength >= _ENOUGH else 0.0


def _party_names(actors: Iterable[Actor]) -> tuple[frozenset[str], ...]:
    found = (names(actor.name or actor.text or "") for actor in actors)
    return tuple(dict.fromkeys(name for name in found if name))


def _shown(actors: Iterable[Actor], wanted: frozenset[str]) -> str:
    return next(actor.name or actor.text or "" for actor in actors if names(actor.name or actor.text or "") == wanted)
