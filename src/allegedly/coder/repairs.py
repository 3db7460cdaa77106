"""Mends what the parser is known to get wrong, before any stage reads the parse.

Three faults, each of a kind and not of a sentence: past forms with the lemma of another verb ("staged" for "stag"); a clause before a
semicolon or a comma splice taken for what the next clause says ("He offered talks; she declined"); "never before" with its negation hung on
the adverb.
"""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from allegedly.coder import lexicon

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_CLOSING = frozenset("\"”’»'")


@cache
def _lemmas() -> dict[str, str]:
    return {form: lemma for lemma, forms in lexicon.load("lemmas").items() for form in forms}


@cache
def _saying_verbs() -> frozenset[str]:
    return frozenset(lexicon.load("cues")["quotation"])


@Language.component("allegedly_repairs_v1", assigns=["token.lemma", "token.dep", "token.head"])
def repairs(doc: Doc) -> Doc:
    """Apply all three; tokens and sentences stay what they were."""
    wrong = _lemmas()
    for token in doc:
        if token.dep_ == "ccomp" and token.i < token.head.i:
            if _beside(token):
                token.dep_ = "parataxis"
        elif (
            token.lower_ == "never"
            and token.dep_ == "neg"
            and token.head.dep_ == "advmod"
            and token.head.head.pos_ in ("VERB", "AUX")
        ):
            token.head = token.head.head
        if token.lower_ in wrong and token.tag_.startswith("V"):
            token.lemma_ = wrong[token.lower_]
    return doc


def _beside(clause: Token) -> bool:
    """Whether a clause stands beside the one that the parser put it under, rather than being what that one says."""
    head = clause.head
    between = [child for child in head.lefts if child.is_punct and clause.i < child.i]
    if any(child.text == ";" for child in between) or head.lemma_ == clause.lemma_:
        return True
    if head.lemma_ in _saying_verbs() or any(child.text in _CLOSING for child in between):
        return False
    own = any(child.dep_ in _SUBJECTS for child in clause.lefts)
    return own and any(child.dep_ in _SUBJECTS and child.i > clause.i for child in head.lefts)
