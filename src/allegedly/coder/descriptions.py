"""Descriptions: "the minister", "the party", "a local rights group", and whom they mean.

A definite description means somebody of before when exactly one entity of the article fits; an apposition or a copula beside a name tells what its
bearer is. Everything else is somebody new.
"""

from __future__ import annotations

from allegedly.coder.countries import country_beside, country_in
from allegedly.coder.entities import Entity, Grid, Referent
from allegedly.coder.sectors import Noun, called, noun_of, sectors_of, words
from allegedly.coder.trail import Trail

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ARTICLES = frozenset({"the", "a", "an"})
_COPULAS = frozenset({"is", "remains", "became", "'s", "’s"})
_OWN = frozenset({"country", "nation", "state", "kingdom", "republic"})
_GROUPS = frozenset({"group", "organisation", "organization", "movement"})
_GROUP_SECTORS = frozenset({"SOC", "REB", "UAF", "PRM"})
# How many sentences back a body may have been mentioned to be called by a word that its name does not hold.
_REACH = 3


def learn_beside(trail: Trail, token: int, entity: Entity) -> None:
    """Learn from an apposition or a copula beside a name: "Ana Lund, the finance minister", "Lund is a senator"."""
    grid = trail.grid
    beside = [child for child in grid.children.get(token, ()) if grid.dep[child] == "appos" and grid.pos[child] == "NOUN"]
    above = grid.head[token]
    if grid.dep[token] == "appos" and (grid.pos[above] == "NOUN" or _office_in_capitals(trail, above)):
        beside.append(above)
    if grid.dep[token] == "nsubj" and grid.lower[above] in _COPULAS:
        beside.extend(child for child in grid.children.get(above, ()) if grid.dep[child] == "attr" and grid.pos[child] == "NOUN")
    beside.extend(_called_so(grid, token))
    for noun_token in beside:
        start, end = grid.phrase(noun_token)
        noun, _begin = noun_of(grid.lower, start, noun_token, end)
        if noun is None or noun.plural or entity.kind == "country" or grid.lower[start] in ("no", "not"):
            continue
        if (entity.kind == "person") != (noun.kind == "person"):
            if (
                entity.title
                or entity.gender
                or entity.kind == "place"
                or entity.sectors
                or entity.country
                or (len(entity.words) < 2 and not _newcomer(trail, entity, noun, start))
                or (noun.kind == "person" and (noun_token < token or len(entity.words) > 3))
            ):
                continue
            entity.kind = noun.kind  # the label was wrong: "Open Door, a rights group", "Ines Carvalho, the finance minister"
        _take_description(trail, entity, noun_token, noun, start, end)


def _called_so(grid: Grid, token: int) -> list[int]:
    """Of whom the text says that this is his name: "a commander known as Abu Tamar", "a man named Farid Tamar"."""
    above = grid.head[token]
    link = grid.head[above] if grid.lower[above] == "as" else above
    named = grid.lower[link] in words().naming and grid.dep[link] == "acl" and grid.dep[token] in ("pobj", "oprd", "attr", "dobj")
    return [grid.head[link]] if named and grid.pos[grid.head[link]] == "NOUN" else []


def _office_in_capitals(trail: Trail, token: int) -> bool:
    """Whether ``token`` ends an office written like a name: "The Transport Minister, Rosa Quiroga"."""
    grid = trail.grid
    known = trail.entities.referents.get(token)
    return grid.pos[token] == "PROPN" and grid.lower[token] in words().nouns and (known is None or known.how == "description")


def _newcomer(trail: Trail, entity: Entity, noun: Noun, start: int) -> bool:
    """Whether a lone name is a person's, whatever its label, by what stands beside it: "Amina, a midwife"."""
    written = entity.name or ""
    return noun.kind == "person" and not noun.carrier and trail.grid.lower[start] in ("a", "an") and not written.isupper()


