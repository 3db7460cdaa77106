"""Paths to readers: files, folders, patterns and standard input, in an order that does not change from run to run."""

from __future__ import annotations

import glob
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from allegedly.errors import EmptyArticle, ReadError, UnknownName, UnreadableFile
from allegedly.model import Article
from allegedly.read.draft import Defaults, Draft, Failure, finish
from allegedly.read.encoding import decode
from allegedly.read.page import looks_like_page, read_page
from allegedly.read.pdf import read_pdf
from allegedly.read.rows import Rejoined, read_json, read_json_lines, read_table
from allegedly.read.text import read_markdown, read_text

# A file that holds one article. Tables are read as a stream and may be of any size.
MAX_FILE_BYTES = 50 * 1024 * 1024

# Suffix -> kind.
KINDS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv",
}  # fmt: skip
_SINGLE = {"text": read_text, "markdown": read_markdown, "html": read_page, "pdf": read_pdf}
_STREAMED = ("jsonl", "csv", "tsv")

Found = tuple[Article | Failure, bytes | None]


def kind_of(path: str | Path) -> str | None:
    """The kind of file that ``path`` is by its suffix, or None when we do not read it."""
    return KINDS.get(Path(path).suffix.lower())


def read(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    stdin: BinaryIO | None = None,
    notice: Callable[[str], None] | None = None,
) -> Iterator[Article | Failure]:
    """Yield the articles in ``paths``, and a :class:`Failure` for each file or row that cannot be read.

    Args:
        paths: Files; folders, read with all below them, hidden ones and unknown suffixes passed over; patterns
            (``*``, ``?``, ``[...]``, ``**``); and ``-`` for standard input. They are taken in the order given, and
            what a folder or pattern holds in the order of its names.
        published: Day of publication of articles that do not say, ``YYYY-MM-DD``.
        publisher: Publisher of articles that do not say.
        language: Language of articles that do not say; without it, it is identified.
        stdin: What ``-`` reads instead of standard input.
        notice: Called with one line for each folder in which files were passed over.

    Raises:
        UsageError: At once, when a default is not a day or not a language code.
    """
    defaults = Defaults.checked(published, publisher, language)
    return (found for found, _original in _read([*paths], defaults, stdin, notice or (lambda line: None)))


def read_with_originals(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    stdin: BinaryIO | None = None,
    notice: Callable[[str], None] | None = None,
) -> Iterator[Found]:
    """As :func:`read`, each with the bytes that it was read from: those of its file, or of its row in a table; None for a failure."""
    return _read([*paths], Defaults.checked(published, publisher, language), stdin, notice or (lambda line: None))


def read_bytes(
    data: bytes,
    kind: str,
    *,
    origin: str = "bytes",
    published: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
) -> Iterator[Article | Failure]:
    """Yield the articles in ``data``, which is a file of ``kind``: one of the values of ``KINDS``.

    Raises:
        UnknownName: At once, when ``kind`` is none of them.
        UsageError: At once, when a default is not a day or not a language code.
    """
    if kind not in KINDS.values():
        raise UnknownName("kind of file", kind, set(KINDS.values()))
    defaults = Defaults.checked(published, publisher, language)
    return (found for found, _original in _finished(io.BytesIO(data), kind, origin, defaults))


def _read(paths: list[str | Path], defaults: Defaults, stdin: BinaryIO | None, notice: Callable[[str], None]) -> Iterator[Found]:
    for path in paths:
        if str(path) == "-":
            yield from _read_stdin(stdin or sys.stdin.buffer, defaults)
            continue
        for file in _files(Path(path), notice):
            if isinstance(file, Failure):
                yield file, None
            else:
                yield from _read_file(file, defaults)


def _files(path: Path, notice: Callable[[str], None]) -> Iterator[Path | Failure]:
    origin = str(path)
    if path.is_dir():
        yield from _below(path, notice)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(origin):
        found = sorted(map(Path, glob.glob(origin, recursive=True)))
        if not found:
            yield Failure.of(
                origin, UnreadableFile(f"{origin}: no file matches this pattern; check it, with quotation marks around it")
            )
        whole = {match for match in found if match.is_dir()}
        for match in found:
            # With ** a folder and the files in it both match; the files come by themselves.
            if match in whole and any(match in other.parents for other in found):
                continue
            yield from _below(match, notice) if match in whole else [match]
    else:
        yield Failure.of(origin, UnreadableFile(f"{origin}: no such file or folder; check the path"))


def _below(folder: Path, notice: Callable[[str], None]) -> Iterator[Path]:
    passed_over: Counter[str] = Counter()
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            if kind_of(name) is None:
                passed_over[Path(name).suffix.lower() or "no suffix"] += 1
            else:
                yield Path(place) / name
    if passed_over:
        listed = ", ".join(f"{count} × {suffix}" for suffix, count in sorted(passed_over.items()))
        notice(f"{folder}: passed over {passed_over.total()} files of kinds that are not read ({listed})")


