"""Which time expression is the event's own: asked of the parse, not of nearness.

The words that date an event hang on its verb or noun ("shot on Monday", "Monday's raid"), or on the verb that carries it ("staged a rally
on Monday"), or stand first in the sentence. What dates another clause, or the act of saying, is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.tokens import Doc, Token

from allegedly.coder.dates import values
from allegedly.coder.lexicon import load
from allegedly.model import Timex, When

# From a time expression up to what it dates: through its own words and the preposition before it.
_INSIDE = frozenset(
    {"pobj", "pcomp", "nummod", "quantmod", "compound", "det", "amod", "advmod", "punct", "case", "appos", "nmod", "npadvmod"}
)
# Clauses that happen when their main clause happens ("opened fire, killing one"; "came and shot").
_SHARING = frozenset({"conj", "advcl", "xcomp", "dep"})
_LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([DWMQY])")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A time expression in tokens, with the token that it dates and the preposition before it."""

    timex: Timex
    start: int
    end: int
    governor: Token
    preposition: Token | None


def date_of(doc: Doc, head: int, trigger: Sequence[int], timexes: Iterable[Timex]) -> When | None:
    """When the event at token ``head`` is said to have happened, or null when the sentence does not say.

    Takes the expression that hangs on the event's verb or noun; else the one of the clause that it shares ("opened fire on Tuesday, killing
    one"); else the only one of its clause; else one that opens the sentence. Words that name no days ("every Sunday", "a month after")
    give a date without days. ``timexes`` are those of the whole text, as :func:`find_timexes` gives them.
    """
    event = doc[head]
    sentence = event.sent
    placed = [
        place
        for timex in timexes
        if timex.span.start < sentence.end_char
        and timex.span.end > sentence.start_char
        and (place := _place(doc, timex)) is not None
    ]
    # "Two days after May 13" is dated by the length, which is counted from the date behind it.
    counted = {place.end for place in placed if place.timex.type == "DURATION" and place.timex.from_day is None}
    everything = placed
    placed = [
        place for place in placed if place.end in counted or place.preposition is None or place.preposition.i not in counted
    ]
    if not placed:
        return None
    own = {head, *trigger}
    counted_back = _counted_back(doc, event, everything)
    if counted_back is not None:
        return counted_back
    chosen = (
        _hanging(placed, own)
        or _since_clause(placed, own, doc)
        or _shared(placed, event)
        or _only(placed, event)
        or _opening(placed, event)
    )
    return _when(doc, chosen, everything) if chosen else None


