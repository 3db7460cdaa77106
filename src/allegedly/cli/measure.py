"""``allegedly measure``: scores against gold sets, as a table or as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from allegedly.errors import GoldError
from allegedly.measure.base import Report, Scorer, find_gold, read_gold, scorer, scorers
from allegedly.measure.base import run as score


def run(name: str, gold: Path, *, part: str, as_json: bool, listing: bool) -> int:
    """Score set ``name``, or ``all`` that lie under ``gold``; returns the exit code."""
    from allegedly.coder.coder import Coder

    chosen = list(scorers().values()) if name == "all" else [scorer(name)]
    coder = Coder("en")
    console = Console(highlight=False, emoji=False)
    failed = 0
    for one in chosen:
        try:
            records = read_gold(find_gold(gold, one.name, part))
        except GoldError as fault:
            if name != "all":
                raise
            failed += 1
            print(f"allegedly: {fault}", file=sys.stderr)
            continue
        if listing:
            _list(one, records, coder, console)
        report = score(one, records, coder, part=part)
        if as_json:
            sys.stdout.write(json.dumps(msgspec.to_builtins(report), ensure_ascii=False) + "\n")
            sys.stdout.flush()
        else:
            console.print(table(report))
    return 1 if failed else 0


def table(report: Report) -> Table:
    """One report as a table: metric, value, 95 % interval, and how many gold items it rests on."""
    shown = Table(
        title=f"{report.set} · {report.part} · {report.n:,} records · {report.coder}",
        title_justify="left",
        title_style="bold",
        box=None,
    )
    shown.add_column("metric")
    shown.add_column("value", justify="right")
    shown.add_column("95 % interval", justify="right")
    shown.add_column("n", justify="right")
    for name, metric in report.metrics.items():
        shown.add_row(name, f"{metric.value:.3f}", f"{metric.low:.3f} – {metric.high:.3f}", f"{metric.n:,}")
    return shown


def _list(one: Scorer, records: list[dict[str, Any]], coder: Any, console: Console) -> None:
    if one.listing is None:
        console.print(f"{one.name}: there is no listing for this set", style="dim")
        return
    for record in records:
        for line in one.listing(record, coder):
            console.print(line, markup=False, soft_wrap=True)
