"""What every view is given: the dossier, who works at it, and the files that pages need."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import Annotated

from fastapi import Depends, Request

from allegedly.desk.queries import Queries
from allegedly.desk.security import Access, Session, session_of
from allegedly.dossier import Dossier

_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class StaticFile:
    """One file of ours, read once; ``version`` changes with its bytes."""

    data: bytes
    kind: str
    version: str


def static_files() -> dict[str, StaticFile]:
    """All files of the package's ``static`` folder by name; a request chooses among these names and never forms a path."""
    found: dict[str, StaticFile] = {}
    for one in files("allegedly.desk").joinpath("static").iterdir():
        kind = _KINDS.get("." + one.name.rpartition(".")[2])
        if kind and one.is_file():
            data = one.read_bytes()
            found[one.name] = StaticFile(data, kind, hashlib.sha256(data).hexdigest()[:12])
    return found


def browser_file(name: str) -> bytes | None:
    """A file that ``tools/browser_files.py`` fetched into the package, or None where that was not run."""
    one = files("allegedly.desk").joinpath("browser", name)
    return one.read_bytes() if one.is_file() else None


@dataclass(eq=False)
class Desk:
    """One desk: a dossier that is open, and who may work at it. One instance serves all requests, from several threads."""

    dossier: Dossier
    access: Access
    static: dict[str, StaticFile] = field(default_factory=static_files)
    _closing: list[Callable[[], None]] = field(default_factory=list)

    def when_closed(self, end: Callable[[], None]) -> None:
        """Have ``end`` called when the desk closes, before the dossier does."""
        self._closing.append(end)

    def close(self) -> None:
        """End what was begun for this desk, and give the dossier back."""
        for end in reversed(self._closing):
            end()
        self.dossier.close()

    @property
    def title(self) -> str:
        """What the pages are headed with: the dossier's name without folders and ending."""
        return self.dossier.name.replace("\\", "/").rpartition("/")[2].removesuffix(".dossier") or self.dossier.name

    @cached_property
    def queries(self) -> Queries:
        """What the pages ask of the dossier."""
        return Queries(self.dossier)

    @cached_property
    def browser_files(self) -> dict[str, str]:
        """Which third-party files are there, with their versions; empty when the build step was not run."""
        listed = browser_file("versions.json")
        found: dict[str, str] = json.loads(listed) if listed else {}
        return found


def desk_of(request: Request) -> Desk:
    """The desk that a request is made to."""
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]
InSession = Annotated[Session, Depends(session_of)]
