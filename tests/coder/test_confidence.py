"""How sure a saying is: by how the source is joined, by status, and as a whole."""

from __future__ import annotations

import pytest

from allegedly.coder.coder import Coder
from allegedly.coder.confidence import source_confidence, source_groups, status_confidence, status_groups
from allegedly.model import Saying, Source, Span, Status

CUE = Span("said", 10, 14)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(screen=False)


def only(coder: Coder, text: str) -> Saying:
    (saying,) = coder.read(text)._.sayings
    return saying


@pytest.mark.parametrize(
    ("source", "sentence", "first"),
    [
        ((), "Police shot a boy.", "none plain"),
        ((), "Police shot a “thief”.", "none quoting"),
        ((Source(text="a doctor", start=0, end=8, cue=CUE, manner="direct"),), "", "one direct"),
        ((Source(text="a doctor", start=0, end=8, manner="indirect"),), "", "one no cue"),
        ((Source(name="a doctor", manner="direct"),), "", "one carried"),
        ((Source(text="x", start=0, end=1, cue=CUE), Source(text="y", start=2, end=3, cue=CUE)), "", "several indirect"),
    ],
)
def test_sources_are_grouped_by_how_they_are_joined(source: tuple[Source, ...], sentence: str, first: str) -> None:
    assert source_groups(source, sentence)[0] == first


def test_statuses_are_grouped_from_narrow_to_wide() -> None:
    status = Status(polarity="negative", modality="future", frame="historical", certainty="low")
    assert status_groups(status) == ("negative future historical", "negative future low", "negative future", "future")


def test_quoted_sources_are_surer_than_reported_ones(coder: Coder) -> None:
    quoted = only(coder, "“Police shot the boy,” a doctor said.")
    reported = only(coder, "Police shot the boy, a doctor said.")
    assert source_confidence(quoted) > source_confidence(reported)


def test_the_whole_is_no_surer_than_its_parts(coder: Coder) -> None:
    for text in ("Police shot a boy.", "Police may have shot a boy, a doctor said.", "If police shoot, boys will flee."):
        for saying in coder.read(text)._.sayings:
            assert 0 < saying.confidence <= min(source_confidence(saying), status_confidence(saying)) < 1
