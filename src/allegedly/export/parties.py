"""Kinds of parties as data on political violence divide them, by PLOVER's sectors."""

from __future__ import annotations

from collections.abc import Iterable

from allegedly.model import Actor

STATE = frozenset(("MIL", "COP", "GOV", "SPY"))
REBELS = frozenset(("REB",))
MILITIAS = frozenset(("PRM", "UAF", "CRM"))
CIVILIANS = frozenset(("CVL", "JRN", "MED", "EDU", "LAB", "REF", "REL", "AGR", "SOC", "BUS", "OPP", "PTY", "LEG", "JUD", "ELI"))


def has_sector(actors: Iterable[Actor], sectors: frozenset[str]) -> bool:
    """Whether the primary sector of some party is one of these."""
    return any(actor.sector in sectors for actor in actors)


def only_sector(actors: Iterable[Actor], sectors: frozenset[str]) -> bool:
    """Whether there are parties, and the primary sector of each that has one is one of these."""
    known = [actor.sector for actor in actors if actor.sector]
    return bool(known) and all(sector in sectors for sector in known)
