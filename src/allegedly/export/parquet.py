"""Parquet: one saying a row, typed columns, lists as lists of structures.

``published``, ``date_from`` and ``date_to`` stay text (``YYYY-MM-DD``): a Parquet date cannot hold what is not a calendar
day, and nothing may be lost on the way out.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from allegedly.export.rows import row
from allegedly.model import Saying

ROWS_A_GROUP = 20_000

_TEXT, _WHOLE, _REAL = pa.string(), pa.int64(), pa.float64()
_SPAN = pa.struct({"text": _TEXT, "start": _WHOLE, "end": _WHOLE})
_SOURCE = pa.struct(
    {
        "text": _TEXT,
        "start": _WHOLE,
        "end": _WHOLE,
        "name": _TEXT,
        "country": _TEXT,
        "sector": _TEXT,
        "cue": _SPAN,
        "manner": _TEXT,
    }
)
_ACTOR = pa.struct(
    {
        "text": _TEXT,
        "start": _WHOLE,
        "end": _WHOLE,
        "name": _TEXT,
        "country": _TEXT,
        "sector": _TEXT,
        "sectors": pa.list_(_TEXT),
        "title": _TEXT,
        "wikidata": _TEXT,
    }
)
_COUNT = pa.struct({"kind": _TEXT, "text": _TEXT, "start": _WHOLE, "end": _WHOLE, "low": _REAL, "best": _REAL, "high": _REAL})
_KINDS: dict[str, Any] = {
    "source": pa.list_(_SOURCE),
    "status_words": pa.list_(_SPAN),
    "modes": pa.list_(_TEXT),
    "contexts": pa.list_(_TEXT),
    "actors": pa.list_(_ACTOR),
    "recipients": pa.list_(_ACTOR),
    "counts": pa.list_(_COUNT),
    "place_lat": _REAL,
    "place_lon": _REAL,
    "place_geonames": _WHOLE,
    "confidence": _REAL,
}


def schema() -> Any:
    """The Arrow schema of the file."""
    from allegedly.export.csv import columns

    def kind(name: str) -> Any:
        return _KINDS.get(name) or (_WHOLE if name.endswith(("_start", "_end")) else _TEXT)

    return pa.schema([(name, kind(name)) for name in columns()])


def table(sayings: Iterable[Saying]) -> Any:
    """The sayings as a pyarrow Table with the columns of the file."""
    return pa.Table.from_pylist([row(saying) for saying in sayings], schema=schema())


class Writer:
    """Writes sayings to a Parquet file in groups of rows; :meth:`close` must be called, or the file has no end and cannot be read."""

    def __init__(self, out: Path | BinaryIO) -> None:
        self._schema = schema()
        self._file = pq.ParquetWriter(out, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def write(self, sayings: Iterable[Saying]) -> None:
        """Add ``sayings``, one row each."""
        self._rows.extend(row(saying) for saying in sayings)
        if len(self._rows) >= ROWS_A_GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is left and the end of the file."""
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        if self._rows:
            self._file.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()
