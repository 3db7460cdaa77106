"""The commands that answer from a dossier's incidents and actors, and their options."""

from __future__ import annotations

from typing import Annotated

import typer

from allegedly.cli.dossier_options import DossierArgument, FormatOption, OutputOption
from allegedly.cli.leave import leave


def relations(
    dossier: DossierArgument,
    alignments: Annotated[bool, typer.Option("--alignments", help="Who stands with whom, and who against, instead.")] = False,
    period: Annotated[str, typer.Option(metavar="PERIOD", help="A row a day, month, year, or all for one.")] = "month",
    by: Annotated[str, typer.Option(metavar="WAY", help="Actors by name or by country.")] = "name",
    actor: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only pairs with this actor; twice for one pair.")
    ] = None,
    publisher: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only what this publisher prints; may be repeated.")
    ] = None,
    pooled: Annotated[bool, typer.Option("--pooled", help="All publishers in one row.")] = False,
    known: Annotated[bool, typer.Option("--known", help="Only parties of which country or sector is known.")] = False,
    most: Annotated[int | None, typer.Option(metavar="N", min=1, help="In the table, show at most N pairs.")] = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="In the table, show the sentences too.")] = False,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Who acts towards whom over time, how warmly or how hostilely; by status and by publisher, with the sayings that say so."""
    from allegedly.cli.answers import RelationOptions, run_relations

    options = RelationOptions(
        dossier=dossier,
        alignments=alignments,
        period=period,
        by=by,
        actors=tuple(actor or ()),
        publishers=tuple(publisher or ()),
        pooled=pooled,
        known=known,
        most=most,
        evidence=evidence,
        format=format,
        output=output,
    )
    leave(lambda: run_relations(options))


def aggregate(
    dossier: DossierArgument,
    rule: Annotated[str | None, typer.Option(metavar="NAME", help="conservative, typical, informative or latest.")] = None,
    values: Annotated[
        bool, typer.Option("--values", help="Instead of one account, every value that somebody gives, and who.")
    ] = False,
    all: Annotated[bool, typer.Option("--all", help="Also happenings that only one saying is about.")] = False,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """One account of each incident by a rule with a name, and what each other rule would change."""
    from allegedly.cli.answers import run_aggregate

    leave(lambda: run_aggregate(dossier, rule, values=values, all=all, format=format, output=output))


def register(app: typer.Typer) -> None:
    """Add these commands to ``app``."""
    for command in (relations, aggregate):
        app.command()(command)
