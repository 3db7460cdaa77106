"""What must stand beside the words of a rule before they mean its event: an actor, a person who is hit, a clause that says what was said."""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.coder import lexicon
from allegedly.coder.parts import Mention
from allegedly.coder.party import is_part, is_party, is_thing
from allegedly.coder.rules import Rule, load_rules
from allegedly.coder.senses import SENSES
from allegedly.coder.setting import is_text_of_force, is_told_of_force
from allegedly.coder.syntax import first_conjunct, is_passive, obliques

_COMPLEMENTS = frozenset({"ccomp", "xcomp", "pcomp", "advcl"})
_BODILY = frozenset({"ASSAULT", "COERCE"})
_ASKED = frozenset({"WDT", "WP", "WP$", "WRB"})
_PLACES_AND_NAMES = frozenset({"GPE", "LOC", "FAC", "ORG", "NORP", "PERSON"})
_TO_COME = frozenset({"will", "would", "shall", "'ll", "’ll"})
_WITH_A_WILL = frozenset(
    {"i", "my", "me", "we", "us", "our", "they", "them", "their", "he", "she", "him", "her", "his", "who", "you"}
)
_WHO_DARES = frozenset({"i", "it", "whoever", "anyone", "anybody", "those", "nobody", "none"})
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
        if need == "wish" and _is_question(head):
            return False
        if need == "no_clause" and any(child.dep_ == "ccomp" and child.i > head.i for child in head.rights):
            return False
        if need == "offer" and not _offers(head):
            return False
        if need == "finite" and (head.tag_ == "VBG" or (head.tag_ == "VBN" and head.dep_ == "acl")):
            return False
        if need == "no_object" and any(child.dep_ in ("dobj", "xcomp", "acomp", "attr") for child in head.children):
            return False
        if need == "several" and not _several(head, actors, recipients):
            return False
        if need == "host" and (
            not any(_is_host(head.doc[m.head]) for m in recipients) or all(_is_no_guest(head.doc[m.head]) for m in actors)
        ):
            return False
        if need == "object" and not _takes_object(head):
            return False
        if need == "bare" and _is_named_so(head):
            return False
        if need == "bare" and any(child.dep_ in ("oprd", "ccomp", "xcomp", "prt", "advmod") for child in head.children):
            return False
        if (
            need == "person"
            and not any(_is_person(head.doc[m.head]) for m in recipients or (actors[1:] if rule.reciprocal else []))
            and not (
                rule.type in _BODILY and (_one_is_meant(head, actors, recipients) or _by_the_armed(head, actors, recipients))
            )
        ):
            return False
        if need == "public" and not any(_is_public(head.doc[m.head]) for m in (*actors, *recipients)):
            return False
        if need == "fails" and not _fails(head):
            return False
        if need == "doer" and not _somebody_does(head, actors):
            return False
        if need == "not_i" and (any if rule.reciprocal else all)(head.doc[m.head].lower_ in ("i", "my", "me") for m in actors):
            return False
        if need == "many" and not _many(head, actors, recipients):
            return False
        if need == "no_thing" and actors and all(is_thing(head.doc[m.head]) for m in actors):
            return False
        if need == "not_named" and (
            head.dep_ == "acomp" or (head.dep_ == "acl" and head.tag_ == "VBN" and head.lemma_ == "call")
        ):
            return False
        if need == "displaced" and any(head.doc[m.head].lemma_.lower() in load_rules().classes["runaway"] for m in recipients):
            return False
        if need == "not_own" and _is_own(head):
            return False
        if need == "not_oneself" and _to_oneself(head) and not _takes_others_along(head):
            return False
        if need == "agent" and not actors and is_passive(head):
            return False
        if need == "forced" and _by_circumstances(head):
            return False
        if need == "deed" and _keeps_silent(head):
            return False
        if need == "clause" and first_conjunct(head).dep_ == "amod":
            return False
        if need == "own_deed" and not _tells_of_own_deed(head, actors):
            return False
        if need == "violent" and not (is_told_of_force(head) or _counted(head, recipients)):
            return False
        if need == "unrest" and not is_text_of_force(head.doc):
            return False
        sense = SENSES.get(need)
        if sense is not None and not sense(head, actors):
            return False
        if need == "other" and all(head.doc[m.head].pos_ == "PRON" for m in recipients):
            return False
    return True


