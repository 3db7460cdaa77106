"""The packed places, unpacked once per user and opened read-only.

The database is kept in the user's cache folder (``XDG_CACHE_HOME``, ``LOCALAPPDATA`` or ``~/Library/Caches`` or ``~/.cache``), under a
name that holds the hash of the packed file; it is written beside and renamed, so that two processes cannot see half of it. Where the cache
cannot be written, a folder for temporary files takes its place.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import sqlite3
import sys
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path


def cache_folder() -> Path:
    """Where this user's cache of allegedly lies; not created here."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
    elif sys.platform == "darwin":
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base) / "allegedly"


def _usable(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _write(folder: Path, name: str, content: bytes) -> Path | None:
    """Write ``content`` under ``folder``, whole or not at all; null where that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".places-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            os.replace(temporary, folder / name)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError:
        return None
    return folder / name


def database_path() -> Path:
    """The unpacked database, unpacked now if it was not yet (about a second, once)."""
    packed = files("allegedly.gazetteer").joinpath("data", "places.sqlite.xz").read_bytes()
    name = f"places-{hashlib.sha256(packed).hexdigest()[:16]}.sqlite"
    own = f"allegedly-{os.getuid()}" if hasattr(os, "getuid") else "allegedly"
    folders = (cache_folder(), Path(tempfile.gettempdir()) / own)
    size = _unpacked_size(packed)
    for folder in folders:
        if _usable(folder / name, size):
            return folder / name
    content = lzma.decompress(packed)
    for folder in folders:
        written = _write(folder, name, content)
        if written is not None:
            return written
    folder = Path(tempfile.mkdtemp(prefix="allegedly-"))
    (folder / name).write_bytes(content)
    return folder / name


def _unpacked_size(packed: bytes) -> int:
    """The size that an .xz file says its content has, from its index (one stream of one or more blocks)."""
    # The footer's last 12 bytes: CRC32, index size in 4-byte units less one, flags, "YZ" (the .xz file format, section 2.1.2).
    index_size = (int.from_bytes(packed[-8:-4], "little") + 1) * 4
    index = packed[-12 - index_size : -12]
    position, numbers = 1, []
    while position < len(index) - 4:
        number = shift = 0
        while True:
            byte = index[position]
            position += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        numbers.append(number)
        if len(numbers) == 1 + 2 * numbers[0]:
            break
    return sum(numbers[2::2])


@cache
def connection(_process: int) -> sqlite3.Connection:
    """One read-only connection a process; call it as ``connection(os.getpid())`` so that a forked worker opens its own."""
    address = database_path().as_uri() + "?mode=ro&immutable=1"
    opened = sqlite3.connect(address, uri=True, check_same_thread=False)
    opened.execute("PRAGMA mmap_size = 67108864")
    return opened
