"""The timeline: how many sayings a day, by status as stacked bars, and by type in a row each below."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from markupsafe import Markup

from allegedly.desk.drawing import INK, RULE, SOFT, STATUS_COLOURS, Picture, drawing, status_patterns, tag, vega_lite, words
from allegedly.desk.filters import Filters
from allegedly.desk.rendering import number_of
from allegedly.desk.selection import Selection
from allegedly.desk.snapshot import KINDS, day_of

WIDTH, GUTTER, RIGHT, BARS, ROW = 1180, 104, 14, 150, 19
DAYS_AT_MOST, WEEKS_AT_MOST, BARS_AT_MOST = 130, 130 * 7, 140


@dataclass(frozen=True)
class Stretch:
    """One bar: the days ``[first, last]`` as ordinals, how many sayings by kind of status, and by type."""

    first: int
    last: int
    kinds: tuple[int, ...]
    types: dict[str, int]

    @property
    def total(self) -> int:
        """How many sayings."""
        return sum(self.kinds)


@dataclass(frozen=True)
class Timeline:
    """The bars in order, without gaps; ``placed`` sayings stand in them, ``open_`` have no such day (or one longer than a bar)."""

    step: str
    stretches: tuple[Stretch, ...]
    placed: int
    left_open: int
    selected: tuple[int, int] | None


def timeline(selection: Selection) -> Timeline:
    """The timeline of what meets all filters but the days, so that those around the chosen days stay in sight."""
    snapshot, filters = selection.snapshot, selection.filters
    mask = selection.without("days")
    told = filters.day == "told"
    first, last = (snapshot.first, snapshot.last) if told else (snapshot.printed, snapshot.printed)
    dated = mask & (first > 0)
    total = int(mask.sum())
    if not dated.any():
        return Timeline("day", (), 0, total, None)
    low, high = int(first[dated].min()), int(first[dated].max())
    if told:
        # A few days of long ago would press the rest into a corner: what is told of them stays in the list of what is left out.
        low = max(low, int(np.quantile(first[dated], 0.02)) - 30)
    step, borders = _borders(low, high)
    starts = np.array([one for one, _ in borders], dtype=np.int64)
    bins = np.searchsorted(starts, first, side="right") - 1
    ends = np.array([end for _, end in borders], dtype=np.int64)
    placed = dated & (first >= starts[0]) & (last <= ends[np.clip(bins, 0, len(ends) - 1)])
    kinds = _table(bins[placed], snapshot.kind[placed], len(borders), len(KINDS))
    types = _table(bins[placed], snapshot.type[placed], len(borders), len(snapshot.types))
    stretches = tuple(
        Stretch(
            start,
            end,
            tuple(int(count) for count in kinds[n]),
            {snapshot.types[int(type)]: int(types[n, type]) for type in np.flatnonzero(types[n])},
        )
        for n, (start, end) in enumerate(borders)
    )
    return Timeline(step, stretches, int(placed.sum()), total - int(placed.sum()), _selected(filters))


def _table(rows: Any, columns: Any, height: int, width: int) -> Any:
    return np.bincount(rows * width + columns, minlength=height * width).reshape(height, width)


def _selected(filters: Filters) -> tuple[int, int] | None:
    if not filters.since and not filters.until:
        return None
    since = date.fromisoformat(filters.since).toordinal() if filters.since else 1
    return since, date.fromisoformat(filters.until).toordinal() if filters.until else 4_000_000


def _borders(low: int, high: int) -> tuple[str, list[tuple[int, int]]]:
    """The first and last days of all bars, and what one bar is."""
    length = high - low + 1
    if length <= DAYS_AT_MOST:
        # A single day would be one wide block; a week around it is a timeline.
        missing = max(0, 7 - length)
        low, high = max(1, low - missing // 2), high + (missing + 1) // 2
        return "day", [(day, day) for day in range(low, high + 1)]
    if length <= WEEKS_AT_MOST:
        monday = low - date.fromordinal(low).weekday()
        return "week", [(day, day + 6) for day in range(monday, high + 1, 7)]
    for step, months in (("month", 1), ("year", 12), ("decade", 120)):
        if length <= BARS_AT_MOST * 30 * months:
            return step, list(_calendar(low, high, months))
    return "century", list(_calendar(low, high, 1200))


def _calendar(low: int, high: int, months: int) -> Iterator[tuple[int, int]]:
    """Months, years, decades or centuries from ``low`` to ``high``."""
    first = date.fromordinal(low)
    years = months // 12
    year, month = (max(1, first.year - first.year % years), 1) if years else (first.year, first.month)
    start = date(year, month, 1)
    while start.toordinal() <= high:
        month = start.month - 1 + months
        # The first decade and century have no year 0.
        year = start.year + month // 12 if not years else start.year - start.year % years + years
        later = date(year, month % 12 + 1 if not years else 1, 1)
        yield start.toordinal(), later.toordinal() - 1
        start = later


def shown_days(first: int, last: int) -> str:
    """Days in words: ``5 January 2022``, ``3 to 9 January 2022``."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    if first == last:
        return f"{start.day} {start:%B %Y}"
    if (start.year, start.month) == (end.year, end.month):
        whole = start.day == 1 and (end + timedelta(days=1)).day == 1
        return f"{start:%B %Y}" if whole else f"{start.day} to {end.day} {end:%B %Y}"
    if start.year == end.year and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year)
    return f"{start.day} {start:%B %Y} to {end.day} {end:%B %Y}"


