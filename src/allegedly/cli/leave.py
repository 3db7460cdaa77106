"""How every command ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import NoReturn

import typer


def leave(run: Callable[[], int]) -> NoReturn:
    """Leave with the exit code of ``run``; a reader of our output (head, less) that has seen enough is no error."""
    try:
        code = run()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    raise typer.Exit(code)
