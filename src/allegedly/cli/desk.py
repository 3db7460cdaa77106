"""``allegedly desk``: starts the page; the desk itself is a face beside this one and is found by name."""

from __future__ import annotations

import getpass
import os
import sys
from importlib.metadata import entry_points

from allegedly.errors import AllegedlyError, UsageError

FACES = "allegedly.faces"
PASSWORD_VARIABLE = "ALLEGEDLY_DESK_PASSWORD"


def run(place: str, *, host: str, port: int, password: bool, open_browser: bool) -> int:
    """Open the desk for a dossier and serve it until Ctrl-C."""
    found = entry_points(group=FACES, name="desk")
    if not found:
        raise AllegedlyError("this installation does not know the desk; install it again: pip install 'allegedly[desk]'")
    try:
        serve = next(iter(found)).load()
    except ModuleNotFoundError as fault:
        raise AllegedlyError(f"the desk needs {fault.name}, which is not installed; run: pip install 'allegedly[desk]'") from None
    secret = _password() if password else None
    return int(
        serve(place, host, port, secret, open_browser, lambda line: print(f"allegedly: {line}", file=sys.stderr, flush=True))
    )


def _password() -> str:
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is None:
        if not sys.stdin.isatty():
            raise UsageError(f"--password asks for one, which needs a terminal; or set {PASSWORD_VARIABLE}")
        given = getpass.getpass("Password for the desk: ")
        if getpass.getpass("The same again: ") != given:
            raise UsageError("the two passwords differ; start again")
    if len(given) < 8:
        raise UsageError("the password has fewer than 8 characters; choose a longer one")
    return given
