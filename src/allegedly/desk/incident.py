"""An incident: who says what of it, on what they differ, in whose words; taken apart, put together, and back again."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from allegedly.desk import incident_room as room
from allegedly.desk.rendering import page
from allegedly.desk.review_timing import Timed
from allegedly.desk.rooms import AtDesk, Desk, InSession
from allegedly.desk.security import local_path
from allegedly.errors import NoSuchId, UsageError
from allegedly.incidents import disagreement

router = APIRouter(route_class=Timed)
NAVIGATION = ("Incidents", "/incidents")
MOST_PAIRS = 5_000
# What is shown at once of an incident with very many sayings: quotations, columns of who says what, quotations in a cell of it, names beside a value.
QUOTED_FIRST, COLUMNS_FIRST, IN_A_CELL, NAMES_AT_ONCE = 60, 12, 3, 8


@router.get("/incidents/{id}")
def incident(
    request: Request,
    desk: AtDesk,
    id: str,
    by: Literal["publisher", "source"] = "publisher",
    made: int | None = None,
    saying: str = "",
    *,
    whole: bool = False,
) -> Response:
    """The page of one incident.

    Of very many sayings the first are quoted, and all of them when the ``whole`` is asked for; what is counted and compared is always all.
    ``made`` is the number of a judgement that was just made, which can be taken back at once. Where incidents were worked out again since the
    address was given, and none has this id any more, that of ``saying`` is shown.
    """
    state = desk.queries.now()
    try:
        found = desk.dossier.incident(id, fresh=False)
    except NoSuchId:
        instead = desk.dossier.incident_of([saying], fresh=False).get(saying) if saying else None
        if instead is None or instead == id:
            raise
        return RedirectResponse(_address(instead, made, saying), 303)
    sayings = desk.dossier.told(found)
    witnesses = desk.dossier.witnesses(sayings)
    quoted = room.quotations(desk.dossier, found, sayings, witnesses)
    whole = whole or len(quoted) <= QUOTED_FIRST
    first = quoted if whole else quoted[:QUOTED_FIRST]
    settled = state.snapshot.settled
    columns = room.columns(quoted, by, settled)
    decided = room.decisions(desk.dossier.judgements(), found)
    return page(
        request,
        "incident.html",
        incident=found,
        happening=state.happenings[state.number_of[found.id]] if found.id in state.number_of else None,
        headline=room.headline(state, state.happenings[state.number_of[found.id]]) if found.id in state.number_of else found.type,
        behind=state.behind,
        quoted=first,
        near={one.saying.id for one in first},
        number_of={one.saying.id: number for number, one in enumerate(quoted, 1)},
        whole=whole,
        in_a_cell=None if whole else IN_A_CELL,
        names_at_once=None if whole else NAMES_AT_ONCE,
        by=by,
        columns=columns if whole else columns[:COLUMNS_FIRST],
        in_all=len(columns),
        stands=room.stands_held(quoted),
        questions=room.questions(disagreement(found, sayings, copies=witnesses), sayings, settled),
        decisions=decided,
        just=next((one for one in decided if made in one.numbers), None),
        candidates=room.candidates(state, found),
        settled=settled,
        room=room,
    )


@router.post("/incidents/undo")
def undo(
    desk: AtDesk,
    session: InSession,
    numbers: Annotated[str, Form()],
    saying: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/incidents",
    why: Annotated[str, Form()] = "",
) -> Response:
    """Take back what was decided together, and return to the incident of ``saying``."""
    try:
        wanted = [int(number) for number in numbers.split(",")]
    except ValueError:
        raise UsageError(f"{numbers!r} are no numbers of judgements; use the button beside the decision") from None
    desk.dossier.undo_all(wanted, by=_signed(session.reviewer), why=why)
    return _to_incident_of(desk, saying, back)


@router.post("/incidents/{id}/split")
def split(
    desk: AtDesk,
    session: InSession,
    id: str,
    saying: Annotated[list[str] | None, Form()] = None,
    why: Annotated[str, Form()] = "",
) -> Response:
    """Say that some of an incident's sayings are about another happening than the rest."""
    found = desk.dossier.incident(id, fresh=False)
    away = [one for one in found.sayings if one in (saying or ())]
    rest = [one for one in found.sayings if one not in away]
    if not away or not rest:
        raise UsageError("mark some of the sayings, but not all: those are taken to be another happening than the rest")
    if len(away) * len(rest) > MOST_PAIRS:
        raise UsageError(f"{len(away)} against {len(rest)} sayings are too many at once; take fewer out at a time")
    made = desk.dossier.judge_pairs(
        [(one, other) for one in away for other in rest], "different", by=_signed(session.reviewer), why=_reason(why)
    )
    return _to_incident_of(desk, rest[0], "/incidents", made=made[0].number)


@router.post("/incidents/{id}/merge")
def merge(
    desk: AtDesk,
    session: InSession,
    id: str,
    other: Annotated[str, Form()] = "",
    other_id: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
) -> Response:
    """Say that two incidents are one happening."""
    left, named = desk.dossier.incident(id, fresh=False), (other_id.strip() or other)
    if not named:
        raise UsageError("choose the other incident, or give its id")
    right = desk.dossier.incident(named, fresh=False)
    if left.id == right.id:
        raise UsageError(f"{left.id} is this incident; choose another one")
    first = left.sayings[0]
    # Every saying with the first, so that none of them is left behind by whoever it is most like.
    pairs = [(first, saying) for saying in (*left.sayings[1:], *right.sayings)]
    made = desk.dossier.judge_pairs(pairs, "same", by=_signed(session.reviewer), why=_reason(why))
    return _to_incident_of(desk, first, "/incidents", made=made[0].number)


def _signed(reviewer: str) -> str:
    if not reviewer:
        raise UsageError("say who you are first, at the top of the page; your name signs what you decide")
    return reviewer


def _reason(why: str) -> str:
    if not why.strip():
        raise UsageError("say why in a few words; whoever reads this later has nothing else to go by")
    return " ".join(why.split())


def _to_incident_of(desk: Desk, saying: str, back: str, *, made: int | None = None) -> Response:
    """To the incident that a saying is about now."""
    desk.queries.now()
    found = desk.dossier.incident_of([saying], fresh=False).get(saying) if saying else None
    if found is None:
        return RedirectResponse(local_path(back), 303)
    return RedirectResponse(_address(found, made, saying), 303)


def _address(incident: str, made: int | None, saying: str) -> str:
    """Where an incident is shown after a decision; a large dossier may have worked its incidents out again before it is asked for."""
    asked = {"made": str(made), "saying": saying} if made is not None else {"saying": saying}
    return f"/incidents/{incident}?{urlencode(asked)}"
