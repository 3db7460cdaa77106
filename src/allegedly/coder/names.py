"""The names of an article: where they stand, which titles stand before them, and which of them are one person or body.

The parser's named entities are a hint only: a title before a name makes it a person, and the gazetteer and the actor lexicon
overrule a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from allegedly.coder.countries import capital_code, country_code, country_in, is_state, organisation
from allegedly.coder.entities import Entities, Entity, EntityKind, Gender, Grid, Referent
from allegedly.coder.sectors import ending_sectors, noun_at, sectors_of, title_key, words
from allegedly.gazetteer import is_country_name, is_region_name

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "LAW", "EVENT", "WORK_OF_ART", ""})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ARTICLES = frozenset({"the", "a", "an"})
_STOPS = frozenset({".", "!", "?", "…"})
_WORDLIKE = re.compile(r"[^\W_][\w.'’&,/\-‑– ]*")
_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@dataclass(slots=True)
class Name:
    """One name as it stands: tokens ``[start, end)`` without article and title, its head, and what its surroundings say of it.

    ``words`` are its words in lower case, hyphenated ones as one. ``title`` is the token range of a title before it. ``kind`` is null when
    nothing tells what it names. ``code`` is a country's or a body's.
    """

    start: int
    end: int
    head: int
    words: tuple[str, ...]
    kind: EntityKind | None
    title: tuple[int, int] | None = None
    gender: Gender | None = None
    code: str | None = None
    sectors: tuple[str, ...] = ()
    official: str | None = None
    capital: bool = False


def names(grid: Grid) -> Iterator[Name]:
    """The names in text order; capitalised lines (headings), where every word looks like a name, give none."""
    headings = _headings(grid)
    token, count = 0, len(grid.words)
    while token < count:
        if not _capital(grid, token) or grid.sentence[token] in headings or grid.lower[token] in _ARTICLES:
            token += 1
            continue
        end = _run_end(grid, token)
        found = _read(grid, token, end)
        if found is not None:
            yield found
        token = end


def _capital(grid: Grid, token: int) -> bool:
    label = grid.label[token]
    if label not in _NAMED:
        return False
    word = grid.words[token]
    return word[0].isupper() and (grid.pos[token] == "PROPN" or (label != "" and grid.pos[token] in ("NOUN", "ADJ", "X", "VERB")))


def _headings(grid: Grid) -> set[int]:
    """Sentences set with capitals throughout: a line without a full stop, or a long one that is nearly all capitals."""
    found = set()
    for number, start in enumerate(grid.starts):
        end = grid.starts[number + 1] if number + 1 < len(grid.starts) else len(grid.words)
        long = [word for word in grid.words[start:end] if len(word) > 3 and word.isalpha()]
        capitals = sum(word[0].isupper() for word in long)
        stopped = any(word in _STOPS for word in grid.words[max(start, end - 3) : end])
        if (len(long) >= 6 and capitals >= 0.8 * len(long)) or (len(long) >= 4 and not stopped and capitals >= 0.75 * len(long)):
            found.add(number)
    return found


def _run_end(grid: Grid, start: int) -> int:
    """The end of the capitalised run that starts at ``start``: one name, perhaps with its title."""
    table = words().nouns
    end, count, sentence = start + 1, len(grid.words), grid.sentence[start]
    while end < count and grid.sentence[end] == sentence:
        last = end - 1
        inside = grid.label[end] != "" and not grid.entity_start[end] and grid.label[end] == grid.label[last]
        if grid.words[end] in "-‑–" and grid.joined[last] and grid.joined[end] and end + 1 < count:
            if inside or (grid.pos[end + 1] == "PROPN" and grid.words[end + 1][0].isupper()):
                end += 2
                continue
            break
        if _capital(grid, end):
            if inside or (grid.label[last] == "" and _modifies(grid, last, end)):
                end += 1
                continue
            if grid.label[last] != "" and grid.label[end] == "" and _modifies(grid, last, end):
                end += 1
                continue
            break
        small = grid.lower[end]
        if inside and small not in (",", ";", ":", "(", ")"):
            end += 1
            continue
        if small in ("of", "for") and end + 1 < count and _capital(grid, end + 1):
            noun = table.get(grid.lower[last])
            if noun is not None and noun.kind == "body":
                end += 2
                continue
        break
    while end > start + 1 and not grid.words[end - 1][0].isalnum():
        end -= 1
    while end > start + 1 and grid.lower[end - 1] in ("'s", "’s", "of", "the", "for", "and", "s"):
        end -= 1
    return end


def _modifies(grid: Grid, token: int, following: int) -> bool:
    """Whether ``token`` belongs to a name that goes on at ``following``."""
    return (
        grid.head[token] >= following
        and grid.dep[token] in ("compound", "nmod", "amod", "nn", "poss")
        and grid.dep[token] != "poss"
    )


def _words(grid: Grid, start: int, end: int) -> tuple[str, ...]:
    found: list[str] = []
    glue = False
    for token in range(start, end):
        word = grid.lower[token]
        if word in "-‑–":
            glue = True
        elif glue and found:
            found[-1] += "-" + word
            glue = False
        elif word not in _GENERATIONS and not (len(word) == 2 and word[1] == "."):
            found.append(word)
    return tuple(found) or (grid.lower[start],)


def _title(grid: Grid, start: int, end: int) -> tuple[int, Gender | None, bool]:
    """Where the name proper begins after titles in ``[start, end)``, the gender they tell, and whether there was one."""
    table = words()
    begin, gender, found = start, None, False
    for token in range(start, end - 1):
        plain = grid.lower[token].rstrip(".")
        if plain in table.courtesy:
            begin, gender, found = token + 1, gender or table.courtesy[plain], True
            continue
        noun, _first = noun_at(grid.lower, token, start)
        if (
            (noun is not None and noun.title and not noun.plural)
            or (grid.words[token].endswith(".") and plain in table.titles)
            or plain in table.titles
        ):
            begin, found = token + 1, True
            gender = gender or (noun.gender if noun is not None else None)
    return begin, gender, found


def _read(grid: Grid, start: int, end: int) -> Name | None:
    """The run ``[start, end)`` as a name; null for adjectives and for plain words that only have a capital."""
    if end - start == 1 and (grid.pos[start] == "ADJ" or grid.dep[start] == "amod"):
        return None
    table = words()
    if not _WORDLIKE.fullmatch("".join(grid.words[start:end])) or grid.lower[start] in table.not_names:
        return None
    head = next((token for token in range(end - 1, start - 1, -1) if not start <= grid.head[token] < end), end - 1)
    text = grid.text(start, end)
    last, begins = noun_at(grid.lower, end - 1, start)
    first = table.nouns.get(grid.lower[start])
    body = first is not None and first.kind == "body" and start + 1 < end and grid.lower[start + 1] in ("of", "for")
    known = organisation(text)
    if known is not None:
        return Name(
            start,
            end,
            head,
            _words(grid, start, end),
            "body",
            code=known[0],
            sectors=(known[1],) if known[1] else (),
            official=known[2],
        )
    code = country_code(text)
    if code is not None:
        kind: EntityKind = "people" if not is_country_name(text) else "country" if is_state(text) else "place"
        return Name(start, end, head, _words(grid, start, end), kind, code=code, sectors=("GOV",) if kind == "country" else ())
    if body or (last is not None and last.kind in ("body", "people") and (end - start > 1 or last.sectors)):
        if end - start == 1:
            return None  # "the Government", "Parliament": a description with a capital
        noun_head = start if body else end - 1
        sectors = sectors_of(grid.lower, start, noun_head, end)
        people = not body and last is not None and last.plural and last.kind == "people"
        return Name(start, end, head, _words(grid, start, end), "people" if people else "body", sectors=sectors)
    begin, gender, titled = _title(grid, start, end)
    title = (start, begin) if titled else None
    if not titled and last is not None and last.kind == "person" and (begins == start or end - start <= 2):
        return None  # "the President", "Republicans"
    if not titled and grid.lower[end - 1] in table.endings and end - start > 1:
        return Name(start, end, head, _words(grid, start, end), "body", sectors=ending_sectors(grid.lower, start, end))
    labels = {grid.label[token] for token in range(begin, end)} - {""}
    if not titled:
        title = _title_before(grid, start, head)
        titled = title is not None
    named = _words(grid, begin, end)
    if table.first_names.get(named[0]) and len(named) > 1 and not labels & {"GPE", "FAC", "LOC"}:
        gender = gender or table.first_names[named[0]]
        return Name(begin, end, head, named, "person", title, gender)
    if titled:
        return Name(begin, end, head, named, "person", title, gender or table.first_names.get(named[0]))
    label = grid.label[head] or next(iter(labels), "")
    if label == "PERSON":
        return Name(begin, end, head, named, "person", None, table.first_names.get(named[0]))
    capital = capital_code(text)
    if capital is not None or label in _PLACES or is_region_name(text):
        return Name(start, end, head, named, "place", code=capital, capital=capital is not None)
    if label == "NORP":
        return Name(start, end, head, named, "people")
    return Name(start, end, head, named, "body" if label == "ORG" else None)


def _title_before(grid: Grid, start: int, head: int) -> tuple[int, int] | None:
    """A title in small letters right before a name: "foreign minister Ana Lund", "rebel leader Sam Oduya"."""
    token = start - 1
    if token < 0 or grid.sentence[token] != grid.sentence[start] or grid.pos[token] not in ("NOUN", "PROPN", "ADJ"):
        return None
    noun, begin = noun_at(grid.lower, token, max(start - 5, grid.starts[grid.sentence[start]]))
    if noun is None or not noun.title or noun.plural:
        return None
    if not (
        grid.head[token] == head or (grid.head[head] == token and grid.dep[head] == "appos") or grid.dep[token] == "compound"
    ):
        return None
    while begin > 0 and grid.dep[begin - 1] in ("compound", "amod", "nmod", "poss", "case") and begin - 1 not in grid.starts:
        if grid.dep[begin - 1] != "case" and not begin - 1 < grid.head[begin - 1] <= max(head, token):
            break
        begin -= 1
    return begin, start


# -- one person, one entity ------------------------------------------------------------------------------------------


class Clusters:
    """Puts the names of one article together: full names first, then their short forms, wherever they stand."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.persons: list[Entity] = []
        self.bodies: dict[tuple[str, ...], Entity] = {}
        self.countries: dict[str, Entity] = {}
        self.by_last: dict[str, list[Entity]] = {}
        self.by_word: dict[str, list[Entity]] = {}
        self.acronyms: dict[str, Entity] = {}

    def gather(self, found: list[Name]) -> list[tuple[Name, Entity]]:
        """Every name with its entity, in text order."""
        placed: dict[int, Entity] = {}
        for name in found:
            if name.kind == "person" and len(name.words) > 1:
                placed[name.start] = self._full_person(name)
        for name in found:
            if name.kind == "body" and (len(name.words) > 1 or name.code):
                placed[name.start] = self._body(name)
        self._parenthesised(found, placed)
        first_only = self._called_by_first_name(found)
        told: dict[int, int] = {}  # by identity of the entity: how often it was named in full so far
        for name in found:
            entity = placed.get(name.start)
            if entity is None:
                placed[name.start] = self._short(name, told, first_only) or self._alone(name)
            else:
                told[id(entity)] = told.get(id(entity), 0) + 1
        return [(name, placed[name.start]) for name in found]

    def _full_person(self, name: Name) -> Entity:
        for entity in self.by_last.get(name.words[-1], ()):
            given = entity.words
            if entity.gender and name.gender and entity.gender != name.gender:
                continue
            if given[0] == name.words[0] or set(given) <= set(name.words) or set(name.words) <= set(given):
                if len(name.words) > len(given):
                    entity.words = name.words
                return entity
        entity = Entity("person", words=name.words)
        self.persons.append(entity)
        self.by_last.setdefault(name.words[-1], []).append(entity)
        for word in name.words:
            self.by_word.setdefault(word, []).append(entity)
        return entity

    def _body(self, name: Name) -> Entity:
        key = (name.official,) if name.official else name.words
        entity = self.bodies.get(key)
        if entity is None:
            entity = self.bodies[key] = Entity("body", words=name.words)
            letters = "".join(word[0] for word in name.words if word not in ("of", "for", "and", "the", "in", "de", "on"))
            if len(letters) >= 3:
                self.acronyms.setdefault(letters, entity)
        return entity

    def _parenthesised(self, found: list[Name], placed: dict[int, Entity]) -> None:
        """ "African Union (AU)": the short form in brackets right after a name."""
        for before, after in pairwise(found):
            entity = placed.get(before.start)
            if (
                entity is None
                or entity.kind != "body"
                or self.grid.words[before.end : before.end + 1] != ["("]
                or after.start != before.end + 1
            ):
                continue
            short = self.grid.words[after.start]
            if after.end - after.start == 1 and short.isupper() and short[0].lower() in {word[0] for word in before.words}:
                placed[after.start] = entity
                self.acronyms[short.lower()] = entity

    def _called_by_first_name(self, found: list[Name]) -> set[int]:
        """Persons (by ``id``) whom the article calls by the first name alone, and who therefore leave the family name to another."""
        firsts = {name.words[0] for name in found if len(name.words) == 1}
        return {id(entity) for entity in self.persons if entity.words[0] in firsts}

    def _short(self, name: Name, told: dict[int, int], first_only: set[int]) -> Entity | None:
        """The entity that a name of one word is short for: an acronym, a family name, a first name."""
        grid = self.grid
        word = name.words[-1]
        if len(name.words) == 1 and name.kind in ("person", "body", "place", None):
            if grid.words[name.start].isupper() and name.title is None and word.replace(".", "") in self.acronyms:
                return self.acronyms[word.replace(".", "")]
            options = self.by_last.get(word) or ([] if name.code else self.by_word.get(word, []))
            options = [entity for entity in options if not (entity.gender and name.gender and entity.gender != name.gender)]
            if len(options) > 1:
                narrowed = [entity for entity in options if id(entity) not in first_only]
                options = narrowed if len(narrowed) == 1 else options
            if len(options) > 1:
                before = [entity for entity in options if id(entity) in told]
                if len(before) == 1:
                    return before[0]
                # The family name alone is whom the article is about, when the relatives are named in full each time.
                if before and all(told[id(other)] >= 2 for other in before[1:]):
                    return before[0]
                return None
            if options and (name.code is None or name.title is not None):
                return options[0]
        return None

    def _alone(self, name: Name) -> Entity:
        """A name that no fuller one explains: the same words are the same entity."""
        if name.kind == "country" and name.code:
            entity = self.countries.get(name.code)
            if entity is None:
                entity = self.countries[name.code] = Entity("country", words=name.words)
            return entity
        for entity in self.by_last.get(name.words[-1], ()) if name.kind in ("person", None) else ():
            if entity.words == name.words:
                return entity
        key = name.words
        known = self.bodies.get(key)
        if known is None:
            known = self.bodies[key] = Entity(name.kind or "body", words=name.words, plural=name.kind == "people")
            if name.kind == "person":
                self.persons.append(known)
        elif known.kind != "person" and name.kind == "person":
            known.kind = "person"
        return known


