"""Whether events are told as having happened: ``uds-ih2``, ``uw-factuality``, ``commitmentbank``, and parts of ``meantime`` and ``tempeval3``.

The first three give numbers from -3 to 3. Our status is a class, so each class is read as one number per set, from
``tables/status.yaml``: what :func:`fit` finds on train. Correlations are computed from sums that a tally holds, so that they can be resampled.
"""

from __future__ import annotations

import difflib
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from allegedly.measure.base import Record, Scorer, Tally, Values, f1, per_class_f1, ratio, register, total
from allegedly.measure.matching import Offsets, table
from allegedly.measure.subject import Coder
from allegedly.model import Status

Pairs = Iterable[tuple[float, float]]

# -- numbers for statuses --------------------------------------------------------------------------------------------


def keys_of(status: Status) -> tuple[str, ...]:
    """The names under which a status stands in the table: its class, with its certainty, and with each of its deciding words."""
    plain = f"{status.polarity} {status.modality}"
    words = sorted({word.text.lower() for word in status.words})
    return (plain, *([f"{plain} {status.certainty}"] if status.certainty else []), *(f"{plain}: {word}" for word in words))


def number(status: Status, name: str, fitted: dict[str, float] | None = None) -> float:
    """What a status counts on the scale of set ``name``, -3 to 3.

    The mean over those of its deciding words that train knows in this class; without one, the value of the class.
    ``fitted`` stands in for the table that :func:`fit` made.
    """
    known: dict[str, dict[str, dict[str, float]]] = table("status")
    values = known["fitted"].get(name, {}) if fitted is None else fitted
    keys = keys_of(status)
    particular = [float(values[key]) for key in keys[1:] if key in values]
    if particular:
        return sum(particular) / len(particular)
    return float(values.get(keys[0], known["readme"][name].get(keys[0], 0.0)))


def fit(pairs: Iterable[tuple[Status, float]], border: float, *, fewest: int = 10, fewest_words: int = 20) -> dict[str, float]:
    """The table of one set from train: of each class of statuses the mean, moved across ``border`` where most of the class lies.

    The mean is what serves the correlation best; the three classes of a set (at least ``border``, at most its negative, else open)
    would be lost where a skewed class has its mean on the wrong side, so it is moved to the near edge of the side that holds
    most of its members. Classes with fewer than ``fewest`` members are left to the README's map, words of a class
    with fewer than ``fewest_words`` to the class.
    """
    members: dict[str, list[float]] = defaultdict(list)
    for status, value in pairs:
        for key in keys_of(status):
            members[key].append(value)
    fitted = {}
    for key, values in sorted(members.items()):
        if len(values) >= (fewest_words if ":" in key else fewest):
            mean = sum(values) / len(values)
            sides = [side(value, border) for value in values]
            most = max((1, 0, -1), key=sides.count)
            if most and side(mean, border) != most and 2 * sides.count(most) > len(sides):
                mean = most * border
            fitted[key] = round(mean, 2)
    return fitted


def side(value: float, border: float) -> int:
    """1 for happened, -1 for did not, 0 for open."""
    return 1 if value >= border else -1 if value <= -border else 0


# -- sums that correlations come from --------------------------------------------------------------------------------


def sums(pairs: Pairs, border: float) -> Tally:
    """A tally of ``(gold, predicted)`` numbers: sums for the correlation, and counts of the three classes."""
    tally: Tally = defaultdict(float)
    for gold, predicted in pairs:
        tally["n"] += 1
        tally["x"] += gold
        tally["y"] += predicted
        tally["xx"] += gold * gold
        tally["yy"] += predicted * predicted
        tally["xy"] += gold * predicted
        tally["error"] += abs(gold - predicted)
        expected, got = side(gold, border), side(predicted, border)
        tally[f"gold {expected}"] += 1
        tally[f"got {got}"] += 1
        tally[f"right {expected}"] += expected == got
    return dict(tally)


def pearson(tallies: Sequence[Tally]) -> float:
    """Pearson's r over all pairs that the tallies sum up; 0 when one side does not vary."""
    n, x, y = total(tallies, "n"), total(tallies, "x"), total(tallies, "y")
    if not n:
        return 0.0
    covariance = total(tallies, "xy") - x * y / n
    spread = (total(tallies, "xx") - x * x / n) * (total(tallies, "yy") - y * y / n)
    return covariance / math.sqrt(spread) if spread > 1e-12 else 0.0


