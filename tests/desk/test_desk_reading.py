"""Reading: an article whose words and sayings light each other, and two accounts side by side."""

from __future__ import annotations

from typing import Any

import pytest

from allegedly.dossier import Dossier
from allegedly.model import Article
from desk_server import Served

pytestmark = pytest.mark.browser
LIT = "[...document.querySelectorAll('[data-card].lit')].map(card => card.dataset.card)"
# The words of the article as the page shows them, without the numbers and signs that were put between them.
SHOWN = """() => [...document.querySelectorAll('.text')].map(one => {
  const copy = one.cloneNode(true);
  copy.querySelectorAll('.ref, .copied-from').forEach(added => added.remove());
  return copy.textContent;
})"""


@pytest.fixture(scope="module")
def articles(desk: Served) -> list[Article]:
    with Dossier(desk.place) as dossier:
        return list(dossier.articles())


def test_the_text_is_shown_as_it_is_stored(desk: Served, open_tab: Any, articles: list[Article]) -> None:
    tab = open_tab(desk)
    for article in articles[:6]:
        tab.goto(f"{desk.address}/articles/{article.id}")
        assert "".join("".join(tab.evaluate(SHOWN)).split()) == "".join(article.text.split())


def test_either_side_lights_the_other(desk: Served, open_tab: Any, articles: list[Article], picture: Any) -> None:
    article = next(one for one in articles if one.title == "President orders forces to fire on terrorists without warning")
    tab = open_tab(desk, f"/articles/{article.id}")
    tab.wait_for_selector(".with-scripts")
    picture(tab, "article")
    number = tab.locator(".text .trigger").nth(3).get_attribute("data-s").split(" ")[0]
    tab.locator(".text .trigger").nth(3).click()
    assert number in tab.evaluate(LIT)
    other = tab.locator("[data-card]").nth(8)
    other.locator(".to-text").click()
    assert tab.evaluate(LIT) == [other.get_attribute("data-card")]
    lit = tab.evaluate("[...document.querySelectorAll('.text [data-s].lit')].map(one => one.dataset.s.split(' '))")
    assert lit
    assert all(other.get_attribute("data-card") in numbers for numbers in lit)
    assert tab.evaluate("location.hash.slice(1)") == other.get_attribute("id")
    tab.keyboard.press("j")
    assert tab.evaluate(LIT) == [str(int(other.get_attribute("data-card")) + 1)]


def test_a_link_to_a_saying_lights_its_words_without_scripts_too(desk: Served, open_tab: Any, articles: list[Article]) -> None:
    tab = open_tab(desk, f"/articles/{articles[0].id}", scripts=False)
    tab.locator("[data-card] .to-text").nth(2).click()
    assert tab.locator(".spot:target").count() == 1
    tab.locator(".ref").nth(2).click()
    assert tab.locator(".card:target").count() == 1


def test_a_source_that_is_reported_by_another_is_a_path(desk: Served, open_tab: Any) -> None:
    with Dossier(desk.place) as dossier:
        saying = next(one for one in dossier.sayings() if len(one.source) > 1)
    tab = open_tab(desk, f"/articles/{saying.article.id}")
    links = [one.locator("bdi").first.inner_text() for one in tab.locator(f"[id='{saying.id}'] .chain li").all()]
    assert links == [link.text or link.name for link in saying.source]


def test_copied_passages_say_where_they_were_first_printed(desk: Served, open_tab: Any) -> None:
    with Dossier(desk.place) as dossier:
        copy = next(copy for one in dossier.articles() for copy in dossier.copies(one.id) if copy.later.id == one.id)
    tab = open_tab(desk, f"/articles/{copy.later.id}")
    assert copy.earlier.publisher in tab.inner_text(".copied-from >> nth=0")
    tab.click(".copied-from >> nth=0")
    tab.wait_for_url(f"**/articles/{copy.earlier.id}")


def test_statuses_differ_without_colour(desk: Served, open_tab: Any, articles: list[Article]) -> None:
    tab = open_tab(desk)
    lines: dict[str, str] = {}
    for article in articles:
        tab.goto(f"{desk.address}/articles/{article.id}")
        found = tab.evaluate(
            "[...document.querySelectorAll('.text .trigger')].map(one => [['asserted', 'denied', 'future', 'hypothetical', 'directive', 'asked']"
            ".find(kind => one.classList.contains(kind)), getComputedStyle(one).textDecorationLine + getComputedStyle(one).textDecorationStyle])"
        )
        lines.update({kind: line for kind, line in found if line})
        if len(lines) == 6:
            break
    assert len(lines) == len(set(lines.values())) == 6


def test_two_publishers_on_one_day_side_by_side(desk: Served, open_tab: Any, picture: Any) -> None:
    tab = open_tab(desk, "/side-by-side?day=2022-01-07")
    tab.check("input[name=left][value='publisher:Azat Alan']")
    tab.check("input[name=right][value='publisher:Republic Herald']")
    tab.click("button:has-text('Side by side')")
    tab.wait_for_selector(".beside")
    picture(tab, "side-by-side")
    names = tab.locator(".side-name").all_inner_texts()
    assert names == ["Azat Alan, 2022-01-07", "Republic Herald, 2022-01-07"]
    assert tab.locator(".telling").count() > 20
    orders = set(tab.locator(".order").all_inner_texts())
    assert {"doer first", "no doer named"} <= orders
    assert "Left out on the right" in tab.inner_text(".beside") or "LEFT OUT ON THE RIGHT" in tab.inner_text(".beside")


def test_an_article_suggests_what_tells_of_the_same(desk: Served, open_tab: Any, articles: list[Article]) -> None:
    article = next(one for one in articles if one.title and one.title.startswith("Kazakhstan: tear gas"))
    tab = open_tab(desk, f"/articles/{article.id}")
    tab.click("text=Side by side with another")
    tab.wait_for_selector(".choices")
    tab.click(".choices a >> nth=0")
    tab.wait_for_selector(".beside")
    assert tab.locator(".head-row").count() > 2
