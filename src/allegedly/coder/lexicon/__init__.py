"""Word knowledge as data: YAML files under ``lexicon/<language>/``, read once, with errors that name file and entry."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from allegedly.errors import LexiconError


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which only ``true`` and ``false`` are truth values: "on", "off", "no" are words of English here."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@cache
def load(name: str, language: str = "en") -> Any:
    """The content of ``lexicon/<language>/<name>.yaml``; callers must not change it."""
    path = files("allegedly.coder.lexicon").joinpath(language, f"{name}.yaml")
    try:
        with path.open("rb") as stream:
            return yaml.load(stream, Loader=_Loader)
    except FileNotFoundError:
        raise LexiconError(f"no lexicon file {language}/{name}.yaml; languages are folders beside coder/lexicon/en") from None
    except yaml.YAMLError as fault:
        raise LexiconError(f"lexicon file {language}/{name}.yaml is not YAML: {fault}") from fault


def read_documents(place: str | Path) -> list[Any]:
    """The documents of a lexicon file of one's own (several are parted by ``---``); raises :class:`LexiconError` with file and line."""
    try:
        text = Path(place).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise LexiconError(f"lexicon file {place} cannot be read: {fault}; give the path of a YAML file in UTF-8") from fault
    try:
        return [document for document in yaml.load_all(text, Loader=_Loader) if document is not None]
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise LexiconError(f"lexicon file {place}, line {line}: this is not YAML: {fault.problem}") from fault
    except yaml.YAMLError as fault:
        raise LexiconError(f"lexicon file {place}, line 1: this is not YAML: {' '.join(str(fault).split())}") from fault


def lines_of(text: str) -> dict[tuple[str, ...], int]:
    """Where each key of a YAML text stands: ``{("ASSAULT", "rules", "kill"): 7}``, lines from 1, the type of its document first.

    An item of a list has its number as last part: ``("ASSAULT", "rules", "kill", "examples", "0")``.
    """
    found: dict[tuple[str, ...], int] = {}
    for number, root in enumerate(yaml.compose_all(text, Loader=_Loader)):
        if isinstance(root, yaml.MappingNode):
            name = next((v.value for k, v in root.value if k.value == "type"), str(number))
            found[(name,)] = root.start_mark.line + 1
            _lines(root, (name,), found)
    return found


def _lines(node: yaml.Node, path: tuple[str, ...], found: dict[tuple[str, ...], int]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found[(*path, str(key.value))] = key.start_mark.line + 1
            _lines(value, (*path, str(key.value)), found)
    elif isinstance(node, yaml.SequenceNode):
        for n, item in enumerate(node.value):
            found[(*path, str(n))] = item.start_mark.line + 1
            _lines(item, (*path, str(n)), found)


def fingerprint(places: Iterable[str | Path]) -> str:
    """Eight hexadecimal digits that stand for the content of lexicon files, in their order."""
    sums = hashlib.sha256()
    for place in places:
        try:
            sums.update(hashlib.sha256(Path(place).read_bytes()).digest())
        except OSError as fault:
            raise LexiconError(f"lexicon file {place} cannot be read: {fault}; give the path of a YAML file") from fault
    return sums.hexdigest()[:8]