def _somebody_does(head: Token, actors: list[Mention]) -> bool:
    """Whether somebody with a will does it: a party other than "it", "I" and "you", or nobody is named ("were allowed to leave")."""
    if actors:
        return any(_has_a_will(head.doc[m.head]) for m in actors)
    if head.pos_ not in ("VERB", "AUX") or is_passive(head):
        return True
    verb = first_conjunct(head)
    doer = next((child for member in (head, verb) for child in member.lefts if child.dep_ in ("nsubj", "csubj")), None)
    if doer is not None and doer.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        doer = verb.head
    return doer is None or _has_a_will(doer)


def _has_a_will(token: Token) -> bool:
    return token.lower_ in _WITH_A_WILL if token.pos_ == "PRON" else not is_thing(token)


def _tells_of_own_deed(verb: Token, actors: list[Mention]) -> bool:
    """Whether whoever warns speaks of what they would do: "that he would bomb", "that strikers would be shot", not "that prices will rise"."""
    for clause in verb.children:
        if clause.dep_ not in _COMPLEMENTS:
            continue
        auxiliaries = [child for child in clause.lefts if child.dep_ in ("aux", "auxpass")]
        if not any(child.tag_ == "MD" and child.lower_ in _TO_COME for child in auxiliaries):
            continue
        doer = next((child for child in clause.lefts if child.dep_ in ("nsubj", "nsubjpass", "csubj")), None)
        if doer is not None and doer.dep_ == "csubj":  # "whoever comes will find us here"
            doer = next((child for child in doer.lefts if child.dep_ == "nsubj"), doer)
        if doer is None or is_passive(clause):
            return doer is not None and _is_person(doer)
        if doer.lower_ in _SPEAKING or doer.lower_ in _WHO_DARES:
            return True
        if doer.lemma_.lower() in load_rules().classes["movers"]:
            return True
        return any(head.lemma_ == doer.lemma_ for head in (verb.doc[m.head] for m in actors))
    return False