def picture(found: Timeline, filters: Filters, address: str = "/") -> Picture:
    """The timeline as a picture; every bar leads to the page of its days, every name of a type to that type."""
    types = sorted({type for one in found.stretches for type in one.types}, key=_by_count(found))
    says = _says(found, filters)
    rows = [
        {"from": day_of(one.first), "to": day_of(one.last), "status": kind, "type": None, "sayings": count}
        for one in found.stretches
        for kind, count in zip(KINDS, one.kinds, strict=True)
        if count
    ] + [
        {"from": day_of(one.first), "to": day_of(one.last), "status": None, "type": type, "sayings": count}
        for one in found.stretches
        for type, count in sorted(one.types.items())
    ]
    specification = vega_lite(
        "bar",
        [row for row in rows if row["status"]],
        {
            "x": {"field": "from", "type": "temporal", "timeUnit": "utcyearmonthdate", "title": f"{found.step} {filters.day}"},
            "y": {"field": "sayings", "type": "quantitative", "aggregate": "sum"},
            "color": {
                "field": "status",
                "scale": {"domain": list(STATUS_COLOURS), "range": list(STATUS_COLOURS.values())},
                "type": "nominal",
            },
        },
        says,
    )
    return Picture(_draw(found, filters, types, says, address), says, specification, rows)


def _by_count(found: Timeline) -> Any:
    totals: dict[str, int] = {}
    for one in found.stretches:
        for type, count in one.types.items():
            totals[type] = totals.get(type, 0) + count
    return lambda type: (-totals[type], type)


def _says(found: Timeline, filters: Filters) -> str:
    unit = "day" if found.step == "day" else found.step
    what = "of publication" if filters.day == "printed" else "that the text gives"
    total = found.placed + found.left_open
    return f"Sayings by {unit} {what}: {found.placed:,} of {number_of(total, 'saying')} placed"


def _draw(found: Timeline, filters: Filters, types: list[str], says: str, address: str) -> Markup:
    height = 26 + BARS + 24 + ROW * len(types) + 8
    if not found.stretches:
        return drawing(WIDTH, 60, says, words("Nothing here has a day.", GUTTER, 34, size=14), name="timeline", links=False)
    base, inner = 26 + BARS, WIDTH - GUTTER - RIGHT
    slot = inner / len(found.stretches)
    most = max(one.total for one in found.stretches) or 1
    scale = _nice(most)
    parts: list[Markup] = [status_patterns("t")]
    for value in (scale / 2, scale):
        y = base - BARS * value / scale
        if value == int(value):
            parts.append(tag("line", x1=GUTTER, x2=WIDTH - RIGHT, y1=float(y), y2=float(y), stroke=RULE, class_="rule"))
            parts.append(words(f"{int(value):,}", GUTTER - 8, y + 4, anchor="end"))
    if found.selected:
        parts.append(_chosen(found, slot, height))
    biggest = max((count for one in found.stretches for count in one.types.values()), default=1)
    for n, one in enumerate(found.stretches):
        parts.append(_bar(one, n, slot, scale, base, height, types, biggest, found, filters, address))
    parts.append(tag("line", x1=GUTTER, x2=WIDTH - RIGHT, y1=base, y2=base, stroke=INK, class_="axis"))
    parts += _ticks(found, slot, base)
    for n, type in enumerate(types):
        y = base + 24 + ROW * n + ROW / 2
        label = words(type, GUTTER - 8, y + 4, anchor="end", size=11, class_="label type-label", fill=INK)
        toggled = filters.toggled("type", type)
        parts.append(tag("a", label, href=address + toggled.query(), class_="row-link", aria_label=_type_says(type, filters)))
    return drawing(WIDTH, height, says, *parts, name="timeline")


