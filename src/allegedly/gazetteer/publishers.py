"""Where an outlet is at home, by its domain: from a table of our own, else the state that its top-level domain stands for."""

from __future__ import annotations

from functools import cache, lru_cache

from allegedly.gazetteer.lookup import Candidate, places_named, state_or_region
from allegedly.gazetteer.tables import countries, rows


@cache
def _states() -> dict[str, str]:
    return {ending[0]: code[0] for ending, code in rows("domains", 2)}


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for state in countries():
        if not state.former and not state.sector:
            found.setdefault(state.code, state.name)
    return found


@cache
def _table() -> dict[str, tuple[str, str, str]]:
    return {
        domain[0]: (town[0] if town else "", unit[0] if unit else "", state[0])
        for domain, town, unit, state in rows("publishers", 4)
    }


@lru_cache(maxsize=1024)
def home_of(domain: str) -> Candidate | None:
    """The place where the outlet with that domain (or URL) is at home: a town where listed, else a state; null when neither is known."""
    host = domain.lower().split("//")[-1].split("/")[0].split(":")[0].removeprefix("www.")
    labels = host.split(".")
    table = _table()
    for first in range(len(labels) - 1):
        listed = table.get(".".join(labels[first:]))
        if listed is not None:
            town, unit, state = listed
            for place in places_named(town) if town else ():
                if place.country == state and place.kind in ("city", "capital") and (not unit or place.admin1 == unit):
                    return place
            return state_or_region(_names()[state])
    code = _states().get(labels[-1])
    return state_or_region(_names()[code]) if code else None
