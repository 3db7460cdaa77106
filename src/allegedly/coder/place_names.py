"""Which words are names of places: runs of capitalised words looked up longest first, and judged by what stands around them.

A name is looked up in the gazetteer; whether it *is* the place here ("Houston said", "Paris Hilton", "the Texas legislature")
is judged by a logistic regression over a few dozen readable features of the name and its neighbours. Its weights are data
(``coder/weights/place_names.json``), made by ``tools/train_places.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, LENGTH, SPACY, TAG
from spacy.tokens import Doc

from allegedly.coder.lexicon import load
from allegedly.gazetteer.lookup import Candidate, places_named
from allegedly.gazetteer.tables import country_of, is_demonym, organisation_of, region_of

LONGEST = 6


@dataclass(slots=True)
class Named:
    """A name that can be a place: tokens ``[start, end)``, what it can mean, and how likely it is a place here."""

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    is_demonym: bool
    is_abbreviation: bool
    features: list[str]
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of ``lexicon/en/places.yaml`` as sets."""

    placing: frozenset[str]
    titles: frozenset[str]
    units_before: frozenset[str]
    units_after: frozenset[str]
    other_things: frozenset[str]
    never: frozenset[str]
    connectors: frozenset[str]
    naming_suffix: frozenset[str]
    province_words: frozenset[str]
    city_words: frozenset[str]
    natural: frozenset[str]
    articles: frozenset[str]
    abbreviations: dict[str, tuple[str, str]]


@cache
def words(language: str = "en") -> Words:
    """The word lists, read once."""
    lexicon = load("places", language)
    shortened = {
        short: (country, unit)
        for country, units in lexicon["abbreviations"].items()
        for unit, shorts in units.items()
        for short in shorts
    }
    names = [field.name for field in fields(Words) if field.name != "abbreviations"]
    return Words(**{name: frozenset(lexicon[name]) for name in names}, abbreviations=shortened)


@cache
def _weights() -> tuple[float, dict[str, float]]:
    path = files("allegedly.coder").joinpath("weights", "place_names.json")
    stored = json.loads(path.read_text(encoding="utf-8"))
    return stored["bias"], stored["weights"]


@dataclass(slots=True)
class Reading:
    """One article laid out for cheap access by token: where tokens start and end, their labels, and which begin with a capital."""

    text: str
    starts: list[int]
    ends: list[int]
    tags: list[int]
    entities: list[int]
    inside: list[int]
    deps: list[int]
    capital: list[bool]
    strings: dict[int, str]

    def word(self, token: int) -> str:
        """The lower-case form of a token; empty beyond the ends of the article."""
        return self.text[self.starts[token] : self.ends[token]].lower() if 0 <= token < len(self.starts) else ""


def lay_out(doc: Doc) -> Reading:
    """The arrays of ``doc`` as plain lists."""
    array = doc.to_array([LENGTH, SPACY, TAG, ENT_TYPE, ENT_IOB, DEP])
    lengths, spaces = array[:, 0].astype("int64"), array[:, 1].astype("int64")
    ends = (lengths + spaces).cumsum()
    starts = ends - lengths - spaces
    text = doc.text
    first = starts.tolist()
    labels = {
        int(value): doc.vocab.strings[int(value)] for column in (2, 3, 5) for value in set(array[:, column].tolist()) if value
    }
    return Reading(
        text,
        first,
        (starts + lengths).tolist(),
        array[:, 2].tolist(),
        array[:, 3].tolist(),
        array[:, 4].tolist(),
        array[:, 5].tolist(),
        [text[start].isupper() for start in first],
        labels,
    )


def _demonym(text: str) -> Candidate | None:
    """The state or region that an adjective or a word for people is made from, as a place."""
    country = country_of(text)
    name = country.name if country is not None else region_of(text)
    if name is None:
        return None
    found = places_named(name)
    return found[0] if found else None


@cache
def _meanings(text: str) -> tuple[tuple[Candidate, ...], bool]:
    """What a name can mean, and whether it is an adjective or a word for people."""
    if text.isupper() and len(text) > 4:
        text = text.title()
    if is_demonym(text):
        made_from = _demonym(text)
        if made_from is not None:
            return (made_from,), True
    if organisation_of(text) is not None:
        return (), False
    return places_named(text), False


def _surnames(reading: Reading) -> set[str]:
    """Words that somewhere in the article end a person's name of two words or more."""
    found: set[str] = set()
    persons = {number for number, label in reading.strings.items() if label == "PERSON"}
    entities, inside = reading.entities, reading.inside
    last = len(entities) - 1
    for token, label in enumerate(entities):
        if label in persons and inside[token] == 1 and (token == last or inside[token + 1] != 1):
            found.add(reading.word(token))
    return found


