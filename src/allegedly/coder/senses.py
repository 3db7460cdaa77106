"""Which sense of a word is meant, where what it is done to, what it is said of or what the text is about tells, and no list of words does."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from spacy.attrs import LEMMA
from spacy.tokens import Doc, Token

from allegedly.coder.parts import Mention
from allegedly.coder.party import is_party, is_thing
from allegedly.coder.rules import load_rules
from allegedly.coder.syntax import antecedent, conjuncts, first_conjunct, is_passive, objects, obliques, subject

_COMING = frozenset({"will", "would", "shall", "should", "'ll", "’ll", "wo", "can", "could", "must"})
_LINKING = frozenset({"be", "become", "remain", "seem"})
# What a thing is called in passing ("the film is an indictment"); force that is called by its name stays force.
_SAID_OF_THINGS = frozenset({"ACCUSE", "SUPPORT", "REQUEST", "THREATEN", "AGREE", "CONCEDE", "REJECT"})
_DEGREES = frozenset({"less", "least", "very", "so", "too"})
_TITLE_LINKS = frozenset({"against", "on", "of", "for", "and", "the"})


def done_to(head: Token) -> list[Token]:
    """Whom or what a verb or a noun is done to, in the words of the text: its object, the subject of its passive, what "of" names."""
    if head.pos_ == "NOUN":
        return obliques(head, {"of"})
    if is_passive(head):
        found = subject(head)
        return [] if found is None else conjuncts(found)
    return [one for each in objects(head) for one in conjuncts(each)]


def is_done_to_a_thing(head: Token) -> bool:
    """Whether what is done is done to things alone: findings are dismissed, and so are ministers."""
    those = done_to(head)
    return bool(those) and all(
        one.ent_type_ in ("MONEY", "PERCENT") or (one.pos_ == "NOUN" and is_thing(one) and not is_party(one)) for one in those
    )


def is_called_so(noun: Token, event_type: str) -> bool:
    """Whether a noun only says what a thing is like: "the film is an indictment", "the vote is a rebuke to the mayor"; what is read out is what it says."""
    if event_type not in _SAID_OF_THINGS or noun.dep_ != "attr" or noun.head.lemma_ not in _LINKING:
        return False
    if not any(child.lower_ in ("a", "an") for child in noun.lefts):
        return False
    said_of = next((antecedent(child) for child in noun.head.lefts if child.dep_ == "nsubj"), None)
    if said_of is None or said_of.pos_ != "NOUN" or is_party(said_of):
        return False
    classes = load_rules().classes
    return said_of.lemma_.lower() not in classes["document"] | classes["utterance"]


def is_fact(verb: Token) -> bool:
    """Whether a clause behind a verb tells what is, and not what is to come: "assured them that it was safe", not "that they would be paid"."""
    clauses = [child for child in verb.rights if child.dep_ == "ccomp"]
    return bool(clauses) and not any(
        child.lower_ in _COMING or (child.lower_ == "to" and child.dep_ == "aux") for clause in clauses for child in clause.lefts
    )


def is_help_to_do(verb: Token) -> bool:
    """Whether "helped" only says that somebody had a part in what follows: "helped create the front", not "helped them to flee"."""
    if verb.lemma_ != "help":
        return False
    deeds = [child for child in verb.rights if child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VB"]
    helped = any(child.dep_ in ("dobj", "dative") for child in verb.rights)
    return bool(deeds) and not helped and not any(child.dep_ == "nsubj" for child in deeds[0].lefts)


def is_state(verb: Token) -> bool:
    """Whether a participle with a degree says how somebody stands: "she is less welcomed there"."""
    return verb.tag_ == "VBN" and any(
        child.lower_ in _DEGREES and child.i == verb.i - 1 and child.dep_ == "advmod" for child in verb.lefts
    )


def are_onlookers(doc: Doc, actors: list[Mention]) -> bool:
    """Whether those who come are a crowd, or voters, or nobody in particular: their being there is no meeting."""
    onlookers = load_rules().classes["onlooker"]
    return bool(actors) and all(doc[one.head].lemma_.lower() in onlookers for one in actors)


def is_body(noun: Token) -> bool:
    """Whether "the prosecution" is whoever prosecutes: it acts, or is turned to."""
    if noun.tag_ != "NN" or not any(child.lower_ == "the" for child in noun.lefts) or obliques(noun, {"of", "for"}):
        return False
    return noun.dep_ == "nsubj" or (noun.dep_ == "pobj" and noun.head.lower_ in ("to", "by"))


def is_own_dismissal(noun: Token) -> bool:
    """Whether "his firing" is the loss of a post, and not shots: it has one owner and no target."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    return owner is not None and owner.tag_ not in ("NNS", "NNPS") and not obliques(noun, {"at", "on", "into", "upon"})


