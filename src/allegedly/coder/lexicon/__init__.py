"""Word knowledge as data: YAML files under ``lexicon/<language>/``, read once, with errors that name file and entry."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from allegedly.errors import LexiconError


@cache
def load(name: str, language: str = "en") -> Any:
    """The content of ``lexicon/<language>/<name>.yaml``; callers must not change it."""
    path = files("allegedly.coder.lexicon").joinpath(language, f"{name}.yaml")
    try:
        with path.open("rb") as stream:
            return yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except FileNotFoundError:
        raise LexiconError(f"no lexicon file {language}/{name}.yaml; languages are folders beside coder/lexicon/en") from None
    except yaml.YAMLError as fault:
        raise LexiconError(f"lexicon file {language}/{name}.yaml is not YAML: {fault}") from fault
