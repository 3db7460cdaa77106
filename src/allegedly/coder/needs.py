"""What must stand beside the words of a rule before they mean its event: an actor, a person who is hit, a clause that says what was said."""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.coder.parts import Mention
from allegedly.coder.party import is_party
from allegedly.coder.rules import Rule, load_rules

_COMPLEMENTS = frozenset({"ccomp", "xcomp", "pcomp", "advcl"})
_BODILY = frozenset({"ASSAULT", "COERCE"})
_SPEAKING = frozenset({"we", "us", "they", "them", "he", "she", "him", "her"})


def needs_met(rule: Rule, head: Token, actors: list[Mention], recipients: list[Mention]) -> bool:
    """Whether the parties found and the words beside ``head`` are those that ``rule`` needs (see :class:`~allegedly.coder.rules.Rule`)."""
    if rule.by and not any(head.doc[mention.head].lemma_.lower() in rule.by for mention in actors):
        return False
    for need in rule.needs:
        if need == "actor" and not actors:
            return False
        if need == "recipient" and not recipients:
            return False
        if need == "party" and not (actors or recipients):
            return False
        if (
            need == "two"
            and len(actors) + len(recipients) < 2
            and not any(head.doc[m.head].tag_ in ("NNS", "NNPS") or head.doc[m.head].lower_ == "they" for m in actors)
        ):
            return False
        if need == "content" and not any(child.dep_ in _COMPLEMENTS for child in head.children):
            return False
        if need == "infinitive" and not any(
            child.dep_ in _COMPLEMENTS and any(grand.lower_ == "to" and grand.dep_ == "aux" for grand in child.lefts)
            for child in head.children
        ):
            return False
        if need == "object" and not any(child.dep_ in ("dobj", "nsubjpass") for child in head.children):
            return False
        if need == "bare" and any(child.dep_ in ("oprd", "ccomp", "xcomp", "prt", "advmod") for child in head.children):
            return False
        if (
            need == "person"
            and not any(_is_person(head.doc[m.head]) for m in recipients or (actors[1:] if rule.reciprocal else []))
            and not (rule.type in _BODILY and _one_is_meant(head, actors, recipients))
        ):
            return False
        if need == "public" and not any(_is_public(head.doc[m.head]) for m in (*actors, *recipients)):
            return False
        if need == "other" and all(head.doc[m.head].pos_ == "PRON" for m in recipients):
            return False
    return True


def _is_person(token: Token) -> bool:
    return (
        token.pos_ in ("PROPN", "PRON")
        or token.ent_type_ in ("PERSON", "NORP", "ORG", "GPE")
        or token.lemma_.lower() in load_rules().classes["person"]
    )


def _one_is_meant(head: Token, actors: list[Mention], recipients: list[Mention]) -> bool:
    """Whether whoever is hit or held is left out: "beatings by the guards", "the regime will flog"."""
    return (
        not recipients and any(_is_public(head.doc[m.head]) for m in actors) and not any(c.dep_ == "dobj" for c in head.children)
    )


def _is_public(token: Token) -> bool:
    """Whether ``token`` acts in public life: a name, an office, a collective, or "we" of whoever speaks."""
    if token.pos_ == "PRON":
        return token.lower_ in _SPEAKING
    return is_party(token)
