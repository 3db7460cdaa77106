"""The walk through an article: who has been mentioned where, and who is speaking in a quotation."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from allegedly.coder.entities import Entities, Entity, Grid, Referent
from allegedly.coder.parts import Attributed
from allegedly.coder.sources.links import tells

_MANY = 40


class Trail:
    """What is known of an article up to a token: mentions by sentence, in text order, and the quotation that each token stands in.

    ``mentioned`` maps a sentence to ``(head, entity)`` pairs. ``speaker`` maps a token inside a direct quotation to its attribution;
    ``quoted`` holds every token between quotation marks, whoever speaks. ``tellers`` maps the head of whoever says something in the text's own
    sentences to what he says; ``told_in`` are those heads by sentence.
    """

    def __init__(self, entities: Entities, grid: Grid, attributed: list[Attributed]) -> None:
        self.entities = entities
        self.grid = grid
        self.mentioned: dict[int, list[tuple[int, Entity]]] = {}
        # By identity of the entity: the head of its last mention so far.
        self.last: dict[int, int] = {}
        # By word: the entities that may be called so, in the order in which that was learnt.
        self.called: dict[str, list[Entity]] = {}
        self.speaker: dict[int, Attributed] = {}
        self.attributed = attributed
        self.tellers: dict[int, Attributed] = {}
        self.told_in: dict[int, list[int]] = {}
        for one in attributed:
            if one.source is not None and one.parent is None and one.kind == "speech" and not one.carried and tells(one):
                self.tellers[one.source.head] = one
                self.told_in.setdefault(grid.sentence[one.source.head], []).append(one.source.head)
        self.quoted = set(grid.quoted)
        # The longest content first, so that the innermost speaker of a quotation in a quotation stays.
        for attribution in sorted(attributed, key=lambda one: -sum(end - start for start, end in one.content)):
            source = attribution.source
            if source is None or (source.head in self.quoted and attribution.manner != "direct"):
                continue  # reported inside a quotation: that is not who is quoted
            for start, end in attribution.content:
                words = (token for token in range(start, end) if grid.words[token][0].isalnum())
                whole = next(words, start) in self.quoted  # else somebody else may be quoted inside: 'He kept saying, "I won"'
                for token in range(start, end):
                    if attribution.manner == "direct" or (whole and token in self.quoted):
                        self.speaker[token] = attribution

    def note(self, token: int, entity: Entity) -> None:
        """``entity`` is mentioned at ``token``."""
        self.mentioned.setdefault(self.grid.sentence[token], []).append((token, entity))
        self.last[id(entity)] = token

    def know(self, entity: Entity, words: Iterable[str]) -> None:
        """``entity`` may from now on be called by each of ``words``."""
        for word in words:
            known = self.called.setdefault(word, [])
            if not any(entity is other for other in known[-1:]):
                known.append(entity)

    def callable_by(self, word: str) -> list[Entity]:
        """Who has been mentioned and may be called ``word``; of very many only the latest."""
        return unique([entity for entity in self.called.get(word, ())[-_MANY:] if id(entity) in self.last])

    def enter(self, token: int, entity: Entity, *, pronoun: bool = False) -> None:
        """The words at ``token`` (with their noun phrase, unless a pronoun) mean ``entity``."""
        start, end = (token, token + 1) if pronoun else self.grid.phrase(token)
        self.entities.add(entity, Referent(start, end, token, "pronoun" if pronoun else "description"))
        self.note(token, entity)

    def speaking(self, token: int) -> Entity | None:
        """Who says the quotation that ``token`` stands in, where that is known."""
        attribution = self.speaker.get(token)
        if attribution is None or attribution.source is None:
            return None
        return self.entities.at.get(attribution.source.head)


def unique(entities: list[Entity]) -> list[Entity]:
    """``entities`` without repeats, by identity."""
    found: list[Entity] = []
    for entity in entities:
        if not any(entity is other for other in found):
            found.append(entity)
    return found


def attributed_of(doc: Doc) -> list[Attributed]:
    """The attributions that the source stage left on ``doc``; empty when it has not run."""
    return list(doc._.attributed or ())
