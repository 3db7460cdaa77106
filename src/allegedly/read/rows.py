"""Tables with one article a row: JSON Lines, JSON, CSV and TSV, read as a stream."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from allegedly.errors import BadRow, UnreadableFile
from allegedly.read.draft import Draft, Failure
from allegedly.read.encoding import decode
from allegedly.read.text import encoding_notes

# One row is one article; this is far beyond any, and keeps a 100 MB line from filling the memory.
MAX_ROW_BYTES = 50 * 1024 * 1024

# Column -> field; the second half are NGEC's names.
COLUMNS = {name: name for name in ("text", "title", "published", "publisher", "url", "language", "id")}
COLUMNS |= {"event_text": "text", "date": "published"}

_ALLOWED = "text (or event_text), title, published (or date), publisher, url, language, id"
_HEAD = 64 * 1024


def read_json_lines(stream: BinaryIO, origin: str) -> Iterator[Draft | Failure]:
    """Yield one draft a line; a line that is not an article is a failure that names it, and the next line is read.

    A line longer than 50 MB is passed over without being held in memory.
    """
    stream, encoding = _ascii_compatible(stream, origin)
    number = 0
    while line := stream.readline(MAX_ROW_BYTES + 1):
        number += 1
        where = f"{origin}:{number}"
        if len(line) > MAX_ROW_BYTES:
            while not line.endswith(b"\n") and (line := stream.readline(MAX_ROW_BYTES)):
                pass
            yield Failure.of(
                where,
                UnreadableFile(f"{where}: the line is longer than {MAX_ROW_BYTES >> 20} MB; one line is one article, split it"),
            )
            continue
        if not line.strip():
            continue
        try:
            text, found = _line(line, encoding)
            yield _draft(_json(text, where), where, found, line)
        except UnicodeDecodeError as error:
            yield Failure.of(
                where, BadRow(f"{where}: byte {error.start} of the line is not {error.encoding}; save the file as UTF-8")
            )
        except BadRow as error:
            yield Failure.of(where, error)


def read_json(data: bytes, origin: str) -> Iterator[Draft | Failure]:
    """Yield the article of a JSON object, or those of a JSON list of objects; JSON Lines under this name are read as such."""
    text, encoding = decode(data, origin)
    try:
        whole = _json(text, origin)
    except BadRow:
        if text.lstrip().startswith("{") and _is_json(text.lstrip().split("\n", 1)[0]):
            yield from read_json_lines(io.BytesIO(text.encode("utf-8", "surrogatepass")), origin)
            return
        raise
    if not isinstance(whole, list):
        yield _draft(whole, origin, encoding)
        return
    for number, row in enumerate(whole, start=1):
        where = f"{origin}#{number}"
        try:
            yield _draft(row, where, encoding)
        except BadRow as error:
            yield Failure.of(where, error)


def read_table(stream: BinaryIO, origin: str, *, tabs: bool = False) -> Iterator[Draft | Failure]:
    """Yield one draft a row of a table whose first row names its columns.

    The separator of a CSV is found from that row (comma, semicolon, tab or bar). ``origin`` of a draft names the line
    on which its row ends, because a field may hold line ends.
    """
    csv.field_size_limit(MAX_ROW_BYTES)
    stream, encoding = _ascii_compatible(stream, origin)
    lines = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        yield from _table(lines, origin, encoding, tabs=tabs)
    except csv.Error as error:
        yield Failure.of(
            origin,
            UnreadableFile(
                f"{origin}: not a table ({error}); rows from there on are not read; look for an unclosed quotation mark"
            ),
        )
    except UnicodeDecodeError as error:
        yield Failure.of(
            origin,
            UnreadableFile(
                f"{origin}: not {encoding} throughout ({error.reason}); rows from there on are not read; save it as UTF-8"
            ),
        )
    finally:
        lines.detach()


def _table(lines: io.TextIOWrapper, origin: str, encoding: str, *, tabs: bool) -> Iterator[Draft | Failure]:
    first = lines.readline(MAX_ROW_BYTES)
    separators = "\t" if tabs else ",;\t|"
    headers = {mark: [name.strip() for name in next(csv.reader([first], delimiter=mark), [])] for mark in separators}
    separator = max(separators, key=lambda mark: sum(name.lower() in COLUMNS for name in headers[mark]))
    header = [name.lower() if name.lower() in COLUMNS else name for name in headers[separator]]
    if not any(COLUMNS.get(name) == "text" for name in header):
        shown = ", ".join(header)[:200]
        raise BadRow(
            f"{origin}: no column named text in the first row ({shown}); allowed are {_ALLOWED}; name the columns in the first row"
        )
    taken: list[str] = []
    rows = csv.reader(_taking(lines, taken), delimiter=separator)
    for row in rows:
        original = "".join(taken).encode(encoding)
        taken.clear()
        if not any(row):
            continue
        where = f"{origin}:{rows.line_num + 1}"
        if len(row) > len(header):
            yield Failure.of(
                where,
                BadRow(f"{where}: {len(row)} fields under {len(header)} columns; put fields with a separator in quotation marks"),
            )
            continue
        try:
            yield _draft({name: value for name, value in zip(header, row, strict=False) if value}, where, encoding, original)
        except BadRow as error:
            yield Failure.of(where, error)


def _taking(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    """The lines, each also added to ``taken``, so that a row's own bytes are known."""
    for line in lines:
        taken.append(line)
        yield line


