"""The application: one module a view, put together here; the list of views is the map of the site."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import Response

from allegedly.desk.rendering import page
from allegedly.desk.rooms import Desk
from allegedly.desk.security import Access, Guard, plain_page, same_session
from allegedly.dossier import Dossier
from allegedly.errors import AllegedlyError, NoSuchId, UnknownName, UsageError

# In the order in which the navigation lists them. A view is a module of this package with ``router``, and with ``NAVIGATION`` (word,
# address) when it has a place in the navigation.
VIEWS = ("overview", "incident", "article", "side_by_side", "actors", "review", "adding", "export", "export_decided", "way_in")


def create_app(place: str | Path, access: Access) -> FastAPI:
    """The desk for the dossier at ``place``, as an ASGI application; ``access`` decides who is let in.

    Raises :class:`DossierError` when there is no dossier.
    """
    dossier = Dossier(place)

    @asynccontextmanager
    async def open_desk(app: FastAPI) -> AsyncIterator[None]:
        yield
        app.state.desk.close()

    app = FastAPI(
        title="allegedly desk",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(same_session)],
        lifespan=open_desk,
    )
    app.state.desk = Desk(dossier, access)
    app.state.navigation = []
    for name in VIEWS:
        if importlib.util.find_spec(f"allegedly.desk.{name}") is None:
            continue
        view = importlib.import_module(f"allegedly.desk.{name}")
        app.include_router(view.router)
        if hasattr(view, "NAVIGATION"):
            app.state.navigation.append(view.NAVIGATION)
    app.add_middleware(Guard, access=access)
    app.add_exception_handler(AllegedlyError, _explain)
    app.add_exception_handler(StarletteHTTPException, _explain)
    app.add_exception_handler(RequestValidationError, _explain)
    return app


def _explain(request: Request, fault: Exception) -> Response:
    """What went wrong, in a line, on a page of the desk."""
    status, line = 503, str(fault)
    if isinstance(fault, HTTPException | StarletteHTTPException):
        status, line = fault.status_code, str(fault.detail)
        if status == 404:
            line = "There is no such page."
    elif isinstance(fault, NoSuchId):
        status = 404
    elif isinstance(fault, UsageError | UnknownName):
        status = 400
    elif isinstance(fault, RequestValidationError):
        status = 400
        line = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in fault.errors())
    if getattr(request.state, "session", None) is None:
        return plain_page(status, "The desk cannot show that.")
    return page(request, "fault.html", status=status, line=line)