def enter_names(entities: Entities, grid: Grid) -> None:
    """Find the names of an article and enter them into ``entities``, in text order; in headings those that the text knows."""
    found = list(names(grid))
    clusters = Clusters(grid)
    gathered = clusters.gather(found)
    for token in _heading_tokens(grid):
        word = grid.lower[token]
        known = clusters.by_last.get(word, ())
        if len(known) == 1 and grid.words[token][0].isupper():
            gathered.append((Name(token, token + 1, token, (word,), "person"), known[0]))
    gathered.sort(key=lambda pair: pair[0].start)
    for name, entity in gathered:
        full = entity.words == name.words or (name.official is not None and len(name.words) >= len(entity.words))
        entities.add(entity, Referent(name.start, name.end, name.head, "name" if full else "short"), range(name.start, name.end))
        _learn(entity, name, grid)


def _heading_tokens(grid: Grid) -> Iterator[int]:
    for number in sorted(_headings(grid)):
        end = grid.starts[number + 1] if number + 1 < len(grid.starts) else len(grid.words)
        yield from range(grid.starts[number], end)


def _learn(entity: Entity, name: Name, grid: Grid) -> None:
    written = grid.text(name.start, name.end)
    if entity.name is None or _fuller(written, entity.name):
        entity.name = written
    entity.gender = entity.gender or name.gender
    entity.country = entity.country or name.code
    entity.capital = entity.capital or name.capital
    if name.sectors and not entity.sectors:
        entity.sectors = name.sectors
    if name.title is not None:
        start, end = name.title
        title = grid.text(start, end)
        noun, _begin = noun_at(grid.lower, end - 1, start)
        role = noun.word if noun is not None else title_key(title)
        if role.replace(".", "") not in words().courtesy:
            entity.title = entity.title or title
            entity.roles.add(title_key(role))
            sectors = sectors_of(grid.lower, start, end - 1, end)
            entity.sectors = (
                entity.sectors or sectors or (words().nouns[title_key(role)].sectors if title_key(role) in words().nouns else ())
            )
            entity.country = entity.country or country_in(grid, start, end, end)
        if len(name.words) == 1 and entity.name == written and role in words().kept_titles:
            entity.name = f"{title} {written}"


def _fuller(new: str, old: str) -> bool:
    if old.isupper() and not new.isupper() and len(new) > 3:
        return True
    return len(new.split()) > len(old.split()) and not new.isupper()
