"""The desk opens in a browser, quietly, and its pages have what every page has."""

from __future__ import annotations

from typing import Any

import pytest

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
