"""Repairs of the parse around names: whoever is spoken to, names in pieces, and words that a name took in.

Part of :mod:`~allegedly.coder.repairs`, which lists all of them. Only heads, labels and tags change.
"""

from __future__ import annotations

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


def mend_compound(word: Token) -> None:
    """Mend a word before a noun that is no part of its name: a receiver, or a preposition."""
    if not _given(word):
        _mend_named_preposition(word)


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
