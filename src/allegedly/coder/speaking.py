"""Who is speaking: names in front of what they say in a transcript, and the "he" who goes on speaking.

Whoever has just been quoted is the one whom "he said" means, whoever is spoken of in between: speech goes on until somebody else takes it up
(the speaker stays the centre of attention: Grosz, Joshi and Weinstein 1995).
"""

from __future__ import annotations

from collections.abc import Callable

from allegedly.coder.entities import Entity, Referent
from allegedly.coder.sources.labels import TURN
from allegedly.coder.trail import Trail

# How many sentences back whoever spoke last may stand; all between are quoted.
_LONGEST = 12


def name_labels(trail: Trail) -> None:
    """Join a last name in front of a turn ("SALAS: ...") with the one person of the article who has it."""
    grid, entities = trail.grid, trail.entities
    for attribution in trail.attributed:
        source = attribution.source
        if attribution.construction != TURN or source is None or source.head in entities.at:
            continue
        label = grid.text(source.start, source.end).lower()
        named = [
            one
            for one in entities.found
            if one.kind == "person" and one.name and one.name.lower().split()[-1:] == [label.split()[-1]]
        ]
        whole = [one for one in named if one.name and one.name.lower() == label]
        meant = whole or (named if " " not in label else [])
        if len(meant) == 1:
            entities.add(meant[0], Referent(source.start, source.end, source.head, "name"))


def last_speaker(trail: Trail, token: int, agrees: Callable[[Entity], bool]) -> Entity | None:
    """Whoever spoke last, where the pronoun at ``token`` is one who speaks; null where somebody else was told of since.

    What is quoted between the two belongs to the speech and tells of nobody else.
    """
    grid = trail.grid
    if token in trail.quoted or token not in trail.tellers:
        return None
    number, own = grid.sentence[token], trail.tellers[token]
    if any(head < token and not own.covers(head) and agrees(entity) for head, entity in trail.mentioned.get(number, ())):
        return None
    for back in range(1, min(_LONGEST, number) + 1):
        before = number - back
        teller = next((told for told in reversed(trail.told_in.get(before, ())) if told < token), None)
        if teller is not None:
            entity = trail.entities.at.get(teller)
            return entity if entity is not None and agrees(entity) else None
        if not _quoted(trail, before):
            return None
    return None


def _quoted(trail: Trail, number: int) -> bool:
    """Whether a sentence stands between quotation marks from its first word on."""
    grid = trail.grid
    end = grid.starts[number + 1] if number + 1 < len(grid.starts) else len(grid.words)
    first = next((token for token in range(grid.starts[number], end) if grid.words[token][:1].isalnum()), None)
    return first is None or first in trail.quoted
