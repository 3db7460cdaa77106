"""Counts in news sentences that were written before the coder saw them: how many, of what kind, of whom, according to whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.coder import Coder
from allegedly.coder.told_counts import ToldCount, told_counts

FOLDER = Path(__file__).parent / "sentences"


@pytest.fixture(scope="module")
def whole() -> Language:
    return Coder().nlp


def sentences(name: str) -> list[tuple[str, list[list[Any]]]]:
    return [(text, counts) for text, counts in yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))]


def readings(nlp: Language, texts: list[str]) -> list[list[ToldCount]]:
    return [told_counts(doc) for doc in nlp.pipe(texts)]


def words(span: Any) -> str | None:
    return span.text if span is not None else None


def claimed() -> dict[str, int]:
    """How many sentences of each set are read right, as docs/counts.md says."""
    page = (Path(__file__).parents[2] / "docs" / "counts.md").read_text("utf-8")
    return {name: int(right) for name, right in re.findall(r"^\| `(counts_\w+)`.*\| (\d+) \|$", page, re.MULTILINE)}


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("counts_news", 0.95),
        ("counts_fresh", 0.9),
        ("counts_last", 0.95),
        ("counts_wide", 0.9),
        ("counts_after", 0.9),
        ("counts_desks", 0.9),
        ("counts_later", 0.9),
        ("counts_round", 0.9),
        ("counts_again", 0.9),
        ("counts_third", 0.9),
        ("counts_fourth", 0.9),
        ("counts_fifth", 0.9),
        ("counts_sixth", 0.9),
        ("counts_seventh", 0.9),
    ],
)
def test_news_sentences_are_read_as_a_careful_reader_would(
    whole: Language, name: str, least: float, record_property: Callable[[str, object], None]
) -> None:
    entries = sentences(name)
    told = readings(whole, [text for text, _counts in entries])
    right = whom = source = total = 0
    wrong = []
    for (text, counts), found in zip(entries, told, strict=True):
        got = [[one.count.kind, one.count.low, one.count.best, one.count.high] for one in found]
        expected = [count[:4] for count in counts]
        if got == expected:
            right += 1
            total += len(counts)
            whom += sum(words(one.whom) == count[4] for one, count in zip(found, counts, strict=True))
            source += sum(
                (words(one.source) or "").lower() == (count[5] or "").lower() for one, count in zip(found, counts, strict=True)
            )
        else:
            wrong.append(f"{text}  expected {expected}  got {got}")
    print(f"\n{name}: {right} of {len(entries)} sentences right; of {total} counts there, whom {whom}, source {source}")
    record_property("right", right)
    assert len(entries) >= 30
    assert right >= claimed()[name], "docs/counts.md claims more"
    assert right >= least * len(entries), "\n".join(wrong)
    assert whom >= 0.8 * total
    assert source >= 0.85 * total


def test_an_update_knows_the_number_before_it(whole: Language) -> None:
    first, second = told_counts(whole("The toll rose from 8 to 26."))
    assert (first.earlier, second.earlier) == (None, first.count)
    assert second.count.best == 26


def test_spans_slice_back_and_silence_is_null(whole: Language) -> None:
    text = "🙂 The ministry said “17” of its guards had been killed; the rebels killed eight."
    for one in told_counts(whole(text)):
        for span in (one.whom, one.source):
            assert span is None or text[span.start : span.end] == span.text
    assert told_counts(Doc(whole.vocab)) == []
    assert [one.whom for one in told_counts(whole("The rebels killed eight."))] == [None]
