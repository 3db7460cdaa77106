"""The overview, walked through as a user would: choose by dragging, by keys, by ticking; every picture follows, and so does the address."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from desk_server import Served, until

pytestmark = pytest.mark.browser


def count(tab: Any) -> tuple[int, int]:
    """How many sayings the page says it shows, and of how many."""
    line = tab.inner_text("[data-count]")
    found = re.match(r"All ([\d,]+) sayings|([\d,]+) of ([\d,]+) sayings", line)
    assert found, line
    shown, total = (found[1], found[1]) if found[1] else (found[2], found[3])
    return int(shown.replace(",", "")), int(total.replace(",", ""))


def query(tab: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.url).query)


def test_dragging_over_days_chooses_them_in_every_picture(desk: Served, open_tab: Any, picture: Any) -> None:
    tab = open_tab(desk)
    picture(tab, "overview")
    whole = count(tab)
    assert whole[0] == whole[1] > 400
    map_says, matrix_says = tab.inner_text("#h-where + .facts"), tab.inner_text("#h-who + .facts")
    first, last = (tab.locator(f".timeline .day[data-from='{day}'] .hit").bounding_box() for day in ("2022-01-05", "2022-01-07"))
    tab.mouse.move(first["x"] + 4, first["y"] + 40)
    tab.mouse.down()
    tab.mouse.move(last["x"] + 4, last["y"] + 60, steps=4)
    assert tab.locator(".brush").count() == 1
    with tab.expect_event("framenavigated"):
        tab.mouse.up()
    tab.wait_for_selector(".chips")
    assert query(tab) == {"from": ["2022-01-05"], "to": ["2022-01-07"]}
    shown, total = count(tab)
    assert 0 < shown < total == whole[1]
    assert tab.inner_text("#h-where + .facts") != map_says
    assert tab.inner_text("#h-who + .facts") != matrix_says
    assert tab.input_value("#f-from") == "2022-01-05"
    picture(tab, "overview-days")
    tab.go_back()
    until(tab, "!document.querySelector('.chips')")
    assert count(tab) == whole


def test_filters_combine_and_can_be_taken_away_one_by_one(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk, "/?type=ASSAULT")
    assaults = count(tab)[0]
    tab.click("summary:has-text('Publisher')")
    told = tab.inner_text("label.choice:has(input[value='\"Steppe Wire\"']) .how-many")
    tab.check("input[name='publisher'][value='\"Steppe Wire\"']")
    until(tab, "location.search.includes('publisher')")
    shown = count(tab)[0]
    assert shown == int(told) < assaults
    assert query(tab) == {"type": ["ASSAULT"], "publisher": ['"Steppe Wire"']}
    tab.keyboard.press("Escape")
    tab.click(".chips a:has-text('ASSAULT')")
    until(tab, "!location.search.includes('type')")
    assert query(tab) == {"publisher": ['"Steppe Wire"']}
    # What the address says is what a new visit shows.
    again = count(tab)
    tab.reload()
    assert count(tab) == again


def test_the_timeline_by_keys(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk)
    tab.wait_for_selector(".with-scripts .timeline .day[tabindex='0']")
    tab.locator(".timeline a.day[tabindex='0']").focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Shift+ArrowRight")
    tab.keyboard.press("Shift+ArrowRight")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".chips")
    assert query(tab) == {"from": ["2022-01-03"], "to": ["2022-01-05"]}


def test_the_map_is_one_tab_stop_and_arrows_go_from_west_to_east(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk)
    tab.wait_for_selector(".map .place-link[tabindex='0']")
    named = "document.activeElement.querySelector('title')?.textContent.split(',')[0]"
    assert tab.locator(".map .place-link[tabindex='0']").count() == 1
    tab.locator(".map .place-link[tabindex='0']").focus()
    seen = [tab.evaluate(named)]
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "Home"):
        tab.keyboard.press(key)
        seen.append(tab.evaluate(named))
    west = tab.locator(".map .place-link").evaluate_all(
        "some => some.sort((a, b) => a.getBBox().x - b.getBBox().x).map((one) => one.querySelector('title').textContent.split(',')[0])"
    )
    assert seen == [west[0], west[1], west[2], west[1], west[-1], west[-1], west[0]]
    assert tab.locator(".map .place-link[tabindex='0']").count() == 1


def test_who_follows_a_link_with_the_keyboard_goes_on_from_there(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk)
    tab.wait_for_selector(".with-scripts")
    tab.locator(".legend a:has-text('denied')").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".chips")
    until(tab, "document.activeElement.textContent.includes('denied')")
    assert tab.evaluate("document.activeElement.closest('section').getAttribute('aria-labelledby')") == "h-when"
    tab.locator(".chips a.clear").focus()
    tab.keyboard.press("Enter")
    until(tab, "!document.querySelector('.chips')")
    until(tab, "document.activeElement.id === 'main'")


def test_without_scripts_links_and_the_form_do_the_same(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk, scripts=False)
    total = count(tab)[1]
    tab.locator(".timeline a.day[data-from='2022-01-05']").click(position={"x": 5, "y": 30}, force=True)
    tab.wait_for_url("**from=2022-01-05**")
    assert 0 < count(tab)[0] < total
    tab.goto(desk.address + "/")
    tab.fill("#f-text", '"tear gas"')
    tab.click("button:has-text('Show')")
    tab.wait_for_url("**text=**")
    assert 0 < count(tab)[0] < total
    tab.locator(".legend a:has-text('denied')").click()
    tab.wait_for_url("**status=denied**")
    assert count(tab)[1] == total


def test_a_place_and_a_pair_of_actors_lead_to_their_sayings(desk: Served, open_tab: Any, picture: Any) -> None:
    tab = open_tab(desk)
    place = tab.get_by_role("link", name=re.compile("^Almaty.*known to"))
    label = place.first.evaluate("one => one.querySelector('title').textContent")
    place.first.focus()
    tab.keyboard.press("Enter")
    until(tab, "location.search.includes('place')")
    assert count(tab)[0] >= int(re.search(r"([\d,]+) saying", label)[1])  # type: ignore[index]
    tab.goto(desk.address + "/")
    tab.locator(".matrix td a").first.click()
    tab.wait_for_url("**/sayings**")
    assert tab.locator(".saying").count() >= 1
    picture(tab, "sayings")


def test_incidents_are_ranked_and_say_on_what_their_sources_differ(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk, "/incidents")
    voices = [int(text) for text in tab.locator(".tally b").all_inner_texts()]
    assert voices == sorted(voices, reverse=True)
    assert voices[0] > 2
    assert tab.locator(".differ span").count() > 0
    shown = re.search(r"of ([\d,]+) incidents", tab.inner_text(".turning"))
    assert shown
    tab.click("a[rel=next]")
    until(tab, "location.search.includes('page_number=2')")
    assert tab.locator(".incident").count() > 0


def test_a_picture_is_taken_away_as_png(desk: Served, open_tab: Any, tmp_path: Any) -> None:
    tab = open_tab(desk, "/?type=ASSAULT")
    with tab.expect_download() as waiting:
        tab.click("button[aria-label='Take away this timeline as PNG']")
    waiting.value.save_as(tmp_path / "timeline.png")
    data = (tmp_path / "timeline.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 5000


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_at_other_widths_and_in_the_dark(desk: Served, open_tab: Any, picture: Any, width: int, scheme: str) -> None:
    tab = open_tab(desk, width=width, scheme=scheme)
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    picture(tab, f"overview-{width}-{scheme}")


def test_a_filter_asks_the_desk_once(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.click("summary:has-text('Status')")
    tab.check("input[name='status'][value='denied']")
    tab.wait_for_selector(".chips")
    until(tab, "performance.getEntriesByType('resource').some((one) => one.name.includes('status=denied'))")
    assert [address.removeprefix(desk.address) for address in asked if "/static/" not in address] == ["/?status=denied"]
    assert tab.evaluate("performance.getEntriesByType('resource').filter((one) => one.name.includes('/desk.js')).length") == 1


@pytest.mark.parametrize("path", ["/", "/incidents", "/sayings", "/articles"])
def test_where_nothing_is_left_the_page_says_so_and_leads_back(desk: Served, open_tab: Any, path: str) -> None:
    tab = open_tab(desk, f"{path}?text=zebra")
    assert "Nothing meets all of these filters" in tab.inner_text("main")
    assert "0 of 0" not in tab.inner_text("main")
    assert tab.locator(".turning, .matrix, .map, .onward").count() == 0
    tab.click(".nothing a")
    until(tab, "document.querySelector('.nothing') === null")
    assert query(tab) == {}


def test_days_without_any_leave_the_others_in_sight(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk, "/?from=2022-01-17&to=2022-01-17")
    assert ", 0 on the days chosen" in tab.inner_text("[aria-labelledby=h-when] .facts")
    assert tab.locator(".day.faded").count() > 5


def test_set_filters_are_called_what_the_form_calls_them(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk, "/?party=police&source=ministry&actor=police&recipient=miners&text=fired&from=2022-01-05")
    words = [one.inner_text() for one in tab.locator(".chip-name").all()]
    assert words == ["printed", "takes part", "acts", "is acted on", "says it", "words"]