def candidates(reading: Reading) -> Iterator[Named]:
    """Every name in the article that the gazetteer knows, longest first at each word, with its features."""
    known = words()
    surnames: set[str] | None = None
    capital, starts, ends, text = reading.capital, reading.starts, reading.ends, reading.text
    size, token = len(starts), 0
    while token < size:
        if not capital[token]:
            token += 1
            continue
        stops = [token + 1]
        stop = token + 1
        while stop < size and stop - token < LONGEST:
            if capital[stop]:
                stops.append(stop + 1)
            elif text[starts[stop] : ends[stop]].lower() not in known.connectors:
                break
            stop += 1
        found = None
        for stop in reversed(stops):
            if reading.word(stop) in known.articles and reading.word(stop + 1) == "-":
                continue  # "Ain al-Asad" is no Ain
            found = _name(reading, token, stop, known)
            if found is not None:
                break
        if found is None:
            token += 1
            continue
        if surnames is None:
            surnames = _surnames(reading)
        found.features = features(reading, found, known, surnames)
        yield found
        token = found.end


def _name(reading: Reading, start: int, end: int, known: Words) -> Named | None:
    """What the tokens ``[start, end)`` name, or null."""
    text = reading.text[reading.starts[start] : reading.ends[end - 1]]
    if (text.lower() in known.never and text != "US") or "\n" in text:
        return None
    if text in known.abbreviations and _shortened(reading, start, text):
        country, unit = known.abbreviations[text]
        meant = tuple(place for place in places_named(unit) if place.country == country and place.kind == "admin1")
        if meant:
            return Named(start, end, text, meant, False, True, [])
    if len(text) < 3 and text not in ("US", "UK"):
        return None
    meanings, demonym = _meanings(text)
    if not meanings:
        return None
    return Named(start, end, text, meanings, demonym, False, [])


def _shortened(reading: Reading, start: int, text: str) -> bool:
    """Whether an abbreviation stands where a province's does: behind a town's name, a party's letter, or with full stops of its own."""
    if start > 1 and reading.word(start - 1) == "," and reading.capital[start - 2]:
        return True
    return text.count(".") > 1 or ("." in text and reading.word(start - 1) in ("-", "–", "(") and start > 1)


def features(reading: Reading, name: Named, known: Words, surnames: set[str]) -> list[str]:
    """What the decision is made on, as words."""
    start, end = name.start, name.end
    place, text = name.candidates[0], name.text
    before, after = reading.word(start - 1), reading.word(end)
    found = ["demonym" if name.is_demonym else f"kind={place.kind}"]
    found.append(f"size={int(math.log10(max(place.population, 100)))}{'' if place.own else '~'}")
    found.append(f"words={min(end - start, 3)}")
    label = reading.strings.get(reading.entities[end - 1], "none")
    begins = reading.inside[start] == 3 or not reading.entities[start]
    finishes = end >= len(reading.starts) or reading.inside[end] != 1
    shape = "whole" if begins and finishes else "first" if begins else "last" if finishes else "middle"
    found.append(f"entity={label}:{shape}")
    found.append(f"tag={reading.strings.get(reading.tags[end - 1], '')}")
    dep = reading.strings.get(reading.deps[end - 1], "")
    found.append(f"dep={dep}")
    if not before or "\n" in before or before in '.!?”"':
        found.append("opens")
    elif before in known.placing:
        found.append("placed" if before not in ("of", "from", "to", "on") else f"before={before}")
    elif before in known.titles or before.rstrip(".") in known.titles:
        found.append("titled")
    elif before in known.units_before:
        found.append("unit before")
    elif before in (",", "(", "and", "the", "-", "'s", "’s", "–", "—"):
        found.append(f"before={before}")
    if before == "the":
        earlier = reading.word(start - 2)
        if earlier in known.placing:
            found.append("the placed")
    elif before == "of" and reading.word(start - 2) in known.units_before:
        found.append("unit of")
    if start and reading.capital[start - 1] and reading.starts[start] - reading.ends[start - 1] == 1 and "opens" not in found:
        found.append("capital before")
    after_capital = end < len(reading.starts) and reading.capital[end]
    if after in known.other_things and after_capital:
        found.append("other thing")
    elif after in known.units_after:
        found.append("unit after" if after_capital else "unit after, small")
    elif after_capital and reading.starts[end] - reading.ends[end - 1] <= 1:
        found.append("capital after")
    elif after in (",", ")", "-", "'s", "’s", "and", "–", "—", ":", "(", "/"):
        found.append(f"after={after}")
    if after == "," and end + 1 < len(reading.starts):
        following = reading.text[reading.starts[end + 1] : reading.ends[end + 1]]
        if following in known.abbreviations or (country_of(following) is not None and not is_demonym(following)):
            found.append("contained")
    if name.is_abbreviation:
        found.append("abbreviation")
    if reading.word(end - 1) in surnames:
        found.append("surname here")
    if text.isupper() and len(text) > 3:
        found.append("all capitals")
    if end - start > 1 and reading.word(end - 1) in known.naming_suffix:
        found.append("names itself")
    return found


def probability(found: list[str]) -> float:
    """How likely a name with these features is a place."""
    bias, weights = _weights()
    score = bias + sum(weights.get(feature, 0.0) for feature in found)
    kind = found[0]
    for feature in found[1:]:
        score += weights.get(f"{kind} & {feature}", 0.0)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def named(reading: Reading, *, least: float = 0.5) -> list[Named]:
    """The names that are places here, in text order."""
    found = []
    for name in candidates(reading):
        name.probability = probability(name.features)
        if name.probability >= least:
            found.append(name)
    return found
