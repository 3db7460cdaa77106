"""Noun phrases that may be entities, with what a reader would look at to say of which kind, for :mod:`allegedly.coder.named`.

The entity sets of the field mark whole phrases ("the northern city", "an army unit", "he"), not only names. Every head gives a few candidate
spans: with and without the article, the number, and the "of ..." behind it. Features are plain strings; the weights over them are fitted by ``tools/train_entities.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from allegedly.coder.entities import Entities, Grid
from allegedly.coder.lexicon import load
from allegedly.coder.sectors import noun_at, words
from allegedly.gazetteer import country_of, is_demonym, organisation_of, region_of

_HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "det", "case", "punct"})
_BEHIND = frozenset({"of", "and", ",", ".", "-", "'s", "’s", "in", "("})
_ARTICLES = frozenset({"the", "a", "an"})
_PRONOUNS = frozenset(
    {
        "it",
        "they",
        "them",
        "he",
        "she",
        "him",
        "her",
        "we",
        "us",
        "i",
        "me",
        "you",
        "who",
        "himself",
        "themselves",
        "itself",
        "here",
        "there",
    }
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One candidate: tokens ``[start, end)`` with the head, and the features of this way of cutting it."""

    start: int
    end: int
    head: int
    features: tuple[str, ...]


def phrases(doc: Doc, entities: Entities) -> Iterator[Phrase]:
    """Every candidate of ``doc`` in text order; several of one head overlap."""
    grid = entities.grid
    assert grid is not None
    times = {token for timex in doc._.timexes or () for token in _tokens(doc, timex.span.start, timex.span.end)}
    timexes = [span for timex in doc._.timexes or () if (span := _tokens(doc, timex.span.start, timex.span.end))]
    counts = {}
    for count, _token in doc._.counts or ():
        span = _tokens(doc, count.start, count.end)
        counts.update(dict.fromkeys(span, count.kind))
    places = {token for place in doc._.places or () for token in range(place.start, place.end)}
    nouns = load("entities")["nouns"]
    seen: set[tuple[int, int]] = set()

    def read(start: int, end: int, head: int, how: str) -> Phrase | None:
        if start >= end or (start, end) in seen:
            return None
        seen.add((start, end))
        return Phrase(start, end, head, tuple(_features(grid, entities, start, end, head, how, times, counts, places, nouns)))

    for ent in doc.ents:
        head = next((token.i for token in reversed(ent) if not ent.start <= token.head.i < ent.end), ent.end - 1)
        for start, end in _trimmed(grid, ent.start, ent.end):
            found = read(start, end, head, f"ent={ent.label_}")
            if found is not None:
                yield found
    for span in timexes:
        found = read(span[0], span[-1] + 1, span[-1], "timex")
        if found is not None:
            yield found
    for token in range(len(grid.words)):
        pos = grid.pos[token]
        adverb = grid.lower[token] in ("here", "there")
        if (pos not in _HEADS and not adverb) or (grid.dep[token] in _INSIDE and grid.label[token] == "" and pos != "PRON"):
            continue
        if pos == "PRON" or adverb:
            if grid.lower[token] in _PRONOUNS:
                found = read(token, token + 1, token, "pron")
                if found is not None:
                    yield found
            continue
        for start, end, how in _cuts(grid, token):
            found = read(start, end, token, how)
            if found is not None:
                yield found


def _tokens(doc: Doc, start: int, end: int) -> list[int]:
    span = doc.char_span(start, end, alignment_mode="expand")
    return list(range(span.start, span.end)) if span is not None else []


