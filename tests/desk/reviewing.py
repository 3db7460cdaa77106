"""A small dossier for the tests of reviewing and of incidents, and what a person does at a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from allegedly.dossier import Dossier
from allegedly.model import Article, Saying, make_article
from made_up import CODER, saying, span, strike

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".cache/browser/axe.min.js"


def quarrel() -> list[tuple[Article, list[Saying]]]:
    """Three reports of one shooting that differ on toll and day, and on whether it happened; and one of something else."""
    told = []
    for publisher, day, sentence, dead, more in (
        ("Harbour Post", "2021-05-05", "Police killed three strikers in Brinewick on Monday, a nurse said.", "three", {}),
        ("Quay Times", "2021-05-05", "Police killed nine strikers in Brinewick on Monday, the union said.", "nine", {}),
        (
            "State Paper",
            "2021-05-06",
            "Police killed no strikers in Brinewick on Monday, the mayor said.",
            None,
            {"polarity": "negative"},
        ),
    ):
        title = f"The {publisher} on the strike"
        article = make_article(f"{title}\n\n{sentence}", publisher=publisher, published=day, title=title, language="en")
        who = sentence.rpartition(", ")[2].removesuffix(" said.")
        strikers = f"{dead or 'no'} strikers"
        one = saying(
            article, sentence, "killed", "ASSAULT", actors=("Police",), recipients=(strikers,), source=((who, "said"),),
            place="Brinewick", date=("on Monday", "2021-05-03"), dead=dead, **more,
        )  # fmt: skip
        if dead:
            number = {"three": 3, "nine": 9}[dead]
            counted = msgspec.structs.replace(one.event.counts[0], low=number, best=number, high=number)
            one = msgspec.structs.replace(one, event=msgspec.structs.replace(one.event, counts=(counted,)))
        told.append((article, [one]))
    other = make_article(
        "The army occupied the port of Kelpmouth.", publisher="Harbour Post", published="2021-05-09", language="en"
    )
    told.append((other, [saying(other, other.text, "occupied", "COERCE", actors=("The army",), place="the port")]))
    return told


def small_dossier(place: Path) -> Path:
    """The strike and the quarrel about it in a dossier; its shooting is one incident of three sayings."""
    with Dossier(place, create=True) as dossier:
        for article, sayings in (strike(), *quarrel()):
            dossier.keep(article, sayings, CODER)
        shooting = [
            one.id
            for one in dossier.sayings()
            if one.event.trigger.text == "killed" and one.article.publisher != "The Saltmouth Courier"
        ]
        dossier.judge_pairs([(shooting[0], other) for other in shooting[1:]], "same", by="The test", why="one shooting")
        dossier.bring_up_to_date()
    return place


def sign(tab: Any, name: str = "Mira") -> None:
    """Say who works in this browser."""
    back = tab.url
    tab.click(".signed summary")
    tab.fill("#reviewer-name", name)
    tab.press("#reviewer-name", "Enter")
    tab.wait_for_selector(".signed b")
    assert tab.url == back


def step(tab: Any, *keys: str) -> None:
    """Press keys, the last of which leads to another page."""
    before = tab.url
    for key in keys:
        tab.keyboard.press(key)
    tab.wait_for_function("before => location.href !== before && document.querySelector('main h1')", arg=before)


def mark(tab: Any, words: str) -> None:
    """Drag over words of the passage, as one does with a mouse."""
    first, last = words.split()[0], words.split()[-1]
    start = tab.locator("#words .w", has_text=first).first.bounding_box()
    end = tab.locator("#words .w", has_text=last).first.bounding_box()
    tab.mouse.move(start["x"] + 1, start["y"] + start["height"] / 2)
    tab.mouse.down()
    tab.mouse.move(end["x"] + end["width"] - 1, end["y"] + end["height"] / 2, steps=4)
    tab.mouse.up()
    tab.wait_for_selector("#words .marked")


def words_in(article: Article, words: str, near: str | None = None) -> dict[str, Any]:
    """Words as the record writes them."""
    found = span(article.text, words, near)
    return {"text": found.text, "start": found.start, "end": found.end}


def faults_of(tab: Any) -> list[str]:
    """What axe-core finds wrong with a page, a line each; skips where the build step did not fetch it."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here; tools/browser_files.py fetches it")
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def fits(tab: Any) -> bool:
    """Whether the page needs no scrolling sideways."""
    return bool(tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
