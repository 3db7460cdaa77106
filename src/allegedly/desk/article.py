"""Articles: the list of them, and one as it is stored, with what it says marked in its words."""

from __future__ import annotations

from collections import Counter

import numpy as np
from fastapi import APIRouter, Request
from starlette.responses import Response

from allegedly.desk.article_text import ROLES, copied_passages, lay_out, told_in
from allegedly.desk.filters import asked
from allegedly.desk.overview import part, shared
from allegedly.desk.rendering import page
from allegedly.desk.rooms import AtDesk
from allegedly.desk.selection import Selection

router = APIRouter()
NAVIGATION = ("Articles", "/articles")


@router.get("/articles")
def articles(request: Request, desk: AtDesk, page_number: int = 1) -> Response:
    """The articles that have a selected saying, by day; without filters all, also those in which nothing was found."""
    state = desk.queries.now()
    selection = Selection(state.snapshot, asked(request))
    snapshot = state.snapshot
    counts = np.bincount(snapshot.article[selection.mask], minlength=len(snapshot.articles))
    wanted = [n for n in range(len(snapshot.articles)) if counts[n] or not selection.filters.asks]
    wanted.sort(key=lambda n: (snapshot.articles[n].published or "9999", snapshot.articles[n].publisher or "", n))
    shown, turn = part(wanted, page_number)
    whole = np.bincount(snapshot.article, minlength=len(snapshot.articles))
    lines = [(snapshot.articles[n], int(counts[n]), int(whole[n])) for n in shown]
    return page(request, "articles.html", **shared(selection, state), lines=lines, turn=turn)


@router.get("/articles/{id}")
def article(request: Request, desk: AtDesk, id: str) -> Response:
    """One article, in whichever version, with its sayings beside it."""
    found = desk.queries.article(id)
    state = desk.queries.now()
    told = told_in(desk.queries.sayings_of(found.id))
    copies = desk.queries.copies(found.id)
    copied = copied_passages(found, copies)
    kinds = Counter(one.kind for one in told)
    historical = sum(one.saying.status.frame == "historical" for one in told)
    return page(
        request,
        "article.html",
        article=found,
        paragraphs=lay_out(found, told, copied),
        told=told,
        kinds=[
            (kind, kinds[kind]) for kind in ("asserted", "denied", "future", "hypothetical", "directive", "asked") if kinds[kind]
        ],
        historical=historical,
        roles=ROLES,
        earlier=[copy for copy in copies if copy.later.id == found.id],
        later=[copy for copy in copies if copy.earlier.id == found.id],
        copied=copied,
        versions=desk.dossier.versions(found),
        incident_of={one.saying.id: line for one in told if (line := state.incident_of(one.saying.id))},
        settled=state.snapshot.settled,
        beside=_beside(state.snapshot.articles, found.id),
    )


def _beside(articles: list, id: str) -> tuple[object, object]:  # type: ignore[type-arg]
    """The articles before and after this one by day, for the links at its foot."""
    order = sorted(range(len(articles)), key=lambda n: (articles[n].published or "9999", articles[n].publisher or "", n))
    at = next((place for place, n in enumerate(order) if articles[n].id == id), None)
    if at is None:
        return None, None
    before = articles[order[at - 1]] if at else None
    return before, articles[order[at + 1]] if at + 1 < len(order) else None
