"""Word knowledge as data: YAML files under ``lexicon/<language>/``, read once, with errors that name file and entry."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
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
