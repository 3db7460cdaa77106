"""Which words of a sentence are the noun phrase of a token, as a reader would mark it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from allegedly.coder.parts import Mention

# What stays with a noun when we name it; the rest (relative clauses, appositions, participles) is description.
_KEPT_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "nmod", "poss", "case", "quantmod", "advmod", "predet", "punct", "neg", "npadvmod"}
)
# So many spaces part lines, not words.
_GAP = 2
# Closing quotation marks, each with the marks that may open what it closes.
_CLOSING = {'"': '"', "”": "“„", "’": "‘", "»": "«", "'": "'", "''": '``"'}


def phrase(token: Token, *, of: bool = True, seat: bool = False) -> Mention:
    """The noun phrase of ``token`` as one would name it: modifiers to the left, the head, and a short "of ..." to the right.

    Leaves out relative clauses, appositions, participles and coordinated heads ("police who fled" -> "police"). With ``seat``, a short form in
    brackets and the place where a body sits belong to the name ("the Labour Front (LF)", "a court in Ghent").
    """
    start, end = token.i, token.i + 1
    for child in token.lefts:
        if child.dep_ in _KEPT_LEFT and child.left_edge.i < start:
            if child.dep_ == "amod" and any(grand.dep_ in ("relcl", "ccomp", "advcl") for grand in child.children):
                continue
            start = child.left_edge.i
            break
    if token.dep_ in ("appos", "conj"):
        start = max(start, token.head.i + 1)
    for i in range(token.i - 1, start, -1):  # never over the end of a heading or paragraph
        if token.doc[i].is_space and len(token.doc[i].text) > _GAP:
            start = i + 1
            break
    while (start < token.i and (token.doc[start].is_punct and token.doc[start].text not in "#$€£@")) or (
        start < token.i and token.doc[start].dep_ == "cc"
    ):
        start += 1
    if of:
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ == "of" and child.i == end:
                objects = [grand for grand in child.children if grand.dep_ == "pobj"]
                if objects:
                    inner = phrase(objects[0])
                    if inner.end - child.i <= 9:
                        end = inner.end
            elif child.dep_ == "case":
                pass
            break
    return Mention(start, _closed(token.doc, start, _with_seat(token, end) if seat else end), token.i)


def _closed(doc: Doc, start: int, end: int) -> int:
    """``end`` moved behind a closing quotation mark whose opening mark stands inside: 26 "armed criminals"."""
    if end < len(doc) and doc[end].text in _CLOSING:
        opened = [i for i in range(start, end) if doc[i].text in _CLOSING[doc[end].text]]
        closed = sum(doc[i].text == doc[end].text for i in range(start, end)) if doc[end].text not in "\"'" else 0
        if len(opened) % 2 == 1 and not closed:
            return end + 1
    return end


def _with_seat(token: Token, end: int) -> int:
    """``end`` moved behind a short form in brackets and behind "in" with the name of a place."""
    doc = token.doc
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")" and doc[end + 1].text[0].isupper():
        end += 3
    for child in token.rights:
        if child.i == end and child.dep_ == "prep" and child.lower_ == "in":
            places = [grand for grand in child.children if grand.dep_ == "pobj" and grand.ent_type_ in ("GPE", "LOC", "FAC")]
            if places:
                inner = phrase(places[0])
                return inner.end if inner.end - end <= 6 else end
    return end
