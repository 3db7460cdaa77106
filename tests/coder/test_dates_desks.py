"""Dates as agencies, monitors and bulletins write them: nights, rows of days, named quarters, rates, and limits still to come."""

from __future__ import annotations

import pytest
from spacy.language import Language

from allegedly.coder.coder import Coder
from allegedly.coder.dates import find_timexes

# A Tuesday.
PUBLISHED = "2025-11-18"


def read(nlp: Language, text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(timex.span.text, timex.value) for timex in find_timexes(text, published, doc=nlp(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drones hit the port overnight.", [("overnight", "2025-11-17TNI")]),
        ("She took an overnight train.", []),
        ("He banned it more or less overnight.", []),
        ("The patrol will stay overnight.", [("overnight", "2025-11-18TNI")]),
        ("They were held for three nights.", [("three nights", "P3D")]),
        ("Two nights ago the bridge was hit.", [("Two nights ago", "2025-11-16TNI")]),
        ("It was the third straight day of shelling.", [("the third straight day", "P3D")]),
        ("Fighting raged for the third day running.", [("the third day", "P3D")]),
        ("It was the third day of the talks.", []),
        ("The blockade is in its fourth month.", [("its fourth month", "P4M")]),
        ("Vacco spoke on his first day in office.", []),
        ("Exports were lower than at this time last year.", [("this time last year", "2024-11")]),
        ("He vanished a month ago today.", [("a month ago today", "2025-10-18")]),
        ("The strike began on the 5th of this month.", [("the 5th of this month", "2025-11-05")]),
        ("In Q3 2025 there were 41 raids, more than in 2024-Q4.", [("Q3 2025", "2025-Q3"), ("2024-Q4", "2024-Q4")]),
        ("Raids doubled in Q4.", [("Q4", "2025-Q4")]),
        ("The villages emptied in the early 2000s.", [("the early 2000s", "200")]),
        ("The town was Ottoman for centuries.", [("centuries", "PXC")]),
        ("In the late summer of 1998 war broke out.", [("the late summer of 1998", "1998-SU")]),
    ],
)
def test_nights_rows_and_names_of_time(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert read(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aid resumed on Monday, a day after the truce.", [("Monday", "2025-11-17"), ("a day", "P1D")]),
        ("Minutes after the blast police came.", [("Minutes", "PTXM")]),
        ("Within hours the palace had fallen.", [("hours", "PTXH")]),
        ("The mill saves $5 million a year.", []),
        ("The airline runs 40 flights a week.", []),
        ("He was jailed for a year.", [("a year", "P1Y")]),
        ("They will one day be free.", [("one day", "FUTURE_REF")]),
        ("In the week to 16 November, 27 died.", [("the week", "P1W"), ("16 November", "2025-11-16")]),
        ("The years 2020 to 2022 were the worst.", [("2020", "2020"), ("2022", "2022")]),
    ],
)
def test_lengths_and_rates(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert read(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The law, passed in December, bans protests.", [("December", "2024-12")]),
        ("The alliance decided to admit them in December.", [("December", "2025-12")]),
        ("It will dominate a summit set for Rome in December.", [("December", "2025-12")]),
        ("The bank extended its loans through January.", [("January", "2026-01")]),
        ("The curfew runs until Friday.", [("Friday", "2025-11-21")]),
        ("The deadline is Thursday.", [("Thursday", "2025-11-20")]),
        ("The deadline is 6 p.m. on Thursday.", [("6 p.m. on Thursday", "2025-11-20T18:00")]),
    ],
)
def test_what_is_still_to_come(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert read(nlp, text) == expected


def test_a_date_behind_published_is_the_articles_own(nlp: Language) -> None:
    text = "Gunmen attack market\n\nPublished 18 Nov 2025, 14:05 GMT\n\nGunmen killed nine people on Sunday."
    assert [words for words, _value in read(nlp, text)] == ["Sunday"]


def test_a_coder_without_a_day_goes_by_the_one_that_the_text_prints() -> None:
    text = "Gunmen attack market\n\nPublished 18 Nov 2025\n\nGunmen killed nine people on Sunday."
    (sunday,) = Coder().timexes(text)
    assert (sunday.value, sunday.basis) == ("2025-11-16", "relative")
    given = Coder().timexes(text, "2025-11-25")
    assert given[-1].value == "2025-11-23"
