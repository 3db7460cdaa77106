"""The actor matrix: who does what towards whom, from cooperation to conflict, by PLOVER's scores of what is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import Markup

from allegedly.desk.drawing import INK, PAPER, RULE, Picture, drawing, tag, vega_lite, words
from allegedly.desk.filters import Filters, exactly
from allegedly.desk.rendering import number_of
from allegedly.desk.selection import Selection
from allegedly.desk.snapshot import KINDS

ROWS, COLUMNS = 12, 10
# Class, its sign, its words, the least mean score, and its colour on light paper.
SHADES = (
    ("warm-2", "++", "strong cooperation", 4.5, "#4c93bb"),
    ("warm-1", "+", "cooperation", 1.0, "#b4d3e3"),
    ("even", "·", "neither", -1.0, "#e6dfd0"),
    ("cold-1", "−", "conflict", -4.5, "#efc3b2"),
    ("cold-2", "−−", "strong conflict", -11.0, "#d98b71"),
)


@dataclass(frozen=True)
class Cell:
    """What one actor does towards another: how many sayings, their mean score from -10 to 10, and how many are mutual (a meeting, a fight)."""

    actor: str
    recipient: str
    sayings: int
    score: float
    mutual: int

    @property
    def shade(self) -> tuple[str, str, str, float, str]:
        """Which of ``SHADES`` the score is."""
        return next(shade for shade in SHADES if self.score >= shade[3])

    @property
    def label(self) -> str:
        """The cell in words."""
        mutual = f", {self.mutual} of them mutual" if self.mutual else ""
        return f"{self.actor} towards {self.recipient}: {number_of(self.sayings, 'saying')}{mutual}, {self.shade[2]} ({self.score:+.1f})"


@dataclass(frozen=True)
class Matrix:
    """The commonest pairs.

    Attributes:
        actors, recipients: The names of rows and columns, commonest first.
        cells: By row and column; None where nobody says anything.
        shown, pairs: How many sayings stand in the cells, of how many that name two sides.
        considered, total: Of how many sayings that count here (told as done, unless a status was asked for), of how many in all.
        names: How many actors and recipients there are in all.
        plain: Whether only what is told as having happened counts.
    """

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    cells: tuple[tuple[Cell | None, ...], ...]
    shown: int
    pairs: int
    considered: int
    total: int
    names: tuple[int, int]
    plain: bool


def matrix(selection: Selection) -> Matrix:
    """Who acts towards whom among what is selected. Statuses are not mixed: unless some were asked for, only what is told as done counts."""
    snapshot = selection.snapshot
    plain = not selection.filters.status
    mask, acts = _acts(selection)
    rows, columns = _commonest(acts, len(snapshot.names))
    inside = acts[np.isin(acts[:, 1], rows) & np.isin(acts[:, 2], columns)]
    cells = tuple(tuple(_cell(selection, inside, row, column) for column in columns) for row in rows)
    return Matrix(
        tuple(snapshot.names[n] for n in rows),
        tuple(snapshot.names[n] for n in columns),
        cells,
        _different(inside[:, 0]),
        _different(acts[:, 0]),
        int(mask.sum()),
        len(selection),
        (_different(acts[:, 1]), _different(acts[:, 2])),
        plain,
    )


def _acts(selection: Selection) -> tuple[Any, Any]:
    """Which of the selected sayings count here, and their acts; a mutual one stands in both directions."""
    snapshot, mask = selection.snapshot, selection.mask
    if not selection.filters.status:
        mask = mask & (snapshot.kind == KINDS.index("asserted")) & ~snapshot.historical
    acts = snapshot.act[mask[snapshot.act[:, 0]]]
    return mask, np.concatenate([acts, acts[acts[:, 3] == 1][:, (0, 2, 1, 3)]])


def around(selection: Selection, name: str) -> tuple[list[Cell], list[Cell]]:
    """What one actor does towards others, and others towards it, as cells of a matrix of all; the commonest first."""
    snapshot = selection.snapshot
    at = snapshot.names.index(name)
    _mask, acts = _acts(selection)
    does, undergoes = acts[acts[:, 1] == at], acts[acts[:, 2] == at]
    towards = [_cell(selection, does, at, other) for other in np.unique(does[:, 2]).tolist()]
    back = [_cell(selection, undergoes, other, at) for other in np.unique(undergoes[:, 1]).tolist()]
    left, right = (sorted(filter(None, cells), key=lambda cell: -cell.sayings) for cells in (towards, back))
    return left, right


def _different(numbers: Any) -> int:
    """How many different numbers there are; counting is quicker than looking for them, as none is larger than the dossier."""
    return int(np.count_nonzero(np.bincount(numbers)))


def _commonest(acts: Any, size: int) -> tuple[list[int], list[int]]:
    """The rows and columns that hold the commonest pairs, so that the table is full where there is most to see."""
    pairs, counts = np.unique(acts[:, 1].astype(np.int64) * max(size, 1) + acts[:, 2], return_counts=True)
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    for n in np.argsort(-counts, kind="stable"):
        row, column = divmod(int(pairs[n]), max(size, 1))
        if (row in rows or len(rows) < ROWS) and (column in columns or len(columns) < COLUMNS):
            rows[row] = rows.get(row, 0) + int(counts[n])
            columns[column] = columns.get(column, 0) + int(counts[n])
        if len(rows) == ROWS and len(columns) == COLUMNS:
            break
    by_count = [sorted(found, key=lambda one: -found[one]) for found in (rows, columns)]
    return by_count[0], by_count[1]


def _cell(selection: Selection, acts: Any, row: int, column: int) -> Cell | None:
    snapshot = selection.snapshot
    here = acts[(acts[:, 1] == row) & (acts[:, 2] == column)]
    if not len(here):
        return None
    score = float(snapshot.score[here[:, 0]].mean())
    return Cell(snapshot.names[row], snapshot.names[column], len(here), score, int(here[:, 3].sum()))


def narrowed(filters: Filters, cell: Cell) -> Filters:
    """The filters under which exactly the sayings of a cell are listed, as far as they can say it."""
    status = filters.status or ("asserted",)
    if cell.mutual == cell.sayings:
        return filters.changed(party=(exactly(cell.actor), exactly(cell.recipient)), status=status)
    return filters.changed(actor=(exactly(cell.actor),), recipient=(exactly(cell.recipient),), status=status)


def picture(found: Matrix) -> Picture:
    """The matrix as a picture to take away; on the page it is a table."""
    says = (
        f"Who acts towards whom: {found.shown:,} of {number_of(found.pairs, 'saying')} that name two sides, among the "
        f"{len(found.actors)} commonest of {found.names[0]:,} actors and {len(found.recipients)} of {found.names[1]:,} recipients"
    )
    rows = [
        {
            "actor": cell.actor,
            "recipient": cell.recipient,
            "sayings": cell.sayings,
            "score": round(cell.score, 2),
            "mutual": cell.mutual,
        }
        for line in found.cells
        for cell in line
        if cell
    ]
    specification = vega_lite(
        "rect",
        rows,
        {
            "y": {"field": "actor", "type": "nominal", "sort": list(found.actors)},
            "x": {"field": "recipient", "type": "nominal", "sort": list(found.recipients)},
            "color": {"field": "score", "type": "quantitative", "scale": {"scheme": "redblue", "domain": [-10, 10]}},
            "tooltip": [{"field": name} for name in ("actor", "recipient", "sayings", "score", "mutual")],
        },
        says,
    )
    return Picture(_draw(found, says), says, specification, rows)


def _draw(found: Matrix, says: str) -> Markup:
    gutter, top, wide, tall = 210, 150, 62, 30
    width, height = gutter + wide * len(found.recipients) + 90, top + tall * len(found.actors) + 34
    if not found.cells:
        return drawing(520, 60, says, words("Nobody here acts towards anybody.", 20, 34, size=14), name="matrix", links=False)
    parts: list[Markup] = []
    for n, name in enumerate(found.recipients):
        line = words(_short(name, 24), 0, 0, size=12, fill=INK)
        parts.append(tag("g", line, transform=f"translate({gutter + wide * n + wide / 2:.1f} {top - 8}) rotate(-40)"))
    for row, line_cells in enumerate(found.cells):
        y = float(top + tall * row)
        parts.append(words(_short(found.actors[row], 32), gutter - 8, y + 19, anchor="end", size=12, fill=INK))
        for column, cell in enumerate(line_cells):
            x = float(gutter + wide * column)
            colour = cell.shade[4] if cell else PAPER
            parts.append(tag("rect", x=x, y=y, width=wide, height=tall, fill=colour, stroke=RULE))
            if cell:
                parts.append(
                    words(f"{cell.shade[1]} {cell.sayings}", x + wide / 2, y + 19, anchor="middle", size=12, fill="#1f1c18")
                )
    at = float(gutter)
    for _, sign, meaning, _, colour in SHADES:
        parts.append(tag("rect", x=at, y=float(height - 22), width=14, height=14, fill=colour, stroke=RULE))
        parts.append(words(f"{sign} {meaning}", at + 19, height - 11, size=11))
        at += 34 + 6.4 * len(meaning) + 14
    return drawing(max(width, int(at) + 10), height, says, *parts, name="matrix", links=False)


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
