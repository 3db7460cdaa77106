"""Everybody can use the desk: axe-core finds nothing, all is reached by keyboard, nothing scrolls sideways, and right-to-left text stands right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allegedly.dossier import Dossier
from desk_server import ROOT, Served, until

pytestmark = pytest.mark.browser
AXE = ROOT / ".cache/browser/axe.min.js"
FOUND = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
  .map(one => `${one.id}: ${one.nodes.map(node => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).slice(0, 3).join(' | ')}`)"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, which ``make setup`` fetches."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here; run: make setup")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def paths(desk: Served) -> list[str]:
    """One page of every kind."""
    with Dossier(desk.place) as dossier:
        articles = [article.id for article in dossier.articles()]
        (copy, *_) = [copy for id in articles for copy in dossier.copies(id)]
        incident = dossier.incidents()[0].id
    return [
        "/?type=ASSAULT&from=2022-01-05",
        "/sayings?status=denied",
        "/incidents",
        "/articles",
        f"/articles/{copy.later.id}",
        "/side-by-side",
        f"/side-by-side?left={copy.earlier.id}&right={copy.later.id}",
        "/add",
        f"/incidents/{incident}",
        "/review",
        "/nowhere",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")], ids=["wide-light", "narrow-dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    desk: Served, open_tab: Any, paths: list[str], axe: str, width: int, scheme: str
) -> None:
    tab = open_tab(desk, width=width, scheme=scheme, refused=(404,))
    found: list[str] = []
    for path in paths:
        tab.goto(desk.address + path)
        if not tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
            found.append(f"{path} scrolls sideways")
        tab.evaluate(axe)
        found += [f"{path} {fault}" for fault in tab.evaluate(FOUND)]
    assert found == []


def test_the_first_tab_stop_skips_to_the_content(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    until(tab, "location.hash === '#main'")
    tab.wait_for_load_state("networkidle")
    tab.keyboard.press("Tab")
    until(tab, "document.querySelector('main').contains(document.activeElement)")


def test_menus_of_filters_open_and_close_by_keys(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk)
    tab.locator("summary:has-text('Status')").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.name") == "status"
    tab.keyboard.press("Space")
    until(tab, "location.search.includes('status=')")
    tab.wait_for_load_state("networkidle")
    until(tab, "document.activeElement.name === 'status'")  # the box keeps the focus when the pictures change
    tab.keyboard.press("Escape")
    until(tab, "document.activeElement.tagName === 'SUMMARY'")


def test_right_to_left_text_stands_right(tmp_path: Path, open_tab: Any) -> None:
    from allegedly.model import CoderRef, make_article
    from desk_server import served

    with Dossier(tmp_path / "rtl.dossier", create=True) as dossier:
        text = "قتلت الشرطة متظاهرين في المدينة\n\nقتلت الشرطة متظاهرين في المدينة يوم الثلاثاء."
        article = make_article(
            text, title="قتلت الشرطة متظاهرين في المدينة", title_span=(0, 31), language="ar", publisher="جريدة"
        )
        dossier.keep(article, [], CoderRef(name="none", version="1"))
    with served(tmp_path / "rtl.dossier") as desk:
        tab = open_tab(desk, f"/articles/{article.id}")
        assert tab.evaluate("[...document.querySelectorAll('.text')].map(one => getComputedStyle(one).direction)") == [
            "rtl",
            "rtl",
        ]
        tab.goto(desk.address + "/")
        assert "Nothing was found in the 1 article of this dossier" in tab.inner_text("main")
        tab.click("text=Read them")
        tab.wait_for_selector(".articles h3")
