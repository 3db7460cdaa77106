"""A PostgreSQL server of the tests' own: from Debian's package, on loopback, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Where an ordinary user's path may not look.
_RUNUSER = shutil.which("runuser", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"]))
_LOOKED_IN = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")


def programs() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, the newest there is."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [folder for pattern in _LOOKED_IN for folder in Path("/").glob(pattern[1:]) if (folder / "initdb").exists()]
    return max(found, key=lambda folder: [int(part) for part in folder.parts if part.isdecimal()] or [0], default=None)


def reason_to_skip() -> str | None:
    """Why there can be no server here, or None."""
    if programs() is None:
        return "no PostgreSQL server programs (initdb) are installed; on Debian: apt-get install postgresql"
    if os.geteuid() == 0 and (_RUNUSER is None or not _has_user()):
        return "PostgreSQL will not run as root, and there is no user postgres (with runuser) to run it as"
    return None


def _has_user() -> bool:
    return subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode == 0


@contextmanager
def server() -> Iterator[str]:
    """A running server; yields the address of its database ``postgres``, without the name: add one."""
    folder = programs()
    assert folder is not None
    as_user = [str(_RUNUSER), "-u", "postgres", "--"] if os.geteuid() == 0 else []
    home = Path(tempfile.mkdtemp(prefix="allegedly-postgresql-"))
    if as_user:
        shutil.chown(home, "postgres")
    files, log = home / "files", home / "log"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def call(*command: str | Path) -> None:
        # No pipes: the server would inherit them, and they would never close.
        done = subprocess.run(
            [*as_user, *map(str, command)], cwd=home, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, (command, log.read_text() if log.exists() else "")

    call(folder / "initdb", "-D", files, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off"
    call(folder / "pg_ctl", "-D", files, "-l", log, "-w", "-t", "60", "-o", options, "start")
    try:
        yield f"postgresql://tester@127.0.0.1:{port}/"
    finally:
        call(folder / "pg_ctl", "-D", files, "-w", "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)
