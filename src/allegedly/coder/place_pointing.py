"""Places that a clause points at with one word: "the port of Odesa, where dockers blocked a road"; "ten strikers were shot there"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec
from spacy.tokens import Doc, Token

from allegedly.model.event import Place

if TYPE_CHECKING:
    from allegedly.coder.places import PlaceMention

_VERBAL = frozenset({"VERB", "AUX"})


def pointed_at(doc: Doc, own: Iterable[int], places: Sequence[PlaceMention]) -> Place | None:
    """The place that "where" or "there" names for the event at the tokens ``own``; null when neither word stands with it.

    "Where" takes the place named in the noun that it follows; "there" the last place named before it, in its sentence or the one before,
    and keeps its own word as the text of the place.
    """
    for i in own:
        verb = doc[i]
        if verb.pos_ not in _VERBAL:
            continue
        # The parser may hang the word on the object: "shot ten strikers there".
        for child in (*verb.children, *(word for noun in verb.rights if noun.dep_ == "dobj" for word in noun.rights)):
            if child.lower_ == "there" and child.dep_ == "advmod":
                return _before(doc, child, places)
        clause = verb.head if verb.dep_ == "conj" and verb.head.pos_ in _VERBAL else verb
        if clause.dep_ == "relcl":
            word = next((child for child in clause.lefts if child.lower_ == "where"), None)
            if word is not None:
                return _in_noun(clause.head, word.i, places)
    return None


def _in_noun(noun: Token, before: int, places: Sequence[PlaceMention]) -> Place | None:
    inside = [
        one
        for one in places
        if noun.left_edge.i <= one.start and one.end <= before and not one.is_demonym and one.end > noun.i - 3
    ]
    return inside[-1].place if inside else None


def _before(doc: Doc, word: Token, places: Sequence[PlaceMention]) -> Place | None:
    start = word.sent.start
    first = doc[start - 1].sent.start if start else 0
    earlier = [one for one in places if first <= one.start and one.end <= word.i and not one.is_demonym]
    if not earlier:
        return None
    place = earlier[-1].place
    return msgspec.structs.replace(place, text=word.text, start=word.idx, end=word.idx + len(word), name=place.name or place.text)
