"""Fit the linear model that names the PLOVER type of a given pair, and write its weights and card into the package.

    uv run --group training python tools/train_types.py --gold ../shared/gold

Fits on ``plv`` train alone; the penalty is chosen by five folds of it, for the probabilities that the model gives to what is right, because
these and not its first choices are what the encoder's reading is mixed with. Prints what it used and what it reached.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, log_loss
from sklearn.model_selection import cross_val_predict

from allegedly.coder.coder import Coder
from allegedly.coder.types import features
from allegedly.measure.base import find_gold, read_gold

WEIGHTS = Path(__file__).parent.parent / "src" / "allegedly" / "coder" / "weights"
PENALTIES = (0.5, 1.0, 2.0, 4.0, 8.0)
MINIMUM = 2  # a feature seen in fewer pairs is left out
SHOWN = 3  # decimals kept


def pairs(coder: Coder, gold: Path, part: str) -> tuple[list[dict[str, float]], list[str]]:
    """Features and types of every pair of one part."""
    found, types = [], []
    for record in read_gold(find_gold(gold, "plv", part)):
        doc = coder.read(record["text"])
        spans = [(one["start"], one["end"]) if one else None for one in (record["actor"], record["recipient"])]
        found.append(features(doc, *spans))
        types.append(record["type"])
    return found, types


def main() -> None:
    """Train, choose, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, required=True)
    gold = arguments.parse_args().gold
    coder = Coder()
    train, train_types = pairs(coder, gold, "train")
    dev, dev_types = pairs(coder, gold, "dev")
    seen = Counter(name for one in train for name in one)
    kept = [{name: value for name, value in one.items() if seen[name] >= MINIMUM} for one in train]
    vectorizer = DictVectorizer()
    matrix, dev_matrix = vectorizer.fit_transform(kept), vectorizer.transform(dev)
    print(f"plv train: {len(train)} pairs, {matrix.shape[1]} features; dev: {len(dev)} pairs")
    best = None
    for penalty in PENALTIES:
        model = LogisticRegression(C=penalty, max_iter=3000, fit_intercept=False)
        crossed = cross_val_predict(model, matrix, train_types, cv=5, method="predict_proba")
        model.fit(matrix, train_types)
        guess = model.predict(dev_matrix)
        scores = (f1_score(dev_types, guess, average="macro"), accuracy_score(dev_types, guess))
        cross = f1_score(train_types, model.classes_[crossed.argmax(axis=1)], average="macro")
        loss = log_loss(train_types, crossed, labels=list(model.classes_))
        print(
            f"C={penalty}: dev macro-F1 {scores[0]:.3f}, accuracy {scores[1]:.3f}; train, five folds, macro-F1 {cross:.3f}, log loss {loss:.3f}"
        )
        if best is None or loss < best[0]:
            best = (loss, penalty, model, scores, cross)
    assert best is not None
    _, penalty, model, scores, cross = best
    weights = {
        str(name): [round(float(value), SHOWN) for value in model.coef_[:, column]]
        for column, name in enumerate(vectorizer.get_feature_names_out())
    }
    stored = {"classes": [str(name) for name in model.classes_], "weights": weights}
    (WEIGHTS / "types.json").write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    (WEIGHTS / "types.md").write_text(
        f"""# Type of a given pair: model card

- **What it is**: multinomial logistic regression over what the events stage proposes for a pair, its status, the words on the way
  between actor and recipient, and those around them (`coder/types.py`, `features`).
- **Made by**: `python tools/train_types.py --gold GOLD`. Fitted on `plv` train ({len(train)} pairs), penalty C={penalty} chosen by the log loss over five
  folds of it. {len(weights)} features seen in at least {MINIMUM} pairs, {len(model.classes_)} classes (YIELD joins CONCEDE and RETREAT).
- **Reached**: macro-F1 {scores[0]:.3f}, accuracy {scores[1]:.3f} on dev ({len(dev)} pairs); macro-F1 {cross:.3f} over five folds of train.
- **Limits**: one sentence and a marked pair; American news of 2015-2020 and the CAMEO manual's older sentences. Dev comes from the same
  source as train and flatters.
""",
        "utf-8",
    )


if __name__ == "__main__":
    main()
