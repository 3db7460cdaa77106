"""Dates that an event shares with another clause: its coordinate, its main clause, the verb that carries its noun, or a date that opens the sentence.

What is reported, and what has a date of its own, shares nothing. A clause with "when" right behind a date happens then ("in 2001, when the
port was shelled"); one with "as" or "while" happens when its main clause happens; one with "after" or "before" does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from allegedly.coder.dates.placed import Placed, hanging
from allegedly.coder.lexicon import load

# Clauses that happen when their main clause happens ("opened fire, killing one"; "came and shot").
_SHARING = frozenset({"conj", "advcl", "xcomp", "dep"})
_ASIDE = frozenset({"ccomp", "relcl", "acl", "parataxis", "advcl", "xcomp"})
_VERBAL = frozenset({"VERB", "AUX"})


@cache
def _group(name: str) -> frozenset[str]:
    return frozenset(load("dates")[name])


def shared(placed: Sequence[Placed], event: Token) -> Placed | None:
    """The date of the clause that the event shares: its coordinate, its main clause, or the verb that carries its noun."""
    for member in event.rights:
        alike = member.tag_ == event.tag_ or {member.tag_, event.tag_} == {"VBD", "VBN"}
        if member.dep_ == "conj" and alike and event.pos_ == "VERB" and not _has_own_subject(member):
            found = hanging(placed, {member.i})  # "arrested and beat ten on Friday"
            if found is not None and found.start > member.i:
                return found
    token = event
    for _ in range(4):
        above = token.head
        if above.i == token.i:
            return None
        if token.pos_ in ("NOUN", "PROPN"):
            carrier = _carrier(token)
            if carrier is None:
                return None
            above = carrier
        elif token.dep_ == "advcl" and (mark := _mark(token)) is not None:
            if mark not in _group("simultaneous"):
                return None
        elif (beside := _told_beside(token)) is not None:
            above = beside
        elif not _happens_with(token):
            return None
        found = hanging(placed, {above.i})
        if found is not None:
            return found
        token = above
    return None


def _happens_with(verb: Token) -> bool:
    """Whether ``verb`` is joined to the verb above it so that both happen together: "came and shot", "opened fire, killing one"."""
    if verb.dep_ == "xcomp":
        return verb.head.lemma_ in _group("carriers") | _group("causers") and not _has_own_subject(verb)
    return verb.dep_ in _SHARING and (not _has_own_subject(verb) or _is_elliptic(verb))


def _told_beside(verb: Token) -> Token | None:
    """The verb whose date a clause on a noun shares; null when there is none.

    That is a second passive which the parser takes for a word on its subject ("were hurt on Friday and hundreds driven out"), and what
    happened at the place where something began ("began on Monday in the port, where dockers blocked a road").
    """
    noun = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and noun.dep_ == "conj" and noun.head.pos_ == "VERB":
        return noun.head
    if verb.tag_ == "VB" and verb.dep_ in ("acl", "relcl") and noun.dep_ == "dobj" and noun.head.lemma_ in _group("causers"):
        return noun.head  # "forcing 200 families to flee", the last words hung on the families
    if verb.dep_ != "relcl" or not any(child.lower_ == "where" and child.nbor(-1).text == "," for child in verb.lefts if child.i):
        return None
    for _ in range(5):
        if noun.pos_ == "VERB":
            return noun if noun.tag_ == verb.tag_ == "VBD" else None
        if noun.head.i == noun.i or noun.dep_ not in ("pobj", "prep", "appos", "dobj", "compound"):
            return None
        noun = noun.head
    return None


def _carrier(noun: Token) -> Token | None:
    """The token that an event's noun shares its date with; null when there is none.

    "The raid killed five on Friday" dates the raid; "they condemned the raid on Friday" does not.
    """
    if noun.dep_ not in ("dobj", "nsubj", "nsubjpass", "attr", "pobj", "conj", "compound", "amod"):
        return None
    above: Token = noun.head
    if noun.dep_ == "pobj":
        above = above.head
        if above.pos_ not in _VERBAL:
            return None  # "ended years of fighting"
    if above.pos_ == "VERB" and above.lemma_ not in _group("carriers") and noun.dep_ != "nsubj":
        return None
    return above


def _mark(verb: Token) -> str | None:
    """The word that makes ``verb`` a clause beside another, in lower case; null when it is joined without one."""
    for child in verb.lefts:
        if child.dep_ in ("mark", "prep") or child.lower_ == "when":
            return str(child.lower_)
    return None


def _has_own_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for child in verb.lefts)


def _is_elliptic(verb: Token) -> bool:
    """Whether a second passive leaves out the auxiliary of the first: "ten were killed and hundreds driven out"."""
    return (
        verb.dep_ == "conj"
        and verb.tag_ in ("VBN", "VBD")
        and any(child.dep_ == "auxpass" for child in verb.head.lefts)
        and not any(child.dep_ in ("aux", "auxpass", "dobj") for child in verb.children)
    )


def named_before(placed: Sequence[Placed], event: Token) -> Placed | None:
    """The date that the event's clause is joined to: by "when" ("in 2001, when ..."), by a colon, or as the parser's second date.

    In "since May and thousands driven from the valley" the parser takes "thousands" for a second month.
    """
    doc = event.doc
    for one in placed:
        if one.timex.from_day is None or one.end >= len(doc):
            continue
        word = doc[one.end]
        if word.text == "," and one.end + 1 < len(doc):
            word = doc[one.end + 1]
        if word.lower_ == "when" and one.start < event.i and _stands_under(event, word.head):
            # "Since 18 April, when students marched": they marched on that day.
            limited = one.preposition is not None and one.preposition.lower_ in _group("spans")
            return replace(one, preposition=None) if limited else one
        if word.text == ":" and word.i + 1 < len(doc) and event.i > word.i and event.pos_ in _VERBAL:
            first = doc[word.i + 1]
            if first.dep_ in ("nsubj", "nsubjpass") and first.head.i == event.i:
                return one
        noun = event.head
        if (
            event.dep_ == "acl"
            and event.tag_ == "VBN"
            and noun.dep_ == "conj"
            and one.start <= noun.head.i < one.end < noun.i
            and not any(noun.i == other.start for other in placed)
        ):
            return one
    return None


def _stands_under(event: Token, clause: Token) -> bool:
    """Whether the event is the verb of ``clause``, is coordinated with it, or is a noun that shares its date."""
    token = event
    for _ in range(4):
        if token.i == clause.i:
            return True
        if token.pos_ in _VERBAL and token.dep_ == "conj":
            # "when the bridge was seized and the mayor resigned", with the second verb hung too high
            if (
                token.i > clause.i
                and any(child.dep_ == "cc" and clause.i < child.i < token.i for child in clause.rights)
                and not any(child.dep_ == "conj" for child in clause.rights)
            ):
                return True
            token = token.head
        elif token.pos_ in ("NOUN", "PROPN"):
            carrier = _carrier(token)
            if carrier is None:
                return False
            token = carrier
        else:
            return False
    return False


def opening(placed: Sequence[Placed], event: Token) -> Placed | None:
    """A date that opens the sentence dates all of its main line; not what is reported, and not a clause beside it."""
    first = min(placed, key=lambda place: place.start)
    if first.start - event.sent.start > 3 or (first.timex.type == "DURATION" and not first.timex.from_day):
        return None
    if _opens_fragment(first, event):
        return first
    token = event
    for _ in range(8):
        if token.i == first.governor.i:
            return first
        simultaneous = token.dep_ == "advcl" and _mark(token) in _group("simultaneous")
        if token.head.i == token.i or (token.dep_ in _ASIDE and token.pos_ in _VERBAL and not simultaneous):
            return None
        if token.dep_ == "pobj" and (token.head.head.pos_ in ("NOUN", "PROPN") or token.head.lower_ in _group("causes")):
            return None  # "ended years of fighting", "arrested two men over a murder"
        if token.dep_ == "conj" and any(place.governor.i == token.i for place in placed):
            return None
        token = token.head
    return None


def _opens_fragment(first: Placed, event: Token) -> bool:
    """Whether the parser hung the main verb on its subject, and that on the date: "In March 2009 police killed five"."""
    root = event.sent.root
    subject = event.head
    return (
        event.tag_ == "VBD"
        and event.dep_ in ("acl", "relcl")
        and root.pos_ == "ADP"
        and root.i == event.sent.start
        and first.start <= root.i + 1
        and first.end <= subject.i < event.i
        and (subject.head.i == root.i or first.start <= subject.head.i < first.end)
        and not any(child.tag_ in ("WP", "WDT", "WRB") for child in event.lefts)
    )
