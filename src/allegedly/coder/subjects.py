"""Which words in front of a verb are its subjects, and the word lists that say whose deed an infinitive or a gerund is."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from spacy.tokens import Token

from allegedly.coder import lexicon

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_HELPERS = frozenset({"aux", "auxpass"})


@cache
def control(kind: str) -> frozenset[str]:
    """Verbs whose ``subject`` or whose ``object`` does what their infinitive says (``control.yaml``)."""
    return frozenset(lexicon.load("control")[kind])


@cache
def people() -> frozenset[str]:
    """Nouns for persons and bodies, by lemma (``classes.yaml``)."""
    classes = lexicon.load("classes")
    return frozenset([*classes["person"], *classes["party"]])


def subjects_before(verb: Token) -> list[Token]:
    """The subjects in front of ``verb``: several only where they are a list that the parse left side by side ("clerics, judges, clerks fled").

    A stage direction in brackets is none ("(end recording) the colonel said"), nor what stands right before a pronoun ("when we went to the town we saw him").
    """
    found = [child for child in verb.lefts if child.dep_ in SUBJECTS]
    if not found:  # "the front has in no way threatened them", with the subject hung on "has"
        found = [child for helper in verb.lefts if helper.dep_ in _HELPERS for child in helper.lefts if child.dep_ in SUBJECTS]
    if not found and verb.tag_ == "VB" and verb.dep_ == "ROOT" and any(child.lower_ == "to" for child in verb.lefts):
        found = [
            child for child in verb.lefts if child.dep_ == "dep" and child.pos_ in ("NOUN", "PROPN")
        ]  # "Diaz To Free Prisoners"
    if len(found) < 2:
        return found
    found = [child for child in found if not any(mark.text in "([" for mark in child.lefts)] or found
    if found[-1].tag_ == "PRP":
        return found[-1:]
    return found[:1] + [one for last, one in pairwise(found) if _goes_on(last, one)]


def _goes_on(last: Token, one: Token) -> bool:
    """Whether a noun for people goes on with the list that ``last`` stands in."""
    named = one.tag_ == "NNS" or one.ent_type_ == "PERSON" or one.lemma_ in people()
    between = one.doc[last.right_edge.i + 1 : one.left_edge.i].text.strip()
    return named and between in (",", "and", ", and")


def vocative(verb: Token) -> Token | None:
    """Whom an order speaks to: "General, withdraw your troops", "Free her, Mr President"; null when nobody is called."""
    if verb.tag_ != "VB" or verb.dep_ != "ROOT" or any(child.dep_ == "aux" for child in verb.lefts):
        return None
    doc, sent = verb.doc, verb.sent
    for child in verb.lefts:
        if child.dep_ in ("npadvmod", "dep", "vocative") and child.pos_ in ("PROPN", "NOUN") and doc[child.i + 1].text == ",":
            return child if child.ent_type_ not in ("DATE", "TIME") else None
    last = sent.end - 1
    while last > verb.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    first = last
    while first > verb.i and doc[first].pos_ == "PROPN" and last - first < 4:
        first -= 1
    called = first < last and doc[first].text == "," and doc[last].dep_ in ("appos", "npadvmod", "conj", "dep")
    if called and not any(child.dep_ == "cc" for child in doc[last].head.children):
        return doc[last]
    if sent.start == 0:
        return None
    before = doc[sent.start - 1].sent.root  # "Mr President, withdraw this law. Free the prisoners."
    return vocative(before) if before.i < verb.i and "\n\n" not in doc[before.i : verb.i].text else None
