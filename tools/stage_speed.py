"""What each stage of the coder costs on top of the parse: ``python tools/stage_speed.py --gold DIR [--output docs/stages.md]``.

The first articles of polnear dev (the sample dossier where gold data is absent) are parsed in batches and then go through the stages one by one; CPU seconds of the process,
the least of several rounds, because a busy machine only ever adds. Where, when, who and how many (dates, places, actors, counts) are summed: together they may cost a quarter of
the parse as spaCy itself does it, which is the measure that does not shrink when ours is made faster; their share of ours is given beside it.
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

from spacy.util import load_model_from_path  # noqa: E402

from allegedly.coder.coder import Coder  # noqa: E402
from allegedly.coder.pipeline import model_folder, stages_after_the_parse  # noqa: E402
from allegedly.model import make_article  # noqa: E402
from bench import read_articles  # noqa: E402

DETAILS = ("dates", "places", "actors", "counts")
AIM = 0.25


def measure(texts: list[str], rounds: int) -> tuple[float, float, dict[str, float]]:
    """CPU seconds of spaCy's own pipeline, of our parse, and of each stage by name: the least of ``rounds``."""
    coder, plain = Coder("en"), load_model_from_path(model_folder())
    stages = stages_after_the_parse(coder.nlp)
    own, parse, spent = float("inf"), float("inf"), dict.fromkeys(stages, float("inf"))
    for turn in range(rounds + 1):
        before = time.process_time()
        for _doc in plain.pipe(texts, batch_size=16):
            pass
        if turn:
            own = min(own, time.process_time() - before)
        before = time.process_time()
        docs = [coder.nlp.make_doc(text) for text in texts]
        for doc, text in zip(docs, texts, strict=True):
            doc._.article = make_article(text, published="2016-09-12", language="en")
            doc._.coder = coder.ref
        docs = list(coder.nlp.pipe(docs, batch_size=16, disable=stages))
        took = time.process_time() - before
        if turn:  # the first round warms up
            parse = min(parse, took)
        for stage in stages:
            component = coder.nlp.get_pipe(stage)
            before = time.process_time()
            for doc in docs:
                component(doc)
            if turn:
                spent[stage] = min(spent[stage], time.process_time() - before)
    return own, parse, spent


def page(name: str, number: int, own: float, parse: float, spent: dict[str, float]) -> str:
    """The figures as a page in Markdown."""
    lines = [
        "# What the stages cost",
        "",
        f"Written by `python tools/stage_speed.py --gold DIR --output docs/stages.md` on {number} articles of {name}; CPU seconds of one process, as shares of "
        f"what plain spaCy small takes ({own:.2f} s) and of our parse, which gives the same trees ({parse:.2f} s).",
        "",
        "| stage | share of plain spaCy | share of our parse |",
        "|---|--:|--:|",
    ]
    lines += [
        f"| {stage.removeprefix('allegedly_').removesuffix('_v1')} | {100 * seconds / own:.1f} % | {100 * seconds / parse:.1f} % |"
        for stage, seconds in spent.items()
    ]
    details = sum(spent[f"allegedly_{stage}_v1"] for stage in DETAILS)
    shares = f"**{100 * details / own:.1f} %** (aim: at most {100 * AIM:.0f} %) | {100 * details / parse:.1f} %"
    lines += [f"| **{', '.join(DETAILS)} together** | {shares} |", ""]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write the page where one is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, default=Path("gold"))
    arguments.add_argument("--articles", type=int, default=40)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--output", type=Path)
    asked = arguments.parse_args()
    name, texts = read_articles(asked.gold)
    texts = texts[: asked.articles]
    written = page(name, len(texts), *measure(texts, asked.rounds))
    print(written)
    if asked.output:
        asked.output.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
