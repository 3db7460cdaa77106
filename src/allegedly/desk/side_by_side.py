"""Side by side: two articles, or two publishers on one day, aligned by incident."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from fastapi import APIRouter, Request
from starlette.responses import Response

from allegedly.desk.alignment import Account, aligned, records
from allegedly.desk.citation import citation
from allegedly.desk.export import table_file
from allegedly.desk.queries import State
from allegedly.desk.rendering import number_of, page
from allegedly.desk.rooms import AtDesk, Desk
from allegedly.desk.snapshot import day_number, day_of
from allegedly.errors import NoSuchId
from allegedly.model import ArticleRef

router = APIRouter()
NAVIGATION = ("Side by side", "/side-by-side")
BY_PUBLISHER = "publisher:"
SUGGESTED, CHOICES_AT_MOST = 8, 60


@dataclass(frozen=True)
class Choice:
    """Something that can stand on one side; ``shared`` incidents are told on the other side too, where that is chosen."""

    value: str
    label: str
    note: str
    shared: int = 0


@router.get("/side-by-side")
def side_by_side(request: Request, desk: AtDesk, left: str = "", right: str = "", day: str = "") -> Response:
    """Two accounts beside each other; with one or none chosen, what there is to choose."""
    state = desk.queries.now()
    shown_day = day or _first_day(state, left, right)
    sides = [account_of(desk, state, value, shown_day) if value else None for value in (left, right)]
    context: dict[str, Any] = {"left": sides[0], "right": sides[1], "left_value": left, "right_value": right, "day": shown_day}
    if sides[0] is None or sides[1] is None:
        chosen = sides[0] or sides[1]
        choices = choices_of(state, shown_day)
        suggested = suggestions(state, chosen) if chosen else []
        return page(request, "side_by_side_choose.html", **context, choices=choices, suggested=suggested, days=_days(state))
    rows = aligned(state, sides[0], sides[1])
    both = [row for row in rows if row.left and row.right]
    return page(
        request,
        "side_by_side.html",
        **context,
        both=both,
        settled=state.snapshot.settled,
        only_left=[row for row in rows if not row.right],
        only_right=[row for row in rows if not row.left],
    )


@router.get("/export/side-by-side.{kind}")
def side_by_side_file(desk: AtDesk, kind: str, left: str, right: str, day: str = "") -> Response:
    """What stands side by side, as a table: one row a saying."""
    state = desk.queries.now()
    shown_day = day or _first_day(state, left, right)
    here, there = account_of(desk, state, left, shown_day), account_of(desk, state, right, shown_day)
    rows = aligned(state, here, there)
    what = f"{here.label} beside {there.label}: {number_of(len(rows), 'incident')}"
    return table_file("side-by-side", kind, records(rows, here, there), citation(desk, what))


def account_of(desk: Desk, state: State, value: str, day: str) -> Account:
    """The account that a value in the address means: the id of an article, or ``publisher:NAME`` on ``day``.

    Raises :class:`NoSuchId` for an article, or a publisher on a day, that there is none of.
    """
    if value.startswith(BY_PUBLISHER):
        name = value.removeprefix(BY_PUBLISHER)
        refs = [one for one in state.snapshot.articles if one.publisher == name and (one.published or "")[:10] == day]
        if not refs:
            raise NoSuchId(f"{name!r} printed nothing on {day}; choose another day")
        label = f"{name}, {day}"
    else:
        article = desk.queries.article(value)
        refs = [article.ref()]
        label = article.title or article.id
    sayings = [
        saying
        for one in refs
        for saying in sorted(desk.queries.sayings_of(one.id), key=lambda saying: (saying.event.trigger.start, saying.id))
    ]
    return Account(label, tuple(refs), tuple(sayings))


def choices_of(state: State, day: str) -> list[Choice]:
    """The publishers and articles of one day."""
    articles = [one for one in state.snapshot.articles if (one.published or "")[:10] == day]
    counts = Counter(one.publisher for one in articles if one.publisher)
    whole = [
        Choice(BY_PUBLISHER + name, name, f"{number_of(count, 'article')} of the day") for name, count in sorted(counts.items())
    ]
    return (whole + [_choice(one) for one in sorted(articles, key=lambda one: one.publisher or "")])[:CHOICES_AT_MOST]


def suggestions(state: State, chosen: Account) -> list[Choice]:
    """The articles that tell most of the same incidents, by other publishers first."""
    numbers = [state.snapshot.number_of[one.id] for one in chosen.sayings if one.id in state.snapshot.number_of]
    own = {one.id for one in chosen.articles}
    publishers = {one.publisher for one in chosen.articles}
    shared: Counter[int] = Counter()
    for at in {int(state.of_saying[number]) for number in numbers} - {-1}:
        shared.update({int(state.snapshot.article[number]) for number in state.happenings[at].sayings})
    found = [
        _choice(one, count)
        for one, count in ((state.snapshot.articles[number], count) for number, count in shared.items())
        if one.id not in own
    ]
    by_id = {one.id: one.publisher for one in state.snapshot.articles}
    return sorted(found, key=lambda one: (-one.shared, by_id[one.value] in publishers, one.label))[:SUGGESTED]


def _choice(article: ArticleRef, shared: int = 0) -> Choice:
    note = " · ".join(filter(None, (article.publisher, article.published)))
    return Choice(article.id, article.title or article.id, note, shared)


def _first_day(state: State, *values: str) -> str:
    """The day of whichever article is chosen, else the day with most sayings."""
    for value in values:
        for one in state.snapshot.articles:
            if one.id == value and one.published:
                return one.published[:10]
    printed = state.snapshot.printed[state.snapshot.printed > 0]
    if not len(printed):
        return ""
    days, counts = np.unique(printed, return_counts=True)
    return day_of(int(days[int(np.argmax(counts))]))


def _days(state: State) -> list[str]:
    """All days on which something was printed."""
    return sorted({day_of(number) for number in {day_number(one.published) for one in state.snapshot.articles} - {0}})
