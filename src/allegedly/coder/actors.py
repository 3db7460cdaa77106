"""Who exactly: the actor, recipient or source that a noun phrase stands for, with name, country and PLOVER sectors.

The text itself comes first (titles, appositions, demonyms), tables second. What the text leaves open is null.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.coreference import find_entities
from allegedly.coder.countries import (
    capital_code,
    country_beside,
    country_code,
    country_in,
    country_of_residents,
    organisation,
)
from allegedly.coder.entities import Entities, Entity, Grid, Referent
from allegedly.coder.parts import Mention, register_extensions, text_of
from allegedly.coder.sectors import noun_of, sectors_of, title_key, words
from allegedly.gazetteer import holder_of
from allegedly.model.event import Actor

register_extensions()

_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})


def entities_of(doc: Doc) -> Entities:
    """The entities of ``doc``, found on first use and kept on it."""
    found: Entities | None = doc._.entities
    if found is None:
        found = doc._.entities = find_entities(doc)
    return found


def actor_of(doc: Doc, mention: Mention) -> Actor:
    """``mention`` as an actor of the record.

    ``text``, ``start`` and ``end`` (characters) are as in the mention. ``name`` is the fullest name the article gives: for a pronoun, a short
    form or a description the name of whoever is meant; null for a plain group or person without a name.
    """
    entities = entities_of(doc)
    grid = entities.grid
    assert grid is not None
    start, end = grid.offsets[mention.start], grid.offsets[mention.end - 1] + len(grid.words[mention.end - 1])
    name, country, sectors, title = _resolve(entities, mention)
    return Actor(
        text=text_of(doc)[start:end],
        start=start,
        end=end,
        name=name,
        country=country,
        sector=sectors[0] if sectors else None,
        sectors=sectors,
        title=title,
    )


def source_of(doc: Doc, mention: Mention) -> tuple[str | None, str | None, str | None]:
    """Name, country and primary sector of a source, as in :func:`actor_of`; a document speaks for its owner ("its statement")."""
    name, country, sectors, _title = _resolve(entities_of(doc), _owner(doc, mention))
    return name, country, sectors[0] if sectors else None


def same_entity(doc: Doc, a: Mention, b: Mention) -> bool:
    """Whether the article uses ``a`` and ``b`` for one and the same; false when it leaves that open."""
    entities = entities_of(doc)
    first, second = entities.of(a), entities.of(b)
    if first is not None and second is not None:
        return first is second
    return a.head == b.head


def _owner(doc: Doc, mention: Mention) -> Mention:
    """Whose statement, report or letter ``mention`` is; anything else is its own."""
    grid = entities_of(doc).grid
    assert grid is not None
    if grid.lower[mention.head] in words().documents:
        for child in grid.children.get(mention.head, ()):
            if grid.dep[child] == "poss":
                start, end = grid.phrase(child)
                return Mention(start, end, child)
    return mention


def _resolve(entities: Entities, mention: Mention) -> tuple[str | None, str | None, tuple[str, ...], str | None]:
    grid = entities.grid
    assert grid is not None
    entity, referent = entities.of(mention), entities.referent(mention)
    start, head, end = mention.start, mention.head, mention.end
    sectors = sectors_of(grid.lower, start, head, end)
    country = country_in(grid, start, head, end) or country_beside(grid, head)
    if entity is None or referent is None:
        name = (grid.text(start + (grid.lower[start] in _ARTICLES), end) or None) if grid.pos[head] == "PROPN" else None
        code, more = _from_tables(grid, start, head, end)
        country = country or code or _of_whom(entities, grid, head) or _at_home(entities, grid, start, head)
        return name, country, sectors or more, None
    sectors = _merged(entity.sectors, sectors)
    if entity.kind == "person" and referent.how in ("name", "short"):
        country = country_in(grid, start, max(start, referent.start), end)  # never from the name itself
    country = entity.country or country
    if entity.kind == "people" and country is None:
        country = country_code(grid.words[head])
    if entity.kind == "people":
        country = country_of_residents(grid, head, end) or country
    if not country:
        country = _of_whom(entities, grid, head)
    if not country and entity.name is None:
        country = _at_home(entities, grid, start, head)
    if entity.kind == "place":
        return _place(entities, grid, entity, referent)
    if entity.kind == "country":
        return entity.name, country, ("GOV",), None
    if entity.name is None and "then" in grid.lower[start:head]:
        holder = _then_in_office(entities, grid, start, head, country)
        if holder is not None:
            return holder, country, sectors, entity.title
    return _name(entity, referent, grid), country, sectors, entity.title


def _then_in_office(entities: Entities, grid: Grid, start: int, head: int, country: str | None) -> str | None:
    """Who held an office in the year that the sentence names: "in 2012 the then British prime minister ..."; null unless one person held it all year."""
    noun, _begin = noun_of(grid.lower, start, head, head + 1)
    state = country or entities.country
    if noun is None or state is None:
        return None
    here = grid.sentence[head]
    first = grid.offsets[grid.starts[here]]
    last = grid.offsets[grid.starts[here + 1]] if here + 1 < len(grid.starts) else len(grid.stored)
    years = {
        int(timex.from_day[:4])
        for timex in grid.doc._.timexes or ()
        if timex.from_day is not None and first <= timex.span.start < last and timex.precision != "range"
    }
    holder = holder_of(state, title_key(noun.word), years.pop()) if len(years) == 1 else None
    return holder.name if holder is not None else None


def _name(entity: Entity, referent: Referent, grid: Grid) -> str | None:
    """The name; for whoever has none, the words of introduction, when these are a pronoun or leave out a name that those had."""
    if entity.name is not None:
        return entity.name
    if not entity.phrase or referent.how == "pronoun":
        return entity.phrase or None
    written = grid.text(referent.start, referent.end)
    if written == entity.phrase:
        return None
    named = [word for word in entity.phrase.split()[1:] if word[0].isupper()]
    return entity.phrase if named and not any(word in written for word in named) else None


def _merged(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return first + tuple(sector for sector in second if sector not in first)


def _place(
    entities: Entities, grid: Grid, entity: Entity, referent: Referent
) -> tuple[str | None, str | None, tuple[str, ...], str | None]:
    """A capital that acts or speaks is its government ("Moscow said"); any other place is only a place."""
    if entity.capital and grid.dep[grid.first_conjunct(referent.head)] in ("nsubj", "nsubjpass", "agent"):
        state = next((other for other in entities.found if other.kind == "country" and other.country == entity.country), None)
        return (state.name if state is not None else entity.name), entity.country, ("GOV",), None
    return entity.name, entity.country, (), None


def _at_home(entities: Entities, grid: Grid, start: int, head: int) -> str | None:
    """The article's own country, for national bodies in the bare or definite form."""
    noun, begin = noun_of(grid.lower, start, head, head + 1)
    if noun is None or not noun.national or any(grid.lower[token] not in _ARTICLES for token in range(start, begin)):
        return None
    return entities.country


