"""How far an event happened, as a number: what the encoder reads, and a little of what the rules for status say.

The rules see a negation or a condition wherever the words stand; the encoder sees the rest. A finer answer than status, for those
who want to rank or to threshold; status itself stays a matter of words that can be shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from allegedly.coder import lexicon
from allegedly.coder.encoder.questions import Question, ratings
from allegedly.coder.status import status_of

Range = tuple[int, int]


def factuality_of(doc: Doc, spans: Sequence[Range], question: Question = "presented") -> list[float]:
    """How far the event words at each of ``spans`` (characters) happened, from -3 (certainly not) to 3 (certainly).

    Args:
        doc: A parsed text.
        spans: Event words; a span without words gets 0.
        question: ``happened``: what a reader would say has happened by now, so that what is only planned has not
            (UDS It Happened, Rudinger et al. 2018); ``presented``: how far the author presents it as a fact, past or to come (Lee et al. 2015).
    """
    words = lexicon.load("factuality")
    share, numbers, low = float(words["share"]), words[question], float(words["low"])
    found = []
    for (start, end), rating in zip(spans, ratings(doc, spans, question), strict=True):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            found.append(0.0)
            continue
        status = status_of(doc, span.root.i, tuple(range(span.start, span.end)))
        named = f"{status.polarity} {status.modality}"
        number = low if named == "positive asserted" and status.certainty == "low" else float(numbers[named])
        found.append((rating + share * number) / (1 + share))
    return found