def _fails(noun: Token) -> bool:
    """Whether what a noun names comes to nothing: it is the subject of "broke down", "collapsed", "failed"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ not in load_rules().classes["failing"]:
        return False
    return verb.lemma_ != "break" or any(child.lower_ in ("down", "off", "up") for child in verb.rights)


def _is_no_guest(doer: Token) -> bool:
    """Whether somebody who arrives pays no visit: refugees and troops, a number of people, "it"."""
    return doer.lower_ == "it" or doer.pos_ == "NUM" or doer.lemma_.lower() in load_rules().classes["no_guest"]


def _is_question(verb: Token) -> bool:
    """Whether what is asked or insisted on is no wish: "asked whether ...", "'Who?' he asked", "insisted that he was ill"."""
    after = verb.i + 1
    if verb.lemma_ == "ask" and after < len(verb.doc) and verb.doc[after].tag_ in _ASKED:
        return True
    claims = verb.lemma_ in load_rules().classes["claiming"]
    for child in verb.children:
        if child.dep_ in _COMPLEMENTS:
            if claims and child.dep_ == "ccomp" and _is_told(child):
                return True
            if child.i < verb.i or any(t.text == "?" for t in child.subtree):
                return True
            if any(t.tag_ in _ASKED or (t.dep_ == "mark" and t.lower_ in ("if", "whether")) for t in child.lefts):
                return True
            if any(t.tag_ in _ASKED for left in child.lefts for t in left.lefts):
                return True
            if verb.lemma_ == "ask" and child.dep_ == "ccomp" and any(t.tag_ in _ASKED and t.i < child.i for t in child.subtree):
                return True
    return False


def _is_told(clause: Token) -> bool:
    """Whether a clause tells what is ("that they are fighting"), not what should be ("that they be freed")."""
    auxiliaries = [child for child in clause.lefts if child.dep_ in ("aux", "auxpass")]
    if any(child.lower_ in ("should", "must", "to") for child in auxiliaries):
        return False
    finite = [t for t in (clause, *auxiliaries) if t.tag_ in ("VBD", "VBZ", "MD") or (t.tag_ == "VBP" and t.lower_ != "be")]
    return bool(finite)


def _offers(head: Token) -> bool:
    """Whether what somebody is ready to do is an offer ("ready to talk"); readiness for a thing is one too ("open to talks")."""
    deeds = [t for child in (head, *head.children) for t in child.children if t.dep_ in ("xcomp", "ccomp")]
    deeds += [t for t in head.subtree if t.tag_ == "VB" and t.i in (head.i + 2, head.i + 3)]
    return not deeds or any(deed.lemma_ in load_rules().classes["cooperative"] for deed in deeds)


def _several(head: Token, actors: list[Mention], recipients: list[Mention]) -> bool:
    """Whether talk is talks: the noun in the plural, or two sides."""
    if head.pos_ == "NOUN" and head.lemma_ == "talk":
        return bool(head.tag_ == "NNS")
    return len(actors) + len(recipients) > 1


def _counted(head: Token, recipients: list[Mention]) -> bool:
    """Whether those who died are numbered: one person may die of age, forty do not."""
    heads = [head.doc[mention.head] for mention in recipients]
    return any(one.pos_ == "NUM" or (one.tag_ in ("NNS", "NNPS") and any(c.dep_ == "nummod" for c in one.lefts)) for one in heads)


def _is_own(verb: Token) -> bool:
    """Whether what is done touches only the doer's own affairs: "defended his remarks", "insisted on paying"; not "defended his ally"."""
    for child in verb.rights:
        if child.dep_ == "dobj" and not _is_person(child):
            return any(owner.dep_ == "poss" and owner.tag_ == "PRP$" for owner in child.lefts)
        if child.dep_ == "prep" and child.lower_ == "on":
            return any(deed.dep_ == "pcomp" and not any(c.dep_ in ("nsubj", "poss") for c in deed.lefts) for deed in child.rights)
    return False


def _is_named_so(verb: Token) -> bool:
    """Whether a name follows what is called: 'called the town "a mistake"', which the parser may miss."""
    called = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    after = called.right_edge.i + 1 if called is not None else len(verb.doc)
    return after < len(verb.doc) and (verb.doc[after].is_quote or verb.doc[after].lower_ in ("a", "an", "the"))


def _takes_object(verb: Token) -> bool:
    """Whether something is done to somebody or something: an object, the subject of a passive, the noun of "the treaty signed in May"."""
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod"):
        return True
    return any(child.dep_ in ("dobj", "nsubjpass") for child in verb.children)


def _is_share(token: Token) -> bool:
    """Whether a number is one of "six in ten"."""
    return bool(token.pos_ == "NUM" and token.i > 1 and token.nbor(-1).lower_ == "in" and token.nbor(-2).pos_ == "NUM")


def _is_of_so_many(token: Token) -> bool:
    """Whether a number is the six of "six in ten"."""
    return token.pos_ == "NUM" and token.i + 2 < len(token.doc) and _is_share(token.nbor(2))


def _to_oneself(verb: Token) -> bool:
    """Whether whoever does it does it to himself alone: "killed himself", not "killed himself and nine guards"."""
    return any(child.dep_ == "dobj" and child.lower_.endswith(("self", "selves")) and not child.n_rights for child in verb.rights)


def _takes_others_along(verb: Token) -> bool:
    """Whether whoever kills himself is told to do it with a bomb."""
    words = load_rules().classes["own_death"]
    return any(token.lemma_.lower() in words for token in verb.sent)


def _by_circumstances(verb: Token) -> bool:
    """Whether somebody is forced to do a thing by how things are: no force is told of, and nobody who uses it."""
    if verb.pos_ == "NOUN" or not is_passive(verb) or any(child.dep_ == "agent" for child in verb.rights):
        return False
    return verb.lemma_ in ("force", "compel") and not is_told_of_force(verb)


