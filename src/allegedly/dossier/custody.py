"""The custody log: what was done, in order, each entry hashing the one before.

An entry says what was written by its SHA-256, so that a row that was changed, removed or slipped in later is found out. The hash of the
last entry stands for the whole dossier: noted elsewhere (in a paper, in a letter to oneself), it shows that nothing was cut off the end.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from allegedly.dossier import tables
from allegedly.dossier.clock import now

BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log; ``detail`` is JSON text, ``hash`` covers all the rest."""

    number: int
    at: str
    action: str
    subject: str
    detail: str
    previous: str
    hash: str

    def computed(self) -> str:
        """What the hash must be."""
        return digest(canonical([self.number, self.at, self.action, self.subject, self.detail, self.previous]))


def canonical(value: Any) -> str:
    """``value`` as JSON text that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str | bytes) -> str:
    """SHA-256 in hexadecimal; text is hashed as UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text).hexdigest()


def digest_of(records: Iterable[str]) -> str:
    """One SHA-256 over several records in order; a line end after each keeps them apart."""
    whole = hashlib.sha256()
    for record in records:
        whole.update(record.encode("utf-8", "surrogatepass") + b"\n")
    return whole.hexdigest()


def append(connection: Connection, action: str, subject: str, detail: Mapping[str, Any]) -> None:
    """Write one entry at the end; call it in the transaction that does what it says."""
    log = tables.custody
    last = connection.execute(select(log.c.number, log.c.hash).order_by(log.c.number.desc()).limit(1)).first()
    number, previous = (last.number + 1, last.hash) if last else (1, BEGINNING)
    entry = Entry(number, now(), action, subject, canonical(detail), previous, "")
    connection.execute(
        insert(log).values(
            number=number,
            at=entry.at,
            action=action,
            subject=subject,
            detail=entry.detail,
            previous=previous,
            hash=entry.computed(),
        )
    )


def entries(connection: Connection) -> Iterable[Entry]:
    """The whole log, in order."""
    for row in connection.execute(select(tables.custody).order_by(tables.custody.c.number)):
        yield Entry(row.number, row.at, row.action, row.subject, row.detail, row.previous, row.hash)
