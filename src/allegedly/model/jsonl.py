"""JSON for every record, by msgspec: one encoder, so that bytes are stable."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

_ENCODER = msgspec.json.Encoder(order="deterministic")
T = TypeVar("T")


def to_json(record: Any) -> bytes:
    """One record as JSON bytes without a line end; equal records give equal bytes."""
    return _ENCODER.encode(record)


def from_json(data: bytes | str, kind: type[T]) -> T:
    """Read ``data`` as a record of ``kind``; raises ``msgspec.ValidationError`` naming the field that is wrong."""
    return msgspec.json.decode(data, type=kind)
