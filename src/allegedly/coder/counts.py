"""How many: counts of dead, injured, arrested, crowds, troops and money, with what the words leave open left open.

"Eight" is exact (low, best and high); "at least eight" has only ``low``, "about 20" only ``best``, "up to 50" only ``high``, "between 20 and 30"
low and high. "Dozens" and their like have only the least that the word can mean (24, 200, 2000; "several" is three or more). A number
that is not told is null, never zero. The words are in ``lexicon/en/counts.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast, get_args

import numpy as np
from spacy.attrs import LOWER, TAG
from spacy.language import Language
from spacy.tokens import Doc, Token

from allegedly.coder.dates import find_timexes
from allegedly.coder.lexicon import load
from allegedly.coder.numbers import number_of, number_words
from allegedly.coder.parts import register_extensions
from allegedly.coder.syntax import first_conjunct, is_passive
from allegedly.model import Count

Kind = Literal["dead", "injured", "arrested", "missing", "displaced", "crowd", "forces", "money", "other"]
KINDS: tuple[str, ...] = get_args(Kind)

_CURRENCIES = frozenset("$€£¥₽₴")
_HYPHENS = frozenset({"-", "–", "—", "‑"})
_LONGEST_NUMBER = 9
_LONGEST_PHRASE = 4

register_extensions()


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number with its modifiers, in tokens ``[start, end)``; ``last`` is its last number token."""

    start: int
    end: int
    last: int
    low: float | None
    best: float | None
    high: float | None
    money: bool = False


@cache
def _words() -> dict[str, Any]:
    return cast("dict[str, Any]", load("counts"))


@cache
def _phrases(where: str) -> dict[tuple[str, ...], str]:
    """Modifiers before or after a number as token tuples, with the bound they set."""
    return {tuple(phrase.split()): bound for bound, phrases in _words()[where].items() for phrase in phrases}


@cache
def _vague() -> dict[tuple[str, ...], tuple[float, bool]]:
    """Phrases that stand for a number: the least they mean, and whether that is exact."""
    table = {tuple(phrase.split()): (float(low), False) for phrase, low in _words()["vague"].items()}
    table.update({tuple(phrase.split()): (float(value), True) for phrase, value in _words()["exact_words"].items()})
    return table


@cache
def _starters() -> frozenset[str]:
    """Words that can begin a number or stand for one, in lower case."""
    return frozenset([*number_words(), *(phrase[0] for phrase in _vague() if phrase[0] != "a"), "a", "an"])


@cache
def _by_word(section: str) -> dict[str, str]:
    return {word: kind for kind, words in _words()[section].items() for word in words}


@cache
def _group(name: str) -> frozenset[str]:
    return frozenset(_words()[name])


def find_counts(doc: Doc) -> list[tuple[Count, int]]:
    """Every count of ``doc`` with the token index of what is counted, in text order.

    The token is the noun ("eight protesters"), or the number itself where no noun follows ("killed eight"). Dates, ages, percentages and
    numbers that name things ("Resolution 1244") are no counts. The kind is read from the words around it; :func:`counts_of` knows more.
    """
    candidates = _candidates(doc)
    if not candidates:
        return []
    timexes = doc._.timexes if doc._.timexes is not None else find_timexes(doc.text)
    taken = [(timex.span.start, timex.span.end) for timex in timexes]
    found: list[tuple[Count, int]] = []
    done = 0
    for i in candidates:
        if i < done:
            continue
        quantity = _quantity(doc, i)
        if quantity is None:
            continue
        start, end = doc[quantity.start].idx, doc[quantity.last].idx + len(doc[quantity.last])
        if any(low < end and start < high for low, high in taken):
            continue
        done = quantity.end
        counted = _counted(doc, quantity)
        if counted is None:
            continue
        found.append((_count(doc, quantity, counted), counted.i))
    return found


def _candidates(doc: Doc) -> list[int]:
    """Tokens where a number may begin, found without touching the tokens."""
    rows = doc.to_array([TAG, LOWER])
    if not len(rows):
        return []
    strings = doc.vocab.strings
    ids = np.fromiter((strings[word] for word in _starters()), dtype=np.uint64)
    hits = np.flatnonzero((rows[:, 0] == strings["CD"]) | np.isin(rows[:, 1], ids))
    articles = {strings["a"], strings["an"]}
    following = _persons(doc)
    return [
        int(i) for i in hits if rows[i, 1] not in articles or (int(i) + 1 < len(doc) and _article_counts(doc, int(i), following))
    ]


