"""Questions about a dependency parse that every stage asks: who does it, to whom, what stands for whom.

Labels are those of spaCy's English models (ClearNLP style: ``nsubj nsubjpass dobj dative agent pobj prep xcomp ccomp
advcl acl relcl conj poss appos``). All positions are token indices.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from allegedly.coder import lexicon
from allegedly.coder.subjects import SUBJECTS as SUBJECTS
from allegedly.coder.subjects import control as control
from allegedly.coder.subjects import people, vocative
from allegedly.coder.subjects import subjects_before as subjects_before

OBJECTS = frozenset({"dobj", "dative", "obj", "attr", "oprd"})
_NOTHING = frozenset({"nothing", "something", "anything"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})


def children(token: Token, *labels: str) -> Iterator[Token]:
    """The children of ``token`` with one of ``labels``, in text order."""
    return (child for child in token.children if child.dep_ in labels)


def conjuncts(token: Token) -> list[Token]:
    """``token`` and everything coordinated with it to its right."""
    found = [token]
    for child in token.rights:
        if child.dep_ == "conj":
            found.extend(conjuncts(child))
    return found


def first_conjunct(token: Token) -> Token:
    """The first member of the coordination that ``token`` is in."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def subject(verb: Token) -> Token | None:
    """Who does ``verb``: its own subject, or the one it shares, inherits or modifies; null when the syntax names none.

    For a passive this is the one done to; ask :func:`is_passive`. Follows coordination ("came and shot"), control and raising ("refused to
    leave", "is said to have shot"), relative clauses ("the men who shot") and participles ("the men shooting").
    """
    seen: set[int] = set()
    current = verb
    leaning = False
    while current.i not in seen:
        seen.add(current.i)
        for child in subjects_before(current):
            if child.dep_ in SUBJECTS or child.dep_ == "dep":
                doer = _by_whom(current, child) if leaning and child.dep_ == "nsubjpass" else None
                if doer is not None:
                    return doer
                empty = (
                    child.lower_ == "it" and current.i != verb.i and (_judges(current) or current.lemma_ in control("costing"))
                )
                return None if empty else antecedent(child)
        for child in current.rights:  # inversion: "said the minister", "Where are they?"
            if child.dep_ in SUBJECTS:
                return antecedent(child)
        turned = inverted_subject(current)
        if turned is not None:
            return turned
        head, dep = current.head, current.dep_
        if (
            current.pos_ == "ADJ" and dep == "amod" and head.i < current.i and head.lower_ not in _NOTHING
        ):  # "voters likely to support her"
            return head
        if (dep == "conj" and head.pos_ in ("VERB", "AUX")) or dep in ("aux", "auxpass"):
            current = head
        elif dep in ("acl", "relcl", "advcl") and head.pos_ == "NOUN" and _infinitive(current) and not _relative(current):
            if any(child.lower_ in control("the_one_to") for child in head.lefts):
                return head  # "the last soldiers to leave"
            return holder(head)  # "their decision to leave": whoever decided
        elif dep == "xcomp" or (dep == "advcl" and _infinitive(current)):
            controlled = _controller(head, current, by_object=dep == "xcomp")
            if controlled is not None:
                return controlled
            current = head
        elif (
            dep == "ccomp" and current.tag_ == "VB" and head.lemma_ in control("letting") and not any(True for _ in current.lefts)
        ):
            return next((c for c in head.rights if c.dep_ == "dobj" and c.i < current.i), None)  # "helped them train armies"
        elif dep == "oprd" and not is_passive(head) and objects(head):  # "called the voters stupid for leaving"
            return objects(head)[0]
        elif (dep == "advcl" and not any(c.dep_ == "mark" and c.lower_ in ("that",) for c in current.lefts)) or (
            (dep in ("acomp", "oprd", "advmod") or (dep == "attr" and current.tag_ == "VBG")) and head.pos_ in ("VERB", "AUX")
        ):  # "We are not bombing", with the verb taken for what they are
            current = head
        elif dep == "pcomp":
            leaning = True
            current = head.head
            if current.pos_ in ("ADJ", "ADV"):  # "came close to killing", "responsible for killing"
                continue
            if current.pos_ not in (
                "VERB",
                "AUX",
            ):  # "accused the rebels of killing" (parsed into the object), "their goal of leaving"
                blamed = current.dep_ in ("dobj", "nsubjpass") and current.head.lemma_ in control("doing")
                return current if blamed else holder(current) or _suspected(current)
            if head.lower_ in ("of", "for", "from", "into") or (  # "accused rebels of killing", "forced them into leaving"
                head.lower_ in ("with", "on") and current.lemma_ in control("doing")  # "charged the mayor with killing"
            ):
                controlled = next(
                    (antecedent(c) for c in current.children if c.dep_ == "dobj" and c.i < head.i and c.lower_ not in _NOTHING),
                    None,
                )
                if controlled is not None:
                    return controlled
        elif dep in ("acl", "relcl"):
            if head.dep_ in ("attr", "conj") and first_conjunct(head).dep_ == "attr":  # "he is a man who ...": he
                be = first_conjunct(head).head
                return (
                    head if any(child.dep_ == "expl" for child in be.children) else subject(be)
                )  # "there were ten killed": the ten
            return head if head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") else None
        else:
            return vocative(current)
    return None


