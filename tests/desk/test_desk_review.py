"""Reviewing at the desk in Chromium: by keys, by marking words, blind, by two; and without a script."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reviewing import faults_of, fits, mark, sign, small_dossier, step

from allegedly.dossier import Dossier
from allegedly.dossier.review_records import Review
from allegedly.model import Saying
from desk_server import Served, served

pytestmark = pytest.mark.browser


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Served]:
    """A desk on the small dossier."""
    with served(small_dossier(tmp_path / "crisis.dossier")) as one:
        yield one


def kept(at: Served) -> list[Review]:
    """All reviews in the dossier, which must stand."""
    with Dossier(at.place) as dossier:
        assert dossier.verify().stands
        return dossier.reviews.made()


def find(at: Served, trigger: str, publisher: str = "The Saltmouth Courier") -> Saying:
    """The saying of an article with this word."""
    with Dossier(at.place) as dossier:
        return next(one for one in dossier.sayings() if one.event.trigger.text == trigger and one.article.publisher == publisher)


def test_twenty_sayings_are_reviewed_by_keys(own_desk: Served, open_tab: Any, picture: Any) -> None:
    tab = open_tab(own_desk, "/review")
    tab.fill("#who-name", "Mira")
    tab.keyboard.press("Enter")
    tab.click("text=Begin")
    tab.wait_for_selector("html.with-keys #decide")
    seen = set()
    for number in range(20):
        seen.add(tab.url.split("?")[0])
        step(tab, *(("a",), ("r", "1"), ("s",), ("u",), ("Enter",))[number % 5])
    assert len(seen) == 20
    made = kept(own_desk)
    assert [one.decision for one in made] == ["accept", "reject", "skip", "unsure", "accept"] * 4
    assert {one.by for one in made} == {"Mira"}
    assert {one.reason for one in made if one.decision == "reject"} == {"no event"}
    assert re.search(r"12 of \d+ sayings decided, 12 by you", tab.inner_text(".review-head"))
    step(tab, "z")
    assert "Taken back" in tab.inner_text(".flash")
    assert [one.stands for one in kept(own_desk)].count(False) == 1
    picture(tab, "review")


def test_an_actor_is_corrected_by_marking_words_and_taken_back(small: Served, open_tab: Any, picture: Any) -> None:
    killed = find(small, "killed")
    tab = open_tab(small, "/review")
    sign(tab)
    tab.goto(f"{small.address}/review/{killed.id}")
    assert tab.input_value("[name=actors]") == "Police"
    mark(tab, "Evening Wire")
    picture(tab, "review-marking")
    tab.keyboard.press("1")
    assert tab.input_value("[name=actors]") == "Evening Wire"
    assert "actor: Evening Wire" in tab.inner_text("#marked-now")
    assert "Save corrections" in tab.inner_text(".keep")
    assert "Police" in tab.inner_text("[data-row=actors] .was")
    picture(tab, "review-corrected")
    step(tab, "Enter")
    (made,) = kept(small)
    (correction,) = made.corrections
    assert (made.decision, correction.field) == ("correct", "actors")
    assert [one["text"] for one in correction.before] == ["Police"]
    (after,) = correction.after
    with Dossier(small.place) as dossier:
        assert dossier.article(killed.article.id).text[after["start"] : after["end"]] == "Evening Wire"
    assert "You corrected actor" in tab.inner_text(".flash")
    step(tab, "z")
    assert kept(small)[0].undone_by == "Mira"
    assert tab.input_value("[name=actors]") == "Police"


def test_words_are_marked_and_added_with_the_keyboard_alone(small: Served, open_tab: Any) -> None:
    denied = find(small, "fired on")
    tab = open_tab(small, "/review")
    sign(tab)
    tab.goto(f"{small.address}/review/{denied.id}")
    before = tab.input_value("[name=recipients]")
    assert before == "anyone"
    for key in ("ArrowLeft", "ArrowLeft", "Shift+ArrowLeft"):  # had, officers, with that
        tab.keyboard.press(key)
    marked = tab.inner_text("#marked-now").removeprefix("Marked: ")
    assert marked == "that officers"
    tab.keyboard.press("Shift+Digit2")
    assert tab.input_value("[name=recipients]") == "that officers; anyone"
    tab.keyboard.press("p")
    assert tab.input_value("[name=polarity]") == "positive"
    tab.keyboard.press("Escape")
    assert tab.input_value("[name=recipients]") == "anyone"
    assert tab.input_value("[name=polarity]") == "negative"
    assert tab.inner_text(".keep span") == "Accept"


def test_keys_can_be_turned_off(small: Served, open_tab: Any) -> None:
    tab = open_tab(small, "/review")
    sign(tab)
    tab.goto(f"{small.address}/review/next")
    tab.uncheck("#keys-on")
    for key in ("a", "s", "1", "r"):
        tab.keyboard.press(key)
    assert tab.locator(".reject[open]").count() == 0
    assert kept(small) == []


def test_two_reviewers_do_not_see_each_other_until_they_have_decided(small: Served, open_tab: Any, picture: Any) -> None:
    first = open_tab(small, "/review")
    sign(first, "Nadia")
    first.goto(f"{small.address}/review/next?queue=random")
    for keys in (("a",), ("r", "1"), ("a",)):
        step(first, *keys)
    second = open_tab(small, "/review")
    assert "3 decisions of all reviewers are not shown" in second.inner_text("main")
    sign(second, "Otto")
    second.goto(f"{small.address}/review")
    assert "3 decisions of others about sayings that you have not decided are not shown" in second.inner_text("main")
    assert second.locator(".decided").count() == 0
    second.goto(f"{small.address}/review/next?queue=second")
    assert "Nadia" not in second.inner_text("main")
    step(second, "a")
    assert "You accepted" in second.inner_text(".flash")
    assert "Nadia accepted" in second.inner_text(".flash")
    step(second, "a")
    assert "Nadia rejected (no event)" in second.inner_text(".flash")
    step(second, "a")
    assert second.url.startswith(f"{small.address}/review?")
    assert "Nothing is left for you in this order" in second.inner_text("main")
    table = second.inner_text("[aria-labelledby=h-agreement]")
    assert re.search(r"a saying at all\s+0\.00 \(", table)
    assert re.search(r"67 %\s+3", table)
    assert re.search(r"nothing to change\s+3\s+3\s+100 %", second.inner_text("[aria-labelledby=h-precision]"))
    picture(second, "review-figures")
    assert len(second.locator(".decided > li").all()) == 6
    for view, lines in (("review", 6), ("figures", None)):
        with second.expect_download() as taken:
            second.click(f"a[href='/export/{view}.csv']")
        table = list(csv.DictReader(taken.value.path().read_text(encoding="utf-8").splitlines()))
        assert lines in (None, len(table))
        if view == "review":
            assert [(row["by"], row["decision"], row["reason"]) for row in table][:4] == [
                ("Nadia", "accept", ""),
                ("Nadia", "reject", "no event"),
                ("Nadia", "accept", ""),
                ("Otto", "accept", ""),
            ]
            assert table[0]["citation"].startswith("all 6 decisions. Dossier")
        else:
            found = {(row["measure"], row["field"]): (row["value"], row["n"]) for row in table}
            assert found["precision", "all"] == ("1.0", "3")
            assert found["alpha", "saying"] == ("0.0", "3")


def test_what_others_decided_is_no_export_of_whoever_has_not(small: Served, open_tab: Any) -> None:
    first = open_tab(small, "/review")
    sign(first, "Nadia")
    first.goto(f"{small.address}/review/next?queue=random")
    step(first, "r", "1")
    second = open_tab(small, "/review")
    sign(second, "Otto")
    second.goto(f"{small.address}/review/next?queue=random&blind=1")
    step(second, "u")
    with Dossier(small.place) as dossier:
        made = dossier.reviews.made()
    assert [(one.by, one.decision) for one in made] == [("Nadia", "reject"), ("Otto", "unsure")]
    taken = second.request.get(f"{small.address}/export/review.jsonl").text().splitlines()
    assert [json.loads(line)["by"] for line in taken] == ["Otto"]
    assert json.loads(taken[0])["citation"].startswith("1 of 2 decisions")


def test_blind_shows_nothing_of_the_coder_until_the_answer_is_given(small: Served, open_tab: Any, picture: Any) -> None:
    killed = find(small, "killed")
    tab = open_tab(small, "/review", refused=(400,))
    sign(tab)
    tab.goto(f"{small.address}/review/{killed.id}?blind=1&queue=random")
    for name in ("type", "actors", "recipients", "source", "place", "date", "count-0"):
        assert tab.input_value(f"[name={name}]") == "", name
    assert tab.locator("#words .tag").all_inner_texts() == ["EVENT"]
    hidden = tab.content()
    assert "doubt" not in hidden
    assert killed.why.replace(">", "&gt;") not in hidden
    tab.keyboard.press("Enter")
    tab.wait_for_selector("[role=alert]")
    assert "choose the type" in tab.inner_text("[role=alert]")
    tab.select_option("#f-type", "ASSAULT")
    tab.locator("#f-type").blur()
    mark(tab, "Police")
    tab.keyboard.press("1")
    mark(tab, "two strikers")
    tab.keyboard.press("2")
    picture(tab, "review-blind")
    step(tab, "Enter")
    answer = tab.inner_text(".compared")
    assert "CODER" in answer.upper()
    rows = {row.split("\t")[0].split("\n")[0].strip(): row for row in tab.locator(".compared tbody tr").all_inner_texts()}
    assert "DIFFER" not in rows["actor"].upper()
    assert "DIFFER" in rows["place"].upper()
    picture(tab, "review-answer")
    (made,) = kept(small)
    assert made.blind
    assert made.queue == "random"
    assert set(made.wrong) == {"source", "place", "date", "counts"}
    step(tab, "Enter")
    assert killed.id not in tab.url


def test_a_blind_answer_that_is_the_coders_is_an_acceptance(small: Served, open_tab: Any) -> None:
    occupied = find(small, "occupied", "Harbour Post")
    tab = open_tab(small, "/review")
    sign(tab)
    tab.goto(f"{small.address}/review/{occupied.id}?blind=1")
    tab.select_option("#f-type", "COERCE")
    tab.locator("#f-type").blur()
    tab.fill("[name=actors]", "army")  # without "The", which means the same words
    tab.fill("[name=place]", "the port")
    tab.click(".keep")
    tab.wait_for_selector(".compared")
    (made,) = kept(small)
    assert (made.decision, made.wrong, made.blind) == ("accept", (), True)


def test_everything_works_as_a_form_without_a_script(small: Served, open_tab: Any) -> None:
    killed = find(small, "killed")
    tab = open_tab(small, "/review", scripts=False, refused=(400,))
    tab.fill("#who-name", "Mira")
    tab.click("text=Begin as this reviewer")
    tab.goto(f"{small.address}/review/{killed.id}?queue=hardest")
    tab.fill("[name=actors]", "Officers; horsemen")
    tab.click(".keep")
    assert "“horsemen” does not stand in the article" in tab.inner_text("[role=alert]")
    assert tab.input_value("[name=actors]") == "Officers; horsemen"
    tab.fill("[name=actors]", "officers")
    tab.fill("[name=count-0-low]", "3")
    tab.click(".keep")
    (made,) = kept(small)
    assert {one.field: [value["text"] for value in one.after] for one in made.corrections} == {
        "actors": ["officers"],
        "counts": ["two"],
    }
    tab.click(".reject summary")
    tab.click("text=misread")
    tab.click(".flash button")
    assert [(one.decision, one.stands) for one in kept(small)] == [("correct", True), ("reject", False)]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")], ids=["wide", "narrow"])
def test_the_pages_of_reviewing_can_be_used_by_everybody(
    small: Served, open_tab: Any, picture: Any, width: int, scheme: str
) -> None:
    killed = find(small, "killed")
    tab = open_tab(small, "/review", width=width, scheme=scheme)
    sign(tab)
    for name, path in (
        ("start", "/review"),
        ("one", f"/review/{killed.id}"),
        ("blind", f"/review/{killed.id}?blind=1"),
        ("decided", f"/review/{killed.id}?answer=1"),
    ):
        if name == "decided":
            tab.goto(f"{small.address}/review/{killed.id}")
            tab.click(".keep")
            tab.wait_for_selector(".flash b")
        tab.goto(small.address + path)
        assert faults_of(tab) == [], name
        assert fits(tab), name
        picture(tab, f"review-{name}-{width}-{scheme}")


def test_answers_say_how_long_they_took(small: Served, open_tab: Any) -> None:
    tab = open_tab(small, "/review")
    sign(tab)
    answer = tab.goto(f"{small.address}/review/next")
    assert re.fullmatch(r"desk;dur=\d+\.\d", answer.headers["server-timing"])
