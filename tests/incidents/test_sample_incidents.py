"""The sayings of the sample dossier, coded as they are, are gathered as a careful reader gathers them; and so are those of three other crises."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from allegedly.coder.coder import Coder
from allegedly.errors import GoldError
from allegedly.incidents import Disagreement, disagreement, incidents
from allegedly.incidents.copies import find_copies
from allegedly.incidents.witnesses import witnesses
from allegedly.measure.happenings import Expected, faults, grouping, match, read_expected
from allegedly.model import Article, Saying, make_article
from allegedly.read import read
from incidents_made import told

ROOT = Path(__file__).parents[2]
SETS = {
    "sample": (ROOT / "samples" / "kazakhstan-2022", ROOT / "samples" / "expected" / "incidents.yaml"),
    "crisis": (Path(__file__).parent / "crisis" / "articles", Path(__file__).parent / "crisis" / "expected.yaml"),
    "altiplano": (Path(__file__).parent / "altiplano" / "articles", Path(__file__).parent / "altiplano" / "expected.yaml"),
    "maputo": (Path(__file__).parent / "maputo" / "articles", Path(__file__).parent / "maputo" / "expected.yaml"),
}
# Floors in per cent; they only ever go up. Those of the other sets leave room for changes of the coder.
FLOORS = {
    "sample": {"b_cubed_f1": 90, "b_cubed_precision": 94, "pairwise_f1": 80, "found": 95},
    "crisis": {"b_cubed_f1": 80, "b_cubed_precision": 90, "pairwise_f1": 50, "found": 75},
    "altiplano": {"b_cubed_f1": 87, "b_cubed_precision": 93, "pairwise_f1": 68, "found": 75},
    "maputo": {"b_cubed_f1": 84, "b_cubed_precision": 92, "pairwise_f1": 42, "found": 75},
}


@cache
def coder() -> Coder:
    return Coder()


@cache
def coded(name: str) -> list[tuple[Article, list[Saying]]]:
    articles = (article for article in read([SETS[name][0]]) if isinstance(article, Article))
    return list(coder().pipe(articles))


def sayings_of(name: str) -> list[Saying]:
    return [saying for _, sayings in coded(name) for saying in sayings]


@pytest.mark.parametrize("name", list(SETS))
def test_sayings_are_gathered_as_a_reader_would(name: str) -> None:
    expected = read_expected(SETS[name][1])
    of = {id: one.id for one in incidents(sayings_of(name)) for id in one.sayings}
    scores = grouping(len(expected), match(expected, coded(name)), of)
    measured = {metric: 100 * getattr(scores, metric) for metric in FLOORS[name]}
    assert {metric: value for metric, value in measured.items() if value < FLOORS[name][metric]} == {}, measured


def told_of(name: str, *words: str) -> Disagreement:
    """What the sayings of the one incident differ on that has a saying whose sentence holds all ``words``, copies as one voice."""
    sayings = sayings_of(name)
    articles = [article for article, _ in coded(name)]
    copies = witnesses(sayings, articles, find_copies(articles))
    by_id = {saying.id: saying for saying in sayings}
    (found,) = (
        incident
        for incident in incidents(sayings)
        if any(
            all(word in f"{by_id[id].event.trigger.text}: {by_id[id].sentence.text}" for word in words) for id in incident.sayings
        )
    )
    return disagreement(found, sayings, copies=copies)


def test_the_toll_is_told_in_several_ways_by_those_who_tell_it() -> None:
    found = told_of("sample", "killed:", "225 people had been killed")
    (dead,) = (question for question in found.questions if question.field == "count of dead")
    assert dead.differ
    given = {one.best: one for one in dead.given if one.best}
    assert given.keys() == {164, 225}
    # Two papers print the prosecutors' words, and are one witness; a column tells it in its own.
    assert given[225].voices == ("Prosecutors in Kazakhstan", "The prosecutor")
    assert set(given[225].publishers) == {"Steppe Wire", "The Harbour Gazette", "The Long Column"}
    assert "Kazakhstan's information ministry" in given[164].voices
    assert "Prosecutors in Kazakhstan" not in given[164].voices
    assert {"The Harbour Gazette", "Steppe Wire"} <= set(given[164].publishers)


def test_the_troops_of_kyrgyzstan_are_put_off_by_one_and_to_come_by_another() -> None:
    sending = told_of("sample", "send 150 soldiers:")
    assert sending.stands["foretells"] == ("Kyrgyzstan's parliament",)
    others = {name for stand, who in sending.stands.items() if stand != "foretells" for name in who}
    assert others == {"The Harbour Gazette"}
    vote = told_of("sample", "put off the decision:", "Kyrgyzstan's parliament voted")
    assert set(vote.publishers) == {"The Harbour Gazette", "Steppe Wire"}


def test_who_shot_on_the_square_is_asserted_and_denied_by_the_right_people() -> None:
    found = told_of("sample", "fired on:", "A city official denied")
    assert {"A city official", "a deputy from Almaty"} <= set(found.stands["denies"])
    assert {"Azat Alan"} <= set(found.stands["asserts"])
    assert not set(found.stands["denies"]) & set(found.stands["asserts"])


def test_the_list_says_where_its_words_do_not_stand(tmp_path: Path) -> None:
    saying = told("A", trigger="shot", words="shot again")
    article = make_article(saying.sentence.text, publisher="A", published="2022-01-07", origin="a.txt")
    with pytest.raises(GoldError, match="2 times"):
        match([Expected(what="x", article="a.txt", trigger="shot", around="shot")], [(article, [saying])])
    with pytest.raises(GoldError, match="0 articles"):
        match([Expected(what="x", article="b.txt", trigger="shot", around="shot")], [(article, [saying])])
    (tmp_path / "list.yaml").write_text("- no list")
    with pytest.raises(GoldError, match="expected incidents"):
        read_expected(tmp_path / "list.yaml")


def test_what_is_split_and_what_is_joined_is_listed() -> None:
    sayings = {id: told(id, id=id) for id in "abcd"}
    meant = {"a": "one", "b": "one", "c": "two", "d": "three"}
    of = {"a": "i1", "b": "i2", "c": "i3", "d": "i3"}
    lines = list(faults(meant, of, sayings))
    assert lines[0] == "split: one"
    assert lines[-1] == "joined: i3: two (1); three (1)"
    scores = grouping(8, meant, of)
    assert (scores.found, scores.b_cubed_recall, scores.b_cubed_precision) == (0.5, 0.75, 0.75)
