"""Who comes in, and what a page may do once it is shown.

The desk holds texts that strangers wrote, and runs beside a browser that visits other sites. So every request must name this host, come
with the cookie that a one-time link or a password gave, and carry the session's token when it changes something; and every answer
forbids scripts and styles that are not files of ours. Nothing here is an option, except who is let in.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import logging
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from allegedly.errors import UsageError

MAX_BODY_BYTES = 64 * 1024 * 1024
READING = ("GET", "HEAD")
# Without a session only the files of the pages themselves, and the way in.
OPEN = ("/static/", "/password")
WAYS_IN_AT_MOST = 64

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": browsers would then send Origin: null with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_LOG = logging.getLogger("allegedly.desk")


@dataclass
class Session:
    """One browser that was let in: ``csrf`` goes into every form, ``reviewer`` signs what is decided (empty until somebody says who it is)."""

    id: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    reviewer: str = ""


class Access:
    """Who is let in: those with a link that was not used before, or who know the password.

    Args:
        token: The first one-time token.
        port: The port that requests must name, as browsers write it.
        host: The address that is listened on; beyond loopback a password is required.
        password: What opens the desk to others; only its argon2 hash is kept.

    Raises:
        UsageError: For a host beyond loopback without a password.
    """

    def __init__(self, token: str, *, port: int, host: str = "127.0.0.1", password: str | None = None) -> None:
        if not is_loopback(host) and not password:
            raise UsageError(f"--host {host} lets other machines in, which needs a password; add --password, or leave --host out")
        self.cookie = "allegedly_" + hashlib.sha256(token.encode()).hexdigest()[:10]
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]", host)}
        if port == 80:
            self._hosts |= {name.rpartition(":")[0] for name in self._hosts}
        # Listening everywhere, any address in figures will do: another site cannot make its name one of those.
        self._any_address = host in ("0.0.0.0", "::")
        self._port = port
        self._tokens = [hashlib.sha256(token.encode()).digest()]
        self._sessions: dict[str, Session] = {}
        self._hash = _hash(password) if password else None
        self._failed = 0
        self._not_before = 0.0
        self._lock = threading.Lock()

    @property
    def has_password(self) -> bool:
        """Whether a password opens the desk."""
        return self._hash is not None

    def another_token(self) -> str:
        """A further token for one more browser."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._tokens.append(hashlib.sha256(token.encode()).digest())
        return token

    def open_with_token(self, token: str) -> Session | None:
        """A new session for a token that nobody used before; None for any other. Afterwards the token opens nothing."""
        given = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        with self._lock:
            found = [known for known in self._tokens if hmac.compare_digest(known, given)]
            if not found:
                return None
            self._tokens.remove(found[0])
        return self._begin()

    def open_with_password(self, password: str) -> Session | None:
        """A new session for the password; None for another one. Raises :class:`HTTPException` (429) when guessed too fast."""
        if self._hash is None:
            return None
        with self._lock:
            if time.monotonic() < self._not_before:
                raise HTTPException(429, "Too many wrong passwords; wait half a minute and try again.")
            if _verify(self._hash, password):
                self._failed = 0
            else:
                self._failed += 1
                self._not_before = time.monotonic() + min(2.0 ** (self._failed - 3), 30.0) if self._failed >= 3 else 0.0
                return None
        return self._begin()

    def session(self, cookies: str | None) -> Session | None:
        """The session that a Cookie header names."""
        try:
            given = SimpleCookie(cookies or "").get(self.cookie)
        except CookieError:
            return None
        return self._sessions.get(given.value) if given else None

    def names_this_host(self, host: str) -> bool:
        """Whether a Host header is ours; a name that somebody else bends to this address is not."""
        if host.lower() in self._hosts:
            return True
        if self._any_address:
            address, _, port = host.rpartition(":")
            try:
                ipaddress.ip_address(address.strip("[]"))
            except ValueError:
                return False
            return port == str(self._port)
        return False

    def let_in(self, session: Session, response: Response) -> Response:
        """Give the browser its cookie."""
        response.set_cookie(self.cookie, session.id, httponly=True, samesite="strict", path="/")
        return response

    def _begin(self) -> Session:
        session = Session()
        with self._lock:
            while len(self._sessions) >= WAYS_IN_AT_MOST:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[session.id] = session
        return session


