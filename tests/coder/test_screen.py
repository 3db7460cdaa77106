"""The screen: what is left out before the parse, what is kept for the sake of the rest, and the way back to the article."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.coder.coder import Coder
from allegedly.coder.screen import Screen
from allegedly.coder.screen_cut import cut
from allegedly.coder.screen_map import join
from allegedly.coder.screen_needs import needed
from allegedly.model import Article, Saying, make_article, spans_of
from allegedly.read import read

ROOT = Path(__file__).parent.parent.parent
IDLE = (
    "The valley is green in spring. ",
    "Most houses here are made of wood. ",
    "The river is wide and slow. ",
    "Tea is drunk with salt and butter. ",
    "Winters are long in these hills. ",
)
TOLD = (
    "Soldiers killed three strikers near the mine on Monday. ",
    "Amina Okoro, who leads the miners, condemned the killing. ",
    "“They shot at us,” she told reporters in Lusaka. ",
    "The government of Zambia denied that troops had attacked anybody. ",
)
TEXT = "Three strikers killed at the mine\n\n" + "".join(
    piece for told in TOLD for piece in (told, *IDLE[:3], "\n\n", *IDLE[2:], "\n\n")
)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="module")
def screen(coder: Coder) -> Screen:
    assert coder.screen is not None
    return coder.screen


def both(coder: Coder, screen: Screen, article: Article) -> tuple[list[Saying], list[Saying]]:
    """The sayings of ``article`` with the screen and without."""
    with_screen = coder.code(article)
    coder.screen = None
    try:
        return with_screen, coder.code(article)
    finally:
        coder.screen = screen


def place(saying: Saying) -> tuple[int, int, str]:
    """Which trigger a saying has, and of which type."""
    return saying.event.trigger.start, saying.event.trigger.end, saying.event.type


# -- sentences --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One stopped. Two went on.", ["One stopped. ", "Two went on."]),
        ("Mr. Ito met Gen. Oduya. They spoke.", ["Mr. Ito met Gen. Oduya. ", "They spoke."]),
        ("The U.S. Senate met. J. R. Lund spoke.", ["The U.S. Senate met. ", "J. R. Lund spoke."]),
        ("“Go!” she said. “Now.” He went.", ["“Go!” she said. ", "“Now.” ", "He went."]),
        ("It rose by 3.5 percent. No. 4 won.", ["It rose by 3.5 percent. ", "No. 4 won."]),
        ("A heading\n\nThe text. more", ["A heading\n\n", "The text. more"]),
        ("LUSAKA, June 3 (Copper Wire) - Police came.", ["LUSAKA, June 3 (Copper Wire) - ", "Police came."]),
        ("", []),
    ],
)
def test_sentences_are_cut_where_they_surely_end(text: str, pieces: list[str]) -> None:
    assert [text[start:end] for start, end in cut(text)] == pieces


@given(st.text(alphabet='aB. \n“”"!?\u2028é😀-', max_size=80))
def test_pieces_are_the_whole_text(text: str) -> None:
    pieces = cut(text)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(start < end for start, end in pieces)


# -- what the kept sentences need -------------------------------------------------------------------------------------


def chosen(text: str, *wanted: str) -> list[str]:
    """The pieces that are read when those that hold one of ``wanted`` are."""
    pieces = cut(text)
    marks = [any(word in text[start:end] for word in wanted) for start, end in pieces]
    return [text[start:end].strip() for (start, end), take in zip(pieces, needed(text, pieces, marks), strict=True) if take]


def test_the_first_sentence_is_read() -> None:
    assert chosen("A title\n\nSnow fell. Police fired. Rain fell.", "fired") == ["A title", "Police fired."]


def test_nothing_is_read_where_nothing_happens() -> None:
    assert chosen("A title\n\nSnow fell. Rain fell.") == []


def test_a_pronoun_needs_the_sentence_before() -> None:
    assert chosen("A title\n\nSnow fell. Ito came. He fired. Rain fell.", "fired") == ["A title", "Ito came.", "He fired."]


def test_a_short_name_needs_its_full_form() -> None:
    text = "A title\n\nSnow fell. The mayor, Amina Okoro, came. Rain fell. Wind rose. Okoro fired."
    assert chosen(text, "fired") == ["A title", "The mayor, Amina Okoro, came.", "Okoro fired."]


def test_an_abbreviation_needs_its_words() -> None:
    text = "A title\n\nSnow fell. The Free Miners (FMU) came. Rain fell. Wind rose. The FMU fired."
    assert chosen(text, "fired") == ["A title", "The Free Miners (FMU) came.", "The FMU fired."]


def test_a_quotation_is_read_with_both_its_ends() -> None:
    text = "A title\n\nSnow fell. “Rain fell. Guards fired. Wind rose. All was still,” the mayor said. Hail fell."
    assert chosen(text, "fired") == ["A title", "“Rain fell.", "Guards fired.", "All was still,” the mayor said."]


def test_a_quotation_needs_who_says_it() -> None:
    text = "A title\n\nSnow fell. “Guards fired at the crowd.” The mayor said so. Hail fell."
    assert chosen(text, "fired") == ["A title", "“Guards fired at the crowd.”", "The mayor said so."]


# -- the way back -----------------------------------------------------------------------------------------------------


@given(st.text(max_size=60), st.data())
def test_every_character_is_found_in_the_article(text: str, data: st.DataObject) -> None:
    borders = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pieces = list(pairwise([0, *borders, len(text)]))
    kept = join(pieces, [data.draw(st.booleans()) for _ in pieces], text)
    assert all(text[kept.place(at)] == kept.text[at] for at in range(len(kept.text)))
    for start, end in kept.parts:
        assert text[start:end] in kept.text
    assert len(kept.left_out.replace(" ", "")) + len(kept.text.replace(" ", "")) == len(text.replace(" ", ""))


def test_a_span_over_a_gap_holds_what_was_left_out() -> None:
    kept = join([(0, 4), (4, 8), (8, 13)], [True, False, True], "One two three")
    assert kept.text == "One three"
    assert kept.span(0, 9) == (0, 13)
    assert kept.gaps == {4: 1}


# -- the whole --------------------------------------------------------------------------------------------------------


def test_most_of_an_idle_text_is_left_out_and_nothing_is_lost(coder: Coder, screen: Screen) -> None:
    article = make_article(TEXT, published="2021-03-04", language="en")
    with_screen, without = both(coder, screen, article)
    assert len(screen.kept(TEXT).text) < 0.6 * len(TEXT)
    assert len(without) >= 3
    assert with_screen == without


def test_a_text_without_events_is_not_parsed_at_all(coder: Coder, screen: Screen) -> None:
    text = "".join(IDLE)
    assert screen.kept(text).text == ""
    assert coder.code(make_article(text, language="en")) == []


@pytest.mark.parametrize(
    "text", ["The valley is green. Police came.", "snow fell. it was cold.  rain fell.  wind rose.  hail fell."]
)
def test_short_texts_and_texts_without_capitals_are_read_whole(screen: Screen, text: str) -> None:
    assert screen.kept(text).complete


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*IDLE, *TOLD, "\n\n", "“", "\u00a0", "😀 ", "He "]), max_size=14))
def test_spans_are_exact_in_any_order(coder: Coder, pieces: list[str]) -> None:
    article = make_article("".join(pieces), published="2021-03-04", language="en")
    for saying in coder.code(article):
        for field, span in spans_of(saying):
            assert article.text[span.start : span.end] == span.text, field


def test_questions_to_single_stages_read_everything(coder: Coder, screen: Screen) -> None:
    coder.screen = None
    try:
        expected = coder.attributions(TEXT), coder.timexes(TEXT), coder.entities(TEXT)
    finally:
        coder.screen = screen
    assert (coder.attributions(TEXT), coder.timexes(TEXT), coder.entities(TEXT)) == expected
    assert len(coder.read(TEXT).text) == len(TEXT)


def test_a_trigger_that_the_model_never_saw_is_read(screen: Screen) -> None:
    sentence = "Soldiers killed three strikers."
    assert 0.5 < screen.probability(sentence) < 1.0
    known = screen.weights
    screen.weights = {name: weight for name, weight in known.items() if not name.startswith("L:kill/")}
    try:
        assert screen.probability(sentence) == 1.0
    finally:
        screen.weights = known


def test_the_samples_lose_next_to_nothing(coder: Coder, screen: Screen) -> None:
    articles = [article for article in read([ROOT / "samples" / "kazakhstan-2022"]) if isinstance(article, Article)]
    coded = {article.id: {place(saying) for saying in sayings} for article, sayings in coder.pipe(articles)}
    coder.screen = None
    try:
        reference = {article.id: {place(saying) for saying in sayings} for article, sayings in coder.pipe(articles)}
    finally:
        coder.screen = screen
    lost = sum(len(ids - coded[id]) for id, ids in reference.items())
    assert lost <= 0.01 * sum(map(len, reference.values()))
