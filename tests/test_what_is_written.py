"""What stands in sources and pages: full sentences, no paths of a machine, no figures typed by hand."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
# Written by a command, with figures in them.
GENERATED = ("accuracy.md", "speed.md", "screen.md", "hand-reading.md")


SOURCES = sorted((ROOT / "src/allegedly").rglob("*.py"))


def public_parts(module: ast.Module) -> list[tuple[str, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    """The module, and its public classes, methods and functions, with their names."""
    found: list[tuple[str, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]] = [("module", module)]
    waiting: list[tuple[str, ast.Module | ast.ClassDef]] = [("", module)]
    while waiting:
        prefix, node = waiting.pop()
        for child in node.body:
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not child.name.startswith("_"):
                found.append((prefix + child.name, child))
                if isinstance(child, ast.ClassDef):
                    waiting.append((f"{prefix}{child.name}.", child))
    return found


def overrides(name: str, parts: dict[str, Any]) -> bool:
    """Whether a method's class has a base in the same module that documents the method."""
    owner, _, method = name.rpartition(".")
    bases = [base.id for base in getattr(parts.get(owner), "bases", []) if isinstance(base, ast.Name)]
    return any(ast.get_docstring(parts[f"{base}.{method}"]) for base in bases if f"{base}.{method}" in parts)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_public_docstrings_begin_with_a_full_sentence(path: Path) -> None:
    parts = dict(public_parts(ast.parse(path.read_text(encoding="utf-8"))))
    poor = []
    for name, node in parts.items():
        first = (ast.get_docstring(node) or "").split("\n\n")[0].split("\n")[0:3]
        opening = " ".join(first)
        if not re.match(r"[^a-z\s].*?[.?!:](?:[\"”)`]*)(?:\s|$)", opening, re.DOTALL) and not overrides(name, parts):
            poor.append(f"{name}: {opening[:80]!r}")
    assert poor == []


TEXTS = [
    path
    for path in (
        *PAGES,
        ROOT / "CHANGELOG.md",
        *(path for part in ("samples", "src", "tools") for path in sorted(ROOT.glob(f"{part}/**/*"))),
    )
    if path.suffix in (".md", ".py", ".yaml", ".sh", ".jinja", ".html", ".txt") and path.is_file()
]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_names_a_path_of_a_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"(?<![\w.:/~])/(?:home|root|work|tmp|Users|mnt|opt|var/folders)/\S*|[A-Z]:\\\\?Users", text) == []


# A measured figure: "F1 61.2", "0.87 macro-F1", "recall of 84 %".
MEASURE = r"(?:F1|precision|recall|accuracy|Pearson|kappa|macro)"


FIGURE = re.compile(
    rf"\b{MEASURE}\b[^.\n|]{{0,20}}?\b(?:0\.\d+|\d\d(?:\.\d+)?)(?![\d-])|\b(?:0\.\d+|\d\d(?:\.\d+)? ?%) {MEASURE}", re.IGNORECASE
)


@pytest.mark.parametrize(
    "path",
    [path for path in (*PAGES, *SOURCES, *sorted(ROOT.glob("src/**/*.yaml"))) if path.name not in GENERATED],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_figures_typed_by_hand(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".md":
        documented = [ast.get_docstring(node) or "" for _, node in public_parts(ast.parse(text))] if path.suffix == ".py" else []
        text = "\n".join([*documented, *re.findall(r"#.*", text)])
    assert FIGURE.findall(text) == []
