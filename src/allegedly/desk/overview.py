"""The overview: what the dossier holds at a glance."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from allegedly.desk.rendering import page
from allegedly.desk.rooms import AtDesk

router = APIRouter()
NAVIGATION = ("Overview", "/")


@router.get("/")
def overview(request: Request, desk: AtDesk) -> Response:
    """The first page."""
    return page(request, "overview.html", incidents=desk.dossier.incidents())
