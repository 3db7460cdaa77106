"""What a dossier answers about its incidents and its actors: who differs, one account by a named rule, how accounts moved, who stands with whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from allegedly.model import ActorJudgement, Article, Incident, Saying

if TYPE_CHECKING:
    from allegedly.dossier.dossier import Dossier
    from allegedly.dossier.filters import Filters
    from allegedly.export.format import Options
    from allegedly.export.tally import Tally
    from allegedly.incidents import Account, Alignment, Disagreement, Identities, Relation, Step
    from allegedly.incidents.relations import By, Period


class Recorded(Protocol):
    """Something that can be one row of a table."""

    def record(self) -> dict[str, Any]:
        """The row."""


T = TypeVar("T", bound=Recorded)


class Answer(list[T]):
    """A list of records that is also a table."""

    def records(self) -> list[dict[str, Any]]:
        """One flat record each, all with the same columns in the same order; what one lacks is null."""
        rows = [one.record() for one in self]
        columns = dict.fromkeys(name for row in rows for name in row)
        return [{name: row.get(name) for name in columns} for row in rows]

    def to_dataframe(self) -> Any:
        """The records as a pandas DataFrame, or as a pyarrow Table where pandas is not installed."""
        import pyarrow

        rows = self.records()
        arrow = pyarrow.Table.from_pylist(rows) if rows else pyarrow.table({})
        try:
            import pandas  # noqa: F401
        except ImportError:
            return arrow
        return arrow.to_pandas()


class Answers:
    """The questions that a :class:`allegedly.dossier.Dossier` answers beyond giving back what is in it."""

    if TYPE_CHECKING:

        def articles(self, *, all_versions: bool = False) -> Iterator[Article]: ...
        def sayings(self, *, article: str | None = None, older: bool = False) -> Iterator[Saying]: ...
        def incidents(self) -> list[Incident]: ...
        def get(self, id: str) -> Article | Saying | Incident: ...
        def actor_judgements(self) -> list[ActorJudgement]: ...

    def told(self, incident: Incident) -> list[Saying]:
        """The sayings of an incident, in its order."""
        return [one for id in incident.sayings if isinstance(one := self.get(id), Saying)]

    def witnesses(self, sayings: Sequence[Saying]) -> dict[str, str]:
        """For the id of each saying, the article that first printed its sentence, and for the id of each article, the one it is a copy of."""
        from allegedly.incidents.copies import find_copies
        from allegedly.incidents.witnesses import witnesses

        articles = [one for id in dict.fromkeys(s.article.id for s in sayings) if isinstance(one := self.get(id), Article)]
        return witnesses(sayings, articles, find_copies(articles))

    def disagreement(self, incident: Incident) -> Disagreement:
        """Who asserts and who denies an incident, and for each field every value with who gives it; what was copied is one voice."""
        from allegedly.incidents import disagreement

        sayings = self.told(incident)
        return disagreement(incident, sayings, copies=self.witnesses(sayings))

    def account(self, incident: Incident, rule: str) -> Account:
        """One account of an incident by a rule (``conservative``, ``typical``, ``informative``, ``latest``), and what each other rule would change.

        Raises :class:`UnknownName` for another rule.
        """
        from allegedly.incidents import aggregate

        sayings = self.told(incident)
        return aggregate(incident, sayings, rule, copies=self.witnesses(sayings))

    def accounts(self, rule: str, *, incidents: Iterable[Incident] | None = None) -> Answer[Account]:
        """The same for all incidents, or for those given; a row each."""
        return Answer(self.account(incident, rule) for incident in (self.incidents() if incidents is None else incidents))

    def timeline(self, incident: Incident, *, publisher: str | None = None) -> Answer[Step]:
        """How each publisher's account of an incident moved, saying by saying; or that of one publisher."""
        from allegedly.incidents import timeline

        return Answer(timeline(incident, self.told(incident), publisher=publisher))

    def relations(
        self,
        *,
        period: Period = "month",
        by: By = "name",
        by_publisher: bool = True,
        known: bool = False,
        publishers: Iterable[str] | None = None,
    ) -> Answer[Relation]:
        """Who acts towards whom, by period, status and publisher, with PLOVER's scores; happenings are counted beside sayings.

        Args:
            period: ``day``, ``month``, ``year``, or ``all`` for one row.
            by: ``name`` or ``country``.
            by_publisher: Whether each publisher has rows of its own.
            known: Whether to leave out parties of which neither country nor sector is known.
            publishers: Only what these print; null for all.
        """
        from allegedly.incidents import relations

        told, identities = self._printed_by(publishers)
        found = relations(
            told,
            period=period,
            by=by,
            incident_of=self.incident_of(),
            by_publisher=by_publisher,
            known=known,
            identities=identities,
        )
        return Answer(found)

    def alignments(self, *, by: By = "name", known: bool = False, publishers: Iterable[str] | None = None) -> Answer[Alignment]:
        """Who stands with whom and who against, with the sayings that show it; the options are those of :meth:`relations`."""
        from allegedly.incidents import alignments

        told, identities = self._printed_by(publishers)
        return Answer(alignments(told, by=by, known=known, identities=identities))

    def _printed_by(self, publishers: Iterable[str] | None) -> tuple[list[Saying], Identities]:
        """The sayings that these publishers print, and who is who in all of them: a name means the same in every list."""
        from allegedly.incidents import Identities

        told = list(self.sayings())
        wanted = None if publishers is None else set(publishers)
        identities = Identities.of_sayings(told, self.actor_judgements())
        return [saying for saying in told if wanted is None or saying.article.publisher in wanted], identities

    def incident_of(self) -> Mapping[str, str]:
        """For the id of each saying that counts, the id of its incident."""
        return {saying: incident.id for incident in self.incidents() for saying in incident.sayings}

    def export(
        self,
        output: str | Path,
        *,
        format: str,
        filters: Filters | None = None,
        rule: str = "typical",
        least: int = 1,
        options: Options | None = None,
    ) -> Tally:
        """Write what is in the dossier in a format of docs/exports.md, and beside it a page that says what it is.

        Args:
            output: The file, or the folder for formats that are one.
            format: Its name; :class:`UnknownName` lists all.
            filters: Only sayings that meet them, the incidents that such sayings are about, and their articles.
            rule: The rule of aggregation for accounts of incidents.
            least: Incidents that fewer sayings are about are left out.
            options: What some formats may be asked for.

        Returns:
            What was read, written, and left out, and why.
        """
        from allegedly.dossier.exporting import bundle_of_dossier
        from allegedly.export.formats import format_named
        from allegedly.export.writing import export_to

        bundle = bundle_of_dossier(cast("Dossier", self), filters, rule=rule, least=least)
        return export_to(Path(output), bundle, format_named(format), options)
