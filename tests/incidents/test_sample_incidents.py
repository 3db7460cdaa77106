"""The sayings of the sample dossier, coded as they are, are gathered as a careful reader gathers them."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from allegedly.coder.coder import Coder
from allegedly.incidents import disagreement, incidents
from allegedly.model import Article, Saying
from allegedly.read import read

SAMPLES = Path(__file__).parents[2] / "samples"
# Floors in per cent; they only ever go up.
PAIRWISE_F1, B_CUBED_F1, FOUND = 77, 87, 95


@pytest.fixture(scope="module")
def coded() -> list[tuple[Article, list[Saying]]]:
    articles = (article for article in read([SAMPLES / "kazakhstan-2022"]) if isinstance(article, Article))
    return list(Coder().pipe(articles))


@pytest.fixture(scope="module")
def expected(coded: list[tuple[Article, list[Saying]]]) -> tuple[dict[str, str], int]:
    """Which happening each saying that the coder found is about, by its id, and how many sayings are expected."""
    written = yaml.safe_load((SAMPLES / "expected" / "incidents.yaml").read_text("utf-8"))["incidents"]
    found: dict[str, str] = {}
    for incident in written:
        for words in incident["sayings"]:
            article, sayings = _article(coded, words)
            around = words.get("in", words["trigger"])
            assert article.text.count(around) == 1, f"{around!r} does not stand once in {words['article']}"
            start = article.text.index(around) + around.index(words["trigger"])
            end = start + len(words["trigger"])
            meant = [one for one in sayings if one.event.trigger.start < end and start < one.event.trigger.end]
            if meant:
                found[meant[0].id] = incident["what"]
    return found, sum(len(incident["sayings"]) for incident in written)


def _article(coded: list[tuple[Article, list[Saying]]], words: dict[str, Any]) -> tuple[Article, list[Saying]]:
    (found,) = (
        (article, sayings)
        for article, sayings in coded
        if words["article"] in str(article.origin) and words.get("title", article.title) == article.title
    )
    return found


def test_sayings_are_gathered_as_a_reader_would(
    coded: list[tuple[Article, list[Saying]]], expected: tuple[dict[str, str], int]
) -> None:
    meant, number = expected
    of = {id: one.id for one in incidents([s for _, sayings in coded for s in sayings]) for id in one.sayings}
    pairs = Counter((meant[a] == meant[b], of[a] == of[b]) for a, b in combinations(meant, 2))
    pairwise = 2 * pairs[True, True] / (2 * pairs[True, True] + pairs[True, False] + pairs[False, True])
    both = Counter((meant[id], of[id]) for id in meant)
    wanted, given = Counter(meant.values()), Counter(of[id] for id in meant)
    recall = sum(n * n / wanted[what] for (what, _), n in both.items()) / len(meant)
    precision = sum(n * n / given[which] for (_, which), n in both.items()) / len(meant)
    b_cubed = 2 * precision * recall / (precision + recall)
    measured = {"pairwise_f1": 100 * pairwise, "b_cubed_f1": 100 * b_cubed, "found": 100 * len(meant) / number}
    floors = {"pairwise_f1": PAIRWISE_F1, "b_cubed_f1": B_CUBED_F1, "found": FOUND}
    assert {name: value for name, value in measured.items() if value < floors[name]} == {}, measured


def test_the_toll_is_told_in_several_ways_by_those_who_tell_it(coded: list[tuple[Article, list[Saying]]]) -> None:
    sayings = [one for _, several in coded for one in several]
    for incident in incidents(sayings):
        for question in disagreement(incident, sayings).questions:
            if question.field == "count of dead":
                given = {one.best or one.low: one for one in question.given}
                if {164, 225} <= given.keys():
                    assert question.differ
                    assert any("rosecutors" in voice for voice in given[225].voices)
                    assert set(given[225].publishers) == {"Steppe Wire", "The Harbour Gazette"}
                    return
    raise AssertionError("no incident has both tolls")
