"""Dates that stand with an event's noun and not with its verb: "a 2019 shooting in which ten died", "the murder of a judge in August".

What a relative clause tells of a noun happens when the noun does; what happens in a raid happens when the raid does; and a date right
behind "the murder of a judge" is the murder's, where the verb has one already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from allegedly.coder.dates.placed import Placed
from allegedly.coder.lexicon import load
from allegedly.coder.sectors import words
from allegedly.coder.syntax import first_conjunct

_MODIFIERS = frozenset({"nummod", "compound", "amod", "nmod", "poss"})


@cache
def _group(name: str) -> frozenset[str]:
    return frozenset(load("dates")[name])


@cache
def _papers() -> frozenset[str]:
    return frozenset(load("frame")["papers"])


def dated_noun(place: Placed) -> Token | None:
    """The noun that a date is part of ("the March 2016 bombing", "last week's attack"); null where it stands by itself."""
    last = place.governor.doc[place.start : place.end].root
    return last.head if last.dep_ in _MODIFIERS and last.head.pos_ in ("NOUN", "PROPN") and last.head.i >= place.end else None


def names_another(place: Placed, event: Token) -> bool:
    """Whether a date is part of what something else is called: "the scene of a 2019 shooting"; what happened at that shooting has it too."""
    if _appointed(place, event) is False or _of_the_crime(place, event) is False:
        return True
    year = place.governor.doc[place.start]
    named = dated_noun(place) or year.head
    if (year.dep_ not in _MODIFIERS and named.i == year.head.i) or place.start <= named.i < place.end:
        return False
    if event.i == named.i or named.is_ancestor(event):
        return False
    of = named.dep_ == "pobj" and named.head.lower_ == "of" and named.head.head.pos_ == "NOUN"
    # "blame a 2015 law", "held over the 2021 murder"
    return of or named.lemma_ in _papers() or (named.dep_ == "pobj" and named.head.lower_ in _group("causes"))


def of_its_noun(placed: Sequence[Placed], event: Token) -> Placed | None:
    """The date of the noun that the event is, or that it is told of."""
    own = next((place for place in placed if _appointed(place, event) or _of_the_crime(place, event)), None)
    found = own or _in_the_name(placed, event) or _behind_of(placed, event) or _told_of(placed, event) or _inside(placed, event)
    return replace(found, preposition=None) if found is not None and found.timex.from_day is not None else None


def _appointed(place: Placed, event: Token) -> bool | None:
    """Whether a day is what the event is appointed for: "called a strike for Friday" dates the strike, not the call; null for other days."""
    verb, link = place.governor, place.preposition
    if link is None or link.lower_ != "for" or verb.lemma_ not in _group("appointing") | _group("appointing_for"):
        return None
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if thing is None or thing.i > place.start or event.i not in (thing.i, verb.i):
        return None
    return bool(event.i == thing.i)


def _of_the_crime(place: Placed, event: Token) -> bool | None:
    """Whether a year is the crime's: "sentenced for the killing of two guards in 2019" dates the killing; null for other dates."""
    verb, link = place.governor, place.preposition
    if link is None or link.lower_ != "in" or verb.pos_ != "VERB" or place.timex.precision not in ("year", "month"):
        return None
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ in ("for", "over") and child.right_edge.i == link.i - 1:
            crime = next((inner for inner in child.children if inner.dep_ == "pobj"), None)
            if crime is not None and any(inner.lower_ == "of" for inner in crime.rights):
                return bool(event.i == crime.i) if event.i in (crime.i, verb.i) else None
    return None


def _in_the_name(placed: Sequence[Placed], event: Token) -> Placed | None:
    """ "The 2021 killing of a priest"."""
    return next(
        (place for place in placed if event.pos_ == "NOUN" and (noun := dated_noun(place)) is not None and noun.i == event.i),
        None,
    )


