"""The day of publication that an article prints in its own head, and what is no such day."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.model import Article
from allegedly.read import printed_date, read

BODY = (
    "\n\nGunmen attacked the market on Sunday, killing nine people, a police spokesman said. The town had been quiet for weeks. "
    * 3
)


@pytest.mark.parametrize(
    "head",
    [
        "Gunmen attack market\nPublished 18 Nov 2025",
        "Gunmen attack market\nPublished: 18th November 2025, 14:05 GMT",
        "Gunmen attack market\nBy Mona Silva | Published on Tuesday, November 18, 2025 at 2:05 p.m.",
        "Gunmen attack market\nFirst published 18 Nov 2025 · Last updated 19 Nov 2025",
        "Gunmen attack market\nUpdated: 18 November 2025",
        "Gunmen attack market\nLast updated at 09:12, 18 November 2025",
        "Gunmen attack market\nPosted on 2025-11-18",
        "Gunmen attack market\nNovember 18 , 2025",
        "18 November 2025\nGunmen attack market",
        "Gunmen attack market\nTuesday, 18 November 2025 14:05 GMT",
        "Gunmen attack market\nNovember 18, 2025 / 2:05 PM EST / Valley News",
        "Gunmen attack market\nValley News | 18.11.2025",
        "Gunmen attack market\nDate: 18.11.2025",
        "GENEVA (18 November 2025) – Gunmen attacked the market on Sunday.",
        "PORT SUDAN, 18 November 2025 (Valley News) - Gunmen attacked the market on Sunday.",
        "KABUL, Nov. 18, 2025 — Gunmen attacked the market on Sunday.",
        "Gunmen attack market\nPublished 18 Nov 2025\n17 November 2025",
        "Gunmen attack market\nPublished on the web\n18th of November 2025",
        "Gunmen attack market\nOriginally published 18 Nov 2025",
        "Gunmen attack market\nIssued 18 November 2025",
        "Gunmen attack market\nReleased on 18 November 2025",
        "Gunmen attack market\nFiled at 6 p.m. on 18 November 2025",
        "Gunmen attack market\nPublication date: 18 November 2025",
        "Gunmen attack market\nDate of publication - 18 November 2025",
        "Gunmen attack market\nRelease date: 18 November 2025",
        "Gunmen attack market\n18/11/2025",
        "Gunmen attack market\nLast modified: 18 November 2025",
        "Gunmen attack market\nReviewed 18 November 2025",
        "Gunmen attack market\nPage last updated 18 November 2025",
        "Gunmen attack market\n18 November 2025 Updated 09:12",
        "Gunmen attack market\n18 November 2025, 6 pm",
        "Gunmen attack market\n18 November 2025 14:05 local time",
        "PORT SUDAN, RED SEA, SUDAN, 18 November 2025 - Gunmen attacked the market on Sunday.",
        "\n  \n   18 November 2025\nGunmen attack market",
        "Gunmen attack market\n" + "By Mona Silva\n" * 10 + "18 November 2025",
    ],
)
def test_the_day_in_the_head_is_found(head: str) -> None:
    text = head + BODY
    found = printed_date(text)
    assert found is not None
    assert found.day == "2025-11-18"
    words = text[found.start : found.end]
    assert words == words.strip()
    assert (words[0].isalnum(), words[-1].isdigit(), "18" in words) == (True, True, True)


@pytest.mark.parametrize(
    "head",
    [
        "Gunmen attack market",
        "Gunmen attack market\nPublished 18 Nov",
        "KABUL, March 12 (Valley News) --",
        "The massacre of 18 November 2025",
        "On 18 November 2025 gunmen attacked the market.",
        "Published in November 2025",
        "Updated 03/04/2025",
        "17 November 2025\nTwo shot\n18 November 2025\nNine shot",
        "Published 18 Nov 2025\nPublished 19 Nov 2025",
        "Gunmen attacked on Monday. " * 12 + "\nPublished 18 Nov 2025",
        "The report of 18 November 2025 | Politics",
        # Two days of one kind are none, whatever a weaker kind says.
        "Published 18 Nov 2025\nPublished 19 Nov 2025\n19 November 2025",
        "Gunmen attack market\nPublished 18 Nov 20251",
        # Beyond the head: too many lines, too many characters.
        "Gunmen attack market\n" + "By Mona Silva\n" * 12 + "18 November 2025",
        "\n" + " " * 1500 + "\n18 November 2025",
    ],
)
def test_what_is_no_day_of_publication_is_none(head: str) -> None:
    assert printed_date(head + BODY) is None


@given(st.text(alphabet=st.sampled_from(list("Published 18Nov2025\n|/-:(),.🙂\u0000")), max_size=60))
def test_odd_heads_are_data(text: str) -> None:
    found = printed_date(text)
    assert found is None or text[found.start : found.end].strip()


def test_a_printed_day_is_used_and_noted_and_any_given_day_wins(tmp_path: Path) -> None:
    path = tmp_path / "market.txt"
    path.write_text("Gunmen attack market\n\nPublished 18 Nov 2025" + BODY, "utf-8")
    (article,) = read([path])
    assert isinstance(article, Article)
    assert article.published == "2025-11-18"
    assert any("18 Nov 2025" in note and "its text" in note for note in article.notes)
    (given_day,) = read([path], published="2025-11-20")
    assert isinstance(given_day, Article)
    assert given_day.published == "2025-11-20"
    assert not any("18 Nov 2025" in note for note in given_day.notes)
    path.write_text("Published: 2025-11-21\n\nGunmen attack market\n\nUpdated 18 Nov 2025" + BODY, "utf-8")
    (headed,) = read([path])
    assert isinstance(headed, Article)
    assert headed.published == "2025-11-21"
