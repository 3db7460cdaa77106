"""Readings that may become attributions: found by one construction, weighed by how often it was right where people marked texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from allegedly.coder.parts import Mention
from allegedly.coder.sources.lexicon import Cues
from allegedly.coder.sources.reach import Borders, Range, reached
from allegedly.coder.sources.tree import Tree

__all__ = ["Candidate", "Range", "Readings"]


@dataclass(slots=True)
class Candidate:
    """One possible attribution, in tokens.

    ``head`` is the token of the cue that the syntax hangs on. ``word`` and ``construction`` say where its
    ``share`` of right readings was looked up; ``weight`` is the probability that this one is right, 0 to 1.
    """

    head: int
    word: str
    construction: str
    cue: list[int]
    source: Mention | None
    content: list[Range]
    share: float = 0.0
    weight: float = 0.0
    carried: bool = False


@dataclass
class Readings:
    """All readings of one text so far.

    ``quotes`` are the quotations of the text, ``uncued`` those that read as speech and have no cue beside them,
    ``quoting`` the cues that introduce one; ``borders`` is what no cue reaches over; ``turns`` are those of a transcript
    and ``labels`` the names before a quotation, both in characters.
    Readings with a share below ``floor`` are not even built: most words of a text attribute nothing.
    """

    tree: Tree
    cues: Cues
    floor: float
    found: list[Candidate] = field(default_factory=list)
    quotes: list[Range] = field(default_factory=list)
    borders: Borders = field(default_factory=lambda: Borders([], []))
    uncued: list[Range] = field(default_factory=list)
    quoting: set[int] = field(default_factory=set)
    turns: dict[int, int] = field(default_factory=dict)
    labels: dict[int, Range] = field(default_factory=dict)

    def add(
        self,
        head: int,
        word: str,
        construction: str,
        source: int | None,
        cue: Callable[[], list[int]],
        make: Callable[..., list[Range]],
        *arguments: int,
        possessive: bool = False,
    ) -> None:
        """Add the reading of ``word`` in ``construction`` if it is likely enough and ``make(tree, *arguments)`` finds content.

        A source that would hold its own cue is cut to its head; a ``possessive`` one loses its "'s".
        """
        share = self.cues.share(word, construction)
        if share < self.floor:
            return
        content = reached(self.tree, self.borders, head, construction, make(self.tree, *arguments))
        if not content:
            return
        mention = None
        if source is not None:
            mention = self.tree.whole(source)
            if mention.start <= head < mention.end:
                mention = Mention(source, source + 1, source) if source != head else None
            elif possessive and mention.end - mention.start > 1 and self.tree.tag[mention.end - 1] == "POS":
                mention.end -= 1
        self.found.append(Candidate(head, word, construction, cue(), mention, content, share))
