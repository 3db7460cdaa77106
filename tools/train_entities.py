"""Train the weights that say which phrases are entities, and of which kind: ``python tools/train_entities.py GOLD [--folds N]``.

Data: the ``train`` part of re3d under GOLD (gold/README-events.md), entities with a confidence of at least 0.5. A candidate of
``coder.named_phrases`` has the kind of the gold entity with the same span, else none. Softmax regression over string features by AdaGrad with an L2 penalty, in fixed order from a fixed seed;
features seen fewer than ``FEWEST`` times are left out. The least probability is chosen by cross-validation over documents.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from allegedly.coder import actors, counts, dates, places, sources  # noqa: E402, F401  (register their components)
from allegedly.coder.actors import entities_of  # noqa: E402
from allegedly.coder.named import NONE, surest  # noqa: E402
from allegedly.coder.named_phrases import phrases  # noqa: E402
from allegedly.coder.pipeline import load_parser  # noqa: E402
from allegedly.measure.base import find_gold, read_gold  # noqa: E402

WEIGHTS = ROOT / "src/allegedly/coder/weights/entities.json"
CARD = ROOT / "src/allegedly/coder/weights/entities.md"
FEWEST = 3
ROUNDS = 12
STEP = 0.3
PENALTY = 2e-5
SCALE = 100
LEASTS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


def rows_of(gold, part):
    """Per document: its candidates, each with the gold kind, and how many gold entities there are."""
    nlp = load_parser()
    for stage in ("sources", "dates", "places", "actors", "counts"):
        nlp.add_pipe(f"allegedly_{stage}_v1")
    documents = []
    for record in read_gold(find_gold(gold, "re3d", part)):
        text = record["text"]
        doc = nlp(text)
        spans = {(e["start"], e["end"]): e["type"] for e in record["entities"] if e["confidence"] >= 0.5}
        found = []
        for phrase in phrases(doc, entities_of(doc)):
            start, end = doc[phrase.start].idx, doc[phrase.end - 1].idx + len(doc[phrase.end - 1])
            found.append((phrase, spans.get((start, end), NONE)))
        documents.append((found, len(spans)))
    return documents


def fit(documents, kinds):
    """Weights by feature (rows of one value per kind)."""
    seen = Counter(feature for found, _n in documents for phrase, _kind in found for feature in phrase.features)
    index = {feature: n for n, feature in enumerate(sorted(f for f, n in seen.items() if n >= FEWEST))}
    examples = [
        (np.array([index[f] for f in phrase.features if f in index]), kinds.index(kind))
        for found, _n in documents
        for phrase, kind in found
    ]
    weights = np.zeros((len(index), len(kinds)), dtype=np.float32)
    squares = np.full_like(weights, 1e-3)
    total = np.zeros_like(weights)
    order = np.random.default_rng(0)
    for turn in range(ROUNDS):
        for n in order.permutation(len(examples)):
            features, kind = examples[n]
            scores = weights[features].sum(axis=0)
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            shares[kind] -= 1.0
            gradient = shares[None, :] + PENALTY * len(examples) * weights[features] / 50
            squares[features] += gradient**2
            weights[features] -= STEP * gradient / np.sqrt(squares[features])
        if turn >= ROUNDS // 2:
            total += weights
    total /= ROUNDS - ROUNDS // 2
    return index, total


def predicted(found, index, weights, kinds):
    """Every candidate with the chance to be an entity, the share of the likeliest kind, and that kind."""
    none = kinds.index(NONE)
    rated = []
    for phrase, _kind in found:
        scores = weights[[index[f] for f in phrase.features if f in index]].sum(axis=0)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        some, shares[none] = 1 - shares[none], 0.0
        best = int(shares.argmax())
        rated.append((some, float(shares[best]), phrase, kinds[best]))
    return rated


def score(documents, results, least):
    """Exact F1 over documents at a least probability."""
    right = ours = gold = 0
    for (found, n), rated in zip(documents, results, strict=True):
        truth = {(phrase.start, phrase.end, kind) for phrase, kind in found if kind != NONE}
        kept = surest([(share, phrase, kind) for some, share, phrase, kind in rated if some >= least])
        right += sum((phrase.start, phrase.end, kind) in truth for phrase, kind in kept)
        ours, gold = ours + len(kept), gold + n
    return 2 * right / (ours + gold)


def main() -> None:
    """Fit, choose the least probability, and write weights and card."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--folds", type=int, default=4)
    asked = arguments.parse_args()
    documents = rows_of(asked.gold, "train")
    kinds = sorted({kind for found, _n in documents for _phrase, kind in found})
    reachable = sum(kind != NONE for found, _n in documents for _phrase, kind in found) / sum(n for _found, n in documents)
    print(f"{len(documents)} documents; {100 * reachable:.1f} % of the entities are candidates")
    results = [None] * len(documents)
    for fold in range(asked.folds):
        held = [n for n in range(len(documents)) if n % asked.folds == fold]
        index, weights = fit([documents[n] for n in range(len(documents)) if n % asked.folds != fold], kinds)
        for n in held:
            results[n] = predicted(documents[n][0], index, weights, kinds)
    scores = {least: score(documents, results, least) for least in LEASTS}
    least = max(scores, key=scores.get)
    print(" ".join(f"{at}: {100 * value:.1f}" for at, value in scores.items()))
    index, weights = fit(documents, kinds)
    stored = {}
    for feature, row in index.items():
        values = np.round(weights[row] * SCALE).astype(int)
        kept = [value for kind, weight in enumerate(values) if abs(weight) >= 8 for value in (kind, int(weight))]
        if kept:
            stored[feature] = kept
    WEIGHTS.write_text(
        json.dumps({"kinds": kinds, "least": least, "scale": SCALE, "weights": stored}, ensure_ascii=False, separators=(",", ":"))
        + "\n",
        encoding="utf-8",
    )
    CARD.write_text(
        f"""# entities.json

Which phrases of a text are entities, and of which kind ({", ".join(kind for kind in kinds if kind != NONE)}). Softmax regression over string features of `coder/named_phrases.py`.

Fitted on the train part of re3d ({len(documents)} documents of seven publishers on Syria and Iraq, entities with confidence at least 0.5) by `tools/train_entities.py`, which gives the same weights for the same data. {len(stored)} features;
those seen fewer than {FEWEST} times are left out. A phrase is kept from a probability of {least} to be an entity at all, chosen by {asked.folds}-fold cross-validation over documents (exact F1 {100 * scores[least]:.1f}).

Contains single words and names of constructions, no text. Reports on one war: kinds of weapons and vehicles of other wars are unknown to it.
""",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
