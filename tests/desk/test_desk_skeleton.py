"""The desk opens in a browser, quietly, and its pages have what every page has."""

from __future__ import annotations

from typing import Any

import pytest

from allegedly.dossier import Dossier
from desk_server import Served

pytestmark = pytest.mark.browser


def test_the_link_opens_the_desk_and_is_used_up(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk, "/", refused=(403,))
    assert tab.url == desk.address + "/"
    assert tab.locator("nav a[aria-current]").inner_text() == "Overview"
    used = desk.link()
    tab.goto(used)
    assert tab.url == desk.address + "/"
    other = open_tab(desk, "/", refused=(403,))
    other.context.clear_cookies()
    other.goto(used)
    assert "used before" in other.inner_text("main")


def test_a_name_is_asked_for_and_kept(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk)
    tab.click(".signed summary")
    tab.fill("#reviewer-name", "Á. Reader")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".signed b")
    assert tab.inner_text(".signed b") == "Á. Reader"


def test_what_is_not_there_is_said_on_a_page(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk, "/nowhere", refused=(404,))
    assert "no such page" in tab.inner_text("main")


def test_the_navigation_says_where_one_is_also_on_a_page_within(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk)
    assert tab.locator("nav[aria-label=Views] a").all_inner_texts() == [
        "Overview",
        "Incidents",
        "Articles",
        "Side by side",
        "Actors",
        "Review",
        "Add",
    ]
    with Dossier(desk.place) as dossier:
        incident, article, saying = dossier.incidents()[0].id, next(dossier.articles()).id, next(dossier.sayings()).id
    for path, word, current in (
        ("/incidents", "Incidents", "page"),
        (f"/incidents/{incident}", "Incidents", "true"),
        (f"/articles/{article}", "Articles", "true"),
        (f"/review/{saying}", "Review", "true"),
    ):
        if path.startswith("/review"):
            tab.goto(desk.address + "/review")
            tab.fill("#who-name", "Á. Reader")
            tab.keyboard.press("Enter")
            tab.wait_for_selector(".signed b")
        tab.goto(desk.address + path)
        found = tab.locator("nav a[aria-current]")
        assert (found.all_inner_texts(), found.first.get_attribute("aria-current")) == ([word], current)
