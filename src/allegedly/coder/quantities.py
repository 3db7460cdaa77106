"""Numbers with what the words around them leave open: "at least eight", "between 20 and 30", "dozens of".

Found over the tokens of a parsed text; what is counted, and as what, is asked in :mod:`allegedly.coder.counts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import numpy as np
from spacy.attrs import LOWER, TAG
from spacy.tokens import Doc

from allegedly.coder.lexicon import load
from allegedly.coder.numbers import number_of, number_words
from allegedly.coder.sectors import words as actor_words

_CURRENCIES = frozenset("$€£¥₽₴₹₺₦₩₪₱₫₸₵₡฿")
DASHES = frozenset({"-", "–", "—", "‑"})
_LONGEST_NUMBER = 9
# Where "another" stands for one more, and not before a number or a noun ("another was hurt").
_ALONE = frozenset({"nsubj", "nsubjpass", "dobj"})
_LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its modifiers, in tokens ``[start, end)``; ``last`` is its last number token."""

    start: int
    end: int
    last: int
    low: int | float | None
    best: int | float | None
    high: int | float | None
    money: bool = False


@cache
def lexicon() -> dict[str, Any]:
    """The words around numbers, ``lexicon/en/counts.yaml``."""
    return cast("dict[str, Any]", load("counts"))


@cache
def _phrases(where: str) -> dict[tuple[str, ...], str]:
    """Modifiers before or after a number as token tuples, with the bound they set."""
    return {tuple(phrase.split()): bound for bound, phrases in lexicon()[where].items() for phrase in phrases}


@cache
def _vague() -> dict[tuple[str, ...], tuple[float, bool]]:
    """Phrases that stand for a number: the least they mean, and whether that is exact."""
    table = {tuple(phrase.split()): (float(low), False) for phrase, low in lexicon()["vague"].items()}
    table.update({tuple(phrase.split()): (float(value), True) for phrase, value in lexicon()["exact_words"].items()})
    table.update({tuple(phrase.split()): (float(value), False) for phrase, value in lexicon()["estimates"].items()})
    return table


