"""What fell since the page of figures was written last is named, and nothing else is."""

from __future__ import annotations

from allegedly.measure import Metric, Report, scorer
from allegedly.measure.falls import falls
from allegedly.measure.report import accuracy_page


def report(**values):
    metrics = {name: Metric(value=value, low=value - 0.05, high=value + 0.05, n=9) for name, value in values.items()}
    return scorer("sayings"), Report(set="sayings", part="dev", n=9, coder="toy 1", metrics=metrics)


def page(**values):
    return accuracy_page([report(**values)], command="make measure")


def test_a_figure_below_its_former_interval_is_named_with_both_figures():
    assert falls(page(actor=0.8), [report(actor=0.74)]) == ["sayings actor: 74.0, was 80.0 (75.0 – 85.0)"]


def test_within_the_interval_and_above_it_nothing_is_said():
    assert falls(page(actor=0.8, type=0.8), [report(actor=0.76, type=0.99)]) == []


def test_of_errors_less_is_better():
    assert falls(page(calibration_error=0.1), [report(calibration_error=0.01)]) == []
    assert falls(page(calibration_error=0.1), [report(calibration_error=0.2)]) == [
        "sayings calibration_error: 20.0, was 10.0 (5.0 – 15.0)"
    ]


def test_a_figure_that_is_gone_is_a_fall():
    assert falls(page(actor=0.8), [report(type=0.8)]) == ["sayings actor: no figure, was 80.0 (75.0 – 85.0)"]


def test_a_page_of_something_else_and_sets_not_measured_say_nothing():
    assert falls("# Notes\n\n## sayings\n\nnone\n", [report(actor=0.1)]) == []
    assert falls(page(actor=0.8).replace("## sayings", "## muc4"), [report(actor=0.1)]) == []
