"""Repairs of what stands side by side: clauses that meet in an "and", things said one after the other, names parted by ages.

Part of :mod:`~allegedly.coder.repairs`, which lists all of them. Only heads and labels change.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from allegedly.coder import lexicon
from allegedly.coder.repairs_of_speech import SUBJECTS, speech_acts


@cache
def _deeds() -> frozenset[str]:
    return frozenset(lexicon.load("cues")["deeds"])


# The number of a verb that shows it; other past forms do not.
_NUMBER = {"was": "NN", "has": "NN", "is": "NN", "were": "NNS", "have": "NNS", "are": "NNS"}


def mend_met(verb: Token) -> bool:
    """Part two clauses at their "and"; returns whether it did.

    - "Gunmen killed the mayor and police arrested two men": the parser gave both nouns to the first verb;
    - "Protesters stormed parliament and police opened fire": it gave both to the second, as what the first one says.
    """
    return _free_second(verb) or (verb.dep_ == "ccomp" and _free_first(verb))


def mend_second_that(clause: Token) -> bool:
    """Coordinate a second thing said with the first: "demanded that the mayor resign, that the police be withdrawn"."""
    said, mark = clause.head, clause.left_edge
    if said.dep_ != "ccomp" or mark.dep_ != "mark" or mark.lower_ != "that" or not said.i < mark.i or mark.nbor(-1).text != ",":
        return False
    if not any(child.dep_ == "mark" and child.lower_ == "that" for child in said.lefts):
        return False
    clause.dep_ = "conj"
    return True


def mend_some_of_them(noun: Token) -> None:
    """Part from a list what only names some of it: "condemned the massacre of 70 people, among them ten women"."""
    link = next((child for child in noun.lefts if child.dep_ == "prep" and child.lower_ in ("among", "amongst")), None)
    if link is not None and any(child.tag_ in ("PRP", "WP") or child.lower_ == "which" for child in link.children):
        noun.dep_ = "appos"


def mend_who(clause: Token) -> bool:
    """Give "who" the noun that its verb agrees with: "one user with many followers, who has claimed ...", "members of the band who were shot"."""
    noun = clause.head
    whole = noun.head.head
    if clause.left_edge.lower_ != "who" or noun.dep_ != "pobj" or whole.pos_ not in ("NOUN", "PROPN"):
        return False
    helper = next((child for child in clause.lefts if child.dep_ in ("aux", "auxpass")), clause)
    number = _NUMBER.get(helper.lower_) or ("NN" if helper.tag_ == "VBZ" else "NNS" if helper.tag_ == "VBP" else None)
    plural = {"NNS", "NNPS"}
    fits = {True: plural, False: {"NN", "NNP"}}
    if number is None or noun.tag_ in fits[number == "NNS"] or whole.tag_ not in fits[number == "NNS"]:
        return False
    clause.head = whole
    return True


def mend_aged(name: Token) -> None:
    """Coordinate names that are parted by ages: "Farid Tamar, 31, Jalol Tamar, 27, and a boy of 16"."""
    first = name.head
    aged = any(child.dep_ == "appos" and child.pos_ == "NUM" and child.i < name.i for child in first.rights)
    if aged and name.pos_ == "PROPN" and first.pos_ == "PROPN" and name.doc[name.left_edge.i - 1].text == ",":
        name.dep_ = "conj"


def _free_second(verb: Token) -> bool:
    """A verb that no conjunction joins to the one before has the noun right before it for its subject."""
    first = verb.head
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or first.i > verb.i or first.pos_ != "VERB":
        return False
    if verb.dep_ == "ccomp" and first.lemma_ in speech_acts():
        return False
    if any(child.dep_ in (*SUBJECTS, "aux", "auxpass", "mark") for child in verb.lefts):
        return False
    if any(child.dep_ in ("cc", "punct") and first.i < child.i < verb.i for child in first.rights):
        return False
    start = verb.left_edge.i
    noun = next(
        (
            other
            for child in first.rights
            if child.dep_ == "dobj"
            for other in child.rights
            if other.dep_ == "conj" and other.right_edge.i + 1 == start
        ),
        None,
    )
    if noun is None or noun.pos_ not in ("NOUN", "PROPN", "PRON"):
        return False
    for link in noun.head.rights:
        if link.dep_ == "cc":
            link.head = first
    noun.head, noun.dep_ = verb, "nsubj"
    verb.dep_ = "conj"
    return True


def _free_first(clause: Token) -> bool:
    """A verb of deed says nothing: of two nouns before the "clause" that it was given, the first is its object."""
    verb = clause.head
    if verb.lemma_ not in _deeds() or verb.i > clause.i or any(child.dep_ in ("dobj", "auxpass") for child in verb.children):
        return False
    noun = next((child for child in clause.lefts if child.dep_ == "nsubj"), None)
    if noun is None or noun.left_edge.i != verb.i + 1:
        return False
    link = next((child for child in noun.rights if child.dep_ == "cc"), None)
    other = next((child for child in noun.rights if child.dep_ == "conj"), None)
    if link is None or other is None or any(child.dep_ == "conj" for child in other.rights):
        return False
    noun.head, noun.dep_ = verb, "dobj"
    link.head = verb
    other.head, other.dep_ = clause, "nsubj"
    clause.dep_ = "conj"
    return True
