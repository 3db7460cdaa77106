"""What people are told a saying says."""

from __future__ import annotations

import pytest

from allegedly.errors import UnknownName
from allegedly.export.wording import STATUS_NAMES, WORDINGS, date_words, has_status, place_words, source_path, status_words
from allegedly.model import Place, Status, When
from made_up import strike


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status(), "asserted"),
        (Status(polarity="negative"), "denied"),
        (Status(polarity="negative", modality="future"), "future, not"),
        (Status(frame="historical"), "asserted, historical"),
        (Status(modality="hypothetical", certainty="low"), "hypothetical, unsure"),
    ],
)
def test_status_in_words(status: Status, words: str) -> None:
    assert status_words(status) == words


@pytest.mark.parametrize(
    ("status", "names"),
    [
        (Status(), {"asserted", "current"}),
        (Status(polarity="negative"), {"denied", "current"}),
        (Status(polarity="negative", modality="future", frame="historical"), {"denied", "future", "historical"}),
        (Status(modality="asked"), {"asked", "current"}),
    ],
)
def test_has_status(status: Status, names: set[str]) -> None:
    assert {name for name in STATUS_NAMES if has_status(status, name)} == names


def test_an_unknown_status_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(UnknownName, match="allowed: asked, asserted"):
        has_status(Status(), "confirmed")


def test_no_two_statuses_share_a_sign() -> None:
    signs = [wording.sign for name, wording in WORDINGS.items() if name != "current"]
    assert len(set(signs)) == len(signs)
    assert all(wording.plain_sign.isascii() for wording in WORDINGS.values())


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        ("2022-01-05", "2022-01-05", "day", "2022-01-05"),
        ("2022-01-03", "2022-01-09", "week", "2022-01-03 – 2022-01-09"),
        ("2022-01-01", "2022-01-31", "month", "2022-01"),
        ("1979-01-01", "1979-12-31", "year", "1979"),
        ("1900-01-01", "1999-12-31", "century", "“then”"),
        (None, None, None, "“then”"),
    ],
)
def test_date_in_words(first: str | None, last: str | None, precision: str | None, words: str) -> None:
    assert date_words(When(text="then", start=0, end=4, from_day=first, to_day=last, precision=precision)) == words  # type: ignore[arg-type]


def test_place_in_words() -> None:
    assert place_words(None) == ""
    assert place_words(Place(text="Almaty", start=0, end=6, country="KAZ", precision="city")) == "Almaty, KAZ"
    assert place_words(Place(text="Chad", start=0, end=4, country="TCD", precision="country")) == "Chad"


def test_a_source_chain_reads_from_who_said_it_to_who_reports_it() -> None:
    _article, sayings = strike()
    assert source_path(sayings[2].source) == "a doctor at the harbour clinic ‹ the Evening Wire"
    assert source_path(()) == "—"
