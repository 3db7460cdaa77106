"""Time expressions: what is found and how it is read; which of them dates an event is tested in test_dates_of_events.py."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from allegedly.coder.dates import dates, find_timexes
from allegedly.coder.lexicon import load
from allegedly.model import make_article

# A Wednesday.
PUBLISHED = "2015-06-17"


def values(text: str, published: str | None = PUBLISHED, **more: Any) -> list[tuple[str, str]]:
    return [(timex.span.text, timex.value) for timex in find_timexes(text, published, **more)]


@pytest.mark.parametrize("example", load("dates")["examples"], ids=lambda example: example["text"])
def test_lexicon_examples(example: dict[str, Any]) -> None:
    assert values(example["text"], example["published"]) == [tuple(pair) for pair in example["timexes"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began on 16 December 2021.", [("16 December 2021", "2021-12-16")]),
        ("It began on December 16, 2021.", [("December 16, 2021", "2021-12-16")]),
        ("It began on the 16th of December, 2021.", [("the 16th of December, 2021", "2021-12-16")]),
        ("It began on Thursday, Dec. 16, 2021.", [("Thursday, Dec. 16, 2021", "2021-12-16")]),
        (
            "It began on 2021-12-16 and 16.12.2021 and 12/16/2021.",
            [("2021-12-16",) * 2, ("16.12.2021", "2021-12-16"), ("12/16/2021", "2021-12-16")],
        ),
        ("The vote of May 3 failed.", [("May 3", "2015-05-03")]),
        ("From 3 to 9 March the road was shut.", [("3 to 9 March", "2015-03-03/2015-03-09")]),
        ("It fell in 1979 and again in November 2006.", [("1979", "1979"), ("November 2006", "2006-11")]),
        ("In the late 1980s and the '90s.", [("the late 1980s", "198"), ("the '90s", "199")]),
        ("It is a 19th-century fort.", [("19th-century", "18")]),
        ("The late nineties were quiet.", [("The late nineties", "199")]),
        ("He left in nineteen ninety-six.", [("nineteen ninety-six", "1996")]),
        ("In early April they met.", [("early April", "2015-04")]),
        ("They met last Thursday.", [("last Thursday", "2015-06-11")]),
        ("They met on Wednesday.", [("Wednesday", "2015-06-17")]),
        ("They met on Monday morning.", [("Monday morning", "2015-06-15TMO")]),
        ("They met yesterday.", [("yesterday", "2015-06-16")]),
        ("They may leave as soon as Friday.", [("Friday", "2015-06-19")]),
        ("Shops closed ahead of the weekend.", [("the weekend", "2015-W25-WE")]),
        ("The summit in January was discussed.", [("January", "2015-01")]),
        ("The bus left at 4 in the morning.", [("4 in the morning", "2015-06-17T04:00")]),
        ("They met last week and this month.", [("last week", "2015-W24"), ("this month", "2015-06")]),
        ("The third quarter of 1994 was poor.", [("The third quarter of 1994", "1994-Q3")]),
        ("It fell in the winter of 1994.", [("the winter of 1994", "1994-WI")]),
        ("A hundred years ago it was a village.", [("A hundred years ago", "1915")]),
        ("Two weeks ago it burned.", [("Two weeks ago", "2015-W23")]),
        ("It rained for two weeks.", [("two weeks", "P2W")]),
        ("They waited two and a half years.", [("two and a half years", "P2Y6M")]),
        ("They march every Sunday.", [("every Sunday", "XXXX-WXX-7")]),
        ("They now fear the future.", [("now", "PRESENT_REF"), ("the future", "FUTURE_REF")]),
        ("It began at 6 a.m. on Tuesday.", [("6 a.m. on Tuesday", "2015-06-16T06:00")]),
        ("It began at 10:30 and ended 3:2.", [("10:30", "2015-06-17T10:30")]),
        ("The church was full on Easter Sunday.", [("Easter Sunday", "2015-04-05")]),
        ("They came on New Year's Eve.", [("New Year's Eve", "2014-12-31")]),
        ("On May 13 he fled; two days later he was back.", [("May 13", "2015-05-13"), ("two days later", "2015-05-15")]),
    ],
)
def test_expressions_and_values(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "May the best side win.",
        "Theresa May resigned.",
        "The second man sat in the sun.",
        "Some 2000 people came.",
        "It costs $1999.",
        "They won 3:2.",
        "He fell; the fall of the government followed.",
        "The 32-year-old man is 32 years old.",
        "Three-quarters of them voted.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert values(text) == []


def test_ages_only_when_asked() -> None:
    assert values("The 32-year-old man left.", ages=True) == [("The 32-year-old", "P32Y")]


def test_without_publication_nothing_is_guessed() -> None:
    found = find_timexes("They met on Friday, last week, on December 16 and two days ago. In 2011 they had met.", None)
    assert [timex.value for timex in found] == ["XXXX-WXX-5", "XXXX-WXX", "XXXX-12-16", "XXXX-XX-XX", "2011"]
    assert [timex.from_day for timex in found] == [None, None, None, None, "2011-01-01"]
    assert [timex.basis for timex in found] == ["relative"] * 4 + ["explicit"]


def test_the_dateline_is_no_event() -> None:
    assert values("Mill shut\nJune 17, 2015\nThe mill was shut on June 16.") == [("June 16", "2015-06-16")]


def test_days_and_precision() -> None:
    (season,) = find_timexes("It fell last winter.", PUBLISHED)
    assert (season.from_day, season.to_day, season.precision) == ("2014-12-01", "2015-02-28", "season")
    (past,) = find_timexes("The past three years were hard.", PUBLISHED)
    assert (past.value, past.from_day, past.to_day) == ("P3Y", "2012-06-17", "2015-06-17")


def test_tense_turns_a_weekday(nlp: Language) -> None:
    for text, day in (("The minister will resign on Friday.", "2015-06-19"), ("The minister resigned on Friday.", "2015-06-12")):
        assert values(text, doc=nlp(text)) == [("Friday", day)]


PIECES = [
    "May",
    "3",
    "2021",
    "early",
    "the",
    "last",
    "two",
    "weeks",
    "ago",
    "Friday",
    "night",
    ",",
    "-",
    "of",
    "10:30",
    "p.m.",
    "1990s",
]
PIECES += [
    "quarter",
    "third",
    "every",
    "since",
    "\n",
    "“",
    "🙂",
    "٣",
    "99999999999",
    "29",
    "February",
    "0",
    "years",
    "later",
    "'s",
    "9999",
]
PIECES += [
    "a",
    "hundred",
    "thousand",
    "million",
    "century",
    "this",
    "Easter",
    "year",
    "before",
    "12/31/9999",
    "and",
    "half",
    "to",
    "31",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20), st.none() | st.dates().map(date.isoformat) | st.text(max_size=12))
def test_spans_slice_back_days_are_in_order_and_nothing_fails(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    check(text, published)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_odd_text_never_fails(text: str) -> None:
    check(text, PUBLISHED)


def check(text: str, published: str | None) -> None:
    found = find_timexes(text, published)
    assert found == find_timexes(text, published)
    end = 0
    for timex in found:
        assert text[timex.span.start : timex.span.end] == timex.span.text
        assert timex.span.start >= end
        end = timex.span.end
        assert (timex.from_day is None) == (timex.to_day is None)
        if timex.from_day is not None and timex.to_day is not None:
            assert timex.from_day <= timex.to_day


def test_a_component_of_a_plain_pipeline(nlp: Language) -> None:
    doc = nlp("Police fired on the crowd two days ago.")
    doc._.article = make_article(doc.text, published=PUBLISHED, language="en")
    assert [(timex.span.text, timex.value) for timex in dates(doc)._.timexes] == [("two days ago", "2015-06-15")]
