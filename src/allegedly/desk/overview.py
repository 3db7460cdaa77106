"""The overview: when, where, who towards whom, and what happened according to how many; under one set of filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from fastapi import APIRouter, Request
from starlette.responses import Response

from allegedly.desk import atlas, matrix, timeline
from allegedly.desk.filters import Filters, asked
from allegedly.desk.queries import Happening, State
from allegedly.desk.rendering import page
from allegedly.desk.rooms import AtDesk
from allegedly.desk.selection import Selection
from allegedly.desk.snapshot import KINDS, day_of

router = APIRouter()
NAVIGATION = ("Overview", "/")
FACETS = (
    ("status", "Status"),
    ("type", "Type"),
    ("publisher", "Publisher"),
    ("party", "Who takes part"),
    ("source", "Who says it"),
    ("place", "Place"),
)
Order = Literal["independent", "disagreement", "sayings", "day"]
ORDERS: dict[str, str] = {
    "independent": "most independent voices first",
    "disagreement": "most disagreement first",
    "sayings": "most sayings first",
    "day": "by day",
}
FIRST_INCIDENTS, A_PAGE = 18, 60


@dataclass(frozen=True)
class Entry:
    """One incident of the list: its headline, and how many of its sayings are among those selected."""

    happening: Happening
    who: str
    word: str
    whom: str
    selected: int


@router.get("/")
def overview(request: Request, desk: AtDesk, order: Order = "independent") -> Response:
    """The first page: all pictures of what is selected, and the incidents that most tell of."""
    filters, state = asked(request), desk.queries.now()
    selection = Selection(state.snapshot, filters)
    told = ordered(state, selection, order)
    drawn = timeline.timeline(selection)
    found_places, found_matrix = atlas.places(selection), matrix.matrix(selection)
    return page(
        request,
        "overview.html",
        **shared(selection, state),
        order=order,
        orders=ORDERS,
        timeline=timeline.picture(drawn, filters),
        timeline_facts=drawn,
        map=atlas.picture(found_places, filters),
        places=found_places,
        map_key=atlas.key(),
        has_map=bool(atlas.land(atlas.frame_of([]))),
        matrix=found_matrix,
        shades=matrix.SHADES,
        narrowed=lambda cell: narrowed_address(filters, cell),
        entries=entries(state, told[:FIRST_INCIDENTS]),
        incidents=len(told),
        kinds=[(kind, int(count)) for kind, count in zip(KINDS, _kinds(selection), strict=True)],
    )


@router.get("/incidents")
def incidents(request: Request, desk: AtDesk, order: Order = "independent", page_number: int = 1) -> Response:
    """All incidents that have a selected saying, a page at a time."""
    filters, state = asked(request), desk.queries.now()
    selection = Selection(state.snapshot, filters)
    told = ordered(state, selection, order)
    shown, turn = part(told, page_number)
    return page(
        request,
        "overview_incidents.html",
        **shared(selection, state),
        order=order,
        orders=ORDERS,
        entries=entries(state, shown),
        incidents=len(told),
        turn=turn,
    )


@router.get("/sayings")
def sayings(request: Request, desk: AtDesk, page_number: int = 1) -> Response:
    """All selected sayings in the order of publication, a page at a time."""
    state = desk.queries.now()
    selection = Selection(state.snapshot, asked(request))
    shown, turn = part(in_order(selection), page_number)
    found = desk.queries.sayings([state.snapshot.ids[int(n)] for n in shown])
    incident_of = {saying.id: line.id for saying in found if (line := state.incident_of(saying.id))}
    return page(
        request,
        "overview_sayings.html",
        **shared(selection, state),
        sayings=found,
        incident_of=incident_of,
        settled=state.snapshot.settled,
        turn=turn,
    )


@dataclass(frozen=True)
class Turn:
    """Where a page stands among the pages of a list."""

    number: int
    of: int
    first: int
    last: int
    total: int


def part(items: Sequence[Any], number: int) -> tuple[Sequence[Any], Turn]:
    """One page of a list; a number beyond the pages that there are gives the nearest."""
    pages = max(1, -(-len(items) // A_PAGE))
    number = min(max(number, 1), pages)
    start = (number - 1) * A_PAGE
    shown = items[start : start + A_PAGE]
    return shown, Turn(number, pages, start + 1 if len(shown) else 0, start + len(shown), len(items))


def shared(selection: Selection, state: State) -> dict[str, Any]:
    """What every page under filters shows: the filters, their choices, and how many of how many."""
    snapshot = selection.snapshot
    dated = snapshot.printed[selection.mask]
    dated = dated[dated > 0]
    return {
        "filters": selection.filters,
        "facets": [(name, title, selection.choices(name)) for name, title in FACETS],
        "selected": len(selection),
        "total": len(snapshot),
        "selected_articles": len(selection.articles),
        "total_articles": len(snapshot.articles),
        "publishers": len({snapshot.articles[int(n)].publisher for n in selection.articles} - {None}),
        "total_publishers": len({one.publisher for one in snapshot.articles} - {None}),
        "behind": state.behind,
        "total_incidents": len(state.happenings),
        "span": timeline.shown_days(int(dated.min()), int(dated.max())) if len(dated) else "",
        "first_day": day_of(int(snapshot.printed[snapshot.printed > 0].min())) if (snapshot.printed > 0).any() else "",
        "last_day": day_of(int(snapshot.printed.max())) if (snapshot.printed > 0).any() else "",
    }


def ordered(state: State, selection: Selection, order: str) -> list[tuple[Happening, int]]:
    """The incidents with selected sayings, in an order of ``ORDERS``."""
    told = state.told(selection.mask)
    if order == "disagreement":
        return sorted(told, key=lambda pair: (-pair[0].disagreement, -pair[0].incident.independent))
    if order == "sayings":
        return sorted(told, key=lambda pair: (-pair[1], -pair[0].incident.independent))
    if order == "day":
        return sorted(told, key=lambda pair: (pair[0].incident.from_day or "9999", -pair[0].incident.independent))
    return told


def entries(state: State, told: Sequence[tuple[Happening, int]]) -> list[Entry]:
    """The entries of a list, with their headlines."""
    return [Entry(one, *state.headline(one), count) for one, count in told]


def in_order(selection: Selection) -> Any:
    """The numbers of the selected sayings by day of publication; those of undated articles last."""
    numbers = selection.numbers
    printed = selection.snapshot.printed[numbers]
    return numbers[np.argsort(np.where(printed > 0, printed, 10_000_000), kind="stable")]


def narrowed_address(filters: Filters, cell: matrix.Cell) -> str:
    """Where the sayings of a cell of the matrix are listed."""
    return "/sayings" + matrix.narrowed(filters, cell).query()


def _kinds(selection: Selection) -> Any:
    return np.bincount(selection.snapshot.kind[selection.mask], minlength=len(KINDS))
