"""Mends what the parser is known to get wrong, before any stage reads the parse.

Each fault is of a kind and not of a sentence:

- past forms with the lemma of another verb ("staged" for "stag");
- a clause before a semicolon or comma taken for what the next clause says ("He offered talks; she declined");
- the speaker of a quotation taken into it ("'We will be back,' a baker from Lima, who had fled, said");
- the content of an accusation hung on whoever makes it ("accused by police of killing");
- "never before" with its negation hung on the adverb;
- a second thing that the speaker did taken for one that is said ("she said that he had fled and demanded his return");
- a finite verb coordinated with an infinitive ("will refuse to register and have asked for help");
- a gerund after "accused them of" taken for an adjective ("of massacring civilians");
- a relative clause hung on an apposition ("the governor, a Democrat, who vetoed it");
- a sentence taken for a noun with a participle ("the union charged today that ...");
- "himself" taken for the subject of a passive ("was himself assassinated");
- a participle that leans on an auxiliary before it ("ten were killed and their homes burned");
- a second addressee hung on the first one's deed ("appealed to the army to stop and to the rebels to disarm");
- the verb of a headline taken for a noun ("Protesters storm parliament");
- a subject taken by a preposition before an aside ("after the union, meeting in Lima, urged ...");
- the subject swallowed by a date before it ("On Sunday Ana Duarte fled").

Only heads, labels and lemmas change; tokens and sentences stay what they were.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from allegedly.coder import lexicon

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_CALENDAR = frozenset({*calendar.day_name, *calendar.month_name[1:]})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_INTRODUCING = frozenset({"after", "before", "since", "until"})
_DECADE = re.compile(r"\d{4}s?$")
_CLOSING = frozenset({'"', "”", "’", "»", "''"})
_QUOTING = frozenset({'"', "“", "”", "‘", "’", "«", "»", "'", "''", "``", ":"})


@cache
def _lemmas() -> dict[str, str]:
    return {form: lemma for lemma, forms in lexicon.load("lemmas").items() for form in forms}


@cache
def _saying_verbs() -> frozenset[str]:
    return frozenset(lexicon.load("cues")["quotation"])


@Language.component("allegedly_repairs_v1", assigns=["token.lemma", "token.dep", "token.head"])
def repairs(doc: Doc) -> Doc:
    """Apply all repairs in one pass."""
    wrong = _lemmas()
    for token in doc:
        mend = _MENDS.get(token.dep_)
        if mend is not None:
            mend(token)
        if token.lower_ in wrong and token.tag_.startswith("V"):
            token.lemma_ = wrong[token.lower_]
    return doc


def _mend_complement(clause: Token) -> None:
    if clause.i < clause.head.i and _free_speaker(clause):
        return
    if clause.i < clause.head.i and _beside(clause):
        clause.dep_ = "clause"  # a label of our own: the parser's "parataxis" means "he said"


def _free_speaker(clause: Token) -> bool:
    """Give a verb of saying the speaker that the quotation before it took: "We will be back," a baker in Lima, who had fled, said."""
    verb = clause.head
    if verb.lemma_ not in _saying_verbs() or verb.tag_ not in ("VBD", "VBZ") or any(c.dep_ in _SUBJECTS for c in verb.children):
        return False
    doc = clause.doc
    for noun in clause.rights:
        first = noun.left_edge.i
        if (
            noun.pos_ in ("NOUN", "PROPN", "PRON")
            and first > 1
            and doc[first - 1].text in _CLOSING
            and doc[noun.right_edge.i + 1].text in (",", verb.text)
            and all(token.text == "," for token in doc[noun.right_edge.i + 1 : verb.i])
        ):
            noun.head, noun.dep_ = verb, "nsubj"
            return True
    return False


def _mend_negation(negation: Token) -> None:
    adverb = negation.head
    if negation.lower_ == "never" and adverb.dep_ == "advmod" and adverb.head.pos_ in ("VERB", "AUX"):
        negation.head = adverb.head


def _mend_reflexive(stress: Token) -> None:
    """Give a passive back the subject that a stressing "himself" took from it ("was himself assassinated")."""
    verb = stress.head
    if stress.lower_ not in _REFLEXIVE:
        return
    helper = next((child for child in verb.lefts if child.dep_ == "auxpass"), None)
    taken = helper and next((child for child in helper.lefts if child.dep_ in _SUBJECTS), None)
    if taken is not None:
        stress.dep_ = "npadvmod"
        taken.head, taken.dep_ = verb, "nsubjpass"


def _mend_headline(root: Token) -> None:
    """Read a noun with a subject and an object as the verb of a headline ("Protesters storm parliament")."""
    if root.pos_ == "NOUN" and root.tag_ == "NN":
        labels = {child.dep_ for child in root.children}
        if "nsubj" in labels and "dobj" in labels:
            root.pos_, root.tag_ = "VERB", "VBP"


def _mend_addressee(link: Token) -> None:
    """Hang a second addressee on the verb of asking ("appealed to the army to stop and to the rebels to disarm")."""
    asking = next(
        (t for t in link.ancestors if any(c.dep_ == "prep" and c.lower_ == link.lower_ and c.i < link.i for c in t.rights)), None
    )
    if asking is None or asking.lemma_ not in _asking():
        return
    for child in link.head.rights:
        if child.dep_ in ("advcl", "xcomp") and child.i > link.i and any(c.lower_ == "to" for c in child.lefts):
            child.head, child.dep_ = asking, "xcomp"
    for child in link.head.rights:
        if child.dep_ == "cc" and child.i == link.i - 1:
            child.head = asking
    link.head, link.dep_ = asking, "prep"


def _mend_asked(verb: Token) -> None:
    """Read what somebody is called on to do as what is asked ("called on the army to disarm"), not as a purpose."""
    asking, link = verb.head, verb.left_edge
    if link.lower_ != "to" or link.i < 3 or asking.lemma_ not in _asking() or asking.i > verb.i:
        return
    before = verb.doc[link.i - 1]
    if (
        before.dep_ == "pobj"
        and before.head.dep_ == "prep"
        and before.head.head.i == asking.i
        and before.head.lower_ in ("on", "upon", "to")
    ):
        verb.dep_ = "xcomp"


@cache
def _asking() -> frozenset[str]:
    control = lexicon.load("control")
    return frozenset(control["addressed"]) | frozenset(control["object"])


def _mend_conjunct(verb: Token) -> None:
    if verb.pos_ == "ADP":
        _mend_addressee(verb)
        return
    if verb.tag_ == "VBN" and verb.head.tag_ == "VBN":
        _mend_gapped(verb)
    if verb.pos_ == "VERB" and verb.head.pos_ == "VERB" and _mend_introduced(verb):
        return
    host = _spoken_under(verb) if verb.tag_ == "VBD" and verb.lemma_ in _speech_acts() else None
    if host is not None:
        _climb(verb, host)
    elif verb.pos_ == "VERB" and verb.head.dep_ == "xcomp" and verb.head.tag_ == "VB" and _is_finite(verb):
        _climb(verb, verb.head.head)


def _mend_gapped(verb: Token) -> None:
    """Read a participle that leans on the auxiliary before it as passive: "ten were killed and their homes burned"."""
    if any(child.dep_ in ("aux", "auxpass", "dobj") for child in verb.children):
        return
    if any(child.dep_ == "auxpass" for child in verb.head.lefts):
        for child in verb.lefts:
            if child.dep_ == "nsubj":
                child.dep_ = "nsubjpass"


def _mend_introduced(verb: Token) -> bool:
    """Give a verb the subject that a preposition took from it: "days after the union, meeting in Lima, urged ..."."""
    doc, above = verb.doc, verb.head
    if not _is_finite(verb) or verb.i < 2 or doc[verb.i - 1].text != "," or any(c.dep_ in _SUBJECTS for c in verb.lefts):
        return False
    if any(child.dep_ == "cc" and above.i < child.i < verb.i for child in above.rights):
        return False
    for link in above.rights:
        if link.lower_ not in _INTRODUCING or link.dep_ != "prep" or link.i > verb.i:
            continue
        taken = next((child for child in link.children if child.dep_ == "pobj"), None)
        if taken is None or taken.right_edge.i + 2 >= verb.i or doc[taken.right_edge.i + 1].text != ",":
            continue
        aside = doc[taken.right_edge.i + 2]
        if aside.tag_ not in ("VBG", "VBN") or any(doc[i].text == "," for i in range(aside.i, verb.i - 1)):
            continue
        taken.head, taken.dep_ = verb, "nsubj"
        aside.head, aside.dep_ = taken, "acl"
        verb.dep_ = "advcl"
        link.head, link.dep_ = verb, "mark"
        return True
    return False


def _is_finite(verb: Token) -> bool:
    if any(child.lower_ == "to" or child.tag_ == "MD" for child in verb.lefts if child.dep_ == "aux"):
        return False
    return verb.tag_ in ("VBZ", "VBD") or any(child.tag_ in ("VBZ", "VBP", "VBD") for child in verb.lefts if child.dep_ == "aux")


def _climb(verb: Token, host: Token | None) -> None:
    """Coordinate ``verb`` with ``host`` instead, its conjunction with it."""
    if host is None or any(child.dep_ in _SUBJECTS for child in verb.lefts):
        return
    for link in verb.head.rights:
        if link.dep_ == "cc" and link.i < verb.i:
            link.head = host
    verb.head = host


def _mend_gerund(gerund: Token) -> None:
    """Read "accused the militia of massacring civilians" as a deed with its object."""
    noun, link = gerund.head, gerund.head.head
    if gerund.tag_ != "VBG" or noun.dep_ != "pobj" or link.lower_ not in ("of", "for") or gerund.i != link.i + 1:
        return
    blamed = link.head if link.head.pos_ == "VERB" else link.head.head
    if blamed.lemma_ in lexicon.load("control")["doing"]:
        gerund.head, gerund.dep_, gerund.pos_ = link, "pcomp", "VERB"
        noun.head, noun.dep_ = gerund, "dobj"


def _mend_relative(clause: Token) -> None:
    named = clause.head
    start = clause.left_edge.i
    if (
        named.dep_ == "appos"
        and start > 0
        and clause.doc[start - 1].text == ","
        and clause.doc[start].lower_ in ("who", "which", "whose")
    ):
        clause.head = named.head


def _mend_far_verbless(verb: Token, noun: Token) -> bool:
    """The same behind an aside: "General Ruiz, sacked in May, announced that ..."."""
    said = next((c for c in verb.rights if c.dep_ == "ccomp" and c.left_edge.lower_ == "that"), None)
    if said is None or verb.tag_ != "VBN" or verb.i < 1 or verb.doc[verb.i - 1].text != "," or verb.i == noun.i + 1:
        return False
    for child in list(noun.rights):
        if child.i > verb.i:
            child.head = verb
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    noun.head, noun.dep_ = verb, "nsubj"
    return True


def _mend_verbless(verb: Token) -> None:
    """Read "the union charged on Monday that ..." as a sentence, where the parser saw a noun with a participle."""
    noun = verb.head
    if noun.dep_ == "ROOT" and _mend_far_verbless(verb, noun):
        return
    if noun.dep_ != "ROOT" or verb.i != noun.i + 1 or verb.tag_ not in ("VBN", "VBD") or noun.pos_ not in ("NOUN", "PROPN"):
        return
    said = next((c for c in noun.rights if c.dep_ in ("acl", "relcl", "ccomp") and c.i > verb.i and _that(c)), None)
    if said is None:
        return
    for child in list(noun.rights):
        if child.i > verb.i:
            child.head = verb
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"
    said.dep_ = "ccomp"
    verb.tag_, verb.pos_ = "VBD", "VERB"


def _that(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.lefts)


def _mend_preposition(link: Token) -> None:
    if not _free_charge(link):
        _mend_dated(link)


def _free_charge(link: Token) -> bool:
    """Give an accusation its content back from whoever makes it: "accused by police of killing two men"."""
    accuser = link.head
    by = accuser.head
    if accuser.dep_ != "pobj" or by.lower_ != "by" or not any(child.dep_ == "pcomp" for child in link.rights):
        return False
    verb = by.head if by.head.lower_ != "by" else by.head.head
    if link.i < accuser.i or verb.tag_ != "VBN" or verb.lemma_ not in lexicon.load("control")["doing"]:
        return False
    link.head = verb
    return True


def _mend_dated(link: Token) -> None:
    """Free the subject from a date before it ("On Sunday Ana Duarte fled", "In the 1970s the guard jailed ...")."""
    doc, verb = link.doc, link.head
    if verb.pos_ != "VERB" or link.lower_ not in ("on", "in", "by", "since", "at") or link.i > verb.i:
        return
    taken = next((child for child in link.children if child.dep_ == "pobj"), None)
    first = link.i + 1 + (doc[link.i + 1].tag_ == "DT") if link.i + 1 < len(doc) else link.i
    date = doc[min(first, len(doc) - 1)]
    if not (date.text in _CALENDAR or _DECADE.match(date.text)) or date.dep_ == "pobj":
        return
    if taken is None and date.head.dep_ in _SUBJECTS and date.head.head.i == verb.i:
        date.head, date.dep_ = link, "pobj"
    elif taken is not None and date.head.i == taken.i and taken.pos_ in ("NOUN", "PROPN") and taken.text not in _CALENDAR:
        if any(child.dep_ in _SUBJECTS for child in verb.children) or not 0 < verb.i - taken.i <= 2:
            return
        taken.head, taken.dep_ = verb, "nsubj"
        date.head, date.dep_ = link, "pobj"
        if doc[link.i + 1].tag_ == "DT" and first > link.i + 1:
            doc[link.i + 1].head = date


@cache
def _speech_acts() -> frozenset[str]:
    return frozenset(lexicon.load("repairs")["speech_acts"])


def _spoken_under(verb: Token) -> Token | None:
    """The verb of saying that an act of speech is coordinated with, when the parser hung it on what is said; null when that may be right."""
    said = verb.head
    while said.dep_ == "conj":
        said = said.head
    saying = said.head
    if said.dep_ != "ccomp" or saying.tag_ != "VBD" or saying.i >= said.i or saying.lemma_ not in _saying_verbs():
        return None
    if any(child.dep_ in _SUBJECTS or child.dep_ == "mark" for child in verb.lefts):
        return None
    apart = said.lemma_ == "be" or any(
        child.lemma_ in ("have", "be") and child.dep_ in ("aux", "auxpass") for child in said.lefts
    )
    return saying if apart and said.lemma_ not in _speech_acts() else None


def _beside(clause: Token) -> bool:
    """Whether a clause stands beside the one that the parser put it under, rather than being what that one says."""
    head = clause.head
    between = clause.doc[clause.i + 1 : head.i]
    if head.lemma_ == clause.lemma_ or any(token.text == ";" for token in between):
        return True
    if any(token.text in _QUOTING for token in between) or not any(child.dep_ in _SUBJECTS for child in clause.lefts):
        return False
    if not any(child.dep_ in _SUBJECTS and child.i > clause.i for child in head.lefts):
        return False
    return head.lemma_ not in _saying_verbs() or _says_something_else(head)


def _says_something_else(verb: Token) -> bool:
    """Whether a verb of saying has a content of its own after it ("..., it accuses Havana", "..., the students vowed to stay")."""
    addressed = verb.lemma_ in lexicon.load("repairs")["addressing"]
    return any(child.dep_ in ("xcomp", "ccomp") or (child.dep_ == "dobj" and not addressed) for child in verb.rights)


_MENDS: dict[str, Callable[[Token], None]] = {
    "ccomp": _mend_complement,
    "neg": _mend_negation,
    "conj": _mend_conjunct,
    "advcl": _mend_asked,
    "acl": _mend_verbless,
    "nsubjpass": _mend_reflexive,
    "ROOT": _mend_headline,
    "amod": _mend_gerund,
    "relcl": _mend_relative,
    "prep": _mend_preposition,
}
