"""Copies among many generated articles: time, memory, and how many of the planted copies are found.

    python tools/bench_copies.py                    100,000 articles of about 300 words
    python tools/bench_copies.py --articles 10000 --json

Words are drawn from 50,000 made-up ones by Zipf's law; sentences hold stock phrases that unrelated articles share, and each publisher
puts a footer under part of its articles. Among them are planted: reprints under a new head, shortened versions, articles that take over a
paragraph, reprints with every twelfth word or so changed, and one text that 500 outlets print. Making the articles is not in the time.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from typing import NamedTuple

import numpy as np

from allegedly.incidents.copies import find_copies, independent_articles
from allegedly.model import Article, make_article

WORDS, PHRASES, PUBLISHERS = 50_000, 3_000, 200


class Planted(NamedTuple):
    """A copy that was put in on purpose: the ids, what was done, and the words that were taken over."""

    later: str
    earlier: str
    kind: str
    words: int


class Maker:
    """Articles from a seed: the same seed gives the same articles."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        weights = 1 / np.arange(1, WORDS + 1)
        self.steps = np.cumsum(weights / weights.sum())
        syllables = ["ka", "ter", "mo", "lin", "sha", "ro", "pe", "dun", "vi", "sal", "ne", "gor", "ta", "bek", "hu", "zy"]
        self.words = [self._spelt(n, syllables) for n in range(WORDS)]
        self.phrases = [self._drawn(int(n)) for n in self.random.integers(4, 9, PHRASES)]
        self.phrase_steps = np.cumsum(1 / np.arange(1, PHRASES + 1))
        self.phrase_steps /= self.phrase_steps[-1]
        self.footers = [self._drawn(int(n)) for n in self.random.integers(15, 40, PUBLISHERS)]

    @staticmethod
    def _spelt(number: int, syllables: list[str]) -> str:
        spelt = ""
        number += 1
        while number:
            number, rest = divmod(number, len(syllables))
            spelt += syllables[rest]
        return spelt

    def _drawn(self, size: int) -> list[str]:
        return [self.words[n] for n in np.searchsorted(self.steps, self.random.random(size)).tolist()]

    def sentences(self) -> list[list[str]]:
        """One article's sentences: 300 words give or take, a third of the sentences with a stock phrase."""
        made = []
        for size in self.random.integers(10, 32, int(self.random.integers(9, 20))).tolist():
            words = self._drawn(size)
            if self.random.random() < 0.33:
                phrase = self.phrases[int(np.searchsorted(self.phrase_steps, self.random.random()))]
                cut = int(self.random.integers(0, size))
                words[cut:cut] = phrase
            made.append(words)
        return made

    def text(self, sentences: list[list[str]], publisher: int) -> str:
        """The words as sentences and paragraphs, under every second article its publisher's footer."""
        written = [" ".join(words).capitalize() + "." for words in sentences]
        paragraphs = ["".join(written[:1])] + [" ".join(written[n : n + 3]) for n in range(1, len(written), 3)]
        if self.random.random() < 0.5:
            paragraphs.append(" ".join(self.footers[publisher]).capitalize() + ".")
        return "\n\n".join(paragraphs)

    def copied(self, kind: str, source: list[list[str]]) -> tuple[list[list[str]], int]:
        """A later article that takes over words of an earlier one, and how many."""
        own = self.sentences()
        if kind == "reprint":
            return own[:2] + source[1:], sum(map(len, source[1:]))
        if kind == "shortened":
            half = source[: max(2, len(source) // 2)]
            return own[:1] + half, sum(map(len, half))
        if kind == "paragraph":
            begin = int(self.random.integers(0, len(source) - 2))
            taken = source[begin : begin + 3]
            return own[:4] + taken + own[4:], sum(map(len, taken))
        changed = [[word if self.random.random() > 1 / 12 else self.words[-1 - n] for n, word in enumerate(s)] for s in source]
        return own[:1] + changed, sum(a == b for s, t in zip(source, changed, strict=True) for a, b in zip(s, t, strict=True))


def generate(count: int, seed: int) -> tuple[list[Article], list[Planted]]:
    """Articles over a year, every fifth of them a copy of one printed before."""
    maker = Maker(seed)
    articles: list[Article] = []
    kept: list[tuple[str, list[list[str]]]] = []
    planted: list[Planted] = []
    wide: tuple[str, list[list[str]]] | None = None
    for number in range(count):
        publisher = int(maker.random.integers(0, PUBLISHERS))
        chance = maker.random.random()
        kind, source, taken = "", None, 0
        if wide and number % max(1, count // 500) == 1:
            kind, source = "reprint", wide
        elif kept and chance < 0.2:
            kind = ("reprint", "shortened", "paragraph", "edited")[int(chance / 0.05)]
            source = kept[int(maker.random.integers(0, len(kept)))]
        if source is None:
            sentences = maker.sentences()
        else:
            sentences, taken = maker.copied(kind, source[1])
        published = str(np.datetime64("2021-01-01") + number * 365 // count)
        article = make_article(
            maker.text(sentences, publisher), id=f"a_{number:07d}", publisher=f"Publisher {publisher}", published=published
        )
        articles.append(article)
        if source is not None:
            planted.append(Planted(article.id, source[0], kind, taken))
        elif len(kept) < 20_000:
            kept.append((article.id, sentences))
            wide = wide or kept[0]
    return articles, planted


def measure(count: int, seed: int) -> dict[str, object]:
    """Generate, find, and compare."""
    articles, planted = generate(count, seed)
    before = _peak()
    started, spent = time.perf_counter(), time.process_time()
    copies = find_copies(articles)
    seconds, processor = time.perf_counter() - started, time.process_time() - spent
    started = time.perf_counter()
    witnesses = independent_articles(articles, copies)
    grouping = time.perf_counter() - started
    found = {(copy.later.id, copy.earlier.id): copy for copy in copies}
    by_kind: dict[str, list[bool]] = {}
    equal = wanted = 0.0
    for one in planted:
        copy = found.get((one.later, one.earlier))
        by_kind.setdefault(one.kind, []).append(copy is not None)
        wanted += one.words
        equal += sum(size for passage in copy.passages for _, _, size in passage.runs) if copy else 0
    true = {(one.later, one.earlier) for one in planted}
    # Two articles that took over the same changed or shortened words of a third one share them rightly.
    origin = {one.later: one.earlier for one in planted}
    right = sum(pair in true or origin.get(pair[0], pair[0]) == origin.get(pair[1], pair[1]) for pair in found)
    return {
        "articles": count,
        "words": sum(len(article.text.split()) for article in articles),
        "seconds": round(seconds, 1),
        "processor_seconds": round(processor, 1),
        "independent_seconds": round(grouping, 1),
        "peak_gb": round(_peak(), 2),
        "peak_gb_before": round(before, 2),
        "copies": len(copies),
        "planted": len(planted),
        "recall": {kind: round(sum(hits) / len(hits), 4) for kind, hits in sorted(by_kind.items())},
        "words_recall": round(equal / wanted, 4) if wanted else None,
        "precision": round(right / len(found), 4) if found else None,
        "independent": len(witnesses),
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1) / 1024**2


def main() -> None:
    """Measure once and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = measure(options.articles, options.seed)
    if options.json:
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name:20} {value}")


if __name__ == "__main__":
    main()
