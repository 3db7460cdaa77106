"""Fixtures of the desk: a dossier, a server, a browser; every tab fails its test on a console error or a request that leaves 127.0.0.1."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desk_server import SCREENSHOTS, Served, build_sample_dossier, copy_of, served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--disable-component-update"]


@pytest.fixture(scope="session")
def sample_place(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The sample dossier's file; never written to (see ``own_desk``)."""
    base = tmp_path_factory.getbasetemp()
    return build_sample_dossier((base if worker_id == "master" else base.parent) / "sample.dossier")


@pytest.fixture(scope="session")
def desk(sample_place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk on a copy of the sample dossier, for tests that only read."""
    with served(copy_of(sample_place, tmp_path_factory.mktemp("desk"))) as one:
        yield one


@pytest.fixture
def own_desk(sample_place: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk on a copy of the sample dossier that belongs to one test, for tests that decide or add something."""
    with served(copy_of(sample_place, tmp_path)) as one:
        yield one


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium, when there is one."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here; install it, for example: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; run make setup")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


OpenTab = Callable[..., Any]


@pytest.fixture
def open_tab(browser: Any) -> Iterator[OpenTab]:
    """Opens a page of a desk in a browser of its own that was let in: ``open_tab(desk, "/path", width=390, scheme="dark", scripts=False)``.

    At the end of the test nothing may stand in the console, and nothing may have been asked of any other machine. A test that means to be
    refused gives ``refused=[403]``: such answers are then no errors.
    """
    contexts: list[Any] = []
    wrong: list[str] = []

    def open(
        at: Served,
        path: str = "/",
        *,
        width: int = 1280,
        height: int = 900,
        scheme: str = "light",
        scripts: bool = True,
        refused: tuple[int, ...] = (),
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        contexts.append(context)
        # Long, because several processes may share a core; only a failure ever waits so long.
        context.set_default_timeout(30_000)
        tab = context.new_page()

        def logged(message: Any) -> None:
            told = f"{message.type}: {message.text}"
            if message.type in ("error", "warning") and not any(f"status of {status} " in told for status in refused):
                wrong.append(told)

        def asked(request: Any) -> None:
            if not request.url.startswith((at.address + "/", "blob:", "data:")):
                wrong.append(f"request left the desk: {request.url}")

        tab.on("console", logged)
        tab.on("pageerror", lambda fault: wrong.append(f"script: {fault}"))
        tab.on("request", asked)
        tab.goto(at.link(path))
        return tab

    yield open
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[..., Path]:
    """Writes a screenshot of a tab into ``out/desk`` for people to look at: ``picture(tab, "overview")``."""

    def write(tab: Any, name: str, *, whole: bool = True) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        tab.screenshot(path=str(path), full_page=whole)
        return path

    return write
