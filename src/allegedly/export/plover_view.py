"""PLOVER's view of a saying: auxiliary modes, or the type that takes their place. The way there loses something, and there is none back."""

from __future__ import annotations

import msgspec

from allegedly.model import Actor, Event, Saying, Status
from allegedly.ontology import load

_MODALITIES = {"future": "future", "hypothetical": "hypothetical", "directive": "hypothetical", "asked": "hypothetical"}


def auxiliary_modes(status: Status) -> tuple[str, ...]:
    """PLOVER's auxiliary modes of a status, in the order of the manual: ``historical``, ``future``, ``hypothetical``, ``negation``."""
    found = []
    if status.frame == "historical":
        found.append("historical")
    if status.modality in _MODALITIES:
        found.append(_MODALITIES[status.modality])
    if status.polarity == "negative":
        found.append("negation")
    return tuple(found)


def speaks_of_itself(saying: Saying) -> bool:
    """Whether the innermost source tells of its own doing: it is an actor by its words or by the name behind them."""
    if not saying.source:
        return False
    link = saying.source[-1]
    return any(
        (link.start is not None and link.start == actor.start)
        or (link.name or link.text) == (actor.name or actor.text) is not None
        for actor in saying.event.actors
    )


def told_as(saying: Saying) -> Event:
    """The event as PLOVER without auxiliary modes would write it: a promised visit is AGREE, a demanded one the demander's REQUEST.

    Whoever demands becomes the actor, and whoever is to act the recipient. Modes belong to a type, and go with it.
    """
    event, status = saying.event, saying.status
    source = saying.source[-1] if saying.source else None
    modality = "refused" if status.modality == "future" and status.polarity == "negative" else status.modality
    kind = load().told_as(event.type, modality, own=speaks_of_itself(saying))
    if kind == event.type or (modality == "directive" and source is None):
        return event
    actors, recipients = event.actors, event.recipients
    if modality == "directive" and source is not None:
        demander = Actor(
            text=source.text, start=source.start, end=source.end, name=source.name, country=source.country, sector=source.sector
        )
        actors, recipients = (demander,), event.actors or event.recipients
    return msgspec.structs.replace(event, type=kind, modes=(), actors=actors, recipients=recipients)


def plain_event(saying: Saying) -> tuple[Event | None, str]:
    """The event to write where auxiliary modes are not wanted, or null and why the saying has no place there.

    Denials are left out; what is to come, supposed or demanded is written only where PLOVER's rules make another act of it (a promise,
    a threat, a request, a refusal); questions never are.
    """
    status = saying.status
    event = told_as(saying)
    negative = status.polarity == "negative"
    if status.modality == "asserted" and not negative:
        return event, ""
    # To ask that something not be done is to ask; that somebody would not strike is no threat.
    empty = status.modality == "asked" or (negative and status.modality == "hypothetical")
    if event.type != saying.event.type and not empty:
        return event, ""
    if negative:
        return None, "is denied, or told as not so"
    return None, {
        "future": "is only foretold",
        "hypothetical": "is only supposed",
        "directive": "is only demanded",
        "asked": "is only asked",
    }[status.modality]
