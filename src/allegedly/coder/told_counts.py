"""Counts of a sentence for readers of tolls: how many, of whom, according to whom, and what was said before.

Built on :mod:`allegedly.coder.counts`; a saying's own counts need none of this, because its source and recipients stand beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from allegedly.coder.counts import VICTIMS, find_counts
from allegedly.coder.parts import Attributed, text_of
from allegedly.coder.quantities import by_word, group, lexicon, number_starters, one_more_words
from allegedly.coder.sources.lexicon import load_cues
from allegedly.model import Count, Span

# What belongs to the words for those who are counted, left of the noun.
_KEPT = frozenset({"amod", "compound", "poss", "nmod"})


@dataclass(frozen=True, slots=True)
class ToldCount:
    """A count with the words around it.

    ``whom`` are the words for those counted, without the number; null where only a number stands ("killed eight"). ``source`` is the innermost source
    whose words the count stands in; null where it is the article's own. ``earlier`` is the count that this one brings up to date ("rose from 8 to 26").
    """

    count: Count
    whom: Span | None
    source: Span | None
    earlier: Count | None


def told_counts(doc: Doc) -> list[ToldCount]:
    """Every count of ``doc`` in text order, with whom it counts and who says so.

    Reads ``doc._.counts`` and ``doc._.attributed`` where the stages have run; without attributions every ``source`` is null.
    """
    found = doc._.counts if doc._.counts is not None else find_counts(doc)
    told: list[ToldCount] = []
    for n, (count, token) in enumerate(found):
        earlier = found[n - 1][0] if n and found[n - 1][1] == token and found[n - 1][0].kind == count.kind else None
        told.append(ToldCount(count, _whom(doc, count, doc[token]), _source(doc, count), earlier))
    return told


def _span(doc: Doc, start: int, end: int) -> Span:
    piece = doc[start:end]
    return Span(text_of(doc)[piece.start_char : piece.end_char], piece.start_char, piece.end_char)


def _whom(doc: Doc, count: Count, counted: Token) -> Span | None:
    """The words for those who are counted."""
    if counted.lower_ in one_more_words():
        return None
    if counted.lower_ in lexicon()["pairs"] and counted.pos_ == "NOUN":
        return _phrase(doc, counted)
    if count.kind == "money" or (counted.lower_ in number_starters() and counted.dep_ not in ("compound", "nmod")):
        return _part(doc, counted) if count.kind != "money" else None
    if counted.tag_ == "CD" or counted.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return _part(doc, counted)
    inner = next((child for child in counted.rights if child.lower_ == "of"), None)
    if counted.lemma_ in ("number", "count", "figure", "total") or counted.lemma_ in group("crowds"):
        of = next((child for child in inner.children if child.dep_ in ("pobj", "pcomp")), None) if inner is not None else None
        if of is not None and of.tag_ != "CD":
            return _phrase(doc, of)
    return _phrase(doc, counted)


def _part(doc: Doc, number: Token) -> Span | None:
    """Whom a lone number is a part of: "nine of the detainees"."""
    of = next((child for child in number.rights if child.lower_ == "of"), None)
    noun = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    if noun is None:
        return None
    beside = next((child for child in noun.rights if child.dep_ == "prep"), None) if noun.lower_ == "those" else None
    return _span(doc, min(noun.left_edge.i, noun.i), (beside.right_edge.i if beside is not None else noun.i) + 1)


def _phrase(doc: Doc, noun: Token) -> Span:
    """A noun with what describes it, but without articles and numbers, and with a short "of ..." behind it."""
    start = noun.i
    while (
        start > 0
        and doc[start - 1].dep_ in _KEPT
        and doc[start - 1].head.i >= start
        and doc[start - 1].lower_ not in group("vague_adjectives")
        and doc[start - 1].lower_ not in number_starters()
        and not (start > 1 and doc[start - 2].text == "-" and doc[start - 1].lower_ in group("made_up") | {"old"})
    ):
        start -= 1
    if start > 1 and doc[start - 1].tag_ == "CD" and doc[start - 2].dep_ == "poss" and doc[start - 2].head.i == noun.i:
        start -= 2  # "his two friends"
    end = noun.i + 1
    of = next((child for child in noun.rights if child.lower_ == "of" and child.i == noun.i + 1), None)
    if of is not None:
        inner = next((child for child in of.children if child.dep_ == "pobj"), None)
        if (
            inner is not None
            and inner.tag_ != "CD"  # "a boy of nine"
            and inner.i - noun.i < 5
            and not any(child.tag_ == "CD" and child.i != inner.i for child in inner.subtree if child.lower_ != "one")
        ):
            end = inner.i + 1
    return _span(doc, start, end)


def _source(doc: Doc, count: Count) -> Span | None:
    """The innermost source in whose words the count stands."""
    place = doc.char_span(count.start, count.end, alignment_mode="expand")
    if place is None:
        return None
    token = place[-1].i
    nobody = load_cues().nobody  # "nobody knows how many of the 14,000 are alive"
    covering = [
        one
        for one in doc._.attributed or ()
        if one.source is not None and one.covers(token) and doc[one.source.head].lower_ not in nobody
    ]
    if not covering:
        return _teller(doc, place[-1])
    innermost: Attributed = min(covering, key=lambda one: sum(end - start for start, end in one.content))
    assert innermost.source is not None
    return _span(doc, innermost.source.start, innermost.source.end)


def _comma_before(noun: Token) -> bool:
    first = noun.left_edge.i
    return bool(first > 0 and noun.doc[first - 1].text == ",")


def _teller(doc: Doc, number: Token) -> Span | None:
    """Whoever gives a number by a deed and not by saying it: "police put the crowd at 4,000", "officials raised the toll"."""
    at = number.head
    beside = [child for child in at.head.rights if child.i < at.i and child.dep_ in ("dobj", "npadvmod", "appos", "conj")]
    if at.lower_ == "at" and len(beside) > 1 and at.head.lemma_ in group("telling") and _comma_before(beside[-1]):
        return _span(doc, beside[-1].left_edge.i, beside[-1].i + 1)  # "organisers put the crowd at 500, the police at 175"
    verb = number
    for _ in range(5):
        if verb.pos_ == "VERB" or verb.head.i == verb.i:
            break
        verb = verb.head
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    toll = number.dep_ == "pobj" and number.head.lower_ == "of" and number.head.head.lemma_ in group("numbers")
    if (
        verb.lemma_ not in (group("telling") | group("giving_tolls") if toll else group("telling"))
        or subject is None
        or (subject.pos_ not in ("NOUN", "PROPN") and subject.tag_ != "PRP")
        or subject.i >= number.i
    ):
        return None
    if (
        subject.lemma_ in group("numbers")
        or by_word("nouns").get(subject.lemma_) in VICTIMS
        or subject.lower_ in group("number_nouns")
    ):
        return None  # "arrests raised the number to 14"
    return _span(doc, subject.left_edge.i, subject.i + 1)
