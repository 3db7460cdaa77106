"""Sayings read by hand: draw them, and write docs/hand-reading.md from the verdicts in docs/hand-reading.csv.

``python tools/hand_reading.py draw GOLD 200 --seed 3`` prints sayings drawn at random from all that the coder makes of the dev articles of
polnear, re3d and muc4, each with the text around it. ``python tools/hand_reading.py`` counts the verdicts: one row a saying, its id and set, 1 or
0 for each field (would a careful coder defend it?), and the kind of error. Shares come with 95 % Wilson intervals (Wilson 1927).
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from allegedly.coder.coder import Coder  # noqa: E402
from allegedly.measure import records_for  # noqa: E402
from allegedly.model import Actor, Article, Saying, Source, make_article  # noqa: E402

DOCS = ROOT / "docs"
SETS = ("polnear", "re3d", "muc4")
FIELDS = ("type", "actor", "recipient", "source", "status")
Z = 1.96
AROUND = 250  # characters shown before and after the sentence


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    share = right / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return middle - half, middle + half


def draw(gold: Path, wanted: int, seed: int) -> None:
    """Print ``wanted`` sayings, the same for the same seed and coder; every article counts by the sayings that it gives."""
    articles = {}
    for name in SETS:
        for record in records_for(gold, name, "dev"):
            article = make_article(record["text"], id=record["id"], published=record.get("date"), language="en")
            articles[article.id] = (name, article)
    found = [
        (*articles[article.id], saying)
        for article, sayings in Coder().pipe(one for _, one in articles.values())
        for saying in sayings
    ]
    random.Random(seed).shuffle(found)
    for number, (name, article, saying) in enumerate(found[:wanted], 1):
        print(f"[{number}] {saying.id},{name}\n{shown(article, saying)}\n")


def shown(article: Article, saying: Saying) -> str:
    """One saying with the text around it."""
    event, sentence, status = saying.event, saying.sentence, saying.status
    before = article.text[max(0, sentence.start - AROUND) : sentence.start]
    after = article.text[sentence.end : sentence.end + AROUND]
    told = " ".join(part for part in (status.polarity, status.modality, status.frame, status.certainty or "") if part)
    return (
        f"    ...{before!r}\n    >>> {sentence.text!r}\n    {after!r}...\n"
        f"    «{event.trigger.text}» {event.type} {' '.join(event.modes)}\n"
        f"    actors {_named(event.actors)}  recipients {_named(event.recipients)}\n"
        f"    source {_named(saying.source)}  status {told}  {[word.text for word in status.words]}"
    )


def _named(parties: tuple[Actor, ...] | tuple[Source, ...]) -> list[str]:
    return [f"{one.text} (= {one.name})" if one.name and one.name != one.text else str(one.text) for one in parties]


def write() -> None:
    """Count the verdicts and write the page."""
    with (DOCS / "hand-reading.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    def right(row: dict[str, str], fields: tuple[str, ...]) -> bool:
        return all(row[field] == "1" for field in fields)

    counted: dict[str, Callable[[dict[str, str]], bool]] = {
        field: (lambda row, field=field: right(row, (field,))) for field in FIELDS
    }
    counted["type, actor and recipient"] = lambda row: right(row, FIELDS[:3])
    counted["all five"] = lambda row: right(row, FIELDS)
    lines = [
        f"{len(rows)} sayings drawn at random from all that the coder made of the `polnear`, `re3d` and `muc4` dev articles, each read against its",
        "sentence and the text around it, by readers who work on this project. Counted is what a careful coder would defend. A saying that is none at all",
        "counts as wrong in its type. The verdicts are in [hand-reading.csv](hand-reading.csv); this page is written by `python tools/hand_reading.py`, and",
        "`python tools/hand_reading.py draw GOLD 200` draws a sample for the next reading.",
        "",
        "| field | defensible | share | 95 % interval |",
        "|---|--:|--:|--:|",
    ]
    for name, holds in counted.items():
        n = sum(map(holds, rows))
        low, high = wilson(n, len(rows))
        lines.append(f"| {name} | {n} of {len(rows)} | {100 * n / len(rows):.1f} | {100 * low:.1f} to {100 * high:.1f} |")
    lines += ["", "| set | sayings | type | type, actor and recipient |", "|---|--:|--:|--:|"]
    for name in sorted({row["set"] for row in rows}):
        own = [row for row in rows if row["set"] == name]
        shares = [100 * sum(right(row, fields) for row in own) / len(own) for fields in (FIELDS[:1], FIELDS[:3])]
        lines.append(f"| {name} | {len(own)} | {shares[0]:.0f} % | {shares[1]:.0f} % |")
    kinds = Counter(row["error"] for row in rows if row["error"])
    lines += ["", "| kind of error | sayings |", "|---|--:|"]
    lines += [f"| {kind} | {times} |" for kind, times in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))]
    lines += ["", "Each row with an error names one kind, the first that a reader would mend.", ""]
    (DOCS / "hand-reading.md").write_text("\n".join(lines), "utf-8")


def main() -> None:
    """Draw, or count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("action", nargs="?", choices=("draw", "write"), default="write")
    parser.add_argument("gold", nargs="?", type=Path, help="folder of the gold sets, to draw from")
    parser.add_argument("wanted", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    if options.action == "write":
        write()
    elif options.gold is None:
        parser.error("draw needs the folder of the gold sets: draw GOLD [NUMBER]")
    else:
        draw(options.gold, options.wanted, options.seed)


if __name__ == "__main__":
    main()
