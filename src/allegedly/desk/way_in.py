"""The files that pages are made of, the password, and who signs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from allegedly.desk.rendering import page
from allegedly.desk.rooms import AtDesk, InSession
from allegedly.desk.security import local_path

router = APIRouter()
LONGEST_NAME = 80


@router.get("/static/{name}")
def static(desk: AtDesk, name: str, v: str = "") -> Response:
    """A file of ours, by its name among those that were read at the start."""
    found = desk.static.get(name)
    if found is None:
        raise HTTPException(404)
    lasting = "max-age=31536000, immutable" if v == found.version else "no-cache"
    return Response(found.data, media_type=found.kind, headers={"Cache-Control": lasting, "ETag": f'"{found.version}"'})


@router.get("/password")
def ask_password(request: Request) -> Response:
    """The form that asks for the password."""
    return page(request, "password.html", wrong=False)


@router.post("/password")
def take_password(request: Request, desk: AtDesk, password: Annotated[str, Form()] = "") -> Response:
    """Let in who knows the password."""
    opened = desk.access.open_with_password(password)
    if opened is None:
        return page(request, "password.html", status=403, wrong=True)
    return desk.access.let_in(opened, RedirectResponse("/", 303))


@router.post("/reviewer")
def sign(session: InSession, name: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/") -> Response:
    """Remember who works in this browser; it signs every judgement from here on."""
    session.reviewer = " ".join(name.split())[:LONGEST_NAME]
    return RedirectResponse(local_path(back), 303)
