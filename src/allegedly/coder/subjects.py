"""Which words in front of a verb are its subjects, and the word lists that say whose deed an infinitive or a gerund is."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from spacy.tokens import Token

from allegedly.coder import lexicon

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})


@cache
def control(kind: str) -> frozenset[str]:
    """Verbs whose ``subject`` or whose ``object`` does what their infinitive says (``control.yaml``)."""
    return frozenset(lexicon.load("control")[kind])


@cache
def people() -> frozenset[str]:
    """Nouns for persons and bodies, by lemma (``classes.yaml``)."""
    classes = lexicon.load("classes")
    return frozenset([*classes["person"], *classes["party"]])


def subjects_before(verb: Token) -> list[Token]:
    """The subjects in front of ``verb``: several only where they are a list that the parse left side by side ("clerics, judges, clerks fled").

    A stage direction in brackets is none ("(end recording) the colonel said"), nor what stands right before a pronoun ("when we went to the town we saw him").
    """
    found = [child for child in verb.lefts if child.dep_ in SUBJECTS]
    if len(found) < 2:
        return found
    found = [child for child in found if not any(mark.text in "([" for mark in child.lefts)] or found
    if found[-1].tag_ == "PRP":
        return found[-1:]
    return found[:1] + [one for last, one in pairwise(found) if _goes_on(last, one)]


def _goes_on(last: Token, one: Token) -> bool:
    """Whether a noun for people goes on with the list that ``last`` stands in."""
    named = one.tag_ == "NNS" or one.ent_type_ == "PERSON" or one.lemma_ in people()
    between = one.doc[last.right_edge.i + 1 : one.left_edge.i].text.strip()
    return named and between in (",", "and", ", and")
