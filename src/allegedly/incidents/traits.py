"""What a saying can be matched by, worked out once for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from allegedly.incidents.names import (
    acronym,
    content,
    deeds,
    kinds_of_words,
    listed,
    names,
    near_deeds,
    offices_of_words,
    same_name,
)
from allegedly.incidents.offices import Offices, ordinal
from allegedly.model import Actor, Saying

WIDE = ("country", "region", "province")
# So many letters behind a trigger may belong to the name of the deed.
_LOOK_AHEAD = 24
_LOCATED = re.compile(r"\b(?:in|at|near)\s")
# Places this near each other, in degrees of latitude or longitude, may be one: a square and its city.
_NEARBY = 0.3


class Party:
    """Somebody who does something or has it done to them, as far as it can be compared."""

    __slots__ = ("country", "family", "given", "kinds", "offices", "plain", "shown", "where", "words")

    def __init__(self, words: frozenset[str], shown: str, country: str | None) -> None:
        kinds = kinds_of_words()
        self.words, self.shown, self.country = words, shown, country
        # "The families of the soldiers" are no soldiers.
        head = names(shown.split(" of ")[0]) & words or words
        self.kinds = frozenset(kinds[word] for word in head if word in kinds)
        self.offices = frozenset(offices_of_words()[word] for word in head if word in offices_of_words())
        # A house in a town and an office in it have the town in common, and are not one.
        self.where = names(_LOCATED.split(shown, maxsplit=1)[1]) if _LOCATED.search(shown) else frozenset[str]()
        # Two people of one family, or the armies of two regions.
        own = [word for word in shown.split() if word.lower() in words]
        named = len(own) > 1 and all(word[0].isupper() for word in own)
        self.given, self.family = (own[0].lower(), own[-1].lower()) if named else ("", "")
        # "Police" could be any; "police of Almaty" could not.
        self.plain = bool(words) and all(word in kinds for word in words)

    @lru_cache(maxsize=1 << 19)  # noqa: B019 - parties are few, each is one object, and they do not change
    def likeness(self, other: Party) -> float:
        """0 for different parties, 1 for the same name, less where only the kind is the same."""
        if self.country and other.country and self.country != other.country:
            return 0.0
        if self.offices and other.offices and not self.offices & other.offices:
            return 0.0
        if same_name(self.words, other.words):
            return PLAIN if self.plain or other.plain else 1.0
        if self.given and other.given and self.given != other.given and self.family == other.family:
            return 0.0
        shared = [word for word in (self.words & other.words) - self.where - other.where if word not in kinds_of_words()]
        if shared and 2 * len(shared) >= min(len(self.words), len(other.words)):
            return PARTLY
        if self.country and self.country == other.country and "state" in self.kinds | other.kinds:
            return KIND
        shared_kinds = self.kinds & other.kinds
        return (FOE if "attackers" in shared_kinds else KIND) if shared_kinds else 0.0


# How much of a full match it is: a name that others bear too, half of a name, no more than the kind.
# Whoever is called a bandit here and a terrorist there is more often the same than two people in uniform are.
PLAIN, PARTLY, FOE, KIND = 0.5, 0.75, 0.5, 0.3


class Traits:
    """What a saying can be matched by."""

    __slots__ = (
        "actors",
        "counts",
        "days",
        "deeds",
        "frame",
        "here",
        "mentioned",
        "near",
        "offset",
        "ordinal",
        "place",
        "recipients",
        "row",
        "saying",
        "setting",
        "setting_days",
        "titled",
        "type",
        "wanted",
    )

    def __init__(self, saying: Saying, offices: Offices) -> None:
        event = saying.event
        self.saying = saying
        self.type = event.type
        self.frame = saying.status.frame
        # At which letter of its sentence the deed is told.
        self.offset = event.trigger.start - saying.sentence.start
        # Where its words stand in the wording of the collection, once that is known.
        self.row = -1
        after = event.trigger.end - saying.sentence.start
        # Whether the title of its article tells it.
        self.titled = saying.sentence.text == saying.article.title
        self.deeds = deeds(event.trigger.text, saying.sentence.text[after : after + _LOOK_AHEAD] if after > 0 else "")
        self.near = frozenset(near[deed] for deed in self.deeds if deed in near) if (near := near_deeds()) else frozenset()
        self.actors = _parties(event.actors, offices, saying.article.id)
        self.recipients = _parties(event.recipients, offices, saying.article.id)
        self.mentioned = _together((*self.actors, *self.recipients))[1]
        self.here = event.place
        self.place = names(event.place.name or event.place.text) if event.place else frozenset[str]()
        self.setting: frozenset[str] = frozenset()
        self.setting_days: tuple[str, str] | None = None
        self.wanted: frozenset[str] = frozenset()
        when = event.date
        self.days = (when.from_day, when.to_day or when.from_day) if when and when.from_day else None
        self.counts = {
            count.kind: float(value)
            for count in event.counts
            if (value := next((v for v in (count.best, count.low, count.high) if v is not None), None)) is not None and value > 0
        }
        self.ordinal = ordinal(saying.article.published)

    @property
    def content(self) -> frozenset[str]:
        """The words of the sentence that may tell what it is about; found anew each time, for they would take more memory than all else."""
        return content(self.saying.sentence.text)

    @property
    def narrow(self) -> bool:
        """Whether a town or something smaller is named."""
        return self.here is not None and self.here.precision not in WIDE

    def places_conflict(self, other: Traits) -> bool:
        """Whether both name places that cannot be one; a country or province rules out no town in it."""
        here, there = self.here, other.here
        if not here or not there:
            return False
        if here.country and there.country and here.country != there.country:
            return True
        if here.precision in WIDE or there.precision in WIDE:
            return False
        if same_name(self.place, other.place) or (here.geonames and here.geonames == there.geonames):
            return False
        if here.lat is None or there.lat is None or here.lon is None or there.lon is None:
            # A square that the map does not know may lie in any town, but no town in another.
            return here.precision == there.precision != "site" and here.precision is not None
        return abs(here.lat - there.lat) > _NEARBY or abs(here.lon - there.lon) > _NEARBY


def all_traits(sayings: Sequence[Saying], offices: Offices | None = None) -> list[Traits]:
    """The traits of all sayings, in their order; those that name no place get the last town named before them in the article as setting,
    and those told as done without a day the last day.

    Orders, promises and the like get the deeds that they are about: those told later in the sentence as not (yet) done.
    """
    offices = offices or Offices(sayings)
    traits = [Traits(saying, offices) for saying in sayings]
    in_order = sorted(traits, key=lambda t: (t.saying.article.id, t.saying.event.trigger.start, t.saying.id))
    last: dict[str, frozenset[str]] = {}
    last_days: dict[str, tuple[str, str]] = {}
    dated = {(t.saying.article.id, t.saying.sentence.start): t.days for t in in_order if t.days and t.days[0] == t.days[1]}
    speaking: dict[tuple[str, int], list[Traits]] = {}
    for one in in_order:
        sentence = one.saying.article.id, one.saying.sentence.start
        if one.saying.status.modality != "asserted":
            for earlier in speaking.get(sentence, ()):
                earlier.wanted |= one.deeds
        if one.type in listed("speaking_types"):
            speaking.setdefault(sentence, []).append(one)
        article = one.saying.article.id
        if one.saying.status.plain:
            if one.days is None:
                one.setting_days = dated.get(sentence) or last_days.get(article)
            elif one.days[0] == one.days[1]:
                last_days[article] = one.days
        if one.days and one.days[0] != one.days[1]:
            # Whoever has told of a month or of another year since is no longer on that day.
            last_days.pop(article, None)
        if one.narrow:
            last[article] = one.place
        elif one.here is None:
            one.setting = last.get(article, frozenset())
    return traits


@lru_cache(maxsize=1 << 18)
def _party(words: frozenset[str], shown: str, country: str | None) -> Party:
    """The party of these words: one object for all sayings that name it."""
    return Party(words, shown, country)


@lru_cache(maxsize=1 << 18)
def _together(parties: tuple[Party, ...]) -> tuple[tuple[Party, ...], frozenset[str]]:
    """These parties as one object for all sayings that name them, and all words of their names."""
    return parties, frozenset[str]().union(*(party.words for party in parties))


def _parties(actors: Iterable[Actor], offices: Offices, article: str) -> tuple[Party, ...]:
    found: dict[frozenset[str], Party] = {}
    for actor in actors:
        shown = actor.name or actor.text or ""
        words = names(shown)
        if not words:
            continue
        shown = offices.fuller(shown, article)
        words = names(shown)
        short = acronym(shown)
        found.setdefault(words | {short} if short else words, _party(words | {short} if short else words, shown, actor.country))
        holder = offices.holder(shown, actor.country, article)
        if holder:
            found.setdefault(holder, _party(holder, shown, actor.country))
        if actor.title and actor.name:
            office = names(actor.title) & frozenset(kinds_of_words())
            if office and office not in found:
                found[office] = _party(office, shown, actor.country)
    return _together(tuple(found.values()))[0]
