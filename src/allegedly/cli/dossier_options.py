"""Arguments and options that several commands on a dossier share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DossierArgument = Annotated[str, typer.Argument(metavar="DOSSIER", help="A dossier: a file, or postgresql://USER@HOST/DATABASE.")]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="table, jsonl, csv or parquet. Otherwise by the ending of -o; table on a terminal; jsonl.",
    ),
]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")]
