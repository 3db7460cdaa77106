"""Repairs of a subject that a date before it took.

Part of :mod:`~allegedly.coder.repairs`, which lists all of them. Only heads and labels change.
"""

from __future__ import annotations

import calendar
import re

from spacy.tokens import Token

from allegedly.coder.repairs_of_speech import SUBJECTS

_CALENDAR = frozenset({*calendar.day_name, *calendar.month_name[1:]})
_DECADE = re.compile(r"\d{4}s?$")


def mend_day_before(noun: Token) -> bool:
    """Free the subject from the day of a date before it: "on the night of 3 March soldiers shot two men"."""
    day = next((child for child in noun.lefts if child.dep_ == "nummod"), None)
    month = next((child for child in day.rights if child.text in _CALENDAR), None) if day is not None else None
    verb = noun.head
    while verb.pos_ != "VERB" and verb.head.i != verb.i:
        verb = verb.head
    if day is None or month is None or verb.pos_ != "VERB" or not 0 < verb.i - noun.i <= 2:
        return False
    if any(child.dep_ in SUBJECTS for child in verb.lefts):
        return False
    month.head, month.dep_ = noun.head, "pobj"
    day.head, day.dep_ = month, "nummod"
    noun.head, noun.dep_ = verb, "nsubj"
    return True


def mend_dated(link: Token) -> None:
    """Free the subject from a date before it ("On Sunday Ana Duarte fled", "In the 1970s the guard jailed ...")."""
    doc, verb = link.doc, link.head
    if verb.pos_ != "VERB" or link.lower_ not in ("on", "in", "by", "since", "at") or link.i > verb.i:
        return
    taken = next((child for child in link.children if child.dep_ == "pobj"), None)
    first = link.i + 1 + (doc[link.i + 1].tag_ == "DT") if link.i + 1 < len(doc) else link.i
    date = doc[min(first, len(doc) - 1)]
    day = date if date.tag_ == "CD" and date.i + 1 < len(doc) and doc[date.i + 1].text in _CALENDAR else None
    if day is not None:
        date = doc[day.i + 1]  # "On 4 November troops fired"
    if not (date.text in _CALENDAR or _DECADE.match(date.text)) or date.dep_ == "pobj":
        return
    if taken is None and date.head.dep_ in SUBJECTS and date.head.head.i == verb.i:
        date.head, date.dep_ = link, "pobj"
        if day is not None:
            day.head, day.dep_ = date, "nummod"
    elif taken is not None and date.head.i == taken.i and taken.pos_ in ("NOUN", "PROPN") and taken.text not in _CALENDAR:
        if any(child.dep_ in SUBJECTS for child in verb.children) or not 0 < verb.i - taken.i <= 2:
            return
        taken.head, taken.dep_ = verb, "nsubj"
        date.head, date.dep_ = link, "pobj"
        if doc[link.i + 1].tag_ == "DT" and first > link.i + 1:
            doc[link.i + 1].head = date


def mend_eaten_clause(noun: Token) -> bool:
    """Free a clause that its object swallowed behind a date: "Last week troops evicted strikers" read as strikers of a kind."""
    verb = next((child for child in noun.lefts if child.dep_ == "amod" and child.tag_ in ("VBD", "VBN")), None)
    day = next((child for child in noun.lefts if child.dep_ == "npadvmod"), None)
    if verb is None or day is None or verb.i < 2:
        return False
    doer = verb.nbor(-1)
    if doer.head.i != noun.i or doer.dep_ not in ("nmod", "compound") or day.i > doer.i or doer.left_edge.i != day.i + 1:
        return False
    for child in list(noun.children):
        if child.i < verb.i or child.dep_ in ("prep", "punct", "advmod"):
            child.head = verb
    verb.head, verb.dep_, verb.pos_, verb.tag_ = (verb if noun.dep_ == "ROOT" else noun.head), noun.dep_, "VERB", "VBD"
    if verb.dep_ == "appos":
        verb.dep_ = "parataxis"
    doer.dep_, doer.pos_, doer.tag_ = "nsubj", "NOUN", "NNS"
    noun.head, noun.dep_ = verb, "dobj"
    return True
