"""From all readings to the attributions that are kept: one reading a cue, heavy enough, and which stands in which."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from allegedly.coder.sources.candidate import Candidate, Readings
from allegedly.coder.sources.labels import STATEMENT, TURN, read_colon, read_recordings
from allegedly.coder.sources.lexicon import Cues
from allegedly.coder.sources.phrases import read_adjective, read_hearsay, read_noun, read_preposition
from allegedly.coder.sources.reach import find_borders
from allegedly.coder.sources.speakers import quoted_ranges, read_quotations
from allegedly.coder.sources.transcript import quoted_labels, turns
from allegedly.coder.sources.tree import VERBAL, Tree
from allegedly.coder.sources.verbs import read_verb
from allegedly.coder.sources.weigh import probability, traits

# What may well hold a quotation with its cue ("according to the paper, "we are ready," the general said").
_REPORTING = frozenset({"quotation", "adverbial", "colon", "colon:transcript", STATEMENT, TURN})
CERTAIN = 0.5  # the least weight of cues that mean nothing else, however rare they are in the counted texts
_IMPERSONAL = frozenset({"passive:infinitive", "passive:clause"})
_NOUNS = frozenset({"NN", "NNS", "NNP"})
_DESCRIBING = frozenset({"JJ", "JJR", "JJS", "RB", "VBN"})
_PREPOSITIONS = frozenset({"IN", "VBG", "TO"})


def all_readings(tree: Tree, cues: Cues, floor: float) -> Readings:
    """Every reading with a share of at least ``floor``, before any weighing or choice; a floor of 0 gives all of them."""
    quotes = quoted_ranges(tree)
    spans = [(quote.start, quote.end) for quote in quotes]
    text = tree.text
    readings = Readings(
        tree, cues, floor, quotes=spans, borders=find_borders(tree, spans), turns=turns(text), labels=quoted_labels(text)
    )
    everything = floor <= 0
    for i, tag in enumerate(tree.tag):
        dep = tree.dep[i]
        if tag in VERBAL and dep not in ("aux", "auxpass", "prep"):
            read_verb(readings, i)
        elif tag in _NOUNS:
            if tree.children[i] and (everything or tree.lemma(i) in cues.nouns):
                read_noun(readings, i)
        elif dep == "prep":
            if tag in _PREPOSITIONS and tree.children[i]:
                read_preposition(readings, i)
        elif dep == "advmod" and tag == "RB" and tree.lower(i) in cues.hearsay:
            read_hearsay(readings, i)
        elif tag in _DESCRIBING and tree.children[i]:
            read_adjective(readings, i)
        elif tag == ":" and tree.doc[i].text == ":":
            read_colon(readings, i)
    read_quotations(readings, quotes)
    read_recordings(readings)
    return readings


def weigh(readings: Readings) -> list[Candidate]:
    """The readings of a text, each with its weight."""
    for candidate in readings.found:
        noticed = traits(readings, candidate)
        candidate.weight = probability(candidate.share, noticed, readings.cues.traits)
        if candidate.construction in (STATEMENT, TURN):
            candidate.weight = 1.0
        elif _is_certain(readings.tree, readings.cues, candidate):
            candidate.weight = max(candidate.weight, CERTAIN)
    return readings.found


def _is_certain(tree: Tree, cues: Cues, candidate: Candidate) -> bool:
    """Whether a reading is one of the closed lists: "reportedly", "in the view of X", "is said to", "it is believed that", ", X fear, "."""
    if candidate.construction in ("hearsay", "adverbial:view"):
        return True
    if candidate.construction == "aside" and candidate.source is not None and _told_aside(tree, candidate):
        return cues.kind(candidate.word) in ("belief", "fear") or candidate.word in cues.quotation
    if candidate.construction == "trailing clause" and candidate.source is not None and _told_behind(tree, candidate):
        return cues.kind(candidate.word) in ("belief", "fear") or candidate.word in cues.quotation
    if candidate.construction == "passive:clause" and candidate.source is not None:
        return candidate.word in cues.quotation  # "she was told by a driver that"
    return candidate.construction in _IMPERSONAL and candidate.source is None and candidate.word in cues.impersonal


def _told_aside(tree: Tree, candidate: Candidate) -> bool:
    """Whether somebody of the third person and a finite verb stand between two commas and nothing else."""
    assert candidate.source is not None
    start, end = candidate.source.start, candidate.head + 1
    listener = tree.child(candidate.head, "dobj")
    if listener is not None and candidate.word == "tell":
        end = tree.right(listener) + 1  # "..., aides told the paper, ..."
    if tree.tag[candidate.head] not in ("VBD", "VBZ", "VBP") or start > candidate.head or end >= tree.size or start == 0:
        return False
    return tree.doc[start - 1].text == tree.doc[end].text == "," and tree.lower(candidate.source.head) not in _LISTENERS


def _told_behind(tree: Tree, candidate: Candidate) -> bool:
    """Whether nothing but a comma, somebody of the third person and a finite verb ends the sentence: "..., the general admitted."."""
    assert candidate.source is not None
    start, verb = candidate.source.start, candidate.head
    if tree.tag[verb] not in ("VBD", "VBZ", "VBP") or not 0 < start < verb or tree.doc[start - 1].text != ",":
        return False
    _first, last = tree.sentence(verb)
    return tree.trim(verb, last)[1] == verb + 1 and tree.lower(candidate.source.head) not in _LISTENERS


_LISTENERS = frozenset({"i", "you"})  # "..., you know, ..." tells nobody's view


def choose(candidates: list[Candidate], threshold: float) -> list[Candidate]:
    """One reading a cue, heavy enough, in text order; a weak reading gives way to a strong one that it would swallow.

    An attribution inside another's content is kept: it is nested, see :func:`parents`.
    """
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        held = best.get(candidate.head)
        if held is None or candidate.weight > held.weight:
            best[candidate.head] = candidate
    kept = sorted((c for c in best.values() if c.weight >= threshold), key=lambda c: c.head)
    heads = [c.head for c in kept]
    dropped: set[int] = set()
    for outer in sorted(kept, key=lambda c: -_length(c)):
        for n in _inside(outer, heads):
            inner = kept[n]
            if outer.head in dropped:
                break
            if inner is outer or inner.head in dropped:
                continue
            if _covers(inner, outer.head):  # each claims to say the other
                dropped.add(inner.head if inner.weight <= outer.weight else outer.head)
            elif outer.weight < (1 - outer.weight) * inner.weight or _steals(outer, inner):
                dropped.add(outer.head)
    return [c for c in kept if c.head not in dropped]


def _steals(outer: Candidate, inner: Candidate) -> bool:
    """Whether a reading would take in a quotation together with its own cue: the parse went wrong around the marks."""
    return inner.construction == "quotation" and outer.construction not in _REPORTING and inner.weight > outer.weight


def parents(chosen: list[Candidate]) -> list[int | None]:
    """For each attribution the index of the smallest other one whose content holds its cue."""
    found: list[int | None] = [None] * len(chosen)
    heads = [c.head for c in chosen]
    for k in sorted(range(len(chosen)), key=lambda k: -_length(chosen[k])):
        for n in _inside(chosen[k], heads):
            if n != k and not _covers(chosen[n], chosen[k].head):
                found[n] = k
    return found


def _inside(candidate: Candidate, heads: list[int]) -> Iterator[int]:
    """The places in ``heads`` (sorted) of those that stand in a content."""
    for start, end in candidate.content:
        yield from range(bisect_left(heads, start), bisect_left(heads, end))


def _covers(candidate: Candidate, token: int) -> bool:
    return any(start <= token < end for start, end in candidate.content)


def _length(candidate: Candidate) -> int:
    return sum(end - start for start, end in candidate.content)