def number_metrics(tallies: Sequence[Tally]) -> Values:
    """Metrics S1 and S2: Pearson's r, mean absolute error, macro-F1 and accuracy of the three classes."""
    n = int(total(tallies, "n"))
    counts = {c: (total(tallies, f"right {c}"), total(tallies, f"got {c}"), total(tallies, f"gold {c}")) for c in (1, 0, -1)}
    present = [f1(*counts[c]) for c in counts if counts[c][2]]
    values: Values = {
        "pearson": (pearson(tallies), n),
        "mae": (ratio(total(tallies, "error"), n), n),
        "macro_f1_3": (sum(present) / len(present) if present else 0.0, n),
        "accuracy": (ratio(sum(right for right, _got, _gold in counts.values()), n), n),
    }
    for name, c in (("happened_f1", 1), ("open_f1", 0), ("did_not_f1", -1)):
        values[name] = (f1(*counts[c]), int(counts[c][2]))
    return values


# -- S1: events rated by people --------------------------------------------------------------------------------------


# What the raters of each set were asked.
_QUESTIONS: dict[str, Literal["happened", "presented"]] = {"uds-ih2": "happened", "uw-factuality": "presented"}


def _rated(name: str) -> Callable[[Record, Any], Tally]:
    def tally(record: Record, coder: Coder) -> Tally:
        spans = [(event["start"], event["end"]) for event in record["events"]]
        gold = [event["factuality"] for event in record["events"]]
        answers = coder.factuality(record["text"], spans, _QUESTIONS[name])
        classes = [number(status, name) for status in coder.statuses(record["text"], spans)]
        by_class = {f"status {key}": value for key, value in sums(zip(gold, classes, strict=True), 1.5).items()}
        return {**sums(zip(gold, answers, strict=True), 1.5), **by_class}

    return tally


def rated_metrics(tallies: Sequence[Tally]) -> Values:
    """Metric S1 of the coder's number for each event, and with ``status_`` before the name, of the number that its status stands for."""
    classes = [{key[7:]: value for key, value in tally.items() if key.startswith("status ")} for tally in tallies]
    return {**number_metrics(tallies), **{f"status_{name}": value for name, value in number_metrics(classes).items()}}


for _name in ("uds-ih2", "uw-factuality"):
    register(
        Scorer(
            _name,
            _rated(_name),
            rated_metrics,
            keep=("pearson", "macro_f1_3", "mae", "accuracy", "status_pearson", "status_macro_f1_3"),
            anchors={"pearson": "0.912 / 0.863, graph network over BERT"},
        )
    )

# -- S2: the commitment bank -----------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|['’][^\W_]+")


def clause_of(text: str, target: Offsets, verb: str, proposition: str) -> Offsets:
    """Where the embedded clause that ``proposition`` states stands in the target sentence, ``(start, end)``.

    The longest alignment of the proposition's words with the words after the embedding verb, from its first to its
    last matching word; the rest of the target when nothing matches.
    """
    start, end = target
    found = [(match.group().lower(), match.start() + start, match.end() + start) for match in _WORD.finditer(text[start:end])]
    stem = verb[: max(3, len(verb) - 2)].lower()
    heads = [n for n, (word, _a, _b) in enumerate(found) if word.startswith(stem)]
    wanted = [match.group().lower() for match in _WORD.finditer(proposition)]
    best, answer = 0, (start, end)
    for head in [*heads, -1]:
        after = found[head + 1 :]
        blocks = difflib.SequenceMatcher(None, [word for word, _a, _b in after], wanted, autojunk=False).get_matching_blocks()
        size = sum(block.size for block in blocks)
        if size > best:
            best = size
            used = [block for block in blocks if block.size]
            answer = (after[used[0].a][1], after[used[-1].a + used[-1].size - 1][2])
    return answer


def tally_commitment(record: Record, coder: Coder) -> Tally:
    """One passage of the CommitmentBank: the status of the embedded clause.

    The whole clause is given as the event's words, so that negation inside it, which the proposition repeats, is part of what is asked about.
    """
    target = (record["target"]["start"], record["target"]["end"])
    clause = clause_of(record["text"], target, record["verb"], record["proposition"])
    status = coder.statuses(record["text"], [clause])[0]
    tally = sums([(record["commitment"], number(status, "commitmentbank"))], 1.0)
    right = sum(value for key, value in tally.items() if key.startswith("right"))
    return {**tally, f"n {record['embedding']}": 1, f"right_under {record['embedding']}": right}


def commitment_metrics(tallies: Sequence[Tally]) -> Values:
    """Metric S2: as S1, and accuracy under each embedding."""
    values = number_metrics(tallies)
    values["macro_f1"] = values.pop("macro_f1_3")
    for embedding in ("negation", "modal", "question", "conditional"):
        n = total(tallies, f"n {embedding}")
        if n:
            values[f"accuracy_{embedding}"] = (ratio(total(tallies, f"right_under {embedding}"), n), int(n))
    return values


register(Scorer("commitmentbank", tally_commitment, commitment_metrics, keep=("pearson", "accuracy", "macro_f1", "mae")))

# -- S3: meantime ----------------------------------------------------------------------------------------------------

FIVE = ("asserted", "future", "negated", "uncertain", "hypothetical")


