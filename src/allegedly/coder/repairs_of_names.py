"""Repairs of the parse around names: whoever is spoken to, names in pieces, and words that a name took in.

Part of :mod:`~allegedly.coder.repairs`, which lists all of them. Only heads, labels and tags change.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from allegedly.coder import lexicon
from allegedly.coder.party import is_party
from allegedly.coder.repairs_of_speech import SUBJECTS

# A short form without vowels, one in brackets with the words before it, and one with its long form in brackets behind it.
_NO_VOWELS = re.compile(r"\b[bcdfghjklmnpqrstvwxz]{3,7}\b")
_BRACKETED = re.compile(r"((?:[\w'-]+ ){2,7})\(([a-z]{3,9})\)")
_SPELT_OUT = re.compile(r"\b([a-z]{3,9}) \(((?:[\w'-]+ ){2,6}[\w'-]+)\)")
# The share of letters, or of words, that must agree for a short form to stand for a long one.
_LETTERS, _WORDS = 0.5, 0.6
_FEWEST = 3


def mend_short_forms(doc: Doc) -> None:
    """Read a short form in lower case as the name that it is: "the fpl offensive", "blamed the fpl"."""
    shorts = short_forms(doc)
    for word in doc if shorts else ():
        if word.text in shorts and word.pos_ in ("NOUN", "ADJ", "X", "INTJ"):
            word.pos_, word.tag_ = "PROPN", "NNP"
            if word.dep_ == "amod" and word.i < word.head.i:
                word.dep_ = "compound"


def short_forms(doc: Doc) -> frozenset[str]:
    """Short forms of bodies that a text prints in lower case, as wire services did: "the liberation front (fpl)", "the fpl said"."""
    words = lexicon.load("repairs")
    text = doc.text
    found = set(_NO_VOWELS.findall(text)) - set(words["no_short_forms"])
    if "(" in text:
        pairs = [(short, long) for long, short in _BRACKETED.findall(text)] + _SPELT_OUT.findall(text)
        passed_over = words["passed_over"]
        found.update(short for short, long in pairs if _stands_for(short, [w for w in long.split() if w not in passed_over]))
    return frozenset(found)


def _stands_for(short: str, words: list[str]) -> bool:
    """Whether the first letters of the last few ``words`` are those of ``short``, in any order: many short forms come from another language."""
    for number in range(_FEWEST, len(words) + 1):
        initials = {word[0].lower() for word in words[-number:]}
        if sum(letter in initials for letter in short) >= _LETTERS * len(short) and len(initials) >= _FEWEST:
            return True
        if sum(initial in short for initial in initials) >= _WORDS * len(initials) and short[0] in initials:
            return True
    return False


def mend_called(called: Token) -> None:
    """Read whoever is spoken to at the head of a sentence as no subject: "Minister, three people were killed"."""
    after = called.i + 1
    bare = after < len(called.doc) and called.doc[after].text == "," and all(child.is_punct for child in called.rights)
    if bare and any(child.dep_ in SUBJECTS and child.left_edge.i == after + 1 for child in called.head.lefts):
        called.dep_ = "vocative"


def mend_split_name(part: Token) -> None:
    """Put a name together whose parts all hang on the verb: "Omar al-Bashir expelled ..."."""
    if part.i + 1 < len(part.doc):
        following = part.doc[part.i + 1]
        if following.tag_ == "NNP" and following.dep_ == part.dep_ and following.head.i == part.head.i:
            last = following
            while (
                last.i + 1 < len(part.doc)
                and last.nbor().tag_ == "NNP"
                and last.nbor().head.i == part.head.i
                and last.nbor().dep_ == part.dep_
            ):
                last = last.nbor()
            part.head, part.dep_ = last, "compound"


def mend_collective(word: Token) -> None:
    """Read a participle behind an article as those to whom it was done: "the wounded were flown out"."""
    if word.tag_ not in ("VBN", "VBD") or word.lemma_ not in lexicon.load("repairs")["done_to"]:
        return
    if word.i and word.nbor(-1).lower_ == "the" and word.nbor(-1).head.i == word.i:
        word.tag_, word.pos_, word.lemma_ = "NNS", "NOUN", word.lower_


def mend_apposed_officer(name: Token) -> None:
    """Give a name with a title to the office before it, not to what that is of: "the commander of the brigade, Col. Issa Tamar, ..."."""
    whole, link = name.head, name.head.head
    office = link.head
    if whole.dep_ != "pobj" or link.lower_ != "of" or name.tag_ != "NNP" or office.pos_ != "NOUN" or office.i > link.i:
        return
    if name.left_edge.lower_.rstrip(".") in _titles() and name.left_edge.i < name.i and is_party(office):
        name.head = office


@cache
def _titles() -> frozenset[str]:
    return frozenset(lexicon.load("places")["titles"])


def mend_near(word: Token) -> None:
    """Read "neighbouring" before a name as what the name is, not as what somebody does: "warned neighbouring Peru against ..."."""
    named = next((child for child in word.rights if child.dep_ == "dobj"), None)
    if named is not None and named.i == word.i + 1 and word.lower_ in lexicon.load("repairs")["near"]:
        named.head, named.dep_ = word.head, "dobj"
        word.head, word.dep_, word.tag_, word.pos_ = named, "amod", "JJ", "ADJ"


def mend_compound(word: Token) -> None:
    """Mend a word before a noun that is no part of its name: a receiver, a captive, a day, or a preposition."""
    if not _given(word) and not _taken(word) and not _of_a_day(word):
        _mend_named_preposition(word)


def _taken(captive: Token) -> bool:
    """Give a verb of taking its object back: "gunmen took six nurses hostage", where the parse has a hostage of the nurses."""
    state, verb = captive.head, captive.head.head
    words = lexicon.load("repairs")
    if state.lower_ not in words["taken"] or verb.lemma_ not in words["taking"] or captive.i + 1 != state.i:
        return False
    if state.dep_ not in ("dobj", "ccomp", "oprd") or captive.tag_ == "NN":
        return False
    for child in list(state.lefts):
        if child.i != captive.i:
            child.head = captive
    captive.head, captive.dep_ = verb, "dobj"
    state.dep_ = "oprd"
    return True


def _of_a_day(word: Token) -> bool:
    """Give a day to the verb whose subject it stands before: "Yesterday officers searched the flat"."""
    verb = word.head.head
    if word.lower_ not in lexicon.load("dates")["day_adverbs"] or word.head.dep_ not in SUBJECTS or verb.pos_ != "VERB":
        return False
    word.head, word.dep_ = verb, "npadvmod"
    return True


def _given(receiver: Token) -> bool:
    """Give a verb of giving its receiver back: "gave the ministry permission to use its ports"."""
    gift, verb = receiver.head, receiver.head.head
    words = lexicon.load("repairs")
    if gift.dep_ != "dobj" or verb.lemma_ not in words["giving"] or gift.lemma_ not in words["given"]:
        return False
    first = receiver.doc[receiver.i - 1] if receiver.i else receiver
    if receiver.i + 1 != gift.i or first.dep_ != "det" or first.head.i != gift.i or not is_party(receiver):
        return False
    receiver.head, receiver.dep_ = verb, "dative"
    first.head = receiver
    return True


def _mend_named_preposition(link: Token) -> None:
    """Read a preposition at the head of a sentence as one, and what follows it as no subject: "Near Palmyra, two strikes destroyed ..."."""
    place = link.head
    verb = place.head
    opens = (
        link.i == link.sent.start and link.tag_ == "NNP" and link.lower_ in lexicon.load("repairs")["where"] and place.i > link.i
    )
    if not opens or place.dep_ not in SUBJECTS or not any(c.dep_ in SUBJECTS and c.i > place.i for c in verb.lefts):
        return
    link.tag_, link.pos_, link.dep_, link.head = "IN", "ADP", "prep", verb
    place.dep_, place.head = "pobj", link


def mend_hyphen(dash: Token) -> None:
    """Make one word of what the parser took for three: "killing the vice-principal", with the hyphen among those killed."""
    doc = dash.doc
    if dash.dep_ == "punct" or not 0 < dash.i < len(doc) - 1:
        return
    before, after = doc[dash.i - 1], doc[dash.i + 1]
    nominal = ("NOUN", "PROPN", "ADJ")
    if (
        before.whitespace_
        or dash.whitespace_
        or before.dep_ != dash.dep_
        or before.pos_ not in nominal
        or after.pos_ not in nominal
    ):
        return
    head, dep = before.head, before.dep_
    for child in list(before.lefts):
        child.head = after
    after.head, after.dep_ = head, dep
    if after.pos_ == "ADJ":
        after.pos_, after.tag_ = "NOUN", "NN"
    before.head, before.dep_ = after, "compound"
    dash.head, dash.dep_, dash.pos_, dash.tag_ = after, "punct", "PUNCT", "HYPH"
