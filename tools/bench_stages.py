"""What sources and status cost together on top of parsing: ``python tools/bench_stages.py --gold DIR``.

One process parses the first articles of polnear dev (the sample dossier where gold data is absent), then finds who says what, then reads the status and the
source chain of every event; CPU seconds of the process, the least of several rounds. Sources and status together may cost 60 % of our own parse, which is about
twice as fast as spaCy's.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
sys.path.insert(0, str(ROOT / "tools"))

from allegedly.coder.coder import Coder  # noqa: E402
from allegedly.coder.pipeline import stages_after_the_parse  # noqa: E402
from allegedly.coder.sources import chain  # noqa: E402
from allegedly.coder.status import prepare, status_of  # noqa: E402
from allegedly.model import make_article  # noqa: E402
from bench import read_articles  # noqa: E402

AIM = 0.6


def measure(texts: list[str], rounds: int) -> dict[str, float]:
    """CPU seconds of ``parse``, ``sources`` and ``status``: the least of ``rounds`` after one to warm up."""
    coder = Coder("en", screen=False)
    stages = stages_after_the_parse(coder.nlp)
    spent = dict.fromkeys(("parse", "sources", "status"), float("inf"))
    for turn in range(rounds + 1):
        took = dict.fromkeys(spent, 0.0)
        docs = [coder.nlp.make_doc(text) for text in texts]
        for doc, text in zip(docs, texts, strict=True):
            doc._.article = make_article(text, published="2016-09-12", language="en")
            doc._.coder = coder.ref
        before = time.process_time()
        docs = list(coder.nlp.pipe(docs, batch_size=16, disable=stages))
        took["parse"] = time.process_time() - before
        for stage in stages:
            if stage in ("allegedly_status_v1", "allegedly_sayings_v1"):
                continue
            before = time.process_time()
            for doc in docs:
                coder.nlp.get_pipe(stage)(doc)
            if stage == "allegedly_sources_v1":
                took["sources"] = time.process_time() - before
        before = time.process_time()
        for doc in docs:
            prepare(doc)
            for happening in doc._.happenings:
                status_of(doc, happening.head, happening.trigger)
                chain(doc, happening.head)
        took["status"] = time.process_time() - before
        if turn:
            spent = {name: min(least, took[name]) for name, least in spent.items()}
    return spent


def main() -> int:
    """Measure and print; 1 when the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    name, texts = read_articles(chosen.gold)
    texts = texts[: chosen.articles]
    spent = measure(texts, chosen.rounds)
    share = (spent["sources"] + spent["status"]) / spent["parse"]
    print(f"{name}, {len(texts)} articles, CPU seconds: " + ", ".join(f"{stage} {took:.2f}" for stage, took in spent.items()))
    print(f"sources and status together {share:.1%} on top of parsing (aim: at most {AIM:.0%})")
    return 0 if share <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
