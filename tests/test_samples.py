"""The sample dossier can be read, is what it says it is, and its expected sayings stand in its articles."""

from collections import Counter
from pathlib import Path

import pytest

from allegedly import ontology
from allegedly.model import Article
from allegedly.read import read
from sample_sayings import SAMPLES, Misplaced, expected_record, expected_records

EXPECTED = sorted((SAMPLES / "expected").glob("[0-9]*.yaml"))


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    found = list(read([SAMPLES / "kazakhstan-2022"]))
    assert all(isinstance(one, Article) for one in found), found
    return [one for one in found if isinstance(one, Article)]


def test_every_article_says_who_published_it_and_when(articles: list[Article]) -> None:
    assert len(articles) == 28
    for article in articles:
        assert article.publisher
        assert article.title
        assert article.language == "en"
        assert article.published is not None
        assert "2022-01-01" < article.published < "2022-01-31"
        assert article.notes == ()


def test_articles_have_the_length_of_ordinary_ones(articles: list[Article]) -> None:
    assert all(120 <= len(article.text.split()) <= 500 for article in articles)


def test_six_publishers_and_no_article_twice(articles: list[Article]) -> None:
    assert len(Counter(article.publisher for article in articles)) == 6
    assert len({article.sha256 for article in articles}) == len({article.id for article in articles}) == 28


def test_pages_come_without_menus_and_comments(articles: list[Article]) -> None:
    pages = [article for article in articles if article.origin and article.origin.endswith(".html")]
    assert len(pages) == 3
    for page in pages:
        for rest in ("Subscribe", "Archive", "cookies", "Comments", "first!", "Read also", "Letters"):
            assert rest not in page.text


def test_reprints_share_most_of_their_text(articles: list[Article]) -> None:
    runs = {Path(article.origin or "").name: runs_of_words(article.text) for article in articles}
    for copy, original in (
        ("05-harbour-gazette-almaty-clashes.txt", "04-steppe-wire-almaty-clashes.txt"),
        ("10-republic-herald-peacekeepers.txt", "09-steppe-wire-csto.txt"),
        ("23-withdrawal-and-toll.jsonl:3", "23-withdrawal-and-toll.jsonl:2"),
    ):
        assert len(runs[copy] & runs[original]) > 0.4 * len(runs[copy])
    assert len(runs["06-steppe-wire-government-resigns.txt"] & runs["09-steppe-wire-csto.txt"]) < 20


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    """Every five words in a row."""
    words = text.split()
    return {tuple(words[n : n + 5]) for n in range(len(words) - 4)}


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_expected_sayings_stand_in_their_article(path: Path) -> None:
    record = expected_record(path)
    required = [saying for saying in record["sayings"] if not saying["optional"]]
    assert 15 <= len(required) <= 32
    for saying in record["sayings"]:
        for entity in (*saying["actors"], *saying["recipients"], *saying["source"]):
            if entity["span"] is not None:
                assert record["text"][slice(*entity["span"])] == entity["text"]


def test_expected_sayings_use_the_words_of_the_codebook() -> None:
    types = {one.name for one in ontology.load().types}
    for record in expected_records():
        for saying in record["sayings"]:
            assert {saying["type"], *saying["also"]} <= types
            assert saying["type"] not in saying["also"]
            assert saying["polarity"] in ("positive", "negative")
            assert saying["modality"] in ("asserted", "future", "hypothetical", "directive", "asked")
            assert saying["frame"] in ("current", "historical")
            assert saying["certainty"] in (None, "high", "low")
            assert {count["kind"] for count in saying["counts"]} <= {"dead", "injured", "arrested", "crowd"}


def test_expected_sayings_cover_what_commentary_is_full_of() -> None:
    sayings = [saying for record in expected_records() for saying in record["sayings"] if not saying["optional"]]
    modalities = Counter(saying["modality"] for saying in sayings)
    assert all(modalities[name] >= 4 for name in ("future", "hypothetical", "directive", "asked")), modalities
    assert sum(saying["polarity"] == "negative" for saying in sayings) >= 8
    assert sum(saying["frame"] == "historical" for saying in sayings) >= 15
    assert sum(bool(saying["source"]) for saying in sayings) >= 40


def test_words_that_are_not_in_the_article_are_named(tmp_path: Path) -> None:
    for wrong, message in (
        ("trigger: sent", "trigger 'sent' stands 0 times"),
        ("trigger: blocked\n    actors: [pirates]", "'pirates' stands neither in"),
        ("trigger: blocked\n    date: {text: on Monday}", "'on Monday' does not stand in"),
    ):
        path = tmp_path / "wrong.yaml"
        path.write_text(
            f"article: kazakhstan-2022/09-steppe-wire-csto.txt\nsayings:\n  - in: where residents blocked a road\n    type: PROTEST\n    {wrong}\n"
        )
        with pytest.raises(Misplaced, match=message):
            expected_record(path)
