"""The frame of a saying: the affair that the article is about, or another time told as background or comparison.

A time is *historical* when words say so ("a hundred years ago", "during the colonial war", "back then") or when it names a year
two or more before publication. It holds for the clause that it stands in and what hangs below, and is carried on through the
sentences of the paragraph that go on in the past, until a word of the present. A past perfect alone is not enough.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from spacy.tokens import Doc, Token

from allegedly.coder.lexicon import load
from allegedly.coder.parts import text_of

_YEAR = re.compile(r"\b(1[0-9]\d\d|20\d\d)\b(?!-?(?:\d|s\b| ?%))")
_BREAK = re.compile(r"\n\s*\n")
_PAST = frozenset({"VBD", "VBN"})


class _Patterns(NamedTuple):
    phrases: re.Pattern[str]
    comparison: re.Pattern[str]
    present: re.Pattern[str]
    distance: int
    limits: frozenset[str]
    before_years: frozenset[str]


@cache
def _patterns(language: str = "en") -> _Patterns:
    data: dict[str, Any] = load("frame", language)
    first = data["first_letters"]  # spares the alternatives at most words
    return _Patterns(
        re.compile(rf"\b(?=[{first}])(?:{'|'.join([*data['phrases'], data['then']])})", re.IGNORECASE),
        re.compile(data["comparisons"], re.IGNORECASE),
        re.compile(data["present"], re.IGNORECASE),
        int(data["distance"]),
        frozenset(data["limits"]),
        frozenset(data["before_years"]),
    )


class Time(NamedTuple):
    """Words that name another time: their tokens ``[start, end)``."""

    start: int
    end: int


class Frames:
    """The other times that one ``Doc`` speaks of."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.patterns = _patterns()
        self.times = self._times()
        self._carried: dict[int, tuple[int, ...]] = {}

    def _published(self) -> int | None:
        article = self.doc._.article
        published = getattr(article, "published", None)
        if published and len(published) >= 4 and published[:4].isdigit():
            return int(published[:4])
        return None

    def _times(self) -> list[Time]:
        """The times in text order; years are judged against the publication year, or the latest year named."""
        text = text_of(self.doc)
        found: list[tuple[int, int]] = [match.span() for match in self.patterns.phrases.finditer(text)]
        years = [(int(match.group()), match) for match in _YEAR.finditer(text)]
        if years:
            now = self._published() or max(year for year, _match in years)
            limit = now - self.patterns.distance
            for year, match in years:
                if year <= limit:
                    found.append(match.span())
        if not found:
            return []
        times: list[Time] = []
        for begin, end in sorted(found):
            span = self.doc.char_span(begin, end, alignment_mode="expand")
            if span is not None and len(span) and (not times or span.start >= times[-1].end):
                last = span[-1]
                counting = last.dep_ in ("nummod", "quantmod") and last.head.i == last.i + 1 and last.head.tag_ == "NNS"
                if counting and self.doc[max(last.i - 1, 0)].lower_ not in self.patterns.before_years:
                    continue  # "1990 people"
                times.append(Time(span.start, span.end))
        return times

    def of(self, token: Token, *, open_: bool) -> tuple[int, ...]:
        """The words that put the event of ``token`` into another time, as token indices; empty for the current affair.

        ``open_`` says that the event is still to come or demanded: no time is carried on to such a one.
        """
        if not self.times:
            return ()
        sentence = token.sent
        here = [time for time in self.times if sentence.start <= time.start < sentence.end]
        for time in here:
            if self._holds(time, token):
                return tuple(range(time.start, time.end))
        if here or open_:
            return ()
        return self._carry(sentence.start, token)

    def _holds(self, time: Time, token: Token) -> bool:
        """Whether a time in the sentence belongs to the event: it modifies it, or a clause above it."""
        anchor = self._anchor(time)
        if anchor is None:
            return False
        if anchor.i == token.i:
            return True
        step = self.doc[time.start]
        while step.i != anchor.i and step.head.i != step.i:
            if step.i == token.i:
                return True  # "the invasion in 1979 had ..."
            step = step.head
        if anchor.pos_ == "NOUN":
            return self._below(token, anchor)
        current = token
        while current.head.i != current.i:
            if current.tag_ in ("VBZ", "VBP", "MD") and current.pos_ in ("VERB", "AUX"):
                return False
            if any(c.tag_ in ("MD", "VBZ", "VBP") and c.dep_ in ("aux", "auxpass") for c in current.lefts):
                return False
            if current.dep_ in ("ccomp", "advcl", "relcl") and not self._is_past(current):
                return False
            current = current.head
            if current.i == anchor.i:
                return True
        return False

    def _anchor(self, time: Time) -> Token | None:
        """The verb or noun whose time it is: "the coup of 1979" dates the coup alone; null for a mere limit ("since 1979")."""
        anchor = self.doc[time.start]
        while anchor.head.i != anchor.i and anchor.pos_ not in ("VERB", "AUX"):
            if anchor.dep_ == "pobj" and anchor.head.lower_ in self.patterns.limits:
                return None
            if anchor.dep_ == "prep" and anchor.head.pos_ == "NOUN" and anchor.head.ent_type_ != "DATE":
                return anchor.head
            anchor = anchor.head
        root = self.doc[time.start].sent.root
        opening = time.start - root.sent.start <= 3 and time.start < root.i
        return root if opening and anchor.dep_ not in ("relcl", "acl") else anchor

    @staticmethod
    def _below(token: Token, noun: Token) -> bool:
        """Whether an event is a noun or stands in what describes it."""
        while token.i != noun.i and token.head.i != token.i:
            token = token.head
        return bool(token.i == noun.i)

    @staticmethod
    def _is_past(verb: Token) -> bool:
        return verb.tag_ in _PAST or verb.tag_ == "VBG" or any(c.tag_ == "VBD" for c in verb.lefts)

    def _carry(self, start: int, token: Token) -> tuple[int, ...]:
        """The time of an earlier sentence of the paragraph, while the narration stays in the past."""
        known = self._carried.get(start)
        if known is None:
            known = self._carried[start] = self._carry_from(start)
        if not known:
            return ()
        verb = token
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
            verb = verb.head
        past = verb.tag_ == "VBD" or (
            verb.tag_ in ("VBN", "VBG", "VB")
            and not any(c.tag_ in ("VBZ", "VBP", "MD") for c in verb.lefts if c.dep_ in ("aux", "auxpass"))
        )
        return known if past else ()

    def _carry_from(self, start: int) -> tuple[int, ...]:
        doc = self.doc
        nearest = max((time.start for time in self.times if time.start < start), default=None)
        if nearest is None or _BREAK.search(text_of(doc), doc[nearest].idx, doc[start].idx):
            return ()
        sentence = doc[start].sent
        if self.patterns.present.search(sentence.text) or _YEAR.search(sentence.text):
            return ()
        tags = {token.tag_ for token in sentence}
        if "VBD" not in tags or "VBZ" in tags or "VBP" in tags:
            return ()
        before = doc[start - 1].sent
        for time in reversed(self.times):
            if before.start <= time.start < before.end:
                anchor = self._anchor(time)
                if anchor is not None and anchor.i == before.root.i and self._is_past(anchor):
                    return tuple(range(time.start, time.end))
                return ()
        known = self._carried.get(before.start)
        if known is None:
            known = self._carried[before.start] = self._carry_from(before.start)
        return known
