"""What one event of a text does to another: it takes it in, gives way to it, or tells it."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from allegedly.coder import lexicon
from allegedly.coder.parts import Happening
from allegedly.coder.rules import Rules
from allegedly.coder.syntax import first_conjunct

_INSIDE = frozenset({"xcomp", "dobj", "pobj", "prep", "conj", "pcomp", "dative", "advcl", "acl"})


def absorbed(doc: Doc, happening: Happening, found: Iterable[Happening], rules: Rules) -> bool:
    """Whether another event's rule takes this one in ("refused to take part": only the refusal)."""
    named = rules.named
    heads = {other.head: named[other.rule].absorbs for other in found if other is not happening and named[other.rule].absorbs}
    if not heads:
        return False
    token = doc[happening.head]
    while token.dep_ in _INSIDE and token.head.i != token.i:
        child, token = token, token.head
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.left_edge.i > 0 and doc[child.left_edge.i - 1].text == ",":
            return False  # ", thereby forcing ...": what came of it
        if token.i < happening.head and happening.type in heads.get(token.i, ()) and child.dep_ in _INSIDE - {"conj", "pobj"}:
            return True
    return False


def link_speakers(doc: Doc, found: list[Happening], rules: Rules) -> None:
    """Events inside the complement of an act of speech are told by whoever acts ("accused rebels of killing five")."""
    acts = {happening.head: happening for happening in found if rules.named[happening.rule].speech}
    if not acts:
        return
    for happening in found:
        token = doc[happening.head]
        steps = 0
        while token.head.i != token.i and steps < 12:
            child, token = token, token.head
            steps += 1
            if (
                token.i in acts
                and token.i != happening.head
                and _in_complement(child, token)
                and not performed(doc, happening, token)
            ):
                happening.speaker = acts[token.i]
                break
            if child.dep_ in ("relcl", "appos"):
                break


def performed(doc: Doc, happening: Happening, act: Token) -> bool:
    """Whether the act brings about what its object names ("declared a state of emergency", "accepted the resignation"): it tells of nothing."""
    token = doc[happening.head]
    if token.pos_ != "NOUN" or token.head.i != act.i or token.dep_ != "dobj":
        return False
    return act.lemma_ in lexicon.load("events/general")["performing_verbs"]


def _in_complement(child: Token, act: Token) -> bool:
    if child.i < act.i and child.dep_ != "ccomp":
        return False
    if child.dep_ in ("ccomp", "xcomp", "pcomp", "dobj", "acl"):
        return True
    if child.dep_ == "advcl":
        return any(mark.lower_ == "to" for mark in child.lefts) or any(mark.lower_ in ("if", "unless") for mark in child.lefts)
    return child.dep_ == "prep" and child.lower_ in ("for", "of", "over", "with", "to", "against", "from", "about")


def gives_way(doc: Doc, happening: Happening, found: Iterable[Happening], rules: Rules) -> bool:
    """Whether an event is only the way to another that it names ("sent troops to attack the village": PLOVER counts the attack)."""
    types = rules.named[happening.rule].yields
    if not types:
        return False
    for other in found:
        token = doc[other.head]
        if other.type not in types or other.head < happening.head or token.pos_ not in ("VERB", "NOUN"):
            continue
        if token.head.i == happening.head and token.dep_ in ("xcomp", "advcl", "ccomp", "conj") and _to(token):
            return True
        if (
            token.dep_ in ("acl", "relcl", "xcomp", "advcl")
            and _to(token)
            and token.head.head.i == happening.head
            and token.head.dep_ in ("dobj", "nsubjpass")
        ):
            return True
    return False


def listed_with(doc: Doc, happening: Happening, found: Iterable[Happening]) -> bool:
    """Whether a noun only goes on with what another event was done with: "fired live rounds, rubber bullets and tear gas" is one firing."""
    token = doc[happening.head]
    if token.pos_ != "NOUN" or token.dep_ != "conj" or happening.actors or happening.recipients:
        return False
    first = first_conjunct(token)
    return first.dep_ == "dobj" and any(
        other.type == happening.type and first.i in other.trigger and first.i != other.head for other in found
    )


def _to(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.lefts)


def decided(doc: Doc, happening: Happening, found: Iterable[Happening]) -> bool:
    """Whether a charge was ruled on in the same text: a conviction for it cancels the accusation (PLOVER)."""
    if happening.type != "ACCUSE" or "allege" not in happening.modes or not happening.recipients:
        return False
    charge = _charges(doc[happening.head], ("with", "of", "for"))
    who = {doc[mention.head].lemma_ for mention in happening.recipients}
    for other in found:
        if other.type != "SANCTION" or "convict" not in other.modes:
            continue
        same = who & {doc[mention.head].lemma_ for mention in other.recipients}
        also = _charges(doc[other.head], ("of", "for"))
        if (charge and charge & also) or (same and (not charge or not also) and doc[other.head].sent == doc[happening.head].sent):
            return True
    return False


def _charges(verb: Token, prepositions: tuple[str, ...]) -> set[str]:
    return {
        grand.lemma_
        for child in verb.rights
        if child.lower_ in prepositions
        for grand in child.children
        if grand.dep_ in ("pobj", "pcomp")
    }
