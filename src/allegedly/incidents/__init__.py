"""Which sayings are about one happening, what they differ on, and who acts towards whom: pure functions, without parser, clock or store."""

from allegedly.incidents.accounts import RULES, Account, Step, aggregate, timeline
from allegedly.incidents.actor_likeness import Proposal
from allegedly.incidents.actor_names import NamedActor, named_actors
from allegedly.incidents.disagreement import Disagreement, Given, Question, disagreement
from allegedly.incidents.grouping import incidents, independent_sources
from allegedly.incidents.identities import Identities, Identity, propose, resolve
from allegedly.incidents.judging import Judged
from allegedly.incidents.lines import differ_line, first_line
from allegedly.incidents.mentions import Mention, cluster_mentions
from allegedly.incidents.relations import Alignment, Relation, alignments, relations
from allegedly.incidents.texts import cluster_texts
from allegedly.incidents.voices import Voice, stand_of, voices

__all__ = [
    "RULES",
    "Account",
    "Alignment",
    "Disagreement",
    "Given",
    "Identities",
    "Identity",
    "Judged",
    "Mention",
    "NamedActor",
    "Proposal",
    "Question",
    "Relation",
    "Step",
    "Voice",
    "aggregate",
    "alignments",
    "cluster_mentions",
    "cluster_texts",
    "differ_line",
    "disagreement",
    "first_line",
    "incidents",
    "independent_sources",
    "named_actors",
    "propose",
    "relations",
    "resolve",
    "stand_of",
    "timeline",
    "voices",
]