def _take_description(trail: Trail, entity: Entity, token: int, noun: Noun, start: int, end: int) -> None:
    grid = trail.grid
    entity.roles.add(noun.word)
    trail.know(entity, called(noun.word))
    entity.gender = entity.gender or noun.gender
    entity.sectors = entity.sectors or sectors_of(grid.lower, start, token, end)
    entity.country = entity.country or country_in(grid, start, token, end) or country_beside(grid, token)
    if grid.dep[token] != "attr":
        entity.title = entity.title or grid.text(start + (grid.lower[start] in _ARTICLES), end)
    entities = trail.entities
    current = entities.at.get(token)
    if current is None:
        entities.add(entity, Referent(start, end, token, "description"))
    elif current is not entity and current.name is None:
        for referent in current.mentions:
            entities.at[referent.head] = entity
            here = trail.mentioned.get(grid.sentence[referent.head], [])
            here[:] = [(head, entity if other is current else other) for head, other in here]
        entity.mentions.extend(current.mentions)
        current.mentions = []  # find_entities drops whoever has none
        trail.last.pop(id(current), None)


def describe(trail: Trail, token: int) -> None:
    """Enter the description with its head at ``token``, as somebody of before or as somebody new."""
    grid = trail.grid
    if grid.dep[token] in ("compound", "nmod", "amod"):
        return
    start, end = grid.phrase(token)
    noun, begin = noun_of(grid.lower, start, token, end)
    if noun is None:
        return
    if grid.lower[start] == "no":
        return
    bare = start == begin and grid.lower[start] not in _ARTICLES
    if noun.kind == "person" and not noun.plural and bare:
        _office_of_subject(trail, token, noun)
        return
    definite = grid.lower[start] in _DEFINITE or (noun.plural and noun.kind == "people" and bare)
    if grid.dep[token] in ("attr", "oprd") and not definite:
        return  # "became a citizen" tells what somebody is, and brings in nobody
    entity = meant(trail, token, noun, start, begin, end) if definite and grid.dep[token] not in ("appos", "attr") else None
    if entity is None:
        entity = Entity(
            noun.kind,
            phrase=grid.text(start, end),
            plural=noun.plural,
            gender=noun.gender,
            roles={noun.word},
            sectors=sectors_of(grid.lower, start, token, end),
            country=country_in(grid, start, token, end) or country_beside(grid, token),
        )
        trail.know(entity, called(noun.word))
    trail.enter(token, entity)


def _office_of_subject(trail: Trail, token: int, noun: Noun) -> None:
    """A singular without article names an office, not a person: "he is president" tells what he is."""
    grid = trail.grid
    verb = grid.head[token]
    subject = grid.subject_of.get(verb)
    if grid.dep[token] == "attr" and grid.lower[verb] in _COPULAS and subject is not None:
        entity = trail.entities.at.get(subject)
        if entity is not None and entity.kind == "person":
            entity.roles.add(noun.word)
            trail.know(entity, called(noun.word))


