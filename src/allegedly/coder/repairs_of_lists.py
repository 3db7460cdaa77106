"""Repairs of the parse around doers: which verb a later one of a list stands beside, and whose subject is whose.

Part of :mod:`~allegedly.coder.repairs`, which lists all of them. Only heads, labels and tags change.
"""

from __future__ import annotations

import calendar

from spacy.tokens import Token

from allegedly.coder import lexicon
from allegedly.coder.repairs_of_coordination import mend_aged
from allegedly.coder.repairs_of_dates import mend_eaten_clause
from allegedly.coder.repairs_of_members import mend_member
from allegedly.coder.repairs_of_names import mend_apposed_officer
from allegedly.coder.repairs_of_speech import mend_asked, mend_main_clause, mend_verbless, saying_verbs
from allegedly.coder.subjects import subjects_before

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})

_CALENDAR = frozenset({*calendar.day_name, *calendar.month_name[1:]})
_INTRODUCING = frozenset({"after", "before", "since", "until"})
_OBJECTS = frozenset({"dobj", "obj"})
_QUOTING = frozenset({'"', "“", "”", "‘", "’", "«", "»", "'", "''", "``", ":", ","})


def free_main_verb(verb: Token) -> bool:
    """Give a sentence back its verb, which the parser took for what a participle says: "soldiers pursuing them shot a farmer".

    Also "members of a gang called the Owls were arrested". Returns whether it did.
    """
    participle = verb.head
    if not _describes(participle) or not _is_finite(verb) or participle.lemma_ in saying_verbs():
        return False
    if any(child.dep_ in _SUBJECTS or child.dep_ == "mark" for child in verb.children):
        return False
    if any(token.text in _QUOTING for token in verb.doc[participle.i : verb.i]):
        return False
    subject = next((child for child in participle.lefts if child.dep_ in _SUBJECTS), None)
    if subject is None or any(child.dep_ == "aux" for child in participle.lefts):
        return False
    verb.head, verb.dep_ = (participle, "ROOT") if participle.dep_ == "ROOT" else (participle.head, participle.dep_)
    if verb.dep_ == "ROOT":
        verb.head = verb
    subject.head, subject.dep_ = verb, "nsubjpass" if any(child.dep_ == "auxpass" for child in verb.lefts) else "nsubj"
    participle.head, participle.dep_ = subject, "acl"
    if participle.tag_ == "VBD":
        participle.tag_ = "VBN"
    return True


def _describes(verb: Token) -> bool:
    """Whether a verb may be a participle that says what the noun before it does or is called."""
    named = verb.tag_ in ("VBD", "VBN") and verb.lemma_ in lexicon.load("repairs")["naming"]
    return verb.tag_ == "VBG" or (named and any(child.dep_ == "oprd" for child in verb.rights))


def _is_finite(verb: Token) -> bool:
    helpers = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    if any(child.lower_ == "to" or child.tag_ == "MD" for child in helpers):
        return False
    return verb.tag_ in ("VBZ", "VBD") or any(child.tag_ in ("VBZ", "VBP", "VBD") for child in helpers)


def mend_participle(verb: Token) -> None:
    """What stands behind a noun as a participle: a deed of a list, or the verb of a sentence without one."""
    if mend_main_clause(verb) or mend_listed(verb) or mend_after_relative(verb):
        return
    mend_verbless(verb)
    if verb.tag_ == "VBD" and verb.dep_ == "acl" and not any(child.dep_ in (*_SUBJECTS, *_OBJECTS) for child in verb.children):
        verb.tag_ = "VBN"  # "two men hit during a raid"


def mend_after_relative(verb: Token) -> bool:
    """Read a participle behind a relative clause as the verb of a sentence that has none: "The junta, which has lost, extradited him to Peru"."""
    noun = next((above for above in verb.ancestors if above.dep_ == "ROOT"), verb.head)
    if noun.dep_ != "ROOT" or noun.pos_ not in ("NOUN", "PROPN") or verb.tag_ != "VBN" or verb.doc[verb.i - 1].text != ",":
        return False
    if not any(child.dep_ == "relcl" and child.i < verb.i for child in noun.rights) or any(
        c.dep_ == "agent" for c in verb.rights
    ):
        return False
    if not any(child.dep_ in ("dobj", "ccomp", "xcomp") or child.lower_ == "to" for child in verb.rights):
        return False
    moved = [*(child for child in noun.rights if child.i > verb.i), *(child for child in noun.lefts if child.dep_ == "npadvmod")]
    for child in moved:
        child.head = verb
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"
    verb.tag_ = "VBD"
    return True


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
    if verb.tag_ != "VB" or not _has_to(verb) or above.tag_ not in ("VBP", "VBZ", "VBD") or above.dep_ not in ("relcl", "ccomp"):
        return False
    host = next((t for t in above.ancestors if t.tag_ == "VB" and _has_to(t)), None)
    if host is None or any(child.dep_ in _SUBJECTS for child in verb.lefts):
        return False
    for link in above.rights:
        if link.dep_ == "cc" and link.i < verb.i:
            link.head = host
    verb.head = host
    return True


