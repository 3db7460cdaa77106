"""How sure a saying is: the share of such sayings expected to be right, as a whole, in who says it, and in whether it happened.

Source and status have shares counted where people marked texts (`tools/fit_confidence.py`, train parts only): for who says it by how the source
is joined to the words, for status by its values. The rest is a first estimate from the rule, from how near the sentence's root the event stands, and
from which parties were found. The whole is the product.

People who mark the attributions of a text mean something else by a source than a saying does, and often differ among themselves; so of each doubt
only a part is kept, one number each for source, status and the rest (``_DOUBT``), chosen on the dev part of ``sayings``: what is measured there flatters.
`allegedly measure sayings` reports how far each is off (``calibration_error``, ``source_calibration_error``, ``status_calibration_error``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc

from allegedly.coder.parts import Happening
from allegedly.model import Event, Saying, Source, Status

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
# The part of the doubt that is kept; see above.
_DOUBT = {"source": 0.33, "status": 0.4, "rest": 0.7}
_MARKS = frozenset('"“”„«»')


@cache
def _shares() -> dict[str, dict[str, float]]:
    """By part ("source", "status") the share that is right of each group, and of all as "any"."""
    stored = files("allegedly.coder").joinpath("weights", "confidence.json").read_text("utf-8")
    return {
        part: {str(group): float(share) for group, share in row.items()} for part, row in json.loads(stored)["shares"].items()
    }


def confidence(doc: Doc, happening: Happening, event: Event, status: Status, source: tuple[Source, ...], sentence: str) -> float:
    """The share of such sayings expected to be right in everything, 0 to 1."""
    score = happening.weight * _prominence(doc, happening)
    if not event.actors:
        score *= 0.8
    if not event.recipients:
        score *= 0.9
    return round(
        _less_doubt(score, "rest") * _share("source", source_groups(source, sentence)) * _share("status", status_groups(status)),
        3,
    )


def source_confidence(saying: Saying) -> float:
    """The share of such sayings expected to have the right source, 0 to 1."""
    return _share("source", source_groups(saying.source, saying.sentence.text))


def status_confidence(saying: Saying) -> float:
    """The share of such sayings expected to be right in polarity, modality and frame, 0 to 1."""
    return _share("status", status_groups(saying.status))


def source_groups(source: Sequence[Source], sentence: str) -> tuple[str, ...]:
    """The groups that a source belongs to, the narrowest first: how many links, how the innermost is joined, whether the sentence quotes."""
    quoting = "quoting" if any(mark in sentence for mark in _MARKS) else "plain"
    if not source:
        return (f"none {quoting}", "none")
    inner = source[-1]
    links = "one" if len(source) == 1 else "several"
    joined = "carried" if inner.text is None else inner.manner if inner.cue is not None else "no cue"
    return (f"{links} {joined}", joined)


def status_groups(status: Status) -> tuple[str, ...]:
    """The groups that a status belongs to, the narrowest first."""
    plain = f"{status.polarity} {status.modality}"
    frame = [f"{plain} {status.frame}"] if status.frame != "current" else []
    certainty = [f"{plain} {status.certainty}"] if status.certainty else []
    return (*frame, *certainty, plain, status.modality)


def _share(part: str, groups: Sequence[str]) -> float:
    known = _shares()[part]
    return _less_doubt(next((known[group] for group in groups if group in known), known["any"]), part)


def _less_doubt(share: float, part: str) -> float:
    return 1 - _DOUBT[part] * (1 - share)


def _prominence(doc: Doc, happening: Happening) -> float:
    score = 1.0
    token = doc[happening.head]
    while token.head.i != token.i:
        score *= _CLAUSES.get(token.dep_, 1.0)
        token = token.head
    return max(score, 0.5)
