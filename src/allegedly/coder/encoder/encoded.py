"""The states of one parsed text, window by window, and which subwords each token of the parse has."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from allegedly.coder.encoder.model import Encoder, States, load_encoder
from allegedly.coder.encoder.windows import LIMIT, cut_windows

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """States ``(subwords, width)`` of one window; ``first`` and ``last`` (not one past it) are tokens, ``rows[t - first]`` the subwords of token ``t``.

    Row ranges are half-open and may be empty: a blank has no subword.
    """

    first: int
    last: int
    rows: tuple[Range, ...]
    states: States

    def of(self, tokens: Iterable[int]) -> list[int]:
        """The subwords of those of ``tokens`` that lie in this window."""
        return [row for token in tokens if self.first <= token <= self.last for row in range(*self.rows[token - self.first])]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The windows of a text that were read, in text order; tokens outside all of them were not read."""

    windows: tuple[Window, ...]

    @property
    def ranges(self) -> list[Range]:
        """The tokens that were read, as half-open ranges."""
        return [(window.first, window.last + 1) for window in self.windows]

    def window_of(self, token: int) -> Window | None:
        """The window that holds a token."""
        at = bisect_right(self.windows, token, key=lambda window: window.first) - 1
        return self.windows[at] if at >= 0 and token <= self.windows[at].last else None


def encode(doc: Doc, parts: Sequence[Range] | None = None, limit: int = LIMIT, encoder: Encoder | None = None) -> Encoded:
    """Read ``doc``, or only ``parts`` of it: token ranges, half-open, in text order, not overlapping.

    Each part is read as a text of its own, so it should begin and end where sentences do.
    """
    encoder = encoder or load_encoder()
    starts = [token.idx for token in doc]
    text = doc.text
    ids: list[list[int]] = []
    rows: list[tuple[int, int, tuple[Range, ...]]] = []
    for first, last in [(0, len(doc))] if parts is None else parts:
        if first >= last:
            continue
        begin = starts[first]
        end = starts[last] if last < len(doc) else len(text)
        part = text[begin:end]
        pieces, offsets = encoder.subwords(part)
        for a, b in cut_windows(part, offsets, limit):
            ids.append(pieces[a:b])
            rows.append(_rows(starts, begin, offsets[a:b]))
    states = encoder.states(ids)
    return Encoded(tuple(Window(*row, states=one) for row, one in zip(rows, states, strict=True)))


def _rows(starts: Sequence[int], begin: int, offsets: Sequence[Range]) -> tuple[int, int, tuple[Range, ...]]:
    """First and last token of a window, and the subwords of each; a subword belongs to the token that its first character stands in."""
    owners = [bisect_right(starts, begin + start) - 1 for start, _ in offsets]
    first, last = owners[0], owners[-1]
    ranges = []
    for token in range(first, last + 1):
        ranges.append((bisect_left(owners, token), bisect_right(owners, token)))
    return first, last, tuple(ranges)


def encoded_of(doc: Doc) -> Encoded:
    """The whole of ``doc`` as the encoder reads it; read once, then kept on the doc."""
    if doc._.encoded is None:
        doc._.encoded = encode(doc)
    found: Encoded = doc._.encoded
    return found
