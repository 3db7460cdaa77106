"""``allegedly measure``: scores against gold sets, as a table or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from allegedly import measure
from allegedly.errors import GoldError, UsageError
from allegedly.measure import Coder, Record, Report
from allegedly.model import to_json


def make_coder() -> Coder:
    """The coder that is measured: ours, with what ``incidents`` answers about several texts."""
    from allegedly.cli.measured import MeasuredCoder

    return MeasuredCoder("en")


def run(
    name: str,
    gold: Path,
    *,
    part: str,
    as_json: bool = False,
    listing: bool = False,
    write: Path | None = None,
    make: Callable[[], Coder] | None = None,
) -> int:
    """Score set ``name``, or ``all`` that lie under ``gold``; returns the exit code.

    ``write`` is where the page with all reports goes (docs/accuracy.md); what fell since that page was last written is named. The coder is made only when some gold is there.
    """
    if name == "all" and gold.is_file():
        raise UsageError(f"{gold} is one file, and all sets were asked for; name the folder of gold sets, or one set")
    found: dict[str, list[Record]] = {}
    for one in measure.sets() if name == "all" else (name,):
        try:
            found[one] = measure.records_for(gold, one, part)
        except GoldError as fault:
            if name != "all":
                raise
            print(f"allegedly: {fault}", file=sys.stderr)
    if not found:
        raise GoldError(
            f"no gold set has a part {part!r} under {gold}; expected SET/{part}.jsonl for: {', '.join(measure.sets())}"
        )
    coder = (make or make_coder)()
    console = Console(highlight=False, emoji=False)
    reports = []
    for one, records in found.items():
        if listing:
            _list(one, records, coder, console)
        report = measure.run(measure.scorer(one), records, coder, part=part)
        reports.append((measure.scorer(one), report))
        if as_json:
            print(to_json(report).decode(), flush=True)
        else:
            console.print(table(report))
    if write is not None:
        from allegedly.measure.falls import falls
        from allegedly.measure.report import write_accuracy

        fallen = falls(write.read_text(encoding="utf-8"), reports) if write.is_file() else []
        write_accuracy(write, reports, command=f"allegedly measure {name} --gold DIR --part {part} --write {write}")
        print(f"allegedly: the figures are in {write}", file=sys.stderr)
        for line in fallen:
            print(f"allegedly: fell below its former interval: {line}", file=sys.stderr)
    return 1 if name == "all" and len(found) < len(measure.sets()) else 0


def table(report: Report) -> Table:
    """One report as a table: metric, value, 95 % interval, and how many gold items it rests on."""
    title = f"{report.set} · {report.part} · {report.n:,} records · {report.coder}"
    shown = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    shown.add_column("metric")
    shown.add_column("value", justify="right")
    shown.add_column("95 % interval", justify="right")
    shown.add_column("n", justify="right")
    for name, metric in report.metrics.items():
        shown.add_row(name, f"{metric.value:.3f}", f"{metric.low:.3f} – {metric.high:.3f}", f"{metric.n:,}")
    return shown


def _list(name: str, records: list[Record], coder: Coder, console: Console) -> None:
    lines = measure.scorer(name).listing
    if lines is None:
        print(f"allegedly: there is no listing for {name}", file=sys.stderr)
        return
    for record in records:
        for line in lines(record, coder):
            console.print(line, markup=False, soft_wrap=True)
