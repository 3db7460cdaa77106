"""Turns of a transcript: lines that begin with who speaks ("SALAS: We did not shoot."), which last until the next speaker.

One line with a name and a colon may be a heading; a text in which at least two take turns is a transcript, and leaves no doubt who speaks.
Nor does a name with a colon before a quotation ("Union leader Ana Salas on the police: “They shot at us.”").
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from allegedly.coder import lexicon

_LABEL = re.compile(r"^[ \t]*((?:Q|A|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}))[ \t]*:(?=[ \t]+\S)", re.MULTILINE)
_BREAK = re.compile(r"\n")
# "21:40 Police have begun ...": the time of an entry is no part of it. "At 21:40" opens a sentence and stays in it.
CLOCK = re.compile(
    r"^[ \t]*\d{1,2}[:.]\d{2}(?:[ \t]?[ap]\.?m\.?)?(?:[ \t]?(?:GMT|UTC|[BCEIMPW]E?[SD]?T))?[ \t]*[-–—:|]?[ \t]+(?=[\"“«]?[A-Z])",
    re.M,
)
_QUOTED = re.compile(
    rf"(?:{CLOCK.pattern}|^[ \t]*)(?P<label>(?P<who>[A-Z][\w.'’-]*(?: [\w.'’-]+){{0,7}}?)(?:,? (?:on|in|at|to) [^:\n.!?“\"]{{2,60}})?)(?=:[ \t]+[“\"‘'«])",
    re.MULTILINE,
)
_RECORDING = re.compile(
    r"[(\[]begin [^)\]\n]{0,20}recording[^)\]\n]{0,30}[)\]](?P<said>.{0,20000}?)(?:[(\[](?:end|begin) [^)\]\n]{0,20}recording|\Z)",
    re.I | re.S,
)
RECORDING = re.compile(r"[(\[](?:begin|end) [^)\]\n]{0,20}recording[^)\]\n]{0,30}[)\]]", re.I)
_SPEAKER = re.compile(r"(?:(?<=[)\]])|(?<=\s\s)|(?<=\n))\s*[(\[](?P<name>[^\W\d_][\w .,'’-]{1,40})[)\]](?=\s)")
_TURN = re.compile(r"(?:\A|(?<=\n)|(?<=   ))[ \t]*[(\[](?P<name>[^\W\d_][\w .'’-]{2,30})[)\]](?=[ \t]+[\"“‘'«]?[^\W\d_])")
# From so many lines on, two or more of them by the same speaker.
_LINES = 3


def turns(text: str) -> dict[int, int]:
    """Where each turn ends, by the character of the colon at its beginning; empty when ``text`` is no transcript."""
    headings = lexicon.load("cues")["labels"]
    lines = [match for match in _LABEL.finditer(text) if match.group(1).lower() not in headings]
    told = Counter(match.group(1) for match in lines)
    if len(lines) < _LINES or len(told) < 2 or max(told.values()) < 2:
        return {}
    ends = [match.start() for match in lines[1:]]
    last = lines[-1].end()
    # Where nobody speaks in more than one paragraph, neither does the last one: what follows is the text's own again.
    paragraph = not any(_BREAK.search(text[match.end() : end].strip()) for match, end in zip(lines, ends, strict=False))
    following = _BREAK.search(text, last) if paragraph else None
    ends.append(following.start() if following is not None and following.start() > last else len(text))
    return {match.end() - 1: end for match, end in zip(lines, ends, strict=True)}


def recorded(text: str) -> list[tuple[int, int, int, int]]:
    """Who speaks in recordings as monitoring services write them down: "(begin recording) (Ortega) We did not shoot. (end recording)".

    A text without these marks is an interview when paragraphs begin with a name in brackets at least three times, as turns of at least
    two people. Each entry holds characters: where the name begins and ends, and where what it says does.
    """
    if text.count("(") + text.count("[") < 2:
        return []
    if not RECORDING.search(text):
        return _interview(text)
    found: list[tuple[int, int, int, int]] = []
    for recording in _RECORDING.finditer(text):
        begin, end = recording.span("said")
        names = [match for match in _SPEAKER.finditer(text, begin, end) if match.group("name").lower() not in _asides()]
        until = end
        for match in reversed(names):
            found.append((*match.span("name"), match.end(), until))
            until = match.start()
    return sorted(found)


def _interview(text: str) -> list[tuple[int, int, int, int]]:
    labels = [match for match in _TURN.finditer(text) if match.group("name").lower() not in _asides()]
    told = Counter(match.group("name").lower() for match in labels)
    if len(labels) < _LINES or len(told) < 2 or max(told.values()) < 2:
        return []
    ends = [*(match.start() for match in labels[1:]), len(text)]
    return [(*match.span("name"), match.end(), end) for match, end in zip(labels, ends, strict=True)]


@cache
def _asides() -> frozenset[str]:
    return frozenset(lexicon.load("cues")["recording_asides"])


def quoted_labels(text: str) -> dict[int, tuple[int, int]]:
    """Names before a colon and a quotation at the head of a line, as the colon's character: where the name begins and ends.

    A clock time before the name, and what the quotation is about ("Ana Salas on the police: “..."), belong to the label, not to the name.
    """
    found: dict[int, tuple[int, int]] = {}
    if ":" not in text:
        return found
    for match in _QUOTED.finditer(text):
        named = match.group("who").split()
        if all(word[0].isupper() or word in _inside_names() for word in named) and (
            match.group("who").lower() not in lexicon.load("cues")["labels"]
        ):
            found[match.end("label")] = match.span("who")
    return found


@cache
def _inside_names() -> frozenset[str]:
    """The words in lower case that may stand in the name of a speaker: of offices ("opposition leader Tom Reyes"), and small ones ("of")."""
    offices = (phrase for group in lexicon.load("actors")["nouns"] if group["kind"] == "person" for phrase in group["words"])
    return frozenset(lexicon.load("cues")["joining"]).union(word for phrase in offices for word in phrase.split())
