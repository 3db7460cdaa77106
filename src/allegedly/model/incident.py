"""Incidents and judgements: what we decide about sayings, which are themselves never edited."""

from __future__ import annotations

from typing import Literal

import msgspec


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
    """A decision that can be taken back: are these two the same?"""

    left: str
    right: str
    verdict: Literal["same", "different", "unsure"]
    by: str
    at: str
    why: str = ""
    undone_by: str | None = None
