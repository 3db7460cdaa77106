"""Rules for words that point without naming a day: "now", "the past", "current"."""

from __future__ import annotations

from allegedly.coder.dates.grammar import Found, rule
from allegedly.coder.dates.rules.setting import Setting, beside, word_after
from allegedly.coder.dates.values import Reading


@rule("<right|more>? {v=now}", "<the> <near>? {v=point}")
def pointing(found: Found, setting: Setting) -> Reading | None:
    """ "now", "recently", "the past", "the near future"."""
    word = found.word("v")
    if word is not None and word.kind == "point":
        text = setting.text[word.start : word.end].lower()
        if text not in ("past", "future"):
            return None
        if word_after(setting, found) not in beside("noun_ends"):
            return None  # "the past president"
    return Reading("DATE", str(found.value("v")))


@rule("<the> {t=near} {n=term}", "{t=these} {u=units}")
def near_future(found: Found, setting: Setting) -> Reading | None:
    """ "the near term" and "these days"."""
    if found.has("n"):
        return Reading("DATE", "FUTURE_REF")
    return Reading("DATE", "PRESENT_REF") if found.letter("u") == "D" else None


@rule("{v=point}")
def pointing_word(found: Found, setting: Setting) -> Reading | None:
    """ "current", "recent", "future" as an adjective, "soon"."""
    text = setting.text[found.start : found.end].lower()
    if text == "current" and word_after(setting, found) != "as":
        return Reading("DATE", str(found.value("v")))
    return None
