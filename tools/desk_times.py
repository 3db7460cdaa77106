"""How quick the desk is on a large dossier: what the server takes, and what a browser takes until the page can be used.

    python tools/made_up_crisis.py --sayings 100000 --to crisis.dossier
    python tools/desk_times.py crisis.dossier --write docs/desk-speed.md

The server is asked several times and the median is written; the browser is headless Chromium on the same machine, so both share its cores.
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn

from allegedly.desk.app import create_app
from allegedly.desk.security import Access
from allegedly.desk.serve import listen
from allegedly.dossier import Dossier

TOKEN = "a-token-for-measuring"
TIMES = 3
ALL = "/actors?show=all"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
# What a filter takes in the page: from the change to the new pictures, painted.
FILTERED = """async (name) => {
  const box = document.querySelector(name);
  const shown = new Promise((done) => document.addEventListener("desk:shown", () => requestAnimationFrame(() => setTimeout(done)), { once: true }));
  const start = performance.now();
  box.click();
  await shown;
  return performance.now() - start;
}"""
# What the page of a review measures: from the decision to the next saying, painted.
NEXT = "allegedly next saying"
LOADED = (
    "() => { const [one] = performance.getEntriesByType('navigation'); return one.domContentLoadedEventEnd - one.startTime; }"
)


class Server:
    """The desk on a free port, served from a thread."""

    def __init__(self, place: Path) -> None:
        self.listening = listen("127.0.0.1", 0)
        self.port: int = self.listening.getsockname()[1]
        self.access = Access(TOKEN, port=self.port)
        self.app = create_app(place, self.access)
        self.server = uvicorn.Server(uvicorn.Config(self.app, log_level="warning", access_log=False))
        threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]}, daemon=True).start()
        while not self.server.started:
            time.sleep(0.01)
        session = self.access.open_with_token(TOKEN)
        assert session is not None
        self.cookie = f"{self.access.cookie}={session.id}"

    def ask(self, path: str) -> float:
        """Milliseconds until the whole answer is there."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        start = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        body = answer.read()
        taken = (time.perf_counter() - start) * 1000
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}: {body[-600:].decode('utf-8', 'replace')}")
        connection.close()
        return taken


def median(measure: Callable[[], float]) -> float:
    """The median of several measurements, after one that warms up."""
    measure()
    return statistics.median(measure() for _ in range(TIMES))


class Rows(list[tuple[str, str, float, float | None]]):
    """The rows as they come, each also said at once: a measurement that is broken off is not lost."""

    def append(self, row: tuple[str, str, float, float | None]) -> None:
        """Keep a row, and say it."""
        super().append(row)
        print(*row, sep="\t", file=sys.stderr, flush=True)


def measure(place: Path, *, review: bool) -> tuple[dict[str, Any], list[tuple[str, str, float, float | None]]]:
    """What there is, and for each thing done: its aim, what the server takes, and what the browser takes."""
    from playwright.sync_api import sync_playwright

    with Dossier(place) as dossier:
        dossier.bring_up_to_date()
    start = time.perf_counter()
    server = Server(place)
    queries = server.app.state.desk.queries
    state = queries.now()
    opened = (time.perf_counter() - start) * 1000
    largest = max(state.happenings, key=lambda one: len(one.sayings))
    articles = state.snapshot.articles
    facts = {
        "sayings": len(state.snapshot),
        "articles": len(articles),
        "incidents": len(state.happenings),
        "largest": len(largest.sayings),
        "opened": opened,
    }
    publisher = articles[0].publisher or ""
    filtered = f"/?status=denied&publisher=%22{publisher.replace(' ', '+')}%22"
    article, incident = f"/articles/{articles[len(articles) // 2].id}", f"/incidents/{largest.incident.id}"
    print(facts, file=sys.stderr, flush=True)
    rows = Rows()
    first_view = server.ask("/actors")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        tab = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        tab.goto(f"http://127.0.0.1:{server.port}/?token={server.access.another_token()}")

        def browse(path: str) -> float:
            tab.goto(f"http://127.0.0.1:{server.port}{path}")
            return float(tab.evaluate(LOADED))

        def choose() -> float:
            return float(tab.evaluate(FILTERED, 'input[name="status"][value="denied"]'))

        rows.append(("overview", "1,500", median(lambda: server.ask("/")), median(lambda: browse("/"))))
        browse("/")
        rows.append(("overview, one more filter", "300", median(lambda: server.ask(filtered)), median(choose)))
        words = median(lambda: server.ask("/?text=police+fired"))
        rows.append(("overview, words looked for", "300", words, median(lambda: browse("/?text=police+fired"))))
        for name, path in (
            ("article", article),
            ("incident, the largest", incident),
            ("incident, the largest with all its quotations", f"{incident}?whole=true"),
            ("articles", "/articles"),
            ("sayings", "/sayings"),
        ):
            rows.append((name, "300", median(lambda path=path: server.ask(path)), median(lambda path=path: browse(path))))  # type: ignore[misc]
        # The first view is seen once, so the browser's is another one.
        rows.append(("actors, the first view", "1,000", first_view, median(lambda: browse("/actors"))))
        rows.append(("actors, all of them", "300", median(lambda: server.ask(ALL)), median(lambda: browse(ALL))))
        if review:
            judged = median(lambda: after_a_judgement(place, server))
            rows.append(("actors, after a judgement about names", "1,000", judged, median(lambda: browse("/actors"))))
        for queue in ("hardest", "random") if review else ():
            rows.append((f"review, the next saying ({queue})", "100", *next_in_review(tab, server.port, queue)))
        browser.close()
    server.server.should_exit = True
    return facts, rows


