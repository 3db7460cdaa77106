"""Time expressions of a text: found, read against the publication date, and checked against the parse where there is one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from spacy.tokens import Doc, Token

from allegedly.coder.dates import rules  # noqa: F401  (registers the rules)
from allegedly.coder.dates.grammar import Found, Rule, matches
from allegedly.coder.dates.lexer import runs
from allegedly.coder.dates.rules.setting import Setting, beside
from allegedly.coder.dates.values import Reading, make_date
from allegedly.coder.lexicon import load
from allegedly.model import Span, Timex

_SENTENCE_START = re.compile(r"(?:^|[.!?:\n”\"“»«]\s*|\n)$")


def find_timexes(text: str, published: str | None = None, *, doc: Doc | None = None, ages: bool = False) -> list[Timex]:
    """The time expressions of ``text``, in order and without overlaps.

    ``published`` (``YYYY-MM-DD``; a time after it is ignored) is what "yesterday" and "on Friday" go by. Without it they keep
    an underspecified value (``XXXX-WXX-5``), basis ``relative`` and no days; the date of writing is never guessed. ``doc``, the
    parse of the same text, settles by tense whether "Friday" is the last or the next, and whether "May" is a month or a name. With ``ages``, ages
    ("32 years old") are durations too; the TIMEX3 annotators leave them out.
    """
    day = _day(published)
    tense = _Tense(text, doc)
    setting = Setting(text, day, tense)
    found_all: list[Timex] = []

    def read(rule: Rule, found: Found) -> Reading | None:
        reading = rule.read(found, setting)
        if reading is not None and _is_dateline(text, found, reading, day):
            return replace(reading, hidden="dateline")
        if reading is not None and reading.hidden is None and not _is_name(text, doc, found, reading):
            setting.note(found.start, reading, rule.name)
            return reading
        return reading if reading is not None and reading.hidden else None

    for run in runs(text):
        for found, reading in matches(run, read):
            if reading.hidden == "dateline" or (reading.hidden == "age" and not ages):
                continue
            found_all.append(
                Timex(
                    span=Span(text[found.start : found.end], found.start, found.end),
                    type=reading.type,
                    value=reading.value,
                    mod=reading.mod,
                    from_day=reading.first.isoformat() if reading.first and reading.last else None,
                    to_day=reading.last.isoformat() if reading.first and reading.last else None,
                    precision=reading.precision,
                    basis=reading.basis,
                )
            )
    return found_all


_LINE_END = re.compile(r"[^\S\n]*(?:\n|$)")


def _is_dateline(text: str, found: Found, reading: Reading, published: date | None) -> bool:
    """Whether a date is the article's own and no event's: the day of publication, alone on its line near the top."""
    if (
        published is None
        or reading.precision != "day"
        or reading.type != "DATE"
        or abs((reading.first or date.min) - published).days > 1
    ):
        return False
    if found.start > 2000 or not _LINE_END.match(text, found.end):
        return False
    return not text[text.rfind("\n", 0, found.start) + 1 : found.start].strip()


def _day(published: str | None) -> date | None:
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", published or "")
    return make_date(*(int(part) for part in match.groups())) if match else None


class _Tense:
    """Past or future, asked of the words before a place in the text and of the verb that governs it; null when neither is clear."""

    def __init__(self, text: str, doc: Doc | None) -> None:
        self.text, self.doc = text, doc

    def __call__(self, at: int) -> str | None:
        told = _before().search(self.text, max(at - 30, 0), at)
        if told is not None:
            return str(load("dates")["tense_before"][" ".join(told.group(1).lower().split())])
        if self.doc is not None and self.doc.has_annotation("DEP"):
            return _tense_in_parse(self.doc, at)
        near = max(at - 120, 0)
        start = max(self.text.rfind(". ", near, at), self.text.rfind("\n", near, at), near)
        words = re.findall(r"[\w'’]+", self.text[start : at + 60].lower())
        return "future" if any(word in ("will", "shall") or word.endswith(("'ll", "’ll")) for word in words) else None


@cache
def _before() -> re.Pattern[str]:
    """Words right before a date that settle which one is meant, whatever the verb ("as soon as Tuesday", "ahead of the weekend")."""
    words = "|".join(r"\s+".join(phrase.split()) for phrase in load("dates")["tense_before"])
    return re.compile(rf"\b({words})\s+$", re.IGNORECASE)


@cache
def _future() -> tuple[frozenset[str], frozenset[str]]:
    words = load("dates")
    return frozenset(words["future_words"]), frozenset(words["future_heads"])


@cache
def _delaying() -> tuple[frozenset[str], frozenset[str]]:
    words = load("dates")
    return frozenset(words["delaying"]), frozenset(words["limits"])


def _tense_in_parse(doc: Doc, at: int) -> str | None:
    words, heads = _future()
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    if span is None or not len(span):
        return None
    token: Token = span[0]
    if token.dep_ == "pobj" and token.head.lower_ == "for" and token.head.head.pos_ == "NOUN":
        return "future"  # "called a march for Sunday"
    delaying, limits = _delaying()
    limit = token
    for _ in range(3):  # "until 9 a.m. Tuesday"
        if limit.dep_ == "pobj" and limit.head.lower_ in limits:
            if limit.head.head.lemma_ in delaying or limit.head.head.tag_ in ("VB", "VBG"):
                return "future"  # "gave them until Tuesday", "to finish by February"
            break
        if limit.dep_ not in _ADVERBIAL:
            break
        limit = limit.head
    direct = True
    for _ in range(40):
        if token.pos_ in ("VERB", "AUX"):
            auxiliaries = [child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")]
            if any(word in words for word in auxiliaries):
                return "future"
            if token.lemma_ in heads and token.dep_ != "ROOT" and token.tag_ == "VBN":
                return "future"
            if "to" in auxiliaries and token.dep_ in ("xcomp", "advcl", "acl") and token.head.i != token.i:
                if token.head.lemma_ == "be" and token.head.tag_ in ("VBP", "VBZ"):
                    return "future"  # "are to meet on Monday"
                return "future" if token.head.lemma_ in heads else None if token.dep_ == "acl" else _tense_of(token.head)
            simple = _tense_of(token)
            if token.lemma_ in ("end", "close") and token.tag_ == "VBN" and token.dep_ == "acl":
                return "past"  # "the year ended March 31"
            if simple == "past" and not direct:
                return None
            if simple is not None or token.head.i == token.i or token.dep_ not in _OPEN:
                return simple
        # A date inside a noun phrase ("the vote of Nov. 3") does not share the tense of the verb.
        direct = direct and token.dep_ in _ADVERBIAL
        if token.head.i == token.i:
            return None
        token = token.head
    return None


_OPEN = frozenset({"xcomp", "acl", "pcomp", "advcl", "ccomp", "conj", "relcl"})
_ADVERBIAL = frozenset({"pobj", "prep", "npadvmod", "nummod", "compound", "amod", "det", "advmod", "quantmod", "nmod"})


def _tense_of(verb: Token) -> str | None:
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(child.lower_ in _future()[0] for child in auxiliaries):
        return "future"
    if verb.tag_ == "VBD" or any(child.tag_ == "VBD" or child.lemma_ == "have" for child in auxiliaries):
        return "past"
    return None


def _is_name(text: str, doc: Doc | None, found: Found, reading: Reading) -> bool:
    """Whether what looks like a month, a weekday or a season alone is part of a name ("Theresa May", "April Jones")."""
    word = text[found.start : found.end]
    if not word[:1].isupper() or " " in word or not word.isalpha() or reading.precision not in ("month", "season", "day"):
        return False
    if doc is not None and doc.has_annotation("ENT_IOB"):
        span = doc.char_span(found.start, found.end, alignment_mode="expand")
        if span is not None and len(span) and span[0].ent_type_ in ("PERSON", "ORG", "GPE", "FAC", "PRODUCT"):
            return True
        return word in ("May", "March") and span is not None and len(span) == 1 and span[0].tag_ not in ("NNP", "NN")
    before = re.search(r"([A-Z][a-z]+)\s$", text[max(0, found.start - 20) : found.start])
    if before and reading.precision == "month" and before.group(1).lower() not in beside("month_before"):
        return True
    # "May the best side win."
    begins = _SENTENCE_START.search(text[max(0, found.start - 3) : found.start])
    return word == "May" and bool(begins) and bool(re.match(r"\s+[a-z]", text[found.end : found.end + 3]))
