"""Where quotations begin and end, marks balanced or not."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.coder.sources.quotations import find_quotations


def quotes(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_quotations(text)]


@pytest.mark.parametrize(
    "quote", ["“Stay here.”", '"Stay here."', "«Stay here.»", "''Stay here.''", "``Stay here.''", "„Stay here.“"]
)
def test_marks_of_every_shape(quote: str) -> None:
    assert quotes(f"He said {quote} Then he left.") == [quote]


def test_two_straight_quotations_do_not_swallow_what_is_between() -> None:
    assert quotes('"Stay," he said. "Wait."') == ['"Stay,"', '"Wait."']


def test_quotation_within_a_quotation_is_part_of_it() -> None:
    assert quotes("“They shouted ‘traitor’ at me,” she said.") == ["“They shouted ‘traitor’ at me,”"]


def test_missing_closing_mark_ends_with_the_paragraph() -> None:
    found = find_quotations("“We waited all night.\n\n“Nobody came.”")
    assert [one.open for one in found] == [True, False]


def test_inches_open_no_quotation() -> None:
    assert quotes('The fence is 40" high and old.') == []


def test_stray_closing_mark_is_left_alone() -> None:
    assert quotes("He left.” Then he came back.") == []


@given(st.text(alphabet="'“”\"'«»„`\n a.", max_size=60))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    found = find_quotations(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'We will stay. They can't move us,' said Ana.", ["'We will stay. They can't move us,'"]),
        ("'We will stay', said Ana. 'All of us.'", ["'We will stay'", "'All of us.'"]),
        ("'The workers' hall is empty,' she said.", ["'The workers' hall is empty,'"]),
        ("He called it 'a scandal' on Monday.", ["'a scandal'"]),
        ("The workers' hall and the miners' club, rock 'n' roll, the '90s.", []),
        ("They took 'em all. Stay 'til noon.", []),
        ("The men of the north' said nothing.", []),
        ("'Never seen before\n\nA new paragraph's end.'", []),
        ("\"They shouted 'traitor' at me,\" she said.", ["\"They shouted 'traitor' at me,\""]),
    ],
)
def test_straight_single_marks_quote_and_apostrophes_do_not(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected
