"""Mends what the parser is known to get wrong, before any stage reads the parse.

Four faults, each of a kind and not of a sentence: past forms with the lemma of another verb ("staged" for "stag"); a clause before a
semicolon or a comma splice taken for what the next clause says ("He offered talks; she declined"); "never before" with its negation hung on
the adverb; a second thing that the speaker did taken for one that is said ("she said that he had fled and demanded his return").
"""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from allegedly.coder import lexicon

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_QUOTING = frozenset({'"', "“", "”", "‘", "’", "«", "»", "'", "''", "``", ":"})


@cache
def _lemmas() -> dict[str, str]:
    return {form: lemma for lemma, forms in lexicon.load("lemmas").items() for form in forms}


@cache
def _saying_verbs() -> frozenset[str]:
    return frozenset(lexicon.load("cues")["quotation"])


@Language.component("allegedly_repairs_v1", assigns=["token.lemma", "token.dep", "token.head"])
def repairs(doc: Doc) -> Doc:
    """Apply all four; tokens and sentences stay what they were."""
    wrong = _lemmas()
    for token in doc:
        if token.dep_ == "ccomp" and token.i < token.head.i:
            if _beside(token):
                token.dep_ = "clause"  # a label of our own: the parser's "parataxis" means "he said"
        elif (
            token.lower_ == "never"
            and token.dep_ == "neg"
            and token.head.dep_ == "advmod"
            and token.head.head.pos_ in ("VERB", "AUX")
        ):
            token.head = token.head.head
        elif token.dep_ == "conj" and token.tag_ == "VBD" and token.lemma_ in _speech_acts():
            speaker = _spoken_under(token)
            if speaker is not None:
                for link in token.head.rights:
                    if link.dep_ == "cc" and link.i < token.i:
                        link.head = speaker
                token.head = speaker
        if token.lower_ in wrong and token.tag_.startswith("V"):
            token.lemma_ = wrong[token.lower_]
    return doc


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
