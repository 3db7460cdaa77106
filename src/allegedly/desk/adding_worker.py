"""What the worker process of the desk does: read what was sent, and code one article after the other.

It runs in a process of its own, so that pages stay quick while it works, and so that a document that takes it down takes nothing else with it.
"""

from __future__ import annotations

import signal
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from allegedly.errors import AllegedlyError, UnreadableFile
from allegedly.model import Article, CoderRef, Saying
from allegedly.read import KINDS, Failure, read_with_originals

Read = list[tuple[Article | Failure, bytes | None]]
_coders: dict[str, Any] = {}


def begin() -> None:
    """Leave Ctrl-C to the desk."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def suffix_of(name: str) -> str | None:
    """The suffix that says how a file is to be read, out of ours; None for a kind that is not read."""
    given = "." + name.lower().rpartition(".")[2]
    return next((suffix for suffix in KINDS if suffix == given), None)


def read(data: bytes, suffix: str, origin: str, defaults: dict[str, Any]) -> Read:
    """The articles in a file that was sent, each with its bytes.

    It is written to a folder of ours under a name of ours; ``origin`` is only what the articles are noted to come from.
    """
    if suffix not in KINDS:
        failure = UnreadableFile(f"{origin}: files of this kind are not read; allowed are {', '.join(KINDS)}")
        return [(Failure.of(origin, failure), None)]
    with tempfile.TemporaryDirectory(prefix="allegedly-") as folder:
        path = Path(folder) / f"sent{suffix}"
        path.write_bytes(data)
        found = list(read_with_originals([path], **defaults))
        return [(_named(one, path.as_posix(), origin), original) for one, original in found]


def _named(found: Article | Failure, path: str, origin: str) -> Article | Failure:
    """The same as coming from ``origin`` instead of our own file."""
    if isinstance(found, Failure):
        return Failure(origin=found.origin.replace(path, origin), error=found.error, message=found.message.replace(path, origin))
    return msgspec.structs.replace(found, origin=(found.origin or path).replace(path, origin))


def code(article: Article) -> tuple[list[Saying], CoderRef] | tuple[str, str]:
    """The sayings of an article with the coder that found them; or, when it cannot be coded, the kind of error and its line."""
    from allegedly.coder.coder import Coder

    language = article.language or "en"
    try:
        if language not in _coders:
            _coders[language] = Coder(language)
        coder = _coders[language]
        return coder.code(article), coder.ref
    except AllegedlyError as fault:
        return type(fault).__name__, " ".join(str(fault).split())
    except Exception as fault:  # a fault of ours must not cost the other articles; it is reported under its own name
        return type(
            fault
        ).__name__, f"a fault in allegedly, please report it: {type(fault).__name__}: {' '.join(str(fault).split())}"