def _read_file(path: Path, defaults: Defaults) -> Iterator[Found]:
    origin = path.as_posix()
    kind = kind_of(path)
    try:
        if kind is None:
            raise UnreadableFile(
                f"{origin}: files named {path.suffix or 'without suffix'} are not read; allowed are {', '.join(KINDS)}; convert or rename it"
            )
        if path.exists() and not path.is_file():
            raise UnreadableFile(f"{origin}: not an ordinary file; give a file or a folder")
        size = path.stat().st_size
        if size == 0:
            raise EmptyArticle(f"{origin}: the file is empty; was it saved or downloaded whole?")
        if size > MAX_FILE_BYTES and kind not in _STREAMED:
            raise UnreadableFile(
                f"{origin}: {size / 2**20:.0f} MB; one article may have {MAX_FILE_BYTES >> 20} MB; split it, or put its articles into .jsonl, one a line"
            )
        with path.open("rb") as stream:
            yield from _finished(stream, kind, origin, defaults)
    except ReadError as error:
        yield Failure.of(origin, error), None
    except OSError as error:
        failure = UnreadableFile(f"{origin}: {error.strerror or error}; check that the file is there and may be read")
        yield Failure.of(origin, failure), None


def _read_stdin(stream: BinaryIO, defaults: Defaults) -> Iterator[Found]:
    """Standard input has no suffix, so its first bytes decide: PDF, HTML, JSON, JSON Lines, or else plain text."""
    origin = "stdin"
    data = stream.read(MAX_FILE_BYTES + 1)
    kind = _sniff(data)
    if kind == "jsonl":
        rest = io.BytesIO(data) if len(data) <= MAX_FILE_BYTES else io.BufferedReader(Rejoined(data, stream))
        yield from _finished(rest, kind, origin, defaults)
    elif len(data) > MAX_FILE_BYTES:
        failure = UnreadableFile(
            f"{origin}: one article may have {MAX_FILE_BYTES >> 20} MB; send articles as JSON Lines, one a line"
        )
        yield Failure.of(origin, failure), None
    elif not data:
        yield Failure.of(origin, EmptyArticle(f"{origin}: nothing came in; pipe a file into it")), None
    else:
        yield from _finished(io.BytesIO(data), kind, origin, defaults)


def _sniff(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return "pdf"
    try:
        head = decode(data[:8192], "stdin")[0].lstrip()
    except UnreadableFile:
        return "text"
    if looks_like_page(head):
        return "html"
    first = data.lstrip().split(b"\n", 1)[0].strip()
    if head.startswith("{"):
        try:
            json.loads(first)
        except ValueError:
            return "json" if _opens_object(head) else "text"
        return "jsonl"
    return "json" if head.startswith("[") and head[1:].lstrip().startswith("{") else "text"


def _opens_object(head: str) -> bool:
    """Whether an object with a quoted key begins here, as no sentence does."""
    return head[1:].lstrip().startswith('"')


def _finished(stream: BinaryIO, kind: str, origin: str, defaults: Defaults) -> Iterator[Found]:
    """Articles and failures of one file; a failure of the whole file is yielded too."""
    empty = True
    try:
        for draft in _drafts(stream, kind, origin):
            empty = False
            if isinstance(draft, Failure):
                yield draft, None
                continue
            try:
                yield finish(draft, defaults), draft.original
            except ReadError as error:
                yield Failure.of(draft.origin, error), None
        if empty:
            raise EmptyArticle(f"{origin}: there are no rows in it; one article is one row")
    except ReadError as error:
        yield Failure.of(origin, error), None


def _drafts(stream: BinaryIO, kind: str, origin: str) -> Iterator[Draft | Failure]:
    if kind == "jsonl":
        return read_json_lines(stream, origin)
    if kind in ("csv", "tsv"):
        return read_table(stream, origin, tabs=kind == "tsv")
    data = stream.read()
    return _with_original(_drafts_of_whole(data, kind, origin), data)


def _with_original(drafts: Iterator[Draft | Failure], data: bytes) -> Iterator[Draft | Failure]:
    for draft in drafts:
        if isinstance(draft, Draft) and draft.original is None:
            draft.original = data
        yield draft


def _drafts_of_whole(data: bytes, kind: str, origin: str) -> Iterator[Draft | Failure]:
    if kind == "json":
        return read_json(data, origin)
    if kind in ("text", "markdown"):
        # Pages and PDFs are often saved under a text suffix; their own first bytes are surer than a name.
        if data.startswith(b"%PDF-"):
            return iter([_noted(read_pdf(data, origin), "a PDF in spite of its name")])
        if looks_like_page(data[:4096].decode("latin-1")):
            return iter([_noted(read_page(data, origin), "an HTML page in spite of its name")])
    return iter([_SINGLE[kind](data, origin)])


def _noted(draft: Draft, note: str) -> Draft:
    draft.notes.append(note)
    return draft
