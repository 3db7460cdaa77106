"""Records as a table in a terminal, or as JSON Lines, CSV or Parquet for other programs."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console, RenderableType

from allegedly.errors import UnknownName, UsageError
from allegedly.model import to_json

TABLE_FORMATS = ("table", "jsonl", "csv", "parquet")
_ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet", ".txt": "table"}


def table_format(asked: str | None, output: Path | None, *, terminal: bool) -> str:
    """The format asked for, or that of the file's ending, or a table on a terminal, or JSON Lines; raises :class:`UnknownName` for another."""
    if asked is not None:
        if asked.lower() not in TABLE_FORMATS:
            raise UnknownName("format", asked, TABLE_FORMATS)
        return asked.lower()
    if output is not None:
        return _ENDINGS.get(output.suffix.lower(), "jsonl")
    return "table" if terminal else "jsonl"


def write_records(
    format: str,
    output: Path | None,
    rows: Sequence[dict[str, Any]],
    *,
    full: Sequence[Any],
    view: Callable[[], RenderableType],
) -> None:
    """Write records to a file, moved into its place when complete, or to standard output.

    Args:
        format: One of :data:`TABLE_FORMATS`.
        output: The file, or null for standard output.
        rows: Flat records, which CSV and Parquet write.
        full: The records themselves, lists and all, which JSON Lines writes.
        view: What a person reads.

    Raises:
        UsageError: When the file cannot be written.
    """
    if format == "table":
        written = _shown(view, output)
    elif format == "jsonl":
        written = b"".join(to_json(one) + b"\n" for one in full)
    elif format == "csv":
        written = _csv(rows)
    else:
        if output is None and sys.stdout.isatty():
            raise UsageError("parquet is not for a terminal; name a file with -o FILE, or choose --format table")
        written = _parquet(rows)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    else:
        write_whole(output, written)


def write_whole(output: Path, written: bytes) -> None:
    """Put a file into its place in one step, so that no half of it ever stands there; raises :class:`UsageError` when it cannot be."""
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(written)
        os.replace(unfinished, output)
    except OSError as fault:
        raise UsageError(f"cannot write {output}: {fault.strerror}; name another file with -o") from fault


def _shown(view: Callable[[], RenderableType], output: Path | None) -> bytes:
    text = io.StringIO()
    if output is None and sys.stdout.isatty():
        Console(highlight=False, emoji=False).print(view())
        return b""
    width = int(os.environ["COLUMNS"]) if os.environ.get("COLUMNS", "").isdigit() else 120
    Console(file=text, width=width, no_color=True, highlight=False, emoji=False).print(view())
    return text.getvalue().encode("utf-8", "replace")


def _csv(rows: Sequence[dict[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]) if rows else [], lineterminator="\n")
    if rows:
        writer.writeheader()
        writer.writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def _parquet(rows: Sequence[dict[str, Any]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    memory = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)) if rows else pa.table({}), memory, compression="zstd")
    return memory.getvalue()
