"""Who is who at the desk in Chromium: judged the same, not the same, unsure, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from reviewing import faults_of, fits, sign

from allegedly.dossier import Dossier
from allegedly.model import make_article
from desk_server import Served, served
from incidents_made import REF, told

pytestmark = pytest.mark.browser


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Served]:
    """A desk on a dossier in which some names may be one actor's."""
    place = tmp_path / "crisis.dossier"
    names = ("Ada Lovel", "Lovel", "Mukhtar Ablyasov", "Mukhtar Ablyatov", "<i>Odd</i> Name")
    with Dossier(place, create=True) as dossier:
        for number, actor in enumerate(names):
            one = told("A", actor=actor, recipient="the dockers", id=f"s_{number}")
            article = make_article(one.sentence.text, publisher="A", published="2022-01-07")
            dossier.keep(article, [msgspec.structs.replace(one, article=article.ref())], REF)
        dossier.bring_up_to_date()
    with served(place) as one_desk:
        yield one_desk


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_pair_is_said_the_same_and_that_is_undone(at: Served, open_tab: Any, *, scripts: bool) -> None:
    tab = open_tab(at, "/actors?show=joined", scripts=scripts)
    assert tab.locator(".pairs button").first.is_disabled()
    sign(tab)
    assert "one letter apart" in tab.inner_text(".pairs")
    tab.fill("#why-1", "a slip")
    tab.click(".pairs button[value=same]")
    tab.wait_for_selector(".made li")
    assert tab.locator(".pairs").count() == 0
    assert "Mukhtar Ablyasov = Mukhtar Ablyatov: a slip (Mira)" in tab.inner_text(".actors")
    tab.click(".made button")
    tab.wait_for_selector(".made .undone")
    assert "Ablyatov" in tab.inner_text(".pairs")
    with Dossier(at.place) as dossier:
        (made,) = dossier.actor_judgements()
        assert (made.verdict, made.by, made.why, made.undone_by) == ("same", "Mira", "a slip", "Mira")
        assert dossier.verify().stands


def test_decisions_stand_the_newest_first(at: Served, open_tab: Any) -> None:
    with Dossier(at.place) as dossier:
        for why in ("first", "second"):
            dossier.judge_actors("Ada Lovel", "Mukhtar Ablyasov", "unsure", by="Mira", why=why)
    tab = open_tab(at, "/actors")
    assert tab.locator(".made q").all_inner_texts() == ["second", "first"]


def test_what_was_taken_for_one_is_parted(at: Served, open_tab: Any) -> None:
    tab = open_tab(at, "/actors?show=joined")
    sign(tab)
    assert "a shorter form of the name" in tab.inner_text(".actors")
    tab.click(".actors button[value=different]")
    tab.wait_for_selector(".made li")
    assert "Lovel" not in tab.inner_text(".actors")
    tab.click(".pairs button[value=unsure]")
    tab.wait_for_selector(".made li:nth-child(2)")
    assert tab.locator(".pairs").count() == 0
    with Dossier(at.place) as dossier:
        assert [one.verdict for one in dossier.actor_judgements()] == ["different", "unsure"]


def test_filters_and_what_cannot_be_judged(at: Served, open_tab: Any) -> None:
    tab = open_tab(at, "/actors?show=all&name=dockers", refused=(404, 400))
    assert tab.locator(".actors h3").all_inner_texts() == ["the dockers"]
    tab.goto(at.address + "/actors?show=all")
    assert "<i>Odd</i> Name" in tab.locator(".actors h3").all_inner_texts()
    sign(tab)
    tab.fill("#left", "Lovel")
    tab.fill("#right", "Nobody Here")
    tab.click(".two-names button[value=same]")
    assert "no saying has an actor or recipient" in tab.inner_text("main")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")], ids=["wide", "narrow"])
def test_the_page_can_be_read_by_everybody(desk: Served, open_tab: Any, picture: Any, width: int, scheme: str) -> None:
    tab = open_tab(desk, "/actors", width=width, scheme=scheme)
    sign(tab)
    assert faults_of(tab) == []
    assert fits(tab)
    picture(tab, f"actors-{width}-{scheme}")
