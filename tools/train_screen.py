"""Fit the screen: which words of an unparsed sentence name an event, as our own coder finds them in news and reports.

    uv run --group training python tools/train_screen.py --gold ../shared/gold --coded .cache/screen

Codes texts of the train parts without the screen (once: what it finds is kept in the folder ``--coded``), and fits a logistic regression over the
features of :mod:`allegedly.coder.screen_triggers`. Nothing of the gold's own marks is used. Prints what it used and what it reached on articles
held out of the fit.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from allegedly.coder.coder import Coder
from allegedly.coder.rules import load_rules
from allegedly.coder.screen_cut import cut
from allegedly.coder.screen_triggers import Triggers
from allegedly.measure.base import find_gold, read_gold
from allegedly.model import make_article

WEIGHTS = Path(__file__).parent.parent / "src" / "allegedly" / "coder" / "weights"
# How many characters of each set are coded.
SETS = {
    "polnear": 1_400_000,
    "re3d": 400_000,
    "meantime": 400_000,
    "ecbplus": 500_000,
    "tempeval3": 500_000,
    "muc4": 700_000,
    "tr-news": 250_000,
}
SHORTEST = 200  # characters of a text that is worth it
PENALTY = 1.0
MINIMUM = 3  # what stands around a trigger must have been seen so often; a trigger itself twice
MINIMUM_NAMED = 2
SMALLEST = 0.05  # weights nearer to zero are left out
LOST = 0.01  # the share of the coder's sayings, on articles held out, that the threshold may cost
FOLDS = 5

Coded = tuple[str, list[list[int]]]


def texts(gold: Path, name: str, budget: int) -> list[str]:
    """The texts of one train part, each once, up to ``budget`` characters."""
    found: dict[str, None] = {}
    length = 0
    for record in read_gold(find_gold(gold, name, "train")):
        text = record.get("text")
        if isinstance(text, str) and len(text) >= SHORTEST and text not in found:
            found[text] = None
            length += len(text)
            if length > budget:
                break
    return list(found)


def coded(gold: Path, folder: Path) -> Iterator[Coded]:
    """Texts with the characters of the triggers that the unscreened coder finds."""
    folder.mkdir(parents=True, exist_ok=True)
    coder: Coder | None = None
    for name, budget in SETS.items():
        path = folder / f"{name}.jsonl"
        if not path.exists():
            coder = coder or Coder(screen=False)
            articles = (make_article(text, published="2012-06-01", language="en") for text in texts(gold, name, budget))
            lines = []
            for article, sayings in coder.pipe(articles):
                triggers = [[saying.event.trigger.start, saying.event.trigger.end] for saying in sayings]
                lines.append(json.dumps({"text": article.text, "triggers": triggers}))
            path.write_text("\n".join(lines) + "\n", "utf-8")
        number = 0
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            number += 1
            yield record["text"], record["triggers"]
        print(f"{name}: {number} texts")


class Table:
    """Candidates as rows, with the piece each stands in, and the pieces with their length, sayings and fold."""

    def __init__(self, data: Iterator[Coded], triggers: Triggers) -> None:
        self.rows: list[tuple[list[str], list[str]]] = []
        self.right: list[bool] = []
        self.piece: list[int] = []
        self.pieces: list[tuple[int, int, int]] = []
        for text, found in data:
            fold = int(hashlib.sha256(text.encode()).hexdigest(), 16) % FOLDS
            for start, end in cut(text):
                here = [(first - start, last - start) for first, last in found if start <= first < end]
                for position, named, around in triggers.candidates(text[start:end]):
                    self.rows.append((named, around))
                    self.right.append(any(first <= position < last for first, last in here))
                    self.piece.append(len(self.pieces))
                self.pieces.append((end - start, len(here), fold))

    def vectors(self) -> list[dict[str, float]]:
        """The features that were seen often enough."""
        seen = Counter(name for named, around in self.rows for name in (*named, *around))
        return [
            {
                **{name: 1.0 for name in named if seen[name] >= MINIMUM_NAMED},
                **{name: 1.0 for name in around if seen[name] >= MINIMUM},
            }
            for named, around in self.rows
        ]


def main() -> None:
    """Code, fit, choose the threshold, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, required=True)
    arguments.add_argument("--coded", type=Path, required=True, help="folder for what the coder finds in the texts")
    options = arguments.parse_args()
    coder = Coder(screen=False)
    table = Table(coded(options.gold, options.coded), Triggers(coder.nlp.get_pipe("lemmatizer").lookups, load_rules("en", ())))
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(table.vectors())
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    right, piece, pieces = np.array(table.right), np.array(table.piece), np.array(table.pieces)
    print(f"{len(pieces)} sentences, {len(right)} possible triggers ({right.mean():.1%} right), {matrix.shape[1]} features")
    odds = np.zeros(len(right))
    for fold in range(FOLDS):
        held = pieces[piece, 2] == fold
        odds[held] = fit(matrix[~held], right[~held]).decision_function(matrix[held])
    none = np.zeros(len(pieces))
    np.add.at(none, piece, -np.logaddexp(0.0, odds))
    likely = 1.0 - np.exp(none)
    length, sayings = pieces[:, 0], pieces[:, 1]
    order = np.argsort(-likely, kind="stable")
    found = sayings[order].cumsum() / sayings.sum()
    last = int(np.searchsorted(found, 1.0 - LOST))
    threshold = round(float(likely[order][last]), 3)
    lines = [f"{'least':>8} {'sayings':>8} {'text':>8}"]
    for least in sorted({0.0001, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, threshold}):
        kept = likely >= least
        lines.append(f"{least:8.3f} {sayings[kept].sum() / sayings.sum():8.2%} {length[kept].sum() / length.sum():8.1%}")
    print("\n".join(lines))
    model = fit(matrix, right)
    weights = {
        str(name): round(float(value), 2)
        for name, value in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(value) >= SMALLEST or str(name).startswith("L:")
    }
    stored = {"bias": round(float(model.intercept_[0]), 3), "threshold": threshold, "weights": weights}
    (WEIGHTS / "screen.json").write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    kept = likely >= threshold
    (WEIGHTS / "screen.md").write_text(
        f"""# Screen: model card

- **What it is**: a logistic regression over what stands around each word that the lexicon knows as a trigger (`coder/screen_triggers.py`); a
  sentence is read when one of its words names an event with probability {threshold} or more, all words taken together; with a lower one in texts that
  are full of events (`coder/screen.py`).
- **Made by**: `make train-screen`. Taught by the coder itself: texts of the train parts of {", ".join(SETS)} are coded without the screen, and
  what it finds is learnt. No gold marks are used. {len(pieces)} sentences, {len(right)} possible triggers of which {right.mean():.0%} named an event;
  {len(weights)} weights.
- **Reached**: over {FOLDS} folds by article, the sentences kept hold {sayings[kept].sum() / sayings.sum():.1%} of the coder's sayings and are {length[kept].sum() / length.sum():.0%} of the text; the
  sentences with sayings are {length[sayings > 0].sum() / length.sum():.0%} of it. What the kept sentences need (`coder/screen_needs.py`) comes on top. docs/speed.md has the curve on dev.
- **Limits**: English news and reports. A trigger that the training texts do not hold is always read, so that words added to the lexicon
  are never lost; train again after larger changes to keep the screen quick.
""",
        "utf-8",
    )


def fit(matrix: object, right: np.ndarray) -> LogisticRegression:
    """The regression on one set of rows."""
    return LogisticRegression(C=PENALTY, max_iter=500, solver="liblinear", random_state=0).fit(matrix, right)


if __name__ == "__main__":
    main()
