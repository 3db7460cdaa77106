"""What an article holds is words, whatever it says it is: two hundred that say otherwise go through every page, and nothing of them runs.

The policy of the pages would stop a script and say so in the console, where the tab of every test looks: so that no markup of theirs became
part of a page is seen even where nothing could have run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from allegedly.dossier import Dossier
from desk_hostile import NUMBER, build
from desk_server import Served, served

pytestmark = pytest.mark.browser

# Elements and attributes that no template of ours writes into these pages, and that the articles are full of.
FOREIGN = """() => [
  window.taken === undefined,
  document.querySelectorAll('iframe, object, embed, base, math, style, textarea:not([name]), img, body *[onload], [onerror], [onfocus], [ontoggle],'
    + '[onbegin], [onmouseover], animate, plaintext, xmp, noscript p').length,
  [...document.scripts].every(one => one.src.startsWith(location.origin + '/static/')),
  [...document.querySelectorAll('form')].every(one => new URL(one.action).origin === location.origin),
  [...document.querySelectorAll('a[href]')].every(one => /^https?:$/.test(new URL(one.getAttribute('href'), location.href).protocol)),
  [...document.querySelectorAll('link')].every(one => one.href.startsWith(location.origin + '/static/')),
]"""
CLEAN = [True, 0, True, True, True, True]


@pytest.fixture(scope="module")
def hostile_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = build(tmp_path_factory.mktemp("hostile") / "hostile.dossier")
    with served(place) as one:
        yield one


def test_nothing_of_two_hundred_hostile_articles_runs(hostile_desk: Served, open_tab: Any) -> None:
    with Dossier(hostile_desk.place) as dossier:
        articles = [article.id for article in dossier.articles()]
        sayings = [saying.id for saying in dossier.sayings()]
        incidents = [incident.id for incident in dossier.incidents()]
    assert len(articles) == len(sayings) == NUMBER
    tab = open_tab(hostile_desk)
    lists = [f"/{name}?page_number={n}" for name in ("articles", "sayings", "incidents") for n in range(1, 5)]
    lists += [f"/actors?show=all&page_number={n}&name=" for n in range(1, 5)]
    beside = ["/side-by-side", f"/side-by-side?left={articles[0]}&right={articles[1]}"]
    beside += ["/side-by-side?left=publisher:Hostile+Herald&right=publisher:Hostile+Herald&day=2022-03-01"]
    some = [f"/incidents/{incident}" for incident in incidents[:12]]
    reviews = ["/review", *(f"/review/{saying}" for saying in sayings[:6])]
    asked = ['/?text=%3Cscript%3E&party="><script>window.taken=1</script>', "/?place='%20onmouseover=alert(1)", "/add"]
    for path in ["/", *lists, *beside, *asked, *some, *reviews, *(f"/articles/{article}" for article in articles)]:
        answer = tab.goto(hostile_desk.address + path, wait_until="domcontentloaded")
        assert answer.status in (200, 404), path
        assert answer.status == 200 or path.startswith("/review/"), path
        assert tab.evaluate(FOREIGN) == CLEAN, path
