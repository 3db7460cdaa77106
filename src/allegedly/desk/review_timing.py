"""How long an answer took on our side, in its ``Server-Timing`` header: browsers show it, and a tool measures it."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response


class Timed(APIRoute):
    """A route whose answers say how many milliseconds they took."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with a clock around it."""
        handler = super().get_route_handler()

        async def timed(request: Request) -> Response:
            started = time.perf_counter()
            response = await handler(request)
            response.headers["Server-Timing"] = f"desk;dur={(time.perf_counter() - started) * 1000:.1f}"
            return response

        return timed
