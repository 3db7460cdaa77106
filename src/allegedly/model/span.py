"""Spans: half-open character offsets into the stored text of one article, with the words."""

from __future__ import annotations

import msgspec

from allegedly.errors import SpanMismatch


class Span(msgspec.Struct, frozen=True, order=True):
    """Words of an article and where they stand.

    ``start`` and ``end`` count Unicode code points, half-open, so that
    ``article.text[start:end] == text`` holds, always; :meth:`check` says so or raises.
    """

    text: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end or self.end - self.start != len(self.text):
            raise SpanMismatch(
                f"span [{self.start}, {self.end}) cannot hold {self.text!r} ({len(self.text)} characters); "
                "offsets are half-open code points with 0 <= start <= end"
            )

    def check(self, article_text: str) -> None:
        """Raise :class:`SpanMismatch` unless the words stand at these offsets in ``article_text``."""
        found = article_text[self.start : self.end]
        if found != self.text:
            raise SpanMismatch(
                f"span [{self.start}, {self.end}) should read {self.text!r} but the article has {found!r}; "
                "was the text changed after it was coded?"
            )

    def overlaps(self, start: int, end: int) -> bool:
        """Whether at least one character is shared with ``[start, end)``."""
        return self.start < end and start < self.end

    @classmethod
    def cut(cls, article_text: str, start: int, end: int) -> Span:
        """The span ``[start, end)`` of ``article_text``."""
        return cls(article_text[start:end], start, end)
