"""``allegedly export``: a dossier as files for other programs, with a page beside each that says what it is."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from allegedly.dossier import Dossier
from allegedly.dossier.exporting import bundle_of_dossier
from allegedly.dossier.filters import Filters
from allegedly.errors import UsageError
from allegedly.export.format import Options
from allegedly.export.formats import ENDINGS, FORMATS, format_named
from allegedly.export.tally import Tally
from allegedly.export.writing import export_through, export_to, sidecar_path


@dataclass(frozen=True, kw_only=True)
class ExportOptions:
    """What was asked for on the command line."""

    dossier: str
    format: str | None = None
    output: Path | None = None
    rule: str = "typical"
    least: int = 1
    filters: Filters = field(default_factory=Filters)
    options: Options = field(default_factory=Options)


def run(options: ExportOptions) -> int:
    """Write what was asked for; returns the exit code."""
    format = format_named(chosen_format(options.format, options.output))
    with Dossier(options.dossier) as dossier:
        bundle = bundle_of_dossier(dossier, options.filters, rule=options.rule.lower(), least=options.least)
        if options.output is None:
            if sys.stdout.isatty() and format.name in ("parquet", "xlsx"):
                raise UsageError(f"{format.name} is not for a terminal; name a file with -o")
            tally = export_through(sys.stdout.buffer, bundle, format, options.options)
        else:
            tally = export_to(options.output, bundle, format, options.options)
    report(tally, options.output)
    print(f"allegedly: cite as: {bundle.citation}", file=sys.stderr)
    return 0


def chosen_format(asked: str | None, output: Path | None) -> str:
    """The format asked for, or that of the file's ending, or the native one; raises :class:`UsageError` for an ending that says nothing."""
    if asked is not None:
        return asked.lower()
    if output is None:
        return "jsonl"
    if output.suffix.lower() not in ENDINGS:
        raise UsageError(f"the ending of {output} names no format; add --format, one of: {', '.join(FORMATS)}")
    return ENDINGS[output.suffix.lower()]


def report(tally: Tally, output: Path | None) -> None:
    """Say on standard error what was written and what was left out."""
    written = ", ".join(f"{number:,} {what}" for what, number in tally.written.items()) or "nothing"
    where = f": {output} (and {sidecar_path(output).name})" if output else ""
    print(f"allegedly: {written}{where}", file=sys.stderr)
    for why, number in tally.left_out.items():
        print(f"allegedly: left out {number:,}: {why}", file=sys.stderr)
