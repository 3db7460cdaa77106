"""Codes of states in other systems, by the alpha-3 code of our records; null where a system has none."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

System = Literal["alpha2", "fips", "cow", "number"]
_COLUMNS: tuple[System, ...] = ("alpha2", "fips", "cow", "number")


@cache
def _table() -> dict[str, dict[str, str]]:
    text = files("allegedly.export").joinpath("data/country_codes.txt").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {alpha3: dict(zip(_COLUMNS, codes, strict=True)) for alpha3, *codes in rows}


def country_code(alpha3: str | None, system: System) -> str | None:
    """The code of a state in another system: ``alpha2`` and ``number`` of ISO 3166-1, ``fips`` 10-4, ``cow``; null where there is none."""
    code = _table().get(alpha3 or "", {}).get(system)
    return None if code in (None, "-") else code
