"""Whom "I" and "we" mean in a quotation: the person, or the body, that is quoted."""

from __future__ import annotations

from allegedly.coder.entities import Entity
from allegedly.coder.pronouns import WE
from allegedly.coder.sectors import words
from allegedly.coder.trail import Trail, unique


def resolve_speaker(trail: Trail, token: int) -> None:
    """ "I" in a quotation is whoever is quoted; "we" only when that is more than one person."""
    speaker = trail.speaking(token)
    if speaker is None or speaker.kind == "place":
        return
    person = speaker.kind == "person" and not speaker.plural
    if person and trail.grid.lower[token] in WE:
        meant = _spoken_for(trail, speaker)
        if meant is not None:
            trail.enter(token, meant, pronoun=True)
    elif person != (trail.grid.lower[token] in WE):
        trail.enter(token, speaker, pronoun=True)


def _spoken_for(trail: Trail, speaker: Entity) -> Entity | None:
    """The one body that a spokesperson speaks for: "a spokesman for the group", "Keita's spokeswoman" speaks for a person, so for nobody."""
    if not speaker.roles & words().spokespersons:
        return None
    grid, entities = trail.grid, trail.entities
    found: list[Entity] = []
    for referent in speaker.mentions:
        if referent.how == "pronoun":
            continue
        beside = [child for child in grid.children.get(referent.head, ()) if grid.dep[child] == "appos"]
        for head in (referent.head, *beside):
            for child in grid.children.get(head, ()):
                if grid.dep[child] in ("poss", "compound", "nmod"):
                    heads = [child]
                elif grid.dep[child] == "prep" and grid.lower[child] in ("for", "of"):
                    heads = [inner for inner in grid.children.get(child, ()) if grid.dep[inner] == "pobj"]
                else:
                    continue
                found.extend(entities.at[inner] for inner in heads if inner in entities.at)
    bodies = unique([entity for entity in found if entity.kind in ("body", "people", "country")])
    return bodies[0] if len(bodies) == 1 else None