def _trimmed(grid: Grid, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A named entity as the tagger gives it, and without article, possessive or punctuation."""
    while end > start + 1 and (grid.tag[end - 1] == "POS" or not grid.words[end - 1][0].isalnum()):
        end -= 1
    yield start, end
    if grid.lower[start] in _ARTICLES:
        yield start + 1, end
    elif start and grid.lower[start - 1] in _ARTICLES:
        yield start - 1, end


def _cuts(grid: Grid, head: int) -> Iterator[tuple[int, int, str]]:
    """The ways in which the phrase of ``head`` may be cut."""
    start, end = grid.phrase(head)
    ends = {head + 1: "head", end: "of"}
    behind = head + 1
    while behind < len(grid.words) and grid.label[behind] == grid.label[head] != "" and not grid.entity_start[behind]:
        behind += 1
    ends.setdefault(behind, "ent")
    starts = {start: "full"}
    if start < head and (grid.tag[start] in ("DT", "PDT", "PRP$") or grid.lower[start] in _ARTICLES):
        starts.setdefault(start + 1, "bare")
    number = start
    while number < head and (
        grid.tag[number] in ("DT", "PRP$", "CD", "IN", "JJR", "RBR", "RB", "JJS", "PDT")
        or grid.dep[number] in ("quantmod", "nummod")
    ):
        number += 1
    starts.setdefault(number, "number off")
    own = head
    while own > start and grid.dep[own - 1] == "compound":
        own -= 1
    starts.setdefault(own, "compound")
    starts.setdefault(head, "head only")
    for first, left in starts.items():
        for last, right in ends.items():
            yield first, last, f"{left}+{right}"


def _features(
    grid: Grid,
    entities: Entities,
    start: int,
    end: int,
    head: int,
    how: str,
    times: set[int],
    counts: dict[int, str],
    places: set[int],
    nouns: dict[str, str],
) -> Iterator[str]:
    lower, text = grid.lower[head], grid.text(start, end)
    stem = grid.doc[head].lemma_.lower()
    entity, referent = entities.at.get(head), entities.referents.get(head)
    noun, _begin = noun_at(grid.lower, head, start)
    kinds = [
        f"word={stem}",
        f"tag={grid.tag[head]}",
        f"label={grid.label[head]}",
        f"entity={entity.kind if entity is not None else None}",
        f"noun={noun.kind if noun is not None else None}",
        f"sector={noun.sectors[0] if noun is not None and noun.sectors else None}",
        f"thing={nouns.get(stem)}",
        f"place={head in places}",
        f"time={head in times}",
        f"count={counts.get(head)}",
        f"known={_known(text)}",
        f"tail={lower[-3:]}",
        f"acronym={grid.words[head].isupper() and len(lower) > 1}",
        f"capital={grid.words[head][0].isupper()}",
    ]
    first, before, after = (
        grid.lower[start],
        grid.lower[start - 1] if start else "",
        grid.lower[end] if end < len(grid.words) else "",
    )
    cut = [
        f"cut={how}",
        f"first={_class(grid, start)}",
        f"before={_class(grid, start - 1) if start else None}",
        f"after={after if after in _BEHIND else 'word' if after[:1].isalpha() else None}",
        f"size={min(end - start, 6)}",
        f"dep={grid.dep[head]}",
        f"ends={end == head + 1}",
        f"referent={referent is not None and (referent.start, referent.end) == (start, end)}",
        f"inside={grid.dep[head] in _INSIDE}",
    ]
    yield from kinds
    yield from cut
    yield f"first word={first}"
    yield f"word before={before}"
    yield f"over={grid.lower[grid.head[head]]}"
    named, kind = kinds[2], kinds[3]
    for one in cut[:5]:
        yield f"{one}&{named}"
        yield f"{one}&{kind}"
        yield f"{one}&{kinds[0]}"
    yield f"{cut[0]}&{cut[1]}&{cut[2]}"
    yield f"{kinds[0]}&{cut[1]}"
    yield f"{named}&{kinds[1]}&{kinds[12]}"
    if entity is not None:
        yield f"title={entity.title is not None}&{kind}&{cut[0]}"
        yield f"words={len(entity.words)}&{kind}"
    for token in range(start, end):
        if token != head:
            yield f"has={grid.lower[token]}"
    if end - start > 1:
        yield f"shape={'+'.join(_class(grid, token) for token in range(start, min(end, start + 4)))}"


def _class(grid: Grid, token: int) -> str:
    """What sort of word ``token`` is, for the borders of a phrase."""
    lower, tag = grid.lower[token], grid.tag[token]
    if lower in _ARTICLES:
        return "the" if lower == "the" else "a"
    if tag == "CD":
        return "number"
    if lower in words().nouns and words().nouns[lower].title:
        return "title"
    if is_demonym(grid.words[token]):
        return "demonym"
    return f"{tag[:2]}{'^' if grid.words[token][:1].isupper() else ''}"


def _known(text: str) -> str | None:
    if organisation_of(text) is not None:
        return "organisation"
    if is_demonym(text):
        return "demonym"
    if country_of(text) is not None or region_of(text) is not None:
        return "country"
    return None
