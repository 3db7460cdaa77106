"""An incident at the desk in Chromium: who says what, on what they differ, taken apart and put together and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reviewing import faults_of, fits, sign, small_dossier

from allegedly.desk import incident as incident_page
from allegedly.dossier import Dossier
from allegedly.model import Incident
from desk_server import Served, Stranger, served

pytestmark = pytest.mark.browser


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Served]:
    """A desk on the small dossier."""
    with served(small_dossier(tmp_path / "crisis.dossier")) as one:
        yield one


def shooting(at: Served) -> Incident:
    """The incident that three papers tell of."""
    with Dossier(at.place) as dossier:
        assert dossier.verify().stands
        return next(one for one in dossier.incidents() if "State Paper" in one.publishers or "Quay Times" in one.publishers)


def test_who_says_what_has_a_column_for_each_publisher_and_a_row_for_each_stand(
    small: Served, open_tab: Any, picture: Any
) -> None:
    tab = open_tab(small, f"/incidents/{shooting(small).id}")
    columns = tab.locator(".who-says thead th bdi").all_inner_texts()
    assert columns == ["Harbour Post", "Quay Times", "State Paper"]
    rows = tab.locator(".who-says tbody tr").all()
    assert [row.locator("th").inner_text() for row in rows] == ["asserts", "denies"]
    assert ["killed" in cell for cell in rows[1].locator("td").all_inner_texts()] == [False, False, True]
    tab.click("text=source >> nth=0")
    assert set(tab.locator(".who-says thead th bdi").all_inner_texts()) == {"a nurse", "the union", "the mayor"}
    picture(tab, "incident")


def test_every_value_they_differ_on_stands_with_who_gives_it(small: Served, open_tab: Any) -> None:
    tab = open_tab(small, f"/incidents/{shooting(small).id}")
    rows = {row.locator("th").inner_text().split("\n")[0]: row for row in tab.locator(".asked tbody tr").all()}
    assert "differs" in rows["did it happen"].get_attribute("class")
    assert "differs" in rows["how many dead"].get_attribute("class")
    told = rows["how many dead"].inner_text()
    assert re.search(r"3\s+a nurse", told)
    assert re.search(r"9\s+the union", told)
    assert "differs" not in rows["where"].get_attribute("class")
    rows["how many dead"].locator("a").first.click()
    assert "#s_" in tab.url
    tab.click(".quotations .whence a >> nth=0")
    assert "/articles/" in tab.url


def test_of_very_many_quotations_the_first_are_shown_and_all_are_one_link_away(
    small: Served, open_tab: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, most in (("QUOTED_FIRST", 2), ("COLUMNS_FIRST", 2), ("NAMES_AT_ONCE", 1)):
        monkeypatch.setattr(incident_page, name, most)
    found = shooting(small)
    tab = open_tab(small, f"/incidents/{found.id}")
    assert tab.locator(".quotations > li").evaluate_all("some => some.map((one) => one.id)") == list(found.sayings[:2])
    assert "2 of 3 quotations" in tab.inner_text("#h-words + .facts")
    assert "2 of 3 publishers" in tab.inner_text("#h-who + .facts")
    assert tab.locator(".who-says thead th bdi").count() == 2
    # What is compared is all of it, and a link to a quotation that is not here leads to where it is.
    assert re.search(r"9\s+the union", tab.inner_text(".asked"))
    assert "and 2 more" in tab.inner_text(".asked tr:has-text('can all be right'), .asked tr:has-text('one value')")
    tab.locator(f".asked a[href$='#{found.sayings[2]}']").first.click()
    tab.wait_for_selector(f"[id='{found.sayings[2]}']:target")
    assert tab.locator(".quotations > li").count() == tab.locator(".who-says thead th bdi").count() == 3
    assert "All 3 quotations" in tab.inner_text("#h-words + .facts")
    monkeypatch.setattr(incident_page, "COLUMNS_FIRST", 9)
    monkeypatch.setattr(incident_page, "IN_A_CELL", 0)
    tab.goto(f"{small.address}/incidents/{found.id}?by=source")
    assert "and 1 more" in tab.inner_text(".who-says")
    tab.click(".who-says .more a >> nth=0")
    tab.wait_for_selector(".quotations > li:target")
    assert "by=source" in tab.url


def test_an_incident_that_was_worked_out_again_meanwhile_is_found_by_its_saying(small: Served) -> None:
    found = shooting(small)
    one = Stranger(small)
    one.come_in()
    status, headers, _text = one.ask("GET", f"/incidents/i_000000000000?made=1&saying={found.sayings[0]}")
    assert (status, headers["location"]) == (303, f"/incidents/{found.id}?made=1&saying={found.sayings[0]}")
    for gone in ("/incidents/i_000000000000", "/incidents/i_000000000000?saying=s_none"):
        assert one.ask("GET", gone)[0] == 404


def test_an_incident_is_split_and_the_split_taken_back(small: Served, open_tab: Any, picture: Any) -> None:
    before = shooting(small)
    tab = open_tab(small, f"/incidents/{before.id}")
    sign(tab)
    tab.locator(".quotations > li", has_text="nine").locator("input[type=checkbox]").check()
    tab.fill("#split-why", "another square")
    tab.click("text=Take the marked ones out")
    tab.wait_for_selector(".flash")
    assert tab.locator(".quotations > li").count() == 2
    assert "Quay Times" not in tab.inner_text(".quotations")
    picture(tab, "incident-split")
    with Dossier(small.place) as dossier:
        made = [one for one in dossier.judgements() if one.by == "Mira"]
        assert {(one.verdict, one.why) for one in made} == {("different", "another square")}
        assert len(made) == 2
    tab.click(".flash button")
    tab.wait_for_selector(".made .undone")
    assert tab.locator(".quotations > li").count() == 3
    after = shooting(small)
    assert after == before


def test_two_incidents_are_put_together_and_parted_again(small: Served, open_tab: Any) -> None:
    before = shooting(small)
    with Dossier(small.place) as dossier:
        other = next(one for one in dossier.incidents() if one.publishers == ("The Saltmouth Courier",) and one.type == "PROTEST")
    tab = open_tab(small, f"/incidents/{before.id}")
    sign(tab)
    tab.fill("#other-id", other.id)
    tab.fill("#merge-why", "one day at the port")
    tab.click("text=Put together")
    tab.wait_for_selector(".flash")
    assert tab.locator(".quotations > li").count() == len(before.sayings) + len(other.sayings)
    tab.click(".made li:not(.undone) button >> nth=0")
    tab.wait_for_selector(".made .undone")
    assert tab.locator(".quotations > li").count() in (len(before.sayings), len(other.sayings))
    with Dossier(small.place) as dossier:
        assert {one.id for one in dossier.incidents()} >= {before.id, other.id}


def test_what_makes_no_decision_is_refused_with_what_to_do(small: Served, open_tab: Any) -> None:
    id = shooting(small).id
    tab = open_tab(small, f"/incidents/{id}", refused=(400,))
    assert tab.locator(".take-apart button").is_disabled()
    sign(tab)
    tab.fill("#split-why", "none of them marked")
    tab.click("text=Take the marked ones out")
    assert "mark some of the sayings, but not all" in tab.inner_text("main")
    tab.goto(f"{small.address}/incidents/{id}")
    tab.fill("#other-id", id)
    tab.fill("#merge-why", "itself")
    tab.click("text=Put together")
    assert "is this incident" in tab.inner_text("main")
    with Dossier(small.place) as dossier:
        assert {one.by for one in dossier.judgements()} == {"The test"}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")], ids=["wide", "narrow"])
def test_an_incident_can_be_read_by_everybody(small: Served, open_tab: Any, picture: Any, width: int, scheme: str) -> None:
    tab = open_tab(small, f"/incidents/{shooting(small).id}", width=width, scheme=scheme)
    sign(tab)
    assert faults_of(tab) == []
    assert fits(tab)
    picture(tab, f"incident-{width}-{scheme}")