class Guard:
    """The outermost layer: refuses what is not ours to answer, and puts the policy on everything that is."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app, self.access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refused = self._refusal(scope)
        try:
            await (refused or self.app)(scope, _limited(receive), guarded)
        except _TooLarge:
            if not started:
                await plain_page(413, "That is too much at once; the limit is 64 MB.")(scope, receive, guarded)
        except Exception:
            _LOG.exception("a fault in allegedly, please report it")
            if not started:
                await plain_page(500, "A fault in allegedly; it stands in the terminal. Please report it.")(
                    scope, receive, guarded
                )

    def _refusal(self, scope: Scope) -> Response | None:
        """Why the request is not answered, or None; the session is put where pages find it."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self.access.names_this_host(hosts[0]):
            return plain_page(421, "This desk does not answer under that name. Open it with the link in the terminal.")
        if scope["method"] not in READING:
            if scope["method"] != "POST":
                return plain_page(405, "The desk knows GET and POST only.")
            origin = headers.get("origin")
            if origin is not None and urlsplit(origin).netloc.lower() != hosts[0].lower():
                return plain_page(403, "That change was sent by another site, and was not made.")
            if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                return plain_page(403, "That change was sent by another site, and was not made.")
            length = headers.get("content-length", "0")
            if not length.isdigit() or int(length) > MAX_BODY_BYTES:
                return plain_page(413, "That is too much at once; the limit is 64 MB.")
        session = self.access.session(headers.get("cookie"))
        scope.setdefault("state", {})["session"] = session
        query = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True))
        if scope["method"] == "GET" and "token" in query:
            return self._by_link(scope, query, session)
        if session is None and not scope["path"].startswith(OPEN):
            if self.access.has_password:
                return RedirectResponse("/password", 303)
            return plain_page(
                403,
                "This desk is closed to this browser. Open it with the link in the terminal; the link works once, in one browser.",
            )
        return None

    def _by_link(self, scope: Scope, query: dict[str, str], session: Session | None) -> Response:
        opened = self.access.open_with_token(query.pop("token"))
        place = local_path(scope["path"] + ("?" + urlencode(query) if query else ""))
        if opened is not None:
            return self.access.let_in(opened, RedirectResponse(place, 303))
        if session is not None:
            return RedirectResponse(place, 303)
        return plain_page(403, "This link was used before. Start allegedly desk again for a new one.")


class _TooLarge(Exception):
    pass


def _limited(receive: Receive) -> Receive:
    """``receive`` that gives up when a body is longer than it says or than we take."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BODY_BYTES:
            raise _TooLarge
        return message

    return limited


async def same_session(request: Request) -> None:
    """Refuse a change without the session's token: in the form as ``csrf``, or in the header ``X-CSRF-Token``.

    Every route has this, for it is a dependency of the whole application.
    """
    if request.method in READING or request.url.path == "/password":
        return
    session: Session | None = request.state.session
    given = request.headers.get("x-csrf-token")
    if given is None:
        value = (await request.form()).get("csrf")
        given = value if isinstance(value, str) else ""
    if session is None or not hmac.compare_digest(given.encode(), session.csrf.encode()):
        raise HTTPException(403, "This form is of an earlier visit. Go back, load the page again, and send it once more.")


def session_of(request: Request) -> Session:
    """The session of a request that was let in."""
    session: Session = request.state.session
    return session


def local_path(path: str) -> str:
    """``path`` when it leads to a page of the desk, else its first page; never to another site."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if plain else "/"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def plain_page(status: int, line: str) -> Response:
    """A page of one line, which needs neither session nor template; ``line`` is ours and holds no markup."""
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>allegedly</title><link rel="icon" href="/static/mark.svg"><link rel="stylesheet" href="/static/desk.css">'
        f'<body class="plain"><main><h1>allegedly</h1><p>{line}</p></main>',
        status,
    )


def _hash(password: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def _verify(hashed: str, password: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    try:
        return PasswordHasher().verify(hashed, password)
    except VerificationError:
        return False
