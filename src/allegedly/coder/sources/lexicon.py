"""The lexicon of cues, as the stage asks it: how likely is this word in this construction to attribute something?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from allegedly.coder.lexicon import load
from allegedly.errors import LexiconError
from allegedly.model.attribution import Kind

# How far a noun of saying with "of" and with whoever says it is believed; there was too little to count.
_REPORTED = 0.6
_LISTS = (
    "seeming",
    "relaying",
    "impersonal",
    "hearsay",
    "views",
    "adverbial",
    "reports",
    "withholding",
    "denying",
    "demanding",
    "wishing",
    "nobody",
    "announcing",
    "acting",
    "knowing",
    "backgrounding",
    "conceding",
    "deeds",
    "addressed",
)
# Where any verb may be a cue, because somebody's words stand beside it ("'Go home,' he shot back").
_BESIDE_WORDS = frozenset({"quotation", "trailing clause", "colon", "colon:transcript"})


@dataclass(frozen=True)
class Cues:
    """What ``cues.yaml`` (written by hand), ``cue_shares.yaml`` and ``cue_traits.yaml`` (counted and fitted) say.

    ``shares`` gives for a word and a construction the share of its readings that were attributions, 0 to 1; ``unseen`` gives the
    share for words that were never seen in a construction; ``traits`` are the weights of ``weigh.py``.
    """

    shares: dict[str, dict[str, float]]
    unseen: dict[str, float]
    traits: dict[str, float]
    kinds: dict[str, Kind]
    quotation: frozenset[str]
    nouns: frozenset[str]
    seeming: frozenset[str]
    relaying: frozenset[str]
    impersonal: frozenset[str]
    hearsay: frozenset[str]
    views: frozenset[str]
    adverbial: frozenset[str]
    reports: frozenset[str]
    withholding: frozenset[str]
    denying: frozenset[str]
    demanding: frozenset[str]
    wishing: frozenset[str]
    nobody: frozenset[str]
    announcing: frozenset[str]
    acting: frozenset[str]
    knowing: frozenset[str]
    backgrounding: frozenset[str]
    conceding: frozenset[str]
    deeds: frozenset[str]
    addressed: frozenset[str]

    def share(self, word: str, construction: str) -> float:
        """The share of right readings of ``word`` in ``construction``; a deed says something only beside somebody's words."""
        if word in self.deeds and construction not in _BESIDE_WORDS:
            return 0.0
        known = self.shares.get(word)
        counted = known[construction] if known is not None and construction in known else self.unseen.get(construction, 0.0)
        return max(counted, _REPORTED) if construction.startswith("report:") else counted

    def kind(self, word: str) -> Kind:
        """Speech, belief, wish, fear or plan; particle and preposition of the word do not matter."""
        return self.kinds.get(word) or self.kinds.get(word.partition("_")[0]) or "speech"


@cache
def load_cues(language: str = "en") -> Cues:
    """The cue lexicon of a language; raises :class:`LexiconError` when a part of it is missing or misspelt."""
    hand: dict[str, Any] = load("cues", language)
    counted: dict[str, Any] = load("cue_shares", language)
    for part in ("kinds", "quotation", *_LISTS):
        if part not in hand:
            raise LexiconError(f"lexicon file {language}/cues.yaml has no part {part!r}; it needs it, if only as an empty list")
    kinds: dict[str, Kind] = {}
    for kind, words in hand["kinds"].items():
        if kind not in ("belief", "wish", "fear", "plan"):
            raise LexiconError(f"lexicon file {language}/cues.yaml: unknown kind {kind!r}; allowed: belief, fear, plan, wish")
        for word in words:
            kinds.setdefault(word, kind)
    shares = {str(word): {name: percent / 100 for name, percent in row.items()} for word, row in counted["words"].items()}
    unseen = {name: percent / 100 for name, percent in counted["unseen"].items()}
    nouns = frozenset(word for word, row in shares.items() if any(name.startswith("noun") for name in row))
    lists = (frozenset(hand[part]) for part in _LISTS)
    traits = {str(name): float(weight) for name, weight in load("cue_traits", language).items()}
    return Cues(shares, unseen, traits, kinds, frozenset(hand["quotation"]), nouns, *lists)
