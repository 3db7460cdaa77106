"""Pronouns: whom "he", "they", "it", "who", "I" and "we" mean, where a careful reader is sure.

Notes:
    The order of the search follows Hobbs (1978), "Resolving pronoun references": up through the subjects of the clauses around the
    pronoun, then back through earlier sentences, subjects first. That a pronoun means no other part of its own clause is binding condition B
    (Chomsky 1981). Nothing is scored by training; where two fit, nobody is meant.
"""

from __future__ import annotations

from collections.abc import Callable

from allegedly.coder.entities import Entity, Gender
from allegedly.coder.sectors import words
from allegedly.coder.speaking import last_speaker
from allegedly.coder.trail import Trail, unique

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
WE = frozenset({"we", "us", "our", "ours", "ourselves"})
I_WE = frozenset({"i", "me", "my", "mine", "myself"}) | WE
WHO = frozenset({"who", "which", "that", "whom", "whose"})
POSSESSIVE = frozenset({"his", "her", "its", "their", "whose"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TAKE_THEY = frozenset({"COP", "MIL", "OPP"})
# How many sentences back a pronoun may reach.
_REACH = 3

Fits = Callable[[Entity], bool]


def resolve(trail: Trail, token: int) -> None:
    """Enter the pronoun at ``token`` as a mention of whoever it means; leave it alone when that is not sure."""
    lower = trail.grid.lower[token]
    found: Entity | None = None
    if lower in WHO:
        found = _antecedent(trail, token)
    elif lower in HE or lower in SHE:
        gender: Gender = "he" if lower in HE else "she"

        def agrees(entity: Entity) -> bool:
            return entity.kind == "person" and not entity.plural and entity.gender in (None, gender)

        ahead = _ahead(trail, token, agrees) if lower in POSSESSIVE else None
        written = ahead is not None and trail.grid.lower[trail.grid.head[token]] in words().documents
        found = ahead if written else last_speaker(trail, token, agrees) or _search(trail, token, agrees) or ahead
        if found is not None:
            found.gender = gender
    elif lower in THEY:
        found = _search(trail, token, _several)
    elif lower in IT and not _empty(trail, token):
        found = (
            _same_object(trail, token)
            or last_speaker(trail, token, _one_body)
            or _search(trail, token, _one_body, subjects_only=True)
        )
    if found is not None:
        trail.enter(token, found, pronoun=True)


def _ahead(trail: Trail, token: int, agrees: Fits) -> Entity | None:
    """The named subject behind a phrase in front that owns something: "In his letter, Okoro wrote ..."."""
    grid = trail.grid
    above = grid.head[token]
    while grid.dep[above] not in ("prep", "advcl") or grid.pos[grid.head[above]] not in ("VERB", "AUX"):
        if grid.head[above] == above or grid.dep[above] in ("relcl", "ccomp", "conj"):
            return None
        above = grid.head[above]
    subject = grid.subject_of.get(grid.head[above])
    if subject is None or subject < token or above > grid.starts[grid.sentence[token]] + 1:
        return None
    found = trail.entities.at.get(subject)
    return found if found is not None and found.name is not None and agrees(found) else None


def _same_object(trail: Trail, token: int) -> Entity | None:
    """The object of the deed before, for an "it" that is the object of the next one: "stormed the city hall and set it on fire"."""
    grid = trail.grid
    verb = grid.head[token]
    if grid.dep[token] != "dobj" or grid.dep[verb] != "conj":
        return None
    before = (child for child in grid.children.get(grid.head[verb], ()) if grid.dep[child] == "dobj" and child < verb)
    thing = next((child for child in before if grid.tag[child] in ("NN", "NNP")), None)
    if thing is None:
        return None
    return trail.entities.at.get(thing) or Entity("body", phrase=grid.text(*grid.phrase(thing)))


def _one_body(entity: Entity) -> bool:
    if entity.kind == "people":
        return bool(words().collectives & entity.roles)
    return entity.kind in ("body", "country", "place") and not entity.plural


def _several(entity: Entity) -> bool:
    return entity.plural or entity.kind == "people" or (entity.kind == "body" and bool(_TAKE_THEY.intersection(entity.sectors)))


def _antecedent(trail: Trail, token: int) -> Entity | None:
    """Whom a relative pronoun stands for."""
    grid = trail.grid
    verb = grid.head[token]
    for _ in range(8):
        if grid.dep[verb] == "relcl":
            return trail.entities.at.get(grid.head[verb]) if grid.head[verb] < token else None
        if grid.head[verb] == verb:
            return None
        verb = grid.head[verb]
    return None


def _empty(trail: Trail, token: int) -> bool:
    """Whether "it" points at nothing: "it is clear that", "it rained"."""
    grid = trail.grid
    verb = grid.head[token]
    lemma = str(grid.doc[verb].lemma_)
    return grid.dep[token] in _SUBJECTS and lemma in words().empty_it and not (lemma == "be" and _is_somebody(trail, verb))


def _is_somebody(trail: Trail, verb: int) -> bool:
    """Whether what is said of "it" can only be said of somebody: "it was ready", "it was behind the raid"; not "it was clear that", "it was in Lima that"."""
    grid = trail.grid
    after = [child for child in grid.children.get(verb, ()) if child > verb]
    told = [child for child in after if grid.dep[child] in ("acomp", "prep", "attr", "ccomp", "advcl", "relcl")]
    if not told or any(grid.dep[child] in ("attr", "ccomp", "advcl", "relcl") for child in told):
        return False
    return grid.lower[told[0]] in words().willed


def _search(trail: Trail, token: int, agrees: Fits, *, subjects_only: bool = False) -> Entity | None:
    """The entity that a pronoun means, or null when there is none or more than one.

    With ``subjects_only`` nothing but subjects counts; otherwise also the one agreeing entity of a sentence.
    """
    grid, entities = trail.grid, trail.entities
    clause = grid.clause(token)
    lower = grid.lower[token]
    subject = grid.subject_of.get(clause)
    if lower in _REFLEXIVE:
        own = entities.at.get(subject) if subject is not None else None
        return own if own is not None and agrees(own) else None
    banned, inside = _banned(trail, token, clause, subject)
    groups = {role for other in banned if other.plural for role in other.roles}  # "voters ... when voters saw them"

    def fits(entity: Entity) -> bool:
        return agrees(entity) and not any(entity is other for other in banned) and not (entity.plural and groups & entity.roles)

    verb, possessive = clause, lower in POSSESSIVE
    object_they = lower in THEY and not possessive and grid.dep[token] not in _SUBJECTS
    for _ in range(12):
        above = grid.subject_of.get(verb)
        if above is not None and above < token and above not in inside and (verb != clause or possessive):
            entity = entities.at.get(above)
            if entity is not None and fits(entity):
                return None if object_they and _rival(trail, token, entity, fits) else entity
            if lower in THEY and (entity is None or not entity.plural):
                together = _together(trail, above)
                if together is not None:
                    return together
                if grid.lower[above] == "those":
                    return None  # "those who were misled will go free once they sign"
            if lower in IT and entity is None and _thing(trail, above, "NN"):
                return None  # "The court said the law was void because it ..."
            if entity is None and any(lower in group and grid.lower[above] in group for group in (HE, SHE, IT, THEY)):
                return None  # whoever that one is, this is the same
        if grid.head[verb] == verb:
            break
        verb = grid.clause(grid.head[verb])
    if subjects_only and grid.dep[token] not in _SUBJECTS and not (possessive and grid.dep[grid.head[token]] in _SUBJECTS):
        return None
    quoted = token in trail.quoted
    mentioned = trail.mentioned.get(grid.sentence[token], ())
    here = unique(
        [
            entity
            for head, entity in mentioned
            if head < token
            and (quoted or head not in trail.quoted)
            and (entity.name or entity.roles)
            and fits(entity)
            and _one_talk(trail, head, entity, quoted)
        ]
    )
    if len(here) == 1 and not subjects_only:
        if (object_they and _rival(trail, token, here[0], fits)) or _aside(trail, token, here[0], fits):
            return None
        return here[0]
    if len(here) > 1:
        return None
    befallen = _befallen(trail, token, fits)
    if befallen is not None:
        return befallen
    for back in range(1, min(_REACH, grid.sentence[token]) + 1):
        only = subjects_only or (lower in THEY and (quoted or grid.dep[token] not in _SUBJECTS))
        outcome = _in_sentence(
            trail, grid.sentence[token] - back, fits, quoted=quoted, subjects_only=only, pronouns=_number(lower)
        )
        if outcome is not None:
            return outcome[0]
    return None


def _in_sentence(
    trail: Trail, number: int, fits: Fits, *, quoted: bool, subjects_only: bool, pronouns: frozenset[str]
) -> tuple[Entity | None] | None:
    """What one earlier sentence says: an entity, nobody for certain (``(None,)``: stop), or nothing at all (null: go further back).

    ``pronouns`` are the one looked up and its other forms: "it" may mean a thing as well, "they" two persons named side by side.
    """
    grid = trail.grid
    main: list[Entity] = []
    subjects: list[Entity] = []
    others: list[Entity] = []
    for head, entity in trail.mentioned.get(number, ()):
        if not fits(entity) or not _one_talk(trail, head, entity, quoted):
            continue
        first = grid.first_conjunct(head)
        above = grid.head[first]
        if (
            grid.dep[first] == "poss"
            and grid.dep[above] in _SUBJECTS
            and entity.kind == "person"
            and above not in trail.entities.at
        ):
            subjects.append(entity)  # "His resignation was announced": it is about him
            continue
        if grid.dep[first] in _SUBJECTS:
            verb = grid.head[first]
            (main if grid.head[verb] == verb else subjects).append(entity)
        elif entity.name or entity.roles:  # other plurals ("calls", "moves") are meant only as subjects
            others.append(entity)
    if pronouns is IT and (len(unique(main + subjects)) > 1 or _thing_acts(trail, number)):
        return (None,)
    if pronouns is THEY and not main and not quoted:
        together = _pair_acts(trail, number)
        if together is not None:
            return (None,) if subjects_only else (together,)
    for group in (main, subjects) if subjects_only else (main, subjects, others):
        distinct = unique(group)
        if len(distinct) == 1 and (group is not subjects or len(unique(subjects + others)) <= 2):
            return (distinct[0],)
        if distinct:
            return (None,)
    return (None,) if subjects_only and others else None


def _befallen(trail: Trail, token: int, fits: Fits) -> Entity | None:
    """Whoever was seized, hurt or held in the sentence before, where the pronoun is again: "Police arrested two students. They were released".

    The roles stay when the story goes on (parallelism: Grober, Beardsley and Caramazza 1978); only one who fits will do.
    """
    grid, verbs = trail.grid, words().befalling
    if grid.dep[token] != "nsubjpass" or str(grid.doc[grid.head[token]].lemma_) not in verbs or not grid.sentence[token]:
        return None
    found = [
        entity
        for head, entity in trail.mentioned.get(grid.sentence[token] - 1, ())
        if grid.dep[head] in ("dobj", "nsubjpass") and str(grid.doc[grid.head[head]].lemma_) in verbs and fits(entity)
    ]
    distinct = unique(found)
    return distinct[0] if len(distinct) == 1 else None


def _together(trail: Trail, subject: int) -> Entity | None:
    """Several named side by side as one: "Norway and Peru said they ..."; null where ``subject`` stands alone."""
    grid = trail.grid
    last = subject
    while True:
        following = [child for child in grid.children.get(last, ()) if grid.dep[child] == "conj" and child > last]
        if not following or grid.pos[following[0]] not in ("NOUN", "PROPN"):
            break
        last = following[0]
    if last == subject or (grid.tag[last] in ("NN", "NNS") and last not in trail.entities.at):
        return None
    joints = {
        grid.lower[child] for member in range(subject, last) for child in grid.children.get(member, ()) if grid.dep[child] == "cc"
    }
    if joints != {"and"}:
        return None
    members = [trail.entities.at.get(token) for token in (subject, last)]
    if any(member is None for member in members):
        return None
    return Entity("people", plural=True, phrase=grid.text(grid.phrase(subject)[0], grid.phrase(last)[1]))


def _pair_acts(trail: Trail, number: int) -> Entity | None:
    """The main subject of a sentence, where it is several named side by side."""
    grid = trail.grid
    for head, _entity in trail.mentioned.get(number, ()):
        verb = grid.head[head]
        if grid.dep[head] in _SUBJECTS and grid.head[verb] == verb and head not in trail.quoted:
            return _together(trail, head)
    return None


def _aside(trail: Trail, token: int, entity: Entity, fits: Fits) -> bool:
    """Whether ``entity`` is only named in an aside of this sentence ("the militia, led by Amadou Keita, ..."), and another was spoken of before."""
    grid = trail.grid
    above = trail.last[id(entity)]
    while grid.dep[above] not in ("acl", "relcl"):
        if grid.head[above] == above:
            return False
        above = grid.head[above]
    inside = token
    while grid.head[inside] != inside and inside != above:
        inside = grid.head[inside]
    if inside == above:
        return False
    before = trail.mentioned.get(grid.sentence[token] - 1, ())
    return any(other is not entity and fits(other) for _head, other in before)


def _number(lower: str) -> frozenset[str]:
    return next(group for group in (HE, SHE, IT, THEY, frozenset({lower})) if lower in group)


def _rival(trail: Trail, token: int, entity: Entity, fits: Fits) -> bool:
    """Whether something else that is several stands between ``entity`` and the "them" at ``token``: another group, or things ("services")."""
    grid = trail.grid
    first = grid.starts[grid.sentence[token]]
    for other in range(max(first, trail.last.get(id(entity), first)) + 1, token):
        known = trail.entities.at.get(other)
        if known is entity or grid.dep[other] in ("compound", "poss", "nmod"):
            continue
        if fits(known) if known is not None else _thing(trail, other, "NNS"):
            return True
    return False


def _thing(trail: Trail, token: int, tag: str) -> bool:
    """Whether a plain noun that names no actor stands at ``token``; ``tag`` says whether one ("NN") or several ("NNS")."""
    grid = trail.grid
    return (
        grid.tag[token] == tag
        and token not in trail.entities.at
        and grid.label[token] not in ("DATE", "TIME", "PERCENT", "MONEY")
    )


def _thing_acts(trail: Trail, number: int) -> bool:
    """Whether the main subject of a sentence is one thing, which an "it" after it may mean as well as any body."""
    grid = trail.grid
    end = grid.starts[number + 1] if number + 1 < len(grid.starts) else len(grid.words)
    return any(
        grid.dep[token] in _SUBJECTS and _thing(trail, token, "NN") and grid.head[grid.head[token]] == grid.head[token]
        for token in range(grid.starts[number], end)
    )


def _understood(trail: Trail, verb: int) -> int | None:
    """The subject that a verb without one shares with the clause above: "Lund turned on Ode, calling him a thief"."""
    grid = trail.grid
    for _ in range(6):
        above = grid.head[verb]
        if above == verb or grid.dep[verb] not in ("advcl", "xcomp", "conj", "pcomp", "prep"):
            return None
        if grid.dep[verb] == "xcomp" and any(grid.dep[child] == "dobj" for child in grid.children.get(above, ())):
            return None  # "told her to leave": the object leaves
        verb = above
        if verb in grid.subject_of:
            return grid.subject_of[verb]
    return None


def _one_talk(trail: Trail, head: int, entity: Entity, quoted: bool) -> bool:
    """What is quoted and what is told are two talks: only persons with a name pass from one to the other."""
    return (head in trail.quoted) == quoted or (entity.name is not None and entity.kind == "person")


def _banned(trail: Trail, token: int, clause: int, subject: int | None) -> tuple[list[Entity], set[int]]:
    """Whom the pronoun cannot mean: other parts of its clause, the speaker of the quotation, and whoever's phrase it is part of.

    The second answer are the heads of the phrases around it ("a judge in a suit against him": neither judge nor suit).
    """
    grid, entities = trail.grid, trail.entities
    found: list[Entity] = []
    inside: set[int] = set()
    possessive = grid.lower[token] in POSSESSIVE
    above = token
    while grid.head[above] != above and grid.dep[above] != "relcl" and not (possessive and grid.dep[above] == "acl"):
        above = grid.head[above]
        if grid.pos[above] in ("NOUN", "PROPN") and above not in inside:
            inside.add(above)
            if above in entities.at:
                found.append(entities.at[above])
        elif grid.pos[above] in ("VERB", "AUX") and grid.dep[above] != "acl":
            break
    speaker = trail.speaking(token)
    if speaker is not None:
        found.append(speaker)
    if possessive and grid.dep[token] == "poss":
        return found, inside
    for other in (subject, _understood(trail, clause) if subject is None else None, *grid.children.get(clause, ())):
        if other is not None and other != token and other in entities.at:
            found.append(entities.at[other])
    return found, inside