def _place(doc: Doc, timex: Timex) -> _Placed | None:
    if timex.value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        return None
    span = doc.char_span(timex.span.start, timex.span.end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    if timex.type == "DURATION" and timex.from_day is None and not _leads_on(doc, span.end):
        return None
    token, preposition = span.root, None
    for _ in range(12):
        if token.head.i == token.i:
            break
        inside = span.start <= token.i < span.end
        if token.dep_ == "prep" or (token.dep_ == "mark" and not inside):
            preposition, token = preposition or token, token.head
            if token.pos_ not in ("ADP", "SCONJ") and not span.start <= token.i < span.end:
                break
        elif inside or token.dep_ in ("pobj", "pcomp") or token.pos_ == "ADP":
            token = token.head
        else:
            break
    return _Placed(timex, span.start, span.end, token, preposition)


def _leads_on(doc: Doc, end: int) -> bool:
    """Whether a length is followed by "after" or "before"."""
    return end < len(doc) and doc[end].lower_ in ("after", "before")


def _hanging(placed: list[_Placed], own: set[int]) -> _Placed | None:
    hanging = [place for place in placed if place.governor.i in own]
    # A date before a length, the narrower of two that hold each other, and the earlier in the sentence before the later.
    return min(
        hanging,
        key=lambda place: (place.timex.type not in ("DATE", "TIME"), _is_wider(place, hanging), place.start),
        default=None,
    )


def _is_wider(place: _Placed, others: list[_Placed]) -> bool:
    """Whether another date lies inside this one ("In 2019 ... on Easter Sunday")."""
    first, last = place.timex.from_day, place.timex.to_day
    if first is None or last is None:
        return False
    return any(
        other.timex.from_day is not None
        and other.timex.to_day is not None
        and (first, last) != (other.timex.from_day, other.timex.to_day)
        and first <= other.timex.from_day
        and other.timex.to_day <= last
        for other in others
    )


def _since_clause(placed: list[_Placed], own: set[int], doc: Doc) -> _Placed | None:
    """ "dead since protests erupted on April 26": the clause with "since" dates the verb above it."""
    for place in placed:
        clause = place.governor
        if clause.dep_ == "advcl" and clause.head.i in own:
            mark = next((child for child in clause.lefts if child.dep_ == "mark" and child.lower_ == "since"), None)
            if mark is not None:
                return _Placed(place.timex, place.start, place.end, clause.head, mark)
    return None


@cache
def _carriers() -> frozenset[str]:
    return frozenset(load("dates")["carriers"])


def _shared(placed: list[_Placed], event: Token) -> _Placed | None:
    """The date of the clause that the event shares: its coordinate, its main clause, or the verb that carries its noun."""
    for member in event.rights:
        if member.dep_ == "conj" and member.pos_ == "VERB" and event.pos_ == "VERB" and not _has_own_subject(member):
            hanging = _hanging(placed, {member.i})  # "arrested and beat ten on Friday"
            if hanging is not None and hanging.start > member.i:
                return hanging
    token = event
    for _ in range(4):
        above = token.head
        if above.i == token.i:
            return None
        if token.pos_ in ("NOUN", "PROPN"):
            if token.dep_ not in ("dobj", "nsubj", "nsubjpass", "attr", "pobj", "conj", "compound", "amod"):
                return None
            if token.dep_ == "pobj":
                above = above.head
                if above.pos_ not in ("VERB", "AUX"):
                    return None  # "ended years of fighting"
            # "The raid killed five on Friday" dates the raid; "they condemned the raid on Friday" does not.
            if above.pos_ == "VERB" and above.lemma_ not in _carriers() and token.dep_ != "nsubj":
                return None
        elif token.dep_ not in _SHARING or _has_own_subject(token) or (token.dep_ == "xcomp" and above.lemma_ not in _carriers()):
            return None
        if token.dep_ == "advcl" and any(child.dep_ in ("mark", "prep") for child in token.lefts):
            return None
        hanging = _hanging(placed, {above.i})
        if hanging is not None:
            return hanging
        token = above
    return None


def _has_own_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for child in verb.lefts)


