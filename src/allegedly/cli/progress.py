"""Progress on standard error, on a terminal only: articles done, articles a second, time left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text


class _Speed(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} articles/s" if speed else "", "dim")


class Meter:
    """Shows how far a run is; silent unless standard error is a terminal."""

    def __init__(self, total: int | None) -> None:
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
        self._task = self._progress.add_task("coding", total=total)

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
