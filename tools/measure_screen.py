"""What the screen costs and saves: recall against speed at several thresholds; writes docs/screen.md.

    .venv/bin/python tools/measure_screen.py --gold ../shared/gold --output docs/screen.md

One process codes the polnear dev articles with plain spaCy, without the screen and at each threshold (the better of two runs), and the whole
sayings of sayings dev at each. Time is CPU seconds of the process.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
THRESHOLDS = (0.02, 0.05, 0.1, 0.2, 0.4)
FIELDS = ("source", "status", "event")


def timed(work: Callable[[], object], times: int) -> float:
    """The least CPU seconds that ``work`` took."""
    spent = []
    for _ in range(times):
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return min(spent)


def page(gold: Path, articles: int | None, times: int) -> str:
    """The page of figures, in Markdown."""
    import spacy

    from allegedly import measure
    from allegedly.coder.coder import Coder
    from allegedly.coder.pipeline import model_folder
    from allegedly.measure.base import find_gold, read_gold
    from allegedly.model import Saying, make_article

    read = [record["text"] for record in read_gold(find_gold(gold, "polnear", "dev"))][:articles]
    made = [make_article(text, published="2016-09-12", language="en") for text in read]
    marked = measure.records_for(gold, "sayings", "dev")
    whole = sum(map(len, read))
    coder, plain = Coder(), spacy.load(model_folder())
    screen = coder.screen
    assert screen is not None
    coded: dict[str, dict[str, Saying]] = {}

    def code() -> None:
        nonlocal coded
        coded = {article.id: {place(saying): saying for saying in sayings} for article, sayings in coder.pipe(made)}

    def place(saying: Saying) -> str:
        trigger = saying.event.trigger
        return f"{trigger.start}-{trigger.end} {saying.event.type}"

    def scores() -> dict[str, float]:
        found = measure.run(measure.scorer("sayings"), marked, coder, part="dev").metrics
        return {name: found[name].value for name in ("found_recall", "found_precision", "saying_f1")}

    code()
    base = timed(lambda: [len(doc) for doc in plain.pipe(read, batch_size=16)], times)
    coder.screen = None
    full, reference, gold_full = timed(code, times), coded, scores()
    number = sum(map(len, reference.values()))
    rows = [
        f"| none | 100 % | 100 % | 100 % | {gold_full['found_recall']:.1%} | {gold_full['found_precision']:.1%} "
        f"| {gold_full['saying_f1']:.1%} | {base / full:.2f} |"
    ]
    coder.screen = screen
    for least in sorted({*THRESHOLDS, screen.threshold}):
        chosen = least == screen.threshold
        before, screen.threshold = screen.threshold, least
        kept = sum(len(screen.kept(text).text) for text in read)
        seconds = timed(code, times)
        common = [(one, coded[id][key]) for id, found in reference.items() for key, one in found.items() if key in coded[id]]
        same = sum(all(getattr(one, name) == getattr(other, name) for name in FIELDS) for one, other in common)
        found = scores()
        screen.threshold = before
        cells = [
            f"**{least}**" if chosen else f"{least}",
            f"{kept / whole:.1%}",
            f"{len(common) / number:.1%}",
            f"{same / len(common):.1%}",
            f"{found['found_recall']:.1%}",
            f"{found['found_precision']:.1%}",
            f"{found['saying_f1']:.1%}",
            f"{base / seconds:.2f}",
        ]
        rows.append("| " + " | ".join(cells) + " |")
        print(rows[-1], file=sys.stderr, flush=True)
    return (
        f"""# The screen

Written by `make measure-screen`. Before anything is parsed, a quick model reads each sentence for words that may name an event; only sentences
above a threshold, and what they need to be understood, go on to the parser ([decisions](decisions.md), `coder/screen.py`).
`allegedly code --no-screen` reads everything.

- **least**: the probability of an event that a sentence is read for; **bold** is what the coder uses.
- **text read**: share of the characters that are parsed, with what the kept sentences need.
- **own sayings**: of the {number:,} sayings found without the screen in {len(read)} articles of polnear dev, those still found; **same**: of these, with the same source,
  status, actors, recipients, place, date and counts.
- **found**, **precision**, **saying F1**: on the {len(marked)} marked articles of sayings dev.
- **speed**: against plain spaCy small over the same {len(read)} articles ({whole:,} characters) in the same process, better of {times} run(s); 1 is as fast.

| least | text read | own sayings | same | found | precision | saying F1 | speed |
|---|---|---|---|---|---|---|---|
"""
        + "\n".join(rows)
        + "\n"
    )


def main() -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold", help="folder of gold sets")
    parser.add_argument("--articles", type=int, default=None, help="only the first so many articles of polnear dev")
    parser.add_argument("--times", type=int, default=2, help="runs of each kind")
    parser.add_argument("--output", type=Path, default=None, help="write the page here too")
    options = parser.parse_args()
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
    text = page(options.gold, options.articles, options.times)
    print(text)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
