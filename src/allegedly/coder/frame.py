"""The frame of a saying: the affair that the article is about, or another time told as background or comparison.

A time is *historical* when words say so ("a hundred years ago", "during the colonial war", "back then") or when it names a month or year
that lies more than about a year before publication: what leads up to an affair does so over weeks or months. It holds for the clause that it stands in and what hangs below, and is carried on through the
sentences of the paragraph that go on in the past, until a word of the present. A past perfect alone is not enough.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span, Token

from allegedly.coder.lexicon import load
from allegedly.coder.operators import perfect
from allegedly.coder.parts import text_of
from allegedly.coder.syntax import clause_head

_YEAR = re.compile(r"\b(1[0-9]\d\d|20\d\d)\b(?!-?(?:\d|s\b| ?%))")
_BREAK = re.compile(r"\n\s*\n")
_PAST = frozenset({"VBD", "VBN"})
_MAIN = frozenset({"ROOT", "conj", "clause", "ccomp"})
_HEADING = 6  # tokens of a sentence that only names a time
_MIDDLE = 6.5  # the month of a year that names none


class _Patterns(NamedTuple):
    phrases: re.Pattern[str]
    comparison: re.Pattern[str]
    present: re.Pattern[str]
    last_year: re.Pattern[str]
    clock_before: re.Pattern[str]
    clock_after: re.Pattern[str]
    month: re.Pattern[str]
    months: dict[str, int]
    distance: int
    distance_months: float
    limits: frozenset[str]
    lasting: frozenset[str]
    spanning: frozenset[str]
    before_years: frozenset[str]
    about: frozenset[str]
    papers: frozenset[str]
    recalling: frozenset[str]
    scene: frozenset[str]
    stretches: frozenset[str]


@cache
def _patterns(language: str = "en") -> _Patterns:
    data: dict[str, Any] = load("frame", language)
    first = data["first_letters"]  # spares the alternatives at most words
    listed = "|".join([*data["phrases"], data["then"]])
    listed = listed.replace("RULER", data["rulers"]).replace("ANCESTOR", data["ancestors"])
    months = {name: number for number, names in enumerate(data["months"], 1) for name in names.split("|")}
    return _Patterns(
        re.compile(rf"\b(?=[{first}])(?:{listed})", re.IGNORECASE),
        re.compile(data["comparisons"], re.IGNORECASE),
        re.compile(data["present"].replace("MONTH", "|".join(data["months"])), re.IGNORECASE),
        re.compile(data["last_year"], re.IGNORECASE),
        re.compile(data["clock_before"], re.IGNORECASE),
        re.compile(data["clock_after"], re.IGNORECASE),
        re.compile(rf"\b({'|'.join(months)})\b\.?(?: \d{{1,2}}(?:st|nd|rd|th)?)?,?(?: of)? $", re.IGNORECASE),
        months,
        int(data["distance"]),
        float(data["distance_months"]),
        frozenset(data["limits"]),
        frozenset(data["lasting"]),
        frozenset(data["spanning"]),
        frozenset(data["before_years"]) | {name.lower() for name in months},
        frozenset(data["about"]),
        frozenset(data["papers"]),
        frozenset(data["recalling"]),
        frozenset(data["scene"]),
        frozenset(load("dates", language)["stretches"]),
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

    def _published(self) -> tuple[int, int] | None:
        """Year and month of publication."""
        published = getattr(self.doc._.article, "published", None) or ""
        parts = published.split("-")
        if len(parts[0]) != 4 or not parts[0].isdigit():
            return None
        return int(parts[0]), int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 6

    def _on_the_clock(self, text: str, match: re.Match[str]) -> bool:
        """Whether four digits are a time of the day."""
        before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 8]
        return bool(self.patterns.clock_before.search(before) or self.patterns.clock_after.match(after))

    def _is_past(self, text: str, year: int, begin: int, now: tuple[int, int]) -> bool:
        """Whether a named year, or the month before it, lies too far back to lead up to the affair."""
        named = self.patterns.month.search(text, max(begin - 20, 0), begin)
        month = _MIDDLE if named is None else self.patterns.months[named.group(1).capitalize()]
        return 12 * (now[0] - year) + now[1] - month > self.patterns.distance_months

    def _times(self) -> list[Time]:
        """The times in text order; years are judged against the publication year, or the latest year named."""
        text = text_of(self.doc)
        found: list[tuple[int, int]] = [match.span("at" if match["at"] else 0) for match in self.patterns.phrases.finditer(text)]
        years = [(int(match.group()), match) for match in _YEAR.finditer(text) if not self._on_the_clock(text, match)]
        now = self._published()
        if now is not None and 12 + now[1] - _MIDDLE > self.patterns.distance_months:
            found.extend(match.span() for match in self.patterns.last_year.finditer(text))
        if years:
            limit = max(year for year, _match in years) - self.patterns.distance
            for year, match in years:
                if year <= limit if now is None else self._is_past(text, year, match.start(), now):
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

    def of(self, token: Token, *, open_: bool, asserted: bool = False) -> tuple[int, ...]:
        """The words that put the event of ``token`` into another time, as token indices; empty for the current affair.

        ``open_`` says that the event is still to come or demanded: no time is carried on to such a one. With ``asserted``, "would" tells
        what came of it then.
        """
        verb = clause_head(token)
        again = self._before(verb) or self._recalled(verb)
        if again or not self.times:
            return again
        here = [time for time in self.times if token.sent.start <= time.start < token.sent.end]
        for time in here:
            if self._holds(time, token, asserted=asserted):
                return tuple(range(time.start, time.end))
        if open_:
            return ()
        if here:
            earlier = self._earlier(here, verb)
            if earlier is not None:
                return tuple(range(earlier.start, earlier.end))
            return self._across(here, token.sent.start, token.sent.end, token, asserted=asserted)
        then = next((c for c in verb.rights if c.lower_ == "then" and c.dep_ == "advmod"), None)
        if then is not None and verb.tag_ == "VBD":
            return self._then(then)
        return self._carry(token.sent.start, token, asserted=asserted)

    @staticmethod
    def _before(verb: Token) -> tuple[int, ...]:
        """The word of "has refused before": an earlier time that is left unnamed."""
        word = next((c for c in verb.rights if c.lower_ == "before" and c.dep_ == "advmod" and not c.n_rights), None)
        return (word.i,) if word is not None and perfect(verb) else ()

    def _recalled(self, verb: Token) -> tuple[int, ...]:
        """The word that recalls what a clause tells in the past: "the raid recalls the winter when tanks crushed the rising"."""
        if verb.dep_ == "relcl" and self._told_back(verb) and verb.head.dep_ in ("dobj", "pobj"):
            above = verb.head.head
            if above.lemma_ in self.patterns.recalling and above.tag_ != "MD":
                return (above.i,)
        return ()

    def _sets_scene(self, anchor: Token) -> bool:
        """Whether a clause does nothing but name a time: "It is 1871", "The year is 1917", "Summer 1989"."""
        if anchor.lemma_ == "be":
            return any(c.dep_ == "nsubj" and c.lower_ in self.patterns.scene for c in anchor.lefts)
        return anchor.pos_ in ("NOUN", "PROPN") and anchor.dep_ == "ROOT" and len(anchor.sent) <= _HEADING

    def _then(self, word: Token) -> tuple[int, ...]:
        """The time that "then" points back to: the last one that the paragraph told of."""
        before = [time for time in self.times if time.start < word.i]
        if not before or _BREAK.search(text_of(self.doc), self.doc[before[-1].start].idx, word.idx):
            return ()
        anchor = self._anchor(before[-1])
        return (word.i,) if anchor is not None and self._told_back(anchor) else ()

    def _earlier(self, here: list[Time], verb: Token) -> Time | None:
        """The time of a past clause of the sentence that a past perfect goes back behind ("did so in 1980, after planes had bombed ...")."""
        if not any(c.lower_ == "had" and c.dep_ == "aux" for c in verb.lefts) or self.patterns.present.search(verb.sent.text):
            return None
        for time in here:
            anchor = self._anchor(time)
            if (
                anchor is not None
                and anchor.pos_ in ("VERB", "AUX")
                and anchor.dep_ not in ("relcl", "acl")
                and self._told_back(anchor)
            ):
                return time
        return None

    def _holds(self, time: Time, token: Token, *, asserted: bool) -> bool:
        """Whether a time in the sentence belongs to the event: it modifies it, or a clause above it."""
        anchor = self._anchor(time)
        if anchor is None:
            return False
        if anchor.i == token.i:
            return True
        if anchor.pos_ == "AUX" and self._sets_scene(anchor):
            return self._below(token, anchor)
        step = self.doc[time.start]
        while step.i != anchor.i and step.head.i != step.i:
            if step.i == token.i:
                return True  # "the invasion in 1979 had ..."
            step = step.head
        if anchor.pos_ == "NOUN":
            if self._below(token, anchor):
                return True
            if not self._acted_then(time, anchor):
                return False
            anchor = anchor.head
            if anchor.i == token.i:
                return True
        current = token
        while current.head.i != current.i:
            if current.tag_ in ("VBZ", "VBP", "MD") and current.pos_ in ("VERB", "AUX"):
                return False
            if _is_present(current, asserted=asserted):
                return False
            if current.dep_ in ("ccomp", "advcl", "relcl") and not self._told_back(current):
                return False
            if current.dep_ == "parataxis":
                return False  # whoever tells it tells it now: "soldiers, the report found, shot miners in 1912"
            current = current.head
            if current.i == anchor.i:
                return True
        return False

    def _acted_then(self, time: Time, noun: Token) -> bool:
        """Whether what a noun did, it did in the year that it was: "an inquiry in 1976 found ..."."""
        link = self.doc[time.start].head
        return link.lower_ == "in" and link.head.i == noun.i and noun.dep_ in ("nsubj", "nsubjpass") and noun.head.tag_ == "VBD"

    def _dates_verb(self, link: Token, outer: Token) -> bool:
        """Whether the year of a noun is the verb's too: "were dismissed during the strike of 1979", "having drawn them into a war in 1995"."""
        verb = outer.head
        if outer.lower_ in self.patterns.spanning:
            return verb.tag_ in ("VBD", "VBN")
        return link.lower_ == "in" and any(c.lower_ in ("had", "having") and c.dep_ == "aux" for c in verb.lefts)

    def _lasted(self, limit: Token) -> bool:
        """Whether a limit tells how long something went on in the past, and no longer: "until 2015 the army shelled the port"."""
        return limit.lower_ in self.patterns.lasting and limit.head.tag_ == "VBD" and limit.dep_ == "prep"

    def _anchor(self, time: Time) -> Token | None:
        """The verb or noun whose time it is: "the coup of 1979" dates the coup alone; null for a mere limit ("since 1979")."""
        anchor = self.doc[time.start]
        if anchor.lower_ in self.patterns.limits and not self._lasted(anchor):
            return anchor.head if anchor.dep_ == "mark" else None  # "it is ten years since the army seized power"
        while anchor.head.i != anchor.i and anchor.pos_ not in ("VERB", "AUX"):
            if anchor.dep_ in ("nummod", "compound", "amod") and anchor.head.lower_ not in self.patterns.before_years:
                named = anchor.head
                paper = named.lemma_.lower() in self.patterns.papers and named.dep_ in ("dobj", "nsubj")
                if paper or named.head.lower_ in self.patterns.about:
                    return named  # "charged over the 2016 killing", "suspended a 2018 pact": done today
            if anchor.dep_ == "pobj" and anchor.head.lower_ in self.patterns.limits and not self._lasted(anchor.head):
                return None
            stretch = anchor.head.ent_type_ == "DATE" or (anchor.lower_ == "of" and anchor.head.lower_ in self.patterns.stretches)
            if anchor.dep_ == "prep" and anchor.head.pos_ == "NOUN" and not stretch:
                noun = anchor.head
                if noun.dep_ != "pobj" or not self._dates_verb(anchor, noun.head):
                    return noun
            anchor = anchor.head
        if anchor.dep_ == "relcl":  # "those who wrote it in 1980 did so ..."
            above = anchor.head.head
            so = above.i + 1 < len(self.doc) and self.doc[above.i + 1].lower_ == "so"
            if anchor.head.dep_ == "nsubj" and above.lemma_ == "do" and so:
                return above
        if anchor.dep_ == "advcl" and self.doc[time.start].lower_ == "as":
            return anchor  # "as their fathers did, ...": a clause of its own
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
    def _told_back(verb: Token) -> bool:
        return verb.tag_ in _PAST or verb.tag_ == "VBG" or any(c.tag_ == "VBD" for c in verb.lefts)

    def _across(self, here: list[Time], first: int, last: int, token: Token, *, asserted: bool) -> tuple[int, ...]:
        """A time before a semicolon goes on behind it, as from one sentence to the next."""
        doc = self.doc
        border = next((i for i in range(token.i - 1, here[0].end - 1, -1) if doc[i].lower_ == ";"), None)
        if border is None:
            return ()
        end = next((i for i in range(token.i, last) if doc[i].lower_ == ";"), last)
        before = [time for time in here if time.start < border]
        if any(time.start > border for time in here) or not self._goes_on(doc[border + 1 : end]):
            return ()
        anchor = self._anchor(before[-1])
        while anchor is not None and anchor.pos_ not in ("VERB", "AUX") and anchor.head.i != anchor.i:
            anchor = anchor.head
        if anchor is None or any(c.dep_ == "parataxis" for c in anchor.children):
            return ()
        if anchor.dep_ in ("relcl", "acl") or not self._told_back(anchor) or not self._in_past(token, asserted=asserted):
            return ()
        return tuple(range(before[-1].start, before[-1].end))

    def _goes_on(self, part: Span) -> bool:
        """Whether a sentence tells on in the past, with no time of its own and no word of the present."""
        if self.patterns.present.search(part.text) or _YEAR.search(part.text):
            return False
        past = False
        for token in part:
            if token.tag_ == "VBD":
                past = True
            elif token.tag_ in ("VBZ", "VBP"):
                verb = token.head if token.dep_ in ("aux", "auxpass") else token
                if verb.dep_ in _MAIN:
                    return False
        return past

    def _carry(self, start: int, token: Token, *, asserted: bool) -> tuple[int, ...]:
        """The time of an earlier sentence of the paragraph, while the narration stays in the past."""
        known = self._carried.get(start)
        if known is None:
            known = self._carried[start] = self._scene_before(start) or self._carry_from(start)
        if not known:
            return ()
        if asserted and self._scene_before(start):
            return known  # "Summer 1989. Students storm ..."
        return known if self._in_past(token, asserted=asserted) else ()

    @staticmethod
    def _in_past(token: Token, *, asserted: bool) -> bool:
        """Whether the clause of an event stands in the past."""
        verb = token
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
            verb = verb.head
        return bool(verb.tag_ == "VBD") or (verb.tag_ in ("VBN", "VBG", "VB") and not _is_present(verb, asserted=asserted))

    def _scene_before(self, start: int) -> tuple[int, ...]:
        """The time that the sentence before sets the scene with."""
        doc = self.doc
        if not start:
            return ()
        before = doc[start - 1].sent
        for time in self.times:
            if before.start <= time.start < before.end and self._sets_scene(before.root):
                if self.patterns.present.search(doc[start].sent.text) or _BREAK.search(
                    text_of(doc), doc[time.start].idx, doc[start].idx
                ):
                    return ()
                return tuple(range(time.start, time.end))
        return ()

    def _carry_from(self, start: int) -> tuple[int, ...]:
        doc = self.doc
        nearest = max((time.start for time in self.times if time.start < start), default=None)
        if nearest is None or _BREAK.search(text_of(doc), doc[nearest].idx, doc[start].idx):
            return ()
        sentence = doc[start].sent
        if not self._goes_on(sentence[:]):
            return ()
        before = doc[start - 1].sent
        for time in reversed(self.times):
            if before.start <= time.start < before.end:
                anchor = self._anchor(time)
                if anchor is not None and anchor.i == before.root.i and (self._told_back(anchor) or anchor.pos_ == "ADP"):
                    return tuple(range(time.start, time.end))
                return ()
        known = self._carried.get(before.start)
        if known is None:
            known = self._carried[before.start] = self._carry_from(before.start)
        return known


def _is_present(verb: Token, *, asserted: bool) -> bool:
    """Whether an auxiliary puts a verb into the present or what is to come; an asserted "would" tells what came then."""
    return any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("MD", "VBZ", "VBP") and not (asserted and c.lower_ == "would")
        for c in verb.lefts
    )
