"""The page of one actor: reached from every page that names it, by any of its names, with its exact words one step away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import msgspec
import pytest
from reviewing import faults_of, fits, sign

from allegedly.dossier import Dossier
from allegedly.model import Actor, Source, make_article
from desk_server import Served, served
from incidents_made import REF, told

pytestmark = pytest.mark.browser
ODD = '<i>Odd</i> "Name" & Sons'


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk on a dossier in which one actor is called in three ways."""
    place = tmp_path_factory.mktemp("actor") / "crisis.dossier"
    ada = Actor(text="Ada Lovel", country="KAZ")
    she, short = msgspec.structs.replace(ada, text="she", name="Ada Lovel"), msgspec.structs.replace(ada, text="Lovel")
    with Dossier(place, create=True) as dossier:
        for number, (actor, recipient, source) in enumerate(
            (
                (ada, "the dockers", None),
                (she, "the dockers", Source(text="Lovel")),
                (short, ODD, Source(text="a nurse")),
                (Actor(text=ODD), "she", None),
            )
        ):
            one = told(f"Paper {number % 2}", recipient=recipient, id=f"s_{number}", actor=actor.text, words=number)
            article = make_article(
                one.sentence.text, publisher=f"Paper {number % 2}", published="2022-01-07", title=f"No. {number}"
            )
            to = (ada if recipient == "she" else one.event.recipients[0],)
            event = msgspec.structs.replace(one.event, actors=(actor,), recipients=to)
            saying = msgspec.structs.replace(one, article=article.ref(), event=event, source=(source,) if source else ())
            dossier.keep(article, [saying], REF)
        dossier.bring_up_to_date()
    with served(place) as one_desk:
        yield one_desk


def heading(tab: Any) -> str:
    return str(tab.inner_text("h1"))


def test_every_page_that_names_an_actor_leads_to_its_page(at: Served, open_tab: Any) -> None:
    tab = open_tab(at)
    incident = tab.get_attribute(".incident h3 a", "href")
    pages = ["/", "/sayings", incident, "/actors?show=all", "/articles"]
    tab.goto(at.address + "/articles")
    pages[-1] = tab.get_attribute(".articles h3 a", "href")
    for path in pages:
        tab.goto(at.address + path)
        links = [one for one in tab.locator("main a[href^='/actors/one']").all() if "Lovel" in (one.get_attribute("href") or "")]
        assert links, path
        links[0].click()
        assert heading(tab) == "Ada Lovel", path


def test_it_is_found_by_any_of_its_names_and_only_by_them(at: Served, open_tab: Any) -> None:
    tab = open_tab(at, "/actors/one?name=Lovel", refused=(404,))
    assert heading(tab) == "Ada Lovel"
    tab.goto(at.address + "/actors/one?name=" + quote("Lovel (KAZ)"))
    assert heading(tab) == "Ada Lovel"
    tab.goto(at.address + "/actors/one?name=Nobody")
    assert "of the name 'Nobody'" in tab.inner_text("main")


def test_it_says_what_it_does_undergoes_and_says_and_in_whose_words(at: Served, open_tab: Any) -> None:
    tab = open_tab(at, "/actors/one?name=Lovel", scripts=False)
    assert tab.inner_text(".lead") == "Takes part in all 4 sayings, in 4 articles, and is the source of 1."
    assert tab.locator(".ways li").all_inner_texts() == ["Ada Lovel 2", "Lovel 1", "she 1"]
    does, undergoes = (tab.locator(f"section[aria-labelledby={name}]") for name in ("h-does", "h-undergoes"))
    assert [" ".join(one.split()) for one in does.locator(".towards li").all_inner_texts()] == ["−− 2 the dockers", f"−− 1 {ODD}"]
    assert [" ".join(one.split()) for one in undergoes.locator(".towards li").all_inner_texts()] == [f"−− 1 {ODD}"]
    quoted = tab.locator(".saying .reading").all_inner_texts()
    assert any("she Ada Lovel" in " ".join(one.split()) for one in quoted)
    does.locator(".towards .shade").first.click()
    assert tab.locator(".saying").count() == 2
    tab.go_back()
    tab.click(".ways li:has-text('she') a")
    assert parse_qs(urlsplit(tab.url).query) == {"party": ['"Ada Lovel"'], "text": ['"she"']}
    # The sentence that names her otherwise is not among them.
    assert tab.locator(".saying").count() == 2


def test_a_source_that_acts_nowhere_has_a_page_too(at: Served, open_tab: Any) -> None:
    tab = open_tab(at, "/actors/one?name=" + quote("a nurse"))
    assert tab.inner_text(".lead") == "Acts in none of 4 sayings; is the source of 1 saying."
    tab.click("main a.button")
    assert tab.locator(".saying").count() == 1


def test_an_odd_name_stays_words(at: Served, open_tab: Any) -> None:
    tab = open_tab(at, "/actors/one?name=" + quote(ODD))
    assert heading(tab) == ODD
    tab.click("main .button >> nth=0")
    assert tab.locator(".saying").count() == 2
    tab.go_back()
    tab.click(".ways a")
    assert tab.locator(".saying").count() == 2


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")], ids=["wide", "narrow"])
def test_the_page_can_be_read_by_everybody(desk: Served, open_tab: Any, picture: Any, width: int, scheme: str) -> None:
    tab = open_tab(desk, "/actors/one?name=Tokayev", width=width, scheme=scheme)
    sign(tab)
    assert faults_of(tab) == []
    assert fits(tab)
    picture(tab, f"actor-{width}-{scheme}")