def mend_appos(noun: Token) -> None:
    """What stands behind a name or noun as another word for it: the subject of what follows, a member of a list, or an officer."""
    if mend_eaten_clause(noun):
        return
    mend_aged(noun)
    if not mend_apposed_doer(noun) and not mend_after_date(noun) and not mend_member(noun):
        mend_apposed_officer(noun)


def mend_after_date(thing: Token) -> bool:
    """Free the object of a verb from a date before it: "launched on 3 June 1950, a war against the republic"."""
    date, link = thing.head, thing.head.head
    verb = link.head
    if (
        date.lower_.capitalize() not in _CALENDAR
        or thing.left_edge.dep_ != "det"
        or thing.pos_ != "NOUN"
        or link.dep_ != "prep"
        or verb.pos_ != "VERB"
    ):
        return False
    if verb.i > link.i or any(child.dep_ in ("dobj", "auxpass", "ccomp", "xcomp") for child in verb.children):
        return False
    thing.head, thing.dep_ = verb, "dobj"
    return True


def mend_apposed_doer(doer: Token) -> bool:
    """Read what stands right before a verb, with no comma between, as its subject: "In Moro, Tres Rios, members of the front seized a farmer"."""
    place = doer.head
    after = doer.right_edge.i + 1
    if doer.tag_ != "NNS" or place.pos_ != "PROPN" or place.ent_type_ == "PERSON" or after >= len(doer.doc):
        return False
    verb = doer.doc[after]
    if (
        verb.tag_ != "VBD"
        or verb.sent.start != doer.sent.start
        or doer.left_edge.i < 1
        or doer.doc[doer.left_edge.i - 1].text != ","
    ):
        return False
    subject = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
    if subject is not None and (subject.i != place.i or place.left_edge.i == doer.sent.start):
        return False
    if subject is not None:
        place.dep_ = "npadvmod"
    doer.head, doer.dep_ = verb, "nsubj"
    return True


def mend_swallowed(verb: Token) -> bool:
    """Give a verb the subject that "after" took from it: "a day after the shelling of a market by soldiers killed nine"."""
    if verb.tag_ != "VBD" or verb.i < 2 or subjects_before(verb):
        return False
    for child in verb.lefts:
        link = child if child.lower_ in _INTRODUCING else next((g for g in child.rights if g.lower_ in _INTRODUCING), None)
        taken = None if link is None else next((grand for grand in link.rights if grand.dep_ == "pobj"), None)
        if link is None or taken is None or taken.ent_type_ in ("DATE", "TIME") or taken.right_edge.i + 1 != verb.i:
            continue
        taken.head, taken.dep_ = verb, "nsubj"
        link.head, link.dep_ = verb, "mark"
        return True
    return False


def mend_another_charge(verb: Token) -> bool:
    """Coordinate a gerund with the one that somebody is accused of: "accused soldiers of looting shops and beating women"."""
    blaming = verb.head
    if verb.tag_ != "VBG" or blaming.lemma_ not in lexicon.load("control")["doing"]:
        return False
    for link in (*blaming.rights, *(grand for child in blaming.rights if child.dep_ == "dobj" for grand in child.rights)):
        first = next((child for child in link.rights if child.dep_ == "pcomp"), None)
        if link.lower_ in ("of", "for") and first is not None and first.i < verb.i:
            for mark in blaming.rights:
                if mark.dep_ == "cc" and first.i < mark.i < verb.i:
                    mark.head = first
            verb.head = first
            return True
    return False


def mend_adverbial(verb: Token) -> None:
    """What the parse takes for a clause that says when or why: its subject, and what somebody is asked to do."""
    if not mend_swallowed(verb):
        mend_asked(verb)


def mend_clause(verb: Token) -> bool:
    """What the parse takes for the content of a verb, and is a passive or tells more of the object: "named judges who are opposed to it"."""
    return mend_brought_about(verb) or mend_told_of(verb)


def mend_told_of(verb: Token) -> bool:
    """Hang a clause with "who" on the noun right before it: "named judges who are opposed to it"."""
    who = next(iter(subjects_before(verb)), None)
    if who is None or who.tag_ not in ("WP", "WDT") or who.lower_ == "what" or who.i < 1 or verb.head.i > who.i:
        return False
    noun = verb.doc[who.i - 1]
    if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ != "dobj" or noun.head.i != verb.head.i:
        return False
    if who.lower_ == "who" and verb.head.lemma_ in ("ask", "tell"):
        return False
    verb.head, verb.dep_ = noun, "relcl"
    return True


def mend_brought_about(verb: Token) -> bool:
    """Read a participle under "get", "have" or "want" as a passive: "went there to get them freed"."""
    above = verb.head
    if verb.tag_ != "VBN" or above.i > verb.i or above.lemma_ not in lexicon.load("repairs")["brought_about"]:
        return False
    if any(child.dep_ in ("aux", "auxpass", "dobj", "mark") for child in verb.children):
        return False
    for child in verb.lefts:
        if child.dep_ == "nsubj" and child.i > above.i:
            child.dep_ = "nsubjpass"
            return True
    return False


def _has_to(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.lefts)