def _type_says(type: str, filters: Filters) -> str:
    return f"All types again instead of {type}" if type in filters.type else f"Only {type}"


def _chosen(found: Timeline, slot: float, height: int) -> Markup:
    since, until = found.selected or (0, 0)
    inside = [n for n, one in enumerate(found.stretches) if one.last >= since and one.first <= until]
    if not inside:
        return Markup("")
    x, width = GUTTER + slot * inside[0], slot * len(inside)
    return tag("rect", x=float(x), y=6, width=float(width), height=height - 8, class_="chosen", fill="#ffe9a8", opacity=0.5)


def _bar(
    one: Stretch,
    n: int,
    slot: float,
    scale: float,
    base: int,
    height: int,
    types: list[str],
    biggest: int,
    found: Timeline,
    filters: Filters,
    address: str,
) -> Markup:
    x = GUTTER + slot * n
    wide = max(slot * 0.78, min(slot, 1.5))
    left = x + (slot - wide) / 2
    # The whole column can be hit, not only what is drawn in it.
    parts = [tag("rect", x=float(x), y=6, width=float(slot), height=height - 8, class_="hit", fill="none", pointer_events="all")]
    y = float(base)
    for kind, count in zip(KINDS, one.kinds, strict=True):
        if count:
            tall = BARS * count / scale
            y -= tall
            parts.append(
                tag(
                    "rect",
                    x=float(left),
                    y=y,
                    width=float(wide),
                    height=float(tall),
                    fill=f"url(#t-{kind})",
                    stroke=STATUS_COLOURS[kind],
                    stroke_width=0.6,
                    class_=f"{kind}-line",
                )
            )
    for row, type in enumerate(types):
        count = one.types.get(type, 0)
        if count:
            radius = max(1.2, min(ROW / 2 - 0.5, slot * 0.9) * math.sqrt(count / biggest))
            middle = base + 24 + ROW * row + ROW / 2
            parts.append(tag("circle", cx=float(x + slot / 2), cy=float(middle), r=float(radius), fill=SOFT, class_="dot"))
    faded = found.selected is not None and not (one.last >= found.selected[0] and one.first <= found.selected[1])
    if not one.total:
        return tag("g", *parts, class_="day empty", data_from=day_of(one.first), data_to=day_of(one.last))
    told = ", ".join(f"{count} {kind}" for kind, count in zip(KINDS, one.kinds, strict=True) if count)
    label = f"{shown_days(one.first, one.last)}: {number_of(one.total, 'saying')} ({told})"
    days = filters.changed(since=day_of(one.first), until=day_of(one.last))
    return tag(
        "a",
        tag("title", label),
        *parts,
        href=address + days.query(),
        class_="day faded" if faded else "day",
        aria_label=label,
        data_from=day_of(one.first),
        data_to=day_of(one.last),
        opacity=0.35 if faded else None,
    )


def _ticks(found: Timeline, slot: float, base: int) -> Iterator[Markup]:
    every = max(1, math.ceil(74 / slot))
    previous: date | None = None
    for n in range(0, len(found.stretches), every):
        day = date.fromordinal(found.stretches[n].first)
        x = GUTTER + slot * n + slot / 2
        if found.step in ("day", "week"):
            shown = f"{day.day} {day:%b}" + (f" {day.year}" if previous is None or previous.year != day.year else "")
        else:
            shown = f"{day:%b} {day.year}" if found.step == "month" else str(day.year)
        previous = day
        yield tag("line", x1=float(x), x2=float(x), y1=base, y2=base + 4, stroke=INK, class_="axis")
        yield words(shown, x, base + 17, anchor="middle", size=11)


def _nice(most: int) -> int:
    """The next round number at or above ``most``, even so that half of it is whole."""
    size = int(10 ** math.floor(math.log10(max(most, 1))))
    return max(2, next(size * step for step in (1, 2, 4, 6, 8, 10) if size * step >= most))