def _ascii_compatible(stream: BinaryIO, origin: str) -> tuple[BinaryIO, str]:
    """``stream`` from after its byte order mark, and the encoding of those of its lines that are not UTF-8.

    UTF-16 and UTF-32 are turned into UTF-8 first.
    """
    buffered = io.BufferedReader(stream, _HEAD) if isinstance(stream, io.RawIOBase) else stream
    head = buffered.read(_HEAD)
    # A cut through a character at the end of the sample is no sign of another encoding.
    sample = head[: head.rfind(b"\n") + 1] or head
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or b"\x00" in sample:
        text, _ = decode(head + buffered.read(), origin)
        return io.BytesIO(text.encode("utf-8", "surrogatepass")), "utf-8"
    encoding = decode(sample, origin)[1]
    if encoding != "utf-8":
        # One bad line among many good ones must not decide for all.
        encoding = decode(b"\n".join([b"", *(line for line in sample.split(b"\n") if not _is_utf8(line))]), origin)[1]
    return io.BufferedReader(Rejoined(head.removeprefix(b"\xef\xbb\xbf"), buffered), _HEAD), encoding


def _line(line: bytes, encoding: str) -> tuple[str, str]:
    try:
        return line.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return line.decode(encoding), encoding


class Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already and are given once more."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer`` from the head, then from the rest; returns how many bytes were put there."""
        size = len(buffer)
        chunk = self._head[:size] or self._rest.read(size)
        self._head = self._head[size:]
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise BadRow(
            f"{where}: not JSON ({error.msg} at {line}column {error.colno}); one article is one JSON object with a text"
        ) from error
    except (RecursionError, ValueError) as error:
        raise BadRow(f"{where}: not JSON that can be read ({error}); one article is one flat JSON object with a text") from error


def _draft(row: Any, where: str, encoding: str, original: bytes | None = None) -> Draft:
    if not isinstance(row, Mapping):
        raise BadRow(f"{where}: {_json_kind(row)}, not an object; one article is one JSON object with the keys {_ALLOWED}")
    fields: dict[str, str] = {}
    for key, name in COLUMNS.items():
        value = row.get(key)
        if value is None or name in fields:
            continue
        if isinstance(value, bool) or not isinstance(value, (str, int, float)) or (name == "text" and not isinstance(value, str)):
            raise BadRow(f"{where}: {key} is {_json_kind(value)}; it must be text")
        fields[name] = str(value)
    if "text" not in fields:
        raise BadRow(f"{where}: no text (keys: {_some(row)}); allowed are {_ALLOWED}; only text must be there")
    ignored = [str(key) for key in row if key not in COLUMNS]
    notes = encoding_notes(encoding) + ([f"ignored keys: {_some(ignored)}"] if ignored else [])
    return Draft(origin=where, notes=notes, original=original, **fields)


def _json_kind(value: object) -> str:
    """What JSON calls ``value``, for a message."""
    kinds = {dict: "an object", list: "a list", str: "a piece of text", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), "null")


def _some(names: Iterable[object]) -> str:
    listed = [str(name)[:40] for name in names]
    return ", ".join(listed[:12]) + (f" and {len(listed) - 12} more" if len(listed) > 12 else "") or "none"