def after_a_judgement(place: Path, server: Server) -> float:
    """The first view of who is who after somebody judged two names, who cannot tell; that stays in the dossier."""
    with Dossier(place) as dossier:
        left, right = (one.name for one in dossier.actors()[:2])
        dossier.judge_actors(left, right, "unsure", by="a measurement")
    return server.ask("/actors")


def next_in_review(tab: Any, port: int, queue: str) -> tuple[float, float]:
    """From the key that skips a saying to the next one: what the server takes for decision and page by its own clock, and what the browser takes.

    The decisions are kept in the dossier, skipped by "a measurement".
    """
    address = f"http://127.0.0.1:{port}"
    if not tab.evaluate("document.querySelector('.signed b') !== null"):
        tab.goto(f"{address}/review")
        tab.fill("#who-name", "a measurement")
        tab.keyboard.press("Enter")
        tab.wait_for_selector(".signed b")
    tab.goto(f"{address}/review/next?queue={queue}")
    taken: list[float] = []

    def timed(response: Any) -> None:
        found = response.headers.get("server-timing", "")
        if found:
            taken.append(float(found.rpartition("=")[2]))

    tab.on("response", timed)
    for n in range(TIMES + 1):
        before = tab.url
        tab.keyboard.press("s")
        tab.wait_for_function("before => location.href !== before", arg=before)
        tab.wait_for_function("([name, n]) => performance.getEntriesByName(name).length > n", arg=[NEXT, n])
    tab.remove_listener("response", timed)
    browser = tab.evaluate(f"performance.getEntriesByName({NEXT!r}).map((one) => one.duration)")
    pairs = [left + right for left, right in zip(taken[::2], taken[1::2], strict=False)]
    return statistics.median(pairs[1:]), statistics.median(browser[1:])


def written(facts: dict[str, Any], rows: list[tuple[str, str, float, float | None]]) -> str:
    """The page of figures."""
    lines = [
        "# How quick the desk is",
        "",
        "Written by `python tools/desk_times.py DOSSIER --write docs/desk-speed.md` on a made-up dossier (`python tools/made_up_crisis.py`).",
        "",
        f"{facts['sayings']:,} sayings in {facts['articles']:,} articles, {facts['incidents']:,} incidents, the largest with {facts['largest']:,} sayings.",
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} while measuring. "
        f"Medians of {TIMES}, in milliseconds; server: until the whole answer is there; browser: until the page is loaded, or the filtered pictures or the next saying are painted.",
        "",
        "| what | aim | server | browser |",
        "|---|---|---|---|",
        *(f"| {name} | {aim} | {server:,.0f} | {browser:,.0f} |" for name, aim, server, browser in rows if browser is not None),
        "",
        f"Opening the dossier, until the first page can be asked for: {facts['opened'] / 1000:.1f} s, once.",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Measure, and print or write the page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("dossier", type=Path)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--without-review", action="store_true", help="decide nothing, so that the dossier stays as it is")
    options = parser.parse_args()
    page = written(*measure(options.dossier, review=not options.without_review))
    if options.write:
        options.write.write_text(page, encoding="utf-8")
    print(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