def _by_whom(verb: Token, thing: Token) -> Token | None:
    """Who does what is told beside a passive of a thing: "two stores were bombed by rebels, without killing anybody"."""
    if thing.tag_ not in ("NN", "NNS") or thing.ent_type_ or thing.lemma_ in people():
        return None
    return next(iter(obliques(verb, {"by"})), None)


def _judges(be: Token) -> bool:
    """Whether "it" stands for what is judged: "it is wrong to attack them"."""
    return any(child.dep_ in ("acomp", "attr", "oprd") and child.lemma_ in control("judged") for child in be.rights)


def _suspected(noun: Token) -> Token | None:
    """Who is held "on suspicion of bombing", "on charges of killing": whom the verb above is done to."""
    link = noun.head
    verb = link.head
    if noun.lemma_ not in control("charges") or link.dep_ != "prep" or verb.lemma_ not in control("doing"):
        return None
    if is_passive(verb):
        return subject(verb)
    return next((child for child in verb.rights if child.dep_ == "dobj" and child.i < link.i), None)


def _infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


def _relative(verb: Token) -> bool:
    return any(child.tag_ in ("WP", "WDT") for child in verb.lefts)


def holder(noun: Token) -> Token | None:
    """Whose decision, attempt or order a noun is: its possessor or maker, whoever has, gets or answers it, or acts in it ("in a bid to")."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None) or next(iter(obliques(noun, {"by"})), None)
    if owner is not None:
        return owner
    if noun.dep_ == "pobj":
        return _acts_in(noun)
    if noun.dep_ == "attr" and noun.lemma_ in control("duty"):
        return next(iter(obliques(noun, {"of"})), None)
    verb, lemma = noun.head, noun.lemma_
    if noun.dep_ != "dobj" or verb.i == noun.i:
        return None
    given = next((child for child in verb.rights if child.dep_ == "dative" and child.pos_ != "ADP"), None)
    if given is not None and lemma in control("given"):  # "gave the police an order to search"
        return given
    if lemma in control("asked") and verb.lemma_ not in control("answering"):
        return None  # "made a call to disarm", "supports a proposal to disarm"
    if verb.lemma_ in control("others") and lemma not in control("asked"):
        return None
    return None if is_passive(verb) else subject(verb)


def _acts_in(noun: Token) -> Token | None:
    """Whoever does something "in a bid to", "under orders to" or "in charge of" what follows."""
    link = noun.head
    if link.dep_ == "prep" and link.head.lemma_ in control("doing"):  # "charged with conspiracy to murder"
        if is_passive(link.head):
            return subject(link.head)
        return next((c for c in link.head.rights if c.dep_ == "dobj" and c.i < link.i), None)
    be = link.head.head
    if link.lower_ == "of" and link.head.dep_ == "attr" and link.head.lemma_ in control("sharing"):  # "is part of an effort to"
        return subject(be)
    if noun.lemma_ in control("acted_in") and (
        (link.lower_ == "in" and link.head.lemma_ in control("engaged"))  # "was involved in an effort to"
        or (link.lower_ == "behind" and link.head.lemma_ in ("be", "stand"))
    ):
        return subject(link.head) if link.head.dep_ != "amod" else None
    if link.lower_ == "of" and link.head.dep_ == "pobj":  # "as part of an effort to"
        noun, link = link.head, link.head.head
    elif noun.lemma_ not in control("acted_in"):
        return None
    if link.lower_ not in control("acting"):
        return None
    before = link.nbor(-1) if link.i > noun.sent.start else link
    if noun.lemma_ in control("beside") and before.dep_ in ("dobj", "pobj", "conj"):  # "broke up a cell in charge of"
        return before
    if link.head.pos_ in ("VERB", "AUX"):
        return None if is_passive(link.head) else subject(link.head)
    above = link.head
    if above.dep_ == "pobj" and above.head.lower_ == "of" and above.head.head.dep_ == "dobj":
        above = above.head.head  # "presented a series of plans with the aim of"
    if above.pos_ == "NOUN" and above.dep_ == "dobj" and link.lower_ == "with" and above.lemma_ not in people():
        return None if is_passive(above.head) else subject(above.head)  # "made a speech with the aim of"
    return link.head if link.head.pos_ in ("NOUN", "PROPN", "PRON") else None


def _controller(head: Token, infinitive: Token, *, by_object: bool) -> Token | None:
    """Whoever is to do what an infinitive says, when it is not the subject of ``head`` ("urged them to leave", "called on them to leave")."""
    aims = next((c for c in head.lefts if c.dep_ == "nsubj" and c.pos_ == "NOUN"), None) if head.lemma_ == "be" else None
    if aims is not None:  # "the rebels' goal is to seize the port"
        of = obliques(aims, {"of"}) if aims.lemma_ in control("duty") else []
        return next((child for child in aims.lefts if child.dep_ == "poss"), None) or next(iter(of), None)
    given = next((c for c in head.rights if c.dep_ == "dative" and c.pos_ != "ADP" and c.i < infinitive.i), None)
    if given is not None and any(c.dep_ == "dobj" and c.lemma_ in control("given") for c in head.rights):
        return given  # "gave the president power to dissolve the assembly"
    if head.lemma_ in control("subject"):
        if head.lemma_ in control("costing") and any(
            c.lower_ == "it" for c in head.lefts
        ):  # "it took police an hour to arrest him"
            return given
        return None
    if (by_object or head.lemma_ in control("object")) and head.lemma_ not in control("addressed"):
        found = next((c for c in head.rights if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP" and c.i < infinitive.i), None)
        if found is not None:
            planned = found.lemma_ in control("asked") or found.lemma_ in control("acted_in")
            return holder(found) if planned and found.i + 2 == infinitive.i else found  # "revise their offer to resume talks"
    if head.lemma_ in control("object") or head.lemma_ in control("addressed"):
        # The nearest before it: "called on the rebels to disarm and on the government to free them".
        for child in reversed(list(head.rights)):
            if child.dep_ in ("prep", "dative") and child.i < infinitive.i:
                return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    return None


def inverted_subject(verb: Token) -> Token | None:
    """The speaker after a verb of saying that follows what is said, where the parse took the speaker for an object ("..., warned the minister")."""
    if verb.tag_ in ("VB", "VBG") or any(child.dep_ in SUBJECTS for child in verb.children) or is_passive(verb):
        return None
    said_before = any(child.dep_ in ("ccomp", "punct") and child.i < verb.i for child in verb.lefts) or verb.i == verb.sent.start
    if not said_before or verb.i == 0 or verb.nbor(-1).text not in (",", "”", '"', "’", "»", "''", "'", "?", "!"):
        return None
    return next((child for child in verb.rights if child.dep_ == "dobj" and child.left_edge.i == verb.i + 1), None)


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token stands for itself."""
    if token.lower_ in _RELATIVES and token.tag_ in ("WP", "WDT"):
        clause = token.head
        while clause.dep_ in ("conj", "xcomp", "ccomp", "aux", "auxpass") and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ in ("relcl", "acl"):
            meant = _person(clause.head, token) if token.lower_ in ("who", "whom") else clause.head
            return _called(meant) or meant
    return token


