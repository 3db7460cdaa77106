"""Who is who: each actor once with all its names and why they are taken for one, and what somebody has to judge."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from allegedly.desk.overview import part
from allegedly.desk.rendering import page
from allegedly.desk.rooms import AtDesk, InSession
from allegedly.desk.security import local_path
from allegedly.errors import UsageError
from allegedly.incidents.actor_names import labelled
from allegedly.incidents.names import actor_words

router = APIRouter()
NAVIGATION = ("Actors", "/actors")
Show = Literal["joined", "named", "all"]
SHOWS: dict[str, str] = {"joined": "several names", "named": "a name", "all": "a name or a description"}
FIRST_PROPOSED = 20


@router.get("/actors")
def actors(request: Request, desk: AtDesk, name: str = "", show: Show = "joined", page_number: int = 1) -> Response:
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
