"""Search: the same answers on both databases, in Latin and Cyrillic, without case and accents."""

from __future__ import annotations

import pytest

from allegedly.dossier import Dossier
from allegedly.dossier.words import Query, excerpt, fold
from allegedly.errors import UsageError
from allegedly.model import make_article
from made_up import CODER, strike

TEXTS = {
    "almaty": "Жители Алматы ещё ждали хлеба. Войска вошли в город Жаңаөзен.",
    "istanbul": "Protesters in İstanbul and Zürich met. The prime-minister's speech was short.",
    "herald": "A long quiet day at the harbour, wrote the Herald.",
}


@pytest.fixture
def library(dossier: Dossier) -> Dossier:
    """A dossier of three short articles and one with sayings."""
    for id, words in TEXTS.items():
        dossier.keep(make_article(words, id=id, title=f"Title {id}"), [], CODER)
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    return dossier


def _articles(dossier: Dossier, words: str) -> list[str]:
    return [hit.article.id for hit in dossier.search(words) if hit.saying is None]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("алматы", ["almaty"]),
        ("АЛМАТЫ хлеба", ["almaty"]),
        ("еще", ["almaty"]),
        ("Жаңаөзен", ["almaty"]),
        ("войск*", ["almaty"]),
        ("войск", []),
        ("istanbul", ["istanbul"]),
        ("zurich", ["istanbul"]),
        ('"prime minister"', ["istanbul"]),
        ("prime-minister", ["istanbul"]),
        ('"minister prime"', []),
        ('"quiet day at the"', ["herald"]),
        ("harbour zurich", []),
        ("' OR 1=1 --", []),
    ],
)
def test_search_finds_articles(library: Dossier, words: str, found: list[str]) -> None:
    assert _articles(library, words) == found


def test_search_finds_a_title(library: Dossier) -> None:
    assert sorted(_articles(library, "title")) == ["almaty", "herald", "istanbul"]


def test_search_finds_sayings_by_their_sentence_and_their_source(library: Dossier) -> None:
    hits = [hit for hit in library.search("doctor gate") if hit.saying]
    assert hits
    assert all(hit.saying and "eastern gate" in hit.saying.sentence.text and "gate" in hit.excerpt for hit in hits)
    assert _articles(library, "doctor gate") == []  # its saying shows it


def test_search_leaves_out_what_a_later_version_replaced(dossier: Dossier) -> None:
    for words in ("Wolves howl.", "Owls hoot."):
        dossier.keep(make_article(words, url="https://herald.example/night"), [], CODER)
    assert dossier.search("wolves") == []
    assert len(dossier.search("owls")) == 1


def test_search_takes_an_article_of_any_length(dossier: Dossier) -> None:
    words = " ".join(f"слово{n}щ" for n in range(60_000))
    dossier.keep(make_article(words + " " + "x" * 5000), [], CODER)
    assert len(dossier.search("слово59999щ")) == 1


@pytest.mark.parametrize("words", ["", "  ", '""', "... !"])
def test_search_for_no_word_is_wrong_usage(dossier: Dossier, words: str) -> None:
    with pytest.raises(UsageError, match="nothing to search for"):
        dossier.search(words)


def test_an_excerpt_is_cut_between_words_around_the_first_word_found() -> None:
    text = "one two three four five wolves six seven eight nine"
    assert excerpt(text, Query.of("WOLVES"), around=10) == "… four five wolves six seven …"
    assert excerpt("short", Query.of("missing")) == "short"


def test_fold_leaves_letters_of_other_scripts_apart() -> None:
    assert fold("Ёлка ÉCOLE Straße") == "елка ecole strasse"
