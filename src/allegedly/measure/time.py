"""Time expressions and event attributes: ``tempeval3`` and ``meantime`` (README-context.md, metrics T1, T2, S3, S4, C1).

A scorer is a list of parts, each a tally and its metrics: times here, statuses from :mod:`allegedly.measure.status`, clusters of events from
:mod:`allegedly.measure.coreference`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import Any

from allegedly.measure.base import Record, Scorer, Tally, Values, f1, per_class_f1, ratio, register, total
from allegedly.measure.coreference import chain_metrics, chain_tallies, meantime_mentions
from allegedly.measure.status import attribute_metrics, meantime_metrics, tally_attributes, tally_meantime
from allegedly.measure.subject import Coder
from allegedly.model import Timex

# A time link says how the event lies to the document's date; three ways are scored.
_BEFORE = frozenset({"BEFORE", "IBEFORE"})
_AFTER = frozenset({"AFTER", "IAFTER"})
_SWAPPED = {"BEFORE": "AFTER", "IBEFORE": "AFTER", "AFTER": "BEFORE", "IAFTER": "BEFORE"}


# -- T1: times ---------------------------------------------------------------------------------------------------------


def pair_spans(predicted: Sequence[tuple[int, int]], gold: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs of overlapping spans as ``(index of predicted, index of gold)``.

    Greedy as the README says: most shared characters first, then the first gold, then the first predicted span.
    """
    overlaps = [
        (-(min(p[1], g[1]) - max(p[0], g[0])), g[0], p[0], i, j)
        for i, p in enumerate(predicted)
        for j, g in enumerate(gold)
        if p[0] < g[1] and g[0] < p[1]
    ]
    pairs: list[tuple[int, int]] = []
    for _shared, _gold, _predicted, i, j in sorted(overlaps):
        if all(i != left and j != right for left, right in pairs):
            pairs.append((i, j))
    return pairs


def tally_times(record: Record, coder: Coder) -> Tally:
    """What was right among the time expressions of one document; nothing behind ``annotated_until`` counts."""
    until = record.get("annotated_until")
    gold = [t for t in record["timexes"] if not t.get("dct") and (until is None or t["start"] < until)]
    predicted = [t for t in coder.timexes(record["text"], record["dct"]) if until is None or t.span.start < until]
    tally: Tally = {"predicted": len(predicted), "gold": len(gold), "strict": 0, "relaxed": 0, "type": 0, "value": 0, "days": []}
    spans = [(t.span.start, t.span.end) for t in predicted]
    for i, j in pair_spans(spans, [(t["start"], t["end"]) for t in gold]):
        ours, theirs = predicted[i], gold[j]
        tally["relaxed"] += 1
        tally["strict"] += spans[i] == (theirs["start"], theirs["end"])
        tally["type"] += ours.type == theirs["type"]
        tally["value"] += same_value(ours, theirs["value"])
        apart = days_apart(ours.value, theirs["value"] or "")
        if apart is not None:
            tally["days"].append(apart)
    return tally


def same_value(timex: Timex, value: str | None) -> bool:
    """Whether two TIMEX3 values are the same string, blanks and case aside."""
    return timex.value.strip().upper() == (value or "").strip().upper()


def days_apart(left: str, right: str) -> int | None:
    """How many days two values lie apart; null unless both are ``YYYY-MM-DD``."""
    try:
        if len(left) == len(right) == 10:
            return abs((date.fromisoformat(left) - date.fromisoformat(right)).days)
    except ValueError:
        pass
    return None


def time_metrics(tallies: Sequence[Tally]) -> Values:
    """Metric T1 over documents; ``value_f1`` is the headline. ``day_error`` is a median number of days, not a share."""
    predicted, gold = total(tallies, "predicted"), total(tallies, "gold")
    values: Values = {
        f"{name}_f1": (f1(total(tallies, name), predicted, gold), int(gold)) for name in ("value", "relaxed", "strict", "type")
    }
    days = [apart for tally in tallies for apart in tally["days"]]
    values["day_exact"] = (ratio(sum(apart == 0 for apart in days), len(days)), len(days))
    values["day_error"] = (float(median(days)) if days else 0.0, len(days))
    return values


