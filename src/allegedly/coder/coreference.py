"""Who is who in one article: names with their short forms, descriptions and pronouns, put together from left to right.

A wrong name is worse than none: whatever a careful reader would have to guess stays as written. Names are found and joined first
(``names.py``, ``short_forms.py``), because the full form may come late; then one walk looks up every description (``descriptions.py``) and pronoun
(``pronouns.py``) in what was said before it.
"""

from __future__ import annotations

import re
from collections import Counter

from spacy.tokens import Doc

from allegedly.coder.countries import capital_code, country_code, is_state, led_by
from allegedly.coder.descriptions import describe, know_by_name, learn_beside
from allegedly.coder.entities import Entities, Entity, Grid
from allegedly.coder.first_person import resolve_speaker
from allegedly.coder.pronouns import I_WE, POSSESSIVE, WHO, resolve
from allegedly.coder.sectors import words
from allegedly.coder.short_forms import enter_names
from allegedly.coder.speaking import name_labels
from allegedly.coder.trail import Trail, attributed_of

_CAPITALISED = re.compile(r"[A-Z][\w'’-]*\w(?: [A-Z][\w'’-]*\w)*")


def find_entities(doc: Doc) -> Entities:
    """All entities of ``doc``: names with their short forms, descriptions, and the pronouns that a careful reader is sure of.

    Reads ``doc._.attributed`` where it is set, for "I" and "we" in quotations and for whom a "he" in a quotation cannot mean.
    """
    grid = Grid.of(doc)
    entities = Entities(grid=grid)
    enter_names(entities, grid)
    named = _named_countries(grid)
    entities.country = main_country(named)
    _know_leaders(entities)
    trail = Trail(entities, grid, attributed_of(doc))
    name_labels(trail)
    _walk(trail)
    entities.found = [entity for entity in entities.found if entity.mentions]
    home = entities.country or _only_country(grid, named)
    if home is not None:
        _bring_home(entities, home)
    return entities


def _walk(trail: Trail) -> None:
    grid, entities = trail.grid, trail.entities
    nouns = words().nouns
    for known in entities.found:
        know_by_name(trail, known)
    named = {referent.head: entity for entity in entities.found for referent in entity.mentions}
    first_person: list[int] = []
    for token, lower in enumerate(grid.lower):
        entity = named.get(token)
        pos = grid.pos[token]
        if entity is not None:
            learn_beside(trail, token, entity)
            trail.note(token, entity)
        elif pos == "PRON" or lower in POSSESSIVE or lower in WHO:
            if lower in I_WE:
                first_person.append(token)
            elif token not in entities.at:
                resolve(trail, token)
        elif pos in ("NOUN", "PROPN"):
            if token in entities.at:
                if entities.referents[token].how == "description":
                    trail.note(token, entities.at[token])
            elif lower in nouns:
                describe(trail, token)
            elif grid.tag[token] == "NNS" and grid.dep[token] in ("nsubj", "nsubjpass"):
                start, end = grid.phrase(token)
                trail.enter(token, Entity("people", plural=True, phrase=grid.text(start, end)))
    for token in first_person:
        resolve_speaker(trail, token)


def _know_leaders(entities: Entities) -> None:
    """The states of those whom the table of leaders knows, where the text tells none."""
    article = entities.grid.doc._.article if entities.grid is not None else None
    published = (article.published or "")[:4] if article is not None else ""
    year = int(published) if published.isascii() and published.isdigit() else None
    nouns = words().nouns
    for entity in entities.found:
        if entity.kind == "person" and entity.country is None and entity.name is not None:
            office = any(role in nouns and nouns[role].national for role in entity.roles)
            entity.country = led_by(entity.name, year, office, entity.sectors)


def main_country(named: Counter[str]) -> str | None:
    """The state that the article is about, else null: it, its people or its places are named at least three times, at least as often as all
    others together, and twice as often as any other."""
    ranked = named.most_common()
    if not ranked or ranked[0][1] < 3 or 2 * ranked[0][1] < sum(times for _code, times in ranked):
        return None
    if len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]:
        return None
    return ranked[0][0]


def _named_countries(grid: Grid) -> Counter[str]:
    """How often each state is named: by the places that the place stage found, else by names, demonyms and capitals alone."""
    places = grid.doc._.places
    if places is not None:
        found = [(mention.place.text, mention.place.country) for mention in places if mention.place.country]
        return Counter(code for _text, code in found) + _in_what_was_left_out(grid.doc, dict(found))
    counts: Counter[str] = Counter()
    count = len(grid.words)
    for token, word in enumerate(grid.words):
        if word[:1].isupper() and (grid.pos[token] == "PROPN" or grid.label[token] in ("GPE", "NORP")):
            code = country_code(word)
            if code is None and token + 1 < count and grid.words[token + 1][:1].isupper():
                code = country_code(f"{word} {grid.words[token + 1]}")
            if code is None and grid.label[token] == "GPE":
                code = capital_code(word)
            if code is not None:
                counts[code] += 1
    return counts


def _in_what_was_left_out(doc: Doc, known: dict[str, str]) -> Counter[str]:
    """How often the sentences that the screen left out name a state: by a place that the others name (``known``), or by its own name."""
    kept = doc.user_data.get("kept")
    counts: Counter[str] = Counter()
    if kept is not None:
        for word in _CAPITALISED.findall(kept.left_out):
            code = known.get(word) or (country_code(word) if is_state(word) else None)
            if code is not None:
                counts[code] += 1
    return counts


def _only_country(grid: Grid, named: Counter[str]) -> str | None:
    """The one state that a short article names; a single town may be no more than where talks are held."""
    if len(named) != 1:
        return None
    ((code, times),) = named.items()
    places = grid.doc._.places
    return code if times > 1 or places is None or any(country_code(mention.place.text) for mention in places) else None


def _bring_home(entities: Entities, country: str) -> None:
    """Holders of a national office whose country the text does not name belong to the one the article is about."""
    nouns = words().nouns
    for entity in entities.found:
        national = any(role in nouns and nouns[role].national for role in entity.roles)
        if (
            national
            and "GOV" in entity.sectors
            and entity.kind == "person"
            and entity.country is None
            and entity.title is not None
        ):
            entity.country = country
