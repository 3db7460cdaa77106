"""Events: what a saying says was done, by whom, to whom, where, when, and how many."""

from __future__ import annotations

from typing import Literal

import msgspec

from allegedly.model.span import Span


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A doer or done-to, as written, with what the article and the tables say of it.

    ``name`` is the fullest name that the article gives to whoever the words mean; ``country`` is ISO 3166-1
    alpha-3 or a PLOVER code (IGO, NGO ...); ``sectors`` are PLOVER's, the primary one first.
    ``start`` and ``end`` are null when nobody is named here but the article leaves no doubt.
    """

    text: str | None = None
    start: int | None = None
    end: int | None = None
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    title: str | None = None
    wikidata: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place as written and, where sure, on the map; no point when nothing better than a country is known."""

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    precision: Literal["site", "city", "district", "province", "country", "region"] | None = None


class When(msgspec.Struct, frozen=True, kw_only=True, rename={"from_day": "from", "to_day": "to"}):
    """When an event is said to have happened; days inclusive, ``YYYY-MM-DD``.

    ``basis`` is ``relative`` when the publication date (or another date in the text) was needed, ``none`` when the words name
    no calendar days. The publication date is never put in silently.
    """

    text: str
    start: int
    end: int
    from_day: str | None = None
    to_day: str | None = None
    precision: Literal["day", "week", "month", "season", "quarter", "year", "decade", "century", "range"] | None = None
    basis: Literal["explicit", "relative", "none"] = "none"


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many. ``at least eight`` has only ``low``; ``eight`` has all three; unknown is null, never zero."""

    kind: Literal["dead", "injured", "arrested", "missing", "displaced", "crowd", "forces", "money", "other"]
    text: str
    start: int
    end: int
    low: int | float | None = None
    best: int | float | None = None
    high: int | float | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A PLOVER event: type, modes, contexts, trigger, and who, whom, where, when, how many.

    Compound actors are one list; a reciprocal event has all its parties in ``actors``.
    """

    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    trigger: Span
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    place: Place | None = None
    date: When | None = None
    counts: tuple[Count, ...] = ()
