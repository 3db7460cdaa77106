"""The incidents of a run, for the table and the page."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.incidents import incidents
from allegedly.model import Article, Incident, Saying


def find_incidents(articles: Sequence[tuple[Article, list[Saying]]]) -> list[Incident]:
    """What at least two of these sayings are about, those first that most publishers tell of."""
    found = incidents([saying for _article, sayings in articles for saying in sayings])
    return [incident for incident in found if len(incident.sayings) > 1]
