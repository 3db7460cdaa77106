"""The HTML page in a real browser: quiet, without a request, and usable at the width of a telephone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from allegedly.export.page import page as make_page
from allegedly.model import Incident, make_article
from made_up import TEXT, strike

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# The sayings of one paragraph that look different from the others beside them.
LIT_CARDS = """(() => {
    const cards = [...document.querySelector('#saying-1-10').parentElement.children];
    const colours = cards.map(card => getComputedStyle(card).backgroundColor);
    return cards.filter((card, n) => colours.filter(other => other === colours[n]).length === 1).map(card => card.id);
})()"""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page of two articles, one of them awkward."""
    article, sayings = strike()
    awkward = make_article(
        f"{TEXT}\n\n{'x' * 300}\n\nقتلت الشرطة متظاهرين في المدينة يوم الثلاثاء.\n\n<script>document.title = 'taken'</script>",
        publisher="<b>Kelp</b>",
        title="A" * 200,
        language="en",
    )
    incident = Incident(id="i_1", type="ASSAULT", sayings=(sayings[2].id, sayings[3].id), publishers=("A",), asserted=1, denied=1)
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(make_page([(article, sayings), (awkward, [])], [incident]), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Headless Chromium, when there is one."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here; install it, for example: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; run make setup")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(params=[(1280, "light"), (390, "light"), (390, "dark")], ids=lambda value: f"{value[0]}-{value[1]}")
def opened(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[tuple[Any, list[str], list[str]]]:
    """The open page, what it logged, and what it asked for."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    tab = context.new_page()
    logged: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: logged.append(message.text))
    tab.on("pageerror", lambda fault: logged.append(str(fault)))
    tab.on("request", lambda sent: asked.append(sent.url))
    tab.goto(address)
    yield tab, logged, asked
    context.close()


def test_the_page_is_quiet_and_asks_for_nothing(opened: tuple[Any, list[str], list[str]], address: str) -> None:
    tab, logged, asked = opened
    assert logged == []
    assert asked == [address]
    assert tab.title().endswith("allegedly")


def test_nothing_scrolls_sideways(opened: tuple[Any, list[str], list[str]]) -> None:
    tab, _logged, _asked = opened
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_saying_leads_to_its_words_and_back(opened: tuple[Any, list[str], list[str]]) -> None:
    tab, _logged, _asked = opened
    tab.click("#saying-1-10 > a")
    place = tab.evaluate(
        "(() => { const r = document.querySelector('#trigger-1-10').parentElement.getBoundingClientRect(); return [r.top, innerHeight]; })()"
    )
    assert 0 <= place[0] < place[1]
    lit = tab.evaluate("getComputedStyle(document.querySelector('#trigger-1-10').parentElement).backgroundColor")
    assert lit != "rgba(0, 0, 0, 0)"
    assert tab.evaluate(LIT_CARDS) == ["saying-1-10"]
    tab.click("a.ref[href='#saying-1-10']")
    place = tab.evaluate(
        "(() => { const r = document.querySelector('#saying-1-10').getBoundingClientRect(); return [r.top, innerHeight]; })()"
    )
    assert 0 <= place[0] < place[1]


def test_everything_can_be_reached_by_keyboard(opened: tuple[Any, list[str], list[str]]) -> None:
    tab, _logged, _asked = opened
    reached = set()
    for _ in range(80):
        tab.keyboard.press("Tab")
        reached.add(tab.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
    assert {f"#trigger-1-{n}" for n in range(1, 11)} <= reached
    assert {f"#saying-1-{n}" for n in range(1, 11)} <= reached
    assert {"#articles", "SUMMARY"} <= reached


def test_statuses_differ_without_colour(opened: tuple[Any, list[str], list[str]]) -> None:
    tab, _logged, _asked = opened
    lines = tab.evaluate(
        "[...document.querySelectorAll('.statuses .trigger')].map(e => { const s = getComputedStyle(e);"
        " return s.textDecorationLine + ' ' + s.textDecorationStyle + ' ' + s.borderTopWidth; })"
    )
    assert len(set(lines)) == len(lines) == 7
