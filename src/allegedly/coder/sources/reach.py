"""How far a cue reaches: not over a semicolon, and not out of brackets or a pair of dashes when it has a content of its own there."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from allegedly.coder.sources.tree import Tree

Range = tuple[int, int]

_BRACKETS = {")": "(", "]": "["}
_DASHES = frozenset({"–", "—", "--"})
# Constructions in which a cue stands beside what it reports rather than before it: both sides of it end at a semicolon.
_BESIDE = frozenset({"aside", "as", "trailing clause"})
_CLAUSES = frozenset({"clause", *_BESIDE})


@dataclass(frozen=True, slots=True)
class Borders:
    """Where a text parts what is said: its semicolons (tokens, in order) and its brackets and pairs of dashes (token ranges)."""

    semicolons: list[int]
    enclosed: list[Range]


def find_borders(tree: Tree, quotes: list[Range]) -> Borders:
    """The borders of a text; semicolons within ``quotes`` part nothing, what is quoted is one speech."""
    text = tree.text
    if not any(mark in text for mark in (";", ")", "]", "–", "—", "--")):
        return Borders([], [])
    semicolons: list[int] = []
    enclosed: list[Range] = []
    opened: dict[str, int] = {}
    dashes: dict[int, list[int]] = {}
    for i, tag in enumerate(tree.tag):
        if tag not in _PUNCTUATION:
            continue
        mark = tree.doc[i].text
        if mark == ";":
            if not any(start <= i < end for start, end in quotes):
                semicolons.append(i)
        elif mark in _BRACKETS.values():
            opened[mark] = i
        elif mark in _BRACKETS:
            start = opened.pop(_BRACKETS[mark], None)
            if start is not None and tree.sentence_of[i] - tree.sentence_of[start] <= 1:
                enclosed.append((start, i + 1))
        elif mark in _DASHES:
            dashes.setdefault(tree.sentence_of[i], []).append(i)
    enclosed += [(pair[0], pair[1] + 1) for pair in dashes.values() if len(pair) == 2]
    return Borders(semicolons, enclosed)


_PUNCTUATION = frozenset({":", ",", ".", "-LRB-", "-RRB-", "HYPH", "NFP", "SYM", "``", "''"})


def reached(tree: Tree, borders: Borders, head: int, construction: str, content: list[Range]) -> list[Range]:
    """The part of ``content`` that the cue ``head`` reaches, empty when there is none."""
    if construction == "adverbial":
        return _before_semicolon(tree, borders, head, content)
    if construction not in _CLAUSES:
        return content
    for start, end in borders.enclosed:
        if start < head < end and _has_own(tree, head, end):
            content = [(max(first, start + 1), min(last, end - 1)) for first, last in content]
    semicolons = borders.semicolons
    if semicolons:
        at = bisect_left(semicolons, head)
        before = semicolons[at - 1] + 1 if at else 0
        after = semicolons[at] if at < len(semicolons) else tree.size
        kept = []
        for first, last in content:
            if last <= head:
                kept.append((max(first, before), last))
            elif first >= after:  # what follows the semicolon is the next thing that the text says
                continue
            else:
                kept.append((first, min(last, after) if construction in _BESIDE else last))
        content = kept
    trimmed = (tree.trim(first, last) for first, last in content if first < last)
    return [(first, last) for first, last in trimmed if first < last]


def _before_semicolon(tree: Tree, borders: Borders, head: int, content: list[Range]) -> list[Range]:
    """The content of "according to X" that a parser hung on what follows a semicolon: what stands before the cue, if that is all there is."""
    after = next((mark for mark in borders.semicolons if mark > head), None)
    if (
        after is None
        or not content
        or any(first <= after for first, _last in content)
        or tree.sentence_of[after] != tree.sentence_of[head]
    ):
        return content
    first = max([tree.sentence(head)[0], *(mark + 1 for mark in borders.semicolons if mark < head)])
    start, end = tree.trim(first, tree.left(head))
    return [(start, end)] if end - start > 1 else content


def _has_own(tree: Tree, head: int, end: int) -> bool:
    """Whether the cue has a clause of its own between itself and the closing mark ("(nobody doubts that he will)")."""
    return any(head < child < end and tree.dep[child] in ("ccomp", "xcomp") for child in tree.children[head])
