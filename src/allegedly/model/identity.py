"""Who is who across articles: a decision about two names, which can be taken back."""

from __future__ import annotations

import msgspec

from allegedly.model.incident import Verdict


class ActorJudgement(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that can be taken back: are these two names, as articles write them, of one actor?

    ``left`` and ``right`` are names as written, ``left_country`` and ``right_country`` the country or PLOVER code under which the articles have
    them, null where they give none: "police" of two countries are two actors. ``by`` is who decided, ``at`` when (ISO 8601, UTC). It counts
    while ``undone_by`` is null; ``number`` is its place in a dossier.
    """

    number: int | None = None
    left: str
    left_country: str | None = None
    right: str
    right_country: str | None = None
    verdict: Verdict
    by: str
    at: str
    why: str = ""
    undone_by: str | None = None
    undone_at: str | None = None
    undone_why: str | None = None

    @property
    def stands(self) -> bool:
        """Whether nobody has taken it back."""
        return self.undone_by is None
