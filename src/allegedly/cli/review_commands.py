"""``allegedly review``: its options."""

from __future__ import annotations

from typing import Annotated

import typer

from allegedly.cli.dossier_options import DossierArgument, FormatOption, OutputOption
from allegedly.cli.leave import leave


def review(
    dossier: DossierArgument,
    list: Annotated[bool, typer.Option("--list", help="All decisions, those taken back too.")] = False,
    undo: Annotated[int | None, typer.Option(metavar="NUMBER", help="Take decision NUMBER back.")] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who takes it back; with --list and the figures, only this reviewer's.")
    ] = None,
    why: Annotated[str, typer.Option(metavar="REASON", help="Why it is taken back.")] = "",
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """What reviewers decided about single sayings: how often the coder is right, how far they agree, and every decision; reviewing itself is done at the desk."""
    from allegedly.cli.review import ReviewOptions, run

    options = ReviewOptions(dossier=dossier, list=list, undo=undo, by=by, why=why, format=format, output=output)
    leave(lambda: run(options))


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command()(review)
