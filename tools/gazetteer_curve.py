"""How much gazetteer is worth shipping: ``python tools/gazetteer_curve.py --gold DIR [--output docs/gazetteer-curve.md]``.

The shipped file is thinned step by step: towns below so many inhabitants are taken out (capitals, provinces, districts and states stay), what is left is packed again, and the places of the dev parts of lgl, tr-news, geovirus
and geowebnews are found and resolved with it (gold/README-context.md, P1 to P3). Articles are parsed once.
"""

from __future__ import annotations

import argparse
import lzma
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from allegedly.coder import place_names, places  # noqa: E402
from allegedly.coder.pipeline import load_parser  # noqa: E402
from allegedly.gazetteer import lookup, publishers, unpack  # noqa: E402
from allegedly.measure.base import find_gold, read_gold  # noqa: E402
from allegedly.measure.places import SETS, metrics, tally  # noqa: E402

LEAST = (100_000, 50_000, 20_000, 5_000, 1_000, 0)
CITY = 3


class Parsed:
    """The place stages over articles that are parsed already."""

    def __init__(self, docs):
        self.docs = docs

    def places(self, text, domain=None):
        """As the coder's."""
        return places.places_of(self.docs[text], domain=domain)

    def resolve_places(self, text, spans, domain=None):
        """As the coder's."""
        return places.resolve_places(self.docs[text], spans, domain=domain)


def thinned(least: int, folder: Path) -> tuple[Path, int, int]:
    """The shipped database without towns of fewer than ``least`` inhabitants: its path, its size packed, and how many places are left."""
    path = folder / f"places-{least}.sqlite"
    shutil.copyfile(unpack.database_path(), path)
    base = sqlite3.connect(path)
    base.execute("DELETE FROM place WHERE kind = ? AND coalesce(population, 0) < ?", (CITY, least))
    base.execute("DELETE FROM name WHERE place NOT IN (SELECT id FROM place)")
    base.commit()
    base.execute("VACUUM")
    number = base.execute("SELECT count(*) FROM place").fetchone()[0]
    base.close()
    return path, len(lzma.compress(path.read_bytes(), preset=6)), number


def use(path: Path) -> None:
    """Make the look-up read ``path``, and forget everything read before."""
    opened = sqlite3.connect(path)
    for module in (lookup, unpack):
        module.connection = lambda _process: opened
    for cached in vars(lookup).values():
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()
    place_names._meanings.cache_clear()
    for cached in vars(publishers).values():
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()


def lookup_time(records) -> float:
    """Mean milliseconds of a look-up of a capitalised word that was not asked before."""
    words = sorted({word.strip(".,;:!?'\"()") for record in records for word in record["text"].split() if word[:1].isupper()})[
        :5000
    ]
    before = time.process_time()
    for word in words:
        lookup.places_named(word)
    return 1000 * (time.process_time() - before) / len(words)


def main() -> None:
    """Measure every step, print the table, and write the page where one is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, default=Path("gold"))
    arguments.add_argument("--part", default="dev")
    arguments.add_argument("--output", type=Path)
    asked = arguments.parse_args()
    records = [record for name in SETS for record in read_gold(find_gold(asked.gold, name, asked.part))]
    nlp = load_parser()
    texts = list(dict.fromkeys(record["text"] for record in records))
    coder = Parsed(dict(zip(texts, nlp.pipe(texts, batch_size=16), strict=True)))
    lines = [
        "# Size of the gazetteer against accuracy",
        "",
        f"Written by `python tools/gazetteer_curve.py --gold DIR --output docs/gazetteer-curve.md`: {len(records)} articles of {', '.join(SETS)} ({asked.part}); percent. The shipped file is the last row; in the others towns with fewer inhabitants are taken out.",
        "",
        "| towns from | places | packed, MB | found P | found R | end to end within 161 km | given within 161 km | exact id | ms a look-up |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for least in LEAST:
            path, size, number = thinned(least, Path(folder))
            use(path)
            spent = lookup_time(records)
            found = metrics([tally(record, coder) for record in records])
            figures = [
                f"{100 * found[name][0]:.1f}"
                for name in ("find_precision", "find_recall", "acc161_end_to_end", "acc161_given", "exact_id")
            ]
            row = f"| {least:,} | {number:,} | {size / 1e6:.1f} | " + " | ".join(figures) + f" | {spent:.3f} |"
            print(row, flush=True)
            lines.append(row)
    if asked.output:
        asked.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