def _called(noun: Token) -> Token | None:
    """Who is called several things of which the last is told more: "Okoro is a liar, a thief and a bully who ..."."""
    first = first_conjunct(noun)
    be = first.head
    if first.i == noun.i or first.dep_ != "attr" or be.lemma_ != "be":
        return None
    called = subject(be)
    return called if called is not None and called.pos_ == "PROPN" else None


def _person(noun: Token, who: Token) -> Token:
    """Whom "who" means: not a body ("a minister in the government who resigned") and no thing ("laws or plaintiffs who block them")."""
    before = noun.doc[who.i - 1] if who.i else noun
    if before.dep_ == "conj" and before.i > noun.i and noun.pos_ == "NOUN" and not noun.ent_type_:
        people = lexicon.load("classes")["person"]
        if noun.lemma_ not in people and (before.lemma_ in people or before.lemma_.endswith(("er", "or", "ist", "iff"))):
            return before
    bodies, people = lexicon.load("classes")["party"], lexicon.load("classes")["person"]
    above = noun
    while (
        above.tag_ == "NN" and above.lemma_ not in people and above.dep_ == "pobj" and above.head.head.pos_ in ("NOUN", "PROPN")
    ):
        above = above.head.head
    return above if noun.lemma_ in bodies and above.lemma_ in people else noun


