"""What the setting of a number says of its kind beyond its verb and noun: who does it, headlines, groups of many, what a ransom is for.

The words are in ``lexicon/en/counts.yaml``.
"""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.coder.quantities import group, lexicon
from allegedly.coder.syntax import is_passive

_HARM = frozenset({"dead", "injured", "arrested", "missing", "displaced"})


def abducted(verb: Token, kind: str | None) -> str | None:
    """``kind``, but missing for those whom gunmen and their like seize: only whoever has a law to do it by arrests."""
    if kind != "arrested" or verb.lemma_.lower() not in group("abducting"):
        return kind
    doers = [child for child in verb.lefts if child.dep_ == "nsubj"]
    if is_passive(verb) or verb.dep_ == "acl":
        doers = [inner for child in verb.rights if child.lower_ == "by" for inner in child.children]
    return "missing" if any(doer.lemma_.lower() in group("abductors") for doer in doers) else kind


def bought_free(noun: Token) -> bool:
    """Whether ``noun`` is what money is asked for: "demanded $2m for the release of the engineers"."""
    if noun.lemma_ not in group("freedom") or noun.dep_ != "pobj" or noun.head.lower_ != "for":
        return False
    over = noun.head.head
    return bool(({over.lemma_, over.head.lemma_} & group("paying")) or over.lemma_ in group("ransoms"))


def in_arms(counted: Token) -> bool:
    """Whether words beside those counted make them a force: "armed men", "men in uniform"."""
    if any(child.lower_ in group("in_arms") for child in counted.lefts):
        return True
    return any(
        child.lower_ == "in" and any(inner.lemma_.lower() in group("worn") for inner in child.children)
        for child in counted.rights
        if child.dep_ == "prep"
    )


def kind_of_many(counted: Token) -> str | None:
    """The kind of a group by who or what it is made of: "a 40-strong convoy of army trucks", "a crowd of mourners"."""
    if counted.lemma_.lower() not in group("collectives") | group("crowds") | group("households"):
        return None
    made_of = [inner for child in counted.rights if child.lower_ == "of" for inner in child.children if inner.dep_ == "pobj"]
    for noun in (counted, *made_of):
        if any(child.lower_ in group("military") for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod")):
            return "forces"
    nouns = lexicon()["nouns"]
    return next((kind for kind in ("crowd", "forces") if any(noun.lemma_ in nouns[kind] for noun in made_of)), None)


def headline_passive(subject: Token, verb: Token, kind: str | None) -> str | None:
    """The kind of a bare subject whose participle leaves out "were", as headlines do: "Thirty held over Lyon riots"."""
    if kind not in _HARM or verb.dep_ != "ROOT" or verb.tag_ not in ("VBD", "VBN") or subject.dep_ != "nsubj":
        return None
    if any(child.dep_ in ("dobj", "aux", "conj", "ccomp", "xcomp") for child in verb.children):
        return None
    return kind if verb.sent[-1].text not in (".", "?", "!") else None


def gathering(noun: Token) -> bool:
    """Whether ``noun`` is a gathering that people are named with: "a strike by 8,000 doctors"."""
    return noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() in group("gatherings")


def at_gathering(verb: Token) -> bool:
    """Whether a verb tells of a gathering that people are at: "are expected at the march", "came to the vigil"."""
    if any(child.dep_ == "nsubj" and gathering(child) for child in verb.lefts):
        return True
    return any(
        gathering(inner)
        for child in verb.rights
        if child.dep_ == "prep" and child.lower_ in ("at", "to", "for", "in")
        for inner in child.children
        if inner.dep_ == "pobj"
    )


def led_by_arms(those: Token, verb: Token) -> bool:
    """Whether men are told of as what an army has: "the two armies have 300,000 men on the border"."""
    led = those.lemma_ in group("losses") or those.lemma_ in group("force_nouns")
    return led and any(child.dep_ == "nsubj" and child.lemma_ in group("armies") for child in verb.lefts)
