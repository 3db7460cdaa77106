"""The entities of one article: clusters of mentions, and the plain lists over its tokens that they are found with.

Everything here is indexed by token. :class:`Grid` copies what is asked of every token out of spaCy once, because asking a
``Token`` costs more than all the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from spacy import attrs
from spacy.tokens import Doc

from allegedly.coder.parts import Mention, text_of
from allegedly.coder.quoting import quoted_tokens

# What stays with a noun when one names it.
_KEPT = frozenset(
    {"det", "amod", "compound", "nummod", "nmod", "poss", "quantmod", "advmod", "predet", "punct", "npadvmod", "neg"}
)

EntityKind = Literal["person", "people", "body", "country", "place"]
Gender = Literal["he", "she"]


@dataclass(slots=True)
class Grid:
    """One article as lists by token: words as written and in lower case, tags and labels as strings, heads as indices.

    ``joined`` tells whether no space follows. ``sentence`` numbers the sentences of the article from 0; ``starts`` are their first tokens, for those
    that the screen left out the first token after them. ``subject_of``
    gives for a verb the token of its subject, ``country_at`` for the tokens of a place (or its people) the state it lies in, where the
    place stage has run and is sure. ``stored`` is the text that ``offsets`` point into, ``quoted`` the tokens between quotation marks. ``in_capitals`` are the sentences that are headings, once they were asked for.
    """

    doc: Doc
    words: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    label: list[str]
    entity_start: list[bool]
    joined: list[bool]
    sentence: list[int]
    starts: list[int]
    children: dict[int, list[int]]
    subject_of: dict[int, int]
    country_at: dict[int, str]
    stored: str
    offsets: list[int]
    quoted: set[int]
    in_capitals: set[int] | None = None

    @classmethod
    def of(cls, doc: Doc) -> Grid:
        """The lists of ``doc``."""
        columns = doc.to_array(
            [
                *(attrs.POS, attrs.TAG, attrs.DEP, attrs.HEAD, attrs.ENT_TYPE),
                *(attrs.ENT_IOB, attrs.SPACY, attrs.SENT_START, attrs.IDX, attrs.LENGTH),
            ]
        )
        strings = doc.vocab.strings
        coded = [columns[:, column].tolist() for column in (0, 1, 2, 4)]
        names = {key: strings[key] for key in set().union(*coded)}
        pos, tag, dep, label = ([names[key] for key in column] for column in coded)
        head = (columns[:, 3].astype(np.int64) + np.arange(len(doc))).tolist()
        begins = columns[:, 7].astype(np.int64) == 1
        if len(begins):
            begins[0] = True
        stored = text_of(doc)
        offsets = columns[:, 8].astype(np.int64)
        places = offsets.tolist()
        words = [
            stored[start:end] for start, end in zip(places, (offsets + columns[:, 9].astype(np.int64)).tolist(), strict=True)
        ]
        # A "sentence" without a letter or digit (a line end, a lone quotation mark) belongs to the one before it.
        first = np.flatnonzero(begins).tolist()
        for start, end in zip(first, [*first[1:], len(words)], strict=False):
            begins[start] = any(word[0].isalnum() for word in words[start:end]) or start == 0
        number = np.cumsum(begins) - 1
        for gap, skipped in doc.user_data.get("gaps", {}).items():
            number[np.searchsorted(columns[:, 8].astype(np.int64), gap) :] += skipped
        starts: list[int] = []
        for token in np.flatnonzero(begins).tolist():
            starts.extend([token] * (int(number[token]) + 1 - len(starts)))
        children: dict[int, list[int]] = {}
        subject_of: dict[int, int] = {}
        for token, (above, name) in enumerate(zip(head, dep, strict=True)):
            if above != token:
                children.setdefault(above, []).append(token)
                if name in ("nsubj", "nsubjpass"):
                    subject_of.setdefault(above, token)
        return cls(
            doc=doc,
            stored=stored,
            offsets=places,
            quoted=quoted_tokens(stored, offsets),
            words=words,
            lower=[word.lower() for word in words],
            pos=pos,
            tag=tag,
            dep=dep,
            head=head,
            label=label,
            entity_start=(columns[:, 5] == 3).tolist(),
            joined=(columns[:, 6] == 0).tolist(),
            sentence=number.tolist(),
            starts=starts,
            children=children,
            subject_of=subject_of,
            country_at={
                token: mention.place.country
                for mention in doc._.places or ()
                if mention.place.country
                for token in range(mention.start, mention.end)
            },
        )

    def text(self, start: int, end: int) -> str:
        """The words of ``[start, end)`` as they stand, line ends as spaces."""
        if start >= end:
            return ""
        written = self.stored[self.offsets[start] : self.offsets[end - 1] + len(self.words[end - 1])]
        return " ".join(written.split())

    def clause(self, token: int) -> int:
        """The verb whose clause ``token`` stands in, or the root of its sentence."""
        steps = 0
        while self.pos[token] not in ("VERB", "AUX") and self.head[token] != token and steps < 50:
            token = self.head[token]
            steps += 1
        return token

    def phrase(self, head: int) -> tuple[int, int]:
        """The noun phrase of ``head``: what stands before it and belongs to it, and a short "of ..." behind it."""
        start = head
        while start > 0:
            before, label = start - 1, self.dep[start - 1]
            possessive = label == "case" and self.head[before] == before - 1
            if not possessive and not (before < self.head[before] <= head and label in _KEPT):
                break
            start = before
        while start < head and self.dep[start] in ("punct", "case"):
            start += 1
        end = head + 1
        if end < len(self.words) and self.lower[end] == "of" and self.head[end] == head:
            inner = next((child for child in self.children.get(end, ()) if self.dep[child] == "pobj"), None)
            if inner is not None and inner - head < 7:
                end = inner + 1
                if end < len(self.words) and self.lower[end] == "of" and self.head[end] == inner:
                    end = self.phrase(inner)[1]
        return start, end

    def first_conjunct(self, token: int) -> int:
        """The first member of the coordination that ``token`` is in."""
        steps = 0
        while self.dep[token] == "conj" and self.head[token] != token and steps < 50:
            token = self.head[token]
            steps += 1
        return token


@dataclass(slots=True)
class Referent:
    """One mention of an entity: tokens ``[start, end)``, its head, and how it refers."""

    start: int
    end: int
    head: int
    how: Literal["name", "short", "description", "pronoun"]


@dataclass(slots=True)
class Entity:
    """Somebody or something of the article: every mention, the fullest name, and what the article tells of it.

    ``capital`` marks the capital of a state, whose name often means its government. ``name`` is null for a group or person that the article never names ("a shopkeeper"); ``phrase`` then holds the words it was
    introduced with. ``roles`` are the offices and descriptions in lower case ("president"), ``title`` the words that stood
    before the name; ``forms`` counts how the name is written. ``country`` and ``sectors`` come from the article first, from tables second.
    """

    kind: EntityKind
    mentions: list[Referent] = field(default_factory=list)
    name: str | None = None
    phrase: str = ""
    plural: bool = False
    capital: bool = False
    gender: Gender | None = None
    roles: set[str] = field(default_factory=set)
    title: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    forms: dict[str, int] = field(default_factory=dict)

    @property
    def full_name(self) -> str | None:
        """The name, or the words of introduction where there is none."""
        return self.name or self.phrase or None


@dataclass(slots=True)
class Entities:
    """All entities of one article in the order of their first mention, and which one a token belongs to.

    ``country`` is the code of the state that the article is about when one clearly dominates, else null.
    """

    found: list[Entity] = field(default_factory=list)
    at: dict[int, Entity] = field(default_factory=dict)
    referents: dict[int, Referent] = field(default_factory=dict)
    country: str | None = None
    grid: Grid | None = None

    def of(self, mention: Mention) -> Entity | None:
        """The entity that ``mention`` stands for; null when it is none that was found."""
        return self.at.get(mention.head)

    def referent(self, mention: Mention) -> Referent | None:
        """The referring words at the head of ``mention``."""
        return self.referents.get(mention.head)

    def add(self, entity: Entity, referent: Referent, tokens: range | None = None) -> None:
        """Note that ``referent`` stands for ``entity``; ``tokens`` are the ones that lead to it (its head when null)."""
        if not entity.mentions and not any(entity is other for other in self.found[-1:]):
            self.found.append(entity)
        entity.mentions.append(referent)
        for token in tokens if tokens is not None else (referent.head,):
            self.at[token] = entity
            self.referents[token] = referent
