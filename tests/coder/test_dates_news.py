"""Dates as reports of figures, of plans and of the day before tell them: which quarter is spoken of, and which day is meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from spacy.language import Language

from allegedly.coder.dates import find_timexes

# A Wednesday.
PUBLISHED = "2015-10-28"


def read(nlp: Language, text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(timex.span.text, timex.value) for timex in find_timexes(text, published, doc=nlp(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A later quarter that is only foretold, and an earlier one that is only compared with, are not the one reported on.
        (
            "Profit fell in the third quarter. The flood will cost the bank dearly in the fourth quarter. Costs rose in the latest quarter.",
            [("the third quarter", "2015-Q3"), ("the fourth quarter", "2015-Q4"), ("the latest quarter", "2015-Q3")],
        ),
        (
            "Profit rose in the third quarter after a slow second quarter. A year earlier the mill lost money.",
            [("the third quarter", "2015-Q3"), ("second quarter", "2015-Q2"), ("A year earlier", "2014-Q3")],
        ),
        # Once nine months are spoken of, the year before is meant, not the quarter.
        (
            "Profit fell in the third quarter. For the nine months, the mill lost ten million, compared with six million a year earlier.",
            [("the third quarter", "2015-Q3"), ("the nine months", "P9M"), ("a year earlier", "2014")],
        ),
        (
            "Profit fell in the third quarter. In the first six months it had risen, and in the 2014 period as well.",
            [("the third quarter", "2015-Q3"), ("the first six months", "P6M"), ("the 2014 period", "2014")],
        ),
        (
            "Profit fell in the third quarter. For the nine months the mill lost ten million. In the year-ago quarter it had paid a dividend.",
            [("the third quarter", "2015-Q3"), ("the nine months", "P9M"), ("the year-ago quarter", "2014-Q3")],
        ),
        # Comparisons in two pieces.
        (
            "The third quarter was poor. In the corresponding period last year the mill broke even.",
            [("The third quarter", "2015-Q3"), ("the corresponding period last year", "2014-Q3")],
        ),
        (
            "The third quarter was poor; sales were higher in the same quarter of 2013.",
            [("The third quarter", "2015-Q3"), ("the same quarter of 2013", "2013-Q3")],
        ),
        (
            "The third quarter was poor; for the quarter a year ago, the bank told of a gain.",
            [("The third quarter", "2015-Q3"), ("the quarter a year ago", "2014-Q3")],
        ),
        (
            "Arrests fell in June. In the same month last year there were ninety.",
            [("June", "2015-06"), ("the same month last year", "2014-06")],
        ),
        ("The mill lost money in the quarter ended July 31.", [("the quarter", "2015-Q2"), ("July 31", "2015-07-31")]),
        ("Output will double in the first two quarters of 2016.", [("the first two quarters of 2016", "2016-H1")]),
        # The year is this one, or the one that the sentence named; with an end of its own it is twelve months.
        (
            "It was the worst storm in the first nine months of the year.",
            [("the first nine months", "P9M"), ("the year", "2015")],
        ),
        ("For the year, killings were down.", [("the year", "2015")]),
        ("For the year ended March 31, killings were down.", [("the year", "P1Y"), ("March 31", "2015-03-31")]),
        # The end of the year is a day; what has been since is counted from the last one.
        ("The army hopes to leave the town by year-end.", [("year-end", "2015-12-31")]),
        ("Prices have doubled since year-end.", [("year-end", "2014-12-31")]),
    ],
)
def test_the_quarter_or_year_that_is_spoken_of(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert read(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A month behind "for" is no appointment, as a day is.
        ("The figures for August showed fewer attacks.", [("August", "2015-08")]),
        ("The unions called a march for Saturday.", [("Saturday", "2015-10-31")]),
        # What had been due is past; what would happen is told beforehand.
        ("The truce had been due to expire on Monday.", [("Monday", "2015-10-26")]),
        ("The truce had been scheduled to expire at midnight Monday.", [("midnight Monday", "2015-10-26T24:00")]),
        ("The envoy said the king would meet the rebels on Friday.", [("Friday", "2015-10-30")]),
        ("The king would have met the rebels on Friday.", [("Friday", "2015-10-23")]),
        ("Students planned a rally in the square on Saturday.", [("Saturday", "2015-10-31")]),
        # "Set on" is done, "set for" is not.
        ("Prices are close to the record set on March 6.", [("March 6", "2015-03-06")]),
        ("The trial is set for March 6.", [("March 6", "2016-03-06")]),
        ("The bonds issued on May 2 are worthless.", [("May 2", "2015-05-02")]),
        # An event named by a noun lies behind, unless the day is close at hand.
        ("Police search for clues in the April 12 murder.", [("April 12", "2015-04-12")]),
        ("They fear unrest around the Nov. 8 vote.", [("Nov. 8", "2015-11-08")]),
    ],
)
def test_which_day_is_meant(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert read(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An hour belongs to the day that its sentence names.
        ("On Tuesday the bridge was hit at 10:35 a.m.", [("Tuesday", "2015-10-27"), ("10:35 a.m.", "2015-10-27T10:35")]),
        ("The bridge was hit at 9:20 p.m. (1820 GMT) Sunday.", [("9:20 p.m.", "2015-10-25T21:20"), ("Sunday", "2015-10-25")]),
        ("The bridge was hit at 6 a.m.", [("6 a.m.", "2015-10-28T06:00")]),
        ("The talks begin at noon.", [("noon", "2015-10-28T12:00")]),
        ("The talks begin at midday.", [("midday", "2015-10-28T12:00")]),
        ("A minute and a half later the roof fell in.", [("A minute and a half later", "PT1M30S")]),
        # "That day" needs a day.
        ("In May 2014 he fled. That day the palace burned.", [("May 2014", "2014-05"), ("That day", "2014-05-XX")]),
        ("He was born in 1987. Prices fell that day.", [("1987", "1987"), ("that day", "1987-XX-XX")]),
        ("Rallies were held on April 24 and 25.", [("April 24", "2015-04-24"), ("25", "2015-04-25")]),
        ("Rallies were held on 24 and 25 April 2014.", [("24", "2014-04-24"), ("25 April 2014", "2014-04-25")]),
    ],
)
def test_hours_and_days_that_lean_on_others(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert read(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'The minister spoke on the programme "This Week" about the truce.',
        "The sheriff told ''60 Minutes'' that nobody was hurt.",
        "It was printed in the daily of the party.",
        "It is only a matter of months.",
    ],
)
def test_names_and_turns_of_phrase_are_no_times(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A march on 12-13 March drew thousands.", [("12-13 March", "2015-03-12/2015-03-13")]),
        ("The tribunal sat in 1946-47.", [("1946-47", "1946/1947")]),
        ("The score was 1946-12.", [("1946", "1946")]),
        ("The war began two and a half years ago.", [("two and a half years ago", "2013")]),
        ("The 5 January killings shook the town.", [("5 January", "2015-01-05")]),
        ("They met on the 5th of January.", [("the 5th of January", "2015-01-05")]),
        ("On 24 February the tanks rolled in; the previous night the envoy had left.",
         [("24 February", "2015-02-24"), ("the previous night", "2015-02-23TNI")]),
        ("On 24 February the tanks rolled in. The same evening the envoy left.",
         [("24 February", "2015-02-24"), ("The same evening", "2015-02-24TEV")]),
        ("By 1.30pm the square was empty.", [("1.30pm", "2015-10-28T13:30")]),
        ("The attack began at 0500 GMT on Sunday.", [("0500 GMT on Sunday", "2015-10-25T05:00Z")]),
        ("Twice a week the women gather here.", [("Twice a week", "P1W")]),
        ("They fled in the first week of May.", [("the first week of May", "2015-W19")]),
        ("They fled in the last week of May 2014.", [("the last week of May 2014", "2014-W22")]),
        ("A round is planned for the week beginning 2 November.", [("the week beginning 2 November", "2015-W45")]),
    ],
)  # fmt: skip
def test_days_hours_and_stretches(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert read(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("The bridge fell in the second half of June 2014.", "the second half of June 2014", "2014-06-16", "2014-06-30"),
        ("The bridge fell in the first half of last month.", "the first half of last month", "2015-09-01", "2015-09-15"),
    ],
)
def test_half_a_month_has_its_days(nlp: Language, text: str, words: str, first: str, last: str) -> None:
    (timex,) = find_timexes(text, PUBLISHED, doc=nlp(text))
    assert (timex.span.text, timex.value, timex.from_day, timex.to_day, timex.precision) == (
        words,
        first[:7],
        first,
        last,
        "range",
    )


def claimed() -> dict[str, int]:
    """How many sentences of each set are read right, as docs/dates.md says."""
    page = (Path(__file__).parents[2] / "docs" / "dates.md").read_text("utf-8")
    return {name: int(right) for name, right in re.findall(r"^\| `(dates_\w+)`.*\| (\d+) \|$", page, re.MULTILINE)}


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("dates_first", "2022-01-19"),
        ("dates_after", "2022-01-19"),
        ("dates_desks", "2025-11-18"),
        ("dates_later", "2025-11-18"),
        ("dates_round", "2025-11-18"),
        ("dates_again", "2025-11-18"),
    ],
)
def test_news_sentences_are_read_as_the_page_says(nlp: Language, name: str, published: str) -> None:
    entries = yaml.safe_load((Path(__file__).parent / "sentences" / f"{name}.yaml").read_text("utf-8"))
    wrong = [text for text, expected in entries if read(nlp, text, published) != [tuple(pair) for pair in expected]]
    print(f"\n{name}: {len(entries) - len(wrong)} of {len(entries)} sentences right")
    assert len(entries) - len(wrong) >= claimed()[name], "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The judge postponed the vote until Friday.", [("Friday", "2015-06-19")]),
        ("The judge gave the firm until 9 a.m. Friday to answer.", [("9 a.m. Friday", "2015-06-19T09:00")]),
        ("They waited until Friday.", [("Friday", "2015-06-12")]),
        ("They planned to finish the bridge by February.", [("February", "2016-02")]),
        ("Profit fell in the year ended March 31.", [("the year", "P1Y"), ("March 31", "2015-03-31")]),
        ("They spoke of the summit in January.", [("January", "2015-01")]),
    ],
)
def test_limits_and_endings_decide_which_day_is_meant(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert read(nlp, text, "2015-06-17") == expected


def test_a_quarter_of_a_town_is_none_of_the_year(nlp: Language) -> None:
    assert read(nlp, "Police sealed off the quarter.") == []
    assert read(nlp, "Profit fell in the third quarter. Costs rose in the quarter.")[1] == ("the quarter", "2015-Q3")


def test_half_an_hour_and_half_a_year_ago(nlp: Language) -> None:
    assert read(nlp, "They waited half an hour.") == [("half an hour", "PT30M")]
    assert read(nlp, "The camp closed half a year ago.") == [("half a year ago", "2015-04")]
