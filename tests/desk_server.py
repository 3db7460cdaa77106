"""A desk that runs for a test: a dossier built from the samples, a server on a free port of 127.0.0.1, and ways in for browsers."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn

from allegedly.coder.coder import Coder
from allegedly.desk.app import create_app
from allegedly.desk.security import Access
from allegedly.desk.serve import listen
from allegedly.dossier import Dossier
from allegedly.model import CoderRef
from allegedly.read import Failure, read_with_originals
from allegedly.version import __version__

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples/kazakhstan-2022"
SCREENSHOTS = ROOT / "out/desk"
FIRST_TOKEN = "the-first-token-of-a-test"


@dataclass(frozen=True)
class Served:
    """A desk that answers: ``address`` is ``http://127.0.0.1:PORT``, ``place`` its dossier's file."""

    address: str
    place: Path
    access: Access

    def link(self, path: str = "/") -> str:
        """An address with a fresh one-time token."""
        return f"{self.address}{path}{'&' if '?' in path else '?'}token={self.access.another_token()}"


def build_sample_dossier(place: Path) -> Path:
    """The sample dossier, coded once for all test processes; the others wait until it is there.

    ``ALLEGEDLY_SAMPLE_DOSSIER`` names one that was made before, which spares the eight seconds while one works at the desk.
    """
    ready = os.environ.get("ALLEGEDLY_SAMPLE_DOSSIER")
    if ready:
        return Path(ready)
    claim = place.with_suffix(".claim")
    try:
        os.close(os.open(claim, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        for _ in range(1200):
            if place.exists():
                return place
            time.sleep(0.1)
        raise TimeoutError(f"{place} was not made by the process that claimed it") from None
    coder, making = Coder(), place.with_suffix(".making")
    with closing(Dossier(making, create=True)) as dossier:
        for article, original in read_with_originals([SAMPLES]):
            assert not isinstance(article, Failure)
            ref = CoderRef(name="allegedly-en", version=__version__)
            dossier.keep(article, coder.code(article), ref, original=original, how="a test")
        dossier.bring_up_to_date()
    making.rename(place)
    return place


def copy_of(place: Path, folder: Path) -> Path:
    """A copy of a dossier that a test may write to."""
    return Path(shutil.copy(place, folder / "crisis.dossier"))


@contextmanager
def served(place: Path, *, password: str | None = None) -> Iterator[Served]:
    """Serve the dossier at ``place`` from a thread until the end of the ``with`` statement."""
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    access = Access(FIRST_TOKEN, port=port, password=password)
    server = uvicorn.Server(uvicorn.Config(create_app(place, access), log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server ended before it began"
        time.sleep(0.01)
    try:
        yield Served(f"http://127.0.0.1:{port}", place, access)
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def until(tab: Any, condition: str, *, seconds: float = 30) -> None:
    """Wait until an expression holds in a tab. Playwright's own waiting evaluates strings in the page, which its policy forbids."""
    end = time.monotonic() + seconds
    while not tab.evaluate(condition):
        assert time.monotonic() < end, f"{condition} did not come true"
        tab.wait_for_timeout(20)


class Stranger:
    """Somebody who asks over the wire, one connection a request, and remembers cookies as a browser does."""

    def __init__(self, desk: Served) -> None:
        self.desk, self.cookie = desk, ""
        self.host = urlsplit(desk.address).netloc

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        given = {"Host": self.host, "Cookie": self.cookie} | {name.replace("_", "-"): value for name, value in headers.items()}
        if body:
            given.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection = http.client.HTTPConnection(self.host, timeout=20)
        connection.request(method, path, body or None, {name: value for name, value in given.items() if value})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        found = {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        if "set-cookie" in found:
            self.cookie = found["set-cookie"].split(";")[0]
        return answer.status, found, text

    def come_in(self) -> str:
        """Use a fresh link; returns the session's token for forms."""
        link = self.desk.link()
        status, _headers, _text = self.ask("GET", link.removeprefix(self.desk.address))
        assert status == 303
        _status, _headers, text = self.ask("GET", "/reviewer-page-that-is-none")
        found = re.search(r'data-csrf="([^"]+)"', text)
        assert found
        return found[1]
