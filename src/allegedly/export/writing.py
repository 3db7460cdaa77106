"""An export to files: each moved into its place when it is complete, and a page beside them that says what they are."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from allegedly.errors import UsageError
from allegedly.export.bundle import Bundle
from allegedly.export.format import Format, Options
from allegedly.export.tally import Digest, Tally, Written, sidecar

SIDECAR = ".allegedly.json"
_MOST_OPEN = 16


def part_path(output: Path, format: Format, part: str) -> Path:
    """Where a part goes: the main file to ``output``, ``.mentions.csv`` beside it, ``/sayings.jsonl`` into the folder ``output``."""
    if not part:
        return output
    if part.startswith("/"):
        return output / part[1:]
    stem = output.name[: -len(format.ending)] if format.ending and output.name.endswith(format.ending) else output.stem
    return output.with_name(stem + part)


def sidecar_path(output: Path) -> Path:
    """Where the page beside an export goes."""
    return output.with_name(output.name + SIDECAR)


def export_to(output: Path, bundle: Bundle, format: Format, options: Options | None = None) -> Tally:
    """Write a bundle in a format to ``output`` and what belongs beside it.

    No file stands in its place before all of them are complete; an export that fails leaves what was there before.

    Raises:
        UsageError: When a file cannot be written.
    """
    options = options or Options()
    tally = Tally()
    folder = "/" in format.parts
    if folder and output.is_file():
        raise UsageError(f"{format.name} writes a folder, and {output} is a file; name another place with -o")
    if not folder and output.is_dir():
        raise UsageError(
            f"cannot write to {output}: it is a folder; name a file in it, such as {output / ('export' + format.ending)}"
        )
    files = _Files(output, format)
    try:
        (output if folder else output.parent).mkdir(parents=True, exist_ok=True)
        if not folder:
            files.add("", b"")  # stands there also when nothing goes into it
        for part, piece in format.write(bundle, tally, options):
            files.add(part, piece)
        written = files.move(output if folder else output.parent)
        page = sidecar(
            bundle, tally, written, format=format.name, options=asdict(options), columns=format.columns, notes=format.notes
        )
        beside = sidecar_path(output)
        _unfinished(beside).write_bytes(page)
        os.replace(_unfinished(beside), beside)
    except OSError as fault:
        raise UsageError(f"cannot write {output}: {fault.strerror}; name another file with -o") from fault
    finally:
        files.remove()
    return tally


def _unfinished(place: Path) -> Path:
    return place.with_name(f".{place.name}.unfinished")


class _Files:
    """The files of one export while they are written; only a few are open at a time, for some formats have a file an article."""

    def __init__(self, output: Path, format: Format) -> None:
        self._output, self._format = output, format
        self._parts: dict[str, tuple[Path, Digest]] = {}
        self._open: dict[str, BinaryIO] = {}

    def add(self, part: str, piece: bytes) -> None:
        """Write a piece at the end of a part."""
        first = part not in self._parts
        if first:
            self._parts[part] = part_path(self._output, self._format, part), Digest()
        place, digest = self._parts[part]
        if part not in self._open:
            if len(self._open) >= _MOST_OPEN:
                self._open.pop(next(iter(self._open))).close()
            self._open[part] = open(_unfinished(place), "wb" if first else "ab")  # noqa: SIM115
        self._open[part].write(digest.add(piece))

    def move(self, folder: Path) -> list[Written]:
        """Put all files into their places."""
        self._close()
        written = []
        for place, digest in self._parts.values():
            os.replace(_unfinished(place), place)
            written.append(digest.written(place.relative_to(folder).as_posix()))
        return written

    def remove(self) -> None:
        """Remove what was not moved."""
        self._close()
        for place, _digest in self._parts.values():
            _unfinished(place).unlink(missing_ok=True)

    def _close(self) -> None:
        while self._open:
            self._open.popitem()[1].close()


def export_through(out: BinaryIO, bundle: Bundle, format: Format, options: Options | None = None) -> Tally:
    """Write a bundle in a format of one file to an open file, such as standard output; raises :class:`UsageError` for one of several."""
    if format.parts:
        raise UsageError(f"{format.name} is more than one file; name a place with -o")
    tally = Tally()
    for _part, piece in format.write(bundle, tally, options or Options()):
        out.write(piece)
    out.flush()
    return tally
