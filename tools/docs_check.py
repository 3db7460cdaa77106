"""Checks that README.md, docs/*.md, the model cards and the other pages of the repository say what is so.

Commands and their options exist, make targets exist, links lead somewhere, files named in code marks are there. Every line of a code
block that begins with ``allegedly``, ``make`` or ``python tools/`` (after an optional ``$``) is looked at, and so are such words in the
running text. What the examples *say* is checked by tests/test_docs.py.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from typer.main import get_command

from allegedly.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = [ROOT / name for name in ("src/allegedly", "docs", "tests", "tools", "samples")]
_BLOCK = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_FILE = re.compile(r"[\w-][\w/-]*\.(?:py|yaml|md|toml|sh|lock)")
_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def command_faults(line: str) -> Iterator[str]:
    """What is wrong with one command line of ours, by the options that the program itself declares."""
    words = shlex.split(line.split(" #")[0].split(" | ")[0].split(" > ")[0])
    root = get_command(app)
    commands = root.commands  # type: ignore[attr-defined]
    command = root
    for word in words[1:]:
        if command is root and not word.startswith("-"):
            if word not in commands:
                yield f"there is no command {word!r} in: {line}"
                return
            command = commands[word]
        elif word.startswith("-") and word != "-" and not word[1:2].isdigit():
            names = {"--help", "-h"} | {
                name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)
            }
            if word.split("=")[0] not in names:
                yield f"there is no option {word!r} in: {line}"


def make_faults(line: str) -> Iterator[str]:
    """Targets that the Makefile lacks."""
    targets = set(_TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    for word in line.split("#")[0].split()[1:]:
        if "=" not in word and not word.startswith("-") and word not in targets:
            yield f"there is no make target {word!r}"


def line_faults(line: str) -> Iterator[str]:
    """What is wrong with one line, if it is a command of ours."""
    line = line.strip().removeprefix("$ ")
    if line.startswith("allegedly ") and not line.startswith("allegedly:"):
        yield from command_faults(line)
    elif line.startswith("make "):
        yield from make_faults(line)
    elif line.startswith("python tools/") and not (ROOT / line.split()[1]).is_file():
        yield f"there is no {line.split()[1]}"


def file_faults(name: str) -> Iterator[str]:
    """A file named in running text that is nowhere; its folders may be left out (``events/assault.yaml``)."""
    if (
        _FILE.fullmatch(name)
        and not any(True for folder in FOLDERS for _ in folder.glob(f"**/{name}"))
        and not (ROOT / name).is_file()
    ):
        yield f"there is no file {name}"


def faults(path: Path) -> Iterator[str]:
    """Everything in one page that is not so."""
    page = path.read_text(encoding="utf-8")
    for block in _BLOCK.findall(page):
        for line in block.splitlines():
            yield from line_faults(line)
    text = _BLOCK.sub("", page)
    for words in _INLINE.findall(text):
        yield from line_faults(words)
        yield from file_faults(words)
    for link in _LINK.findall(text):
        if not re.match(r"[a-z]+:|#", link) and not (path.parent / link.split("#")[0]).exists():
            yield f"the link {link} leads nowhere"


def pages() -> list[Path]:
    """Every page that people read."""
    return [
        *sorted(ROOT.glob("*.md")),
        *sorted((ROOT / "docs").glob("*.md")),
        *sorted((ROOT / "samples").glob("**/*.md")),
        *sorted((ROOT / "src").glob("**/*.md")),
    ]


def main() -> int:
    """Print every fault; 1 if there is any."""
    found = 0
    for path in pages():
        for fault in faults(path):
            print(f"{path.relative_to(ROOT)}: {fault}", file=sys.stderr)
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
