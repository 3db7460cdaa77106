"""The commands and their options; what they do is in the modules beside this one, imported when called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from allegedly.cli import actor_commands, answer_commands, dossier_commands, export_commands, lexicon, review_commands
from allegedly.cli.leave import leave
from allegedly.version import __version__

app = typer.Typer(
    name="allegedly",
    help="Who says that who did what to whom, where and when; and do they say it happened?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        print(f"allegedly {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


@app.command()
def code(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Articles: txt, md, html, pdf, jsonl, csv, folders, patterns, or - for standard input.",
        ),
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date (YYYY-MM-DD) of articles that do not say.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Publisher of articles that do not say.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language of articles that do not say; else it is identified.")
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="table, jsonl, csv, parquet or html. Otherwise by the ending of -o; table on a terminal; jsonl.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write here; articles that fail go to errors.jsonl beside it."),
    ] = None,
    jobs: Annotated[int, typer.Option("-j", "--jobs", metavar="N", min=1, help="Worker processes.")] = 1,
    min_confidence: Annotated[
        float, typer.Option(metavar="P", min=0.0, max=1.0, help="Keep only sayings at least this sure.")
    ] = 0.0,
    type: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Keep only this event type (PLOVER); may be repeated.")
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS",
            help="Keep only asserted, denied, future, hypothetical, directive, asked, historical or current; may be repeated.",
        ),
    ] = None,
    page: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the annotated articles as one HTML page.")] = None,
    incidents: Annotated[bool, typer.Option("--incidents", help="Also say which sayings are about the same happening.")] = False,
    top: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="In the table, show only the N sayings that tell most.")
    ] = None,
    screen: Annotated[
        bool,
        typer.Option(
            "--screen/--no-screen", help="Parse only what may hold an event, and what that needs; or everything, slowly."
        ),
    ] = True,
    lexicon: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="Event rules of your own, which add to ours or replace them; may be repeated."),
    ] = None,
) -> None:
    """Read articles, and write down who says that who did what to whom, where and when."""
    from allegedly.cli.code import CodeOptions, run

    leave(
        lambda: run(
            CodeOptions(
                paths=tuple(paths),
                published=published,
                publisher=publisher,
                language=language,
                format=format,
                output=output,
                jobs=jobs,
                min_confidence=min_confidence,
                types=tuple(type or ()),
                statuses=tuple(status or ()),
                page=page,
                incidents=incidents,
                top=top,
                lexicon=tuple(lexicon or ()),
                screen=screen,
            )
        )
    )


dossier_commands.register(app)
answer_commands.register(app)
actor_commands.register(app)
review_commands.register(app)
export_commands.register(app)
lexicon.register(app)


@app.command()
def desk(
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="A dossier: a file, or postgresql://USER@HOST/DATABASE.")],
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Listen on this address; beyond this machine only with --password.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Listen on this port; 0 takes any free one.")] = 0,
    password: Annotated[
        bool, typer.Option("--password", help="Ask for a password that opens the desk to others (or ALLEGEDLY_DESK_PASSWORD).")
    ] = False,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser at once.")] = False,
) -> None:
    """Open the page at which a dossier is read, compared and reviewed, on this machine only."""
    from allegedly.cli.desk import run

    leave(lambda: run(dossier, host=host, port=port, password=password, open_browser=open_browser))


@app.command()
def measure(
    name: Annotated[str, typer.Argument(metavar="SET", help="A gold set, or all.")],
    gold: Annotated[Path, typer.Option(metavar="DIR", help="The folder of gold sets, one set's folder, or one file.")],
    part: Annotated[str, typer.Option(metavar="PART", help="Which part of the set.")] = "dev",
    json: Annotated[bool, typer.Option("--json", help="One JSON object a set.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="Show what was missed, made up, or read differently.")] = False,
    write: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the figures as a page (docs/accuracy.md).")] = None,
) -> None:
    """Score the coder against a gold set, with counts and 95 % intervals."""
    from allegedly.cli.measure import run

    leave(lambda: run(name, gold, part=part, as_json=json, listing=listing, write=write))


@app.command()
def doctor() -> None:
    """Say what is installed, what is missing, and what to do."""
    from allegedly.cli.doctor import run

    leave(run)
