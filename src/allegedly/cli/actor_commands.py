"""``allegedly actors``: its options."""

from __future__ import annotations

from typing import Annotated

import typer

from allegedly.cli.dossier_options import DossierArgument, FormatOption, OutputOption
from allegedly.cli.leave import leave


def actors(
    dossier: DossierArgument,
    left: Annotated[str | None, typer.Argument(metavar="LEFT", help="A name, to judge it.")] = None,
    right: Annotated[str | None, typer.Argument(metavar="RIGHT", help="Another one.")] = None,
    verdict: Annotated[str | None, typer.Argument(metavar="VERDICT", help="same, different or unsure.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides.")] = None,
    why: Annotated[str, typer.Option(metavar="REASON", help="Why.")] = "",
    undo: Annotated[int | None, typer.Option(metavar="NUMBER", help="Take judgement NUMBER about actors back.")] = None,
    list: Annotated[bool, typer.Option("--list", help="All judgements about actors, those taken back too.")] = False,
    proposed: Annotated[bool, typer.Option("--proposed", help="Names that may be one actor's, for somebody to judge.")] = False,
    named: Annotated[bool, typer.Option("--named", help="Only actors with a name, not those that are only described.")] = False,
    actor: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only actors of this name; may be repeated.")] = None,
    most: Annotated[int | None, typer.Option(metavar="N", min=1, help="In the table, show at most N.")] = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Who is who: each actor once with all its names, and why they are taken for one; or decide whether two names are one actor's."""
    from allegedly.cli.actors import ActorOptions, run

    options = ActorOptions(
        dossier=dossier,
        judged=tuple(part for part in (left, right, verdict) if part is not None),
        by=by,
        why=why,
        undo=undo,
        list=list,
        proposed=proposed,
        named=named,
        actors=tuple(actor or ()),
        most=most,
        format=format,
        output=output,
    )
    leave(lambda: run(options))


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command()(actors)
