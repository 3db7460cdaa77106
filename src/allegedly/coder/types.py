"""Which PLOVER type holds between a given actor and a given recipient: the events of the text, weighed by how they fit the pair.

An event counts more when its parties are the pair, when its trigger lies on the way between them in the parse, and when the sentence
is about it; the rest of the probability is spread evenly, so that no type is ever impossible.
"""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Doc, Token

from allegedly.coder.parts import Happening, Mention
from allegedly.ontology import load as load_ontology

_FLOOR = 0.02


def type_of(doc: Doc, actor: tuple[int, int] | None, recipient: tuple[int, int] | None) -> list[tuple[str, float]]:
    """Ranked ``(type, probability)`` over all sixteen types for the pair given as character spans, likeliest first."""
    first, second = _tokens(doc, actor), _tokens(doc, recipient)
    between = _between(doc, first, second)
    votes: dict[str, float] = defaultdict(float)
    for happening in doc._.happenings or []:
        votes[happening.type] = max(votes[happening.type], _fit(doc, happening, first, second, between))
    names = [item.name for item in load_ontology().types]
    total = sum(votes.values()) + _FLOOR * len(names)
    ranked = [(name, (votes[name] + _FLOOR) / total) for name in names]
    return sorted(ranked, key=lambda pair: (-pair[1], names.index(pair[0])))


def _tokens(doc: Doc, span: tuple[int, int] | None) -> tuple[int, int] | None:
    if span is None:
        return None
    found = doc.char_span(*span, alignment_mode="expand")
    return None if found is None else (found.start, found.end)


def _fit(
    doc: Doc, happening: Happening, first: tuple[int, int] | None, second: tuple[int, int] | None, between: set[int]
) -> float:
    score = 0.15
    if _names(happening.actors, first):
        score += 1.0
    elif _names(happening.recipients, first):
        score += 0.2
    if _names(happening.recipients, second):
        score += 1.0
    elif _names(happening.actors, second):
        score += 0.2
    if happening.head in between:
        score += 0.6
    depth = 0
    token = doc[happening.head]
    while token.head.i != token.i and depth < 6:
        depth += token.dep_ in ("relcl", "acl", "advcl", "ccomp", "pcomp", "pobj")
        token = token.head
    return score * happening.weight * float(0.85**depth)


def _names(mentions: list[Mention], span: tuple[int, int] | None) -> bool:
    return span is not None and any(mention.start < span[1] and span[0] < mention.end for mention in mentions)


def _between(doc: Doc, first: tuple[int, int] | None, second: tuple[int, int] | None) -> set[int]:
    """The tokens on the way from one span's root up to the common ancestor and down to the other's."""
    if first is None or second is None:
        return set()
    one, other = _upwards(doc[first[0] : first[1]].root), _upwards(doc[second[0] : second[1]].root)
    common = next((token for token in one if token in set(other)), None)
    if common is None:
        return set()
    return {*one[: one.index(common) + 1], *other[: other.index(common) + 1]}


def _upwards(token: Token) -> list[int]:
    path = [token.i]
    while token.head.i != token.i:
        token = token.head
        path.append(token.i)
    return path
