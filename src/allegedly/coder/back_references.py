"""Parties of an event that is only referred back to: "Rebels shelled the port. The shelling lasted an hour."

A definite noun with no parties of its own, or with one that was named before, means a deed that the text has told already. Where the sentences before tell of one deed that the
noun can mean, its parties are the parties here too; where they tell of several with different parties, nobody is put in.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from allegedly.coder import lexicon
from allegedly.coder.parts import Happening, Mention

# How many sentences back "the raid" and "this raid" may reach.
_REACH = 4
# A noun and the verb it comes from begin alike: "shelling" and "shelled", "murder" and "murdered".
_STEM = 4


def carry_parties(doc: Doc, found: Sequence[Happening]) -> None:
    """Fill in the parties of back-references among ``found``, which stand in text order."""
    for n, happening in enumerate(found):
        if (happening.actors and happening.recipients) or not refers_back(doc[happening.head], happening):
            continue
        meant = _meant(doc, happening, found[:n])
        if meant is not None:
            happening.actors = happening.actors or list(meant.actors)
            happening.recipients = happening.recipients or list(meant.recipients)
            happening.why += f"; parties from «{doc[meant.head].text}» before"


def refers_back(noun: Token, happening: Happening) -> bool:
    """Whether a noun phrase can only mean something told before: definite, and without words other than its parties that say which one."""
    if noun.pos_ != "NOUN" or noun.dep_ == "compound":
        return False
    words = lexicon.load("back_references")
    parties = {mention.head for mention in (*happening.actors, *happening.recipients)}
    left = list(noun.lefts)
    owned = any(child.dep_ == "poss" and child.i in parties for child in left)
    if not owned and not any(child.dep_ == "det" and child.lower_ in words["definite"] for child in left):
        return False
    if any(child.lemma_.lower() in words["another"] or child.dep_ in ("nummod", "compound", "nmod") for child in left):
        return False
    if any(child.pos_ == "PROPN" and child.i not in parties for child in left):
        return False
    named = {child.i for child in noun.rights if child.dep_ == "prep" and any(grand.i in parties for grand in child.children)}
    return not any(child.dep_ in ("prep", "relcl", "acl", "appos", "conj") and child.i not in named for child in noun.rights)


def _meant(doc: Doc, happening: Happening, before: Sequence[Happening]) -> Happening | None:
    """The one deed before that ``happening`` refers to, or null."""
    noun = doc[happening.head]
    first = _sentence_before(noun, _REACH)
    near = [one for one in before if one.head >= first and one.type == happening.type]
    called = [one for one in near if _same_word(doc[one.head], noun)]
    if called and not any(one.actors or one.recipients for one in called):
        return None  # that deed is meant, and nobody was named for it
    near = [one for one in near if one.actors or one.recipients]
    near = [
        one for one in near if _agree(doc, one.actors, happening.actors) and _agree(doc, one.recipients, happening.recipients)
    ]
    same = [one for one in near if _same_word(doc[one.head], noun)]
    if not same and noun.lemma_.lower() not in lexicon.load("back_references")["lasting"]:
        same = [one for one in near if one.rule == happening.rule]
    return same[-1] if same and (len({_heads(one) for one in same}) == 1 or same[-1].head >= noun.sent.start) else None


def _agree(doc: Doc, told: Sequence[Mention], here: Sequence[Mention]) -> bool:
    """Whether the parties named here, if any, are called by the same noun there."""
    return not here or {doc[mention.head].lemma_.lower() for mention in here} <= {
        doc[mention.head].lemma_.lower() for mention in told
    }


def _heads(happening: Happening) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(one.head for one in happening.actors), tuple(one.head for one in happening.recipients)


def _same_word(told: Token, noun: Token) -> bool:
    a, b = told.lemma_.lower(), noun.lemma_.lower()
    return a == b or (len(a) >= _STEM and a[:_STEM] == b[:_STEM])


def _sentence_before(token: Token, reach: int) -> int:
    """The first token of the ``reach``-th sentence before that of ``token``."""
    start: int = token.sent.start
    for _ in range(reach):
        if start == 0:
            break
        start = token.doc[start - 1].sent.start
    return start