def _clause(token: Token) -> int:
    """The verb of the clause that a token stands in."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return int(token.i)


def _only(placed: list[_Placed], event: Token) -> _Placed | None:
    if event.pos_ not in ("VERB", "AUX"):
        return None
    here = [place for place in placed if _clause(place.governor) == event.i]
    return here[0] if len(here) == 1 else None


_ASIDE = frozenset({"ccomp", "relcl", "acl", "parataxis", "advcl", "xcomp"})


def _opening(placed: list[_Placed], event: Token) -> _Placed | None:
    """A date that opens the sentence dates all of its main line; not what is reported, and not a clause beside it."""
    first = min(placed, key=lambda place: place.start)
    if first.start - event.sent.start > 3 or (first.timex.type == "DURATION" and not first.timex.from_day):
        return None
    token = event
    for _ in range(8):
        if token.i == first.governor.i:
            return first
        if token.head.i == token.i or (token.dep_ in _ASIDE and token.pos_ in ("VERB", "AUX")):
            return None
        if token.dep_ == "pobj" and token.head.head.pos_ in ("NOUN", "PROPN"):
            return None  # "ended years of fighting"
        if token.dep_ == "conj" and any(place.governor.i == token.i for place in placed):
            return None
        token = token.head
    return None


@cache
def _limits() -> frozenset[str]:
    return frozenset(load("dates")["limits"])


def _when(doc: Doc, place: _Placed, placed: list[_Placed]) -> When:
    timex = place.timex
    start, end = place.start, place.end
    word = place.preposition.lower_ if place.preposition is not None else ""
    if place.preposition is not None and (place.preposition.i == start - 1 or (word == "since" and place.preposition.i < start)):
        start = place.preposition.i
    first, last, precision = timex.from_day, timex.to_day, timex.precision
    basis: values.Basis = timex.basis
    if timex.type == "DURATION" and first is None:
        end += 1
        first, last, precision, basis = _counted_from(doc, place, placed)
    elif timex.type == "SET":
        first = last = precision = None
        basis = "none"
    elif word == "since" and first is not None:
        last, precision = max(first, _published(doc) or "") if _published(doc) else None, "range"
        basis = "relative" if last is not None else basis
    elif word in _limits():
        first = last = None
        basis = "none"
    elif word in ("from", "between") and first is not None:
        until = _other_end(place, placed)
        if until is not None and until.timex.to_day is not None and until.timex.to_day >= first:
            last, precision, end = until.timex.to_day, "range", until.end
            basis = "relative" if "relative" in (basis, until.timex.basis) else basis
    span = doc[start:end]
    return When(
        text=span.text, start=span.start_char, end=span.end_char, from_day=first, to_day=last, precision=precision, basis=basis
    )


def _other_end(place: _Placed, placed: list[_Placed]) -> _Placed | None:
    """The date behind "to" or "and" that ends a stretch of time."""
    words = (
        ("to", "until", "till", "through") if place.preposition is not None and place.preposition.lower_ == "from" else ("and",)
    )
    for other in placed:
        if other.start in (place.end + 1, place.end + 2) and place.governor.doc[other.start - 1].lower_ in words:
            return other
    return None


def _counted_from(
    doc: Doc, place: _Placed, placed: list[_Placed]
) -> tuple[str | None, str | None, values.Precision | None, values.Basis]:  # "two days after May 13"
    match = _LENGTH.fullmatch(place.timex.value)
    word = doc[place.end]
    below = {token.i for token in word.subtree} | {token.i for token in word.head.subtree if token.i > word.i}
    anchors = [other for other in placed if other.start > place.end and other.start in below and other.timex.from_day is not None]
    if match is None or not anchors or anchors[0].timex.from_day is None:
        return None, None, None, "none"
    sign = 1 if word.lower_ == "after" else -1
    reading = values.shifted(match.group(2), date.fromisoformat(anchors[0].timex.from_day), sign * float(match.group(1)))
    if reading is None or reading.first is None or reading.last is None:
        return None, None, None, "none"
    return reading.first.isoformat(), reading.last.isoformat(), reading.precision, "relative"


def _counted_back(doc: Doc, event: Token, placed: list[_Placed]) -> When | None:
    """ "Shot on Tuesday, a month after troops crushed ...": the crushing lies a month before that Tuesday.

    Only for an event inside such a clause, and only when its main verb has a day of its own in the sentence.
    """
    for place in placed:
        match = _LENGTH.fullmatch(place.timex.value) if place.timex.type == "DURATION" and place.timex.from_day is None else None
        if match is None or not _leads_on(doc, place.end):
            continue
        clause = doc[place.end].head
        if doc[place.end].dep_ != "mark" or clause.dep_ != "advcl" or not (event.i == clause.i or clause.is_ancestor(event)):
            continue
        main = _hanging([other for other in placed if other.timex.precision == "day"], {clause.head.i})
        if (
            main is None
            or main.timex.from_day is None
            or any(other.governor.i == event.i and other is not place for other in placed)
        ):
            continue
        sign = -1 if doc[place.end].lower_ == "after" else 1
        reading = values.shifted(match.group(2), date.fromisoformat(main.timex.from_day), sign * float(match.group(1)))
        if reading is None or reading.first is None or reading.last is None:
            continue
        span = doc[place.start : place.end + 1]
        return When(
            text=span.text,
            start=span.start_char,
            end=span.end_char,
            from_day=reading.first.isoformat(),
            to_day=reading.last.isoformat(),
            precision=reading.precision,
            basis="relative",
        )
    return None


def _published(doc: Doc) -> str | None:
    article = doc._.article if doc.has_extension("article") else None
    published = getattr(article, "published", None)
    return published[:10] if isinstance(published, str) else None