def _persons(doc: Doc) -> frozenset[str]:
    return _group("persons")


def _article_counts(doc: Doc, i: int, persons: frozenset[str]) -> bool:
    """Whether "a" stands for one person ("a man"), or begins a number ("a dozen", "a few hundred")."""
    following = doc[i + 1]
    if following.lower_ in number_words() or following.lower_ in ("few", "couple", "handful", "pair"):
        return True
    noun = doc[i].head
    return noun.i > i and noun.tag_ == "NN" and noun.lemma_ in persons


def _quantity(doc: Doc, i: int) -> _Quantity | None:
    lower = [token.lower_ for token in doc[i : i + _LONGEST_NUMBER]]
    for phrase, (value, exact) in sorted(_vague().items(), key=lambda item: -len(item[0])):
        if tuple(lower[: len(phrase)]) == phrase:
            end = i + len(phrase)
            if end < len(doc) and doc[end].lower_ == "of":
                end += 1
            last = i + len(phrase) - 1
            best = value if exact else None
            return _Quantity(_skip_back(doc, i), end, last, value, best, best)
    length, amount = _number(lower)
    if amount is None:
        if lower[0] in ("a", "an"):
            return _Quantity(i, i + 1, i, 1.0, 1.0, 1.0)
        return None
    return _bounded(doc, i, i + length, amount)


def _skip_back(doc: Doc, i: int) -> int:
    """Where a vague number begins with its modifiers ("some hundreds")."""
    bound, start = _modifier(doc, i)
    return start if bound is not None else i


def _number(words: list[str]) -> tuple[int, float | None]:
    """The longest run of words from the first that is one number: how many words, and its value."""
    parts: list[str] = []
    best: tuple[int, float | None] = (0, None)
    for n, word in enumerate(words):
        if word in _HYPHENS and parts:
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
        if bound is not None:
            return bound, i - length
    return None, i


def _bounded(doc: Doc, i: int, end: int, value: float) -> _Quantity | None:
    money = i > 0 and doc[i - 1].text[-1:] in _CURRENCIES
    first = i - 1 if money else i
    last = end - 1
    before = doc[first - 1].lower_ if first else ""
    if end < len(doc) and not money:
        hyphen, following = doc[end].text, doc[end + 1] if end + 1 < len(doc) else None
        if hyphen in _HYPHENS and following is not None and following.text[:1].isalpha() and following.lower_ != "strong":
            return None  # "32-year-old", "two-thirds"
    # A range: "20 to 30", "between 20 and 30", "20-30".
    joint = doc[end].lower_ if end < len(doc) else ""
    if joint in ("to", "and", "or") or joint in _HYPHENS:
        skip = 1 if end + 1 < len(doc) and doc[end + 1].text in _CURRENCIES else 0
        length, upper = _number([token.lower_ for token in doc[end + 1 + skip : end + 1 + skip + _LONGEST_NUMBER]])
        if (
            upper is not None
            and value < 1000 <= upper
            and upper / 1000 < 1000
            and _scale_of(doc, end + skip + length)
            and value < 100
        ):
            value *= _scale_of(doc, end + skip + length)  # "20 to 30 thousand"
        if upper is not None and upper > value and (joint != "and" or before == "between") and not _changes(doc, i, before):
            start = first - 1 if before in ("between", "from") else _modifier(doc, first)[1]
            stop = end + 1 + skip + length
            return _Quantity(start, stop, stop - 1, value, None, upper, money)
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
    return _Quantity(start, end, last, low, best, high, money)


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
            return token.lemma_ in _group("change")
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def _counted(doc: Doc, quantity: _Quantity) -> Token | None:
    """The token that is counted, or null when the number counts nothing."""
    number = doc[quantity.last]
    after = doc[quantity.end] if quantity.end < len(doc) else None
    if quantity.money:
        return number
    if after is not None and (after.lower_ in _group("uncounted") or after.lemma_ in _group("uncounted")):
        return None
    noun = _noun(doc, quantity)
    if noun is not None:
        if noun.lemma_ in _group("uncounted") or noun.lower_ in _group("uncounted"):
            return None
        return noun
    toll = _toll(number)
    if toll is not None:
        return toll
    state = _state_after(doc, quantity.end)
    if state is not None or _kind_of_verb(number) is not None:
        return number
    return None


