"""Status: did it happen, according to whoever says it (DESIGN section 4).

Polarity and modality come from the words that govern the event (:mod:`allegedly.coder.commitment`), the frame from words of
another time (:mod:`allegedly.coder.frame`), questions from where the sentence asks. Attribution is not status: "police said
protesters attacked" is asserted, by the police.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from allegedly.coder.commitment import Reader
from allegedly.coder.frame import Frames
from allegedly.coder.parts import text_of
from allegedly.coder.syntax import SUBJECTS
from allegedly.model import Span, Status


class Notes:
    """What one ``Doc`` needs remembered between calls: the reader, where questions are, which times are spoken of."""

    def __init__(self, doc: Doc) -> None:
        self.reader = Reader(doc)
        self.frames = Frames(doc)
        self.questions = questions(doc)


def questions(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges that are asked: from the start of a sentence or quotation to its question mark."""
    found: list[tuple[int, int]] = []
    text = text_of(doc)
    position = text.find("?")
    while position >= 0:
        mark = doc.char_span(position, position + 1, alignment_mode="expand")
        position = text.find("?", position + 1)
        if mark is None or not len(mark) or (found and mark.start <= found[-1][1]):
            continue
        start = mark.start
        first = doc[start].sent.start
        while start > first and (start == mark.start or doc[start - 1].orth_ not in _BORDERS):
            start -= 1
        if start < mark.start:
            found.append((start, mark.start))
    return found


_BORDERS = frozenset({'"', "``", "''", "“", "”", "«", "»", ":", ";", ".", "!", "?"})


def status_of(doc: Doc, head: int, trigger: tuple[int, ...] = ()) -> Status:
    """The status of the event that token ``head`` names: a verb, noun or adjective.

    ``trigger`` lists the tokens that name the event; operators inside it belong to the name. ``words`` of the answer are
    the words that decided it, in text order, empty for a plain one. Odd parses give a plain status rather than an error.
    """
    notes = doc._.status_notes
    if notes is None:
        notes = prepare(doc)._.status_notes
    token = doc[head]
    said = notes.reader.commitment(token, trigger)
    modality, decided = said.modality, said.words
    for start, end in notes.questions:
        if start <= head < end and not _told_aside(token, start) and not _stated_before(token, end):
            modality, decided = "asked", (*decided, end)
            break
    certainty = said.certainty
    if certainty is None and modality == "asserted":
        marks = _held_off(doc, trigger or (head,))
        if marks:
            certainty, decided = "low", (*decided, *marks)
    historical = notes.frames.of(token, open_=modality in ("future", "directive"), asserted=modality == "asserted")
    if historical:
        decided = (*decided, *historical)
    chosen = sorted(set(decided))
    return Status(
        polarity="positive" if said.positive else "negative",
        modality=modality,
        frame="historical" if historical else "current",
        certainty=certainty,
        words=tuple(_span(doc, i) for i in chosen),
    )


def _held_off(doc: Doc, trigger: tuple[int, ...]) -> tuple[int, ...]:
    """The marks around an event's name alone by which the article holds it at arm's length: soldiers “freed” the village.

    Words of somebody who is quoted are no such thing.
    """
    before, after = trigger[0] - 1, trigger[-1] + 1
    if before < 0 or after >= len(doc) or not (doc[before].is_quote and doc[after].is_quote):
        return ()
    return () if any(one.covers(trigger[0]) for one in doc._.attributed or ()) else (before, after)


def _told_aside(token: Token, start: int) -> bool:
    """Whether an event in a question is told as a fact there: in a relative or a causal clause of the past."""
    while token.head.i != token.i and token.i >= start:
        past = token.tag_ == "VBD" or any(c.tag_ == "VBD" for c in token.lefts if c.dep_ in ("aux", "auxpass"))
        if past and (
            (token.dep_ == "relcl" and not _cleft(token))
            or (token.dep_ == "advcl" and any(c.lower_ in ("because", "since", "after") for c in token.lefts))
        ):
            return True
        token = token.head
    return False


def _stated_before(token: Token, end: int) -> bool:
    """Whether a clause is stated, and another one after it is the question: "They seized the ministry, and what did they get?"."""
    verb = token
    while verb.head.i != verb.i and not (verb.dep_ == "conj" and verb.pos_ in ("VERB", "AUX")):
        verb = verb.head
    if verb.tag_ not in ("VBD", "VBZ", "VBP") and not any(child.tag_ in ("VBD", "VBZ", "VBP", "MD") for child in verb.lefts):
        return False
    if not _plain_order(verb):
        return False
    return any(
        child.dep_ == "conj"
        and verb.i < child.i < end
        and not _plain_order(child)
        and any(c.dep_ in SUBJECTS for c in child.lefts)
        for child in verb.rights
    )


def _plain_order(verb: Token) -> bool:
    """Whether a clause has its words in the order of a statement: no question word, and the subject before the first verb."""
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    if subject is None or any(token.tag_ in ("WP", "WRB", "WDT", "WP$") for token in verb.doc[verb.left_edge.i : subject.i + 1]):
        return False
    return not any(child.dep_ in ("aux", "auxpass") and child.i < subject.i for child in verb.lefts) and subject.i < verb.i


def _cleft(clause: Token) -> bool:
    """Whether a relative clause holds what is asked: "Was it not the army that bombed the market?"."""
    verb = clause.head.head
    return bool(verb.lemma_ == "be" and any(child.lower_ == "it" and child.i < clause.head.i for child in verb.children))


def _span(doc: Doc, i: int) -> Span:
    token = doc[i]
    return Span(token.orth_, token.idx, token.idx + len(token.orth_))


@Language.component("allegedly_status_v1", assigns=["doc._.status_notes"])
def prepare(doc: Doc) -> Doc:
    """Note what :func:`status_of` will want to know of this ``Doc``; cheap, and done on demand when left out."""
    doc._.status_notes = Notes(doc)
    return doc


if not Doc.has_extension("status_notes"):
    Doc.set_extension("status_notes", default=None)
