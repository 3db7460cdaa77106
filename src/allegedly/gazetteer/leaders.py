"""Heads of state and of government, with the years in which they held office: whose "President Mugabe" is, and who "the then prime minister" was.

The table is ``data/leaders.txt``. Names are compared by :func:`allegedly.gazetteer.keys.person_key`, under which the usual transliterations of
Cyrillic and Arabic names are one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from allegedly.gazetteer.keys import person_key
from allegedly.gazetteer.tables import rows

# A leader may be written of before and after the office was held.
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who led a state or an international body: its ``code``, the ``office``, and the years ``[first, last]`` (``last`` null = still)."""

    code: str
    office: str
    name: str
    first: int
    last: int | None

    def held_in(self, year: int) -> bool:
        """Whether the office was held in ``year``, at least for a part of it."""
        return self.first <= year and (self.last is None or year <= self.last)


@dataclass(slots=True)
class _Index:
    full: dict[tuple[str, str], list[Leader]]
    family: dict[str, list[Leader]]


@cache
def _index() -> _Index:
    index = _Index({}, {})
    for codes, offices, people in rows("leaders", 3):
        for person in people:
            names, years = person.rsplit(" ", 1)
            first, _dash, last = years.partition("-")
            name, *others = names.split("=")
            given, _space, family = name.partition(" ")
            leader = Leader(codes[0], offices[0], name, int(first), int(last) if last else None)
            for written in (family, *others):
                words = person_key(f"{given} {written}").split()
                families = {words[-1], " ".join(words[1:])} | ({words[0]} if _family_first(leader) else set())
                for key in families:
                    index.family.setdefault(key, []).append(leader)
                    for word in words:
                        if word != key:
                            index.full.setdefault((word, key), []).append(leader)
    return index


def _family_first(leader: Leader) -> bool:
    return leader.code in ("CHN", "KOR", "PRK", "TWN", "HKG", "VNM", "SGP", "KHM", "MMR")


def leaders_of(words: str, year: int | None = None) -> tuple[Leader, ...]:
    """Everyone in the table whom ``words`` may name: a full name ("Kassym-Jomart Tokayev") or a family name alone ("Mugabe").

    ``year``, when known, leaves out those who held no office within some years of it, as long as anybody is left.
    """
    keys = person_key(words).split()
    if not keys:
        return ()
    index = _index()
    found: list[Leader] = []
    if len(keys) == 1:
        found = index.family.get(keys[0], [])
    else:
        for family in (" ".join(keys[1:]), keys[-1], keys[0]):
            for given in keys:
                found = found or index.full.get((given, family), [])
    if year is not None and len(found) > 1:
        near = [one for one in found if one.first - _AROUND <= year and (one.last is None or year <= one.last + _AROUND)]
        found = near or found
    return tuple(dict.fromkeys(found))


def leader_code(words: str, year: int | None = None) -> str | None:
    """The state or body that whoever ``words`` name has led; null when nobody is known by them, or leaders of several."""
    codes = {leader.code for leader in leaders_of(words, year)}
    return codes.pop() if len(codes) == 1 else None


def holder_of(code: str, office: str, year: int) -> Leader | None:
    """Who held ``office`` ("prime minister") of the state ``code`` through all of ``year``; null when unknown, or when it changed hands."""
    held = [leader for leader in all_leaders() if leader.code == code and leader.office == office and leader.held_in(year)]
    names = {leader.name.rsplit(" ", 1)[-1] for leader in held}
    return held[0] if len(names) == 1 else None


@cache
def all_leaders() -> tuple[Leader, ...]:
    """Everyone in the table."""
    return tuple(dict.fromkeys(leader for found in _index().family.values() for leader in found))
