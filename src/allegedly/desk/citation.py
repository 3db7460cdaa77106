"""The line that every export carries: which program, which dossier in which state, what was asked for, and of how many."""

from __future__ import annotations

from datetime import UTC, datetime

from allegedly.desk.filters import Filters
from allegedly.desk.rooms import Desk
from allegedly.version import __version__


def citation(desk: Desk, what: str, filters: Filters | None = None) -> str:
    """One line to cite by; the hash is the end of the custody log, which stands for all that is in the dossier.

    Args:
        desk: Whose dossier.
        what: What is exported, with its count of how many ("12 of 540 sayings").
        filters: What was asked for, where filters apply.
    """
    chosen = "; ".join(f"{name} {value}" for name, value, _without in filters.in_words()) if filters else ""
    asked = f" with {chosen}" if chosen else ""
    day = datetime.now(UTC).date().isoformat()
    return f"{what}{asked}. Dossier “{desk.title}”, custody log {desk.dossier.head()}; allegedly {__version__}, {day}."
