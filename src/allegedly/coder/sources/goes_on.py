"""Reported speech that goes on without a word of saying: "He said two men had planted it. They had been trained abroad and would be charged."

English marks it by its tenses: what was said with "has" and "will" stands with "had" and "would" (Leech and Short 1981, on free indirect speech). A sentence
in them right after a report in the past, in the same paragraph, is still the speaker's; so is one that says what should be done after a demand, and one
between two reports of the same speaker. What is said so is *carried*, as a quotation is that runs on.
"""

from __future__ import annotations

from bisect import bisect_left

from allegedly.coder.sources.candidate import Candidate, Readings
from allegedly.coder.sources.tree import VERBAL, Tree

GOES_ON = "carried:indirect"
_TOLD = frozenset({"clause", "trailing clause", "aside", "adverbial", GOES_ON})
_BESIDE = frozenset({"trailing clause", "aside"})
_DUE = frozenset({"should", "must", "ought"})
_THIRD = frozenset({"he", "she", "it", "they"})
_DEMANDS = ("prep:", "object+infinitive", "infinitive")


def go_on(readings: Readings, chosen: list[Candidate]) -> list[Candidate]:
    """``chosen`` with an attribution for each sentence that goes on with what was reported in the one before it."""
    tree = readings.tree
    if not any(readings.cues.kind(one.word) == "speech" for one in chosen):
        return chosen
    by_sentence: dict[int, list[Candidate]] = {}
    for one in chosen:
        by_sentence.setdefault(tree.sentence_of[one.head], []).append(one)
    covered = sorted((start, end) for one in chosen for start, end in one.content)
    extra: list[Candidate] = []
    host: Candidate | None = None
    starts = [*tree.sentence_starts, tree.size]
    for number in range(len(tree.sentence_starts)):
        own = by_sentence.get(number, [])
        if host is None and not own:
            continue
        start, end = starts[number], starts[number + 1]
        root = next((token for token in range(start, end) if tree.head[token] == token and not tree.doc[token].is_punct), None)
        new: Candidate | None = None
        if host is not None and root is not None and not _begins_paragraph(readings, start) and not _said(covered, root):
            content = tree.pieces(start, end)
            free = not any(one.head == root or _holds(one, root) for one in own) and not _quotes(readings, start, end)
            if content and free and _still_said(readings, host, root, by_sentence.get(number + 1, ())):
                new = Candidate(content[0][0], "", GOES_ON, [], host.source, content, 1.0, host.weight, carried=True)
                extra.append(new)
        host = new or _host(readings, own, root)
    return sorted([*chosen, *extra], key=lambda one: one.head) if extra else chosen


def _host(readings: Readings, own: list[Candidate], root: int | None) -> Candidate | None:
    """Whoever reports the whole sentence with the main verb ``root``, in other than his own words; null where nobody does."""
    for one in own:
        if root is None or one.source is None or readings.cues.kind(one.word) != "speech" or _quotes(readings, *_span(one)):
            continue
        if one.construction == "adverbial" and _holds(one, root):
            return one
        if one.construction.startswith(_DEMANDS) and one.head == root and one.word.partition("_")[0] in readings.cues.demanding:
            return one
        if one.construction in _TOLD and (one.head == root or _holds(one, root)):
            return one
    return None


def _still_said(readings: Readings, host: Candidate, root: int, following: list[Candidate] | tuple[()]) -> bool:
    """Whether the sentence with the main verb ``root`` shows by its form that ``host`` is still speaking."""
    tree = readings.tree
    helpers = {tree.lower(child) for child in tree.children[root] if tree.dep[child] in ("aux", "auxpass")}
    if tree.tag[root] not in VERBAL or host.source is None:
        return False
    demands = host.construction.startswith(_DEMANDS)
    shifted = not demands and (host.carried or _past(tree, host.head)) and _shifted(tree, host)
    if helpers & _DUE:
        return demands or (shifted and _known(tree, host, root)) or _has(tree, host, _DUE)
    if demands:
        return False
    if shifted and "would" in helpers:
        return tree.lemma(root) not in readings.cues.quotation  # "the mayor would not comment" is the text's again
    if shifted and "had" in helpers and _known(tree, host, root):
        return True
    return any(
        one.construction in _BESIDE and one.source is not None and tree.lower(one.source.head) in _THIRD for one in following
    )


def _known(tree: Tree, host: Candidate, root: int) -> bool:
    """Whether the subject of a sentence was spoken of in the report before it, or is a pronoun; or "also" adds the sentence to the report."""
    who = tree.child(root, "nsubj", "nsubjpass")
    if any(tree.lower(child) == "also" for child in tree.below(root, "advmod")):
        return True
    if who is None:
        return False
    if tree.lower(who) in _THIRD:
        return True
    return any(tree.lemma(token) == tree.lemma(who) for start, end in host.content for token in range(start, end))


def _shifted(tree: Tree, host: Candidate) -> bool:
    """Whether what is reported stands in the tenses of a report: in the past, with "had" or with "would"."""
    return host.carried or any(
        tree.tag[token] == "VBD" or tree.lower(token) == "would" for start, end in host.content for token in range(start, end)
    )


def _has(tree: Tree, host: Candidate, words: frozenset[str]) -> bool:
    return any(tree.lower(token) in words for start, end in host.content for token in range(start, end))


def _past(tree: Tree, verb: int) -> bool:
    """Whether a cue stands in the past."""
    return tree.tag[verb] == "VBD" or any(tree.lower(child) == "had" for child in tree.below(verb, "aux"))


def _holds(one: Candidate, token: int) -> bool:
    return any(start <= token < end for start, end in one.content)


def _span(one: Candidate) -> tuple[int, int]:
    return one.content[0][0], one.content[-1][1]


def _said(covered: list[tuple[int, int]], token: int) -> bool:
    return any(
        start <= token < end
        for start, end in covered[max(0, bisect_left(covered, (token, 0)) - 6) : bisect_left(covered, (token + 1, 0))]
    )


def _quotes(readings: Readings, start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in readings.quotes)


def _begins_paragraph(readings: Readings, start: int) -> bool:
    """Whether a line end, or something that was not read, stands before a sentence."""
    doc = readings.tree.doc
    gaps = doc.user_data.get("gaps") or {}
    if any(doc[token].idx <= gap <= doc[start].idx for token in range(max(0, start - 1), start) for gap in gaps):
        return True
    return start == 0 or any("\n" in doc[token].text for token in range(max(0, start - 2), start + 1))