def is_in_a_title(token: Token) -> bool:
    """Whether a capitalised word goes on with a title: "the Convention against Torture", "the Committee on the Elimination of Violence"."""
    doc, i = token.doc, token.i
    if not token.is_title or i == token.sent.start:
        return False
    before = i - 1
    while before > token.sent.start and doc[before].lower_ in _TITLE_LINKS:
        before -= 1
    first = doc[before]
    if before == i - 1 or not first.is_title:
        return False
    if not any(other.is_lower and other.pos_ in ("NOUN", "VERB") for other in token.sent):  # a headline in capitals
        return False
    return first.lower_ in load_rules().classes["title_head"] or is_in_a_title(first)


def is_strike_from_the_air(noun: Token) -> bool | None:
    """Whether a bare "strike" is one from the air or one of workers, by the words of its sentence, else of the whole text; null when nothing tells."""
    air, labour = _strikes(noun.doc)
    start, end = noun.sent.start, noun.sent.end
    for low, high in ((start, end), (0, len(noun.doc))):
        balance = int(air[high] - air[low]) - int(labour[high] - labour[low])
        if balance:
            return balance > 0
    return None


def _strikes(doc: Doc) -> tuple[np.ndarray, np.ndarray]:
    """How many words of strikes from the air, and of strikes of workers, stand before each token; counted once a text."""
    counted: tuple[np.ndarray, np.ndarray] | None = doc.user_data.get("strikes")
    if counted is None:
        lemmas = doc.to_array([LEMMA])
        strings = doc.vocab.strings
        ids = [np.array([strings.add(form) for form in _forms(kind)], dtype=np.uint64) for kind in ("air_words", "labour_words")]
        counts = [np.concatenate(([0], np.cumsum(np.isin(lemmas, these)))) for these in ids]
        counted = doc.user_data["strikes"] = (counts[0], counts[1])
    return counted


@cache
def _forms(kind: str) -> tuple[str, ...]:
    return tuple(sorted({form for word in load_rules().classes[kind] for form in (word, word.capitalize())}))


def is_at_an_end(noun: Token) -> bool:
    """Whether what a noun names has ended: it is the subject of "ended", "expired", "is over", "came to an end"."""
    verb = first_conjunct(noun).head
    if first_conjunct(noun).dep_ not in ("nsubj", "nsubjpass") or any(child.dep_ == "neg" for child in verb.children):
        return False
    if verb.lemma_ in load_rules().classes["ending"]:
        return not any(child.dep_ == "dobj" for child in verb.rights)
    if verb.lemma_ == "be":
        return any(child.lower_ == "over" for child in verb.rights)
    return verb.lemma_ in ("come", "draw", "bring") and any(one.lemma_ in ("end", "close") for one in obliques(verb, {"to"}))


def _is_state(doer: Token) -> bool:
    return doer.ent_type_ == "GPE" or doer.lemma_.lower() in load_rules().classes["spokesman_of_state"]


# What the lexicon may ask of a word's sense, by the name of the need; each is given the trigger and the actors.
SENSES: dict[str, Callable[[Token, list[Mention]], bool]] = {
    "whom": lambda head, actors: not is_done_to_a_thing(head),
    "what": lambda head, actors: is_done_to_a_thing(head),
    "no_fact": lambda head, actors: not is_fact(head),
    "whole_deed": lambda head, actors: not is_help_to_do(head),
    "no_onlooker": lambda head, actors: not are_onlookers(head.doc, actors),
    "no_body": lambda head, actors: head.pos_ != "NOUN" or not is_body(head),
    "shots": lambda head, actors: not is_own_dismissal(head),
    "workers": lambda head, actors: head.pos_ != "NOUN" or not is_strike_from_the_air(head),
    "from_the_air": lambda head, actors: bool(is_strike_from_the_air(head)),
    "holds": lambda head, actors: head.dep_ == "nsubj" and not any(child.dep_ in ("neg", "dobj") for child in head.head.children),
    "no_asker": lambda head, actors: (
        not actors or not all(head.doc[one.head].lemma_.lower() in load_rules().classes["asking"] for one in actors)
    ),
    "states": lambda head, actors: bool(actors) and all(_is_state(head.doc[one.head]) for one in actors),
    "driven": lambda head, actors: is_passive(head) or any(is_party(one) for one in objects(head)),
    "ended": lambda head, actors: is_at_an_end(head),
}
