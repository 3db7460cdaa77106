"""The loader of ``plover.yaml``: frozen records, looked up by name, and what follows from type and mode.

Notes:
    PLOVER manual, 2.0 draft as revised to February 2024, Open Event Data Alliance, CC BY-SA 4.0. Where the manual
    contradicts itself the reading taken is in :attr:`Ontology.readings`, and :meth:`Ontology.readings_of` tells which names rest on one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal, TypeVar

import msgspec
import yaml

from allegedly.errors import UnknownName

Recipient = Literal["required", "optional", "one-sided"]


class Quad(msgspec.Struct, frozen=True):
    """One of the four quad categories; ``code`` is how POLECAT files write it."""

    number: int
    name: str
    code: str


class Mode(msgspec.Struct, frozen=True):
    """How an act was done. ``score`` is null where the manual prints none; the type's base then counts."""

    name: str
    score: float | None
    gloss: str


class EventType(msgspec.Struct, frozen=True):
    """One of the sixteen types. ``quad`` is 1 to 4, ``score`` the base of the conflict-cooperation scale (-10 to 10).

    ``recipient`` is ``required``, ``optional``, or ``one-sided``: required only when the act has one side.
    """

    name: str
    quad: int
    recipient: Recipient
    score: float
    gloss: str
    modes: tuple[Mode, ...] = ()


class Context(msgspec.Struct, frozen=True):
    """What an event was about; any number may apply to every type."""

    name: str
    gloss: str


class Sector(msgspec.Struct, frozen=True):
    """What an actor does in society; ``frequent`` as the manual divides them."""

    name: str
    frequent: bool
    gloss: str


class Code(msgspec.Struct, frozen=True):
    """A name with its meaning: a non-state code in the place of a country, or an auxiliary mode."""

    name: str
    gloss: str


class CountryException(msgspec.Struct, frozen=True):
    """An entity whose country code the manual sets by hand; ``sector`` is PRE for partially recognised ones."""

    name: str
    code: str
    sector: str | None


class Reading(msgspec.Struct, frozen=True):
    """A place where the manual contradicts itself, and how it is read here.

    ``flags`` lists the types (``ACCUSE``) and modes (``PROTEST/vandalize``) that rest on the reading.
    """

    subject: str
    manual: str
    reading: str
    flags: tuple[str, ...]


_Named = TypeVar("_Named", EventType, Mode, Context, Sector)


class Ontology(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All of PLOVER. Look-ups by name raise :class:`UnknownName`, which lists what is allowed."""

    version: str
    license: str
    quads: tuple[Quad, ...]
    types: tuple[EventType, ...]
    contexts: tuple[Context, ...]
    sectors: tuple[Sector, ...]
    nonstate_codes: tuple[Code, ...]
    country_exceptions: tuple[CountryException, ...]
    auxiliary_modes: tuple[Code, ...]
    cameo: dict[str, str]
    told_as_types: dict[str, dict[str, dict[str, str]]] = msgspec.field(name="told_as")
    former_types: dict[str, tuple[str, str | None]]
    readings: tuple[Reading, ...]

    @cached_property
    def _types(self) -> dict[str, EventType]:
        return {item.name: item for item in self.types}

    @cached_property
    def _modes(self) -> dict[str, dict[str, Mode]]:
        return {item.name: {mode.name: mode for mode in item.modes} for item in self.types}

    @cached_property
    def _contexts(self) -> dict[str, Context]:
        return {item.name: item for item in self.contexts}

    @cached_property
    def _sectors(self) -> dict[str, Sector]:
        return {item.name: item for item in self.sectors}

    def event_type(self, name: str) -> EventType:
        """The event type called ``name`` (capitals: ``ASSAULT``)."""
        return _find("event type", name, self._types, "names are capitals, as in PLOVER 2.0.")

    def mode(self, type: str, name: str) -> Mode:
        """The mode ``name`` of event type ``type``; modes of another type are refused."""
        modes = self._modes[self.event_type(type).name]
        return _find(f"mode of {type}", name, modes, "" if modes else f"{type} has no modes.")

    def context(self, name: str) -> Context:
        """The context called ``name``; auxiliary modes are not contexts here, although exports write them there."""
        return _find("context", name, self._contexts)

    def sector(self, name: str) -> Sector:
        """The sector with code ``name``."""
        return _find("sector", name, self._sectors)

    def quad(self, type: str) -> Quad:
        """The quad category of an event type."""
        return self.quads[self.event_type(type).quad - 1]

    def score(self, type: str, modes: Iterable[str] = ()) -> float:
        """The conflict-cooperation score of a type with these modes: the one furthest from zero.

        The manual gives no rule for several modes. Without modes the type's base counts, and with modes the modes alone (a visit is 4
        although CONSULT is 2.5). It says how conflictual a kind of act is; it knows nothing of scale, source or status.
        """
        event_type = self.event_type(type)
        found = [self.mode(type, name).score for name in modes]
        scores = [event_type.score if score is None else score for score in found]
        return max(scores, key=lambda score: (abs(score), score), default=event_type.score)

    def told_as(self, type: str, modality: str, *, own: bool) -> str:
        """The type of a record that has no room for the auxiliary mode: a promised visit is AGREE, a demanded one REQUEST.

        Args:
            type: What the event is, whatever its status.
            modality: ``asserted``, ``future``, ``hypothetical``, ``directive``, ``asked``, or ``refused`` for a negative future.
            own: Whether the source speaks of its own doing ("we will strike"), or of another's.
        """
        told = self.told_as_types.get(modality, {}).get("own" if own else "other", {})
        return told.get(self.event_type(type).name, type)

    def from_cameo(self, code: str) -> str | None:
        """The event type of a CAMEO code by its root (or three digits in 08); null for 01, 02, which PLOVER drops.

        Only the root level of the crosswalk is kept: its mode and context columns name much that this version lacks.
        """
        for digits in (code[:3], code[:2]):
            if digits in self.cameo:
                return self.cameo[digits]
        if code == "08" or code[:2] in ("01", "02"):
            return None
        raise UnknownName("CAMEO code", code, self.cameo, "give two to four digits as text, with the leading zero.")

    def readings_of(self, type: str, mode: str | None = None) -> tuple[Reading, ...]:
        """The readings that a type (or a mode of it) rests on; empty when the manual is of one mind."""
        name = type if mode is None else f"{type}/{mode}"
        return tuple(reading for reading in self.readings if name in reading.flags)


def _find(kind: str, name: str, index: Mapping[str, _Named], hint: str = "") -> _Named:
    try:
        return index[name]
    except (KeyError, TypeError):
        raise UnknownName(kind, name, index, hint) from None


@cache
def load() -> Ontology:
    """PLOVER, read once."""
    with files("allegedly.ontology").joinpath("plover.yaml").open("rb") as stream:
        content = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return msgspec.convert(content, Ontology)
