"""How many sayings by one thing or by several at once: the numbers behind every timeline, matrix and bar."""

from __future__ import annotations

from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, and_, case, func, select
from sqlalchemy.sql.selectable import FromClause

from allegedly.dossier import tables
from allegedly.dossier.derived_tables import incident_sayings, saying_names
from allegedly.dossier.filters import Filters, conditions
from allegedly.errors import UnknownName, UsageError

By = Literal[
    "day",
    "month",
    "published",
    "type",
    "modes",
    "status",
    "polarity",
    "modality",
    "frame",
    "publisher",
    "article",
    "place",
    "country",
    "actor",
    "recipient",
    "source",
    "incident",
]
_said, _kept = tables.sayings, tables.articles
_OF_SAYINGS = ("type", "modes", "polarity", "modality", "frame", "article")
_NAMES = ("actor", "recipient", "source", "place")


def counts_by(connection: Connection, by: tuple[By, ...], filters: Filters | None) -> list[tuple[Any, ...]]:
    """One tuple for each combination of values that occurs: the values in the order of ``by``, then the number of sayings, most first.

    A value is None where the text is silent. ``day`` is the day on which it is told to have happened, where that is one day; ``month``
    the same of months; ``published`` the day on which the article appeared. A saying with two actors counts under each of them.

    Raises :class:`UnknownName` for something that sayings are not counted by, :class:`UsageError` for nothing.
    """
    if not by:
        raise UsageError(f"nothing to count by; give one or more of {', '.join(get_args(By))}")
    columns: list[ColumnElement[Any]] = []
    start: FromClause = _said
    joined: set[str] = set()
    for one in dict.fromkeys(by):
        column, start = _column(one, start, joined)
        columns.append(column.label(f"by_{one}"))
    number = func.count().label("number")
    met = conditions(connection, filters or Filters())
    wanted = select(*columns, number).select_from(start).where(*met).group_by(*(column.element for column in columns))
    wanted = wanted.order_by(number.desc(), *(column.element for column in columns))
    return [tuple(row) for row in connection.execute(wanted)]


def _column(by: str, start: FromClause, joined: set[str]) -> tuple[ColumnElement[Any], FromClause]:
    if by in _OF_SAYINGS:
        return _said.c[by], start
    if by == "status":
        denied = and_(_said.c.modality == "asserted", _said.c.polarity == "negative")
        return case((denied, "denied"), else_=_said.c.modality), start
    if by == "day":
        return case((_said.c.date_from == _said.c.date_to, _said.c.date_from)), start
    if by == "month":
        first, last = (func.substr(column, 1, 7) for column in (_said.c.date_from, _said.c.date_to))
        return case((first == last, first)), start
    if by in ("publisher", "published"):
        if "articles" not in joined:
            joined.add("articles")
            start = start.join(_kept, _kept.c.id == _said.c.article)
        return _kept.c.publisher if by == "publisher" else func.substr(_kept.c.published, 1, 10), start
    if by == "incident":
        start = start.join(incident_sayings, incident_sayings.c.saying == _said.c.number, isouter=True)
        return incident_sayings.c.incident, start
    if by == "country":
        return _said.c.place_country, start
    if by == "place":
        return _said.c.place_name, start
    if by not in _NAMES:
        raise UnknownName("thing to count by", by, get_args(By))
    names = saying_names.alias(f"names_of_{by}")
    start = start.join(names, and_(names.c.saying == _said.c.number, names.c.role == by), isouter=True)
    return names.c.name, start
