"""The scorers of tempeval3 and meantime on records of our own, small enough to be counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from allegedly.measure import run, scorer
from allegedly.measure.time import days_apart, pair_spans, tally_event_time, tally_times, time_metrics
from allegedly.model import Attribution, CoderRef, Span, Status, Timex

TEXT = "It burned on Monday and again in 2011. It will burn next week."


def timex(words: str, value: str, type: Any = "DATE") -> Timex:
    start = TEXT.index(words)
    return Timex(span=Span(words, start, start + len(words)), type=type, value=value)


def gold(words: str, value: str, type: str = "DATE", **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "type": type, "value": value, "mod": None, **more}


class Clock:
    """A coder that answers with what it was given."""

    ref = CoderRef(name="clock", version="1")

    def __init__(self, found: Sequence[Timex] = (), statuses: dict[int, Status] | None = None) -> None:
        self.found, self.given = list(found), statuses or {}

    def timexes(self, text: str, published: str | None) -> list[Timex]:
        return self.found

    def statuses(self, text: str, spans: Sequence[tuple[int, int]], published: str | None = None) -> list[Status]:
        return [self.given.get(start, Status()) for start, _end in spans]

    def attributions(self, text: str) -> list[Attribution]:
        return []

    def cluster_events(self, documents: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[list[tuple[int, int]]]:
        return []


def record(*timexes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "r",
        "text": TEXT,
        "dct": "2015-06-17",
        "dct_id": "t0",
        "timexes": list(timexes),
        "events": [],
        "tlinks": [],
        **more,
    }


def test_times_are_counted_strict_relaxed_by_type_and_by_value() -> None:
    found = [timex("on Monday", "2015-06-15"), timex("2011", " 2011 "), timex("burn next", "P1W", "DURATION")]
    tally = tally_times(record(gold("Monday", "2015-06-08"), gold("2011", "2011"), gold("next week", "2015-W26")), Clock(found))
    assert {key: tally[key] for key in ("predicted", "gold", "strict", "relaxed", "type", "value", "days")} == {
        "predicted": 3,
        "gold": 3,
        "strict": 1,
        "relaxed": 3,
        "type": 2,
        "value": 1,
        "days": [7],
    }
    values = time_metrics([tally])
    assert values["value_f1"] == (pytest.approx(1 / 3), 3)
    assert (values["day_exact"], values["day_error"]) == ((0.0, 1), (7.0, 1))


def test_the_documents_date_and_what_was_not_read_are_left_out() -> None:
    told = [gold("Monday", "2015-06-15", dct=True), gold("2011", "2011"), gold("next week", "2015-W26")]
    tally = tally_times(record(*told, annotated_until=40), Clock([timex("2011", "2011"), timex("next week", "2015-W26")]))
    assert (tally["gold"], tally["predicted"], tally["value"]) == (1, 1, 1)


def test_pairs_are_one_to_one_and_the_longest_overlap_first() -> None:
    assert pair_spans([(0, 4), (4, 12)], [(2, 12)]) == [(1, 0)]
    assert pair_spans([(0, 10)], [(0, 4), (5, 10)]) == [(0, 1)]
    assert pair_spans([(0, 4)], [(4, 8)]) == []


@pytest.mark.parametrize(
    ("left", "right", "days"),
    [("2015-06-17", "2015-06-10", 7), ("2015-06", "2015-06-10", None), ("2015-06-99", "2015-06-10", None)],
)
def test_days_apart(left: str, right: str, days: int | None) -> None:
    assert days_apart(left, right) == days


def test_events_before_and_after_the_documents_date() -> None:
    ahead = TEXT.index("burn next")
    events = [{"id": "e1", "start": 3, "end": 9}, {"id": "e2", "start": ahead, "end": ahead + 4}]
    links = [["t0", "AFTER", "e1"], ["e2", "AFTER", "t0"], ["e2", "BEFORE", "t0"], ["e1", "BEFORE", "e2"]]
    coder = Clock(statuses={ahead: Status(modality="future")})
    tally = tally_event_time(record(events=events, tlinks=links), coder)
    assert tally == {"times": [("BEFORE", "BEFORE"), ("AFTER", "AFTER")]}


def test_both_sets_report_their_named_metrics() -> None:
    event = {
        "start": 3,
        "end": 9,
        "text": "burned",
        "polarity": "POS",
        "modality": None,
        "tense": "PAST",
        "class": "OCCURRENCE",
        "id": "e1",
    }
    report = run(scorer("tempeval3"), [record(gold("2011", "2011"), events=[event])] * 2, Clock([timex("2011", "2011")]))
    assert report.metrics["value_f1"].value == 1.0
    assert {"relaxed_f1", "strict_f1", "negation_f1", "modal_f1", "future_f1", "event_time_accuracy"} <= report.metrics.keys()

    event |= {"status": "negated", "certainty": "CERTAIN", "time": "NON_FUTURE", "special": "NONE", "chain": "c1"}
    event["polarity"] = "NEG"
    records = [record(events=[event], annotated_until=60)] * 2
    report = run(scorer("meantime"), records, Clock(statuses={3: Status(polarity="negative")}))
    assert report.metrics["not_asserted_f1"].value == 1.0
    assert {"value_f1", "conll_f1", "status_macro_f1"} <= report.metrics.keys()
