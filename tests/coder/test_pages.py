"""The examples in the pages on dates, places and counts say what the code does."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("page", ["dates.md", "places.md", "counts.md"])
def test_examples_of_the_page(page: str) -> None:
    failed, tried = doctest.testfile(str(DOCS / page), module_relative=False, encoding="utf-8")
    assert (failed, tried > 2) == (0, True)
