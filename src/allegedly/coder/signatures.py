"""Commitments and the signatures of words: what "failed to", "denied" or "the threat of" makes of what stands under it.

The word knowledge is ``lexicon/en/status.yaml``; here it is compiled for look-up, and the arithmetic of a signature is done.

Notes:
    Signatures after Karttunen (1971; 2012) and Nairn, Condoravdi & Karttunen (2006); nested readings as in Sauri & Pustejovsky
    (2012), except that attribution is no operator here: what somebody is said to say stands as that source tells it.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, NamedTuple

from allegedly.coder.lexicon import load

KINDS = ("clause", "infinitive", "gerund", "noun")
Modality = Literal["asserted", "future", "hypothetical", "directive", "asked"]
Certainty = Literal["high", "low"] | None
Pair = tuple[str, str]


class Commitment(NamedTuple):
    """What is said of one event.

    ``words`` are the token indices that decided it; ``told`` marks a complement of a verb of saying, ``would`` a
    clause whose modal may be such a verb's "will".
    """

    positive: bool = True
    modality: Modality = "asserted"
    certainty: Certainty = None
    words: tuple[int, ...] = ()
    told: bool = False
    would: bool = False


PLAIN = Commitment()


class Words(NamedTuple):
    """The lexicon, compiled for look-up by lower-case form or lemma."""

    signatures: dict[tuple[str, str], dict[str, Pair]]
    auxiliaries: dict[str, Modality]
    backshifted: frozenset[str]
    inability: frozenset[str]
    negative: frozenset[str]
    open_adverbs: frozenset[str]
    certainty: dict[str, Certainty]
    nobody: frozenset[str]
    only: frozenset[str]
    open_markers: frozenset[str]
    temporal: frozenset[str]
    without: frozenset[str]
    linking: frozenset[str]
    modifiers: dict[str, tuple[bool, Modality | None, Certainty]]
    sure: dict[str, Certainty]
    hearsay: frozenset[str]
    occurring: frozenset[str]
    bearing: frozenset[str]
    excess: frozenset[str]
    compounds: frozenset[str]
    not_orders: frozenset[str]
    polite: frozenset[str]
    ahead: frozenset[str]
    please: frozenset[str]
    with_object: frozenset[str]
    free: frozenset[str]
    instead: frozenset[str]
    instead_of_doing: frozenset[str]
    cases: frozenset[str]
    doubting: frozenset[str]
    pending: frozenset[str]
    come_to: frozenset[str]
    proving: frozenset[str]
    dropping: frozenset[str]
    all_but: frozenset[str]
    finding_out: frozenset[str]
    rejecting: frozenset[str]
    able: frozenset[str]
    ordinals: frozenset[str]
    occasions: frozenset[str]
    occasion_verbs: frozenset[str]
    called: frozenset[str]
    units: frozenset[str]


# What a modifier of an event noun does: turn it round, leave it open, say how sure.
_MODIFIERS: dict[str, tuple[bool, Modality | None, Certainty]] = {
    "negative": (True, None, None),
    "future": (False, "future", None),
    "hypothetical": (False, "hypothetical", None),
    "directive": (False, "directive", None),
    "low": (False, None, "low"),
    "high": (False, None, "high"),
}


@cache
def words(language: str = "en") -> Words:
    """The compiled lexicon of one language."""
    data: dict[str, Any] = load("status", language)
    signatures: dict[tuple[str, str], dict[str, Pair]] = {}
    for entry in data["classes"].values():
        pairs = {kind: (str(entry[kind][0]), str(entry[kind][1])) for kind in KINDS if kind in entry}
        for group, letter in (("verbs", "V"), ("nouns", "N"), ("adjectives", "A")):
            for word in entry.get(group, ()):
                signatures.setdefault((letter, word), {}).update(pairs)
    for group, letter in (("verbs", "V"), ("nouns", "N"), ("adjectives", "A")):
        for word, changes in data["exceptions"].get(group, {}).items():
            known = signatures.setdefault((letter, word), {})
            for kind, pair in changes.items():
                if pair is None:
                    known.pop(kind, None)
                else:
                    known[kind] = (str(pair[0]), str(pair[1]))
    auxiliaries: dict[str, Modality] = {}
    for modality in ("hypothetical", "directive", "future"):
        for word in data["auxiliaries"][modality]:
            auxiliaries[word] = modality
    adverbs = data["adverbs"]
    certainty: dict[str, Certainty] = dict.fromkeys(adverbs["low"], "low")
    certainty.update(dict.fromkeys(adverbs["high"], "high"))
    modifiers = {word: _MODIFIERS[kind] for kind, listed in data["modifiers"].items() for word in listed}
    sure: dict[str, Certainty] = dict.fromkeys(data["certainty"]["low"], "low")
    sure.update(dict.fromkeys(data["certainty"]["high"], "high"))
    return Words(
        signatures,
        auxiliaries,
        frozenset(data["auxiliaries"]["backshifted"]),
        frozenset(data["auxiliaries"]["inability"]),
        frozenset(adverbs["negative"]),
        frozenset(adverbs["hypothetical"]),
        certainty,
        frozenset(data["nobody"]),
        frozenset(data["only"]),
        frozenset(data["markers"]["hypothetical"]),
        frozenset(data["markers"]["temporal"]),
        frozenset(data["prepositions"]["negative"]),
        frozenset(data["linking"]),
        modifiers,
        sure,
        frozenset(data["certainty"]["hearsay"]),
        frozenset(data["occurring"]),
        frozenset(data["bearing"]),
        frozenset(data["excess"]),
        frozenset(data["compounds"]),
        frozenset(data["not_orders"]),
        frozenset(data["polite"]),
        frozenset(data["ahead"]),
        frozenset(data["please"]),
        frozenset(data["with_object"]),
        frozenset(data["markers"]["free"]),
        frozenset(data["prepositions"]["instead"]),
        frozenset(data["prepositions"]["instead_of_doing"]),
        frozenset(data["prepositions"]["cases"]),
        frozenset(data["certainty"]["doubting"]),
        frozenset(data["pending"]),
        frozenset(data["come_to"]),
        frozenset(data["proving"]),
        frozenset(data["dropping"]),
        frozenset(data["all_but"]),
        frozenset(data["finding_out"]),
        frozenset(data["rejecting"]),
        frozenset(data["able"]),
        frozenset(data["ordinals"]),
        frozenset(data["occasions"]["nouns"]),
        frozenset(data["occasions"]["verbs"]),
        frozenset(data["called"]),
        frozenset(data["units"]),
    )


def apply(pair: Pair, outer: Commitment, mine: tuple[int, ...]) -> Commitment:
    """What a signature makes of a complement, given how far its governing word itself is vouched for."""
    effect = pair[0] if outer.positive else pair[1]
    positive = not effect.startswith("-")
    name = effect.lstrip("+-")
    if name == "fact":
        return PLAIN
    if name == "told":
        if outer.modality in ("hypothetical", "asked"):
            return Commitment(True, outer.modality, outer.certainty, outer.words, told=True)
        return Commitment(True, "asserted", outer.certainty, (), told=True)
    changed = positive != outer.positive or not positive
    if not name:
        return Commitment(positive, outer.modality, outer.certainty, (*mine, *outer.words) if changed else outer.words)
    modality: Modality = name  # type: ignore[assignment]
    if outer.modality == "asked" or (outer.modality == "hypothetical" and name == "future"):
        modality = outer.modality
    return Commitment(positive, modality, None, (*mine, *outer.words) if not outer.positive or modality != name else mine)


def combine(own: Commitment, context: Commitment) -> Commitment:
    """A clause's own operators inside what its place makes of it; the place wins where both leave the event open."""
    modality = own.modality
    if context.modality != "asserted":
        modality = context.modality
    elif context.told and own.would:
        modality = "future"
    decided = tuple(dict.fromkeys((*own.words, *context.words)))
    positive = own.positive == context.positive
    if positive and not own.positive and set(own.words) & set(context.words):
        positive = False  # "made no comment": one negation, seen from noun and verb
    return Commitment(positive, modality, own.certainty or context.certainty, decided, context.told)
