"""``allegedly export`` and its options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from allegedly.cli.leave import leave


def export(
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="A dossier: a file, or postgresql://USER@HOST/DATABASE.")],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="See docs/exports.md; a wrong name lists all. Otherwise by the ending of -o; jsonl.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write here; FILE.allegedly.json beside it says what it is."),
    ] = None,
    rule: Annotated[
        str, typer.Option(metavar="NAME", help="Accounts of incidents: conservative, typical, informative or latest.")
    ] = "typical",
    least: Annotated[int, typer.Option(metavar="N", min=1, help="Only incidents that at least N sayings are about.")] = 1,
    type: Annotated[list[str] | None, typer.Option(metavar="TYPE", help="Only this event type; may be repeated.")] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS",
            help="Only asserted, denied, future, hypothetical, directive, asked, historical or current; may be repeated.",
        ),
    ] = None,
    publisher: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this publisher; may be repeated.")] = None,
    source: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only what this source says; may be repeated.")] = None,
    party: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only what this party does or has done to it; may be repeated.")
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only there: a place, a province or a country's code; may be repeated."),
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only what the text dates on or after this day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only what the text dates on or before this day.")] = None,
    min_confidence: Annotated[
        float | None, typer.Option(metavar="P", min=0.0, max=1.0, help="Only sayings at least this sure.")
    ] = None,
    extended: Annotated[
        bool, typer.Option("--extended", help="polecat: status, sources, words, offsets and hashes in further columns.")
    ] = False,
    auxiliary: Annotated[
        bool, typer.Option("--auxiliary", help="polecat: denials, plans and guesses too, with PLOVER's auxiliary modes.")
    ] = False,
    polecat_country: Annotated[str, typer.Option(metavar="WAY", help="Countries of actors by name or iso3.")] = "name",
    polecat_intensity_name: Annotated[
        str, typer.Option(metavar="NAME", help="The column of scores; older files say Intensity.")
    ] = "Event Intensity",
    excel: Annotated[bool, typer.Option("--excel", help="CSV that Excel opens as UTF-8.")] = False,
) -> None:
    """Write a dossier for other programs, with what was left out and why, and a line to cite it by."""
    from allegedly.cli.export import ExportOptions, run
    from allegedly.dossier.filters import Filters
    from allegedly.errors import UnknownName
    from allegedly.export.format import Options

    def make() -> int:
        if polecat_country not in ("name", "iso3"):
            raise UnknownName("way to write countries", polecat_country, ("name", "iso3"))
        filters = Filters(
            type=tuple(name.upper() for name in type or ()),
            status=tuple(name.lower() for name in status or ()),
            publisher=tuple(publisher or ()),
            source=tuple(source or ()),
            party=tuple(party or ()),
            place=tuple(place or ()),
            since=since,
            until=until,
            min_confidence=min_confidence,
        )
        options = Options(
            extended=extended,
            auxiliary=auxiliary,
            country="iso3" if polecat_country == "iso3" else "name",
            intensity=polecat_intensity_name,
            excel=excel,
        )
        return run(
            ExportOptions(dossier=dossier, format=format, output=output, rule=rule, least=least, filters=filters, options=options)
        )

    leave(make)


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command()(export)
