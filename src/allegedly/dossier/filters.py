"""Which sayings are meant: one set of filters for every list, count, map and matrix, made into SQL in this one place.

An article or an incident is found when one of its sayings meets all that was asked. What a text leaves open meets no filter on it: a
saying without a date is in no stretch of days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, or_, select, text

from allegedly.dossier import tables
from allegedly.dossier.current import last_codings
from allegedly.dossier.derived_tables import incident_sayings, saying_names
from allegedly.dossier.words import Query, words_of
from allegedly.errors import UnknownName, UsageError
from allegedly.export.wording import STATUS_NAMES
from allegedly.ontology import load

Role = Literal["actor", "recipient", "source", "place", "province"]
Names = str | Sequence[str]

_said, _kept = tables.sayings, tables.articles


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; filters combine, and one with several values is met by any of them.

    Attributes:
        since, until: Days (``YYYY-MM-DD``, inclusive) that what is told must touch, by the date that the text gives.
        published_since, published_until: Days on which the article appeared, inclusive.
        type: Event types.
        status: ``asserted``, ``denied``, ``future``, ``hypothetical``, ``directive``, ``asked``, ``current``, ``historical``.
        actor, recipient, source: Words of the name of who does it, to whom, and who says so (the innermost source).
        party: The same of either actor or recipient.
        place: Words of the name of a place or province, or a country's code (``KAZ``).
        publisher: Outlets, by their full names; an empty one asks for articles without.
        text: Words of the sentence or of the names of its sources, as :meth:`allegedly.dossier.Dossier.search` takes them.
        article, incident: Ids.
        min_confidence: The least confidence, 0 to 1; sayings without any are then left out.
    """

    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    type: Names = ()
    status: Names = ()
    actor: Names = ()
    recipient: Names = ()
    party: Names = ()
    source: Names = ()
    place: Names = ()
    publisher: Names = ()
    text: str | None = None
    article: Names = ()
    incident: Names = ()
    min_confidence: float | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is asked for at all."""
        return self != Filters()

    def __post_init__(self) -> None:
        """Raises :class:`UnknownName` for a type or status that there is none of, :class:`UsageError` for a day that is no date."""
        for status in several(self.status):
            if status not in STATUS_NAMES:
                raise UnknownName("status", status, STATUS_NAMES)
        for type in several(self.type):
            load().event_type(type)
        for name in ("since", "until", "published_since", "published_until"):
            day = getattr(self, name)
            if day is not None and not _is_day(day):
                raise UsageError(f"{name} is {day!r}, but must be a day written YYYY-MM-DD; leave it out for no bound")


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def several(value: Names) -> tuple[str, ...]:
    """One value or several, as several."""
    return (value,) if isinstance(value, str) else tuple(value)


def saying_numbers(connection: Connection, filters: Filters) -> Select[Any]:
    """The numbers of the sayings that count and meet ``filters``, to be used inside another question."""
    return select(_said.c.number).where(*conditions(connection, filters))


def conditions(connection: Connection, filters: Filters, *, current: bool = True) -> list[ColumnElement[bool]]:
    """What a row of ``sayings`` must meet; with ``current``, only by the last coding of the last version of each article."""
    wanted: list[ColumnElement[bool]] = []
    if current:
        wanted.append(_said.c.coding.in_(last_codings()))
    if filters.since is not None:
        wanted.append(func.coalesce(_said.c.date_to, _said.c.date_from) >= filters.since)
    if filters.until is not None:
        wanted.append(_said.c.date_from <= filters.until)
    if filters.min_confidence is not None:
        wanted.append(_said.c.confidence >= filters.min_confidence)
    if several(filters.type):
        wanted.append(_said.c.type.in_(several(filters.type)))
    if several(filters.status):
        wanted.append(or_(*map(_status, several(filters.status))))
    for role in ("actor", "recipient", "source"):
        if several(getattr(filters, role)):
            wanted.append(_named(several(getattr(filters, role)), role))
    if several(filters.party):
        wanted.append(_named(several(filters.party), "actor", "recipient"))
    if several(filters.place):
        wanted.append(_place(several(filters.place)))
    if several(filters.article):
        wanted.append(_said.c.article.in_(several(filters.article)))
    if several(filters.incident):
        joined = select(incident_sayings.c.saying).where(incident_sayings.c.incident.in_(several(filters.incident)))
        wanted.append(_said.c.number.in_(joined))
    articles = _of_articles(filters)
    if articles:
        wanted.append(_said.c.article.in_(select(_kept.c.id).where(*articles)))
    if filters.text is not None:
        wanted.append(_said.c.number.in_(_with_words(connection, filters.text)))
    return wanted


def _of_articles(filters: Filters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filters.published_since is not None:
        wanted.append(_kept.c.published >= filters.published_since)
    if filters.published_until is not None:
        # A time of day may stand behind the day.
        wanted.append(func.substr(_kept.c.published, 1, 10) <= filters.published_until)
    publishers = several(filters.publisher)
    if publishers:
        named = _kept.c.publisher.in_([name for name in publishers if name])
        wanted.append(or_(named, _kept.c.publisher.is_(None)) if "" in publishers else named)
    return wanted


def _status(name: str) -> ColumnElement[bool]:
    """The same as :func:`allegedly.export.wording.has_status`."""
    if name in ("current", "historical"):
        return _said.c.frame == name
    if name == "denied":
        return _said.c.polarity == "negative"
    told = _said.c.modality == name
    return and_(told, _said.c.polarity == "positive") if name == "asserted" else told


def _named(names: Sequence[str], *roles: str) -> ColumnElement[bool]:
    wanted = saying_names
    return _said.c.number.in_(select(wanted.c.saying).where(wanted.c.role.in_(roles), or_(*(_has_words(name) for name in names))))


def _place(names: Sequence[str]) -> ColumnElement[bool]:
    codes = [name for name in names if len(name) == 3 and name.isascii() and name.isupper()]
    wanted = saying_names
    met = [_has_words(name) for name in names] + ([wanted.c.country.in_(codes)] if codes else [])
    return _said.c.number.in_(select(wanted.c.saying).where(wanted.c.role.in_(("place", "province")), or_(*met)))


def _has_words(name: str) -> ColumnElement[bool]:
    """Whether a name has these words in this order; a name without any word is in none."""
    words = words_of(name)
    if not words:
        raise UsageError(f"{name!r} has no word in it; give a name or a part of one")
    return saying_names.c.folded.contains(f" {' '.join(words)} ", autoescape=True)


def _with_words(connection: Connection, words: str) -> Select[Any]:
    query = Query.of(words)
    if connection.dialect.name == "sqlite":
        found = text("saying_words MATCH :saying_query").bindparams(saying_query=query.sqlite())
        return select(literal_column("rowid")).select_from(text("saying_words")).where(found)
    found = text("words @@ to_tsquery('simple', :saying_query)").bindparams(saying_query=query.postgresql())
    return select(literal_column("number")).select_from(text("saying_words")).where(found)
