"""Checks that README.md and docs/*.md say what is so: commands and options exist, make targets exist, links lead somewhere.

Every line of a code block that begins with ``allegedly`` or ``make`` (after an optional ``$``) is looked at.
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
_BLOCK = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
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
            names = {"--help", "-h"} | {name for parameter in command.params for name in parameter.opts}
            if word.split("=")[0] not in names:
                yield f"there is no option {word!r} in: {line}"


def faults(path: Path) -> Iterator[str]:
    """Everything in one page that is not so."""
    page = path.read_text(encoding="utf-8")
    targets = set(_TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    for block in _BLOCK.findall(page):
        for line in block.splitlines():
            line = line.strip().removeprefix("$ ")
            if line.startswith("allegedly ") and not line.startswith("allegedly:"):
                yield from command_faults(line)
            elif line.startswith("make "):
                yield from (
                    f"there is no make target {word!r}"
                    for word in line.split("#")[0].split()[1:]
                    if "=" not in word and not word.startswith("-") and word not in targets
                )
    for link in _LINK.findall(_BLOCK.sub("", page)):
        if not re.match(r"[a-z]+:|#", link) and not (path.parent / link.split("#")[0]).exists():
            yield f"the link {link} leads nowhere"


def main() -> int:
    """Print every fault; 1 if there is any."""
    found = 0
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for fault in faults(path):
            print(f"{path.relative_to(ROOT)}: {fault}", file=sys.stderr)
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
