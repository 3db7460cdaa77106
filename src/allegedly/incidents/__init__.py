"""Which sayings are about one happening; a pure function of sayings, without parser, clock or store."""

from allegedly.incidents.grouping import incidents, independent_sources
from allegedly.incidents.lines import first_line
from allegedly.incidents.mentions import Mention, cluster_mentions
from allegedly.incidents.texts import cluster_texts

__all__ = ["Mention", "cluster_mentions", "cluster_texts", "first_line", "incidents", "independent_sources"]
