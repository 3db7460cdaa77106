"""Turns of a transcript: lines that begin with who speaks ("SALAS: We did not shoot."), which last until the next speaker.

One line with a name and a colon may be a heading; a text in which at least two take turns is a transcript, and leaves no doubt who speaks.
"""

from __future__ import annotations

import re
from collections import Counter

from allegedly.coder import lexicon

_LABEL = re.compile(r"^[ \t]*((?:Q|A|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}))[ \t]*:(?=[ \t]+\S)", re.MULTILINE)
# From so many lines on, two or more of them by the same speaker.
_LINES = 3


def turns(text: str) -> dict[int, int]:
    """Where each turn ends, by the character of the colon at its beginning; empty when ``text`` is no transcript."""
    headings = lexicon.load("cues")["labels"]
    lines = [match for match in _LABEL.finditer(text) if match.group(1).lower() not in headings]
    told = Counter(match.group(1) for match in lines)
    if len(lines) < _LINES or len(told) < 2 or max(told.values()) < 2:
        return {}
    ends = [match.start() for match in lines[1:]] + [len(text)]
    return {match.end() - 1: end for match, end in zip(lines, ends, strict=True)}
