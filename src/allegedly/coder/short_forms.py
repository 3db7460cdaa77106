"""Which names of an article are one person or body: full names, short forms, acronyms; and what each name teaches of its bearer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from allegedly.coder.countries import country_in
from allegedly.coder.entities import Entities, Entity, Grid, Referent
from allegedly.coder.names import Name, headings, names
from allegedly.coder.sectors import called, noun_at, sectors_of, title_key, words
from allegedly.gazetteer.keys import person_key

# How the tagger reads a family name that is also a word, and where in a clause such a word is a name after all.
_MISTAKEN = frozenset({"NN", "NNS", "JJ", "VBG"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "dative", "agent", "conj"})


class Clusters:
    """Puts the names of one article together: full names first, then their short forms, wherever they stand."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.persons: list[Entity] = []
        self.bodies: dict[tuple[str, ...], Entity] = {}
        self.countries: dict[str, Entity] = {}
        self.by_last: dict[str, list[Entity]] = {}
        self.by_word: dict[str, list[Entity]] = {}
        # By how the family name sounds: "Nazarbaev" and "Nazarbayev" are one family.
        self.by_sound: dict[str, list[Entity]] = {}
        self.acronyms: dict[str, Entity] = {}
        # By identity of the entity: the offices that stood before its full name.
        self.offices: dict[int, set[str]] = {}

    def gather(self, found: list[Name]) -> list[tuple[Name, Entity]]:
        """Every name with its entity, in text order."""
        placed: dict[int, Entity] = {}
        for name in found:
            if name.kind == "person" and len(name.words) > 1:
                placed[name.start] = self._full_person(name)
        for name in found:
            if (name.kind == "body" and (len(name.words) > 1 or name.code)) or (
                name.kind == "people" and len(name.words) > 1 and not name.code
            ):
                placed[name.start] = self._body(name)
        self._parenthesised(found, placed)
        first_only = self._called_by_first_name(found)
        told: dict[int, int] = {}  # by identity of the entity: how often it was named in full so far
        for name in found:
            entity = placed.get(name.start)
            if entity is None:
                short = self._short(name, told, first_only)
                entity = placed[name.start] = short or self._alone(name)
                if short is not None or name.kind != "person":
                    continue
            told[id(entity)] = told.get(id(entity), 0) + 1
        return [(name, placed[name.start]) for name in found]

    def _full_person(self, name: Name) -> Entity:
        last = name.words[-1]
        known = self.by_last.get(last) or [one for one in self._sounding(last) if self._same_given(one, name)]
        for entity in known:
            given = entity.words
            if entity.gender and name.gender and entity.gender != name.gender:
                continue
            if last != given[-1]:  # the same person in another spelling
                self.by_last.setdefault(last, []).append(entity)
                self.offices[id(entity)].update(offices(self.grid, name))
                return entity
            if given[0] == name.words[0] or set(given) <= set(name.words) or set(name.words) <= set(given):
                if len(name.words) > len(given):
                    entity.words = name.words
                entity.gender = entity.gender or name.gender
                self.offices[id(entity)].update(offices(self.grid, name))
                return entity
        entity = Entity("person", words=name.words, gender=name.gender)
        self.offices[id(entity)] = offices(self.grid, name)
        self.persons.append(entity)
        self.by_last.setdefault(last, []).append(entity)
        self.by_sound.setdefault(person_key(last), []).append(entity)
        for word in name.words:
            self.by_word.setdefault(word, []).append(entity)
        return entity

    def _sounding(self, last: str) -> list[Entity]:
        """Persons whose family name is another spelling of ``last``; short names are left alone."""
        return self.by_sound.get(person_key(last), []) if len(last) > 4 else []

    @staticmethod
    def _same_given(entity: Entity, name: Name) -> bool:
        """Whether the first given names are the same, spellings aside, or one is the initial of the other."""
        ours, theirs = entity.words[0], name.words[0]
        return person_key(ours) == person_key(theirs) or (ours[:1] == theirs[:1] and 1 in (len(ours), len(theirs)))

    def _body(self, name: Name) -> Entity:
        key = (name.official,) if name.official else name.words
        entity = self.bodies.get(key)
        if entity is None:
            entity = self.bodies[key] = Entity(name.kind or "body", words=name.words, plural=name.kind == "people")
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
                or entity.kind not in ("body", "people")
                or self.grid.words[before.end : before.end + 1] != ["("]
                or after.start != before.end + 1
            ):
                continue
            short = self.grid.words[after.start]
            if after.end - after.start == 1 and short.isupper() and short[0].lower() in {word[0] for word in before.words}:
                self.acronyms[short.lower()] = entity
                for name in found:  # the article's own short form, even where the tables know another body by it
                    if name.words == after.words and name.kind != "person":
                        placed[name.start] = entity
                        name.code, name.sectors, name.official = before.code, before.sectors, before.official

    def _called_by_first_name(self, found: list[Name]) -> set[int]:
        """Persons (by ``id``) whom the article calls by the first name alone, and who therefore leave the family name to another."""
        firsts = {name.words[0] for name in found if len(name.words) == 1 and name.start not in self.grid.quoted}
        return {id(entity) for entity in self.persons if entity.words[0] in firsts}

    def _short(self, name: Name, told: dict[int, int], first_only: set[int]) -> Entity | None:
        """The entity that a name of one word is short for: an acronym, a family name, a first name."""
        grid = self.grid
        word = name.words[-1]
        if len(name.words) == 1 and name.kind in ("person", "body", "place", None):
            if grid.words[name.start].isupper() and name.title is None and word.replace(".", "") in self.acronyms:
                return self.acronyms[word.replace(".", "")]
            options = self.by_last.get(word) or ([] if name.code else self.by_word.get(word, []) or self._sounding(word))
            apart = self.bodies.get(name.words)
            if apart is not None and apart.kind == "person" and apart not in options:
                options = [*options, apart]
            options = [entity for entity in options if not (entity.gender and name.gender and entity.gender != name.gender)]
            held = offices(grid, name)
            if held:
                options = [entity for entity in options if self._may_hold(entity, held, told)]
            if len(options) > 1:
                return self._of_family(options, told, first_only)
            if options and (name.code is None or name.title is not None):
                return options[0]
        return None

    def _may_hold(self, entity: Entity, held: set[str], told: dict[int, int]) -> bool:
        """Whether "President Keita" may be ``entity``: one with that office, or one named in full before and without any."""
        own = self.offices.get(id(entity), set())
        if not own:
            return id(entity) in told
        return any(called(office) & called(other) for office in held for other in own)

    def _of_family(self, options: list[Entity], told: dict[int, int], first_only: set[int]) -> Entity | None:
        """Whom a family name means that several share: whoever was named first and most, and not whom the article calls by first name."""
        before = [entity for entity in options if id(entity) in told]
        if len(before) == 1:
            return before[0]
        most = max((told[id(entity)] for entity in before), default=0)
        points = {}
        for entity in before or options:
            alone_most = bool(before) and told[id(entity)] == most and sum(told[id(other)] == most for other in before) == 1
            points[id(entity)] = (entity is before[0] if before else 0) + alone_most - 2 * (id(entity) in first_only)
        ranked = sorted(before or options, key=lambda entity: -points[id(entity)])
        return ranked[0] if points[id(ranked[0])] - points[id(ranked[1])] >= 2 else None

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
                known.gender = name.gender
                self.offices[id(known)] = offices(self.grid, name)
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
    gathered.extend(_missed_acronyms(grid, clusters, gathered))
    gathered.extend(_missed_families(grid, clusters, gathered))
    gathered.sort(key=lambda pair: pair[0].start)
    for name, entity in gathered:
        full = entity.words == name.words or (name.official is not None and len(name.words) >= len(entity.words))
        entities.add(entity, Referent(name.start, name.end, name.head, "name" if full else "short"), range(name.start, name.end))
        _learn(entity, name, grid)


