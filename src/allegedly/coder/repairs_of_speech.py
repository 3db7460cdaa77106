"""Repairs of the parse around words of saying and asking: who speaks, whom they address, and what they say.

Part of :mod:`~allegedly.coder.repairs`, which lists all of them. Only heads, labels and tags change.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from allegedly.coder import lexicon

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
OPENING = frozenset({'"', "“", "‘", "«", "``", "'"})
_CLOSING = frozenset({'"', "”", "’", "»", "''"})


@cache
def saying_verbs() -> frozenset[str]:
    """The verbs that introduce quotations, by lemma."""
    return frozenset(lexicon.load("cues")["quotation"])


def free_speaker(clause: Token) -> bool:
    """Give a verb of saying the speaker that the quotation before it took: "We will be back," a baker in Lima, who had fled, said."""
    verb = clause.head
    if verb.lemma_ not in saying_verbs() or verb.tag_ not in ("VBD", "VBZ") or any(c.dep_ in SUBJECTS for c in verb.children):
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
    return _free_last_speaker(verb, clause)


def _free_last_speaker(verb: Token, clause: Token) -> bool:
    """The same where the speaker was read as another name for the noun before: "... since the coup, the League for Rights says"."""
    noun = verb.nbor(-1) if verb.i > clause.i + 1 else verb
    while noun.i > clause.i and noun.right_edge.i == verb.i - 1:
        first = noun.left_edge.i
        if (
            noun.dep_ in ("appos", "conj", "npadvmod", "dobj")
            and noun.pos_ in ("NOUN", "PROPN")
            and verb.doc[first - 1].text == ","
        ):
            noun.head, noun.dep_ = verb, "nsubj"
            return True
        noun = noun.head
    return False


def mend_addressee(link: Token) -> None:
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


def mend_asked(verb: Token) -> None:
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


def mend_aside(told: Token) -> bool:
    """Give what goes on behind an aside back to what is told: "He was released, his lawyer said, after being beaten"."""
    verb = told.head
    doc, words = told.doc, lexicon.load("repairs")["goes_on"]
    if told.i > verb.i or verb.lemma_ not in saying_verbs() or verb.i + 2 >= len(doc) or doc[verb.i + 1].text != ",":
        return False
    speaker = next((child for child in verb.lefts if child.dep_ == "nsubj" and child.i > told.right_edge.i), None)
    following = doc[verb.i + 2]
    behind = next((child for child in verb.rights if child.left_edge.i == following.i and child.dep_ in ("prep", "advcl")), None)
    if speaker is None or behind is None or following.lower_ not in words or doc[speaker.left_edge.i - 1].text != ",":
        return False
    told.head, told.dep_ = (told, "ROOT") if verb.dep_ == "ROOT" else (verb.head, verb.dep_)
    verb.head, verb.dep_ = told, "parataxis"
    behind.head = told
    return True


def mend_interrupted(aside: Token) -> None:
    """Give the condition before an aside to what is said, not to the saying: "If the siege goes on, the ministry warned, people will die"."""
    main = aside.head
    if aside.lemma_ not in saying_verbs() or main.i < aside.i or main.dep_ == "compound":
        return
    subject = next((child for child in aside.lefts if child.dep_ in SUBJECTS), None)
    for clause in aside.lefts:
        if (
            clause.dep_ == "advcl"
            and subject is not None
            and clause.i < subject.i
            and aside.doc[clause.right_edge.i + 1].text == ","
        ):
            clause.head = main


def mend_told(clause: Token) -> bool:
    """Give a clause that tells what is claimed to the claim: "the allegations of the opposition that guards crossed the river"."""
    holder, link = clause.head, clause.head.head
    mark = next((child for child in clause.lefts if child.dep_ == "mark" and child.lower_ == "that"), None)
    if mark is None or holder.dep_ != "pobj" or link.lower_ != "of" or not any(child.dep_ in SUBJECTS for child in clause.lefts):
        return False
    if link.head.lemma_ not in lexicon.load("repairs")["claims"]:
        return False
    clause.head, clause.dep_ = link.head, "acl"
    return True


def mend_informed(clause: Token) -> bool:
    """Give a clause that somebody is told back to the telling: "she was told by a driver that guards had shot at the bus"."""
    teller = clause.head
    by = teller.head
    told = by.head
    if by.dep_ != "agent" or told.tag_ != "VBN" or told.lemma_ not in lexicon.load("repairs")["informing"]:
        return False
    that = next((child for child in clause.lefts if child.lower_ == "that" and child.dep_ in ("mark", "dobj")), None)
    if that is None or not any(child.dep_ in SUBJECTS and child.i > that.i for child in clause.lefts):
        return False
    that.dep_, that.tag_ = "mark", "IN"
    clause.head, clause.dep_ = told, "ccomp"
    return True


def mend_reported(clause: Token) -> bool:
    """Give a clause with "that" to the telling from a noun in whoever is told: "told the inquiry into the raid that guards fired first"."""
    told = next((above for above in clause.ancestors if above.pos_ == "VERB"), None)
    if told is None or told.i > clause.i or told.lemma_ not in lexicon.load("repairs")["informing"]:
        return False
    listener = next((child for child in told.rights if child.dep_ in ("dobj", "dative")), None)
    if listener is None or not listener.left_edge.i <= clause.head.i < clause.i or clause.head.lemma_ in _claims():
        return False
    if any(child.dep_ == "ccomp" for child in told.rights):
        return False
    that = next((child for child in clause.lefts if child.lower_ == "that" and child.i == clause.left_edge.i), None)
    if that is None or that.dep_ in SUBJECTS or not any(child.dep_ in SUBJECTS and child.i > that.i for child in clause.lefts):
        return False
    if that.dep_ != "mark" and not any(child.dep_ in ("dobj", "prep") for child in clause.rights):
        return False  # "told the man that the army arrested ...": whom the army arrested
    that.dep_, that.tag_ = "mark", "IN"
    clause.head, clause.dep_ = told, "ccomp"
    return True


@cache
def _claims() -> frozenset[str]:
    return frozenset(lexicon.load("repairs")["claims"])


def mend_parted(clause: Token) -> bool:
    """Give a sentence back the subject that an aside took from it: "The general, three aides told the paper, has been arrested"."""
    verb, doc = clause.head, clause.doc
    taken, *others = [child for child in verb.lefts if child.dep_ in SUBJECTS] or [verb]
    if len(others) != 1 or verb.lemma_ not in saying_verbs() or any(child.dep_ in (*SUBJECTS, "mark") for child in clause.lefts):
        return False
    if doc[taken.right_edge.i + 1].text != "," or doc[clause.left_edge.i - 1].text != "," or verb.tag_ not in ("VBD", "VBZ"):
        return False
    if not (clause.tag_ in ("VBD", "VBZ", "VBP") or any(child.tag_ in ("VBD", "VBZ", "VBP", "MD") for child in clause.lefts)):
        return False
    behind = [child for child in verb.rights if child.i > clause.i]
    clause.head, clause.dep_ = (clause, "ROOT") if verb.dep_ == "ROOT" else (verb.head, verb.dep_)
    taken.head = clause
    taken.dep_ = "nsubjpass" if any(child.dep_ == "auxpass" for child in clause.lefts) else "nsubj"
    verb.head, verb.dep_ = clause, "parataxis"
    for child in behind:
        child.head = clause
    return True


def mend_comma_aside(clause: Token) -> bool:
    """Read a clause between two commas as who says the sentence around it: "The general, three aides told the paper, has been arrested"."""
    noun, doc = clause.head, clause.doc
    first, last = clause.left_edge.i, clause.right_edge.i
    if (
        clause.tag_ not in ("VBD", "VBZ")
        or clause.lemma_ not in saying_verbs()
        or noun.dep_ not in SUBJECTS
        or noun.head.i < clause.i
    ):
        return False
    subject = next((child for child in clause.lefts if child.dep_ == "nsubj"), None)
    if (
        subject is None
        or any(token.tag_ in ("WP", "WDT", "WP$") for token in doc[first : clause.i])
        or any(c.dep_ in ("ccomp", "xcomp") for c in clause.rights)
    ):
        return False
    opened = doc[first].text == "," or (first > 0 and doc[first - 1].text == ",")
    closed = doc[last].text == "," or (last + 1 < len(doc) and doc[last + 1].text == ",")
    if not (opened and closed):
        return False
    clause.head, clause.dep_ = noun.head, "parataxis"
    for child in clause.children:
        if child.text == ",":
            child.head = noun.head
    return True


def mend_main_clause(verb: Token) -> bool:
    """Read "Rebels killed ten soldiers, residents said" as what the residents say, where the parser saw rebels who said it."""
    noun, saying = verb.head, verb.head.head
    if verb.tag_ not in ("VBN", "VBD") or noun.dep_ != "nsubj" or saying.lemma_ not in saying_verbs() or saying.i < verb.i:
        return False
    if not any(child.dep_ == "dobj" for child in verb.rights) or any(child.dep_ in ("aux", "auxpass") for child in verb.lefts):
        return False
    speaker = next((child for child in saying.lefts if child.dep_ == "nsubj" and child.i > verb.right_edge.i), None)
    if speaker is None or verb.doc[speaker.left_edge.i - 1].text != ",":
        return False
    verb.head, verb.dep_, verb.tag_ = saying, "ccomp", "VBD"
    noun.head = verb
    return True


def mend_proviso(verb: Token) -> None:
    """Read "provided that" as a conjunction: "will sign, provided that parliament approves"."""
    link = verb.head
    if link.lower_ in lexicon.load("repairs")["provisos"] and link.dep_ == "prep" and verb.tag_ in ("VBZ", "VBP", "VBD"):
        verb.head, verb.dep_ = link.head, "advcl"
        link.head, link.dep_, link.tag_, link.pos_ = verb, "mark", "IN", "SCONJ"


def mend_verbless(verb: Token) -> None:
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
    """Whether "that" opens a clause."""
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.lefts)


def free_charge(link: Token) -> bool:
    """Give an accusation its content back from whoever makes it or hears it.

    "Accused by police of killing two men"; "accused the rebels of 'burning houses'", where the mark misleads the parser.
    """
    accuser = link.head
    by = accuser.head
    if accuser.dep_ == "dobj" and _quotes_charge(link):
        link.head = by
        return True
    if accuser.dep_ != "pobj" or by.lower_ != "by" or not any(child.dep_ == "pcomp" for child in link.rights):
        return False
    verb = by.head if by.head.lower_ != "by" else by.head.head
    if link.i < accuser.i or verb.tag_ != "VBN" or verb.lemma_ not in lexicon.load("control")["doing"]:
        return False
    link.head = verb
    return True


def _quotes_charge(link: Token) -> bool:
    accusing, doc = link.head.head, link.doc
    if link.lower_ != "of" or accusing.lemma_ not in lexicon.load("control")["of"] or link.i + 2 >= len(doc):
        return False
    return doc[link.i + 1].text in OPENING and doc[link.i + 2].tag_ == "VBG"


@cache
def speech_acts() -> frozenset[str]:
    """Verbs that are an act by being said ("demanded", "warned"), by lemma."""
    return frozenset(lexicon.load("repairs")["speech_acts"])


def spoken_under(verb: Token) -> Token | None:
    """The verb of saying that an act of speech is coordinated with, when the parser hung it on what is said; null when that may be right."""
    said = verb.head
    while said.dep_ == "conj":
        said = said.head
    saying = said.head
    past = saying.tag_ == "VBD" or any(child.lower_ == "had" and child.dep_ == "aux" for child in saying.lefts)
    if said.dep_ != "ccomp" or not past or saying.i >= said.i or saying.lemma_ not in saying_verbs():
        return None
    if any(child.dep_ in SUBJECTS or child.dep_ == "mark" for child in verb.lefts):
        return None
    apart = said.lemma_ in ("be", "have") or any(
        child.lemma_ in ("have", "be") and child.dep_ in ("aux", "auxpass") for child in said.lefts
    )
    return saying if apart and said.lemma_ not in speech_acts() else None
