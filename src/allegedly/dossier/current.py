"""Which of several codings and versions counts: the last."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from allegedly.dossier import tables


def last_versions() -> Select[Any]:
    """The ids of the articles that count: of each article the version that came last."""
    kept = tables.articles
    versions = select(func.max(kept.c.number)).group_by(func.coalesce(kept.c.version_of, kept.c.id))
    return select(kept.c.id).where(kept.c.number.in_(versions))


def last_codings() -> Select[Any]:
    """The numbers of the codings that count: the last of each of these articles."""
    made = tables.codings
    return select(func.max(made.c.number)).where(made.c.article.in_(last_versions())).group_by(made.c.article)