def meant(trail: Trail, token: int, noun: Noun, start: int, begin: int, end: int) -> Entity | None:
    """The one entity of before that a definite description fits; null when there is none, or more than one."""
    grid = trail.grid
    if noun.kind == "person" and noun.plural:
        return None
    harmless = words().harmless
    code = country_in(grid, start, token, end) or country_beside(grid, token)
    between = [t for t in range(start + (grid.lower[start] in _DEFINITE), begin) if grid.lower[t] not in harmless]
    if code is None and any(grid.dep[t] == "poss" and grid.lower[t] not in _OWN for t in between):
        return None  # "the North's leader"
    proper = {grid.words[t] for t in between if grid.words[t][0].isupper()}
    places = {grid.words[t] for t in between if t in grid.country_at or grid.label[t] in ("GPE", "LOC")}
    plain = [grid.lower[t] for t in between if not grid.words[t][0].isupper() and grid.words[t][0].isalnum()]
    tail = grid.text(token + 2, end).lower() if end > token + 1 and begin + noun.word.count(" ") <= token else ""
    fitting: list[Entity] = []
    for entity in trail.callable_by(noun.word) + _by_sector(trail, noun, token):
        if not _kinds_agree(entity, noun) or any(entity is other for other in fitting):
            continue
        if code is not None and entity.country not in (None, code):
            continue
        if entity.gender and noun.gender and entity.gender != noun.gender:
            continue
        other = {word for word in (entity.title or "").split()[:-1] if word[0].isupper()}
        named = {word for word in proper if word not in places}
        if named and not any(word.lower() in f"{entity.title} {entity.phrase} {entity.name}".lower() for word in named):
            continue  # "the Harvest presidential candidate"
        if proper and other and not proper & other:
            continue  # "the Union nominee" is not the Farmers' nominee
        known = " ".join((entity.title or "", entity.phrase, entity.name or "")).lower()
        if all(word in known for word in plain) and (not tail or code is not None or tail in known):
            fitting.append(entity)
    same = [entity for entity in fitting if entity.phrase.lower() == grid.text(start, end).lower()]
    if len(same) == 1 and not same[0].name:
        return same[0]
    if proper and code is None and not all(entity.name for entity in fitting):
        return None
    if noun.national and noun.kind != "person" and code is None:
        here = trail.grid.sentence[token]  # "the government" may be another one than "the government of Norway" a page ago
        fitting = [
            entity
            for entity in fitting
            if here - grid.sentence[trail.last[id(entity)]] <= 2 or entity.country == trail.entities.country
        ]
    if len(fitting) > 1 and code is None and noun.national and trail.entities.country is not None:
        at_home = [entity for entity in fitting if entity.country == trail.entities.country]
        fitting = at_home if len(at_home) == 1 else fitting
    if len(fitting) > 1:
        fitting = _just_mentioned(trail, token, fitting)
    return fitting[0] if len(fitting) == 1 else None


def _kinds_agree(entity: Entity, noun: Noun) -> bool:
    if entity.plural != noun.plural and not entity.name:
        return False
    if noun.kind == "person":
        return entity.kind == "person"
    return entity.kind in ("body", "people")


def _by_sector(trail: Trail, noun: Noun, token: int) -> list[Entity]:
    """Named bodies of the last sentences that ``noun`` fits by what they do: "the group" for "Helping Hands", an NGO."""
    if noun.kind != "body" or noun.plural or noun.national:
        return []
    found = []
    here = trail.grid.sentence[token]
    for number in range(max(here - _REACH, 0), here + 1):
        for _head, entity in trail.mentioned.get(number, ()):
            if entity.kind != "body" or entity.name is None:
                continue
            if noun.word in _GROUPS:
                fits = bool(_GROUP_SECTORS.intersection(entity.sectors)) or entity.country in ("NGO", "IMG", "ISM")
            else:
                fits = noun.word in words().told_by_sector and noun.sectors[0] in entity.sectors
            if fits:
                found.append(entity)
    return found


def know_by_name(trail: Trail, entity: Entity) -> None:
    """A person may be called by the title, a body also by the first or last word of its name: "the union" for "African Union"."""
    for role in entity.roles:
        trail.know(entity, called(role))
    if entity.kind == "body" and len(entity.words) > 1:
        nouns = words().nouns
        for word in (entity.words[0], entity.words[-1]):
            if word in nouns and nouns[word].kind == "body":
                trail.know(entity, called(word))


def _just_mentioned(trail: Trail, token: int, fitting: list[Entity]) -> list[Entity]:
    """Of several, the one spoken of in this or the last sentence, when the others have been left alone for longer."""
    here = trail.grid.sentence[token]
    near = [entity for entity in fitting if here - trail.grid.sentence[trail.last.get(id(entity), 0)] <= 1]
    return near if len(near) == 1 else fitting
