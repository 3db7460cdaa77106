"""Articles that could not be read or coded: each named on standard error with why, and kept in ``errors.jsonl`` beside ``-o``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from allegedly.errors import UsageError
from allegedly.model import Article, to_json

FILE_NAME = "errors.jsonl"


class FailedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One line of ``errors.jsonl``; ``article`` is null when it could not be read, and else kept whole, so that nothing is lost."""

    origin: str
    error: str
    message: str
    article: Article | None = None


class Failures:
    """Counts failures, names each through ``say``, and appends each at once to ``errors.jsonl`` when there is a file to be beside."""

    def __init__(self, output: Path | None, say: Callable[[str], None]) -> None:
        self.path = output.parent / FILE_NAME if output else None
        if output is not None and output.name == FILE_NAME:
            raise UsageError(
                f"-o {output} would be overwritten by the articles that fail, which go to {FILE_NAME}; choose another name"
            )
        self.number = 0
        self._say = say
        self._file: BinaryIO | None = None

    def add(self, failed: FailedArticle) -> None:
        """Name and keep one article that failed."""
        self.number += 1
        named = failed.message.startswith(failed.origin)
        self._say(failed.message if named else f"{failed.origin}: {failed.message}")
        if self.path is None:
            return
        if self._file is None:
            self._file = open(self.path, "ab")
        self._file.write(to_json(failed) + b"\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file, if any."""
        if self._file is not None:
            self._file.close()
