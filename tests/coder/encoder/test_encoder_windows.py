"""How text is cut for the encoder."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from allegedly.coder.encoder.windows import cut_windows


def words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]


@given(st.text(alphabet="ab A.!?\"'\n(«é", max_size=200), st.integers(1, 12))
def test_windows_follow_one_another_and_cover_all(text: str, limit: int) -> None:
    offsets = words(text)
    windows = cut_windows(text, offsets, limit)
    assert [n for start, end in windows for n in range(start, end)] == list(range(len(offsets)))
    assert all(0 < end - start <= limit for start, end in windows)


def test_a_window_ends_at_a_line_end_rather_than_at_a_sentence_end() -> None:
    text = "One two three four.\nFive six. Seven eight nine ten"
    offsets = words(text)
    (_, end), *_ = cut_windows(text, offsets, 9)
    assert text[offsets[end][0] :].startswith("Five")


def test_without_line_ends_it_ends_where_a_sentence_does() -> None:
    text = 'He said: "We go now." They went away at last'
    offsets = words(text)
    (_, end), *_ = cut_windows(text, offsets, 12)
    assert text[offsets[end][0] :].startswith("They")


def test_a_border_in_the_first_half_would_waste_the_window() -> None:
    text = "Yes.\nThen there came a long line of words without any stop at all"
    offsets = words(text)
    assert cut_windows(text, offsets, 10)[0] == (0, 10)


def test_an_empty_text_has_no_window() -> None:
    assert cut_windows("", [], 10) == []
