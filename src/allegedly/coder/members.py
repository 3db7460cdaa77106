"""Whom a deed befell when the text names some of those whom it befell: "the mayor was among those arrested"."""

from __future__ import annotations

from spacy.tokens import Token

_NAMELESS = frozenset({"those", "one", "people", "man", "woman", "person", "dozen", "hundred", "thousand"})


def of_those(group: Token | None, deed: Token) -> list[Token]:
    """Whom the participle ``deed`` befell: those named as members of ``group``, its noun, and the group unless it is a bare "those".

    Read are "X was among those arrested", "X was one of those arrested", "Among those arrested was X" and "Those arrested
    included X". A noun that tells who they all are ("among the miners arrested") has no need of its members. After some
    verbs ("those tear-gassed") the participle itself is taken for the noun, and ``group`` is null.
    """
    found = _members(deed if group is None else group, deed)
    if group is not None and not (found and group.lower_ in ("those", "one")):
        found.append(group)
    return found


def _members(group: Token, deed: Token) -> list[Token]:
    if deed.tag_ != "VBN" or not (group.i == deed.i or group.lemma_.lower() in _NAMELESS or group.pos_ == "NUM"):
        return []
    if group.dep_ == "nsubj" and group.head.lemma_ == "include":
        return [child for child in group.head.rights if child.dep_ == "dobj"]
    link = group.head
    if group.dep_ != "pobj" or link.lower_ not in ("among", "amongst", "of"):
        return []
    verb = link.head
    if link.lower_ == "of" and verb.lower_ == "one" and verb.dep_ == "attr":
        verb = verb.head
    if verb.lemma_ != "be":
        return []
    return [child for child in verb.children if child.dep_ in ("nsubj", "attr") and child.lower_ != "one"][:1]
