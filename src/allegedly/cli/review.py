"""``allegedly review``: the figures of a review and its decisions, in the terminal or as records."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from allegedly.cli.tables import table_format, write_records
from allegedly.dossier import Dossier
from allegedly.dossier.review_agreement import Alpha
from allegedly.dossier.review_precision import Precision
from allegedly.dossier.review_records import Review
from allegedly.errors import UsageError


@dataclass(frozen=True, kw_only=True)
class ReviewOptions:
    """What was asked for on the command line."""

    dossier: str
    list: bool = False
    undo: int | None = None
    by: str | None = None
    why: str = ""
    format: str | None = None
    output: Path | None = None


def run(options: ReviewOptions) -> int:
    """Show the figures or the decisions, or take one back."""
    format = table_format(options.format, options.output, terminal=sys.stdout.isatty())
    with Dossier(options.dossier) as dossier:
        reviews = dossier.reviews
        if options.undo is not None:
            if options.by is None:
                raise UsageError("taking back needs to say who does it; add --by NAME")
            shown = [reviews.undo(options.undo, by=options.by, why=options.why)]
            write_records(format, options.output, decision_rows(shown), full=shown, view=lambda: decisions_view(shown))
            return 0
        if options.list:
            made = reviews.made(by=options.by)
            write_records(format, options.output, decision_rows(made), full=made, view=lambda: decisions_view(made))
            return 0
        precision, agreement = reviews.precision(options.by), list(reviews.agreement())
        progress = reviews.progress(options.by)
    rows = figure_rows(precision, agreement)
    head = f"{progress.decided:,} of {progress.sayings:,} sayings decided"
    if options.by is not None:
        head += f"; by {options.by} {progress.own_decided:,}, unsure {progress.own_unsure:,}, skipped {progress.own_skipped:,}"
    write_records(format, options.output, rows, full=rows, view=lambda: figures_view(head, precision, agreement))
    return 0


def decision_rows(made: Sequence[Review]) -> list[dict[str, Any]]:
    """Each decision as one flat row; corrections as JSON."""
    rows = []
    for one in made:
        row: dict[str, Any] = msgspec.to_builtins(one)
        rows.append({**row, "corrections": msgspec.json.encode(one.corrections).decode()})
    return rows


def figure_rows(precision: Precision, agreement: Sequence[Alpha]) -> list[dict[str, Any]]:
    """Each figure as one row: what is measured, of which field, its value with its bounds, of how many."""
    shares = [
        {"measure": "precision", "field": one.field, "value": one.share, "low": one.low, "high": one.high, "n": one.n}
        for one in precision.shares
    ]
    alphas = [
        {"measure": "alpha", "field": one.field, "value": one.alpha, "low": one.low, "high": one.high, "n": one.n}
        for one in agreement
    ]
    return [*shares, *alphas]


def figures_view(head: str, precision: Precision, agreement: Sequence[Alpha]) -> RenderableType:
    """The figures as a person reads them, with what they rest on."""
    parts: list[RenderableType] = [Text(head, "bold")]
    if precision.decided:
        lost = precision.drawn - precision.decided
        parts.append(
            Text(
                f"How often the coder is right: the {precision.decided:,} decided of the first {precision.drawn:,} by lot"
                + (f"; {lost:,} skipped, unsure or new are missing" if lost else "")
                + (f"; {precision.beyond:,} decided outside the lot estimate nothing" if precision.beyond else "")
            )
        )
        table = Table("field", "right", "of", "share", "95 %", box=None, pad_edge=False)
        for one in precision.shares:
            if one.share is not None and one.low is not None and one.high is not None:
                bounds = f"{one.low:.0%} to {one.high:.0%}"
                table.add_row(one.field, f"{one.right:,}", f"{one.n:,}", f"{one.share:.0%}", bounds)
        parts.append(table)
    else:
        parts.append(
            Text(f"Nothing was decided by lot, so nothing is estimated; {precision.beyond:,} were decided in other orders.")
        )
    if agreement:
        parts.append(Text("How far reviewers agree: Krippendorff's alpha"))
        table = Table("field", "alpha", "95 %", "same", "sayings", box=None, pad_edge=False)
        for each in agreement:
            bounds = "" if each.low is None or each.high is None else f"{each.low:.2f} to {each.high:.2f}"
            value = "not defined" if each.alpha is None else f"{each.alpha:.2f}"
            table.add_row(each.field, value, bounds, f"{each.same:.0%}", f"{each.n:,}")
        parts.append(table)
    return Group(*parts)


def decisions_view(made: Sequence[Review]) -> RenderableType:
    """Decisions, a line each."""
    return Group(*map(_line, made)) if made else Text("nothing was decided yet; allegedly desk DOSSIER opens the page for it")


def _line(one: Review) -> Text:
    line = Text(f"review {one.number}: ", overflow="fold").append(f"{one.saying} {one.decision}", "bold")
    if one.wrong:
        line.append(f" {', '.join(one.wrong)}")
    if one.reason:
        line.append(f" ({one.reason})")
    line.append(f" by {_clean(one.by)} at {one.at}{', blind' if one.blind else ''}, {one.queue}")
    if one.why:
        line.append(f": {_clean(one.why)}")
    if one.undone_by is not None:
        line.append(
            f" - taken back by {_clean(one.undone_by)} at {one.undone_at}{': ' + _clean(one.undone_why or '') if one.undone_why else ''}"
        )
    return line


def _clean(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() or letter.isspace() else "\ufffd" for letter in text).split())
