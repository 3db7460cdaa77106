"""Taking back what somebody decided: when it is refused, and what is written down of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from allegedly.dossier.clock import now
from allegedly.errors import NoSuchId, UsageError


def undone_by(row: Row[Any] | None, *, what: str, by: str, why: str, where: str, instead: str) -> dict[str, str]:
    """The columns that say who takes a decision back, when and why.

    Args:
        row: The decision, or null when there is none of that number.
        what: How it is called, with its number ("judgement 3").
        by, why: Who takes it back, and the reason.
        where: What shows all of them.
        instead: What to do where it was taken back already.

    Raises :class:`NoSuchId` when there is none, :class:`UsageError` when it was taken back already or nobody does it.
    """
    if not by.strip():
        raise UsageError("taking back needs to say who does it; give a name with --by")
    if row is None:
        raise NoSuchId(f"there is no {what}; {where}")
    if row.undone_by is not None:
        raise UsageError(f"{what} was taken back by {row.undone_by} at {row.undone_at}; {instead}")
    return {"undone_by": by.strip(), "undone_at": now(), "undone_why": why.strip()}
