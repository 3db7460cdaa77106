"""Whom a deed befalls that a noun names, told outside the noun's own phrase.

"The massacre committed against farmers", "the bishop was the target of an attack", "a raid that left two dead", "two were killed in a raid": ways that
news has of naming the victim beside the deed and not behind its "of" or "on".
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from allegedly.coder import lexicon
from allegedly.coder.syntax import first_conjunct, is_passive, objects, obliques, subject

_AGAINST = frozenset({"against", "on", "upon"})
_WITHIN = frozenset({"in", "during", "by"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def befallen(noun: Token, light_verbs: Iterable[str]) -> list[Token]:
    """Whom the deed of ``noun`` befalls by the words around its phrase, in the order of how plainly they say so; empty when none do."""
    return _committed(noun, light_verbs) or _aimed_at(noun) or _harmed(noun)


def _committed(noun: Token, light_verbs: Iterable[str]) -> list[Token]:
    """Against whom it is done by a clause behind it: "the attack launched on the town", "raids that were carried out against them"."""
    laid = lexicon.load("parties")["laid"]  # "attacks blamed on the rebels": not whom they befall
    found: list[Token] = []
    for clause in noun.rights:
        if clause.dep_ in ("acl", "relcl") and clause.lemma_ in light_verbs and clause.lemma_ not in laid:
            found += obliques(clause, _AGAINST)
            # "an attack staged by rebels on the hall": hung on whoever did it
            found += [hit for doer in obliques(clause, {"by"}) for hit in obliques(doer, _AGAINST)]
    return found


def _aimed_at(noun: Token) -> list[Token]:
    """Who is called the target or victim of it: "the mayor was the target of an attack", "farmers, victims of the raids", "fell victim to it"."""
    aimed_at = lexicon.load("parties")["aimed_at"]
    link = first_conjunct(noun).head
    victim = link.head
    if link.lower_ == "to" and any(child.lemma_ in aimed_at for child in victim.rights if child.i < link.i):
        victim = next(child for child in victim.rights if child.lemma_ in aimed_at)
    elif link.lower_ != "of" or victim.lemma_ not in aimed_at:
        return []
    if link.lower_ == "to" or victim.dep_ == "attr":
        found = subject(victim.head)
        return [] if found is None else [found]
    if victim.dep_ == "appos":
        return [victim.head]
    before = next((child for child in victim.head.lefts if child.dep_ == victim.dep_ and child.i < victim.i), None)
    if before is not None:  # "two nurses, victims of the shelling, were buried", read as two subjects
        return [before]
    return [victim] if victim.tag_ == "NNS" else []


def _harmed(noun: Token) -> list[Token]:
    """Whom it kills, wounds or wrecks: "a blast that killed two", "a raid in which two died", "two were wounded in a raid"."""
    harming = lexicon.load("parties")["harming"]
    for clause in noun.rights:
        if clause.dep_ != "relcl" or clause.lemma_ not in harming:
            continue
        if any(child.dep_ == "nsubj" and child.tag_ == "WDT" for child in clause.lefts):
            return _hit_by(clause)
        if any(
            child.dep_ == "prep" and child.lower_ in _WITHIN and any(g.tag_ == "WDT" for g in child.rights)
            for child in clause.lefts
        ):
            return _suffering(clause)
    above = noun.head
    if noun.dep_ == "nsubj" and above.lemma_ in harming and not is_passive(above):
        return _hit_by(above)
    within = noun.dep_ == "pobj" and above.lower_ in _WITHIN
    if within and above.head.pos_ == "NOUN" and above.head.lemma_ in lexicon.load("parties")["harm"]:
        return obliques(above.head, {"of"})  # "the murder of ten miners in an attack"
    within = within and above.head.lemma_ in harming and above.head.pos_ == "VERB"
    if within and not any(child.dep_ == "det" and child.lower_ in _DEFINITE for child in noun.lefts):
        return _suffering(above.head)
    return []


def _hit_by(verb: Token) -> list[Token]:
    """The objects of a verb of harm; of "leave", whoever is left dead or wounded."""
    if verb.lemma_ != "leave":
        return objects(verb)
    harming = lexicon.load("parties")["harming"]
    for state in verb.rights:
        if state.dep_ in ("ccomp", "oprd", "xcomp") and (state.lemma_ in harming or state.lower_ in harming):
            inside = next((child for child in state.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
            return [inside] if inside is not None else objects(verb)
    return []


def _suffering(verb: Token) -> list[Token]:
    """Whom a clause says to be harmed: the subject of a passive or of "die", else the object."""
    if is_passive(verb) or verb.lemma_ in ("die", "perish"):
        found = subject(verb)
        return [] if found is None or found.tag_ in ("WDT", "WP") else [found]
    return objects(verb)
