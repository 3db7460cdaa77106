"""Which figures fell since the page was last written: a broken measure looks like any other number until it is set beside the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from allegedly.measure.base import Report, Scorer
from allegedly.measure.report import shown_number

_ROW = re.compile(r"^\| (?P<name>\w+) \| (?P<value>-?[\d.]+) \| (?P<low>-?[\d.]+) – (?P<high>-?[\d.]+) \|", re.M)
_SET = re.compile(r"^## (\S+)$", re.M)
# Of these, less is better; of counts by counts, neither more nor less is.
_ERRORS = ("mae", "median", "mean_error", "auc", "calibration_error")
_RATIOS = ("predicted_to_gold", "doc_clusters_ratio")


def falls(page: str, reports: Sequence[tuple[Scorer, Report]]) -> list[str]:
    """What is now worse than the 95 % interval that ``page`` gives, a line each, in the order of the reports.

    Args:
        page: The text of a page of figures (:func:`allegedly.measure.report.accuracy_page`) written before; any other text holds no figures.
        reports: Each scorer with its new report.

    A figure that stood on the page and is missing now is a fall as well. Sets that are not in ``reports`` are not asked about.
    """
    pieces = _SET.split(page)
    before = {name: list(_ROW.finditer(text)) for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}
    lines = []
    for _scorer, report in reports:
        for row in before.get(report.set, ()):
            line = _fall(row, report)
            if line:
                lines.append(f"{report.set} {line}")
    return lines


def _fall(row: re.Match[str], report: Report) -> str | None:
    name, value, low, high = row["name"], row["value"], row["low"], row["high"]
    if name.startswith(_RATIOS):
        return None
    former = f"was {value} ({low} – {high})"
    if name not in report.metrics or not report.metrics[name].n:
        return f"{name}: no figure, {former}"
    now = shown_number(name, report.metrics[name].value)
    less_is_better = any(part in name for part in _ERRORS)
    worse = float(now) > float(high) if less_is_better else float(now) < float(low)
    return f"{name}: {now}, {former}" if worse else None
