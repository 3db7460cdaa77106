"""Verbs of saying, thinking, wanting: every reading that the syntax around a verb allows.

A reading is named by its construction (``clause``, ``infinitive``, ``object``, ``object+of``, ``prep:for``, ``passive:as`` ...); whether
the verb attributes anything in that construction is the lexicon's to say.
"""

from __future__ import annotations

from functools import partial

from allegedly.coder.sources.candidate import Range, Readings
from allegedly.coder.sources.tree import VERBAL, Tree

_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
_RELATIVES = frozenset({"WP", "WDT"})
_HUNG = frozenset({"ccomp", "conj", "advcl", "relcl", "parataxis"})


def subject(tree: Tree, verb: int) -> int | None:
    """Who says, thinks or wants: the subject, own, shared, raised or controlled; null when the syntax names none."""
    seen: set[int] = set()
    current = verb
    while current not in seen:
        seen.add(current)
        own = tree.child(current, "nsubj", "nsubjpass", "csubj")
        if own is not None:
            return own
        if tree.child(current, "expl") is not None:
            return None
        head, dep = tree.head[current], tree.dep[current]
        if dep == "xcomp":
            controlled = tree.child(head, "dobj", "dative")
            if controlled is not None and controlled < current:
                return controlled
            current = head
        elif (
            (dep == "conj" and tree.tag[head] in VERBAL)
            or dep in ("advcl", "attr", "acomp")
            or (dep == "ccomp" and tree.tag[current] in ("VBG", "VBN"))
        ):
            current = head
        elif dep == "pcomp":
            current = tree.head[head]
            if tree.tag[current] not in VERBAL:
                return None
            if tree.lower(head) == "as":  # "quoted a doctor as saying"
                quoted = tree.child(current, "dobj")
                if quoted is not None and quoted < head:
                    return quoted
        elif dep == "acl" and tree.tag[current] == "VBG":
            return head
        elif dep == "acl" and tree.tag[current] == "VB":
            owner = tree.child(head, "poss")
            if owner is not None:
                return owner
            if tree.dep[head] in ("dobj", "attr") and tree.tag[tree.head[head]] in VERBAL:
                current = tree.head[head]
        else:
            return None
    return None


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the verb is passive, its auxiliary there or left out."""
    if tree.tag[verb] != "VBN":
        return False
    labels = {tree.dep[child] for child in tree.children[verb]}
    if labels & {"auxpass", "nsubjpass", "agent"}:
        return True
    if "aux" in labels:
        return False
    dep = tree.dep[verb]
    return dep in ("acl", "advcl") or (dep == "conj" and is_passive(tree, tree.head[verb]))


def cue_tokens(tree: Tree, verb: int, *extra: int) -> list[int]:
    """The verb with its auxiliaries, negation and adverbs that touch it, its particle, and ``extra``."""
    tokens = {verb, *extra}
    at = verb
    for child in reversed(tree.children[verb]):
        if child > verb:
            continue
        if tree.dep[child] not in _BEFORE_VERB or child != at - 1 or tree.children[child]:
            break
        tokens.add(child)
        at = child
    particle = tree.child(verb, "prt")
    if particle is not None:
        tokens.add(particle)
    if tree.dep[verb] == "pcomp" and tree.lower(tree.head[verb]) == "as" and is_passive(tree, tree.head[tree.head[verb]]):
        tokens.add(tree.head[verb])
        tokens.update(cue_tokens(tree, tree.head[tree.head[verb]]))  # "was quoted as saying"
    return sorted(tokens)


def subtree(tree: Tree, token: int) -> list[Range]:
    """The subtree of a token as one trimmed piece."""
    return tree.pieces(tree.left(token), tree.right(token) + 1)


def stretch(tree: Tree, first: int, last: int) -> list[Range]:
    """From the left edge of one subtree to the right edge of another, as one trimmed piece."""
    return tree.pieces(tree.left(first), tree.right(last) + 1)


def clause_content(tree: Tree, verb: int, complement: int) -> list[Range]:
    """What is said, when it is the clause around ``complement``: before the verb, after it, or on both sides of "X said"."""
    left, right = tree.left(complement), tree.right(complement) + 1
    if complement > verb and left > verb:
        return tree.pieces(left, right)
    hole = _aside(tree, verb, complement)
    speaker_first = any(child < left and tree.dep[child] in ("nsubj", "nsubjpass") for child in tree.children[verb])
    if tree.dep[verb] == "ROOT" and left < hole[0] and not speaker_first:
        # A trailing "..., X said" owns everything before it in its sentence, whatever hangs on which verb.
        left = min(left, tree.sentence(verb)[0])
    return tree.pieces(max(left, _after_semicolon(tree, left, verb)), right, hole)


def _after_semicolon(tree: Tree, start: int, verb: int) -> int:
    """Where the part of a sentence begins that the verb stands in: past the last semicolon before it."""
    for token in range(verb - 1, start - 1, -1):
        if tree.doc[token].text == ";":
            return token + 1
    return start


def _aside(tree: Tree, verb: int, complement: int) -> Range:
    """The stretch of "X said on Monday" inside or after what is said: subject, verb, and modifiers."""
    start = end = verb
    for child in tree.children[verb]:
        dep = tree.dep[child]
        if child == complement or dep == "punct":
            continue
        if child < verb:
            if dep in ("nsubj", "nsubjpass", "aux", "auxpass", "neg", "advmod", "mark"):
                start = min(start, tree.left(child))
        else:
            right = tree.right(child)
            if not (complement > verb and right > complement and dep != "nsubj"):
                end = max(end, right)
    return start, end + 1


def around(tree: Tree, verb: int) -> list[Range]:
    """The clause that a parenthesis ("..., he said, ...") stands in, without the parenthesis."""
    host = tree.head[verb]
    while tree.dep[host] in ("aux", "auxpass"):
        host = tree.head[host]
    start, end = tree.sentence(verb) if tree.dep[host] == "ROOT" else (tree.left(host), tree.right(host) + 1)
    return tree.pieces(start, end, (tree.left(verb), tree.right(verb) + 1))


def before_relative(tree: Tree, noun: int, verb: int) -> list[Range]:
    """A noun phrase up to the relative or participial clause of ``verb``."""
    return tree.pieces(tree.left(noun), tree.left(verb))


def about_subject(tree: Tree, who: int, complement: int) -> list[Range]:
    """Subject and complement as two pieces ("[the talks] seem [to have failed]")."""
    return [*subtree(tree, who), *subtree(tree, complement)]


def read_verb(readings: Readings, verb: int) -> None:
    """Add all readings of one verb."""
    tree, seeming = readings.tree, readings.cues.seeming
    word = word_of(tree, verb)
    by_dep: dict[str, list[int]] = {}
    for child in tree.children[verb]:
        by_dep.setdefault(tree.dep[child], []).append(child)
    who = subject(tree, verb)
    if is_passive(tree, verb):
        _read_passive(readings, verb, word, who, by_dep)
        return

    def add(construction, source, make, *arguments, extra=()) -> None:  # type: ignore[no-untyped-def]
        readings.add(verb, word, construction, source, partial(cue_tokens, tree, verb, *extra), make, *arguments)

    if who is not None and tree.tag[who] == "EX":
        who = None
    dep = tree.dep[verb]
    things = by_dep.get("dobj", [])
    clauses = _complements(readings, verb, by_dep)
    for clause in clauses:
        nobody = word in seeming  # "it seems that"
        construction = "clause" if clause > verb else "trailing clause"
        add(construction, None if nobody else who, clause_content, verb, clause)
    if not clauses and dep in _HUNG and _closes_sentence(readings, verb, by_dep):
        add("trailing clause", who, before_speaker, verb)
    if dep == "parataxis":
        add("aside", who, around, verb)
    elif dep == "advcl" and any(tree.lower(mark) == "as" for mark in by_dep.get("mark", ())):
        add("as", who, around, verb)
    elif dep == "relcl" and who is not None and not things and not clauses and tree.tag[who] not in _RELATIVES:
        add("gap", who, before_relative, tree.head[verb], verb)
    for clause in by_dep.get("advcl", []):
        if clause > verb:
            first = tree.lower(tree.left(clause))
            if first in ("if", "whether", "as", "like", "why", "how"):  # "asked if they had fled", often parsed as a condition
                add(f"adverbial clause:{first}", who, subtree, clause)
    for complement in by_dep.get("xcomp", []):
        if word in seeming:
            if who is not None:
                add("seem", None, about_subject, who, complement)
        elif things and things[0] < complement:
            add("object+infinitive", who, stretch, things[0], complement)
        else:
            add("gerund" if tree.tag[complement] == "VBG" else "infinitive", who, subtree, complement)
    for complement in by_dep.get("oprd", []):
        if word in seeming:
            if who is not None:
                add("seem", None, about_subject, who, complement)
        elif things:
            add("object+predicate", who, stretch, things[0], complement)
        else:
            add("predicate", who, subtree, complement)
    links = [link for link in by_dep.get("prep", []) if link > verb]
    for thing in things:
        add("object", who, subtree, thing)
        for link in links:
            if link > thing:
                relays = word in readings.cues.relaying and tree.lower(link) == "as"  # "quoted a doctor as saying"
                add("relay" if relays else f"object+{tree.lower(link)}", who, stretch, thing, link)
        for inner in tree.children[thing]:
            if tree.dep[inner] == "prep":
                target = tree.child(inner, "pobj", "pcomp")
                if target is not None:
                    add(f"light:{tree.lower(inner)}", who, subtree, target, extra=(thing, inner))
            elif tree.dep[inner] == "acl":
                add("light:clause", who, subtree, inner, extra=(thing,))
    if not things:
        for link in (*links, *by_dep.get("dative", [])):
            target = tree.child(link, "pobj", "pcomp")
            if target is not None:
                add(f"prep:{tree.lower(link)}", who, subtree, target, extra=(link,))


def _complements(readings: Readings, verb: int, by_dep: dict[str, list[int]]) -> list[int]:
    """The clauses that a verb may say: those after it, else those before it, none from behind a semicolon or out of brackets.

    A clause that stands beside the verb (``repairs.py``) is what it says after all when nothing else is ("..., the ministry said; ...").
    """
    tree, borders = readings.tree, readings.borders
    found = by_dep.get("ccomp", [])
    after = [clause for clause in found if clause > verb]
    if after and borders.semicolons:
        limit = next((token for token in borders.semicolons if token > verb), tree.size)
        after = [clause for clause in after if tree.left(clause) < limit]
    for start, end in borders.enclosed:
        if start < verb < end and len(after) > 1:
            after = [clause for clause in after if clause < end] or after
    if after:
        return after
    before = [clause for clause in found if clause < verb]
    if not before and "xcomp" not in by_dep and "dobj" not in by_dep:
        who = tree.child(verb, "nsubj")
        beside = by_dep.get("clause", ())
        before = [clause for clause in beside if who is not None and clause < who < verb and not _parted(readings, clause, verb)]
    return before


def _closes_sentence(readings: Readings, verb: int, by_dep: dict[str, list[int]]) -> bool:
    """Whether "..., X said on Monday" ends a sentence and the parser hung it on something inside what X said."""
    tree = readings.tree
    if tree.tag[verb] not in ("VBD", "VBZ", "VBP", "VBN") or word_of(tree, verb) not in readings.cues.quotation:
        return False
    if any(label in by_dep for label in ("xcomp", "ccomp", "dobj", "mark", "cc", "conj", "oprd", "attr", "aux", "auxpass")):
        return False
    who = tree.child(verb, "nsubj")
    if who is None or who > verb or tree.tag[who] in _RELATIVES:
        return False
    first, last = tree.sentence(verb)
    start = tree.left(who)
    _start, end = tree.trim(first, last)
    return start - first > 3 and tree.doc[start - 1].text == "," and tree.left(verb) >= start - 1 and tree.right(verb) + 1 >= end


def before_speaker(tree: Tree, verb: int) -> list[Range]:
    """The sentence up to "..., X said" at its end."""
    return tree.pieces(tree.sentence(verb)[0], tree.left(verb))


def _parted(readings: Readings, left: int, right: int) -> bool:
    return any(left < token < right for token in readings.borders.semicolons)


def _read_passive(readings: Readings, verb: int, word: str, who: int | None, by_dep: dict[str, list[int]]) -> None:
    tree = readings.tree
    agents = (tree.child(by, "pobj") for by in by_dep.get("agent", ()))
    agent = next((found for found in agents if found is not None), None)
    participle = tree.dep[verb] == "acl"
    done_to = tree.head[verb] if participle else who

    def subject_pieces(_tree: Tree) -> list[Range]:
        if done_to is None:
            return []
        return before_relative(tree, done_to, verb) if participle else subtree(tree, done_to)

    def with_subject(_tree: Tree, complement: int) -> list[Range]:
        return [*subject_pieces(tree), *subtree(tree, complement)]

    def add(construction, source, make, *arguments, extra=()) -> None:  # type: ignore[no-untyped-def]
        readings.add(verb, word, construction, source, partial(cue_tokens, tree, verb, *extra), make, *arguments)

    for clause in by_dep.get("ccomp", []):
        add("passive:clause", agent, clause_content, verb, clause)
    for complement in by_dep.get("xcomp", []):
        add("passive:infinitive", agent, with_subject, complement)
    for complement in by_dep.get("oprd", []):
        add("passive:predicate", agent, with_subject, complement)
    for link in by_dep.get("prep", []):
        if tree.child(link, "pcomp") is not None and tree.lower(link) == "as" and word in readings.cues.relaying:
            return  # "was quoted as saying": the verb after it is the cue
        if link > verb:
            add(f"passive:{tree.lower(link)}", agent, with_subject, link)
            target = tree.child(link, "pobj", "pcomp")
            if target is not None:
                source = done_to if agent is None else agent
                add(f"passive-prep:{tree.lower(link)}", source, subtree, target, extra=(link,))
    add("passive", agent, subject_pieces)


def word_of(tree: Tree, verb: int) -> str:
    """The lemma of a verb, joined with its particle ("point_out")."""
    particle = tree.child(verb, "prt")
    word = tree.lemma(verb)
    return f"{word}_{tree.lower(particle)}" if particle is not None else word
