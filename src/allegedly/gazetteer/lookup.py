"""Places on the map by name: cities, towns, provinces and districts from the packed GeoNames data, states from our own tables."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from allegedly.gazetteer.keys import name_key, sieve_bit
from allegedly.gazetteer.tables import country_of, is_country_name, is_region_name, region_of, rows
from allegedly.gazetteer.unpack import connection

Kind = Literal["country", "admin1", "admin2", "city", "capital", "region"]
_KINDS: tuple[Kind, ...] = ("country", "admin1", "admin2", "city", "capital")
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name can mean.

    ``geonames`` is GeoNames' id, null for what only our own tables hold. ``lat`` and ``lon`` are degrees; for a province or district a
    middle of the places in it; for a state or region a rough middle, null when none is listed. ``own`` is false when the name is
    only an alternate or former one. ``population`` is 0 when unknown.
    """

    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    population: int
    own: bool


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres (haversine, radius 6,371 km)."""
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


@cache
def _points() -> dict[str, tuple[float, float]]:
    return {name[0]: (float(lat[0]), float(lon[0])) for name, lat, lon in rows("points", 3)}


def centre(name: str) -> tuple[float, float] | None:
    """A rough middle, latitude and longitude, of a state (by three-letter code) or of a listed part of the world (by name)."""
    return _points().get(name)


@cache
def _state_ids() -> dict[str, tuple[int, int]]:
    found = connection(os.getpid()).execute("SELECT country, id, population FROM place WHERE kind = 0")
    return {code: (number, population) for code, number, population in found}


def state_or_region(words: str) -> Candidate | None:
    """The state, disputed entity or part of the world that ``words`` name, as a place; null for adjectives and other words."""
    if is_country_name(words):
        country = country_of(words)
        assert country is not None
        whole = country.part is None and country.sector is None
        name = country.part or country.name
        lat, lon = _points().get(country.code if whole else name, (None, None))
        number, population = _state_ids().get(country.code, (None, 0)) if whole else (None, 0)
        kind: Kind = "country" if whole else "admin1"
        return Candidate(name, kind, country.code, None, lat, lon, number, population, own=True)
    if is_region_name(words):
        name = region_of(words) or words
        lat, lon = _points().get(name, (None, None))
        return Candidate(name, "region", None, None, lat, lon, None, 0, own=True)
    return None


_QUERY = """
SELECT p.id, p.name, p.kind, p.country, a.name, p.population, p.lat, p.lon, n.own
FROM name n JOIN place p ON p.id = n.place LEFT JOIN place a ON a.id = p.admin1 WHERE n.key = ?
"""


@cache
def _sieve() -> bytes:
    bits: bytes = connection(os.getpid()).execute("SELECT bits FROM sieve").fetchone()[0]
    return bits


@lru_cache(maxsize=32768)
def _by_key(key: str) -> tuple[Candidate, ...]:
    bit = sieve_bit(key)
    if not _sieve()[bit >> 3] >> (bit & 7) & 1:
        return ()
    found = [
        Candidate(name, _KINDS[kind], country, admin1, lat / 1e4, lon / 1e4, number, population or 0, bool(own))
        for number, name, kind, country, admin1, population, lat, lon, own in connection(os.getpid()).execute(_QUERY, (key,))
    ]
    found.sort(key=lambda place: (-prior(place), place.geonames or 0))
    return tuple(found)


def prior(place: Candidate) -> float:
    """How likely a bare name means this place, as far as its size and kind tell: a logarithm, larger is likelier."""
    weight = math.log10(max(place.population, 200))
    if place.kind == "capital":
        weight += 1.0
    elif place.kind == "admin1":
        weight -= 0.6
    elif place.kind == "admin2":
        weight -= 1.8
    return weight if place.own else weight - 0.7


@lru_cache(maxsize=32768)
def places_named(name: str) -> tuple[Candidate, ...]:
    """Everything that ``name`` can mean on the map, likeliest first: the state or region of our own tables, then the packed places."""
    key = name_key(name)
    found = _by_key(key) if key else ()
    special = state_or_region(name)
    if special is None:
        return found
    if special.kind == "region":  # no hamlet called Middle East is ever meant
        return (special,)
    if special.kind == "admin1":  # the packed data know a province better than our table; the table knows its English name
        for place in found:
            if place.kind == "admin1" and place.country == special.country:
                lat, lon = (special.lat, special.lon) if special.lat is not None else (place.lat, place.lon)
                better = replace(place, name=special.name, lat=lat, lon=lon, own=True)
                return (better, *(other for other in found if other is not place))
    return (special, *found)


def known(name: str) -> bool:
    """Whether any place is known under ``name``."""
    return bool(places_named(name))


def find_place(
    name: str, *, near: tuple[float, float] | None = None, country: str | Iterable[str] | None = None
) -> list[Candidate]:
    """The places that ``name`` can mean, likeliest first; empty when none is known.

    Args:
        name: As written; case, accents, apostrophes and "Saint"/"St." do not matter.
        near: Latitude and longitude of something known to be near: closer places come first.
        country: Three-letter code or codes that the place must be in.
    """
    found = list(places_named(name))
    if country is not None:
        codes = {country} if isinstance(country, str) else set(country)
        found = [place for place in found if place.country in codes]
    if near is not None:
        lat, lon = near

        def nearness(place: Candidate) -> float:
            if place.lat is None or place.lon is None:
                return -prior(place)
            return math.log10(distance(lat, lon, place.lat, place.lon) + 30) * 3 - prior(place)

        found.sort(key=nearness)
    return found
