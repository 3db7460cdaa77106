"""Who says: the attributions of a text, each with source, cue and content.

The stage reads the parse and the quotation marks. Every word that could attribute anything gives *readings*, one a construction
(``verbs.py``, ``phrases.py``, ``speakers.py``); a reading weighs as much as it was right in hand-marked news
(``lexicon/en/cue_shares.yaml``); ``select.py`` keeps the best one of each cue.

Notes:
    Source, cue and content are those of PolNeAR (Newell, Margolin and Ruths, LREC 2018): beliefs, wishes, fears and plans
    that the text tells of somebody are attributions too, :attr:`~allegedly.coder.parts.Attributed.kind` tells them from speech.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.parts import Attributed, char_span, register_extensions
from allegedly.coder.sources.candidate import Candidate, Range, Readings
from allegedly.coder.sources.goes_on import go_on
from allegedly.coder.sources.labels import STATEMENT, TURN
from allegedly.coder.sources.lexicon import load_cues
from allegedly.coder.sources.links import chain, naming, renames, tells
from allegedly.coder.sources.select import all_readings, choose, parents, weigh
from allegedly.coder.sources.speakers import run_on
from allegedly.coder.sources.tree import Tree
from allegedly.model import Attribution, Span
from allegedly.model.attribution import Manner

__all__ = ["attributed", "chain", "find_attributions", "naming", "renames", "runs", "sources", "tells", "to_records"]

FLOOR = 0.08  # the share of its cue from which a reading is looked at
THRESHOLD = 0.4  # the probability from which it is kept


def find_attributions(doc: Doc) -> list[Attributed]:
    """The attributions of a parsed text, in order of their cues; see :class:`~allegedly.coder.parts.Attributed`.

    A report by nobody in particular ("reportedly", "is said to") has a null source. Text that attributes nothing
    gives an empty list; odd text is no error.
    """
    if not len(doc):
        return []
    readings = all_readings(Tree(doc), load_cues(), FLOOR)
    return attributed(readings, go_on(readings, run_on(readings, choose(weigh(readings), THRESHOLD))))


def attributed(readings: Readings, chosen: list[Candidate]) -> list[Attributed]:
    """The chosen readings as the attributions that other stages know, in the same order."""
    return [
        Attributed(
            source=candidate.source,
            cue=tuple(candidate.cue),
            content=tuple(_closed(readings, piece) for piece in candidate.content),
            manner=_manner(readings.tree, candidate),
            kind=readings.cues.kind(candidate.word),
            carried=candidate.carried,
            parent=parent,
            construction=candidate.construction,
        )
        for candidate, parent in zip(chosen, parents(chosen), strict=True)
    ]


def _closed(readings: Readings, piece: Range) -> Range:
    """A piece of content with the marks that end it, where it ends within a quotation that it opened: called it “a farce.”

    So PolNeAR marks it; a stop without a quotation mark belongs to the sentence.
    """
    start, end = piece
    at = bisect_left(readings.quotes, (start, 0))
    for first, last in readings.quotes[at:]:
        if first >= end:
            break
        if end < last <= end + _CLOSING and all(readings.tree.doc[token].is_punct for token in range(end, last)):
            return start, last
    return piece


def to_records(doc: Doc, attributed: Sequence[Attributed]) -> list[Attribution]:
    """The same attributions as records with character spans, in the same order."""
    text = doc.text

    def cut(start: int, end: int) -> Span:
        return Span.cut(text, *char_span(doc, start, end))

    return [
        Attribution(
            source=() if one.source is None else (cut(one.source.start, one.source.end),),
            cue=tuple(cut(start, end) for start, end in runs(one.cue)),
            content=tuple(cut(start, end) for start, end in one.content),
            manner=one.manner,
            kind=one.kind,
            carried=one.carried,
            parent=one.parent,
        )
        for one in attributed
    ]


def runs(tokens: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted tokens as ranges of neighbours."""
    found: list[tuple[int, int]] = []
    for token in tokens:
        if found and found[-1][1] == token:
            found[-1] = (found[-1][0], token + 1)
        else:
            found.append((token, token + 1))
    return found


def _manner(tree: Tree, candidate: Candidate) -> Manner:
    """``direct`` when every piece stands in quotation marks, ``mixed`` when only part of it does."""
    if candidate.construction in (STATEMENT, TURN):
        return "direct"
    text = tree.text
    quoted = inside = 0
    for start, end in candidate.content:
        piece = text[slice(*char_span(tree.doc, start, end))]
        quoted += piece[:1] in _MARKS or piece[:2] in ("''", "``")
        inside += any(mark in piece for mark in _DOUBLE)
    if quoted == len(candidate.content):
        return "direct"
    return "mixed" if inside else "indirect"


_CLOSING = 3  # tokens: a stop and the marks of two quotations
_DOUBLE = ('"', "“", "”", "„", "«", "''", "``")
_MARKS = frozenset("\"“„«‘'")


@Language.component("allegedly_sources_v1", assigns=["doc._.attributed"])
def sources(doc: Doc) -> Doc:
    """Find the attributions of ``doc`` and store them in ``doc._.attributed``."""
    doc._.attributed = find_attributions(doc)
    return doc


register_extensions()
