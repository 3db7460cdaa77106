"""Whether a time expression lies behind or ahead: asked of the words before it and of the verb that governs it."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from allegedly.coder.lexicon import load


class Tense:
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
def _future() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = load("dates")
    return frozenset(words["future_words"]), frozenset(words["future_heads"]), frozenset(words["future_for"])


@cache
def _delaying() -> tuple[frozenset[str], frozenset[str]]:
    words = load("dates")
    return frozenset(words["delaying"]), frozenset(words["limits"])


def _tense_in_parse(doc: Doc, at: int) -> str | None:
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    if span is None or not len(span):
        return None
    token: Token = span[0]
    link = token.head.head
    if token.dep_ == "det" and token.head.dep_ == "pobj" and link.lower_ == "for" and link.head.pos_ == "VERB":
        token = token.head  # "forecast for the weekend"
    if token.dep_ == "pobj" and token.head.lower_ == "for" and token.lower_ not in _months() and _is_appointment(token.head.head):
        return "future"
    if _has_limit_ahead(token):
        return "future"  # "gave them until Tuesday", "to finish by February"
    preposition = token.head.lower_ if token.dep_ == "pobj" else ""
    direct, noun = True, ""
    for _ in range(40):
        if token.pos_ in ("VERB", "AUX"):
            told = _told_by(token, preposition, direct)
            if told == "open":
                # "The 5 January killings shook the town"; a vote may still be to come.
                return "past" if noun and noun not in load("dates")["scheduled"] and _tense_of(token) == "past" else None
            if told is not None:
                return told
            if token.head.i == token.i or token.dep_ not in _OPEN:
                return None
        # A date inside a noun phrase ("the vote of Nov. 3") does not share the tense of the verb.
        if direct and token.dep_ not in _ADVERBIAL and not (token.dep_ == "attr" and token.head.lemma_ == "be"):
            direct, noun = False, token.lemma_ if token.pos_ == "NOUN" and token.i > span.start and preposition == "" else ""
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _is_appointment(governor: Token) -> bool:
    """Whether "for Sunday" says when something is to be: "called a march for Sunday", "called for Sunday"."""
    words = load("dates")
    return governor.pos_ == "NOUN" or governor.lemma_ in words["appointing"] or governor.lemma_ in words["appointing_for"]


def _has_limit_ahead(token: Token) -> bool:
    """Whether a date is the limit of what somebody still has to do: "gave them until Tuesday", "until 9 a.m. Tuesday"."""
    delaying, limits = _delaying()
    for _ in range(3):
        if token.dep_ == "pobj" and (token.head.lower_ in limits or token.head.lower_ == "through"):
            verb = token.head.head
            while verb.dep_ in ("pobj", "prep") and verb.pos_ in ("NOUN", "ADP"):
                verb = verb.head  # "extended $90 million in loans through January"
            if token.head.lower_ in _UNTIL and _is_present(verb):
                return True  # "the curfew runs until Friday"
            if token.head.lower_ == "through" and token.i < verb.i:
                return False  # "through October, the funds had grown"
            return verb.lemma_ in delaying or verb.tag_ == "VB" or (verb.tag_ == "VBG" and verb.head.lemma_ in delaying)
        if token.dep_ not in _ADVERBIAL:
            return False
        token = token.head
    return False


def _is_present(verb: Token) -> bool:
    """Whether a verb tells what holds now: "runs", "is closed"."""
    verbs = [verb, *(child for child in verb.lefts if child.dep_ in ("aux", "auxpass"))]
    return any(one.tag_ in ("VBZ", "VBP") and (one.lemma_ != "have" or one.i == verb.i) for one in verbs)


def _told_by(verb: Token, preposition: str, direct: bool) -> str | None:
    """What one verb above a date says of it; ``open`` when it settles that nothing is known, null when the next verb is to be asked."""
    words, heads, only_for = _future()
    auxiliaries = [child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(word in words for word in auxiliaries):
        if "would" in auxiliaries:
            return "open" if not direct else "past" if "have" in auxiliaries else "future"
        return "future"
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "acomp", "amod", "advcl"):
        if verb.lemma_ in heads and (
            preposition == "for" or verb.lemma_ not in only_for or any(child.lower_ == "for" for child in verb.rights)
        ):
            return "future"  # "the talks planned for Friday", "a summit set for Rome in April"
        if (
            direct
            and verb.dep_ == "acl"
            and not auxiliaries
            and preposition not in _AHEAD
            and verb.lemma_ not in heads - only_for
        ):
            return "past"  # "the shares issued on July 1"
    elif verb.lemma_ in heads and verb.tag_ == "VBN" and (preposition == "for" or verb.dep_ != "ROOT"):
        return _since_planned(verb)
    if direct and verb.lemma_ in load("dates")["appointing"] and any(child.dep_ == "dobj" for child in verb.rights):
        return "future"  # "planned a rally on Saturday"
    if "to" in auxiliaries and verb.dep_ in ("xcomp", "advcl", "acl") and verb.head.i != verb.i:
        if verb.head.lemma_ == "be" and verb.head.tag_ in ("VBP", "VBZ"):
            return "future"  # "are to meet on Monday"
        if verb.head.lemma_ in heads:
            return _since_planned(verb.head)
        if direct and verb.dep_ == "xcomp" and verb.head.lemma_ in load("dates")["resolving"]:
            return _since_planned(verb.head)  # "decided to leave in March"
        return "open" if verb.dep_ == "acl" else _tense_of(verb.head) or "open"
    if direct and verb.tag_ in ("VBZ", "VBP") and not auxiliaries and verb.lemma_ in load("dates")["timetable"]:
        return "future"  # "the envoy leaves on Friday"
    if direct and verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP") and not auxiliaries and _is_scheduled(verb):
        return "future"  # "the deadline is Thursday"
    simple = _tense_of(verb)
    return "open" if simple == "past" and not direct else simple


def _is_scheduled(verb: Token) -> bool:
    """Whether the subject of "is" is what one announces beforehand."""
    return any(child.dep_ == "nsubj" and child.lemma_.lower() in load("dates")["scheduled"] for child in verb.lefts)


def _since_planned(head: Token) -> str:
    """ "Is due to expire on Friday" lies ahead; what *had* been due is behind."""
    for verb in (head, head.head):
        if any(child.lower_ == "had" and child.dep_ == "aux" for child in verb.lefts):
            return "past"
    return "future"


@cache
def _months() -> frozenset[str]:
    return frozenset(load("dates")["classes"]["month"])


# Prepositions behind a participle whose date is still to come: "a vote put off to Friday".
_AHEAD = frozenset({"for", "to", "until", "till", "by"})
_UNTIL = frozenset({"until", "till", "through"})
_OPEN = frozenset({"xcomp", "acl", "pcomp", "advcl", "ccomp", "conj", "relcl"})
_ADVERBIAL = frozenset({"pobj", "prep", "npadvmod", "nummod", "compound", "amod", "det", "advmod", "quantmod", "nmod"})


def _tense_of(verb: Token) -> str | None:
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(child.lower_ in _future()[0] for child in auxiliaries):
        return "future"
    if verb.tag_ == "VBD" or any(child.tag_ == "VBD" or child.lemma_ == "have" for child in auxiliaries):
        return "past"
    return None