def offices(grid: Grid, name: Name) -> set[str]:
    """The office that the title before ``name`` gives, as a lexicon noun: "Chairman Rep." -> representative; empty without one."""
    if name.title is None:
        return set()
    start, end = name.title
    noun, _begin = noun_at(grid.lower, end - 1, start)
    if noun is not None:
        return {title_key(noun.word)}
    nouns = words().nouns
    for begin in range(start, end):
        key = title_key(grid.text(begin, end))
        if key in nouns:
            return {key}
    return set()


def _missed_acronyms(grid: Grid, clusters: Clusters, gathered: list[tuple[Name, Entity]]) -> list[tuple[Name, Entity]]:
    """Acronyms of bodies that the parser took for ordinary nouns."""
    if not clusters.acronyms:
        return []
    known = {token for name, _entity in gathered for token in range(name.start, name.end)}
    found = []
    for token, lower in enumerate(grid.lower):
        if lower in clusters.acronyms and len(lower) > 2 and grid.words[token].isupper() and token not in known:
            found.append((Name(token, token + 1, token, (grid.lower[token],), "body"), clusters.acronyms[grid.lower[token]]))
    return found


def _missed_families(grid: Grid, clusters: Clusters, gathered: list[tuple[Name, Entity]]) -> list[tuple[Name, Entity]]:
    """Family names that the parser took for ordinary nouns: "Dunning said", after "Walt Dunning"."""
    known = {token for name, _entity in gathered for token in range(name.start, name.end)}
    nouns = words().nouns
    found = []
    for token, lower in enumerate(grid.lower):
        if lower not in clusters.by_last or not grid.words[token][0].isupper() or grid.tag[token] not in _MISTAKEN:
            continue
        persons = clusters.by_last[lower]
        if len(persons) != 1 or token in known or grid.lower[token] in nouns or grid.dep[token] not in _NOMINAL:
            continue
        if not any(child < token for child in grid.children.get(token, ())) and len(persons[0].words) > 1:
            found.append((Name(token, token + 1, token, (grid.lower[token],), "person"), persons[0]))
    return found


