"""Entities with their kinds, as the entity sets of the field know them: organisations, people, places, times, quantities, weapons.

Whole phrases and pronouns, not only names ("the northern city", "an army unit", "he"). Candidates come from :mod:`allegedly.coder.named_phrases`; a linear model with weights in
``weights/entities.json`` (card beside it) says of which kind each is, or none, and the surest that do not overlap are kept.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from allegedly.coder.actors import entities_of
from allegedly.coder.named_phrases import Phrase, phrases
from allegedly.coder.parts import text_of
from allegedly.model import Span

NONE = "None"


@cache
def _model() -> tuple[tuple[str, ...], dict[str, NDArray[np.float32]], float]:
    """Kinds, a row of weights for each feature, and the least probability of being an entity at all."""
    stored = json.loads(files("allegedly.coder").joinpath("weights", "entities.json").read_text(encoding="utf-8"))
    size = len(stored["kinds"])
    weights = {}
    for feature, row in stored["weights"].items():
        dense = np.zeros(size, dtype=np.float32)
        dense[row[0::2]] = np.asarray(row[1::2], dtype=np.float32) / stored["scale"]
        weights[feature] = dense
    return tuple(stored["kinds"]), weights, stored["least"]


def named_entities(doc: Doc) -> list[tuple[Span, str]]:
    """Entities of ``doc`` in text order with their kinds (re3d's names: Organisation, Person, Location, Temporal ...); none overlap."""
    kinds, weights, least = _model()
    none = kinds.index(NONE)
    rated: list[tuple[float, Phrase, str]] = []
    for phrase in phrases(doc, entities_of(doc)):
        scores = np.zeros(len(kinds), dtype=np.float32)
        for feature in phrase.features:
            row = weights.get(feature)
            if row is not None:
                scores += row
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        if 1.0 - shares[none] >= least:
            shares[none] = 0.0
            best = int(shares.argmax())
            rated.append((float(shares[best]), phrase, kinds[best]))
    return [
        (Span.cut(text_of(doc), doc[phrase.start].idx, doc[phrase.end - 1].idx + len(doc[phrase.end - 1])), kind)
        for phrase, kind in sorted(surest(rated), key=lambda one: one[0].start)
    ]


def surest(rated: list[tuple[float, Phrase, str]]) -> list[tuple[Phrase, str]]:
    """The phrases that are kept: the surest first, and nothing that overlaps one of those."""
    kept: list[tuple[Phrase, str]] = []
    taken: set[int] = set()
    for _share, phrase, kind in sorted(rated, key=lambda one: (-one[0], one[1].start, one[1].end)):
        tokens = range(phrase.start, phrase.end)
        if not any(token in taken for token in tokens):
            taken.update(tokens)
            kept.append((phrase, kind))
    return kept
