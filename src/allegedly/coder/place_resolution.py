"""Which place a name means: the same for every mention of it in one article, weighed by a few readable reasons.

Reasons: how large the place is and of which kind, whether the name is its own; the province or state written right behind it ("Macon, Ga.");
the states and provinces that the article names; how near it is to the other places of the article and to the home of the outlet. Each reason is
a number; their weights are data (``coder/weights/place_resolution.json``), made by ``tools/train_places.py``.

Notes:
    One sense per article, and spatial nearness as evidence: Leidner, "Toponym Resolution in Text" (2007), chapter 3.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from allegedly.coder.place_names import Named, Reading, words
from allegedly.gazetteer.keys import name_key
from allegedly.gazetteer.lookup import Candidate, distance

REASONS = (
    "size", "own name", "same spelling", "capital", "city", "admin1", "admin2", "country", "region", "contained", "container state",
    "state named", "state share", "state said", "province share", "province said", "near others", "close to others", "home state",
    "home near", "home close", "province word", "city word", "home province", "same as province",
    "namesake town",
)  # fmt: skip
_WITHIN = re.compile(r"(?: [a-z]+)? (?:of|in)(?: the)? ")
_TOWNS = frozenset({"city", "capital", "admin2"})
# In how many tokens a mention loses most of its weight for what stands around it; chosen on the train parts.
_AROUND = 200
MOST = 12
"""How many candidates of a name are weighed, largest first."""


@dataclass(slots=True)
class Context:
    """What the article as a whole says about where it is."""

    states: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    provinces: Counter[tuple[str | None, str]] = field(default_factory=Counter)
    points: list[tuple[str, float, float, float]] = field(default_factory=list)
    home: Candidate | None = None


@dataclass(slots=True)
class Group:
    """All mentions of one name in one article."""

    key: str
    mentions: list[Named]
    candidates: tuple[Candidate, ...]
    containers: list[Named] = field(default_factory=list)
    province_word: bool = False
    city_word: bool = False
    chosen: Candidate | None = None
    sure: float = 0.0


@cache
def _weights() -> tuple[float, ...]:
    path = files("allegedly.coder").joinpath("weights", "place_resolution.json")
    stored = json.loads(path.read_text(encoding="utf-8"))
    return tuple(stored.get(reason, 0.0) for reason in REASONS)


def groups(reading: Reading, names: Sequence[Named]) -> list[Group]:
    """The names of an article by name, with what is written right behind or before them."""
    found: dict[str, Group] = {}
    known = words()
    for index, name in enumerate(names):
        key = f"{name_key(name.text)}{'+' if name.is_demonym or name.is_abbreviation else ''}"
        group = found.get(key)
        if group is None:
            group = found[key] = Group(key, [], name.candidates[:MOST])
        group.mentions.append(name)
        before, after = reading.word(name.start - 1), reading.word(name.end)
        earlier = reading.word(name.start - 2)
        if after in known.province_words or (before == "of" and earlier in known.province_words):
            group.province_word = True
        if after in known.city_words or before in known.city_words or (before == "of" and earlier in known.city_words):
            group.city_word = True
        if index + 1 < len(names):
            following = names[index + 1]
            gap = reading.text[reading.ends[name.end - 1] : reading.starts[following.start]]
            if not following.is_demonym and (
                gap in (", ", " (", ",") or (_WITHIN.fullmatch(gap) and following.start - name.end <= 3)
            ):
                group.containers.append(following)
    return list(found.values())


def context_of(found: Sequence[Group], home: Candidate | None) -> Context:
    """What the names that are beyond doubt (states, people, abbreviations, provinces) say about where the article is."""
    context = Context(home=home)
    for group in found:
        first = group.candidates[0]
        if first.kind == "country" or group.mentions[0].is_demonym:
            if first.country:
                context.said[first.country] += len(group.mentions)
        elif first.kind == "admin1" and first.country and (first.own or group.mentions[0].is_abbreviation):
            context.said[first.country] += len(group.mentions)
            context.provinces[first.country, first.name] += len(group.mentions)
    context.states = Counter(context.said)
    return context


def reasons(candidate: Candidate, group: Group, context: Context) -> list[float]:
    """The reasons for and against ``candidate``, in the order of :data:`REASONS`."""
    kind = candidate.kind
    contained = container_state = 0.0
    for container in group.containers:
        for place in container.candidates[:3]:
            if place.country != candidate.country or place is candidate:
                continue
            if (
                place.kind == "admin1"
                and candidate.admin1 is not None
                and name_key(place.admin1 or place.name) == name_key(candidate.admin1)
            ):
                if kind != "admin1":
                    contained = 1.0
            elif place.kind == "country" and kind != "country":
                container_state = 1.0
    total = context.states.total() or 1
    share = context.states[candidate.country] / total if candidate.country else 0.0
    said = 1.0 if candidate.country and context.said[candidate.country] else 0.0
    province = (candidate.country, candidate.admin1 or "")
    provinces = sum(context.provinces.values())
    province_count = context.provinces[province] if kind != "admin1" else 0
    near = close = home_near = home_close = 0.0
    if candidate.lat is not None and candidate.lon is not None and kind not in ("country", "region"):
        for key, lat, lon, sure in context.points:
            if key != group.key and abs(lat - candidate.lat) < 6:
                away = distance(lat, lon, candidate.lat, candidate.lon)
                near = max(near, sure * math.exp(-away / 250))
                close += sure * math.exp(-away / 60)
        home = context.home
        if home is not None and home.kind != "country" and home.lat is not None and home.lon is not None:
            away = distance(home.lat, home.lon, candidate.lat, candidate.lon)
            home_near, home_close = math.exp(-away / 250), math.exp(-away / 50)
    home_state = float(context.home is not None and candidate.country == context.home.country)
    home_province = float(
        context.home is not None and context.home.admin1 is not None and home_state and candidate.admin1 == context.home.admin1
    )
    size = candidate.population
    namesake = _namesake(candidate, group) if kind == "admin1" and not group.province_word else None
    if namesake is not None:
        size = min(size, namesake.population)
    return [
        math.log10(max(size, 200)) - 2,
        float(candidate.own),
        float(candidate.name == group.mentions[0].text),
        float(kind == "capital"),
        float(kind == "city"),
        float(kind == "admin1"),
        float(kind == "admin2"),
        float(kind == "country"),
        float(kind == "region"),
        contained,
        container_state,
        float(share > 0),
        share,
        said,
        province_count / provinces if provinces else 0.0,
        float(province_count > 0),
        near,
        math.log1p(close),
        home_state,
        home_near,
        home_close,
        float(group.province_word and kind in ("admin1", "admin2")),
        float(group.city_word and kind in ("city", "capital")),
        home_province,
        float(kind != "admin1" and candidate.admin1 is not None and candidate.admin1 == candidate.name),
        float(namesake is not None),
    ]


def _namesake(province: Candidate, group: Group) -> Candidate | None:
    """The town of the same name in ``province``, if there is one of any size (Almaty, Kunduz, New York)."""
    for place in group.candidates:
        if place.kind in ("city", "capital") and place.country == province.country and place.own and place.population >= 15000:
            return place
    return None


def contradicted(group: Group) -> str | None:
    """The state in which the text itself says that this place is, when the gazetteer knows the name only elsewhere; else null."""
    for container in group.containers:
        place = container.candidates[0]
        if len(container.candidates) == 1 or place.kind in ("country", "capital"):
            state = place.country
            if (
                state
                and group.candidates[0].kind in ("city", "admin2")
                and all(found.country != state for found in group.candidates)
            ):
                return state
    return None


def resolve(
    found: Sequence[Group], home: Candidate | None = None, *, weights: Sequence[float] | None = None, rounds: int = 2
) -> Context:
    """Choose a place for every group (``group.chosen``, with how sure), and return the context that the last round saw."""
    weights = weights or _weights()
    context = context_of(found, home)
    for _round in range(rounds):
        for group in found:
            if len(group.candidates) == 1:
                group.chosen, group.sure = group.candidates[0], 0.9
                continue
            scores = [
                sum(weight * reason for weight, reason in zip(weights, reasons(candidate, group, context), strict=True))
                for candidate in group.candidates
            ]
            best = max(range(len(scores)), key=scores.__getitem__)
            group.chosen = group.candidates[best]
            group.sure = 1 / sum(math.exp(score - scores[best]) for score in scores)
        context = Context(Counter(context.said), context.said, context.provinces, [], home)
        for group in found:
            chosen = group.chosen
            if chosen is None or chosen.kind in ("country", "region"):
                continue
            if chosen.country:
                context.states[chosen.country] += 1
            if chosen.lat is not None and chosen.lon is not None and chosen.kind != "admin1" and not group.mentions[0].is_demonym:
                context.points.append((group.key, chosen.lat, chosen.lon, group.sure))
    return context


def town_around(found: Sequence[Group], home: Candidate | None, at: int) -> Candidate | None:
    """The town that the words around the token ``at`` are about: of all mentions of towns and districts the nearest weigh most, and the outlet's home as one beside them.

    Null where the article names no town and the outlet has no known home.
    """
    weights: dict[Candidate, float] = {}
    for group in found:
        if group.chosen is not None and group.chosen.kind in _TOWNS:
            for mention in group.mentions:
                if not mention.is_demonym:
                    near = math.exp(-abs(mention.start - at) / _AROUND)
                    weights[group.chosen] = weights.get(group.chosen, 0.0) + near
    if home is not None and home.kind in ("city", "capital"):
        weights[home] = weights.get(home, 0.0) + 1.0
    return max(weights, key=lambda town: (weights[town], town.geonames or 0), default=None)
