"""Progress on standard error, on a terminal only: articles done, articles a second, time left."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from allegedly.read import kind_of

_ROWS = ("jsonl", "csv", "tsv")


class _Speed(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} articles/s" if speed else "", "dim")


class Meter:
    """Shows how far a run is; silent unless standard error is a terminal."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._console = Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)
        self._live = self._console.is_terminal
        self._shares_terminal = self._live and sys.stdout.isatty()
        self._progress = Progress(
            TextColumn("coding"),
            BarColumn(),
            MofNCompleteColumn(),
            _Speed(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=not self._live,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task("coding", total=expected(paths) if self._live else None)

    def __enter__(self) -> Meter:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._progress.stop()

    def advance(self) -> None:
        """One more article is done."""
        self._progress.advance(self._task)

    def say(self, line: str) -> None:
        """One line to standard error, above the bar."""
        printable = "".join(letter if letter.isprintable() else "�" for letter in line)
        self._console.print(f"allegedly: {printable}", markup=False)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Out of the way while something is written to the same terminal."""
        if not self._shares_terminal:
            yield
            return
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()


def expected(paths: Sequence[str]) -> int | None:
    """About how many articles ``paths`` hold: files, and lines of tables; None where nobody can know before reading.

    Cells with line ends in them make a table look longer than it is; the time left is an estimate and nothing rests on it.
    """
    number = 0
    for path in map(Path, paths):
        if not path.exists():
            return None
        files = path.rglob("*") if path.is_dir() else [path]
        for file in files:
            kind = kind_of(file)
            if kind in _ROWS and file.is_file():
                with file.open("rb") as lines:
                    rows = sum(block.count(b"\n") for block in iter(lambda: lines.read(1 << 20), b""))
                number += max(1, rows - (kind != "jsonl"))
            elif kind is not None or file == path:
                number += 1
    return number or None
