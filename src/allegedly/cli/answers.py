"""``allegedly relations`` and ``aggregate``, and what ``incidents`` and ``show`` say of accounts: a dossier's answers in the terminal."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from allegedly.cli.answer_views import AccountView, AlignmentsView, DisagreementView, RelationsView
from allegedly.cli.tables import table_format, write_records
from allegedly.dossier import Dossier
from allegedly.dossier.answers import Answer
from allegedly.errors import UnknownName, UsageError
from allegedly.incidents import RULES, Disagreement
from allegedly.incidents.names import names
from allegedly.incidents.relations import BYS, PERIODS


def checked_rule(name: str | None) -> str | None:
    """The name of a rule of aggregation as it is written; raises :class:`UnknownName` for another."""
    if name is not None and name.lower() not in RULES:
        raise UnknownName("rule of aggregation", name, RULES)
    return name.lower() if name else None


@dataclass(frozen=True, kw_only=True)
class RelationOptions:
    """What was asked for on the command line."""

    dossier: str
    alignments: bool = False
    period: str = "month"
    by: str = "name"
    actors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    pooled: bool = False
    known: bool = False
    most: int | None = None
    evidence: bool = False
    format: str | None = None
    output: Path | None = None


def run_relations(options: RelationOptions) -> int:
    """Show who acts towards whom, or who stands with whom."""
    if options.period not in PERIODS:
        raise UnknownName("period", options.period, PERIODS)
    if options.by not in BYS:
        raise UnknownName("way to name actors", options.by, BYS)
    format = table_format(options.format, options.output, terminal=sys.stdout.isatty())
    kept: Answer[Any]
    view: RenderableType
    with Dossier(options.dossier) as dossier:
        publishers = options.publishers or None
        evidence = {saying.id: saying for saying in dossier.sayings()} if options.evidence else None
        if options.alignments:
            sides = dossier.alignments(by=options.by, known=options.known, publishers=publishers)  # type: ignore[arg-type]
            kept = Answer(one for one in sides if _about(options.actors, one.left, one.right))
            view = AlignmentsView(kept, options.most, evidence)
        else:
            acts = dossier.relations(
                period=options.period,  # type: ignore[arg-type]
                by=options.by,  # type: ignore[arg-type]
                by_publisher=not options.pooled,
                known=options.known,
                publishers=publishers,
            )
            kept = Answer(one for one in acts if _about(options.actors, one.actor, one.recipient))
            view = RelationsView(kept, options.most, evidence)
    write_records(format, options.output, kept.records(), full=kept, view=lambda: view)
    return 0


def _about(wanted: tuple[str, ...], *parties: str) -> bool:
    """Whether each name that was asked for is one of the parties, or part of its name."""
    return all(any(names(name) <= names(party) or name == party for party in parties) for name in wanted)


def run_aggregate(place: str, rule: str | None, *, values: bool, all: bool, format: str | None, output: Path | None) -> int:
    """Write one account of each incident that at least two sayings are about, or of all; or every value with who gives it."""
    if (rule is None) is not values:
        raise UsageError(f"choose --rule NAME ({', '.join(RULES)}) for one account, or --values for all that are given")
    name = checked_rule(rule)
    chosen = table_format(format, output, terminal=sys.stdout.isatty())
    with Dossier(place) as dossier:
        found = [one for one in dossier.incidents() if all or len(one.sayings) > 1]
        if name is None:
            given = [dossier.disagreement(one) for one in found]
            rows = [row for one in given for row in one.records()]
            columns = dict.fromkeys(column for row in rows for column in row)
            flat = [{column: row.get(column) for column in columns} for row in rows]
            write_records(chosen, output, flat, full=flat, view=lambda: _values(given))
            return 0
        accounts = dossier.accounts(name, incidents=found)
    write_records(chosen, output, accounts.records(), full=accounts, view=lambda: _accounts(accounts))
    return 0


def _values(given: list[Disagreement]) -> RenderableType:
    return Group(*(part for one in given for part in (Text(one.incident, "bold"), DisagreementView(one))))


def _accounts(accounts: Answer[Any]) -> RenderableType:
    return Group(*(part for one in accounts for part in (Text(one.incident, "bold"), AccountView(one))))
