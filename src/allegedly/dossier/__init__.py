"""The dossier: everything about one crisis in one SQLite file or one PostgreSQL database.

:func:`open` gives a :class:`Dossier`. What sources say is written once and never edited; what we decide about it is a list of
judgements that can be taken back; a custody log, each entry hashing the one before, says what was done.
"""

from allegedly.dossier.adding import Kept
from allegedly.dossier.dossier import Dossier, Failed, Hit
from allegedly.dossier.filters import Filters
from allegedly.dossier.lines import ArticleLine, IncidentLine, PlaceLine, PublisherLine
from allegedly.dossier.verify import Fault, Verification

__all__ = [
    "ArticleLine",
    "Dossier",
    "Failed",
    "Fault",
    "Filters",
    "Hit",
    "IncidentLine",
    "Kept",
    "PlaceLine",
    "PublisherLine",
    "Verification",
]
