"""Speed, memory and start-up of the coder, against a plain spaCy small pipeline over the same articles.

Each run is a fresh process that loads, warms up on one article, and then codes all articles; runs of the three alternate,
and the ratio is taken round by round, so that a busy machine slows both alike. Time is CPU seconds of the process.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "kazakhstan-2022"


def read_articles(gold: Path) -> tuple[str, list[str]]:
    """The texts to run on: the polnear dev articles, or the sample dossier where gold data is absent."""
    path = gold / "polnear" / "dev.jsonl"
    if path.is_file():
        return "polnear dev", [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    from allegedly.model import Article
    from allegedly.read import read

    return "sample dossier", [article.text for article in read([SAMPLES]) if isinstance(article, Article)]


def work(kind: str, path: Path) -> None:
    """One measured run in this process; prints one JSON object."""
    texts = json.loads(path.read_text(encoding="utf-8"))
    started = time.perf_counter()
    if kind == "plain":
        import spacy

        from allegedly.coder.pipeline import model_folder

        nlp = spacy.load(model_folder())
        run = lambda batch: [doc.text for doc in nlp.pipe(batch, batch_size=16)]  # noqa: E731
    else:
        from allegedly.cli.workers import make_coder
        from allegedly.model import make_article

        coder = make_coder("en", screen=kind != "unscreened")
        run = lambda batch: [s for _a, s in coder.pipe(make_article(t, published="2016-09-12", language="en") for t in batch)]  # noqa: E731
    run(texts[:1])
    gc.freeze()  # for all alike, as the workers of `allegedly code` do
    ready = time.perf_counter() - started
    before = time.process_time()
    run(texts)
    spent = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024) / 1024
    print(json.dumps({"seconds": spent, "ready": ready, "peak_gb": peak}))


KINDS = ("plain", "ours", "unscreened")
Run = dict[str, dict[str, float]]


def rounds(path: Path, number: int) -> Iterator[Run]:
    """Yield the runs of all kinds ``number`` times; who goes first alternates."""
    for turn in range(number):
        results = {}
        for kind in KINDS if turn % 2 == 0 else KINDS[::-1]:
            done = subprocess.run(
                [sys.executable, __file__, "--work", kind, str(path)], capture_output=True, text=True, check=True
            )
            results[kind] = json.loads(done.stdout.splitlines()[-1])
        yield results


def clock(arguments: list[str], *, times: int) -> tuple[list[float], list[float]]:
    """Wall and CPU seconds of ``allegedly ARGUMENTS``, several times; on a busy machine only the second says much."""
    wall, spent = [], []
    for _ in range(times):
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "allegedly", *arguments], capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall.append(time.perf_counter() - start)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return wall, spent


def spread(values: list[float], form: str = ".2f") -> str:
    """Median with the smallest and largest value."""
    return f"{statistics.median(values):{form}} ({min(values):{form}} – {max(values):{form}})"


def report(name: str, texts: list[str], measured: list[Run]) -> str:
    """The page of figures, in Markdown."""
    characters = sum(map(len, texts))
    plain, ours, unscreened = ([one[kind]["seconds"] for one in measured] for kind in KINDS)
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text(texts[0], encoding="utf-8")
        cold, cold_spent = clock(["code", str(article), "--published", "2016-09-12"], times=3)
    helped, help_spent = clock(["--help"], times=5)
    rows = [
        (
            "speed against plain spaCy small (1 = as fast; paired runs)",
            spread([p / o for p, o in zip(plain, ours, strict=True)]),
            "≥ 1.50",
        ),
        (
            "the same without the screen (`--no-screen`)",
            spread([p / o for p, o in zip(plain, unscreened, strict=True)]),
            "≥ 0.80",
        ),
        ("CPU seconds, plain spaCy small", spread(plain), ""),
        ("CPU seconds, allegedly", spread(ours), ""),
        ("CPU seconds, allegedly without the screen", spread(unscreened), ""),
        ("articles a second, one process", spread([len(texts) / o for o in ours], ".1f"), ""),
        ("peak memory of a worker, GB", spread([one["ours"]["peak_gb"] for one in measured]), "< 0.90"),
        ("peak memory of plain spaCy small, GB", spread([one["plain"]["peak_gb"] for one in measured]), ""),
        ("`allegedly --help`, seconds", spread(helped), "< 0.40"),
        ("`allegedly --help`, CPU seconds", spread(help_spent), ""),
        ("one article from a cold start, seconds", spread(cold), "< 4.00"),
        ("one article from a cold start, CPU seconds", spread(cold_spent), ""),
    ]
    lines = [
        "# Speed",
        "",
        "Written by `make bench`; figures are medians with the smallest and largest of the runs.",
        "",
        f"{name}: {len(texts)} articles, {characters:,} characters; {len(measured)} round(s) of runs, each run a fresh process of one "
        f"thread; Python {sys.version.split()[0]}, {os.cpu_count()} processors.",
        "",
        "| what | figure | aim |",
        "|---|---|---|",
        *(f"| {what} | {figure} | {aim} |" for what, figure, aim in rows),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the bench; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold", help="folder of gold sets")
    parser.add_argument("--pairs", type=int, default=5, help="rounds of runs")
    parser.add_argument("--articles", type=int, default=None, help="only the first so many articles")
    parser.add_argument("--output", type=Path, default=None, help="write the page here too")
    parser.add_argument("--work", nargs=2, metavar=("KIND", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
    if options.work:
        work(options.work[0], Path(options.work[1]))
        return 0
    name, texts = read_articles(options.gold)
    texts = texts[: options.articles]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts), encoding="utf-8")
        measured = []
        for number, one in enumerate(rounds(path, options.pairs), 1):
            measured.append(one)
            print(f"round {number}: " + ", ".join(f"{kind} {one[kind]['seconds']:.1f} s" for kind in KINDS), file=sys.stderr)
    page = report(name, texts, measured)
    print(page)
    if options.output:
        options.output.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
