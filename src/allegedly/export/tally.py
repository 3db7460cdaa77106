"""What became of what was exported: rows written, what was left out and why, and the page that goes beside the file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec

from allegedly.export.bundle import Bundle

LICENSE = (
    "Quotations are the publishers'. Names, codes and scores of event types: PLOVER, Open Event Data Alliance, CC BY-SA 4.0. "
    "Names and coordinates of places: GeoNames, CC BY 4.0."
)


class Tally:
    """Counts of one export, filled while it is written."""

    def __init__(self) -> None:
        self.read: Counter[str] = Counter()
        self.written: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()

    def leave_out(self, why: str, number: int = 1) -> None:
        """Note that something was not written, in words that end the sentence "left out because it ..."."""
        self.left_out[why] += number


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """One file that an export wrote."""

    name: str
    sha256: str
    size: int


class Digest:
    """The SHA-256 and the size of what passes by."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.size = 0

    def add(self, piece: bytes) -> bytes:
        """Take a piece in, and give it back."""
        self._hash.update(piece)
        self.size += len(piece)
        return piece

    def written(self, name: str) -> Written:
        """What is known of the file now."""
        return Written(name=name, sha256=self._hash.hexdigest(), size=self.size)


def sidecar(
    bundle: Bundle,
    tally: Tally,
    files: list[Written],
    *,
    format: str,
    options: Mapping[str, Any],
    columns: Mapping[str, str],
    notes: tuple[str, ...],
) -> bytes:
    """The page that goes beside an export, as JSON: what it is of, when and how it was made, what is in it and what is not."""
    page = {
        "cite_as": bundle.citation,
        "program": "allegedly",
        "version": bundle.version,
        "made_at": bundle.made_at,
        "source": {"name": bundle.name, "sha256": bundle.digest},
        "format": format,
        "options": dict(options),
        "filters": dict(bundle.filters),
        "rule": bundle.rule,
        "read": dict(tally.read),
        "written": dict(tally.written),
        "left_out": dict(tally.left_out),
        "notes": list(notes),
        "columns": dict(columns),
        "files": [msgspec.to_builtins(one) for one in files],
        "license": LICENSE,
    }
    return msgspec.json.format(msgspec.json.encode(page), indent=1) + b"\n"