def five_way(status: Status) -> str:
    """Our status in the five classes that are scored on ``meantime``, in the README's order of derivation."""
    if status.polarity == "negative":
        return "negated"
    if status.modality in ("future", "directive"):
        return "future"
    if status.modality == "hypothetical":
        markers = table("status")["markers"]
        return "hypothetical" if any(word.text.lower() in markers for word in status.words) else "uncertain"
    if status.modality == "asked":
        return "uncertain"
    return "uncertain" if status.certainty == "low" else "asserted"


def tally_meantime(record: Record, coder: Coder) -> Tally:
    """Pairs of gold and predicted values of one document: ``five``, ``polarity``, ``time``, ``certainty``, ``open``."""
    events = [e for e in record["events"] if e["status"] is not None and e["start"] < record["annotated_until"]]
    statuses = coder.statuses(record["text"], [(e["start"], e["end"]) for e in events], record["dct"]) if events else []
    tally: Tally = {"five": [], "polarity": [], "time": [], "certainty": [], "right": 0, "got": 0, "gold": 0}
    for event, status in zip(events, statuses, strict=True):
        five = five_way(status)
        if event["status"] in FIVE:
            tally["five"].append((event["status"], five))
        if event["polarity"] in ("POS", "NEG"):
            tally["polarity"].append((event["polarity"], "NEG" if status.polarity == "negative" else "POS"))
        if event["time"] in ("NON_FUTURE", "FUTURE"):
            ahead = status.modality in ("future", "directive")
            tally["time"].append((event["time"], "FUTURE" if ahead else "NON_FUTURE"))
        if event["certainty"] not in (None, "UNDERSPECIFIED"):
            sure = five != "uncertain" and status.modality not in ("hypothetical", "asked")
            tally["certainty"].append(("CERTAIN" if event["certainty"] == "CERTAIN" else "OTHER", "CERTAIN" if sure else "OTHER"))
        gold_open, got_open = event["status"] != "asserted", five != "asserted"
        tally["gold"] += gold_open
        tally["got"] += got_open
        tally["right"] += gold_open and got_open
    return tally


def meantime_metrics(tallies: Sequence[Tally]) -> Values:
    """Metric S3 over documents; ``not_asserted_f1`` is the headline."""
    values: Values = {
        "not_asserted_f1": (
            f1(total(tallies, "right"), total(tallies, "got"), total(tallies, "gold")),
            int(total(tallies, "gold")),
        )
    }
    for name, label in (
        ("five", "status_macro_f1"),
        ("polarity", "polarity_macro_f1"),
        ("time", "time_macro_f1"),
        ("certainty", "certainty_macro_f1"),
    ):
        scores = per_class_f1(pair for tally in tallies for pair in tally[name])
        values[label] = (ratio(sum(score for score, _n in scores.values()), len(scores)), sum(n for _score, n in scores.values()))
        if name == "five":
            values.update({f"{kind}_f1": score for kind, score in sorted(scores.items())})
    return values


# -- S4: tempeval3 ---------------------------------------------------------------------------------------------------


# The attributes are those of the event's own verb group; words further off govern it, and are not annotated. Characters.
_NEAR = 20


def tally_attributes(record: Record, coder: Coder) -> Tally:
    """Right, predicted and gold counts of NEG, modal, FUTURE and REPORTING events of one document."""
    events = record["events"]
    lists: dict[str, list[str]] = table("status")
    statuses = coder.statuses(record["text"], [(e["start"], e["end"]) for e in events], record["dct"]) if events else []
    cues = [cue for saying in coder.attributions(record["text"]) for cue in saying.cue] if events else []
    tally: Tally = defaultdict(int)
    for event, status in zip(events, statuses, strict=True):
        near = {word.text.lower() for word in status.words if 0 <= event["start"] - word.start <= _NEAR}
        answers = {
            "modal": (event["modality"] is not None, bool(near.intersection(lists["modals"]))),
            "future": (event["tense"] == "FUTURE", status.modality == "future" and bool(near.intersection(lists["wills"]))),
            "reporting": (event["class"] == "REPORTING", any(cue.overlaps(event["start"], event["end"]) for cue in cues)),
        }
        if event["polarity"] is not None:
            answers["negation"] = (
                event["polarity"] == "NEG",
                status.polarity == "negative" and bool(near.intersection(lists["negations"])),
            )
        for name, (gold, got) in answers.items():
            tally[f"{name} gold"] += gold
            tally[f"{name} got"] += got
            tally[f"{name} right"] += gold and got
    return dict(tally)


def attribute_metrics(tallies: Sequence[Tally]) -> Values:
    """Metric S4 over documents: F1 of negation, modal, future and reporting events."""
    return {
        f"{name}_f1": (
            f1(total(tallies, f"{name} right"), total(tallies, f"{name} got"), total(tallies, f"{name} gold")),
            int(total(tallies, f"{name} gold")),
        )
        for name in ("negation", "modal", "future", "reporting")
    }
