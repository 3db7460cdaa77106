"""CSV: one saying a row, nested lists as JSON text in one cell, so that nothing is lost and spans stay exact.

Cells hold the article's words unchanged, also where they begin with ``=`` or ``+``: import them as text into a
spreadsheet from articles that you do not trust.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import TextIO

from allegedly.export.rows import NESTED, row
from allegedly.model import Saying, Span, Status
from allegedly.model.article import ArticleRef
from allegedly.model.event import Event
from allegedly.model.saying import CoderRef


def columns() -> list[str]:
    """The names of the columns, in order."""
    nothing = Span("", 0, 0)
    blank = Saying(
        id="",
        article=ArticleRef(id="", sha256=""),
        sentence=nothing,
        status=Status(),
        event=Event(type="", trigger=nothing),
        coder=CoderRef(name="", version=""),
    )
    return list(row(blank))


class Writer:
    """Writes sayings to a text file opened with ``newline=""``; the header line goes out at once."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._line = out, io.StringIO(newline="")
        # Only signs of the line end are always quoted, and a bare carriage return must be.
        self._rows = csv.DictWriter(self._line, columns(), lineterminator="\r\n")
        self._rows.writeheader()
        self._flush()

    def write(self, sayings: Iterable[Saying]) -> None:
        """Add ``sayings``, one row each."""
        for saying in sayings:
            cells = row(saying)
            for name in NESTED:
                cells[name] = json.dumps(cells[name], ensure_ascii=False)
            self._rows.writerow(cells)
            self._flush()

    def _flush(self) -> None:
        self._out.write(self._line.getvalue()[:-2] + "\n")
        self._line.seek(0)
        self._line.truncate()