def _behind_of(placed: Sequence[Placed], event: Token) -> Placed | None:
    """ "The murder of a judge in August": behind the words of the noun, hung on them or on a verb that has a date already."""
    if event.pos_ != "NOUN" or not any(child.lower_ == "of" for child in event.rights):
        return None
    end = next(child for child in event.rights if child.lower_ == "of").right_edge.i + 1
    inside = next(
        (
            place
            for place in placed
            if event.i < place.start < end and place.governor.pos_ in ("NOUN", "PROPN") and place.governor.head.head.i == event.i
        ),
        None,
    )
    if inside is not None:
        return inside
    for place in placed:
        if place.preposition is None or place.preposition.i != end or place.preposition.lower_ not in ("in", "on"):
            continue
        if any(other.governor.i == place.governor.i and other.end <= event.i for other in placed):
            return place
    return None


def _told_of(placed: Sequence[Placed], event: Token) -> Placed | None:
    """ "The ambush in May, in which 18 were killed", "the March 2016 bombing that killed 32"."""
    clause = first_conjunct(event)
    if clause.dep_ != "relcl" or not _is_past(event):
        return None
    noun, joined = clause.head, _joint(clause)
    if noun.lemma_ in _papers() or noun.ent_type_ == "PERSON" or joined is None or any(p.governor.i == event.i for p in placed):
        return None
    for place in placed:
        of_noun = dated_noun(place)
        if (of_noun is not None and of_noun.i == noun.i) or (place.governor.i == noun.i and place.start < clause.left_edge.i):
            return place
    return None


def _joint(clause: Token) -> Token | None:
    """The word that joins a relative clause to what happens: "that", "in which", "when", "where"; null behind "who"."""
    for child in clause.subtree:
        if child.i >= clause.i:
            break
        if child.lower_ in ("that", "which", "when", "where") and child.tag_ in ("WDT", "WP", "WRB", "IN"):
            return child
    return None


def _is_past(verb: Token) -> bool:
    auxiliaries = [child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool({"was", "were"} & set(auxiliaries)) and "have" not in auxiliaries)


def _inside(placed: Sequence[Placed], event: Token) -> Placed | None:
    """ "In the raid, carried out on 4 November, troops seized ...", "the protest on Saturday turned violent when police fired"."""
    nouns = {
        inner.i: inner
        for child in event.children
        if child.dep_ == "prep" and child.lower_ in ("in", "during")
        for inner in child.children
        if inner.dep_ == "pobj"
    }
    for place in placed:
        doing = place.governor
        if doing.tag_ not in ("VBN", "VBD") or doing.lemma_ not in _group("carriers"):
            continue
        if doing.dep_ in ("acl", "relcl") and place.start > doing.i and _is_what_happens(doing.head, event):
            return place  # "the attack, which took place on 9 November, killed four"
        if doing.head.i in nouns and doing.dep_ in ("acl", "relcl"):
            return place
        # The same with the participle hung on the verb: only "raid" and a comma stand before it.
        if (
            doing.dep_ == "advcl"
            and doing.head.i == event.i
            and not any(child.dep_ in ("mark", "nsubj", "nsubjpass") for child in doing.lefts)
        ):
            before = doing.doc[doing.i - 1]
            if before.text == "," and any(noun.i == before.i - 1 for noun in nouns.values()):
                return place
            if before.text == "," and any(
                child.dep_ == "pobj" and child.i == before.i - 1 for prep in doing.lefts for child in prep.children
            ):
                return place
    return _of_the_subject(placed, event)


def _is_what_happens(noun: Token, event: Token) -> bool:
    """Whether a noun is the event, or the subject of its verb with a date of its own told beside it."""
    if noun.i == event.i:
        return True
    return noun.pos_ == "NOUN" and noun.dep_ == "nsubj" and noun.head.i == event.i and not _is_person(noun)


def _is_person(noun: Token) -> bool:
    known = words().nouns.get(noun.lemma_.lower())
    return known is not None and known.kind in ("person", "people")


def _of_the_subject(placed: Sequence[Placed], event: Token) -> Placed | None:
    """The date of what the main clause is about, for what happens "when" it does."""
    if event.dep_ != "advcl" or not any(child.lower_ in _group("simultaneous") for child in event.lefts):
        return None
    subject = next((child for child in event.head.lefts if child.dep_ == "nsubj" and child.pos_ == "NOUN"), None)
    if subject is None:
        return None
    return next(
        (p for p in placed if p.governor.i == subject.i and p.preposition is not None and p.preposition.lower_ in ("on", "in")),
        None,
    )
