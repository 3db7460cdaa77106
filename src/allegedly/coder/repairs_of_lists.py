"""Repairs of the parse in lists of verbs: which verb a later one stands beside.

Part of :mod:`~allegedly.coder.repairs`, which lists all of them. Only heads, labels and tags change.
"""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.coder.repairs_of_speech import mend_verbless

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_OBJECTS = frozenset({"dobj", "obj"})


def mend_participle(verb: Token) -> None:
    """What stands behind a noun as a participle: a deed of a list, or the verb of a sentence without one."""
    if not mend_listed(verb):
        mend_verbless(verb)


def mend_listed(verb: Token) -> bool:
    """Read a past form with an object of its own as the next deed of a list: "killed ten soldiers, wounded nine and captured four"."""
    noun = verb.head
    above = noun.head
    if verb.tag_ not in ("VBN", "VBD") or noun.dep_ not in _OBJECTS or above.tag_ not in ("VBD", "VBN") or above.pos_ != "VERB":
        return False
    if (
        verb.i < 1
        or verb.doc[verb.i - 1].text not in (",", "and")
        or any(child.dep_ in ("aux", "auxpass", "agent") for child in verb.lefts)
    ):
        return False
    own = [child for child in verb.rights if child.dep_ in _OBJECTS]
    if not own or own[0].i - verb.i > 3 or any(child.dep_ == "auxpass" for child in above.lefts):
        return False
    verb.head, verb.dep_, verb.tag_ = above, "conj", above.tag_
    return True


def mend_second_aim(verb: Token) -> bool:
    """Coordinate an infinitive with the one before it, not with what a clause in between says: "will not weaken a state that all support or destroy it"."""
    above = verb.head
    if verb.tag_ != "VB" or not _has_to(verb) or above.tag_ not in ("VBP", "VBZ", "VBD") or above.dep_ != "relcl":
        return False
    host = next((t for t in above.ancestors if t.tag_ == "VB" and _has_to(t)), None)
    if host is None or any(child.dep_ in _SUBJECTS for child in verb.lefts):
        return False
    for link in above.rights:
        if link.dep_ == "cc" and link.i < verb.i:
            link.head = host
    verb.head = host
    return True


def _has_to(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.lefts)
