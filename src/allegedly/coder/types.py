"""Which PLOVER type holds between a given actor and a given recipient.

The events of the text propose: each counts by how well its parties are the pair, whether it stands on the way between them in the
parse, and how near the sentence's root it is. A linear model over these proposals, their status, the words on the way and those around the pair gives one answer; it
was fitted on pairs of ``plv`` train (``tools/train_types.py``, card in ``weights/types.md``). The encoder, which reads the text with marks
around the two parties, gives another. Their geometric mean decides: the encoder is better on texts like those that it learnt from, the rules on any others, so both count alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc, Token

from allegedly.coder.encoder.questions import pair_types
from allegedly.coder.parts import Happening, Mention, text_of
from allegedly.coder.status import status_of
from allegedly.ontology import load as load_ontology

Range = tuple[int, int]
# The set that the model was fitted on joins CONCEDE and RETREAT under this name.
YIELD = "YIELD"
READ = 0.5  # how much the encoder's reading of the marked pair counts beside the events of the rules, both as log odds
_FAINT = 1e-6
# So many words before the first party and behind the second are looked at, and so much all words together count.
_AROUND, _WORDS = 4, 4.0
_JOINED = ("CONCEDE", "RETREAT")
_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADP", "AUX", "PART", "ADV"})


def type_of(doc: Doc, actor: tuple[int, int] | None, recipient: tuple[int, int] | None) -> list[tuple[str, float]]:
    """Ranked ``(type, probability)`` over all sixteen types for the pair given as character spans, likeliest first.

    ``doc`` must have gone through the stages before. A pair outside the text, or null, is simply not used.
    """
    found = features(doc, actor, recipient)
    read = pair_types(text_of(doc), actor, recipient)
    shares = {
        name: max(read[name], _FAINT) ** READ * max(own, _FAINT) ** (1 - READ)
        for name, own in _model().probabilities(found).items()
    }
    probabilities = {name: share / sum(shares.values()) for name, share in shares.items()}
    joined = probabilities.pop(YIELD, 0.0)
    votes = {name: sum(value for key, value in found.items() if key.startswith(f"type:{name}")) + 0.1 for name in _JOINED}
    for name in _JOINED:
        probabilities[name] = joined * votes[name] / sum(votes.values())
    names = [item.name for item in load_ontology().types]
    return sorted(((name, probabilities.get(name, 0.0)) for name in names), key=lambda pair: (-pair[1], names.index(pair[0])))


def features(doc: Doc, actor: tuple[int, int] | None, recipient: tuple[int, int] | None) -> dict[str, float]:
    """What the model looks at, by name; at least the constant ``bias``."""
    first, second = _tokens(doc, actor), _tokens(doc, recipient)
    between = _between(doc, first, second)
    found: dict[str, float] = {"bias": 1.0}

    def add(name: str, value: float) -> None:
        found[name] = max(found.get(name, 0.0), value)

    proposals = sorted(_proposals(doc, first, second, between), key=lambda proposal: -proposal.score)
    for rank, (happening, score) in enumerate(proposals):
        add(f"type:{happening.type}", score)
        add(f"rule:{happening.rule}", score)
        if rank == 0:
            status = status_of(doc, happening.head, happening.trigger)
            add(f"first:{happening.type}", 1.0)
            add(f"first:{happening.type}:{status.modality}:{status.polarity}", 1.0)
            add(f"status:{status.modality}:{status.polarity}", 1.0)
            if happening.speaker is not None:
                add(f"speaker:{happening.speaker.type}", 1.0)
    for token in between:
        if doc[token].pos_ in _CONTENT:
            add(f"way:{doc[token].lemma_.lower()}", 1.0)
    for token in _near(doc, first, second):
        if doc[token].pos_ in _CONTENT:
            add(f"near:{doc[token].lemma_.lower()}", 0.5)
    words = _around(doc, first, second)
    for word in words:
        add(f"word:{word}", _WORDS / len(words) ** 0.5)
    for name, span in (("actor", first), ("recipient", second)):
        if span is None:
            add(f"no {name}", 1.0)
            continue
        root = doc[span[0] : span[1]].root
        add(f"{name}:{root.dep_}", 0.5)
        add(f"{name} of:{root.head.lemma_.lower()}", 0.7)
        if root.head.pos_ == "ADP":
            add(f"{name} of:{root.head.head.lemma_.lower()}+{root.head.lower_}", 0.7)
    return found


class _Proposal(NamedTuple):
    happening: Happening
    score: float


class Weights(NamedTuple):
    """The linear model: class names, feature names, and a matrix of features by classes."""

    classes: tuple[str, ...]
    rows: dict[str, int]
    matrix: np.ndarray

    def probabilities(self, found: dict[str, float]) -> dict[str, float]:
        """The share of each class."""
        scores = np.zeros(len(self.classes))
        for name, value in found.items():
            row = self.rows.get(name)
            if row is not None:
                scores += value * self.matrix[row]
        shares = np.exp(scores - scores.max())
        return dict(zip(self.classes, (shares / shares.sum()).tolist(), strict=True))


@cache
def _model() -> Weights:
    stored = json.loads(files("allegedly.coder").joinpath("weights", "types.json").read_text("utf-8"))
    names = list(stored["weights"])
    matrix = np.array([stored["weights"][name] for name in names])
    return Weights(tuple(stored["classes"]), {name: row for row, name in enumerate(names)}, matrix)


def _tokens(doc: Doc, span: tuple[int, int] | None) -> Range | None:
    if span is None:
        return None
    found = doc.char_span(*span, alignment_mode="expand")
    return None if found is None or not len(found) else (found.start, found.end)


def _proposals(doc: Doc, first: Range | None, second: Range | None, between: set[int]) -> Iterator[_Proposal]:
    for happening in doc._.happenings or ():
        score = 0.15
        if _names(happening.actors, first):
            score += 1.0
        elif _names(happening.recipients, first):
            score += 0.2
        if _names(happening.recipients, second):
            score += 1.0
        elif _names(happening.actors, second):
            score += 0.2
        if happening.head in between:
            score += 0.6
        depth = sum(token.dep_ in ("relcl", "acl", "advcl", "ccomp", "pcomp", "pobj") for token in _path(doc[happening.head])[:6])
        yield _Proposal(happening, score * happening.weight * float(0.85**depth))


def _names(mentions: list[Mention], span: Range | None) -> bool:
    return span is not None and any(mention.start < span[1] and span[0] < mention.end for mention in mentions)


def _between(doc: Doc, first: Range | None, second: Range | None) -> set[int]:
    """The tokens on the way from one span's root up to the common ancestor and down to the other's; from one alone, up to the root."""
    if first is None or second is None:
        span = first or second
        return {token.i for token in _path(doc[span[0] : span[1]].root.head)} if span else set()
    one = [token.i for token in _path(doc[first[0] : first[1]].root)]
    other = [token.i for token in _path(doc[second[0] : second[1]].root)]
    common = next((token for token in one if token in set(other)), None)
    if common is None:
        return set()
    way = {*one[: one.index(common) + 1], *other[: other.index(common) + 1]}
    # Verbs that the common ancestor shares or controls are on the way too ("agreed to send").
    return way | {
        child.i
        for token in list(way)
        for child in doc[token].children
        if child.dep_ in ("xcomp", "prt", "neg", "aux", "dobj", "acomp")
    }


def _near(doc: Doc, first: Range | None, second: Range | None) -> range:
    if first is None or second is None:
        return range(0)
    return range(min(first[1], second[1]), max(first[0], second[0]))


def _around(doc: Doc, first: Range | None, second: Range | None) -> set[str]:
    """The words between two parties and a few on either side, without those of the parties themselves."""
    spans = [span for span in (first, second) if span is not None]
    if not spans:
        return set()
    inside = {token for span in spans for token in range(*span)}
    begin, end = min(span[0] for span in spans) - _AROUND, max(span[1] for span in spans) + _AROUND
    near = (doc[token] for token in range(max(begin, 0), min(end, len(doc))) if token not in inside)
    return {token.lower_ for token in near if token.pos_ not in ("PUNCT", "SPACE")}


def _path(token: Token) -> list[Token]:
    path = [token]
    while token.head.i != token.i:
        token = token.head
        path.append(token)
    return path
