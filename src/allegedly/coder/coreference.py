"""Who is meant: descriptions ("the minister") and pronouns of one article, joined to its names.

A wrong name is worse than none: whatever a careful reader would have to guess stays as written.

Notes:
    The order of the search for a pronoun follows Hobbs (1978), "Resolving pronoun references": up through the subjects of the clauses
    around it, then back through earlier sentences, subjects first. The ban on meaning another part of the same clause is Chomsky's
    binding condition B. Nothing is scored by training.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from spacy.tokens import Doc

from allegedly.coder.countries import country_code, country_in
from allegedly.coder.entities import Entities, Entity, Grid, Referent
from allegedly.coder.names import enter_names
from allegedly.coder.parts import Attributed
from allegedly.coder.sectors import Noun, called, noun_at, sectors_of, words

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
I_WE = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
WE = frozenset({"we", "us", "our", "ours", "ourselves"})
WHO = frozenset({"who", "which", "that", "whom", "whose"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
POSSESSIVE = frozenset({"his", "her", "its", "their", "whose"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_GROUPS = frozenset({"group", "organisation", "organization", "movement"})
_GROUP_SECTORS = frozenset({"SOC", "REB", "UAF", "PRM"})
Fits = Callable[[Entity | None], bool]

# How many sentences back a pronoun may reach, and a description of a body whose name says something else.
_REACH = 3


def find_entities(doc: Doc) -> Entities:
    """All entities of ``doc``: names with their short forms, descriptions, and the pronouns that a careful reader is sure of.

    Reads ``doc._.attributed`` where it is set, for "I" and "we" in quotations and for whom a "he" in a quotation cannot mean.
    """
    grid = Grid.of(doc)
    entities = Entities(grid=grid)
    enter_names(entities, grid)
    entities.country = main_country(grid)
    Search(entities, grid, doc._.attributed or []).run()
    return entities


def main_country(grid: Grid) -> str | None:
    """The state that the article is about: named at least three times, as often as all others together, twice as often as any; else null."""
    counts: Counter[str] = Counter()
    for token, word in enumerate(grid.words):
        if word[:1].isupper() and (grid.pos[token] == "PROPN" or grid.label[token] in ("GPE", "NORP")):
            code = country_code(word)
            if code is None and token + 1 < len(grid.words) and grid.words[token + 1][:1].isupper():
                code = country_code(f"{word} {grid.words[token + 1]}")
            if code is not None:
                counts[code] += 1
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3 or 2 * ranked[0][1] < sum(counts.values()):
        return None
    if len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]:
        return None
    return ranked[0][0]


class Search:
    """One walk through an article from left to right; every description and pronoun is looked up in what was said before it."""

    def __init__(self, entities: Entities, grid: Grid, attributed: list[Attributed]) -> None:
        self.entities = entities
        self.grid = grid
        self.attributed = attributed
        self.speaker: dict[int, Attributed] = {}
        for attribution in attributed:
            if attribution.manner in ("direct", "mixed"):
                for start, end in attribution.content:
                    for token in range(start, end):
                        self.speaker[token] = attribution
        # Mentions by sentence, in text order: (head, entity).
        self.mentioned: dict[int, list[tuple[int, Entity]]] = {}

    def run(self) -> None:
        """Resolve everything."""
        grid, entities = self.grid, self.entities
        nouns = words().nouns
        named = set(entities.at)
        heads = {referent.head: entity for entity in entities.found for referent in entity.mentions}
        first_person: list[int] = []
        for token, lower in enumerate(grid.lower):
            if token in heads:
                self._described(token, heads[token])
                self._note(token, heads[token])
            elif token in named:
                continue
            elif grid.pos[token] == "PRON" or lower in POSSESSIVE:
                if lower in I_WE:
                    first_person.append(token)
                elif token not in entities.at:
                    self._pronoun(token, lower)
            elif grid.pos[token] in ("NOUN", "PROPN") and token not in entities.at:
                if lower in nouns:
                    self._description(token)
                elif grid.tag[token] == "NNS" and grid.dep[token] in _SUBJECTS:
                    self._enter(token, Entity("people", plural=True, phrase=self._phrase_text(token)), "description")
            elif token in entities.at:
                self._note(token, entities.at[token])
        for token in first_person:
            self._speaker(token)

    # -- keeping track ---------------------------------------------------------------------------------------------------

    def _note(self, token: int, entity: Entity) -> None:
        self.mentioned.setdefault(self.grid.sentence[token], []).append((token, entity))

    def _enter(self, token: int, entity: Entity, how: str) -> None:
        start, end = (token, token + 1) if how == "pronoun" else self.grid.phrase(token)
        referent = Referent(start, end, token, "pronoun" if how == "pronoun" else "description")
        self.entities.add(entity, referent)
        self._note(token, entity)

    def _phrase_text(self, token: int) -> str:
        start, end = self.grid.phrase(token)
        return self.grid.text(start, end)

    # -- descriptions ----------------------------------------------------------------------------------------------------

    def _described(self, token: int, entity: Entity) -> None:
        """Learn from an apposition or a copula beside a name: "Ana Lund, the finance minister", "Lund is a senator"."""
        grid = self.grid
        beside = [child for child in grid.children.get(token, ()) if grid.dep[child] == "appos" and grid.pos[child] == "NOUN"]
        above = grid.head[token]
        if grid.dep[token] == "appos" and grid.pos[above] == "NOUN":
            beside.append(above)
        if grid.dep[token] == "nsubj" and grid.lower[above] in ("is", "was", "became", "remains"):
            beside.extend(
                child for child in grid.children.get(above, ()) if grid.dep[child] == "attr" and grid.pos[child] == "NOUN"
            )
        for noun_token in beside:
            start, end = grid.phrase(noun_token)
            noun, _begin = noun_at(grid.lower, noun_token, start)
            if noun is None or noun.plural or (entity.kind == "person") != (noun.kind == "person") or entity.kind == "country":
                continue
            if grid.lower[start] in ("no", "not"):
                continue
            entity.roles.add(noun.word)
            entity.gender = entity.gender or noun.gender
            entity.sectors = entity.sectors or sectors_of(grid.lower, start, noun_token, end)
            entity.country = entity.country or country_in(grid, start, noun_token, end)
            copula = grid.dep[noun_token] == "attr"
            if not copula:
                entity.title = entity.title or grid.text(start + (grid.lower[start] in ("the", "a", "an")), end)
            current = self.entities.at.get(noun_token)
            if current is None:
                self.entities.add(entity, Referent(start, end, noun_token, "description"))
            elif current is not entity and current.name is None:
                for referent in current.mentions:
                    self.entities.at[referent.head] = entity
                entity.mentions.extend(current.mentions)
                self.entities.found = [other for other in self.entities.found if other is not current]

    def _description(self, token: int) -> None:
        grid = self.grid
        if grid.dep[token] in ("compound", "nmod", "amod"):
            return
        start, end = grid.phrase(token)
        noun, begin = noun_at(grid.lower, token, start)
        if noun is None:
            return
        definite = grid.lower[start] in _DEFINITE or (noun.plural and noun.kind == "people" and start == begin)
        entity = self._meant(token, noun, start, begin, end) if definite and grid.dep[token] not in ("appos", "attr") else None
        if entity is None:
            entity = Entity(
                noun.kind,
                phrase=grid.text(start, end),
                plural=noun.plural,
                gender=noun.gender,
                roles={noun.word},
                sectors=sectors_of(grid.lower, start, token, end),
                country=country_in(grid, start, token, end),
            )
        self._enter(token, entity, "description")

    def _meant(self, token: int, noun: Noun, start: int, begin: int, end: int) -> Entity | None:
        """The one entity of before that a definite description fits; null when there is none or more than one."""
        grid = self.grid
        table = words()
        if noun.kind == "person" and noun.plural:
            return None
        code = country_in(grid, start, token, end)
        between = [t for t in range(start + (grid.lower[start] in _DEFINITE), begin) if grid.lower[t] not in table.harmless]
        proper = [t for t in between if grid.words[t][0].isupper()]
        plain = [grid.lower[t] for t in between if not grid.words[t][0].isupper() and grid.words[t] != "-"]
        tail = end > token + 1
        fitting: list[Entity] = []
        for entity in self.entities.found:
            if not entity.mentions or entity.mentions[0].head >= token or not _kinds_agree(entity, noun):
                continue
            if not any(noun.word in called(role) for role in entity.roles) and not self._named_so(entity, noun, token):
                continue
            if code is not None and entity.country not in (None, code):
                continue
            known = " ".join((entity.title or "", entity.phrase, entity.name or "")).lower()
            if any(word not in known for word in plain):
                continue
            if tail and code is None and grid.text(token + 2, end).lower() not in known:
                continue
            if entity.gender and noun.gender and entity.gender != noun.gender:
                continue
            fitting.append(entity)
        if proper and code is None and not all(entity.name for entity in fitting):
            return None
        named = [entity for entity in fitting if entity.name]
        if len(fitting) > 1 and code is None and noun.national and self.entities.country is not None:
            at_home = [entity for entity in fitting if entity.country == self.entities.country]
            fitting = at_home if len(at_home) == 1 else fitting
        if len(fitting) > 1:
            fitting = self._last_spoken_of(token, fitting)
        if len(fitting) == 1 and (len(named) <= 1 or fitting[0].name):
            return fitting[0]
        return None

    def _named_so(self, entity: Entity, noun: Noun, token: int) -> bool:
        """Whether a named body may be called ``noun`` without having been described so."""
        if entity.kind != "body" or entity.name is None or noun.kind != "body" or noun.plural:
            return False
        if noun.word in (entity.words[0], entity.words[-1]):
            return len(entity.words) > 1
        near = self.grid.sentence[token] - self.grid.sentence[self._last_mention(entity, token)] <= _REACH
        if not near or noun.national:
            return False
        if noun.word in _GROUPS:
            return bool(_GROUP_SECTORS.intersection(entity.sectors)) or entity.country in ("NGO", "IMG", "ISM")
        return bool(noun.sectors) and noun.sectors[0] in entity.sectors and noun.sectors[0] in ("PTY", "BUS", "JRN")

    def _last_mention(self, entity: Entity, token: int) -> int:
        return max((referent.head for referent in entity.mentions if referent.head < token), default=0)

    def _last_spoken_of(self, token: int, fitting: list[Entity]) -> list[Entity]:
        """Of several, the one spoken of in this or the last sentence, when the others have been left alone for longer."""
        here = self.grid.sentence[token]
        near = [entity for entity in fitting if here - self.grid.sentence[self._last_mention(entity, token)] <= 1]
        return near if len(near) == 1 else fitting

    # -- pronouns --------------------------------------------------------------------------------------------------------

    def _pronoun(self, token: int, lower: str) -> None:
        if lower in WHO:
            self._relative(token)
            return
        if lower in HE or lower in SHE:
            found = self._search(
                token,
                lambda entity: (
                    entity.kind == "person" and not entity.plural and entity.gender in (None, "he" if lower in HE else "she")
                ),
                sure=True,
            )
            if found is not None:
                found.gender = found.gender or ("he" if lower in HE else "she")
        elif lower in THEY:
            found = self._search(token, _several, sure=True)
        elif lower in IT and not self._empty(token):
            found = self._search(
                token,
                lambda entity: entity is not None and entity.kind in ("body", "country", "place") and not entity.plural,
                sure=False,
            )
        else:
            return
        if found is not None:
            self._enter(token, found, "pronoun")

    def _relative(self, token: int) -> None:
        grid = self.grid
        verb = grid.head[token]
        for _ in range(8):
            if grid.dep[verb] == "relcl":
                entity = self.entities.at.get(grid.head[verb])
                if entity is not None and grid.head[verb] < token:
                    self._enter(token, entity, "pronoun")
                return
            if grid.head[verb] == verb:
                return
            verb = grid.head[verb]

    def _empty(self, token: int) -> bool:
        grid = self.grid
        verb = grid.head[token]
        if grid.dep[token] not in _SUBJECTS:
            return False
        lemma = grid.doc[verb].lemma_
        return lemma in words().empty_it or grid.dep[token] == "expl"

    def _search(self, token: int, agrees: Fits, *, sure: bool) -> Entity | None:
        """The entity that a pronoun at ``token`` means: subjects of the clauses around it, then of earlier sentences.

        With ``sure`` false only subjects count; otherwise also the one agreeing entity of a sentence, if there is just one.
        """
        grid = self.grid
        clause = grid.clause(token)
        lower = grid.lower[token]
        subject = grid.subject_of.get(clause)
        if lower in REFLEXIVE and subject is not None:
            own = self.entities.at.get(subject)
            return own if own is not None and agrees(own) else None
        banned = self._banned(token, clause, subject)

        def fits(entity: Entity | None) -> bool:
            return entity is not None and agrees(entity) and not any(entity is other for other in banned)

        # 1. the subjects of the clauses around it
        verb, first = clause, lower in POSSESSIVE
        for _ in range(12):
            above = grid.subject_of.get(verb)
            if above is not None and above < token and (verb != clause or first) and fits(self.entities.at.get(above)):
                return self.entities.at[above]
            if grid.head[verb] == verb:
                break
            verb = grid.clause(grid.head[verb])
        # 2. this sentence: the only one that fits
        here = self._distinct(grid.sentence[token], token, fits)
        if len(here) == 1 and sure:
            return here[0]
        if len(here) > 1:
            return None
        # 3. earlier sentences
        for back in range(1, _REACH + 1):
            number = grid.sentence[token] - back
            if number < 0:
                break
            outcome = self._in_sentence(number, token, fits, sure=sure)
            if outcome is not None:
                return outcome[0]
        return None

    def _in_sentence(self, number: int, token: int, fits: Fits, *, sure: bool) -> tuple[Entity | None] | None:
        """What one earlier sentence says: an entity, nobody for certain (``(None,)``: stop), or nothing at all (null: go further back)."""
        grid = self.grid
        quoted = token in self.speaker
        main: list[Entity] = []
        subjects: list[Entity] = []
        others: list[Entity] = []
        for head, entity in self.mentioned.get(number, ()):
            if not fits(entity) or (not quoted and head in self.speaker and entity.name is None):
                continue
            dep = grid.dep[grid.first_conjunct(head)]
            verb = grid.head[grid.first_conjunct(head)]
            if dep in _SUBJECTS and grid.head[verb] == verb:
                main.append(entity)
            elif dep in _SUBJECTS:
                subjects.append(entity)
            else:
                others.append(entity)
        for group in (main, subjects) if not sure else (main, subjects, others):
            distinct = _unique(group)
            if len(distinct) == 1 and (group is main or not (group is subjects and len(_unique(subjects + others)) > 2)):
                return (distinct[0],)
            if len(distinct) > 1:
                return (None,)
        return None

    def _distinct(self, number: int, before: int, fits: Fits) -> list[Entity]:
        return _unique([entity for head, entity in self.mentioned.get(number, ()) if head < before and fits(entity)])

    def _banned(self, token: int, clause: int, subject: int | None) -> list[Entity]:
        """Whom the pronoun cannot mean: other parts of its clause, and the speaker of the quotation it stands in."""
        grid = self.grid
        found: list[Entity] = []
        attribution = self.speaker.get(token)
        if attribution is not None and attribution.source is not None:
            speaker = self.entities.at.get(attribution.source.head)
            if speaker is not None:
                found.append(speaker)
        if grid.lower[token] in POSSESSIVE and grid.dep[token] == "poss":
            return found
        for other in (subject, *grid.children.get(clause, ())):
            if other is not None and other != token and other in self.entities.at and grid.clause(other) == clause:
                found.append(self.entities.at[other])
        return found

    def _speaker(self, token: int) -> None:
        """ "I" is whoever is quoted; "we" only when that is more than one person."""
        attribution = self.speaker.get(token)
        if attribution is None or attribution.source is None:
            return
        speaker = self.entities.at.get(attribution.source.head)
        if speaker is None or speaker.kind == "place":
            return
        if self.grid.lower[token] in WE and speaker.kind == "person" and not speaker.plural:
            return
        if self.grid.lower[token] not in WE and speaker.kind != "person":
            return
        self._enter(token, speaker, "pronoun")


def _several(entity: Entity | None) -> bool:
    if entity is None:
        return False
    return (
        entity.plural
        or entity.kind == "people"
        or (entity.kind == "body" and bool({"COP", "MIL", "OPP", "PTY"}.intersection(entity.sectors)))
    )


def _kinds_agree(entity: Entity, noun: Noun) -> bool:
    if entity.plural != noun.plural and not entity.name:
        return False
    if noun.kind == "person":
        return entity.kind == "person"
    return entity.kind in ("body", "people")


def _unique(entities: list[Entity]) -> list[Entity]:
    found: list[Entity] = []
    for entity in entities:
        if not any(entity is other for other in found):
            found.append(entity)
    return found
