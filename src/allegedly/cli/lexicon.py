"""``allegedly lexicon check``: is a lexicon file sound, and does every example come out as it says?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from allegedly.cli.leave import leave


def register(app: typer.Typer) -> None:
    """Add the commands about lexicons to ``app``."""
    commands = typer.Typer(help="Word knowledge: check a file of rules before you code with it.", no_args_is_help=True)

    @commands.command()
    def check(
        files: Annotated[
            list[str] | None,
            typer.Argument(metavar="[FILE]...", help="Lexicon files of your own; without one, those that come with the program."),
        ] = None,
    ) -> None:
        """Check lexicon files and run their examples; says file, line, rule and what is wrong."""
        leave(lambda: run(tuple(files or ())))

    app.add_typer(commands, name="lexicon")


def run(places: tuple[str, ...]) -> int:
    """Check ``places``, or our own files; returns 0 when all is well and 1 when something is wrong."""
    from rich.console import Console

    from allegedly.coder.lexicon_check import Checked, check_file, check_ours
    from allegedly.coder.pipeline import load_parser

    nlp = load_parser()
    checked: Iterable[Checked] = (check_file(place, nlp) for place in places) if places else check_ours(nlp=nlp)
    console = Console(highlight=False, soft_wrap=True)
    wrong = 0
    for found in checked:
        for fault in found.faults:
            console.print(str(fault), markup=False)
        wrong += len(found.faults)
        if not found.faults:
            console.print(f"{found.file}: {found.rules} rules, {found.examples} examples, all well", markup=False)
    return 1 if wrong else 0
