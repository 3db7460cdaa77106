"""Count how often words of saying attribute something, fit what else tells, and write both into ``src/allegedly/coder/lexicon/en``.

For every reading that the stage ``sources`` can find in hand-marked articles (set ``polnear``, part ``train``), it is counted whether a
marked attribution has that content (Dice of at least one half) and that source. Only words, names of constructions and percentages are
written (``cue_shares.yaml``). Then a logistic regression over the traits of ``coder/sources/weigh.py`` is fitted on the same readings, each
with the share that its cue has without it (``cue_traits.yaml``). Readings inside the content of another attribution are left out: the
set marks the outermost attribution only. The same gold gives the same files.

Run: ``python tools/fit_cues.py GOLD``, where ``GOLD`` is the folder of all gold sets. Takes some minutes, most of it for the parse.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

import numpy as np  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

from allegedly.coder.parts import char_span  # noqa: E402
from allegedly.coder.pipeline import load_parser  # noqa: E402
from allegedly.coder.sources.candidate import Candidate  # noqa: E402
from allegedly.coder.sources.lexicon import load_cues  # noqa: E402
from allegedly.coder.sources.select import all_readings  # noqa: E402
from allegedly.coder.sources.tree import Tree  # noqa: E402
from allegedly.coder.sources.weigh import logit, traits  # noqa: E402
from allegedly.measure.attribution import Parts  # noqa: E402
from allegedly.measure.base import find_gold, read_gold  # noqa: E402

OUT = ROOT / "src/allegedly/coder/lexicon/en"
PRIOR_WEIGHT = 3  # a word counts as if seen so many times more often, with the share of its construction
LEAST = (
    15  # percent; a lower share says no more than that the word is unlikely, and is written only where the unseen are likelier
)
HEAD = """\
# How often a word, in a construction, attributes something to somebody: percent of its readings, by word and construction.
# Written by tools/fit_cues.py from the train part of the gold set polnear; do not edit by hand.
# `unseen` is for words that are not listed with that construction.
"""

TRAITS_HEAD = """\
# What tells a right reading of a cue from a wrong one besides the cue itself: weights of a logistic regression (log odds).
# Written by tools/fit_cues.py from the train part of the gold set polnear; do not edit by hand.
"""
RARE = 3  # words seen so often in a construction, or less, tell what to expect of unknown ones
ENOUGH = 20  # readings of such words that it takes
LEAST_SEEN = 40  # a trait seen less often gets no weight
PENALTY = 3.0  # of squared weights
LEAST_SHARE = 0.06  # readings of cues below it do not take part

Key = tuple[str, str]
Counts = dict[Key, tuple[int, int]]
Row = tuple[Key, bool, list[str]]


def parts_of(doc: Doc, text: str, candidate: Candidate) -> Parts:
    """A reading in characters; ``text`` is that of ``doc``, which is slow to ask for."""
    source = () if candidate.source is None else (char_span(doc, candidate.source.start, candidate.source.end),)
    content = tuple(char_span(doc, start, end) for start, end in candidate.content)
    return Parts(text, source, (), content)


def judge(record: dict[str, Any], doc: Doc, candidates: Iterable[Candidate]) -> list[tuple[Candidate, bool, bool]]:
    """Each reading with whether it is right, and whether it stands inside what somebody else is marked to say."""
    text = doc.text
    gold = [Parts.of_gold(text, item) for item in record["attributions"]]
    owner = {place: k for k, item in enumerate(gold) for place in item.content_characters}
    judged = []
    for candidate in candidates:
        ours = parts_of(doc, text, candidate)
        shared = Counter(owner[place] for place in ours.content_characters if place in owner)
        right = any(
            4 * n >= len(ours.content_characters) + len(gold[k].content_characters) and ours.same_source(gold[k])
            for k, n in shared.most_common(2)
        )
        judged.append((candidate, right, not right and doc[candidate.head].idx in owner))
    return judged


def count(records: Iterable[dict[str, Any]], docs: Iterable[Doc]) -> tuple[Counts, list[Row]]:
    """How often each word was read in each construction, how often rightly, and every such reading with its traits."""
    cues = load_cues()
    counts: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    rows: list[Row] = []
    for record, doc in zip(records, docs, strict=True):
        readings = all_readings(Tree(doc), cues, 0)
        for candidate, right, inside in judge(record, doc, readings.found):
            if not inside:
                key = candidate.word, candidate.construction
                counts[key][0] += 1
                counts[key][1] += right
                rows.append((key, right, traits(readings, candidate)))
    return {key: (row[0], row[1]) for key, row in counts.items()}, rows


def construction_shares(counts: Counts) -> dict[str, float]:
    """The share of right readings of each construction, for words that are rare or unknown in it.

    Counted over the rare words where there are enough of them: the frequent ones are frequent because they are cues.
    """
    rare: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    every: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (_, construction), (n, right) in counts.items():
        for totals in (rare, every) if n <= RARE else (every,):
            totals[construction][0] += n
            totals[construction][1] += right
    shares = {}
    for name, everything in every.items():
        n, right = rare[name] if rare[name][0] >= ENOUGH else everything
        shares[name] = (right + 0.1) / (n + 2)
    return shares


def write_shares(counts: Counts, out: Path) -> None:
    """The lexicon file of the counts."""
    priors = construction_shares(counts)
    words: dict[str, dict[str, int]] = defaultdict(dict)
    for (word, construction), (n, right) in sorted(counts.items()):
        prior = priors[construction]
        share = round(100 * (right + PRIOR_WEIGHT * prior) / (n + PRIOR_WEIGHT))
        if n >= 2 and word.replace("_", "").replace("-", "").isalpha() and max(share, 100 * prior) >= LEAST:
            words[word][construction] = share
    lines = [HEAD, "unseen:\n"]
    lines += [f"  {_quoted(name)}: {round(100 * prior)}\n" for name, prior in sorted(priors.items()) if round(100 * prior) >= 5]
    lines.append("words:\n")
    for word, row in words.items():
        inner = ", ".join(f"{_quoted(name)}: {share}" for name, share in row.items())
        lines.append(f"  {_quoted(word)}: {{{inner}}}\n")
    out.write_text("".join(lines), encoding="utf-8")


def fit(counts: Counts, rows: list[Row]) -> dict[str, float]:
    """Weights of the traits, by Newton's method with a ridge."""
    priors = construction_shares(counts)
    used = []
    for key, right, noticed in rows:
        n, hits = counts[key]
        share = (hits - right + PRIOR_WEIGHT * priors[key[1]]) / (n - 1 + PRIOR_WEIGHT)
        if (hits + PRIOR_WEIGHT * priors[key[1]]) / (n + PRIOR_WEIGHT) >= LEAST_SHARE:
            used.append((share, right, noticed))
    seen = Counter(name for *_, noticed in used for name in noticed)
    names = sorted(name for name, n in seen.items() if n >= LEAST_SEEN)
    column = {name: place + 2 for place, name in enumerate(names)}
    table = np.zeros((len(used), len(names) + 2), np.float32)
    wanted = np.array([right for _, right, _ in used], np.float32)
    table[:, 0] = 1
    for place, (share, _, noticed) in enumerate(used):
        table[place, 1] = logit(share)
        table[place, [column[name] for name in noticed if name in column]] = 1
    penalty = np.full(len(names) + 2, PENALTY)
    penalty[:2] = 0.01
    weights = np.zeros(len(names) + 2)
    weights[1] = 1
    for _ in range(12):
        guess = 1 / (1 + np.exp(-(table @ weights.astype(np.float32))))
        slope = table.T @ (guess - wanted) + penalty * weights
        curve = (table * (guess * (1 - guess))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(curve.astype(np.float64), slope)
        weights -= step
        if np.abs(step).max() < 1e-3:
            break
    return dict(zip(["constant", "share", *names], weights.tolist(), strict=True))


def write_traits(weights: dict[str, float], out: Path) -> None:
    """The lexicon file of the weights."""
    lines = [f"{_quoted(name)}: {weight:.2f}\n" for name, weight in weights.items() if abs(weight) >= 0.05]
    out.write_text(TRAITS_HEAD + "".join(lines), encoding="utf-8")


def _quoted(word: str) -> str:
    if word.isalpha() and word not in _YAML_WORDS:
        return word
    return "'" + word.replace("'", "''") + "'"


_YAML_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def main() -> None:
    """Count, fit and write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("gold", type=Path, help="the folder of all gold sets")
    options.add_argument("--out", type=Path, default=OUT, help="the folder that both files go to")
    chosen = options.parse_args()
    records = read_gold(find_gold(chosen.gold, "polnear", "train"))
    nlp = load_parser()
    docs = nlp.pipe((str(record["text"]) for record in records), batch_size=32)
    counts, rows = count(records, docs)
    write_shares(counts, chosen.out / "cue_shares.yaml")
    write_traits(fit(counts, rows), chosen.out / "cue_traits.yaml")


if __name__ == "__main__":
    main()
