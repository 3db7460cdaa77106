"""What every export format is: a name, what one row is of, and a function that writes it piece by piece."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from allegedly.export.bundle import Bundle
from allegedly.export.tally import Tally

Unit = Literal["article", "saying", "incident", "pair", "span"]
# The ending of a further file, empty for the main one, and a piece of it.
Piece = tuple[str, bytes]
Write = Callable[[Bundle, Tally, "Options"], Iterator[Piece]]


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a format may be asked for; each format reads what concerns it.

    Attributes:
        extended: Further columns behind those of the format (status, source chain, words, offsets, hashes).
        auxiliary: Write every saying of a PLOVER format, with auxiliary modes among its contexts, instead of leaving some out.
        country: Countries of actors as ``name`` or ``iso3``, where both are in use.
        intensity: The name of POLECAT's column of scores.
        excel: Begin CSV with a byte order mark, so that spreadsheets read it as UTF-8.
    """

    extended: bool = False
    auxiliary: bool = False
    country: Literal["name", "iso3"] = "name"
    intensity: str = "Event Intensity"
    excel: bool = False


@dataclass(frozen=True, kw_only=True)
class Format:
    """One format.

    Attributes:
        name: As it is asked for.
        ending: Of the main file.
        unit: What one row or object is of.
        about: What it is for, in one line.
        write: Yields the pieces of its files in order, the main file's among them.
        columns: What each column or field means.
        notes: What a user must know of how our record was fitted into it.
        parts: The endings of further files.
        incidents: Whether it needs incidents worked out.
    """

    name: str
    ending: str
    unit: Unit
    about: str
    write: Write
    columns: Mapping[str, str]
    notes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    incidents: bool = False


def one_line(value: Any) -> str:
    """A value on one line: tabs, line ends and other control characters become spaces."""
    if value is None:
        return ""
    return "".join(letter if letter >= " " and letter not in "\x7f\x85\u2028\u2029" else " " for letter in str(value))


class Rows:
    """Turns rows into pieces of CSV."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = list(columns)
        self._text = io.StringIO(newline="")
        # Only signs of the line end are always quoted, and a bare carriage return must be.
        self._writer = csv.writer(self._text, lineterminator="\r\n")

    def header(self) -> bytes:
        """The line of names."""
        return self._piece(self.columns)

    def row(self, values: Mapping[str, Any]) -> bytes:
        """One row; a column without a value is empty. A name that is no column is a mistake of ours."""
        unknown = values.keys() - set(self.columns)
        if unknown:
            raise KeyError(f"no such columns: {sorted(unknown)}")
        return self._piece([_cell(values.get(name)) for name in self.columns])

    def _piece(self, cells: Sequence[Any]) -> bytes:
        self._text.seek(0)
        self._text.truncate()
        self._writer.writerow(cells)
        return encoded(self._text.getvalue()[:-2] + "\n")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return str(value).replace("\x00", " ") if isinstance(value, str) else value


def encoded(text: str) -> bytes:
    """UTF-8; half of a surrogate pair, which no file can hold, becomes a question mark."""
    return text.encode("utf-8", "replace")