def is_poll(head: Token, actors: list[Mention]) -> bool:
    """Whether those who favour or oppose something are only a share of people asked ("two-thirds support the tax")."""
    classes = load_rules().classes
    doers = [head.doc[mention.head] for mention in actors]
    names = {doer.lemma_.lower() for doer in doers}
    lemma = head.lemma_.lower()
    if doers and all(_is_of_so_many(doer) for doer in doers):
        return True
    if lemma in classes["poll_verbs"] or (names <= classes["polled"] and (names or lemma in classes["poll_nouns"])):
        return any(token.lemma_.lower() in classes["poll_words"] or _is_share(token) for token in head.sent)
    if not doers or not names <= classes["share"]:
        return False
    of = [grand for doer in doers for child in doer.rights if child.dep_ == "prep" for grand in child.children]
    if of and not any(is_party(one) or one.lemma_.lower() in classes["polled"] for one in of):
        return False  # "half of the speech was devoted to criticising ..."
    return not any(one.lemma_.lower() in classes["voting_body"] for one in of)


def _keeps_silent(head: Token) -> bool:
    """Whether what somebody declines to do is only to speak: "declined to elaborate"."""
    words = load_rules().classes["keeping_silent"]
    return any(child.dep_ == "xcomp" and child.tag_ in ("VB", "VBN") and child.lemma_ in words for child in head.rights)


def _many(head: Token, actors: list[Mention], recipients: list[Mention]) -> bool:
    """Whether more than one takes part: two sides, a plural, or a body of several ("parliament discussed the bill")."""
    if len(actors) + len(recipients) > 1:
        return True
    doers = [head.doc[mention.head] for mention in actors]
    classes = load_rules().classes
    return any(
        doer.tag_ in ("NNS", "NNPS")
        or doer.lower_ in ("they", "we", "who")
        or doer.ent_type_ in ("ORG", "GPE", "NORP")
        or (doer.lemma_.lower() in classes["party"] and doer.lemma_.lower() not in classes["person"])
        for doer in doers
    )


def _is_host(token: Token) -> bool:
    """Whether somebody can be visited there: a named place or body, or people that the lexicon knows."""
    if token.pos_ == "PRON":
        return False
    classes = load_rules().classes
    lemma = token.lemma_.lower()
    named = token.pos_ == "PROPN" or token.ent_type_ in _PLACES_AND_NAMES
    return named or lemma in classes["party"] or lemma in classes["person"] or lemma in classes["populated"]


def _is_person(token: Token) -> bool:
    if is_part(token):  # "two of its monitors", "some of the crates"
        return any(_is_person(whole) for whole in obliques(token, {"of"}))
    if token.pos_ == "NUM":  # "eight were freed"
        return token.ent_type_ in ("", "CARDINAL")
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


def _by_the_armed(head: Token, actors: list[Mention], recipients: list[Mention]) -> bool:
    """Whether somebody with arms does it to somebody that no list knows: "police beat the onlookers"."""
    armed = load_rules().classes["armed"] | load_rules().classes["troops"]
    return any(head.doc[m.head].lemma_.lower() in armed for m in actors) and any(is_party(head.doc[m.head]) for m in recipients)


def _is_public(token: Token) -> bool:
    """Whether ``token`` acts in public life: a name, an office, a collective, or "we" of whoever speaks."""
    if token.pos_ == "PRON":
        return token.lower_ in _SPEAKING
    return is_party(token)


def is_view(noun: Token) -> bool:
    """Whether a noun is what somebody calls something that is named already: "condemned the raid as a violation of the law"."""
    link = noun.head
    if link.lower_ != "as" or not any(child.lower_ in ("a", "an", "another") for child in noun.lefts):
        return False
    above = link.head if link.head.pos_ == "VERB" else link.head.head
    return above.lemma_ in lexicon.load("events/general")["viewing_verbs"]
