"""Attributions without a verb of saying: nouns ("the claim that"), adjectives ("convinced that"), and "according to"."""

from __future__ import annotations

from functools import partial

from allegedly.coder.party import is_party
from allegedly.coder.sources.candidate import Range, Readings
from allegedly.coder.sources.tree import VERBAL, Tree
from allegedly.coder.sources.verbs import cue_tokens, subject, subtree


def read_noun(readings: Readings, noun: int) -> None:
    """Add the readings of a noun that may report: its owner or giver as source, its complement as content."""
    tree = readings.tree
    word = tree.lemma(noun)
    owner = giver = None
    links: list[int] = []
    clauses: list[int] = []
    for child in tree.children[noun]:
        dep = tree.dep[child]
        if dep == "poss":
            owner = child
        elif dep == "prep" and child > noun:
            if giver is None and tree.lower(child) in ("by", "from"):
                giver = tree.child(child, "pobj")
            links.append(child)
        elif dep in ("acl", "ccomp") or (dep == "relcl" and any(tree.dep[mark] == "mark" for mark in tree.children[child])):
            clauses.append(child)
    if owner is None and giver is None:
        giver = _holder(tree, links, clauses)
    source = owner if owner is not None else giver
    mode = "owned" if owner is not None else "given" if giver is not None else "bare"

    def add(construction: str, who: int | None, target: int, *extra: int) -> None:
        cue = partial(_noun_cue, tree, noun, *extra)
        readings.add(noun, word, f"{construction}:{mode}", who, cue, subtree, target, possessive=True)

    for clause in clauses:
        add("noun", source, clause)
    for link in links:
        target = tree.child(link, "pobj", "pcomp")
        if target is None or target == giver:
            continue
        preposition = tree.lower(link)
        reports = preposition == "of" and source is not None and word in readings.cues.reports
        add("report:of" if reports else f"noun:{preposition}", source, target, link)
        if source is None and preposition == "of":
            for clause in clauses:
                add("noun:holder", target, clause)
    verb = tree.head[noun]
    if tree.dep[noun] == "nsubj" and tree.lemma(verb) == "be":  # "the claim is that"
        clause_is = tree.child(verb, "ccomp", "xcomp")
        if clause_is is not None and clause_is > verb:
            add("noun:is", source, clause_is)


def _holder(tree: Tree, links: list[int], clauses: list[int]) -> int | None:
    """Whose claim it is by "of", where what is claimed follows in a clause with "that": "the allegations of the opposition that ..."."""
    for link in links:
        if tree.lower(link) == "of" and any(
            clause > link and any(tree.dep[mark] == "mark" and tree.lower(mark) == "that" for mark in tree.children[clause])
            for clause in clauses
        ):
            held = tree.child(link, "pobj")
            return held if held is not None and is_party(tree.doc[held]) else None
    return None


def _noun_cue(tree: Tree, noun: int, *extra: int) -> list[int]:
    tokens = {noun, *extra}
    at = noun
    for child in reversed(tree.children[noun]):
        if child > noun:
            continue
        if tree.dep[child] not in ("amod", "compound") or child != at - 1 or tree.children[child]:
            break
        tokens.add(child)
        at = child
    return sorted(tokens)


def read_adjective(readings: Readings, adjective: int) -> None:
    """Add the readings of an adjective ("she is convinced that", "critical of")."""
    tree = readings.tree
    dep, verb = tree.dep[adjective], tree.head[adjective]
    if dep not in ("acomp", "oprd", "amod", "advcl") and tree.tag[verb] not in VERBAL:
        return
    word = tree.lemma(adjective)
    who = verb if dep == "amod" else subject(tree, verb if dep == "acomp" else adjective)
    nobody = who is not None and tree.lower(who) in ("it", "that", "this", "there")
    kind = ":nobody" if nobody else ""
    source = None if nobody else who

    def add(construction: str, target: int, *extra: int) -> None:
        cue = partial(cue_tokens, tree, verb, adjective, *extra) if dep == "acomp" else lambda: sorted({adjective, *extra})
        readings.add(adjective, word, f"adjective:{construction}{kind}", source, cue, subtree, target)

    for child in tree.children[adjective]:
        if tree.dep[child] == "ccomp":
            add("clause", child)
        elif tree.dep[child] == "xcomp":
            add("infinitive", child)
        elif tree.dep[child] == "prep":
            target = tree.child(child, "pobj", "pcomp")
            if target is not None:
                add(tree.lower(child), target, child)


def sentence_around(tree: Tree, link: int) -> list[Range]:
    """The clause that an adverbial phrase stands in, without the phrase; the whole sentence when it hangs on the main verb."""
    host = tree.head[link]
    start, end = tree.left(host), tree.right(host) + 1
    hole = tree.left(link), tree.right(link) + 1
    first, last = tree.sentence(link)
    bare = tree.trim(first, last)
    at_edge = hole[0] <= bare[0] or (hole[1] >= bare[1] and tree.doc[hole[0] - 1].text == ",")
    if tree.dep[host] == "ROOT" or tree.tag[host] not in VERBAL or at_edge:
        start, end = first, last
        semicolons = [token for token in range(start, end) if tree.doc[token].text == ";"]
        start = max((token + 1 for token in semicolons if token < link), default=start)
        end = min((token for token in semicolons if token > link), default=end)
    return tree.pieces(start, end, hole)


def read_preposition(readings: Readings, link: int) -> None:
    """Add the reading of "according to X", "in X's view", "in a poll" and their like; the content is the clause around them."""
    tree, cues = readings.tree, readings.cues
    word = tree.lower(link)
    if word == "according":
        to = tree.child(link, "prep")
        source = tree.child(to, "pobj") if to is not None else None
        if source is not None and to is not None:
            readings.add(link, word, "adverbial", source, lambda: [link, to], sentence_around, link)
        return
    if word not in cues.adverbial:
        return
    target = tree.child(link, "pobj")
    if target is None:
        return
    noun = tree.lemma(target)
    if noun in cues.views:
        holder = tree.child(target, "poss")
        if holder is None:
            of = next((inner for inner in tree.below(target, "prep") if tree.lower(inner) == "of"), None)
            holder = tree.child(of, "pobj") if of is not None else None
        if holder is not None:
            cue = partial(_view_cue, tree, link, target, holder)
            readings.add(link, f"{word}_{noun}", "adverbial:view", holder, cue, sentence_around, link, possessive=True)
            return
    readings.add(link, f"{word}_{noun}", "adverbial:report", target, lambda: [link], sentence_around, link)


def _view_cue(tree: Tree, link: int, noun: int, holder: int) -> list[int]:
    held = range(tree.left(holder), tree.right(holder) + 1)
    return [token for token in range(link, max(noun, holder) + 1) if token not in held]


def read_hearsay(readings: Readings, adverb: int) -> None:
    """Add "reportedly": the clause of its verb is the content, and nobody is the source."""
    tree = readings.tree
    host = tree.head[adverb]
    while tree.tag[host] not in VERBAL and tree.head[host] != host:
        host = tree.head[host]
    readings.add(adverb, tree.lower(adverb), "hearsay", None, lambda: [adverb], _clause_of, host, adverb)


def _clause_of(tree: Tree, host: int, adverb: int) -> list[Range]:
    start, end = tree.left(host), tree.right(host) + 1
    subject_of = tree.child(host, "nsubj", "nsubjpass")
    if subject_of is not None and tree.dep[host] == "ROOT":
        start = tree.left(subject_of)
    return tree.pieces(start, end, (adverb, adverb + 1))
