"""Whose deed a noun names, said outside its own phrase: by a participle, by who is blamed for it, by the noun beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Token

from allegedly.coder import lexicon
from allegedly.coder.party import is_party, is_people
from allegedly.coder.syntax import conjuncts, control, first_conjunct, is_passive, objects, obliques, subject

# Words about a deed are not the deed of whoever is blamed ("thanked them for their support").
_WORDS = frozenset({"ACCUSE", "REQUEST", "SUPPORT"})
_LEADING = frozenset({"lead", "claim", "conduct"})
_DURING = frozenset({"in", "during"})
_BEFALLING = frozenset({"of", "on", "against", "upon"})
# How far apart two nouns may stand that share what follows ("the killings and abductions of farmers").
_NEAR = 3


def makers(noun: Token, light_verbs: Iterable[str]) -> list[Token]:
    """Who does it by "by", also after a participle ("a march led by women", "an allegation made by the union")."""
    found = obliques(noun, {"by"})
    if not found:  # "the arrest of the editor by police", "attacks on towns by rebels": hung on whom it befalls
        found = [doer for done_to in obliques(noun, _BEFALLING) for doer in obliques(done_to, {"by"}) if is_party(doer)]
    if not found:
        found = _behind(noun)
    if not found and noun.dep_ == "nsubj" and noun.head.lemma_ == "be":  # "an inquiry is under way by the police"
        found = [doer for doer in obliques(noun.head, {"by"}) if is_party(doer)]
    for clause in noun.rights:
        if clause.dep_ == "acl" and clause.tag_ in ("VBN", "VBD") and clause.lemma_ in light_verbs:
            found += obliques(clause, {"by"})
        elif clause.dep_ == "relcl" and clause.lemma_ in light_verbs and not found:  # "the offensive that the rebels launched"
            taken = any(child.dep_ == "dobj" and child.tag_ != "WDT" for child in clause.children)
            if is_passive(clause):  # "the attack, which was carried out by rebels"
                found += obliques(clause, {"by"})
            elif not taken and clause.lemma_ not in lexicon.load("events/general")["suffered_verbs"]:
                found += [c for c in clause.lefts if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")]
    return found


def leaders(noun: Token) -> list[Token]:
    """Who leads or claims it, by a participle before it: "a union-led strike"."""
    return [
        grand
        for child in noun.lefts
        if child.dep_ == "amod" and child.tag_ == "VBN" and child.lemma_ in _LEADING
        for grand in child.lefts
        if grand.dep_ == "npadvmod" and is_party(grand)
    ]


def owners(noun: Token) -> list[Token]:
    """Whose it is, also where several deeds share an owner: "his insults and attacks"."""
    paper = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if (
        paper is not None
        and paper.lemma_ in lexicon.load("classes")["document"]
        and not any(c.dep_ == "poss" for c in noun.lefts)
    ):
        return [child for child in paper.lefts if child.dep_ == "poss"]  # "their letter of resignation"
    alone = noun.dep_ == "conj" and not any(child.dep_ in ("det", "poss", "amod", "compound", "nmod") for child in noun.lefts)
    owned = (
        first_conjunct(noun)
        if alone and not any(child.dep_ == "agent" or child.lower_ == "by" for child in noun.rights)
        else noun
    )
    return [child for child in owned.lefts if child.dep_ == "poss"]


def told_in(noun: Token, is_deed: Callable[[str], bool]) -> list[Token]:
    """Who does what a relative clause tells of a deed: "an attack in which a guard was killed by rebels"; ``is_deed`` says which verbs count."""
    for clause in noun.rights:
        links = [child for child in clause.lefts if child.dep_ == "prep" and child.lower_ in _DURING]
        inside = clause.dep_ == "relcl" and any(grand.tag_ == "WDT" for link in links for grand in link.children)
        if inside and is_deed(clause.lemma_):
            if is_passive(clause):
                return obliques(clause, {"by"})
            found = subject(clause)
            return [found] if found is not None and is_party(found) else []
    return []


def utterers(noun: Token) -> list[Token]:
    """From whom words, help or support come: "criticism from the union", "an apology from the mayor"."""
    if noun.lemma_ in lexicon.load("parties")["away_nouns"]:
        return []
    found = obliques(noun, {"from"})
    suffered = lexicon.load("events/general")["suffered_verbs"]
    found += [
        one
        for clause in noun.rights
        if clause.dep_ == "relcl" and clause.lemma_ in suffered
        for one in obliques(clause, {"from"})
    ]
    found = [one for one in found if one.pos_ != "VERB" and (is_party(one) or is_people(one))]
    return found or _behind(noun, "from")


def sufferers(noun: Token) -> list[Token]:
    """Who gets it, in a relative clause: "the praise that she received", "attacks suffered by the town"."""
    suffered = lexicon.load("events/general")["suffered_verbs"]
    for clause in noun.rights:
        if clause.dep_ in ("relcl", "acl") and clause.lemma_ in suffered:
            if is_passive(clause):
                return obliques(clause, {"by"})
            if any(child.dep_ == "dobj" and child.tag_ != "WDT" for child in clause.children):
                return []
            return [child for child in clause.lefts if child.dep_ == "nsubj" and child.tag_ not in ("WDT", "WP")]
    return []


def _behind(noun: Token, preposition: str = "by") -> list[Token]:
    """Who stands in the "by" or "from" that stands right behind a noun and was hung on the verb above: "suffered attacks by rebels", "died in an attack by rebels"."""
    above = first_conjunct(noun)
    if above.dep_ not in ("dobj", "pobj"):
        return []
    while above.pos_ not in ("VERB", "AUX") and above.head.i != above.i:
        above = above.head
    after = noun.right_edge.i + 1
    for link in above.rights:
        if link.i == after and link.lower_ == preposition and link.dep_ in ("prep", "agent"):
            return [doer for doer in link.children if doer.dep_ == "pobj" and is_party(doer)]
    return []


def blamed(noun: Token, type: str) -> list[Token]:
    """Who is blamed, tried or thanked for the deed that ``noun`` names ("blamed the army for the killings and abductions")."""
    first = whole(noun)
    link = first_conjunct(first.head)
    if first.dep_ == "pobj" and link.lower_ == "to" and link.head.lemma_ == "invite" and type == "CONSULT":
        invited = subject(link.head) if is_passive(link.head) else None  # "invited the parties to talks": theirs
        return [invited] if invited is not None else [one for found in objects(link.head) for one in conjuncts(found)]
    if type in _WORDS or first.dep_ != "pobj" or link.lower_ not in ("for", "of"):
        return []
    if link.head.pos_ != "VERB" and not is_party(link.head):  # "condemned the act of aggression"
        return []
    verb = link.head if link.head.pos_ == "VERB" else link.head.head
    if verb.pos_ != "VERB" or verb.lemma_ not in control("doing"):
        return []
    if not is_passive(verb):
        return objects(verb)
    found = subject(verb)
    return [] if found is None else [found]


def whole(noun: Token) -> Token:
    """The series that a deed is one of, or the deed itself: "blamed for a series of attacks"."""
    first = first_conjunct(noun)
    many = first.head.head if first.dep_ == "pobj" and first.head.lower_ == "of" else None
    return many if many is not None and many.dep_ == "pobj" and many.lemma_ in lexicon.load("classes")["quantity"] else first


def at_it(noun: Token) -> Token | None:
    """Who is at war or at talks: the subject of "be at"."""
    link = noun.head
    return subject(link.head) if noun.dep_ == "pobj" and link.lower_ == "at" and link.head.lemma_ == "be" else None


def comes_to_it(noun: Token) -> Token | None:
    """Who comes to what two do together ("flew to Paris for talks with the junta"), or whom it befalls in it ("fell in clashes with rebels")."""
    link, verb = noun.head, noun.head.head
    if noun.dep_ != "pobj":
        return None
    if link.lower_ == "for":
        return subject(verb) if verb.lemma_ in lexicon.load("parties")["meeting_for"] else None
    # "nine soldiers were killed in clashes with rebels": one side is told by the verb.
    found = subject(verb) if link.lower_ in _DURING and verb.pos_ == "VERB" and obliques(noun, {"with"}) else None
    return found if found is not None and is_party(found) else None


def shared(noun: Token, prepositions: set[str] | frozenset[str]) -> list[Token]:
    """What one noun of a coordination says for all of them: "the killings and abductions of farmers", wherever the parser hung it."""
    last = conjuncts(noun)[-1]
    if 0 < last.i - noun.i <= _NEAR:
        return obliques(last, prepositions)
    first = first_conjunct(noun)
    if not 0 < noun.i - first.i <= _NEAR:
        return []
    return [one for one in obliques(first, prepositions) if one.head.i == noun.i + 1]


def at_the_hands(verb: Token) -> list[Token]:
    """Who does it in "died at the hands of the militia"."""
    return [doer for hands in obliques(verb, {"at"}) if hands.lower_ == "hands" for doer in obliques(hands, {"of"})]


def when_attacked(verb: Token, attacks: Callable[[Token], bool]) -> list[Token]:
    """Who attacks when somebody is killed or hurt: "nine were killed when police opened fire"; ``attacks`` says which verbs count."""
    victim = subject(verb)
    for clause in verb.rights:
        when = clause.dep_ == "advcl" and any(mark.tag_ == "WRB" and mark.lower_ == "when" for mark in clause.lefts)
        doer = next((child for child in clause.lefts if child.dep_ == "nsubj"), None) if when else None
        if doer is None or doer.pos_ == "PRON" or is_passive(clause) or not is_party(doer) or not attacks(clause):
            continue
        if victim is None or doer.lemma_ not in {one.lemma_ for one in conjuncts(victim)}:
            return [doer]
    return []
