"""Train the weights that say which names are places: ``python tools/train_places.py GOLD``.

Data: the ``train`` parts of lgl, tr-news, geovirus and geowebnews under GOLD (gold/README-context.md). A name found by
``coder.place_names.candidates`` is a place when it overlaps a scored gold place; in geowebnews names that only overlap a demonym,
language or homonym are left out. L2-penalised logistic regression over the features and their pairs with the kind of name,
by plain gradient descent with momentum; the same data give the same weights.
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

from allegedly.coder.pipeline import load_parser  # noqa: E402
from allegedly.coder.place_names import candidates, lay_out  # noqa: E402
from allegedly.coder.place_resolution import REASONS, reasons, resolve  # noqa: E402
from allegedly.coder.places import gather  # noqa: E402
from allegedly.gazetteer.lookup import distance  # noqa: E402
from allegedly.gazetteer.publishers import home_of  # noqa: E402
from allegedly.measure.base import find_gold, read_gold  # noqa: E402
from allegedly.measure.places import LEFT_OUT, NEAR_KM, SETS, is_scored  # noqa: E402

WEIGHTS = ROOT / "src/allegedly/coder/weights"
FEWEST = 8
# lgl was gathered for its many ambiguous names: taken whole it teaches that Paris is seldom the capital.
SHARE = {"lgl": 0.4}
# Where the weights of the resolution start from; what the training moves them away from costs.
FIRST = {
    "size": 1.0, "own name": 1.0, "capital": 1.0, "country": 3.0, "region": 2.0, "admin1": 0.5, "admin2": -2.0, "contained": 4.0,
    "container state": 2.0, "state named": 1.0, "state share": 1.5, "province said": 1.5, "near others": 1.0, "close to others": 0.3,
    "home state": 1.0, "home near": 2.0, "home close": 1.0, "namesake town": -1.0, "province word": 2.0, "city word": 2.0, "home province": 1.0,
}  # fmt: skip


def examples(gold: Path, part: str, docs_of=None):
    """``(features, is a place, set)`` for every name that the gazetteer knows."""
    nlp = None if docs_of else load_parser()
    for name in SETS:
        records = read_gold(find_gold(gold, name, part))
        texts = [record["text"] for record in records]
        docs = docs_of(texts) if docs_of else nlp.pipe(texts, batch_size=32)
        for record, doc in zip(records, docs, strict=True):
            reading = lay_out(doc)
            places = [place for place in record["places"] if is_scored(place)]
            out = [place for place in record["places"] if place.get("type") in LEFT_OUT]
            for found in candidates(reading):
                start, end = reading.starts[found.start], reading.ends[found.end - 1]
                hit = any(place["start"] < end and start < place["end"] for place in places)
                if not hit and any(place["start"] < end and start < place["end"] for place in out):
                    continue
                yield found.features, hit, name


def with_pairs(features: list[str]) -> list[str]:
    """The features and their pairs with the first."""
    return features + [f"{features[0]} & {feature}" for feature in features[1:]]


def train(rows, *, penalty: float, steps: int = 400):
    """Weights by feature, and the bias."""
    counts = Counter(feature for features, _hit, _set in rows for feature in with_pairs(features))
    names = sorted(feature for feature, count in counts.items() if count >= FEWEST)
    number = {name: index for index, name in enumerate(names)}
    columns = [np.array([number[f] for f in with_pairs(features) if f in number], dtype=np.int64) for features, _h, _s in rows]
    row_of = np.repeat(np.arange(len(rows)), [len(column) for column in columns])
    column_of = np.concatenate(columns)
    target = np.array([hit for _f, hit, _s in rows], dtype=float)
    weights, bias = np.zeros(len(names)), 0.0
    speed, bias_speed = np.zeros(len(names)), 0.0
    curvature = np.bincount(column_of, minlength=len(names)) * 0.25 + penalty
    for _step in range(steps):
        score = np.bincount(row_of, weights[column_of], minlength=len(rows)) + bias
        fault = 1 / (1 + np.exp(-score)) - target
        gradient = np.bincount(column_of, fault[row_of], minlength=len(names)) + penalty * weights
        speed = 0.9 * speed - 0.04 * gradient / curvature * 2
        bias_speed = 0.9 * bias_speed - 0.04 * fault.mean()
        weights += speed
        bias += bias_speed
    return float(bias), {name: round(float(weights[index]), 3) for name, index in number.items() if abs(weights[index]) >= 0.02}


def choices(gold: Path, part: str, weights, docs_of=None):
    """``(reasons of every candidate, the right ones)`` for every group of mentions of one name whose place gold knows."""
    nlp = None if docs_of else load_parser()
    for name in SETS:
        records = read_gold(find_gold(gold, name, part))
        texts = [record["text"] for record in records]
        docs = docs_of(texts) if docs_of else nlp.pipe(texts, batch_size=32)
        for record, doc in zip(records, docs, strict=True):
            reading = lay_out(doc)
            located = [place for place in record["places"] if place["lat"] is not None]
            gathered, given = gather(doc, reading, [(place["start"], place["end"]) for place in located])
            context = resolve(gathered, home_of(record["domain"]) if record.get("domain") else None, weights=weights)
            answers = {}
            for place, mention in zip(located, given, strict=True):
                if mention is not None:
                    answers.setdefault(id(mention), place)
            for group in gathered:
                golds = [answers[id(mention)] for mention in group.mentions if id(mention) in answers]
                if not golds or len(group.candidates) < 2:
                    continue
                right = [closeness(candidate, golds[0]) for candidate in group.candidates]
                if 1.0 in right:  # where gold names the place itself, a neighbour is wrong
                    right = [float(one == 1.0) for one in right]
                if any(right):
                    matrix = np.array([reasons(candidate, group, context) for candidate in group.candidates])
                    yield matrix, np.array(right), SHARE.get(name, 1.0) * len(golds) ** 0.5


def closeness(candidate, place) -> float:
    """1 for the gold place itself, else 0.5 within 161 km of it, else 0."""
    if place.get("geonameid") is not None and candidate.geonames == place["geonameid"]:
        return 1.0
    if candidate.lat is None or distance(candidate.lat, candidate.lon, place["lat"], place["lon"]) > NEAR_KM:
        return 0.0
    return 0.5


def train_choice(groups, *, penalty: float = 3.0, steps: int = 300):
    """Weights of the reasons: softmax over the candidates of each name."""
    first = np.array([FIRST.get(reason, 0.0) for reason in REASONS])
    weights, speed = first.copy(), np.zeros(len(REASONS))
    count = sum(size for _m, _r, size in groups)
    for _step in range(steps):
        gradient = penalty * (weights - first)
        for matrix, right, size in groups:
            score = matrix @ weights
            share = np.exp(score - score.max())
            share /= share.sum()
            target = share * right
            target /= target.sum() or 1.0
            gradient += size * (matrix.T @ (share - target))
        speed = 0.9 * speed - 0.5 * gradient / count
        weights = weights + speed
    return dict(zip(REASONS, (round(float(weight), 3) for weight in weights), strict=True))


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description="Train the weights for names of places and for which place they mean.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--penalty", type=float, default=2.0)
    options = parser.parse_args()
    run(options.gold, options.penalty)


def run(gold: Path, penalty: float = 2.0, docs_of=None) -> None:
    """Train both sets of weights and write them."""
    WEIGHTS.mkdir(exist_ok=True)
    bias, weights = train(list(examples(gold, "train", docs_of)), penalty=penalty)
    write("place_names", {"bias": round(bias, 3), "weights": weights})
    chosen = FIRST
    write("place_resolution", chosen)
    for _round in range(2):
        start = [chosen.get(reason, 0.0) for reason in REASONS]
        chosen = train_choice(list(choices(gold, "train", start, docs_of)))
    write("place_resolution", chosen)
    print(f"{len(weights)} weights for names, {len(chosen)} for their places")


def write(name: str, content) -> None:
    """One file of weights."""
    (WEIGHTS / f"{name}.json").write_text(json.dumps(content, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