def _heading_tokens(grid: Grid) -> Iterator[int]:
    for number in sorted(headings(grid)):
        end = grid.starts[number + 1] if number + 1 < len(grid.starts) else len(grid.words)
        yield from range(grid.starts[number], end)


def _learn(entity: Entity, name: Name, grid: Grid) -> None:
    written = grid.text(name.start, name.end)
    entity.forms[written] = entity.forms.get(written, 0) + 1
    entity.name = _fullest(entity)
    entity.gender = entity.gender or name.gender
    entity.country = entity.country or name.code
    if entity.country is None and entity.kind == "place":
        entity.country = grid.country_at.get(name.head)
    entity.capital = entity.capital or name.capital
    if name.sectors and not entity.sectors:
        entity.sectors = name.sectors
    if name.title is None:
        return
    start, end = name.title
    title = grid.text(start, end)
    for office in offices(grid, name):
        entity.title = entity.title or title
        entity.roles.add(office)
        noun = words().nouns.get(office)
        entity.sectors = (
            entity.sectors or sectors_of(grid.lower, start, end - 1, end) or (noun.sectors if noun is not None else ())
        )
        entity.country = entity.country or country_in(grid, start, end, end)
        if len(name.words) == 1 and entity.name == written and office in words().kept_titles:
            entity.name = f"{title} {written}"


def _fullest(entity: Entity) -> str:
    """The name to show: of a person the usual form of two words or more, of anything else the longest; capitals throughout only for lack of others."""
    forms = [form for form in entity.forms if not form.isupper()] or list(entity.forms)
    if entity.kind == "person":
        full = [form for form in forms if " " in form]
        if full:
            return max(full, key=lambda form: (entity.forms[form], form.count(" ")))
    return max(forms, key=lambda form: form.count(" "))