def _of_whom(entities: Entities, grid: Grid, head: int) -> str | None:
    """The state of those whom somebody follows, serves or belongs to: "supporters of former President Ben Bella", "Mugabe's guards"."""
    for child in grid.children.get(head, ()):
        inner = [child] if grid.dep[child] in ("poss", "compound") else []
        if grid.dep[child] == "prep" and grid.lower[child] in ("of", "for", "to"):
            inner = [token for token in grid.children.get(child, ()) if grid.dep[token] == "pobj"]
        for token in inner:
            other = entities.at.get(token)
            if other is not None and other.country is not None and other.kind in ("person", "body", "people"):
                return other.country
    return None


def _from_tables(grid: Grid, start: int, head: int, end: int) -> tuple[str | None, tuple[str, ...]]:
    text = grid.text(start, end)
    for written in (text, grid.words[head]):
        known = organisation(written)
        if known is not None:
            return known[0], (known[1],) if known[1] else ()
        code = country_code(written)
        if code is not None:
            return code, ("GOV",)
        code = capital_code(written)
        if code is not None:
            return code, ()
    return None, ()


@Language.component("allegedly_actors_v1", assigns=["doc._.entities"])
def actors(doc: Doc) -> Doc:
    """Find the entities of ``doc``; they are on ``doc._.entities``."""
    doc._.entities = find_entities(doc)
    return doc
