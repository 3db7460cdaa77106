"""How a text is cut for the encoder: windows of neighbouring subwords that end where a paragraph or a sentence ends.

The encoder reads at most :data:`LIMIT` subwords at once. Within a window every word sees every other, so the farther apart the
borders lie, and the better they are chosen, the fewer attributions are cut in two. Training and reading cut in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LIMIT = 254  # subwords a window, without the two marks at its ends

# Where a sentence may end: closing marks may follow the stop. Abbreviations do no harm: a border is only ever used when a window is full.
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]»]*\s+(?=[\"'“‘«(\[]*[A-Z0-9])")
_LINE = re.compile(r"\n\s*")


def cut_windows(text: str, offsets: Sequence[tuple[int, int]], limit: int = LIMIT) -> list[tuple[int, int]]:
    """Ranges of subwords, half-open, that follow one another and cover all of ``offsets``.

    Args:
        text: The text that was cut into subwords.
        offsets: Where each subword stands, in code points, in text order.
        limit: The most subwords a window may hold, at least 1.

    Each window is as long as the limit allows and ends at the last line end in its second half, else at the last sentence
    end there, else at the limit.
    """
    lines = _first_after([match.end() for match in _LINE.finditer(text)], offsets)
    sentences = _first_after([match.end() for match in _SENTENCE.finditer(text)], offsets)
    found, start = [], 0
    while start < len(offsets):
        end = start + limit
        if end < len(offsets):
            end = _last(lines, start + limit // 2, end) or _last(sentences, start + limit // 2, end) or end
        else:
            end = len(offsets)
        found.append((start, end))
        start = end
    return found


def _first_after(places: Sequence[int], offsets: Sequence[tuple[int, int]]) -> list[int]:
    """For each of ``places`` (sorted) the first subword that begins there or later."""
    found, at = [], 0
    for place in places:
        while at < len(offsets) and offsets[at][0] < place:
            at += 1
        if at < len(offsets):
            found.append(at)
    return found


def _last(borders: Sequence[int], least: int, most: int) -> int | None:
    """The last border in ``(least, most]``."""
    best = None
    for border in borders:
        if border > most:
            break
        if border > least:
            best = border
    return best
