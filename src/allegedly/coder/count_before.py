"""What a number takes over from the number before it in its sentence: "three of them", "of whom 14", "up from 2,118", "two seriously"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from allegedly.coder.count_kinds import is_person
from allegedly.coder.quantities import Quantity, group, lexicon

# What follows a number that stands for the noun of the number before it.
_STANDING_ALONE = frozenset({"on", "in", "with", "for", "at", "from", ".", ",", ""})
# What counts a part of those told of before.
_PARTS = frozenset({"of whom", "of them", "among whom", "among them", "of which"})
_HARM = frozenset({"dead", "injured", "missing"})


@dataclass(frozen=True, slots=True)
class Told:
    """The last number of a sentence that has a kind: which, and the token it counts."""

    kind: str
    counted: Token


def inherited(doc: Doc, quantity: Quantity, counted: Token, told: Told | None) -> str | None:
    """The kind of the number before, for a part of those or the same thing told again; null where this number stands for itself."""
    if told is None:
        return None
    number = doc[quantity.last]
    following = doc[quantity.end : quantity.end + 2]
    before = " ".join(token.lower_ for token in doc[max(quantity.start - 2, 0) : quantity.start])
    lone = counted.i == number.i
    saved = number.head.lemma_ in group("releases") | group("escapes") or any(
        child.lower_ in group("saved") for child in number.head.rights
    )
    if told.kind in ("arrested", "missing") and lone and saved:
        return None  # "87 were abducted, of whom 30 have escaped"
    if any(token.lower_ in ("them", "whom") for token in following) or counted.lower_ in ("them", "whom") or before in _PARTS:
        return told.kind
    lead = [token.lower_ for token in doc[max(quantity.start - 2, 0) : quantity.start]]
    if [token.lower_ for token in doc[max(quantity.start - 3, 0) : quantity.start]] == ["including", "those", "of"]:
        return told.kind  # "17 bodies, including those of four children"
    if ("including" in lead or "among" in lead) and "the" not in (*lead, doc[quantity.start].lower_):
        return told.kind
    if before in ("up from", "down from", "up to", "down to"):
        return told.kind
    if counted.head.i == told.counted.i and counted.dep_ in ("conj", "appos") and is_person(counted):
        return told.kind  # "among them 12 women and 9 children", "9,300 households (some 55,000 people)"
    if lone and counted.dep_ == "appos" and counted.head.i == told.counted.i:
        return told.kind  # "hundreds, possibly thousands"
    if counted.lemma_ in group("numbers") and not any(child.lower_ == "of" for child in counted.rights):
        return told.kind  # "reported three deaths, then lowered the figure to two"
    if lone and following and following[0].lower_ in lexicon()["degrees"]:
        return lexicon()["degrees"][following[0].lower_] or told.kind  # "twelve were hurt, two seriously"
    if _sought(number) and told.kind in _HARM:
        return "missing"  # "sixteen bodies were found, and divers are searching for eight more"
    if lone and before.split(" ")[-1:] in (["and"], [","]) and following[:1].text in _STANDING_ALONE:
        return told.kind  # "11 deaths on Monday and 17 on Tuesday"
    if lone and number.tag_ != "CD":
        return _told_again(number, told)
    if lone and doc[quantity.start].lower_ in ("another", "further") and before.split(" ")[-1:] in (["and"], [","], ["a"]):
        return told.kind  # "seven soldiers surrendered and another six deserted"
    if lone and number.dep_ in ("npadvmod", "dobj") and any(child.lower_ == "further" for child in number.lefts):
        return told.kind  # "Chad has taken in 770,000 refugees, Ethiopia a further 70,000"
    if lone and _gapped(number, quantity):
        return told.kind  # "two million had joined, the government 700,000"
    if lone and before.split(" ")[-1:] == ["to"] and told.counted.dep_ == "pobj" and told.counted.head.lower_ == "from":
        return told.kind  # "from 13,000 troops to 9,500"
    if lone and number.dep_ == "pobj" and number.head.lower_ == "for" and number.head.head.lemma_ in group("awaiting"):
        return told.kind
    if lone and number.dep_ in ("nsubj", "nsubjpass") and _left(number.head):
        return told.kind  # "housed 90,000 refugees; fewer than 30,000 are left"
    if lone and number.dep_ == "npadvmod" and quantity.start and doc[quantity.start - 1].dep_ == "pobj":
        return told.kind  # "in Lviv 300 people were held, in Odesa barely 40"
    return _told_again(number, told) if lone else None


def _gapped(number: Token, quantity: Quantity) -> bool:
    """Whether a number stands right behind somebody whose verb is left out: "Germany took 1,000 and Portugal 500"."""
    who = number.head
    if number.dep_ != "nummod" or who.i != quantity.start - 1 or who.dep_ not in ("appos", "conj"):
        return False
    return who.ent_type_ in ("GPE", "NORP", "ORG") or any(child.lower_ == "the" for child in who.lefts)


def _left(verb: Token) -> bool:
    """Whether those told of are who is left of the ones before."""
    return (
        verb.lemma_ == "remain"
        or (verb.lower_ == "left" and verb.tag_ == "VBN")
        or any(child.lower_ in ("left", "remaining") for child in verb.rights)
    )


def _sought(number: Token) -> bool:
    """Whether somebody searches for so many."""
    sought = number.head if number.dep_ == "nummod" else number
    return sought.dep_ == "pobj" and sought.head.lower_ == "for" and sought.head.head.lemma_ in group("seeking")


def _told_again(number: Token, told: Told) -> str | None:
    """ "...; the government says 11"."""
    return told.kind if number.dep_ in ("dobj", "ccomp", "pobj", "attr") and _says(number.head) else None


def _says(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return lemma in group("saying") or (verb.dep_ == "prep" and verb.head.lemma_.lower() in group("saying"))
