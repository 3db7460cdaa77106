"""Starting the desk: a port of this machine, a one-time link, and a server that ends with Ctrl-C."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from allegedly.desk.app import create_app
from allegedly.desk.security import Access
from allegedly.errors import UsageError


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on ``host`` and ``port``.

    Raises :class:`UsageError` when the address is not ours or the port is taken.
    """
    found: socket.socket | None = None
    try:
        family, _kind, protocol, *_rest = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)[0]
        # With its protocol named, asyncio sends what it has at once; else the end of an answer waits 40 ms for the browser's word that it has the beginning.
        found = socket.socket(family, socket.SOCK_STREAM, protocol)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
    except OSError as fault:
        if found is not None:
            found.close()
        line = f"the desk cannot listen on {host} port {port} ({fault.strerror}); give another --port, or 0 for any"
        raise UsageError(line) from None
    return found


def address_of(host: str, port: int) -> str:
    """The beginning of the desk's addresses."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def run(place: str, host: str, port: int, password: str | None, open_browser: bool, say: Callable[[str], None]) -> int:
    """Serve the desk until it is stopped; returns the exit code.

    Args:
        place: The dossier: a file or an address of a database.
        host: The address to listen on; beyond loopback a password is required.
        port: The port, or 0 for any that is free.
        password: What opens the desk to others than whoever has the link, or None.
        open_browser: Whether to open the link here at once.
        say: Given the lines for whoever started it.
    """
    token = secrets.token_urlsafe(32)
    listening = listen(host, port)
    with listening:
        number: int = listening.getsockname()[1]
        app = create_app(place, Access(token, port=number, host=host, password=password))
        link = f"{address_of(host, number)}/?token={token}"
        # From here on a browser that follows the link waits instead of being refused.
        listening.listen()
        say(f"the desk is open; this link works once, in one browser:\n\n   {link}\n")
        say("Ctrl-C closes it; what was decided is kept in the dossier.")
        if open_browser:
            webbrowser.open(link)
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="on")
        )
        # Ctrl-C is how the desk is closed, and no error.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    return 0
