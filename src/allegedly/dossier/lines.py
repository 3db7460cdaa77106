"""Incidents, articles and publishers as lines of a list: only what stands in columns, so that a hundred thousand sayings are looked through at once."""

from __future__ import annotations

from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, case, distinct, func, or_, select

from allegedly.dossier import tables
from allegedly.dossier.current import last_versions
from allegedly.dossier.derived_tables import article_witnesses, incident_sayings, incidents
from allegedly.dossier.filters import Filters, conditions, saying_numbers
from allegedly.errors import UnknownName

IncidentOrder = Literal["told", "independent", "disagreement", "day", "latest", "sayings"]
SayingOrder = Literal["added", "published", "day", "surest", "least sure"]
ArticleOrder = Literal["added", "published", "sayings", "publisher"]
_said, _kept = tables.sayings, tables.articles


class IncidentLine(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as one line: ``sayings``, ``publishers``, ``sources`` and ``independent`` are numbers; the rest as in the table ``incidents``.

    ``differs_on`` names the fields on which its sayings cannot all be right (``place``, ``count of dead`` ...); ``disputed`` is whether
    somebody asserts and somebody denies it.
    """

    id: str
    type: str
    frame: str
    from_day: str | None
    to_day: str | None
    first_published: str | None
    last_published: str | None
    place_name: str | None
    place_country: str | None
    place_precision: str | None
    place_latitude: float | None
    place_longitude: float | None
    sayings: int
    publishers: int
    sources: int
    independent: int
    asserted: int
    denied: int
    disputed: bool
    differs_on: tuple[str, ...]
    reason: str


class ArticleLine(msgspec.Struct, frozen=True, kw_only=True):
    """An article as one line; ``witness`` is the article that it counts as one witness with, itself when it is independent."""

    id: str
    publisher: str | None
    title: str | None
    url: str | None
    published: str | None
    language: str | None
    version: int
    sayings: int
    witness: str | None


class PublisherLine(msgspec.Struct, frozen=True, kw_only=True):
    """A publisher: how many articles, how many of them are no copies, how many sayings, and from when to when. No name: who did not say."""

    name: str | None
    articles: int
    independent: int
    sayings: int
    first_published: str | None
    last_published: str | None


class PlaceLine(msgspec.Struct, frozen=True, kw_only=True):
    """A place of incidents, with its point where it has one, and how many incidents and sayings are there."""

    name: str
    country: str | None
    precision: str | None
    latitude: float | None
    longitude: float | None
    incidents: int
    sayings: int


def incident_lines(
    connection: Connection, filters: Filters | None, order: IncidentOrder, offset: int, most: int | None
) -> list[IncidentLine]:
    """Incidents of which some saying meets ``filters``."""
    wanted = select(*(column for column in incidents.c if column.name != "record"))
    wanted = ordered_incidents(some_incidents(connection, wanted, filters), order).offset(offset).limit(_most(most))
    return [
        IncidentLine(**{**row, "differs_on": tuple(row["differs_on"].split(", ")) if row["differs_on"] else ()})
        for row in connection.execute(wanted).mappings()
    ]


def _most(most: int | None) -> int:
    # SQLite has no offset without a limit.
    return (1 << 62) if most is None else most


def some_incidents(connection: Connection, wanted: Select[Any], filters: Filters | None) -> Select[Any]:
    """``wanted`` of those incidents only of which some saying meets ``filters``."""
    if filters is None or not filters.asks:
        return wanted
    # The sayings in incidents are those that count: no need to look that up.
    met = conditions(connection, filters, current=False)
    joined = select(incident_sayings.c.incident).join(_said, _said.c.number == incident_sayings.c.saying).where(*met)
    return wanted.where(incidents.c.id.in_(joined))


def ordered_incidents(wanted: Select[Any], order: IncidentOrder) -> Select[Any]:
    """``wanted`` in a named order; equals as they are told most. Raises :class:`UnknownName` for another name."""
    if order not in get_args(IncidentOrder):
        raise UnknownName("order", order, get_args(IncidentOrder))
    fields = func.length(func.coalesce(incidents.c.differs_on, "")) - func.length(
        func.replace(func.coalesce(incidents.c.differs_on, ""), ",", "")
    )
    keys: dict[str, tuple[ColumnElement[Any], ...]] = {
        "told": (),
        "independent": (incidents.c.independent.desc(),),
        "disagreement": (
            incidents.c.disputed.desc(),
            incidents.c.differs_on.is_(None),
            fields.desc(),
            incidents.c.independent.desc(),
        ),
        "day": (incidents.c.from_day.is_(None), incidents.c.from_day),
        "latest": (incidents.c.last_published.is_(None), incidents.c.last_published.desc()),
        "sayings": (incidents.c.sayings.desc(),),
    }
    # As allegedly.incidents.grouping.most_told has it.
    first = func.coalesce(incidents.c.from_day, "9999")
    return wanted.order_by(*keys[order], incidents.c.publishers.desc(), incidents.c.sayings.desc(), first, incidents.c.id)


def ordered_sayings(wanted: Select[Any], order: SayingOrder) -> Select[Any]:
    """``wanted`` sayings in a named order; equals as they came. Raises :class:`UnknownName` for another name."""
    if order not in get_args(SayingOrder):
        raise UnknownName("order", order, get_args(SayingOrder))
    published = select(_kept.c.published).where(_kept.c.id == _said.c.article).scalar_subquery()
    keys: dict[str, tuple[ColumnElement[Any], ...]] = {
        "added": (),
        "published": (published.is_(None), published),
        "day": (_said.c.date_from.is_(None), _said.c.date_from),
        "surest": (_said.c.confidence.is_(None), _said.c.confidence.desc()),
        "least sure": (_said.c.confidence.is_(None), _said.c.confidence),
    }
    return wanted.order_by(*keys[order], _said.c.number)


def article_lines(
    connection: Connection, filters: Filters | None, order: ArticleOrder, offset: int, most: int | None
) -> list[ArticleLine]:
    """The last version of each article of which some saying meets ``filters``; without filters all, also those without sayings."""
    if order not in get_args(ArticleOrder):
        raise UnknownName("order", order, get_args(ArticleOrder))
    told = _sayings_of_articles(connection, filters)
    number = func.coalesce(told.c.sayings, 0)
    wanted = (
        select(
            *(_kept.c[name] for name in ("id", "publisher", "title", "url", "published", "language", "version")),
            number.label("sayings"),
            article_witnesses.c.witness,
        )
        .join(told, told.c.article == _kept.c.id, isouter=filters is None or not filters.asks)
        .join(article_witnesses, article_witnesses.c.article == _kept.c.id, isouter=True)
        .where(_kept.c.id.in_(last_versions()))
    )
    keys: dict[str, tuple[ColumnElement[Any], ...]] = {
        "added": (),
        "published": (_kept.c.published.is_(None), _kept.c.published),
        "sayings": (number.desc(),),
        "publisher": (_kept.c.publisher.is_(None), _kept.c.publisher),
    }
    wanted = wanted.order_by(*keys[order], _kept.c.number).offset(offset).limit(_most(most))
    return [ArticleLine(**row) for row in connection.execute(wanted).mappings()]


def _sayings_of_articles(connection: Connection, filters: Filters | None) -> Any:
    met = conditions(connection, filters or Filters())
    return select(_said.c.article, func.count().label("sayings")).where(*met).group_by(_said.c.article).subquery()


def publisher_lines(connection: Connection, filters: Filters | None) -> list[PublisherLine]:
    """The publishers of the articles of which some saying meets ``filters``, those with most articles first; without filters all."""
    told = _sayings_of_articles(connection, filters)
    number = func.count(_kept.c.id)
    independent = case((or_(article_witnesses.c.witness.is_(None), article_witnesses.c.witness == _kept.c.id), 1), else_=0)
    wanted = (
        select(
            _kept.c.publisher.label("name"),
            number.label("articles"),
            func.sum(independent).label("independent"),
            func.coalesce(func.sum(told.c.sayings), 0).label("sayings"),
            func.min(func.substr(_kept.c.published, 1, 10)).label("first_published"),
            func.max(func.substr(_kept.c.published, 1, 10)).label("last_published"),
        )
        .join(told, told.c.article == _kept.c.id, isouter=filters is None or not filters.asks)
        .join(article_witnesses, article_witnesses.c.article == _kept.c.id, isouter=True)
        .where(_kept.c.id.in_(last_versions()))
        .group_by(_kept.c.publisher)
        .order_by(number.desc(), _kept.c.publisher)
    )
    rows = connection.execute(wanted).mappings()
    return [PublisherLine(**{**row, **{n: int(row[n]) for n in ("articles", "independent", "sayings")}}) for row in rows]


def place_lines(connection: Connection, filters: Filters | None) -> list[PlaceLine]:
    """Where the incidents are that some saying meeting ``filters`` is about, those with most sayings first."""
    columns = (
        incidents.c.place_name.label("name"),
        incidents.c.place_country.label("country"),
        incidents.c.place_precision.label("precision"),
        incidents.c.place_latitude.label("latitude"),
        incidents.c.place_longitude.label("longitude"),
    )
    joined = incident_sayings.join(incidents, incidents.c.id == incident_sayings.c.incident)
    number = func.count()
    wanted = (
        select(*columns, func.count(distinct(incidents.c.id)).label("incidents"), number.label("sayings"))
        .select_from(joined)
        .where(incidents.c.place_name.is_not(None))
        .group_by(*(column.element for column in columns))
        .order_by(number.desc(), incidents.c.place_name, incidents.c.place_latitude)
    )
    if filters is not None and filters.asks:
        wanted = wanted.where(incident_sayings.c.saying.in_(saying_numbers(connection, filters)))
    return [PlaceLine(**row) for row in connection.execute(wanted).mappings()]
