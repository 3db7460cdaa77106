"""Which time expression is the event's own: asked of the parse, not of nearness.

The words that date an event hang on its verb or noun ("shot on Monday", "Monday's raid"), or on the verb that carries it ("staged a rally
on Monday"), or stand first in the sentence. What dates another clause, or the act of saying, is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from spacy.tokens import Doc, Token

from allegedly.coder.dates import values
from allegedly.coder.dates.of_nouns import names_another, of_its_noun
from allegedly.coder.dates.placed import Placed, hanging, leads_on, locate
from allegedly.coder.dates.sharing import named_before, opening, shared
from allegedly.coder.lexicon import load
from allegedly.model import Timex, When

# How far back, in characters, the day of "the shooting" may have been named.
_REACH = 800
_LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([DWMQY])")


def date_of(doc: Doc, head: int, trigger: Sequence[int], timexes: Iterable[Timex]) -> When | None:
    """When the event at token ``head`` is said to have happened, or null when the sentence does not say.

    Takes the expression that hangs on the event's verb or noun; else the one of the clause that it shares ("opened fire on Tuesday, killing
    one"); else the only one of its clause; else one that opens the sentence. Words that name no days ("every Sunday", "a month after")
    give a date without days. ``timexes`` are those of the whole text, as :func:`find_timexes` gives them.
    """
    event = doc[head]
    sentence = event.sent
    timexes = list(timexes)
    placed = [
        one
        for timex in timexes
        if timex.span.start < sentence.end_char
        and timex.span.end > sentence.start_char
        and (one := locate(doc, timex)) is not None
    ]
    # "Two days after May 13" is dated by the length, which is counted from the date behind it.
    counted = {place.end for place in placed if place.timex.type == "DURATION" and place.timex.from_day is None}
    everything = placed
    placed = [
        place for place in placed if place.end in counted or place.preposition is None or place.preposition.i not in counted
    ]
    own = {head, *trigger}
    placed = [
        place for place in placed if not (place.governor.i == event.i and place.start > event.i and _comes_too_late(place, event))
    ]
    placed = [place for place in placed if not names_another(place, event)]
    if not placed:
        return None
    if event.pos_ == "NOUN" and event.head.i in own and event.head.pos_ == "VERB":
        event = event.head  # "declared a state of emergency" shares what its verb shares
    counted_back = _counted_back(doc, event, everything, timexes)
    if counted_back is not None:
        return counted_back
    chosen = (
        _of_the_asking(placed, event)
        or of_its_noun(placed, event)
        or hanging(placed, own)
        or _since_clause(placed, own, doc)
        or named_before(placed, event)
        or shared(placed, event)
        or _only(placed, event)
        or opening(placed, event)
    )
    if chosen is not None and chosen.governor.i != event.i:
        since = next((child for child in event.lefts if child.lower_ == "since" and child.dep_ == "advmod"), None)
        chosen = (
            replace(chosen, preposition=since) if since is not None else chosen
        )  # "broke out in April and has since forced ..."
    return _when(doc, chosen, everything) if chosen else None


def _comes_too_late(place: Placed, event: Token) -> bool:
    """Whether a date lies behind what is still to be done: "called for the party to accept it on Monday", said of last Monday."""
    published = _published(event.doc)
    to_do = event.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in event.lefts)
    return to_do and published is not None and place.timex.precision == "day" and (place.timex.to_day or published) < published


def _of_the_asking(placed: list[Placed], event: Token) -> Placed | None:
    """The date that the parser hung on what is asked for, although it lies behind: it dates the asking."""
    for place in placed:
        asked = place.governor
        if place.start < asked.i or asked.i == event.i or not _comes_too_late(place, asked):
            continue
        above: Token = asked.head
        for _ in range(3):
            if above.i == event.i:
                return replace(place, governor=event)
            if above.pos_ not in ("NOUN", "ADP") or above.head.i == above.i:
                break
            above = above.head
    return None


def _since_clause(placed: list[Placed], own: set[int], doc: Doc) -> Placed | None:
    """ "dead since protests erupted on April 26": the clause with "since" dates the verb above it."""
    for place in placed:
        clause = place.governor
        if clause.dep_ == "advcl" and clause.head.i in own:
            mark = next((child for child in clause.lefts if child.dep_ == "mark" and child.lower_ == "since"), None)
            if mark is not None:
                return Placed(place.timex, place.start, place.end, clause.head, mark)
    return None


def _clause(token: Token) -> int:
    """The verb of the clause that a token stands in."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return int(token.i)


def _only(placed: list[Placed], event: Token) -> Placed | None:
    if event.pos_ not in ("VERB", "AUX"):
        return None
    here = [place for place in placed if _clause(place.governor) == event.i]
    return here[0] if len(here) == 1 else None


@cache
def _limits() -> frozenset[str]:
    return frozenset(load("dates")["limits"])


