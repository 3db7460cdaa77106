"""Questions that the encoder answers about a text by itself, without the parse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from spacy.tokens import Doc

from allegedly.coder.encoder.encoded import encoded_of
from allegedly.coder.encoder.heads import MARKS, QUESTIONS, TYPES, load_heads
from allegedly.coder.encoder.model import load_encoder
from allegedly.coder.encoder.windows import LIMIT

Question = Literal["happened", "presented"]
Range = tuple[int, int]


def factuality(doc: Doc, spans: Sequence[Range], question: Question = "presented") -> list[float]:
    """How far the event words at each of ``spans`` (characters) happened, from -3 (certainly not) to 3 (certainly).

    Args:
        doc: The text; only its tokens are used.
        spans: Event words; one outside the text gets 0.
        question: ``happened``: what a reader would say has happened by now, so that what is only planned has not
            (UDS It Happened, Rudinger et al. 2018); ``presented``: how far the author presents it as a fact, past or to come (Lee et al. 2015).
    """
    heads, encoded = load_heads(), encoded_of(doc)
    column = QUESTIONS.index(question)
    found = []
    for start, end in spans:
        words = doc.char_span(start, end, alignment_mode="expand")
        window = encoded.window_of(words.start) if words is not None and len(words) else None
        rows = window.of(range(words.start, words.end)) if window is not None else []
        value = float(heads.ratings(window.states, [rows])[0, column]) if window is not None and rows else 0.0
        found.append(max(-3.0, min(3.0, value)))
    return found


def pair_types(text: str, actor: Range | None, recipient: Range | None) -> dict[str, float]:
    """The probability of each type of :data:`~allegedly.coder.encoder.heads.TYPES` between two parties given as character spans.

    Marks are set around the parties before the text is read, so each pair is a reading of its own.
    """
    encoder, heads = load_encoder(), load_heads()
    ids, offsets = encoder.subwords(text)
    inserted: list[tuple[int, int, int]] = []
    for span, opening, closing in ((actor, *MARKS[:2]), (recipient, *MARKS[2:])):
        inside = [n for n, (a, b) in enumerate(offsets) if span is not None and a < span[1] and span[0] < b]
        if inside:
            inserted += [(inside[0], 1, encoder.id_of(opening)), (inside[-1] + 1, 0, encoder.id_of(closing))]
    for at, _, mark in sorted(inserted, reverse=True):
        ids = [*ids[:at], mark, *ids[at:]]
    ids = ids[:LIMIT]
    if not ids:
        return dict.fromkeys(TYPES, 1 / len(TYPES))
    marks = {encoder.id_of(mark) for mark in MARKS}
    scores = heads.types(encoder.states([ids])[0], [n for n, one in enumerate(ids) if one in marks])
    shares = np.exp(scores - scores.max())
    return dict(zip(TYPES, (shares / shares.sum()).tolist(), strict=True))
