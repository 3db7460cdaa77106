"""Repairs of the parse around names: whoever is spoken to, names in pieces, and words that a name took in.

Part of :mod:`~allegedly.coder.repairs`, which lists all of them. Only heads, labels and tags change.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from allegedly.coder import lexicon
from allegedly.coder.party import is_party
from allegedly.coder.repairs_of_speech import SUBJECTS


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