def _when(doc: Doc, place: Placed, placed: list[Placed]) -> When:
    timex = place.timex
    start, end = place.start, place.end
    word = place.preposition.lower_ if place.preposition is not None else ""
    if place.preposition is not None and (place.preposition.i == start - 1 or (word == "since" and place.preposition.i < start)):
        start = place.preposition.i
    first, last, precision = timex.from_day, timex.to_day, timex.precision
    basis: values.Basis = timex.basis
    earlier = _other_beginning(doc, place, placed)
    if earlier is not None:
        span = doc[earlier.start - 1 : end]
        return When(
            text=span.text,
            start=span.start_char,
            end=span.end_char,
            from_day=earlier.timex.from_day,
            to_day=last,
            precision="range",
            basis="relative" if "relative" in (basis, earlier.timex.basis) else basis,
        )
    if timex.type == "DURATION" and first is None and word == "within":
        first, last, precision, basis = _from_publication(doc, place)
    elif timex.type == "DURATION" and first is None:
        end += 1
        first, last, precision, basis = _counted_from(doc, place, placed)
    elif timex.type == "SET":
        first = last = precision = None
        basis = "none"
    elif word == "since" and first is not None:
        last, precision = max(first, _published(doc) or "") if _published(doc) else None, "range"
        basis = "relative" if last is not None else basis
    elif word in ("until", "till") and last is not None:
        first, precision = None, "range"
    elif word in _limits():
        first = last = precision = None
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


def _from_publication(doc: Doc, place: Placed) -> tuple[str | None, str | None, values.Precision | None, values.Basis]:
    """ "Could arrive within two days", "agreed to disarm within 30 days": from the day of publication; no days for what is past."""
    match, published = _LENGTH.fullmatch(place.timex.value), _published(doc)
    verb = place.governor
    ahead = verb.tag_ == "VB" and not any(child.lower_ in ("did", "had") for child in verb.lefts if child.dep_ == "aux")
    if match is None or published is None or not ahead:
        return None, None, None, "none"
    reading = values.shifted(match.group(2), date.fromisoformat(published), float(match.group(1)))
    if reading is None or reading.last is None:
        return None, None, None, "none"
    return published, reading.last.isoformat(), "range", "relative"


def _other_end(place: Placed, placed: list[Placed]) -> Placed | None:
    """The date behind "to" or "and" that ends a stretch of time."""
    words = (
        ("to", "until", "till", "through") if place.preposition is not None and place.preposition.lower_ == "from" else ("and",)
    )
    for other in placed:
        if other.start in (place.end + 1, place.end + 2) and place.governor.doc[other.start - 1].lower_ in words:
            return other
    return None


def _other_beginning(doc: Doc, place: Placed, placed: list[Placed]) -> Placed | None:
    """The date behind "between" that a stretch of time begins with, where the parser hung only its end on the verb: "between 3 and 9 May"."""
    if place.timex.to_day is None or place.start < 3 or doc[place.start - 1].lower_ != "and":
        return None
    for other in placed:
        if other.end == place.start - 1 and other.start and doc[other.start - 1].lower_ == "between":
            return other if other.timex.from_day is not None and other.timex.from_day <= place.timex.to_day else None
    return None


def _counted_from(
    doc: Doc, place: Placed, placed: list[Placed]
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


@cache
def _coming() -> frozenset[str]:
    return frozenset(load("dates")["coming"])


def _day_before(verb: Token, timexes: Sequence[Timex], at: int) -> str | None:
    """The last day named before ``at``: when "the shooting" of this sentence was; in another paragraph only what "the" or "this" points to."""
    named = [timex for timex in timexes if timex.span.end <= at and timex.from_day is not None and timex.precision == "day"]
    pointing = {"the", "this", "that", "these", "those"}
    told = any(mark.lower_ in pointing for child in verb.lefts if child.dep_ == "nsubj" for mark in (child, *child.lefts))
    if not named or at - named[-1].span.end >= _REACH:
        return None
    return named[-1].from_day if told or "\n\n" not in verb.doc.text[named[-1].span.end : at] else None


def _day_of_subject(placed: Sequence[Placed], verb: Token) -> str | None:
    """The day that the subject of a verb is named by: "Tuesday's bombing came three days after ..."."""
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if subject is None:
        return None
    return next((one.timex.from_day for one in placed if one.governor.i == subject.i and one.timex.precision == "day"), None)


def _counted_back(doc: Doc, event: Token, placed: list[Placed], timexes: Sequence[Timex]) -> When | None:
    """ "Shot on Tuesday, a month after troops crushed ...": the crushing lies a month before that Tuesday.

    Only for an event inside such a clause, and only when its main verb has a day of its own in the sentence, or is one like "came", whose day was named before.
    """
    for place in placed:
        match = _LENGTH.fullmatch(place.timex.value) if place.timex.type == "DURATION" and place.timex.from_day is None else None
        if match is None or not leads_on(doc, place.end):
            continue
        link = doc[place.end]
        clause = link.head
        if link.dep_ == "prep" and clause.dep_ == "npadvmod" and place.start <= clause.i < place.end:
            clause = clause.head  # the parser hung "a day" on "killed": "on Tuesday, a day after at least 19 were killed"
        elif link.dep_ != "mark":
            continue
        if clause.dep_ != "advcl" or not (event.i == clause.i or clause.is_ancestor(event)):
            continue
        main = hanging([other for other in placed if other.timex.precision == "day"], {clause.head.i})
        day = main.timex.from_day if main is not None else None
        if main is None and clause.head.lemma_ in _coming():
            # "The shooting came three days after ..."
            day = _day_of_subject(placed, clause.head) or _day_before(clause.head, timexes, event.sent.start_char)
        if day is None or any(other.governor.i == event.i and other is not place for other in placed):
            continue
        sign = -1 if doc[place.end].lower_ == "after" else 1
        reading = values.shifted(match.group(2), date.fromisoformat(day), sign * float(match.group(1)))
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
