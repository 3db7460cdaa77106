"""JSON Lines: the native form, one saying a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from allegedly.model import Saying, to_json


def write(sayings: Iterable[Saying], out: BinaryIO) -> None:
    """Write ``sayings`` to ``out``, one JSON object a line, in UTF-8; equal sayings give equal bytes."""
    for saying in sayings:
        out.write(to_json(saying) + b"\n")
