"""What every gold set shares: records in, tallies by document, metrics with bootstrap intervals out.

A *scorer* is two functions. ``tally(record, coder)`` reads one gold record and returns a tally: a dictionary of
numbers (or of small lists) that says what was right, predicted and gold *in that record*. ``metrics(tallies)`` turns the tallies of
a whole part into ``{name: (value, n)}``. Intervals are percentile bootstraps over records: 1,000 resamples of the list of
tallies, seed 0, so that no set needs code of its own for them.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from allegedly.errors import GoldError, UnknownName

Record = dict[str, Any]
Tally = dict[str, Any]
Values = dict[str, tuple[float, int]]

RESAMPLES = 1000


class Metric(msgspec.Struct, frozen=True):
    """A value between 0 and 1 (or a correlation), its 95 % interval, and how many gold items it rests on."""

    value: float
    low: float
    high: float
    n: int


class Report(msgspec.Struct, frozen=True):
    """The scores of one coder on one part of one set; the object that ``--json`` prints."""

    set: str
    part: str
    n: int
    coder: str
    metrics: dict[str, Metric]


@dataclass(frozen=True)
class Scorer:
    """How one gold set is scored; see the module's docstring.

    ``listing``, when there is one, yields plain lines that show what was missed, made up or read differently in a record.
    ``tally_all``, when there is one, stands in for ``tally`` where the coder must see all records at once (clustering); it still gives
    one tally a record, and such sets usually take fewer ``resamples``.
    ``keep`` lists the metrics that go into docs/accuracy.md, the headline first.
    """

    name: str
    tally: Callable[[Record, Any], Tally]
    metrics: Callable[[Sequence[Tally]], Values]
    keep: tuple[str, ...]
    listing: Callable[[Record, Any], Iterator[str]] | None = None
    tally_all: Callable[[Sequence[Record], Any], list[Tally]] | None = None
    resamples: int = RESAMPLES
    anchors: dict[str, str] = field(default_factory=dict)


_SCORERS: dict[str, Scorer] = {}


def register(scorer: Scorer) -> Scorer:
    """Make a scorer known under its set's name."""
    _SCORERS[scorer.name] = scorer
    return scorer


def scorers() -> dict[str, Scorer]:
    """All scorers by name of set, in the order in which they are reported."""
    return dict(_SCORERS)


def scorer(name: str) -> Scorer:
    """The scorer of one set."""
    if name not in _SCORERS:
        raise UnknownName("gold set", name, _SCORERS, "'all' runs every one.")
    return _SCORERS[name]


def read_gold(path: Path) -> list[Record]:
    """The records of one gold file (``.jsonl`` or ``.jsonl.gz``)."""
    try:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as fault:
        raise GoldError(f"cannot read gold file {path}: {fault}; give a folder SET/PART.jsonl or one such file") from fault


def find_gold(gold: Path, name: str, part: str) -> Path:
    """Where ``part`` of set ``name`` lies: ``gold`` is the folder of all sets, the set's own folder, or the file."""
    if gold.is_file():
        return gold
    for folder in (gold / name, gold):
        for ending in (".jsonl", ".jsonl.gz"):
            if (folder / f"{part}{ending}").is_file():
                return folder / f"{part}{ending}"
    raise GoldError(f"no {part}.jsonl of set {name!r} under {gold}; expected {gold / name / (part + '.jsonl')}")


def run(scorer: Scorer, records: Sequence[Record], coder: Any, *, part: str = "dev") -> Report:
    """Score ``coder`` on ``records``, with intervals.

    A sample of documents has shorter chains than the whole part, and clustering is easier on it. So for sets scored as one whole, the
    interval is moved by the distance of the samples' mean from the value (bias-corrected), to lie around the value that it is for.
    """
    tallies = scorer.tally_all(records, coder) if scorer.tally_all else [scorer.tally(record, coder) for record in records]
    point = scorer.metrics(tallies)
    samples: dict[str, list[float]] = {name: [] for name in point}
    dice = random.Random(0)
    for _ in range(scorer.resamples if len(tallies) > 1 else 0):
        resample = [tallies[dice.randrange(len(tallies))] for _ in tallies]
        for name, (value, _n) in scorer.metrics(resample).items():
            if name in samples:
                samples[name].append(value)
    metrics = {}
    for name, (value, n) in point.items():
        drawn = sorted(samples[name])
        low, high = (drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn))]) if drawn else (value, value)
        if drawn and scorer.tally_all:
            shift = value - sum(drawn) / len(drawn)
            low, high = max(low + shift, 0.0), min(high + shift, 1.0 if value <= 1 else float("inf"))
        metrics[name] = Metric(round(value, 4), round(low, 4), round(high, 4), n)
    return Report(scorer.name, part, len(records), f"{coder.ref.name} {coder.ref.version}", metrics)


# -- arithmetic that several sets share ------------------------------------------------------------------------------


def f1(right: float, predicted: float, gold: float) -> float:
    """F1 from counts; 0 when undefined."""
    return 2 * right / (predicted + gold) if predicted + gold else 0.0


def ratio(part: float, whole: float) -> float:
    """``part / whole``; 0 when undefined."""
    return part / whole if whole else 0.0


def total(tallies: Iterable[Tally], key: str) -> float:
    """The sum of one number over tallies; records without it count as 0."""
    return float(sum(tally.get(key, 0) for tally in tallies))


def per_class_f1(pairs: Iterable[tuple[str | None, str | None]]) -> dict[str, tuple[float, int]]:
    """F1 and gold count of each gold class from ``(gold, predicted)`` pairs."""
    right: dict[str, int] = {}
    predicted: dict[str, int] = {}
    gold: dict[str, int] = {}
    for expected, got in pairs:
        if expected is not None:
            gold[expected] = gold.get(expected, 0) + 1
        if got is not None:
            predicted[got] = predicted.get(got, 0) + 1
        if expected is not None and expected == got:
            right[expected] = right.get(expected, 0) + 1
    return {name: (f1(right.get(name, 0), predicted.get(name, 0), n), n) for name, n in gold.items()}


def macro_f1(pairs: Iterable[tuple[str | None, str | None]]) -> float:
    """Mean of per-class F1 over the classes that occur in gold."""
    scores = [score for score, _n in per_class_f1(pairs).values()]
    return sum(scores) / len(scores) if scores else 0.0