def is_passive(verb: Token) -> bool:
    """Whether ``verb`` is passive, with or without its auxiliary ("the men arrested on Friday")."""
    labels = {child.dep_ for child in verb.children}
    if labels & {"auxpass", "agent"} or ("nsubjpass" in labels and "ccomp" not in labels):
        return True
    if verb.tag_ == "VBN" and not any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
        if verb.dep_ in ("acl", "amod"):
            return True
        if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.head.tag_ == "VBN":
            return is_passive(verb.head) and not any(c.dep_ in SUBJECTS for c in verb.lefts)
        if verb.dep_ == "advcl" and not any(
            c.dep_ in ("nsubj", "dobj") or (c.dep_ == "conj" and c.tag_ == "VBD") for c in verb.children
        ):
            return True
    # Headlines and notes leave the auxiliary out: "Two killed in clash", "which left one dead and nine injured".
    if verb.tag_ in ("VBN", "VBD") and verb.lemma_ in control("transitive"):
        return not any(child.dep_ in ("dobj", "obj", "ccomp", "aux") for child in verb.children) and verb.dep_ != "relcl"
    return False


def befalls_subject(verb: Token) -> bool:
    """Whether an active verb without an object tells what happens to its subject: "the city hall burned", not "rioters burned shops"."""
    if verb.lemma_ not in lexicon.load("events/general")["unaccusative_verbs"] or objects(verb):
        return False
    return not any(child.tag_ in ("WP", "WDT") and child.dep_ in ("dobj", "obj") for child in verb.children)


def objects(verb: Token) -> list[Token]:
    """The direct objects of ``verb``, a relative pronoun read as what it stands for; shared ones in coordination too."""
    if inverted_subject(verb) is not None:
        return []
    found = [antecedent(child) for child in verb.children if child.dep_ in ("dobj", "obj")]
    if (
        not found
        and verb.dep_ == "relcl"
        and verb.tag_ != "VBN"
        and not any(c.tag_ in ("WP", "WDT") and c.dep_ in SUBJECTS for c in verb.children)
    ):
        gap = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        placed = any(c.tag_ == "WRB" for c in verb.lefts) or any(
            grand.tag_ == "WDT" for c in verb.children if c.dep_ == "prep" for grand in c.children
        )  # "the day on which ...", "Lima, where ..."
        if gap is not None and not placed and not is_passive(verb):  # "the men (that) they shot"
            found = [verb.head]
    if not found:
        for child in verb.rights:  # "arrested and beat the strikers"
            if child.dep_ == "conj" and child.pos_ == "VERB" and child.i - verb.i <= 4:
                shared = [c for c in child.children if c.dep_ in ("dobj", "obj")]
                if shared and not any(c.dep_ in SUBJECTS for c in child.children):
                    return shared
    return found


def obliques(token: Token, prepositions: frozenset[str] | set[str] | tuple[str, ...]) -> list[Token]:
    """The objects of the prepositions named that hang on ``token`` (or on its object or particle)."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative", "prt", "advmod") and child.lower_ in prepositions:
            found.extend(grand for grand in child.children if grand.dep_ in ("pobj", "pcomp") and not _conveys(grand))
            for again in child.rights:  # "at the house of the judge and at the offices of ..."
                if again.dep_ == "conj" and again.lower_ in prepositions:
                    found.extend(grand for grand in again.children if grand.dep_ == "pobj")
        elif child.dep_ in ("prep", "prt", "advmod") and child.lower_ not in control("set_before_to"):  # "out of", "up against"
            for grand in child.children:
                if grand.dep_ == "prep" and grand.lower_ in prepositions:
                    found.extend(great for great in grand.children if great.dep_ == "pobj")
    return found


def _conveys(token: Token) -> bool:
    """Whether "by" names what one goes or sends by and nobody who acts: "fled by helicopter", not "by a helicopter"."""
    bare = token.n_lefts == 0 and token.head.lower_ == "by" and token.tag_ == "NN"
    return bare and token.lower_ in lexicon.load("parties")["conveyance"]


def clause_head(token: Token) -> Token:
    """The verb whose clause ``token`` stands in (itself for a verb, the root when there is none)."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def sentence_of(doc: Doc, token: int) -> tuple[int, int]:
    """Token range of the sentence that holds ``token``."""
    sent = doc[token].sent
    return sent.start, sent.end


def beyond_aside(verb: Token, at: int) -> Token:
    """The verb that the words at token ``at`` belong to when ``verb`` is an aside that the parser hung them on.

    "In Osh, the monitors concluded, soldiers shot ten men": "In Osh" stands before an aside and belongs to the main verb. Any other ``verb``
    is returned as it is.
    """
    above: Token = verb.head
    if verb.dep_ not in ("parataxis", "ccomp") or above.i < verb.i:
        return verb
    first = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    fenced = first is not None and at < first.left_edge.i and verb.doc[first.left_edge.i - 1].text == ","
    return above if fenced and verb.i + 1 < len(verb.doc) and verb.nbor(1).text == "," else verb