def _noun(doc: Doc, quantity: _Quantity) -> Token | None:
    """The noun behind the number: its head in the parse, or the head of the phrase that begins right behind it."""
    for i in range(quantity.start, quantity.end):
        head = doc[i].head
        if (
            head.i >= quantity.end
            and head.pos_ in ("NOUN", "PROPN")
            and doc[i].dep_ in ("nummod", "quantmod", "compound", "amod", "det", "nmod", "predet")
        ):
            return head
    end = quantity.end
    for token in doc[end : end + 4]:
        if token.pos_ in ("NOUN", "PROPN"):
            if token.dep_ == "compound" and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN"):
                return token.head
            return token
        if token.pos_ not in ("ADJ", "DET", "ADP") or (token.pos_ == "ADP" and token.lower_ != "of"):
            return None
        if token.lower_ in _by_word("states"):
            return None
    return None


def _toll(number: Token) -> Token | None:
    """The "toll" or "number" that a number is the value of ("the toll rose to 26")."""
    verb = number.head
    for _ in range(3):
        if verb.pos_ in ("VERB", "AUX", "NOUN"):
            break
        verb = verb.head
    if verb.pos_ == "NOUN":
        return verb if verb.lemma_ in _group("numbers") else None
    return next(
        (child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass") and child.lemma_ in _group("numbers")), None
    )


def _state_after(doc: Doc, end: int) -> str | None:
    """A state told right behind a number or its noun ("eight dead", "eight others wounded")."""
    for token in doc[end : end + 3]:
        kind = _by_word("states").get(token.lower_)
        if kind is not None and token.i - end <= 2:
            return kind
        if token.lower_ not in (
            "people",
            "others",
            "were",
            "are",
            "was",
            "more",
            "had",
            "been",
            "reported",
            "other",
            "men",
            "left",
            "have",
        ):
            return None
    return None


def _kind_of_verb(token: Token) -> str | None:
    """The kind that the verb of ``token`` gives it: as the one done to, as the one who does, or by a participle that describes it."""
    token = first_conjunct(token)
    for child in token.rights:
        if child.dep_ in ("acl", "relcl", "amod"):
            kind = _by_word("states").get(child.lower_) or _verb_kind(child, passive=child.tag_ == "VBN" or is_passive(child))
            if kind is not None:
                return kind
    for child in token.lefts:
        if child.dep_ == "amod" and child.lower_ in _by_word("states"):
            return _by_word("states")[child.lower_]
    verb, label = token.head, token.dep_
    if label == "pobj" and verb.lower_ == "of":  # "the killing of eight", "dozens of people were killed"
        noun = verb.head
        kind = _by_word("nouns").get(noun.lemma_) or _by_word("done_to").get(_verb_of(noun))
        return kind or (_kind_of_verb(noun) if noun.i != token.i and (noun.tag_ == "CD" or noun.lower_ in _starters()) else None)
    if label in ("dobj", "nsubjpass", "oprd"):
        return _verb_kind(verb, passive=True)
    if label in ("nsubj", "attr"):
        if (
            verb.pos_ in ("ADJ", "VERB", "AUX")
            and verb.lower_ in _by_word("states")
            and verb.dep_ in ("ccomp", "oprd", "ROOT", "conj", "advcl")
        ):
            return _by_word("states")[verb.lower_]
        state = next((child for child in verb.rights if child.dep_ in ("acomp", "oprd")), None)
        if state is not None and state.lower_ in _by_word("states"):
            return _by_word("states")[state.lower_]
        return _verb_kind(verb, passive=is_passive(verb))
    return None


def _verb_of(noun: Token) -> str:
    """The verb behind a noun in "-ing" ("the killing of"); the lemma itself otherwise."""
    lemma = noun.lemma_.lower()
    return lemma.removesuffix("ing") if lemma.endswith("ing") else lemma


def _verb_kind(verb: Token, *, passive: bool) -> str | None:
    lemma = verb.lemma_.lower()
    if passive:
        if lemma == "shoot":
            dead = any(
                child.lower_ in ("dead", "death") or any(g.lower_ == "death" for g in child.children) for child in verb.children
            )
            return "dead" if dead else None
        if lemma == "claim" and verb.tag_ != "VBD":
            return None
        return _by_word("done_to").get(lemma)
    return _by_word("doing").get(lemma)


def _kind(doc: Doc, quantity: _Quantity, counted: Token) -> str:
    if quantity.money or counted.lemma_.lower() in _words()["nouns"]["money"]:
        return "money"
    near = counted.i + 1 if counted.i >= quantity.end else quantity.end
    state = _state_after(doc, near)
    if state is not None:
        return state
    noun = _by_word("nouns").get(counted.lemma_.lower())
    if noun in ("dead", "injured", "arrested", "missing") and counted.lemma_ not in ("body", "victim", "prisoner", "detainee"):
        return noun
    if counted.lemma_ in _group("numbers"):
        for child in counted.rights:
            if child.lower_ == "of":
                for inner in child.children:
                    kind = _by_word("states").get(inner.lower_) or _by_word("nouns").get(inner.lemma_) or _kind_of_verb(inner)
                    if kind is not None:
                        return kind
    verb = _kind_of_verb(counted)
    if verb == "forces" and noun not in ("forces", None):
        verb = None
    if (
        verb == "forces"
        and noun is None
        and counted.lemma_ not in ("man", "vehicle", "officer", "policeman", "police", "plane", "ship", "jet")
    ):
        verb = None
    if verb == "crowd" and noun == "forces":
        verb = None
    return str(verb or noun or "other")


def _count(doc: Doc, quantity: _Quantity, counted: Token) -> Count:
    start, end = (
        quantity.start,
        max(quantity.end, counted.i + 1 if counted.i >= quantity.end and counted.i - quantity.end <= 4 else 0),
    )
    while end > quantity.last + 1 and doc[end - 1].lower_ == "of":
        end -= 1
    span = doc[start:end]
    kind = cast("Kind", _kind(doc, quantity, counted))
    return Count(
        kind=kind,
        text=span.text,
        start=span.start_char,
        end=span.end_char,
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
    )


def counts_of(
    doc: Doc, head: int, mentions: Iterable[tuple[int, int]], found: Sequence[tuple[Count, int]], *, type: str = ""
) -> tuple[Count, ...]:
    """The counts of ``found`` that belong to the event at token ``head``, with the kind that its PLOVER ``type`` gives them.

    ``mentions`` are token ranges of the event's actors and recipients. A count belongs when what is counted stands in one of them, is
    the event's own noun ("eight deaths"), or hangs on its verb. Where a number changed ("rose from 8 to 26") only the later one is given.
    """
    ranges = list(mentions)
    own: list[tuple[Count, int]] = []
    for count, i in found:
        token = doc[i]
        if i == head or any(start <= i < end for start, end in ranges) or _hangs_on(token, head):
            own.append((count, i))
    last: dict[int, tuple[Count, int]] = {}
    for count, i in own:
        last[i] = (count, i)  # two numbers of one noun: the later holds
    return tuple(_typed(doc, count, i, head, type) for count, i in last.values())


def _hangs_on(token: Token, head: int) -> bool:
    token = first_conjunct(token)
    for _ in range(3):
        if token.head.i == head and token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "nummod", "pobj", "oprd", "ccomp"):
            return True
        if token.dep_ == "pobj" and token.head.lower_ in ("of", "to", "with", "from", "in", "by"):
            token = token.head
            if token.head.i == head:
                return True
            token = token.head
            if token.i == head:
                return True
        else:
            return False
    return False


