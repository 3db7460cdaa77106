"""Who is who: each actor once with all its names and why they are taken for one, and what somebody has to judge."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

import numpy as np
from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from allegedly.desk import matrix
from allegedly.desk.filters import Filters, exactly
from allegedly.desk.overview import entries, in_order, narrowed_address, ordered, part
from allegedly.desk.rendering import page
from allegedly.desk.rooms import AtDesk, InSession
from allegedly.desk.security import local_path
from allegedly.desk.selection import Selection
from allegedly.desk.settling import Settled
from allegedly.errors import NoSuchId, UsageError
from allegedly.incidents import Proposal
from allegedly.incidents.actor_names import labelled
from allegedly.incidents.names import actor_words

router = APIRouter()
NAVIGATION = ("Actors", "/actors")
Show = Literal["joined", "named", "all"]
SHOWS: dict[str, str] = {"named": "a name", "all": "a name or a description", "joined": "several names"}
FIRST_PROPOSED = 20
# What the page of one actor shows at once: others in a list, incidents, quotations.
FIRST_LISTED, FIRST_INCIDENTS, FIRST_QUOTED = 12, 9, 8


@router.get("/actors")
def actors(request: Request, desk: AtDesk, name: str = "", show: Show = "named", page_number: int = 1) -> Response:
    """The actors that are called by some words, and the pairs of names that wait to be judged."""
    found = desk.queries.now().snapshot.settled.identities
    words = actor_words(name)
    wanted = [
        one
        for one in found.all
        if (len(one.names) > 1 or show != "joined")
        and (one.named or show == "all")
        and (not words or any(words <= actor_words(each.name) for each in one.names))
    ]
    asked = [one for one in found.proposed if not words or words & (actor_words(one.left) | actor_words(one.right))]
    shown, turn = part(wanted, page_number)
    return page(
        request,
        "actors.html",
        name=name,
        show=show,
        shows=SHOWS,
        actors=shown,
        all=found.all,
        turn=turn,
        proposed=asked[:FIRST_PROPOSED],
        waiting=len(asked),
        judgements=list(reversed(desk.dossier.actor_judgements())),
        labelled=labelled,
    )


@router.get("/actors/one")
def actor(request: Request, desk: AtDesk, name: str = "") -> Response:
    """One actor, by its one name or any that articles call it by: its names, what it does and what is done to it, and what it says."""
    state = desk.queries.now()
    snapshot, settled = state.snapshot, state.snapshot.settled
    meant = np.flatnonzero(settled.called(name)).tolist()
    if not meant:
        raise NoSuchId(f"no saying that counts has an actor, recipient or source of the name {name!r}")
    if len(meant) > 1:
        return RedirectResponse("/actors?" + urlencode({"name": name, "show": "all"}), 303)
    label = settled.names[meant[0]]
    filters, speaking = Filters(party=(exactly(label),)), Filters(source=(exactly(label),))
    selection = Selection(snapshot, filters)
    does, undergoes = matrix.around(selection, label)
    told = ordered(state, selection, "independent")
    said = desk.queries.sayings([snapshot.ids[n] for n in in_order(selection)[:FIRST_QUOTED].tolist()])
    return page(
        request,
        "actor.html",
        label=label,
        identity=settled.identity_of.get(label),
        calls=settled.calls(label),
        filters=filters,
        speaking=speaking,
        takes_part=len(selection),
        articles=len(selection.articles),
        says=len(Selection(snapshot, speaking)),
        total=len(snapshot),
        settled=settled,
        does=does,
        undergoes=undergoes,
        listed=FIRST_LISTED,
        shades=matrix.SHADES,
        narrowed=lambda cell: narrowed_address(Filters(), cell),
        entries=entries(state, told[:FIRST_INCIDENTS]),
        incidents=len(told),
        sayings=said,
        incident_of={one.id: line.id for one in said if (line := state.incident_of(one.id))},
        proposed=[one for one in settled.identities.proposed if label in _settled_names(settled, one)],
        labelled=labelled,
    )


def _settled_names(settled: Settled, pair: Proposal) -> set[str]:
    """The one names of both sides of a pair that waits to be judged."""
    sides = (settled.identities.of(pair.left, pair.left_country), settled.identities.of(pair.right, pair.right_country))
    return {one.name for one in sides if one}


@router.post("/actors/judge")
def judge(
    desk: AtDesk,
    session: InSession,
    verdict: Annotated[str, Form()],
    left: Annotated[str, Form()] = "",
    right: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/actors",
) -> Response:
    """Say whether two names are one actor's."""
    desk.dossier.judge_actors(left, right, verdict, by=_signed(session.reviewer), why=why)
    return RedirectResponse(local_path(back), 303)


@router.post("/actors/undo")
def undo(desk: AtDesk, session: InSession, number: Annotated[int, Form()], back: Annotated[str, Form()] = "/actors") -> Response:
    """Take a judgement about names back."""
    desk.dossier.undo_actors(number, by=_signed(session.reviewer))
    return RedirectResponse(local_path(back), 303)


def _signed(reviewer: str) -> str:
    if not reviewer:
        raise UsageError("say who you are first, at the top of the page; your name signs what you decide")
    return reviewer
