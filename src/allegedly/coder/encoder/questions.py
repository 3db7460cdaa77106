"""Questions that the encoder answers about a text by itself, without the parse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from spacy.tokens import Doc

from allegedly.coder.encoder.encoded import encoded_of
from allegedly.coder.encoder.heads import MARKS, PARTIES, QUESTIONS, TYPES, load_heads
from allegedly.coder.encoder.model import States, load_encoder
from allegedly.coder.encoder.tagging import best_spans, words_of
from allegedly.coder.encoder.windows import LIMIT, cut_windows

Question = Literal["happened", "presented"]
Range = tuple[int, int]


def ratings(doc: Doc, spans: Sequence[Range], question: Question = "presented") -> list[float]:
    """How far the event words at each of ``spans`` (characters) happened, from -3 to 3, by the encoder alone; 0 where there are no words.

    The questions are those of :func:`~allegedly.coder.factuality.factuality_of`. Only the tokens of ``doc`` are used.
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


def sentence_parties(text: str) -> tuple[int, list[tuple[int, int, str]]]:
    """What one sentence as a whole tells: the class of its event (0 neutral, 1 and 2 verbal and material cooperation, 3 and 4 conflict) and its parties."""
    encoder, heads = load_encoder(), load_heads()
    ids, _ = encoder.subwords(text)
    label = int(heads.label(encoder.states([ids[:LIMIT]])[0]).argmax()) if ids else 0
    return label, _tagged(text, heads.parties, PARTIES)


def _tagged(text: str, head: Callable[[States], States], names: Sequence[str]) -> list[tuple[int, int, str]]:
    """Spans of whole words, read off begin and inside tags; see :func:`~allegedly.coder.encoder.tagging.best_spans`."""
    encoder = load_encoder()
    ids, offsets = encoder.subwords(text)
    windows, words = cut_windows(text, offsets), words_of(text)
    found: list[tuple[int, int, str]] = []
    for (first, last), states in zip(windows, encoder.states([ids[a:b] for a, b in windows]), strict=True):
        spans = best_spans(words, offsets[first:last], head(states))
        found += [(start, end, names[kind]) for start, end, kind in spans]
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
