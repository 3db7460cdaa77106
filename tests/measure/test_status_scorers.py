"""The arithmetic of the factuality scorers, with a made-up coder."""

from __future__ import annotations

import statistics
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.measure import base, status
from allegedly.model import Span, Status


def coder(*statuses: Status, cues: tuple[Span, ...] = (), numbers: tuple[float, ...] = ()) -> Any:
    """A coder that answers with ``statuses`` and ``numbers`` in order and remembers the spans it was asked about."""
    asked: list[Any] = []

    def answer(text: str, spans: Any, published: str | None = None) -> list[Status]:
        asked.extend(spans)
        return list(statuses)

    return SimpleNamespace(
        statuses=answer,
        asked=asked,
        attributions=lambda _text: [SimpleNamespace(cue=cues)],
        factuality=lambda _text, _spans, question: [value if question == "happened" else -value for value in numbers],
    )


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=3, max_size=30))
def test_pearson_from_sums_is_pearson(pairs: list[tuple[int, int]]) -> None:
    tallies = [status.sums([pair], 1.5) for pair in pairs]
    gold, got = zip(*pairs, strict=True)
    if len(set(gold)) > 1 and len(set(got)) > 1:
        assert status.pearson(tallies) == pytest.approx(statistics.correlation(gold, got), abs=1e-9)
    else:
        assert status.pearson(tallies) == 0.0


def test_three_classes_and_error() -> None:
    values = status.number_metrics([status.sums([(3, 3), (-3, 0), (0, 0), (-2, -2)], 1.5)])
    assert values["accuracy"] == (0.75, 4)
    assert values["mae"] == (0.75, 4)
    assert values["did_not_f1"] == (pytest.approx(2 / 3), 2)


def test_fit_moves_a_mean_to_the_side_of_most_members() -> None:
    negative = Status(polarity="negative")
    fitted = status.fit([(negative, -3.0)] * 7 + [(negative, 3.0)] * 3, 1.5)
    assert fitted == {"negative asserted": -1.5}


def test_fit_knows_deciding_words_that_are_frequent_enough() -> None:
    may = Status(modality="hypothetical", words=(Span("may", 0, 3),))
    fitted = status.fit([(may, 1.0)] * 20, 1.5)
    assert fitted == {"positive hypothetical": 1.0, "positive hypothetical: may": 1.0}
    assert "positive hypothetical: may" not in status.fit([(may, 1.0)] * 19, 1.5)


def test_number_prefers_words_to_the_class_and_falls_back_to_the_readme() -> None:
    fitted = {"positive hypothetical": -1.0, "positive hypothetical: may": 1.0}
    may = Status(modality="hypothetical", words=(Span("may", 0, 3),))
    assert status.number(may, "uds-ih2", fitted) == 1.0
    assert status.number(Status(modality="hypothetical"), "uds-ih2", fitted) == -1.0
    assert status.number(Status(modality="future"), "uw-factuality", {}) == 1.0


def test_embedded_clause_is_found_by_its_words() -> None:
    text = "He came late. She did not know that the guards had left the gate open."
    start, end = status.clause_of(text, (14, len(text)), "know", "the guards had left the gate open")
    assert text[start:end] == "the guards had left the gate open"


def test_commitment_record_counts_under_its_embedding() -> None:
    text = "I do not think the guards slept."
    record = {"text": text, "target": {"start": 0, "end": len(text)}, "embedding": "negation", "verb": "think",
              "proposition": "the guards slept", "commitment": -2.0}  # fmt: skip
    tally = status.tally_commitment(record, coder(Status(polarity="negative")))
    assert tally["n negation"] == 1
    assert "accuracy_negation" in status.commitment_metrics([tally])


def event(word: str, text: str, **more: Any) -> dict[str, Any]:
    start = text.index(word)
    return {"start": start, "end": start + len(word), "text": word, **more}


def test_meantime_counts_what_is_not_asserted() -> None:
    text = "Police left. They will return. They never fired. Later"
    attributes = {"polarity": "POS", "time": "NON_FUTURE", "certainty": "CERTAIN"}
    record = {"text": text, "dct": None, "annotated_until": 49, "events": [
        event("left", text, status="asserted", **attributes),
        event("return", text, status="future", **{**attributes, "time": "FUTURE"}),
        event("fired", text, status="negated", **{**attributes, "polarity": "NEG"}),
        event("Later", text, status="asserted", **attributes),
    ]}  # fmt: skip
    asked = coder(Status(), Status(modality="future"), Status())
    values = status.meantime_metrics([status.tally_meantime(record, asked)])
    assert len(asked.asked) == 3
    assert values["not_asserted_f1"] == (pytest.approx(2 / 3), 2)
    assert values["time_macro_f1"] == (1.0, 3)
    assert values["negated_f1"] == (0.0, 1)


def test_attributes_come_from_the_verb_group_alone() -> None:
    text = "They would say that police had not fired."
    record = {"text": text, "dct": None, "events": [
        event("say", text, modality="would", tense="NONE", **{"class": "REPORTING", "polarity": "POS"}),
        event("fired", text, modality=None, tense="PAST", **{"class": "OCCURRENCE", "polarity": "NEG"}),
    ]}  # fmt: skip
    would, negation = Span("would", 5, 10), Span("not", 31, 34)
    answers = coder(
        Status(modality="hypothetical", words=(would,)),
        Status(polarity="negative", words=(would, negation)),
        cues=(Span("say", 11, 14),),
    )
    values = status.attribute_metrics([status.tally_attributes(record, answers)])
    assert {name: value for name, (value, _n) in values.items()} == {
        "negation_f1": 1.0, "modal_f1": 1.0, "future_f1": 0.0, "reporting_f1": 1.0}  # fmt: skip


@pytest.mark.parametrize("name", ["uds-ih2", "uw-factuality"])
def test_registered_scorers_run(name: str) -> None:
    text = "Police left."
    record = {"text": text, "events": [event("left", text, factuality=3.0)]}
    values = base.scorer(name).metrics([base.scorer(name).tally(record, coder(Status(polarity="negative"), numbers=(2.0,)))])
    assert values["mae"] == (1.0 if name == "uds-ih2" else 5.0, 1)
    assert values["status_accuracy"] == (0.0, 1)


def test_record_without_events_is_no_error() -> None:
    assert status.number_metrics([base.scorer("uds-ih2").tally({"text": "", "events": []}, coder())])["pearson"] == (0.0, 0)
