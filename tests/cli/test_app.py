"""The command line itself: quick to answer, and what it says of itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from allegedly.version import __version__


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "allegedly", *arguments], capture_output=True, text=True, check=False)


def test_help_names_every_command_and_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "allegedly", "--help"], capture_output=True, text=True, check=True
    )
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert not loaded & {"spacy", "numpy", "pyarrow", "trafilatura", "jinja2", "rich", "yaml"}
    for command in ("code", "measure", "doctor"):
        assert command in done.stdout


@pytest.mark.parametrize("command", ["code", "measure", "doctor"])
def test_every_command_has_help(command: str) -> None:
    done = _run(command, "--help")
    assert done.returncode == 0
    assert "Usage: " in done.stdout


def test_version() -> None:
    assert _run("--version").stdout == f"allegedly {__version__}\n"


def test_an_unknown_command_is_wrong_usage() -> None:
    done = _run("cod")
    assert done.returncode == 2
    assert "cod" in done.stderr
