"""Who answers for a deed that a noun names, by words outside its own phrase: "claimed responsibility for the attack", "was blamed on rebels".

The ways from the deed to whoever is meant are rows of ``answerable.yaml``. Whether it is so stays a matter of status: whoever denies a role
in a killing is its doer in a saying that is negative.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from allegedly.coder import lexicon
from allegedly.coder.nominals import whole
from allegedly.coder.party import is_party
from allegedly.coder.syntax import first_conjunct, is_passive, objects, obliques, subject

Step = frozenset[str]
_PLACES = frozenset({"dobj", "nsubj", "nsubjpass"})


def answerable(noun: Token) -> list[Token]:
    """Whoever is said to have done, or to answer for, what ``noun`` names, in text order; empty when nobody is, or only nobody."""
    noun = whole(noun)
    for steps, who in _ways():
        top = _climb(noun, steps)
        if top is not None and not (_tells(top) and _denied(top)):
            found = [one for one in _who(top, who) if not any(child.lower_ == "no" for child in one.lefts)]
            if found:
                return found
    return _works(noun) or _relative(noun) or claimed(noun)


@cache
def _ways() -> tuple[tuple[tuple[Step, ...], str], ...]:
    rows = []
    for row in lexicon.load("answerable")["ways"]:
        path, who = row.split(" => ")
        rows.append((tuple(frozenset(words.split("|")) for words in path.split()), who))
    return tuple(rows)


def _climb(noun: Token, steps: tuple[Step, ...]) -> Token | None:
    """The last word of a way up from ``noun``, or null where it does not lead."""
    current = noun
    for n, words in enumerate(steps):
        if not n and words <= _PLACES:
            if current.dep_ not in words or any(child.dep_ == "xcomp" for child in current.head.rights):
                return None  # "ordered the raid to be stopped"
            continue
        above = current.head
        if above.i == current.i:
            return None
        if above.lower_ in words or above.lemma_ in words:
            current = above
            continue
        # "claimed responsibility for": the preposition may hang on the verb, beside the noun that it belongs to.
        beside = next(
            (child for child in above.children if child.i < current.i and child.lemma_ in words and child.pos_ != "VERB"), None
        )
        if beside is None or current.dep_ != "prep" or beside.dep_ not in ("dobj", "acomp", "oprd", "attr"):
            return None
        current = beside
    return current


def _who(top: Token, who: str) -> list[Token]:
    if who == "itself":
        called = subject(top.head) if top.dep_ == "attr" and top.head.lemma_ == "be" else None
        return [top if called is None else called]  # "was the perpetrator of the murder"
    if who == "above":
        noun = next((child for child in top.lefts if child.dep_ == "nsubj"), top.head)  # "to find those responsible for it"
        named = noun.i < top.i and noun.pos_ in ("NOUN", "PROPN", "PRON", "DET") and (noun.lower_ == "those" or is_party(noun))
        return [first_conjunct(noun)] if named else []
    if who == "owner":
        return [child for child in top.lefts if child.dep_ == "poss"]
    if who == "subject":
        found = None if is_passive(top) else subject(top)
        return [found] if found is not None else obliques(top, {"by"})
    if who == "object":
        if top.pos_ == "VERB" and not is_passive(top):
            return objects(top) or [child.head for child in top.rights if child.dep_ == "nsubj"] or _small_clause(top)
        found = subject(top)
        return [] if found is None else [found]
    return obliques(top, {who})


def _small_clause(verb: Token) -> list[Token]:
    """The subject of the adjective under a verb: "hold the army responsible"."""
    return [child for word in verb.rights if word.dep_ == "ccomp" for child in word.lefts if child.dep_ == "nsubj"]


def _tells(verb: Token) -> bool:
    """Whether a verb names who it was, and negated leaves it open."""
    return verb.lemma_ in lexicon.load("answerable")["telling"]


def _denied(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _works(noun: Token) -> list[Token]:
    """Whose work a deed is said to be."""
    verb = noun.head
    works = lexicon.load("answerable")["works"].get(verb.lemma_, ()) if noun.dep_ == "nsubj" else ()
    marks = [child for child in verb.rights if child.dep_ in ("attr", "dobj") and child.lemma_ in works]
    return [doer for mark in marks for doer in obliques(mark, {"of"})]


def _relative(noun: Token) -> list[Token]:
    """Who claims it in a relative clause: "the attack, for which the front claimed responsibility"."""
    for clause in noun.rights:
        answers = any(child.dep_ == "dobj" and child.lemma_ == "responsibility" for child in clause.children)
        if clause.dep_ == "relcl" and answers and _tells(clause) and not _denied(clause):
            return [child for child in clause.lefts if child.dep_ == "nsubj"]
    return []


def claimed(noun: Token) -> list[Token]:
    """Who claims it in a participle: "a bombing claimed by the front", "attacks blamed on the rebels"."""
    claims = [clause for clause in noun.rights if clause.dep_ == "acl" and clause.tag_ == "VBN" and _tells(clause)]
    found = [doer for clause in claims for doer in obliques(clause, {"by"})]
    laid = lexicon.load("parties")["laid"]
    found += [
        doer for c in noun.rights if c.dep_ in ("acl", "relcl") and c.lemma_ in laid for doer in obliques(c, {laid[c.lemma_]})
    ]
    return found
