"""The commands that work on a dossier, and their options."""

from __future__ import annotations

from typing import Annotated

import typer

from allegedly.cli.leave import leave

_DOSSIER = Annotated[str, typer.Argument(metavar="DOSSIER", help="A dossier: a file, or postgresql://USER@HOST/DATABASE.")]
_JSON = Annotated[bool, typer.Option("--json", help="The records themselves, one JSON object a line.")]
_AGGREGATE = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Also one account by this rule: conservative, typical, informative or latest."),
]


def add(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Articles: txt, md, html, pdf, jsonl, csv, folders, patterns, or - for standard input."
        ),
    ],
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="DOSSIER", help="The dossier: a file, or postgresql://USER@HOST/DATABASE; begun where there is none."
        ),
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date (YYYY-MM-DD) of articles that do not say.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Publisher of articles that do not say.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language of articles that do not say; else it is identified.")
    ] = None,
    jobs: Annotated[int, typer.Option("-j", "--jobs", metavar="N", min=1, help="Worker processes.")] = 1,
) -> None:
    """Code articles into a dossier; what is there already is passed over, so the same command goes on where it was stopped."""
    from allegedly.cli.dossier_add import AddOptions, run

    options = AddOptions(paths=tuple(paths), to=to, published=published, publisher=publisher, language=language, jobs=jobs)
    leave(lambda: run(options))


def incidents(
    dossier: _DOSSIER,
    all: Annotated[bool, typer.Option("--all", help="Also happenings that only one saying is about.")] = False,
    most: Annotated[int | None, typer.Option(metavar="N", min=1, help="Show at most N.")] = None,
    aggregate: _AGGREGATE = None,
    json: _JSON = False,
) -> None:
    """What the sayings are about: how many sayings, publishers and sources, and who disagrees."""
    from allegedly.cli.dossier import run_incidents

    leave(lambda: run_incidents(dossier, all=all, most=most, aggregate=aggregate, as_json=json))


def show(
    dossier: _DOSSIER,
    id: Annotated[str, typer.Argument(metavar="ID", help="Of an article, a saying or an incident; its beginning will do.")],
    aggregate: _AGGREGATE = None,
    timeline: Annotated[bool, typer.Option("--timeline", help="Of an incident, how each publisher's account moved.")] = False,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="With --timeline, only this publisher.")] = None,
    json: _JSON = False,
) -> None:
    """An article annotated, a saying, or an incident: who differs on what, and who says it."""
    from allegedly.cli.dossier import run_show

    leave(lambda: run_show(dossier, id, aggregate=aggregate, timeline=timeline, publisher=publisher, as_json=json))


def search(
    dossier: _DOSSIER,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help='Words that must all occur, "in this order" in quotation marks, or begin*.'),
    ],
    most: Annotated[int, typer.Option(metavar="N", min=1, help="At most N sayings and N articles.")] = 20,
    json: _JSON = False,
) -> None:
    """Sayings and articles with these words; case and accents do not matter."""
    from allegedly.cli.dossier import run_search

    # What the shell was given in quotation marks as one argument with white space is meant as a phrase.
    query = " ".join(f'"{one}"' if len(words) > 1 and " " in one and '"' not in one else one for one in words)
    leave(lambda: run_search(dossier, query, most=most, as_json=json))


def judge(
    dossier: _DOSSIER,
    left: Annotated[str | None, typer.Argument(metavar="LEFT", help="A saying or an incident.")] = None,
    right: Annotated[str | None, typer.Argument(metavar="RIGHT", help="Another one.")] = None,
    verdict: Annotated[str | None, typer.Argument(metavar="VERDICT", help="same, different or unsure.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides.")] = None,
    why: Annotated[str, typer.Option(metavar="REASON", help="Why.")] = "",
    undo: Annotated[int | None, typer.Option(metavar="NUMBER", help="Take judgement NUMBER back.")] = None,
    list: Annotated[bool, typer.Option("--list", help="Show all judgements, those taken back too.")] = False,
) -> None:
    """Decide whether two sayings are about one happening; nothing is overwritten, and everything can be taken back."""
    from allegedly.cli.dossier import run_judge

    leave(lambda: run_judge(dossier, left, right, verdict, by=by, why=why, undo=undo, list=list))


def verify(dossier: _DOSSIER) -> None:
    """Check every hash, every span and the custody chain: does every quotation still stand in its article?"""
    from allegedly.cli.dossier import run_verify

    leave(lambda: run_verify(dossier))


def register(app: typer.Typer) -> None:
    """Add these commands to ``app``."""
    for command in (add, incidents, show, search, judge, verify):
        app.command()(command)
