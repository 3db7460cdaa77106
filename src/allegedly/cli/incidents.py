"""The incidents of a run, for the table and the page."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.model import Article, Incident, Saying


def find_incidents(articles: Sequence[tuple[Article, list[Saying]]]) -> list[Incident]:
    """What several of these sayings are about; empty when no two are about the same."""
    return []
