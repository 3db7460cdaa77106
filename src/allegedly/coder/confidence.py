"""How sure a saying is: the share of such sayings expected to be right in type, actors, recipients and status.

A first estimate from the rule, from how near the sentence's root the event stands, and from what was found. `allegedly measure sayings`
reports how far it is off (``calibration_error``). Fitting it on articles of our own made it worse on news: ours are cleaner.
"""

from __future__ import annotations

from spacy.tokens import Doc

from allegedly.coder.parts import Happening
from allegedly.model import Event, Source, Status

# How much surer an event is when the sentence is about it than when it stands in a clause or phrase inside.
_CLAUSES = {
    "ccomp": 0.93,
    "xcomp": 0.9,
    "advcl": 0.85,
    "relcl": 0.8,
    "acl": 0.8,
    "pcomp": 0.85,
    "amod": 0.75,
    "pobj": 0.85,
    "dobj": 0.95,
    "nsubj": 0.9,
    "conj": 0.98,
}


def confidence(doc: Doc, happening: Happening, event: Event, status: Status, source: tuple[Source, ...]) -> float:
    """The share of such sayings expected to be right, 0 to 1."""
    score = happening.weight * _prominence(doc, happening)
    if not event.actors:
        score *= 0.8
    if not event.recipients:
        score *= 0.9
    if not status.plain:
        score *= 0.9
    score *= 0.95 ** len(source)
    return round(score, 3)


def _prominence(doc: Doc, happening: Happening) -> float:
    score = 1.0
    token = doc[happening.head]
    while token.head.i != token.i:
        score *= _CLAUSES.get(token.dep_, 1.0)
        token = token.head
    return max(score, 0.5)
