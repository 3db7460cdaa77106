"""Repairs of lists of people and things: a member taken for another word for the one before it, or for the subject of what follows.

Part of :mod:`~allegedly.coder.repairs`, which lists all of them. Only heads and labels change.
"""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.coder.numbers import number
from allegedly.coder.syntax import conjuncts

_OPENING = frozenset({"det", "poss", "nummod"})
_NOUNS = frozenset({"NOUN", "PROPN"})


def mend_member(noun: Token) -> bool:
    """Read an apposition that goes on with "and" as a member of the list: "the bishop, his cook and her daughter were murdered".

    Not where a comma closes it, nor where it names those whom the noun before counts ("two men, a farmer and a nurse").
    """
    before = noun.head
    members = conjuncts(noun)
    if len(members) < 2 or not _opens_behind_comma(noun) or before.pos_ not in _NOUNS or before.i > noun.i:
        return False
    if not all(_stands_alone(member) for member in members) or _counts(before, members):
        return False
    after = members[-1].right_edge.i + 1
    if not _has_last_comma(noun) and after < len(noun.doc) and noun.doc[after].text in (",", "-", "--", "–", "—", ")"):
        return False
    noun.dep_ = "conj"
    return True


def mend_stray_member(noun: Token) -> bool:
    """Give a list back the member that was taken for a second subject: "the killing of six priests, a cook and her daughter shocked them"."""
    doc, first = noun.doc, noun.left_edge.i
    if first < 2 or len(conjuncts(noun)) < 2 or not _opens_behind_comma(noun) or not _stands_alone(noun):
        return False
    subject = next((child for child in noun.head.lefts if child.dep_ == noun.dep_ and child.i < noun.i), None)
    before = doc[first - 2]
    if subject is None or subject.right_edge.i not in (first - 1, first - 2) or before.pos_ not in _NOUNS:
        return False
    if before.dep_ not in ("pobj", "conj"):
        return False
    noun.head, noun.dep_ = before, "conj"
    return True


def _has_last_comma(noun: Token) -> bool:
    """Whether a comma stands before the "and" behind ``noun`` too: "the hall, the embassy, and the palace" can only be a list."""
    return any(child.dep_ == "cc" and child.doc[child.i - 1].text == "," for child in noun.rights)


def _opens_behind_comma(noun: Token) -> bool:
    first = noun.left_edge.i
    return bool(first > 0 and noun.doc[first - 1].text == ",")


def _stands_alone(noun: Token) -> bool:
    """Whether a noun can be a member by itself: with a word that opens it, a name or a plural; "lawyer" in "a judge and lawyer" is not."""
    return noun.pos_ == "PROPN" or noun.tag_ == "NNS" or any(child.dep_ in _OPENING for child in noun.lefts)


def _counts(noun: Token, members: list[Token]) -> bool:
    """Whether ``noun`` tells how many the members are together ("two men, a farmer and a nurse"), or is a plural that they may spell out."""
    told = _number(noun)
    if told is not None:
        return told == sum(_number(member) or 1 for member in members)
    return noun.tag_ in ("NNS", "NNPS")


def _number(noun: Token) -> float | None:
    return next((number(child.lower_) for child in noun.lefts if child.dep_ == "nummod"), None)
