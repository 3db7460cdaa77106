"""Attributions: somebody in the text, the words of saying, and what is said (PolNeAR's three parts)."""

from __future__ import annotations

from typing import Literal

import msgspec

from allegedly.model.span import Span

Manner = Literal["direct", "indirect", "mixed"]
Kind = Literal["speech", "belief", "wish", "fear", "plan"]


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution of an article, each part a list of pieces in text order.

    ``source`` is empty when the text names none ("it is said"). ``carried`` is true when the source
    stands in an earlier sentence, and the quotation only runs on here. ``parent`` is the index, in the list that holds
    it, of the attribution whose content this one stands in (who reports whom), or null.
    """

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    manner: Manner = "indirect"
    kind: Kind = "speech"
    carried: bool = False
    parent: int | None = None
