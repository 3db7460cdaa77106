"""Where a time expression stands in the parse: the token that it dates, and the preposition before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from allegedly.coder.lexicon import load
from allegedly.coder.syntax import beyond_aside
from allegedly.model import Timex


@cache
def _day_adverbs() -> frozenset[str]:
    return frozenset(load("dates")["day_adverbs"])


@cache
def _stretches() -> frozenset[str]:
    return frozenset(load("dates")["stretches"])


@dataclass(frozen=True, slots=True)
class Placed:
    """A time expression in tokens, with the token that it dates and the preposition before it."""

    timex: Timex
    start: int
    end: int
    governor: Token
    preposition: Token | None


def locate(doc: Doc, timex: Timex) -> Placed | None:
    """``timex`` in the parse; null when it can date nothing: "now", or a length alone ("two days")."""
    if timex.value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        return None
    span = doc.char_span(timex.span.start, timex.span.end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    if timex.type == "DURATION" and timex.from_day is None and not leads_on(doc, span.end) and not _is_limit(doc, span.start):
        return None
    token, preposition = span.root, None
    for _ in range(12):
        if token.head.i == token.i:
            break
        inside = span.start <= token.i < span.end
        if not inside and token.pos_ in ("VERB", "AUX"):
            break
        if token.dep_ == "prep" or (token.dep_ == "mark" and not inside):
            preposition, token = preposition or token, token.head
            if preposition.lower_ == "of" and token.lower_ in _stretches() and token.dep_ in ("pobj", "npadvmod"):
                preposition = None  # "on the morning of 4 May" dates what happened then
            elif token.pos_ not in ("ADP", "SCONJ") and not span.start <= token.i < span.end:
                break
        elif inside or token.dep_ in ("pobj", "pcomp") or token.pos_ == "ADP":
            token = token.head
        else:
            break
    if span.start == token.sent.start and token.dep_ == "nsubj" and span.text.lower() in _day_adverbs():
        token = token.head  # "Yesterday officers searched the flat": no name of the officers
    if preposition is None and token.pos_ == "ADP" and token.i < span.start:
        preposition = token  # the root of a fragment
    if token.dep_ in ("parataxis", "ccomp"):
        token = beyond_aside(token, span.start)
    if preposition is not None and _of_the_saying(token, span.start, span.end):
        token = token.head
    return Placed(timex, span.start, span.end, token, preposition)


def _of_the_saying(verb: Token, start: int, end: int) -> bool:
    """Whether a date that the parser hung on what is said dates the saying: "said on Tuesday it had arrested ten"."""
    if verb.dep_ != "ccomp" or verb.head.pos_ != "VERB" or verb.head.i >= start:
        return False
    if any(child.dep_ == "mark" and child.i < start for child in verb.lefts):
        return False
    return any(child.dep_ in ("nsubj", "nsubjpass") and child.left_edge.i >= end for child in verb.lefts)


def leads_on(doc: Doc, end: int) -> bool:
    """Whether a length is followed by "after" or "before"."""
    return end < len(doc) and doc[end].lower_ in ("after", "before")


def _is_limit(doc: Doc, start: int) -> bool:
    """Whether a length is the time that something may take ("within 30 days")."""
    return start > 0 and doc[start - 1].lower_ == "within"


def hanging(placed: Iterable[Placed], own: set[int]) -> Placed | None:
    """The expression that hangs on one of the tokens ``own``: a date before a length, the narrower of two, the earlier in the sentence."""
    found = [one for one in placed if one.governor.i in own]
    return min(
        found,
        key=lambda one: (one.timex.type not in ("DATE", "TIME"), _is_wider(one, found), one.start),
        default=None,
    )


def _is_wider(one: Placed, others: list[Placed]) -> bool:
    """Whether another date lies inside this one ("In 2019 ... on Easter Sunday")."""
    first, last = one.timex.from_day, one.timex.to_day
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
