"""Words as they are looked up: without case and accents, the same for Latin and Cyrillic and on both databases.

``Алматы`` finds ``АЛМАТЫ``, ``Zhanaozen`` finds ``Zhanaözen``, ``ещё`` and ``еще`` are one word. The databases are given words that
were folded here, so that neither's own idea of a word matters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from allegedly.errors import UsageError

_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r'"([^"]*)"|(\S+)')
# Longer runs of letters are no words, and the databases would not take them.
_LONGEST = 200


def fold(text: str) -> str:
    """``text`` in lower case and without accents; not of the same length."""
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold())


def words_of(text: str) -> list[str]:
    """The folded words of ``text``, in order."""
    return [word[:_LONGEST] for word in _WORD.findall(fold(text))]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every phrase must occur; one with ``beginning`` may go on after its last letter."""

    phrases: tuple[tuple[str, ...], ...]
    beginnings: tuple[bool, ...]

    @classmethod
    def of(cls, written: str) -> Query:
        """Read a query: words, ``"words in this order"``, and ``begin*``; raises :class:`UsageError` when there is no word in it."""
        phrases: list[tuple[str, ...]] = []
        beginnings: list[bool] = []
        for part in _PART.finditer(written):
            words = tuple(words_of(part[1] if part[1] is not None else part[2]))
            if words:
                phrases.append(words)
                beginnings.append(part[1] is None and part[2].endswith("*"))
        if not phrases:
            raise UsageError(f'nothing to search for in {written!r}; give words, "words in this order", or begin*')
        return cls(tuple(phrases), tuple(beginnings))

    def sqlite(self) -> str:
        """The query in the language of FTS5."""
        return " AND ".join(
            f'"{" ".join(phrase)}"{"*" if beginning else ""}'
            for phrase, beginning in zip(self.phrases, self.beginnings, strict=True)
        )

    def postgresql(self) -> str:
        """The query in the language of ``to_tsquery``."""
        return " & ".join(
            "(" + " <-> ".join(f"'{word}'" for word in phrase) + (":*" if beginning else "") + ")"
            for phrase, beginning in zip(self.phrases, self.beginnings, strict=True)
        )

    def first_in(self, text: str) -> tuple[int, int] | None:
        """Where the first word that is looked for stands in ``text``, in characters of ``text``."""
        for match in _WORD.finditer(text):
            if self.finds(match[0]):
                return match.span()
        return None

    def finds(self, word: str) -> bool:
        """Whether ``word`` is one that is looked for."""
        folded = fold(word)
        return any(
            folded in phrase or (beginning and folded.startswith(phrase[-1]))
            for phrase, beginning in zip(self.phrases, self.beginnings, strict=True)
        )


def excerpt(text: str, query: Query, *, around: int = 90) -> str:
    """A piece of ``text`` on one line with the first word found in it, cut between words."""
    start, end = query.first_in(text) or (0, 0)
    left, right = max(0, start - around), min(len(text), end + around)
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    piece = " ".join(text[left:right].split())
    return ("… " if left else "") + piece + (" …" if right < len(text) else "")
