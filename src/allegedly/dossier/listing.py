"""What a dossier lists: incidents, sayings, articles, publishers, places and numbers, of all or of what meets some filters.

Incidents and copies are kept (see :mod:`allegedly.dossier.stored`); every method that speaks of them first brings them up to date, unless it is
told that older ones will do. All of them answer from columns and indices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select

from allegedly.dossier import deriving, stored, tables
from allegedly.dossier.connection import Store
from allegedly.dossier.counting import By, counts_by
from allegedly.dossier.current import last_codings, last_versions
from allegedly.dossier.derived_tables import article_witnesses, derivations, incident_sayings, incidents
from allegedly.dossier.filters import Filters, conditions
from allegedly.dossier.lines import (
    ArticleLine,
    ArticleOrder,
    IncidentLine,
    IncidentOrder,
    PlaceLine,
    PublisherLine,
    SayingOrder,
    article_lines,
    incident_lines,
    ordered_incidents,
    ordered_sayings,
    place_lines,
    publisher_lines,
    some_incidents,
)
from allegedly.dossier.rows import article_of, saying_of
from allegedly.errors import NoSuchId
from allegedly.incidents.copies import Copy
from allegedly.model import Article, Incident, Saying

ROWS_AT_ONCE = 500
_said, _kept = tables.sayings, tables.articles


class Listings:
    """The lists of a :class:`allegedly.dossier.Dossier`."""

    _store: Store

    # -- keeping incidents up to date ---------------------------------------------------------------------------------

    def up_to_date(self) -> bool:
        """Whether the incidents that are kept are those of the sayings and judgements that stand now. Costs next to nothing."""
        with self._store.reading() as connection:
            return stored.kept_state(connection, "incidents") == stored.state(connection).words()

    def bring_up_to_date(self) -> bool:
        """Work incidents and copies out again where something changed since; returns whether it had. Others may read and write meanwhile.

        Of a file that may only be read, they are worked out for as long as it is open; a database that may only be read is a :class:`DossierError`.
        """
        if self.up_to_date():
            return False
        work = deriving.derive
        while True:
            with self._store.reading() as connection:
                derived = work(connection)
            only_read = self._store.only_read
            with self._store.beside(stored.TABLES) if only_read else self._store.writing() as connection:
                if stored.write(connection, derived):
                    return True
            # Somebody else brought them up to date meanwhile, perhaps to an older state.
            work = deriving.derive_all

    def incidents_of(self) -> str | None:
        """When the incidents that are kept were worked out (UTC), or None when they never were."""
        with self._store.reading() as connection:
            return connection.execute(select(derivations.c.made_at).where(derivations.c.what == "incidents")).scalar()

    def state(self) -> stored.State:
        """Which articles, codings and judgements stand now: while two are equal, all lists are too. Costs next to nothing."""
        with self._store.reading() as connection:
            return stored.state(connection)

    # -- incidents ----------------------------------------------------------------------------------------------------

    def incidents(
        self,
        filters: Filters | None = None,
        *,
        order: IncidentOrder = "told",
        offset: int = 0,
        most: int | None = None,
        fresh: bool = True,
    ) -> list[Incident]:
        """What the sayings that count are about, as the judgements that stand have it; those first that most publishers tell of.

        Args:
            filters: Only incidents of which some saying meets them all.
            order: ``told``, ``independent``, ``disagreement``, ``day``, ``latest`` or ``sayings``.
            offset: How many to pass over.
            most: How many at most.
            fresh: Whether to bring them up to date first; else those that are kept will do.
        """
        if fresh:
            self.bring_up_to_date()
        with self._store.reading() as connection:
            wanted = ordered_incidents(some_incidents(connection, select(incidents.c.record), filters), order)
            wanted = _part(wanted, offset, most)
            return [stored.incident_of(record) for record in connection.execute(wanted).scalars()]

    def incident_lines(
        self,
        filters: Filters | None = None,
        *,
        order: IncidentOrder = "told",
        offset: int = 0,
        most: int | None = None,
        fresh: bool = True,
    ) -> list[IncidentLine]:
        """The same as :meth:`incidents`, each as one line with its numbers, its point on the map and on what its sayings differ."""
        if fresh:
            self.bring_up_to_date()
        with self._store.reading() as connection:
            return incident_lines(connection, filters, order, offset, most)

    def count_incidents(self, filters: Filters | None = None, *, fresh: bool = True) -> int:
        """How many incidents there are, or of how many some saying meets ``filters``."""
        if fresh:
            self.bring_up_to_date()
        with self._store.reading() as connection:
            return self._count(connection, some_incidents(connection, select(incidents.c.id), filters))

    def incident(self, id: str, *, fresh: bool = True) -> Incident:
        """The incident of this id, or the only one whose id begins so; raises :class:`NoSuchId`."""
        if fresh:
            self.bring_up_to_date()
        with self._store.reading() as connection:
            found = self._incidents_beginning(connection, id)
        exact = [one for one in found if one.id == id] or found
        if len(exact) != 1:
            shown = f"begins several ids ({', '.join(one.id for one in found)})" if found else "is the id of no incident"
            raise NoSuchId(f"{self._store.shown}: {id!r} {shown}; allegedly incidents shows ids")
        return exact[0]

    @staticmethod
    def _incidents_beginning(connection: Connection, id: str) -> list[Incident]:
        begins = incidents.c.id.startswith(id, autoescape=True) if len(id) >= 3 else incidents.c.id == id
        wanted = select(incidents.c.record).where(begins).order_by(incidents.c.id).limit(5)
        return [stored.incident_of(record) for record in connection.execute(wanted).scalars()]

    def incident_line(self, id: str, *, fresh: bool = True) -> IncidentLine:
        """The incident of this id as one line; raises :class:`NoSuchId`."""
        whole = self.incident(id, fresh=fresh)
        with self._store.reading() as connection:
            return incident_lines(connection, Filters(incident=whole.id), "told", 0, 1)[0]

    def reasons(self, incident: Incident) -> dict[str, str]:
        """For the id of each saying of an incident, why it is in it, in words; as it is kept."""
        joined = select(_said.c.id, incident_sayings.c.reason).join(_said, _said.c.number == incident_sayings.c.saying)
        wanted = joined.where(incident_sayings.c.incident == incident.id).order_by(incident_sayings.c.position)
        with self._store.reading() as connection:
            return {row.id: row.reason for row in connection.execute(wanted)}

    def incident_of(self, sayings: Iterable[str] | None = None, *, fresh: bool = True) -> Mapping[str, str]:
        """For the id of each saying that counts, or of those given, the id of its incident."""
        if fresh:
            self.bring_up_to_date()
        wanted = select(_said.c.id, incident_sayings.c.incident).join(
            incident_sayings, incident_sayings.c.saying == _said.c.number
        )
        found: dict[str, str] = {}
        with self._store.reading() as connection:
            for some in [None] if sayings is None else stored.parts(sayings):
                rows = connection.execute(wanted if some is None else wanted.where(_said.c.id.in_(some)))
                found.update((row.id, row.incident) for row in rows)
        return found

    def told(self, incident: Incident) -> list[Saying]:
        """The sayings of an incident, in its order."""
        return self.sayings_by_id(incident.sayings)

    def sayings_by_id(self, ids: Sequence[str]) -> list[Saying]:
        """The sayings with these ids, in the order of the ids; an id of nothing is passed over."""
        found: dict[str, Saying] = {}
        with self._store.reading() as connection:
            for some in stored.parts(ids):
                wanted = select(_said.c.id, _said.c.record).where(_said.c.id.in_(some))
                found.update((row.id, saying_of(row.record)) for row in connection.execute(wanted))
        return [found[id] for id in ids if id in found]

    def witnesses(self, sayings: Sequence[Saying]) -> dict[str, str]:
        """For the id of each saying, the article that first printed its sentence, and for the id of each article, the one it is a copy of."""
        found: dict[str, str] = {}
        first, whole = incident_sayings, article_witnesses
        by_saying = select(_said.c.id, first.c.witness).join(first, first.c.saying == _said.c.number)
        with self._store.reading() as connection:
            for some in stored.parts(saying.id for saying in sayings):
                found.update((row.id, row.witness) for row in connection.execute(by_saying.where(_said.c.id.in_(some))))
            for some in stored.parts(dict.fromkeys(saying.article.id for saying in sayings)):
                rows = connection.execute(select(whole).where(whole.c.article.in_(some)))
                found.update((row.article, row.witness) for row in rows)
        return found

    # -- sayings ------------------------------------------------------------------------------------------------------

    def sayings(
        self,
        filters: Filters | None = None,
        *,
        article: str | None = None,
        incident: str | None = None,
        older: bool = False,
        order: SayingOrder = "added",
        offset: int = 0,
        most: int | None = None,
    ) -> Iterator[Saying]:
        """The sayings that count (by the last coder, of the last version of each article) in the order in which they came.

        Args:
            filters: Only sayings that meet them all.
            article: Only those of this article, whichever version it is.
            incident: Only those of this incident, as it is kept.
            older: Also those of older codings and versions: all that were ever found.
            order: ``added``, ``published``, ``day``, ``surest`` or ``least sure``.
            offset: How many to pass over.
            most: How many at most.
        """
        made = tables.codings
        wanted = select(_said.c.number, _said.c.record)
        if article is not None:
            wanted = wanted.where(_said.c.article == article)
        if article is not None and not older:
            newest = select(func.max(made.c.number)).where(made.c.article == article).scalar_subquery()
            wanted = wanted.where(_said.c.coding == newest)
        elif not older:
            wanted = wanted.where(_said.c.coding.in_(last_codings()))
        if incident is not None:
            wanted = wanted.where(
                _said.c.number.in_(select(incident_sayings.c.saying).where(incident_sayings.c.incident == incident))
            )
        if filters is not None and filters.asks:
            with self._store.reading() as connection:
                wanted = wanted.where(*conditions(connection, filters, current=False))
        if order == "added" and not offset and most is None:
            rows = self._pages(wanted.order_by(_said.c.number), _said.c.number)
        else:
            with self._store.reading() as connection:
                rows = iter(connection.execute(_part(ordered_sayings(wanted, order), offset, most)).all())
        for row in rows:
            yield saying_of(row.record)

    def count_sayings(self, filters: Filters | None = None) -> int:
        """How many sayings count, or meet ``filters``."""
        with self._store.reading() as connection:
            met = conditions(connection, filters or Filters())
            return connection.execute(select(func.count()).select_from(_said).where(*met)).scalar_one()

    def counts_by(self, *by: By, filters: Filters | None = None, fresh: bool = True) -> list[tuple[Any, ...]]:
        """How many sayings there are for each value, or combination of values, most first: ``counts_by("published", "type")``.

        See :func:`allegedly.dossier.counting.counts_by` for what can be counted by.
        """
        if fresh and "incident" in by:
            self.bring_up_to_date()
        with self._store.reading() as connection:
            return counts_by(connection, by, filters)

    # -- articles, publishers, places ---------------------------------------------------------------------------------

    def articles(self, *, all_versions: bool = False) -> Iterator[Article]:
        """The articles in the order in which they came, of each its last version, or all."""
        wanted = select(_kept).order_by(_kept.c.number)
        if not all_versions:
            wanted = wanted.where(_kept.c.id.in_(last_versions()))
        for row in self._pages(wanted, _kept.c.number):
            yield article_of(row)

    def article(self, id: str) -> Article:
        """The article of this id; raises :class:`NoSuchId`."""
        with self._store.reading() as connection:
            row = connection.execute(select(_kept).where(_kept.c.id == id)).first()
        if row is None:
            raise NoSuchId(f"{self._store.shown}: no article {id!r}; allegedly search shows ids")
        return article_of(row)

    def article_lines(
        self,
        filters: Filters | None = None,
        *,
        order: ArticleOrder = "added",
        offset: int = 0,
        most: int | None = None,
        fresh: bool = True,
    ) -> list[ArticleLine]:
        """Articles as lines, each with its number of sayings that meet ``filters``, and whose copy it is.

        Without filters all articles, also those in which nothing was found; ``order`` is ``added``, ``published``, ``sayings`` or ``publisher``.
        """
        if fresh:
            self.bring_up_to_date()
        with self._store.reading() as connection:
            return article_lines(connection, filters, order, offset, most)

    def publishers(self, filters: Filters | None = None, *, fresh: bool = True) -> list[PublisherLine]:
        """The publishers, those with most articles first, each with its numbers of articles, independent articles and sayings."""
        if fresh:
            self.bring_up_to_date()
        with self._store.reading() as connection:
            return publisher_lines(connection, filters)

    def places(self, filters: Filters | None = None, *, fresh: bool = True) -> list[PlaceLine]:
        """The places of incidents, with their points where they have one, those with most sayings first."""
        if fresh:
            self.bring_up_to_date()
        with self._store.reading() as connection:
            return place_lines(connection, filters)

    def copies(self, article: str) -> list[Copy]:
        """What an article has from earlier ones, and later ones from it, word for word; as it is kept."""
        with self._store.reading() as connection:
            return list(stored.kept_copies(connection, article))

    # -- parts of all of these ----------------------------------------------------------------------------------------

    @staticmethod
    def _count(connection: Connection, wanted: Select[Any]) -> int:
        return connection.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()

    def _pages(self, wanted: Any, number: Any) -> Iterator[Any]:
        """Rows a page at a time, so that a reader may take long, or write meanwhile, and no transaction stays open."""
        last = -1
        while True:
            with self._store.reading() as connection:
                rows = connection.execute(wanted.where(number > last).limit(ROWS_AT_ONCE)).all()
            yield from rows
            if len(rows) < ROWS_AT_ONCE:
                return
            last = rows[-1].number


def _part(wanted: Select[Any], offset: int, most: int | None) -> Select[Any]:
    if not offset and most is None:
        return wanted
    # SQLite has no offset without a limit.
    return wanted.offset(offset).limit((1 << 62) if most is None else most)
