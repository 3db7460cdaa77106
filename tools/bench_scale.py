"""How the work of gathering incidents grows, and how fast a large dossier answers; the figures go into docs/scale.md, with a picture.

    python tools/bench_scale.py incidents --sayings 10000 100000 1000000
    python tools/bench_scale.py copies --articles 100000
    python tools/bench_scale.py dossier --sayings 100000

Each measurement runs in a process of its own on a made-up crisis (``tools/made_up_crisis.py``, ``tools/bench_copies.py``), adds its line to
``docs/scale.csv`` in the place of an older one of the same size, and the page is written from that file. Making the sayings is not in the time.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE, TABLE, PICTURE = ROOT / "docs" / "scale.md", ROOT / "docs" / "scale.csv", ROOT / "docs" / "pictures" / "scale.svg"
COLUMNS = ("what", "n", "seconds", "processor_seconds", "peak_gb", "result", "measured")


class Stopwatch:
    """Counts the time that is spent outside of what makes the input."""

    def __init__(self) -> None:
        self.wall, self.processor = time.perf_counter(), time.process_time()

    def passing(self, items: Iterable[Any]) -> Iterator[Any]:
        """Yield ``items``; the time that making them takes does not count."""
        made = iter(items)
        while True:
            wall, processor = time.perf_counter(), time.process_time()
            item = next(made, None)
            self.wall += time.perf_counter() - wall
            self.processor += time.process_time() - processor
            if item is None:
                return
            yield item

    def read(self) -> tuple[float, float]:
        """Seconds by the clock and of the processor."""
        return time.perf_counter() - self.wall, time.process_time() - self.processor


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1) / 1024**2


def incidents(sayings: int) -> dict[str, Any]:
    """Gather the incidents of so many made-up sayings, and see how well they are told apart."""
    from allegedly.incidents.grouping import gather
    from made_up_crisis import crisis

    about: dict[str, int] = {}

    def told() -> Iterator[Any]:
        for one in crisis(sayings):
            about.update(zip((saying.id for saying in one.sayings), one.happenings, strict=True))
            yield from one.sayings

    watch = Stopwatch()
    found = gather(watch.passing(told())).found
    seconds, processor = watch.read()
    sizes = Counter(about.values())
    precise = recalled = 0.0
    for one in found:
        members = Counter(about[id] for id in one.incident.sayings)
        precise += sum(n * n for n in members.values()) / len(one.incident.sayings)
        recalled += sum(n * n / sizes[happening] for happening, n in members.items())
    result = {
        "incidents": len(found),
        "happenings": len(sizes),
        "largest": max(len(one.incident.sayings) for one in found),
        "b3_precision": round(precise / len(about), 4),
        "b3_recall": round(recalled / len(about), 4),
    }
    return _row("incidents", len(about), seconds, processor, result)


def copies(articles: int) -> dict[str, Any]:
    """Find the copies among so many made-up articles."""
    from bench_copies import measure

    found = measure(articles, 1)
    result = {name: found[name] for name in ("planted", "recall", "words_recall", "precision")}
    return _row("copies", articles, float(str(found["seconds"])), float(str(found["processor_seconds"])), result)


def dossier(sayings: int) -> dict[str, Any]:
    """Keep so many made-up sayings in a dossier, bring its incidents up to date, and ask it what a page asks."""
    from allegedly.dossier import Dossier, Filters
    from made_up_crisis import CODER, crisis

    with tempfile.TemporaryDirectory() as folder, Dossier(Path(folder) / "crisis.dossier", create=True) as one:
        for told in crisis(sayings):
            one.keep(told.article, told.sayings, CODER)
        watch = Stopwatch()
        one.bring_up_to_date()
        seconds, processor = watch.read()
        party = str(one.counts_by("actor")[1][0])
        asked = Filters(published_since="2031-02-01", published_until="2031-07-31", status="asserted", actor=party)
        incident = one.incident_lines(most=1)[0]
        article = next(one.articles())
        questions: dict[str, Callable[[], Any]] = {
            "the first 50 incidents": lambda: one.incident_lines(most=50),
            "those most disputed": lambda: one.incident_lines(order="disagreement", most=50),
            "incidents under three filters": lambda: one.incident_lines(asked, most=50),
            "sayings by day and type": lambda: one.counts_by("published", "type"),
            "the same under three filters": lambda: one.counts_by("published", "type", filters=asked),
            "who to whom": lambda: one.counts_by("actor", "recipient"),
            "places": lambda: one.places(),
            "publishers": lambda: one.publishers(),
            "words in sayings": lambda: one.count_sayings(Filters(text="governor")),
            "an incident with its disagreement": lambda: one.disagreement(one.incident(incident.id)),
            "an article with its sayings": lambda: list(one.sayings(article=one.article(article.id).id)),
            "whether incidents are up to date": lambda: one.up_to_date(),
        }
        result = {name: round(min(_timed(question) for _ in range(3)) * 1000, 1) for name, question in questions.items()}
    return _row("dossier", sayings, seconds, processor, result)


def _timed(question: Callable[[], Any]) -> float:
    started = time.perf_counter()
    question()
    return time.perf_counter() - started


def _row(what: str, n: int, seconds: float, processor: float, result: dict[str, Any]) -> dict[str, Any]:
    return {
        "what": what,
        "n": n,
        "seconds": round(seconds, 1),
        "processor_seconds": round(processor, 1),
        "peak_gb": round(_peak(), 2),
        "result": json.dumps(result),
        "measured": f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}",
    }


def keep(row: dict[str, Any]) -> None:
    """Put a line into the table, in the place of an older one of the same size."""
    rows = [one for one in kept() if (one["what"], one["n"]) != (row["what"], str(row["n"]))]
    rows.append({name: str(row[name]) for name in COLUMNS})
    rows.sort(key=lambda one: (one["what"], int(one["n"])))
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def kept() -> list[dict[str, str]]:
    """The lines of the table."""
    if not TABLE.exists():
        return []
    with TABLE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_page() -> None:
    """Write the page and its picture from the table."""
    rows = kept()
    of = {what: [row for row in rows if row["what"] == what] for what in ("incidents", "copies", "dossier")}
    parts = [
        "# Scale",
        "",
        "Written by `python tools/bench_scale.py`, on made-up crises; one process, no figure is typed. Processor time is given too, because",
    ]
    parts += [
        "other work on the machine lengthens the time by the clock. A hundred times as many sayings are ten times as many days, each of them ten times as crowded.",
        "",
    ]
    if of["incidents"]:
        parts += [
            "## Incidents of so many sayings",
            "",
            "![Seconds and memory against the number of sayings](pictures/scale.svg)",
            "",
        ]
        parts += [
            "| sayings | seconds | processor seconds | memory, GB | milliseconds a saying | incidents | happenings | B³ precision | B³ recall |",
            "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        ]
        for row in of["incidents"]:
            found = json.loads(row["result"])
            each = 1000 * float(row["processor_seconds"]) / int(row["n"])
            parts.append(
                f"| {int(row['n']):,} | {row['seconds']} | {row['processor_seconds']} | {row['peak_gb']} | {each:.2f} | {found['incidents']:,} "
                f"| {found['happenings']:,} | {100 * found['b3_precision']:.1f} | {100 * found['b3_recall']:.1f} |"
            )
        parts += ["", _growth(of["incidents"]), ""]
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(picture(of["incidents"]), encoding="utf-8")
    if of["copies"]:
        parts += [
            "## Copies among so many articles",
            "",
            "| articles | seconds | processor seconds | memory, GB | planted copies | found, % of each kind |",
            "|---:|---:|---:|---:|---:|---|",
        ]
        for row in of["copies"]:
            found = json.loads(row["result"])
            kinds = ", ".join(f"{kind} {100 * share:.1f}" for kind, share in found["recall"].items())
            parts.append(
                f"| {int(row['n']):,} | {row['seconds']} | {row['processor_seconds']} | {row['peak_gb']} | {found['planted']:,} | {kinds} |"
            )
        parts.append("")
    for row in of["dossier"]:
        parts += [f"## A dossier of {int(row['n']):,} sayings", ""]
        parts += [
            f"Bringing incidents and copies up to date: {row['seconds']} seconds ({row['processor_seconds']} of the processor), {row['peak_gb']} GB. Then, best of three:",
            "",
        ]
        parts += [
            "| question | milliseconds |",
            "|---|---:|",
            *(f"| {name} | {ms} |" for name, ms in json.loads(row["result"]).items()),
            "",
        ]
    parts += [
        "Measured: " + "; ".join(sorted({f"{row['what']} {int(row['n']):,} on {row['measured']}" for row in rows})) + ".",
        "",
    ]
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def _growth(rows: list[dict[str, str]]) -> str:
    if len(rows) < 2:
        return ""
    first, last = rows[0], rows[-1]
    times = int(last["n"]) / int(first["n"])
    more = float(last["processor_seconds"]) / max(float(first["processor_seconds"]), 0.1)
    return f"From {int(first['n']):,} to {int(last['n']):,} sayings, {times:,.0f} times as many, the work grows {more:,.0f} times: with the power {math.log(more) / math.log(times):.2f}."


def picture(rows: list[dict[str, str]]) -> str:
    """Seconds of the processor and memory against the number of sayings, both axes in powers of ten, as SVG."""
    width, height, left, top, bottom = 640, 360, 70, 20, 50
    most = max(int(row["n"]) for row in rows)
    low_x, high_x = 3.8, math.log10(most) + 0.2
    low_y, high_y = -2.0, 3.2

    def x(n: float) -> float:
        return left + (math.log10(n) - low_x) / (high_x - low_x) * (width - left - 20)

    def y(value: float) -> float:
        return top + (high_y - math.log10(value)) / (high_y - low_y) * (height - top - bottom)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif" font-size="12">',
        "<title>Work and memory of gathering incidents, by number of sayings</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for power in range(-2, 4):
        parts.append(f'<line x1="{left}" x2="{width - 20}" y1="{y(10**power):.1f}" y2="{y(10**power):.1f}" stroke="#dddddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y(10**power) + 4:.1f}" text-anchor="end">{10**power:g}</text>')
    for power in range(4, int(high_x) + 1):
        parts.append(
            f'<line x1="{x(10**power):.1f}" x2="{x(10**power):.1f}" y1="{top}" y2="{height - bottom}" stroke="#dddddd"/>'
        )
        parts.append(f'<text x="{x(10**power):.1f}" y="{height - bottom + 18}" text-anchor="middle">{10**power:,}</text>')
    # What stands for strictly linear growth from the smallest measurement.
    first = rows[0]
    start, per = int(first["n"]), max(float(first["processor_seconds"]), 0.1)
    parts.append(
        f'<line x1="{x(start):.1f}" y1="{y(per):.1f}" x2="{x(most):.1f}" y2="{y(per * most / start):.1f}" stroke="#999999" stroke-dasharray="4 4"/>'
    )
    for name, colour, mark, label in (
        ("processor_seconds", "#1f4e79", "circle", "seconds of the processor"),
        ("peak_gb", "#9c3d10", "rect", "memory, GB"),
    ):
        points = [(x(int(row["n"])), y(max(float(row[name]), 0.01))) for row in rows]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for a, b in points:
            shape = (
                f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{colour}"/>'
                if mark == "circle"
                else f'<rect x="{a - 4:.1f}" y="{b - 4:.1f}" width="8" height="8" fill="{colour}"/>'
            )
            parts.append(shape)
        a, b = points[-1]
        parts.append(f'<text x="{a - 8:.1f}" y="{b - 10:.1f}" text-anchor="end" fill="{colour}">{label}</text>')
    parts.append(
        f'<text x="{(left + width) / 2:.0f}" y="{height - 10}" text-anchor="middle">sayings (dashed: as if growth were exactly linear)</text>'
    )
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    """Measure what was asked for, each in a process of its own, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["incidents", "copies", "dossier", "page"])
    parser.add_argument("--sayings", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--articles", type=int, nargs="+", default=[100_000])
    parser.add_argument("--here", action="store_true", help="measure in this process and print one line of JSON")
    options = parser.parse_args()
    sizes = options.articles if options.what == "copies" else options.sayings
    if options.here:
        measure = {"incidents": incidents, "copies": copies, "dossier": dossier}[options.what]
        print(json.dumps(measure(sizes[0])))
        return
    for size in sizes if options.what != "page" else ():
        kind = "--articles" if options.what == "copies" else "--sayings"
        command = [sys.executable, __file__, options.what, kind, str(size), "--here"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
        row = json.loads(done.stdout.splitlines()[-1])
        print(
            f"{row['what']} {row['n']:,}: {row['seconds']} s ({row['processor_seconds']} of the processor), {row['peak_gb']} GB; {row['result']}"
        )
        keep(row)
    write_page()


if __name__ == "__main__":
    main()
