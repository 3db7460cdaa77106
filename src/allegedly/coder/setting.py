"""Whether the text around a word is about force or about a contest of words: candidates "attack" each other too.

The sentence decides when it holds words of one kind only or more of one kind; otherwise the whole text does, and where that says nothing
either, an attack is an attack.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from spacy.attrs import LEMMA
from spacy.tokens import Doc, Token

from allegedly.coder.rules import load_rules
from allegedly.coder.syntax import obliques

# So few words of force may stand in any text.
_FEW = 2
# So many times as many words of the other kind outweigh a single one.
_PLENTY = 6
_TARGETS = frozenset({"on", "at", "against", "upon"})


def is_setting_of_force(token: Token) -> bool:
    """Whether an attack, fight or war at ``token`` is likely one of arms, by the words of its sentence and of its text."""
    if any(target.lemma_.lower() in load_rules().classes["struck"] for target in obliques(token, _TARGETS)):
        return True  # "an attack on a petrol station"
    force, contest = _counts(token.doc)
    start, end = token.sent.start, token.sent.end
    balance = int(force[end] - force[start]) - int(contest[end] - contest[start])
    if abs(balance) == 1 and _is_lone(balance, int(force[-1]), int(contest[-1])):
        return balance < 0
    if balance:
        return balance > 0
    return int(force[-1]) >= int(contest[-1])


def _is_lone(balance: int, force: int, contest: int) -> bool:
    """Whether the one word that decides a sentence stands against all the others of a long text ("a republican guard", "gun laws")."""
    here, there = (force, contest) if balance > 0 else (contest, force)
    return there > _PLENTY * here


def is_text_of_force(doc: Doc) -> bool:
    """Whether the whole text tells of force at least as much as of a contest of words: its rallies protest, and win no voters."""
    force, contest = _counts(doc)
    return int(force[-1]) >= int(contest[-1])


def is_told_of_force(token: Token) -> bool:
    """Whether other words of the sentence, or of the whole text, tell of force beside the one at ``token``: "died in the raid", not "died in 2003"."""
    force, contest = _counts(token.doc)
    start, end = token.sent.start, token.sent.end
    itself = int(force[token.i + 1] - force[token.i])
    if int(force[end] - force[start]) - itself > 0:
        return True
    return int(force[-1]) - itself > max(3 * int(contest[-1]), _FEW)


def _counts(doc: Doc) -> tuple[np.ndarray, np.ndarray]:
    """How many words of either kind stand before each token; counted once a text."""
    counted: tuple[np.ndarray, np.ndarray] | None = doc.user_data.get("setting")
    if counted is None:
        lemmas = doc.to_array([LEMMA])
        sums = [np.concatenate(([0], np.cumsum(np.isin(lemmas, _ids(doc, kind))))) for kind in ("force_words", "contest_words")]
        counted = doc.user_data["setting"] = (sums[0], sums[1])
    return counted


def _ids(doc: Doc, kind: str) -> np.ndarray:
    strings = doc.vocab.strings
    return np.array([strings.add(form) for form in _forms(kind)], dtype=np.uint64)


@cache
def _forms(kind: str) -> tuple[str, ...]:
    return tuple(sorted({form for word in load_rules().classes[kind] for form in (word, word.capitalize())}))