@cache
def _vague_by_first() -> dict[str, list[tuple[tuple[str, ...], float, bool]]]:
    """The phrases that stand for a number by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], float, bool]]] = {}
    for phrase, (value, exact) in sorted(_vague().items(), key=lambda item: -len(item[0])):
        table.setdefault(phrase[0], []).append((phrase, value, exact))
    return table


@cache
def group(name: str) -> frozenset[str]:
    """A word list of the lexicon."""
    return frozenset(lexicon()[name])


@cache
def by_word(section: str) -> dict[str, str]:
    """The kind of each word of one section of the lexicon."""
    return {word: kind for kind, words in lexicon()[section].items() for word in words}


@cache
def number_starters() -> frozenset[str]:
    """Words that can be part of a number or stand for one, in lower case; "a" is one of them."""
    return frozenset([*number_words(), *(word for phrase in _vague() for word in phrase if word != "of")])


def candidates(doc: Doc) -> list[int]:
    """Tokens where a number may begin, found without touching most tokens."""
    if not len(doc):
        return []
    rows = doc.to_array([TAG, LOWER])
    strings = doc.vocab.strings
    ids = np.fromiter(
        (
            strings[word]
            for word in (*number_starters(), "an", "another", *group("related"), *lexicon()["pairs"], *one_more_words())
        ),
        dtype=np.uint64,
    )
    hits = np.flatnonzero((rows[:, 0] == strings["CD"]) | np.isin(rows[:, 1], ids))
    articles = {strings["a"], strings["an"]}
    another = strings["another"]
    ordinals = {strings[word] for word in one_more_words()}
    return [
        int(i)
        for i in hits
        if (rows[i, 1] not in ordinals or _is_one_more(doc, int(i)))
        and (rows[i, 1] not in articles or _article_counts(doc, int(i)))
        and (rows[i, 1] != another or doc[int(i)].dep_ in _ALONE)
    ]


@cache
def one_more_words() -> frozenset[str]:
    """Words by which one more is counted ("a second")."""
    return frozenset(load("numbers")["ordinals"]) - {"first"}


def _is_one_more(doc: Doc, i: int) -> bool:
    """Whether an ordinal stands for one person more: "one died and a second lost an eye"."""
    alone = i + 1 >= len(doc) or doc[i + 1].lower_ != "of"  # "a third of the country"
    hurt = i + 1 < len(doc) and doc[i + 1].lower_ in by_word("states")  # "and a fourth wounded"
    return bool(i and alone and doc[i - 1].lower_ == "a" and (doc[i].dep_ in _ALONE or hurt))


def _article_counts(doc: Doc, i: int) -> bool:
    """Whether "a" stands for one person ("a man"), or begins a number ("a dozen", "a few hundred")."""
    if i + 1 < len(doc) and doc[i + 1].lower_ in number_starters():
        return True
    noun = doc[i].head
    return bool(noun.i > i and noun.tag_ == "NN" and is_one_person(noun.lemma_))


def is_one_person(lemma: str) -> bool:
    """Whether a noun with "a" counts one person: those of the lexicon, and whoever the actor lexicon knows as a person."""
    noun = actor_words().nouns.get(lemma)
    return lemma in group("persons") or (noun is not None and noun.kind == "person" and not noun.plural and not noun.carrier)


def related_quantity(doc: Doc, i: int, before: Quantity | None) -> Quantity | None:
    """The number at token ``i`` where it is told by another: "twice as many" as the number ``before``, "half of the 40"; else null."""
    token = doc[i]
    words = [following.lower_ for following in doc[i + 1 : i + 5]]
    if (
        token.lower_ in ("twice", "thrice", "half")
        and words[:2] == ["as", "many"]
        and words[2:3] != ["as"]
        and before is not None
    ):
        return _times(doc, before, {"twice": 2.0, "thrice": 3.0, "half": 0.5}[token.lower_], i, i + 3)
    if words[:3] == ["times", "as", "many"] and words[3:4] != ["as"] and before is not None:
        length, times = _number([token.lower_])
        return _times(doc, before, times, i, i + 4) if length and times else None
    if token.lower_ == "half":
        start = i + 1 + (words[:1] == ["of"])
        if words[:1] == ["of"] and words[1:2] in (["them"], ["whom"]) and before is not None:
            return _times(doc, before, 0.5, i, i + 1)  # "half of them children"
        if start < len(doc) and doc[start].lower_ in ("the", "its", "their", "his", "her", "our", "these", "those"):
            whole = quantity_at(doc, start + 1) if start + 1 < len(doc) and doc[start + 1].tag_ == "CD" else None
            if whole is not None and not whole.money:
                return _times(doc, whole, 0.5, i, i + 1)
    return None


def _times(doc: Doc, of: Quantity, factor: float, start: int, end: int) -> Quantity | None:
    """A multiple of another number; null where half of it is no whole number."""
    low, best, high = (None if value is None else value * factor for value in (of.low, of.best, of.high))
    if any(value is not None and value != int(value) for value in (low, best, high)):
        return None
    bound, first = _modifier(doc, start)
    if bound in ("low", "high", "best"):  # "more than twice as many"
        value = next((value for value in (best, low, high) if value is not None), None)
        low, best, high = (value if bound == name else None for name in ("low", "best", "high"))
        start = first
    return Quantity(start, end, end - 1, low, best, high)


def quantity_at(doc: Doc, i: int) -> Quantity | None:
    """The number that begins at token ``i``, with the words before and behind it that bound it; null when there is none."""
    lower = [token.lower_ for token in doc[i : i + _LONGEST_NUMBER]]
    for phrase, value, exact in _vague_by_first().get(lower[0], ()):
        if tuple(lower[: len(phrase)]) == phrase:
            end = i + len(phrase)
            if end < len(doc) and doc[end].lower_ == "of":
                end += 1
            last = i + len(phrase) - 1
            if exact:
                return _bounded(doc, i, i + len(phrase), value)
            if " ".join(phrase) in lexicon()["estimates"]:
                return Quantity(_skip_back(doc, i), end, last, None, value, None)
            return Quantity(_skip_back(doc, i), end, last, value, None, None)
    if lower[0] in lexicon()["pairs"]:
        return _pair(doc, i)
    if lower[0] in one_more_words():
        return Quantity(i - 1, i + 1, i, 1.0, 1.0, 1.0) if _is_one_more(doc, i) else None
    if lower[0] == "another":
        return Quantity(i, i + 1, i, 1.0, 1.0, 1.0)
    if lower[0] in ("a", "an", "one") and i and doc[i - 1].lower_ == "not":
        return None  # "not a single villager", "not one"
    if lower[0] == "one" and lower[1:2] == ["of"]:
        # "One of the three" and "one of whom" are one of those counted; "one of the ministers" only says who.
        told = lower[2:3] in (["whom"], ["them"]) or (i + 3 < len(doc) and doc[i + 3].tag_ == "CD")
        return Quantity(i, i + 1, i, 1.0, 1.0, 1.0) if told else None
    if (
        lower[0] == "one"
        and i
        and doc[i - 1].lower_ in group("no_one")
        and doc[i - 1].dep_ != "mark"
        and (lower[1:2] or [""])[0] not in number_words()
    ):
        return None  # "no one", "the one"
    length, amount = _number(lower)
    if not amount:
        if lower[0] in ("a", "an") and doc[i].head.i > i and is_one_person(doc[i].head.lemma_):
            return Quantity(i, i + 1, i, 1.0, 1.0, 1.0)
        return None
    return _bounded(doc, i, i + length, amount)


def _pair(doc: Doc, i: int) -> Quantity | None:
    """ "The couple", "both men": as many as the word says, but not "both the army and the rebels" or "a couple of days"."""
    token = doc[i]
    if token.lower_ == "twin" and not (i + 1 < len(doc) and doc[i + 1].tag_ == "NNS"):
        return None
    if token.dep_ in ("preconj", "cc", "cc:preconj", "predet") or (i + 1 < len(doc) and doc[i + 1].lower_ == "of"):
        return None
    if token.pos_ == "NOUN" and not (i and doc[i - 1].tag_ in ("DT", "JJ", "PRP$", "NN")):
        return None
    value = float(lexicon()["pairs"][token.lower_])
    return Quantity(i, i + 1, i, value, value, value)


def _skip_back(doc: Doc, i: int) -> int:
    """Where a vague number begins with its modifiers ("some hundreds")."""
    bound, start = _modifier(doc, i)
    return start if bound is not None else i


def _number(words: list[str]) -> tuple[int, float | None]:
    """The longest run of words from the first that is one number: how many words, and its value."""
    parts: list[str] = []
    best: tuple[int, float | None] = (0, None)
    for n, word in enumerate(words):
        if word in DASHES and parts:
            continue
        parts.append(word)
        value = number_of(parts)
        if value is not None:
            best = (n + 1, value)
        elif (word not in ("a", "an", "and") and n) or (n == 0 and word not in ("a", "an")):
            break
    return best


def _modifier(doc: Doc, i: int) -> tuple[str | None, int]:
    """The bound that the words right before token ``i`` set, and where they begin."""
    phrases = _phrases("before")
    for length in range(min(_LONGEST_PHRASE, i), 0, -1):
        bound = phrases.get(tuple(token.lower_ for token in doc[i - length : i]))
        if bound is not None and (length > 1 or doc[i - 1].dep_ != "prt"):  # "handed over 66 minors"
            return bound, i - length
    return None, i


def _bounded(doc: Doc, i: int, end: int, value: float) -> Quantity | None:
    if i > 1 and doc[i - 1].text in DASHES and doc[i - 2].text[-1:].isdigit():
        return None  # the second half of a score, "a 5-4 ruling"
    if i > 2 and doc[i - 1].lower_ == "to" and doc[i - 2].tag_ == "CD" and doc[i - 3].lower_ not in ("from", "between"):
        other = _number([doc[i - 2].lower_])[1]
        if other is not None and other >= value:
            return None  # the second half of a vote, "by 31 to 8"
    money = i > 0 and (doc[i - 1].text[-1:] in _CURRENCIES or doc[i - 1].lower_ in group("currencies"))
    first = i - 1 if money else i
    if money and end < len(doc) and doc[end].lower_ in lexicon()["money_scales"]:
        value, end = value * lexicon()["money_scales"][doc[end].lower_], end + 1  # "$2m", in two tokens
    if end + 1 < len(doc) and not money and doc[end].text == "m" and doc[end + 1].tag_ in ("NNS", "NNPS"):
        value, end = value * lexicon()["money_scales"]["m"], end + 1  # "4.3m Afghans"
    last = end - 1
    before = doc[first - 1].lower_ if first else ""
    if end < len(doc) and not money:
        # A dash with a blank before it parts what stands on both sides: "toll passes 60,000 - ministry".
        hyphen, following = "" if doc[end - 1].whitespace_ else doc[end].text, doc[end + 1] if end + 1 < len(doc) else None
        if hyphen in DASHES and following is not None and following.lower_ == "odd":
            return Quantity(i, end + 2, last, None, value, None)  # "fifty-odd"
        if hyphen == "+":
            return Quantity(_skip_back(doc, i), end + 1, last, value, None, None)  # "1,000+"
        if hyphen in DASHES and following is not None and following.lower_ == "plus":
            return Quantity(_skip_back(doc, i), end + 2, last, value, None, None)  # "100-plus"
        if (
            hyphen in DASHES
            and following is not None
            and following.text[:1].isalpha()
            and following.lower_ not in group("made_up")
        ):
            return None  # "32-year-old", "two-thirds"
    # A range: "20 to 30", "between 20 and 30", "20-30".
    joint = doc[end].lower_ if end < len(doc) else ""
    if joint in ("to", "and", "or") or joint in DASHES:
        skip = 1 if end + 1 < len(doc) and doc[end + 1].text in _CURRENCIES else 0
        length, upper = _number([token.lower_ for token in doc[end + 1 + skip : end + 1 + skip + _LONGEST_NUMBER]])
        scale = _scale_of(doc, end + skip + length)
        if upper is not None and value < 100 and value * scale < upper:
            value *= scale or 1  # "20 to 30 thousand", "3 to 4 million"
        if upper is not None and upper <= value and joint in DASHES:
            return None
        if upper is not None and upper > value and (joint != "and" or before == "between") and not _changes(doc, i, before):
            start = first - 1 if before in ("between", "from") else _modifier(doc, first)[1]
            stop = end + 1 + skip + length
            return Quantity(start, stop, stop - 1, value, None, upper, money)
    bound, start = _modifier(doc, first)
    behind = _phrases("after")
    for length in range(3, 0, -1):
        later = behind.get(tuple(token.lower_ for token in doc[end : end + length]))
        if later is not None and len(doc[end : end + length]) == length:
            bound, end = later, end + length
            break
    low = value if bound in (None, "exact", "low") else None
    best = value if bound in (None, "exact", "best") else None
    high = value if bound in (None, "exact", "high") else None
    if bound == "exact":
        start = first if doc[start].lower_ in ("the", "these", "those", "other", "all", "just", "only") else start
    return Quantity(start, end, last, low, best, high, money)


def _scale_of(doc: Doc, last: int) -> float:
    """The multiplier that the upper end of a range ends with; 0 when there is none."""
    word = doc[last].lower_ if last < len(doc) else ""
    value = number_words().get(word, 0)
    return value if value >= 1000 else 0


def _changes(doc: Doc, i: int, before: str) -> bool:
    """Whether "from 8 to 26" tells a change, so that the later number holds."""
    if before != "from":
        return False
    token = doc[i]
    for _ in range(6):
        if token.pos_ == "VERB":
            return token.lemma_ in group("change")
        if token.head.i == token.i:
            return False
        token = token.head
    return False
