"""What the encoder learns from: the train parts of gold sets, cut into windows of subwords with the labels of each.

Every class here is one kind of example; ``batches`` of one kind are what one step of training sees. Nothing is read but ``train``
(and ``dev``, by the same functions, to choose).
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tokenizers import Tokenizer

from allegedly.coder.encoder.heads import MARKS, PARTIES, TYPES
from allegedly.coder.encoder.windows import LIMIT, cut_windows
from allegedly.measure.base import find_gold, read_gold

# Kinds of entities. Their head only helps the encoder along: the package
# finds entities in another way, and the head stays here.
KINDS = (
    "Organisation", "Location", "Person", "Temporal", "Quantity", "Weapon", "DocumentReference", "MilitaryPlatform",
    "Nationality", "Money", "Vehicle", "CommsIdentifier", "Frequency", "Coordinates",
)  # fmt: skip
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
NOTHING, SOURCE, CONTENT = 0, 1, 2  # what a subword is to a given cue
IGNORED = -100


@dataclass
class Attributions:
    """One window of news: tags of source, cue and content a subword, and for each cue what every subword is to it."""

    ids: list[int]
    source: list[int]
    cue: list[int]
    content: list[int]
    cues: list[list[int]] = field(default_factory=list)
    links: list[list[int]] = field(default_factory=list)


@dataclass
class Rated:
    """One sentence with events rated from -3 (did not happen) to 3 (happened); ``question`` says what raters were asked."""

    ids: list[int]
    events: list[list[int]]
    values: list[float]
    question: int


@dataclass
class Typed:
    """One text with its two parties marked, and the PLOVER type between them (or of the whole story, without marks)."""

    ids: list[int]
    type: int


@dataclass
class Parties:
    """One sentence with the class of its event and the tags of its parties; either may be missing."""

    ids: list[int]
    label: int
    tags: list[int]


@dataclass
class Tagged:
    """One window with the tags of entities by kind."""

    ids: list[int]
    tags: list[int]


def subwords(tokenizer: Tokenizer, text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Ids and character offsets of the subwords of ``text``, without marks at the ends."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    return encoding.ids, encoding.offsets


def covered(offsets: Sequence[tuple[int, int]], spans: Iterable[Sequence[int]]) -> list[int]:
    """The subwords that share a character with one of ``spans``."""
    found: set[int] = set()
    for start, end in spans:
        at = max(bisect_right(offsets, (start, start)) - 1, 0)
        while at < len(offsets) and offsets[at][0] < end:
            if offsets[at][1] > start:
                found.add(at)
            at += 1
    return sorted(found)


def attribution_windows(tokenizer: Tokenizer, records: Iterable[dict[str, Any]], limit: int = LIMIT) -> list[Attributions]:
    """Windows of ``polnear`` articles."""
    found = []
    for record in records:
        text = record["text"]
        ids, offsets = subwords(tokenizer, text)
        tags = {role: [OUTSIDE] * len(ids) for role in ("source", "cue", "content")}
        linked = []
        for item in record["attributions"]:
            marks = [NOTHING] * len(ids)
            for role, kind in (("content", CONTENT), ("source", SOURCE)):
                for piece in item[role]:
                    for at, n in enumerate(covered(offsets, [piece])):
                        tags[role][n] = tags[role][n] or (INSIDE if at else BEGIN)
                        marks[n] = kind
            cue = covered(offsets, item["cue"])
            for piece in item["cue"]:
                for at, n in enumerate(covered(offsets, [piece])):
                    tags["cue"][n] = tags["cue"][n] or (INSIDE if at else BEGIN)
            if cue:
                linked.append((cue, marks))
        for start, end in cut_windows(text, offsets, limit):
            window = Attributions(ids[start:end], *(tags[role][start:end] for role in ("source", "cue", "content")))
            for cue, marks in linked:
                inside = [n - start for n in cue if start <= n < end]
                if inside:
                    window.cues.append(inside)
                    window.links.append(marks[start:end])
            found.append(window)
    return found


def rated_sentences(tokenizer: Tokenizer, records: Iterable[dict[str, Any]], question: int) -> list[Rated]:
    """Sentences of ``uds-ih2`` (question 0) and ``uw-factuality`` (question 1)."""
    found = []
    for record in records:
        ids, offsets = subwords(tokenizer, record["text"])
        events, values = [], []
        for event in record["events"]:
            inside = covered(offsets[:LIMIT], [(event["start"], event["end"])])
            if inside:
                events.append(inside)
                values.append(float(event["factuality"]))
        if events:
            found.append(Rated(ids[:LIMIT], events, values, question))
    return found


def marked_pair(tokenizer: Tokenizer, text: str, actor: Sequence[int] | None, recipient: Sequence[int] | None) -> list[int]:
    """The ids of ``text`` with marks around actor and recipient (character spans, either may be missing)."""
    ids, offsets = subwords(tokenizer, text)
    inserted: list[tuple[int, int, int]] = []
    for span, (opening, closing) in ((actor, MARKS[:2]), (recipient, MARKS[2:])):
        inside = covered(offsets, [span]) if span is not None else []
        if inside:
            inserted.append((inside[0], 1, tokenizer.token_to_id(opening)))
            inserted.append((inside[-1] + 1, 0, tokenizer.token_to_id(closing)))
    for at, _, mark in sorted(inserted, reverse=True):
        ids = [*ids[:at], mark, *ids[at:]]
    return ids[:LIMIT]


def typed_pairs(tokenizer: Tokenizer, records: Iterable[dict[str, Any]]) -> list[Typed]:
    """The pairs of ``plv``."""
    found = []
    for record in records:
        spans = [(record[role]["start"], record[role]["end"]) if record[role] else None for role in ("actor", "recipient")]
        found.append(Typed(marked_pair(tokenizer, record["text"], *spans), TYPES.index(record["type"])))
    return found


def typed_stories(tokenizer: Tokenizer, records: Iterable[dict[str, Any]], length: int = 80) -> list[Typed]:
    """The beginnings of ``ngec_synthetic`` stories, of the types that pairs have."""
    found = []
    for record in records:
        name = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}.get(record["type"], record["type"])
        if name in TYPES:
            found.append(Typed(subwords(tokenizer, record["text"])[0][:length], TYPES.index(name)))
    return found


def tag(offsets: Sequence[tuple[int, int]], spans: Iterable[tuple[int, int, str]], names: Sequence[str]) -> list[int]:
    """Outside, begin and inside tags of ``(start, end, name)`` spans in characters; of overlapping ones the longest."""
    tags = [OUTSIDE] * len(offsets)
    for start, end, name in sorted(spans, key=lambda span: span[0] - span[1]):
        inside = covered(offsets, [(start, end)])
        if any(tags[n] for n in inside):
            continue
        for at, n in enumerate(inside):
            tags[n] = 1 + 2 * names.index(name) + (at > 0)
    return tags


def entity_windows(tokenizer: Tokenizer, records: Iterable[dict[str, Any]], limit: int = LIMIT) -> list[Tagged]:
    """Windows of ``re3d`` reports, of the entities that its crowd confirmed."""
    found = []
    for record in records:
        ids, offsets = subwords(tokenizer, record["text"])
        spans = [(one["start"], one["end"], one["type"]) for one in record["entities"] if one["confidence"] >= 0.5]
        tags = tag(offsets, spans, KINDS)
        found += [Tagged(ids[a:b], tags[a:b]) for a, b in cut_windows(record["text"], offsets, limit)]
    return found


def party_sentences(tokenizer: Tokenizer, records: Iterable[dict[str, Any]]) -> list[Parties]:
    """The sentences of ``cameo``."""
    found = []
    for record in records:
        ids, offsets = subwords(tokenizer, record["text"])
        tags = [OUTSIDE if record["has_spans"] else IGNORED] * len(ids)
        for span in record["spans"] if record["has_spans"] else ():
            for at, n in enumerate(covered(offsets, [(span["start"], span["end"])])):
                tags[n] = 1 + 2 * PARTIES.index(span["role"]) + (at > 0)
        found.append(Parties(ids[:LIMIT], record["class"] if record["has_class"] else IGNORED, tags[:LIMIT]))
    return found


def batches(examples: Sequence[Any], size: int, chance: random.Random) -> list[list[Any]]:
    """All examples in groups of about ``size`` subwords (padding counted), of similar length, in random order."""
    ordered = sorted(examples, key=lambda example: len(example.ids) + chance.random() * 8)
    found: list[list[Any]] = []
    group: list[Any] = []
    for example in ordered:
        if group and (len(group) + 1) * (len(example.ids) + 2) > size:
            found.append(group)
            group = []
        group.append(example)
    if group:
        found.append(group)
    chance.shuffle(found)
    return found


def gold(folder: str, name: str, part: str) -> list[dict[str, Any]]:
    """The records of one part of one gold set."""
    from pathlib import Path

    return list(read_gold(find_gold(Path(folder), name, part)))
