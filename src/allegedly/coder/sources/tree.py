"""A parse as plain lists, for the many small questions that finding sources asks.

Asking spaCy tokens one by one costs most of the time of a rule-based stage; the lists are read out once a text.
"""

from __future__ import annotations

from functools import cached_property

from spacy.attrs import DEP, ENT_TYPE, HEAD, LEMMA, LOWER, SENT_START, TAG
from spacy.tokens import Doc

from allegedly.coder.parts import Mention

VERBAL = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_NAMES: dict[int, str] = {}


class Tree:
    """One parsed text: ``head``, ``dep``, ``tag``, ``entity`` (type or empty) a token, lemma and lower-case form by id, and children in text order."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = doc.text
        self.size = len(doc)
        table = doc.to_array([HEAD, DEP, TAG, LEMMA, LOWER, SENT_START, ENT_TYPE])
        heads = table[:, 0].astype("int64")
        self.head: list[int] = [i + offset for i, offset in enumerate(heads.tolist())]
        names, strings = _NAMES, doc.vocab.strings
        columns = table[:, (1, 2, 6)].T.tolist()
        for name in {name for column in columns for name in column}:
            if name not in names:
                names[name] = strings[name]
        self.dep: list[str] = [names[name] for name in columns[0]]
        self.tag: list[str] = [names[name] for name in columns[1]]
        self.entity: list[str] = [names[name] for name in columns[2]]
        self.lemma_id: list[int] = table[:, 3].tolist()
        self.lower_id: list[int] = table[:, 4].tolist()
        starts = [i for i, flag in enumerate(table[:, 5].tolist()) if flag == 1]
        self.sentence_starts = starts if starts and starts[0] == 0 else [0, *starts]
        self.children: list[list[int]] = [[] for _ in range(self.size)]
        for i, head in enumerate(self.head):
            if head != i:
                self.children[head].append(i)

    @cached_property
    def sentence_of(self) -> list[int]:
        """For each token the number of its sentence."""
        found, number = [], -1
        borders = set(self.sentence_starts)
        for i in range(self.size):
            number += i in borders
            found.append(number)
        return found

    def sentence(self, token: int) -> tuple[int, int]:
        """The token range of the sentence around a token."""
        number = self.sentence_of[token]
        end = self.sentence_starts[number + 1] if number + 1 < len(self.sentence_starts) else self.size
        return self.sentence_starts[number], end

    def lemma(self, token: int) -> str:
        """The lemma in lower case."""
        return str(self.doc.vocab.strings[self.lemma_id[token]]).lower()

    def lower(self, token: int) -> str:
        """The word in lower case."""
        return str(self.doc.vocab.strings[self.lower_id[token]])

    def left(self, token: int) -> int:
        """The first token of the subtree."""
        while (below := self.children[token]) and below[0] < token:
            token = below[0]
        return token

    def right(self, token: int) -> int:
        """The last token of the subtree (not one past it)."""
        while (below := self.children[token]) and below[-1] > token:
            token = below[-1]
        return token

    def child(self, token: int, *labels: str) -> int | None:
        """The first child with one of the labels."""
        for below in self.children[token]:
            if self.dep[below] in labels:
                return below
        return None

    def below(self, token: int, *labels: str) -> list[int]:
        """The children with one of the labels."""
        return [below for below in self.children[token] if self.dep[below] in labels]

    def whole(self, token: int) -> Mention:
        """The noun phrase of ``token`` with everything that describes it, as a reader marks a source."""
        start, end = self.trim(self.left(token), self.right(token) + 1)
        return Mention(start, end, token) if start <= token < end else Mention(token, token + 1, token)

    def pieces(self, start: int, end: int, hole: tuple[int, int] | None = None) -> list[tuple[int, int]]:
        """The token range ``[start, end)`` without ``hole``, each piece trimmed, empty ones dropped."""
        parts = [(start, end)] if hole is None else [(start, min(end, hole[0])), (max(start, hole[1]), end)]
        return [piece for piece in (self.trim(*part) for part in parts if part[0] < part[1]) if piece[0] < piece[1]]

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """A token range without commas, stops, dashes and blanks at its edges; quotation marks and brackets stay."""
        doc = self.doc
        while start < end and doc[start].text.strip() in _LOOSE:
            start += 1
        while end > start and doc[end - 1].text.strip() in _LOOSE:
            end -= 1
        return start, end


_LOOSE = frozenset({"", ",", ".", ";", ":", "-", "--", "–", "—", "…"})
