"""Write docs/hand-reading.md from the verdicts in docs/hand-reading.csv: ``python tools/hand_reading.py``.

One row a saying: its id, 1 or 0 for each field (would a careful coder defend it?), and the kind of error. Shares come with 95 % Wilson
intervals (Wilson 1927).
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
FIELDS = ("type", "actor", "recipient", "source", "status")
Z = 1.96


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    share = right / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return middle - half, middle + half


def main() -> None:
    """Count and write."""
    with (DOCS / "hand-reading.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    n = len(rows)
    counted = {field: sum(row[field] == "1" for row in rows) for field in FIELDS}
    counted["all five"] = sum(all(row[field] == "1" for field in FIELDS) for row in rows)
    lines = [
        f"{n} sayings drawn at random from all that the coder made of the `polnear` and `re3d` dev articles, each read against its sentence and the text",
        "around it, by one reader who works on this project. Counted is what a careful coder would defend. A saying that is none at all counts as",
        "wrong in its type. The verdicts are in [hand-reading.csv](hand-reading.csv); this page is written by `python tools/hand_reading.py`.",
        "",
        "| field | defensible | share | 95 % interval |",
        "|---|--:|--:|--:|",
    ]
    for field, right in counted.items():
        low, high = wilson(right, n)
        lines.append(f"| {field} | {right} of {n} | {100 * right / n:.1f} | {100 * low:.1f} to {100 * high:.1f} |")
    kinds = Counter(row["error"] for row in rows if row["error"])
    lines += ["", "| kind of error | sayings |", "|---|--:|"]
    lines += [f"| {kind} | {times} |" for kind, times in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))]
    lines += ["", "Each row with an error names one kind, the first that a reader would mend.", ""]
    (DOCS / "hand-reading.md").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
