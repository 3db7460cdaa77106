"""PLOVER as data, with a loader that refuses unknown names: event types, modes, contexts, sectors, scores.

The names, codes and scores are the PLOVER manual's (Open Event Data Alliance, CC BY-SA 4.0); see ``plover.yaml``
beside this file. Nothing here knows of texts: which words mean which type is the coder's lexicon.
"""

from allegedly.ontology.plover import (
    Code,
    Context,
    CountryException,
    EventType,
    Mode,
    Ontology,
    Quad,
    Reading,
    Sector,
    load,
)

__all__ = [
    "Code",
    "Context",
    "CountryException",
    "EventType",
    "Mode",
    "Ontology",
    "Quad",
    "Reading",
    "Sector",
    "load",
]
