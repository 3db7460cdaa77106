"""Incidents and judgements: what we decide about sayings, which are themselves never edited."""

from __future__ import annotations

from typing import Literal

import msgspec

Verdict = Literal["same", "different", "unsure"]


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One happening that one or more sayings are about.

    ``sayings`` are ids in the order of their articles; ``publishers`` and ``sources`` are distinct names. ``asserted`` and
    ``denied`` count sayings that tell it as done, and as not done; ``reason`` says in words what joined them.
    """

    id: str
    type: str
    sayings: tuple[str, ...]
    publishers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    asserted: int = 0
    denied: int = 0
    from_day: str | None = None
    to_day: str | None = None
    place: str | None = None
    reason: str = ""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that can be taken back: are these two sayings about one happening?

    ``left`` and ``right`` are ids of sayings, ``by`` is who decided, ``at`` when (ISO 8601, UTC). A judgement counts while
    ``undone_by`` is null. ``number`` is its place in a dossier; ``repeats`` is the number of the judgement that it carries over to
    newer sayings of the same words.
    """

    number: int | None = None
    left: str
    right: str
    verdict: Verdict
    by: str
    at: str
    why: str = ""
    repeats: int | None = None
    undone_by: str | None = None
    undone_at: str | None = None
    undone_why: str | None = None

    @property
    def stands(self) -> bool:
        """Whether nobody has taken it back."""
        return self.undone_by is None