# -- T2: events and the document's date --------------------------------------------------------------------------------


def tally_event_time(record: Record, coder: Coder) -> Tally:
    """Pairs of gold and predicted relation (BEFORE, AFTER, OVERLAP) of events to the document's date.

    Our answer is read from the status alone: what is future, demanded or supposed lies ahead, everything else behind.
    """
    relations: dict[str, str] = {}
    for left, relation, right in record["tlinks"]:
        event, told = (left, relation) if right == record["dct_id"] else (right, _SWAPPED.get(relation, relation))
        if record["dct_id"] in (left, right):
            relations.setdefault(event, "BEFORE" if told in _BEFORE else "AFTER" if told in _AFTER else "OVERLAP")
    events = [event for event in record["events"] if event["id"] in relations]
    spans = [(event["start"], event["end"]) for event in events]
    statuses = coder.statuses(record["text"], spans, record["dct"]) if events else []
    ahead = ("future", "directive", "hypothetical")
    return {
        "times": [
            (relations[event["id"]], "AFTER" if status.modality in ahead else "BEFORE")
            for event, status in zip(events, statuses, strict=True)
        ]
    }


def event_time_metrics(tallies: Sequence[Tally]) -> Values:
    """Metric T2: accuracy and macro-F1 of before, after and overlapping the document's date."""
    pairs = [pair for tally in tallies for pair in tally["times"]]
    scores = per_class_f1(pairs)
    return {
        "event_time_accuracy": (ratio(sum(gold == ours for gold, ours in pairs), len(pairs)), len(pairs)),
        "event_time_macro_f1": (ratio(sum(score for score, _n in scores.values()), len(scores)), len(pairs)),
    }


# -- the two sets ------------------------------------------------------------------------------------------------------


def _tally_tempeval3(record: Record, coder: Coder) -> Tally:
    return {
        "time": tally_times(record, coder),
        "attributes": tally_attributes(record, coder),
        "event_time": tally_event_time(record, coder),
    }


def _metrics_tempeval3(tallies: Sequence[Tally]) -> Values:
    return {
        **time_metrics(_part(tallies, "time")),
        **attribute_metrics(_part(tallies, "attributes")),
        **event_time_metrics(_part(tallies, "event_time")),
    }


def _tally_meantime(record: Record, coder: Coder) -> Tally:
    return {"time": tally_times(record, coder), "status": tally_meantime(record, coder)}


def _tally_all_meantime(records: Sequence[Record], coder: Coder) -> list[Tally]:
    chains = chain_tallies(records, meantime_mentions, coder)
    return [{**_tally_meantime(record, coder), "chains": tally} for record, tally in zip(records, chains, strict=True)]


def _metrics_meantime(tallies: Sequence[Tally]) -> Values:
    values = {**time_metrics(_part(tallies, "time")), **meantime_metrics(_part(tallies, "status"))}
    if all("chains" in tally for tally in tallies):
        values |= chain_metrics(_part(tallies, "chains"))
    return values


def _part(tallies: Sequence[Tally], name: str) -> list[Any]:
    return [tally[name] for tally in tallies]


register(
    Scorer(
        name="tempeval3",
        tally=_tally_tempeval3,
        metrics=_metrics_tempeval3,
        keep=(
            "value_f1",
            "relaxed_f1",
            "strict_f1",
            "type_f1",
            "day_exact",
            "negation_f1",
            "modal_f1",
            "future_f1",
            "reporting_f1",
            "event_time_accuracy",
        ),
        anchors={"value_f1": "HeidelTime 77.6"},
    )
)

register(
    Scorer(
        name="meantime",
        tally=_tally_meantime,
        tally_all=_tally_all_meantime,
        metrics=_metrics_meantime,
        keep=("not_asserted_f1", "status_macro_f1", "value_f1", "relaxed_f1", "strict_f1", "conll_f1"),
        resamples=200,
    )
)