def _typed(doc: Doc, count: Count, i: int, head: int, type: str) -> Count:
    """The count with the kind that its event gives it."""
    kind: str = count.kind
    verb = doc[head].lemma_.lower()
    if type == "AID" and kind != "money":
        kind = "other"
    elif kind in ("other", "crowd", "forces") and type in _words()["types"]:
        by_verb = _by_word("done_to").get(verb) or _by_word("doing").get(verb)
        given = _words()["types"][type]
        person = kind != "other" or _is_person(doc[i])
        if type == "ASSAULT":
            victim = not (
                first_conjunct(doc[i]).dep_ == "nsubj"
                and not is_passive(doc[head])
                and by_verb != "dead"
                and doc[head].pos_ == "VERB"
            )
            kind = by_verb if victim and by_verb in ("dead", "injured") else kind
        elif type == "COERCE":
            kind = given if person and by_verb in (None, "arrested") and doc[i].dep_ != "nsubj" else kind
        elif person:
            kind = given
    return Count(
        kind=cast("Kind", kind),
        text=count.text,
        start=count.start,
        end=count.end,
        low=count.low,
        best=count.best,
        high=count.high,
    )


def _is_person(token: Token) -> bool:
    return (
        token.lemma_.lower() in _group("persons")
        or token.lemma_.lower()
        in ("people", "other", "member", "supporter", "opponent", "family", "citizen", "men", "leader", "official", "man")
        or token.tag_ == "CD"
    )


@Language.component("allegedly_counts_v1", assigns=["doc._.counts"])
def counts(doc: Doc) -> Doc:
    """Store the counts of ``doc`` in ``doc._.counts`` as ``(Count, token)``."""
    doc._.counts = find_counts(doc)
    return doc
