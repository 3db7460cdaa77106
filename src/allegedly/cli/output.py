"""Where coded articles go: a terminal, standard output, or a file, in any format of the exports.

JSON Lines, CSV and tables are written and flushed article by article. Parquet, HTML and all other formats have an end, so they are
written beside their place and moved into it when complete: stopped by Ctrl-C, all of them hold what was done.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Protocol

from rich.console import Console

from allegedly.cli.render import ArticleView, telling
from allegedly.errors import UnknownName, UsageError
from allegedly.export import formats, jsonl
from allegedly.model import Article, Saying

FORMATS = ("table", *formats.FORMATS)
ENDINGS = {**formats.ENDINGS, ".txt": "table"}
FILE_WIDTH = 120


# What has no need of incidents is written as it comes.
_ARTICLE_BY_ARTICLE = ("table", "jsonl", "csv", "parquet", "html")


class Output(Protocol):
    """Takes articles with their sayings, in order; ``close`` writes the end, if the format has one."""

    def write(self, article: Article, sayings: list[Saying]) -> None:
        """Take one article with its sayings."""

    def close(self) -> None:
        """Write what is still to be written; nothing may be written after it."""


def choose_format(asked: str | None, output: Path | None, *, terminal: bool) -> str:
    """The format asked for, or that of the file's ending, or a table on a terminal, or JSON Lines."""
    if asked is not None:
        if asked not in FORMATS:
            raise UnknownName("format", asked, FORMATS)
        return asked
    if output is not None:
        return ENDINGS.get(output.suffix.lower(), "jsonl")
    return "table" if terminal else "jsonl"


def open_output(
    format: str, output: Path | None, *, top: int | None = None, title: str = "", filters: Mapping[str, str] | None = None
) -> Output:
    """An output of ``format`` to a file or, without one, to standard output; raises :class:`UsageError` if it cannot be."""
    if format not in _ARTICLE_BY_ARTICLE:
        return _Exported(format, output, title, filters or {})
    if output is not None:
        if output.is_dir():
            raise UsageError(
                f"cannot write to {output}: it is a folder; name a file in it, such as {output / ('sayings.' + format)}"
            )
        try:
            output.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise UsageError(f"cannot make the folder of {output}: {fault.strerror}; name another with -o") from fault
    elif format == "parquet" and sys.stdout.isatty():
        raise UsageError("parquet is not for a terminal; name a file with -o FILE, or choose --format table")
    try:
        if format == "table":
            return _Table(output, top)
        if format == "html":
            return _Page(output, title)
        if format == "parquet":
            return _Parquet(output)
        return _Csv(output) if format == "csv" else _Jsonl(output)
    except OSError as fault:
        raise UsageError(f"cannot write {output}: {fault.strerror}; name another file with -o") from fault


class _Jsonl:
    def __init__(self, output: Path | None) -> None:
        self._output = output
        self._out: BinaryIO = open(output, "wb") if output else sys.stdout.buffer

    def write(self, article: Article, sayings: list[Saying]) -> None:
        jsonl.write(sayings, self._out)
        self._out.flush()

    def close(self) -> None:
        self._out.flush()
        if self._output:
            self._out.close()


class _Csv:
    def __init__(self, output: Path | None) -> None:
        from allegedly.export.csv import Writer

        self._output = output
        raw: BinaryIO = open(output, "wb") if output else sys.stdout.buffer
        self._out = io.TextIOWrapper(raw, encoding="utf-8", newline="", write_through=True)
        self._writer = Writer(self._out)

    def write(self, article: Article, sayings: list[Saying]) -> None:
        self._writer.write(sayings)
        self._out.flush()

    def close(self) -> None:
        self._out.flush()
        if self._output:
            self._out.close()
        else:
            self._out.detach()  # standard output is not ours to close


class _Parquet:
    def __init__(self, output: Path | None) -> None:
        from allegedly.export.parquet import Writer

        self._output = output
        self._unfinished = unfinished(output) if output else None
        self._memory = io.BytesIO()
        self._writer = Writer(self._unfinished or self._memory)

    def write(self, article: Article, sayings: list[Saying]) -> None:
        self._writer.write(sayings)

    def close(self) -> None:
        self._writer.close()
        if self._output and self._unfinished:
            os.replace(self._unfinished, self._output)
        else:
            sys.stdout.buffer.write(self._memory.getvalue())
            sys.stdout.buffer.flush()


class _Exported:
    """Any format of the exports, with its page beside it; the articles of the run are all that it is of."""

    def __init__(self, format: str, output: Path | None, title: str, filters: Mapping[str, str]) -> None:
        self._format = formats.format_named(format)
        if output is None and self._format.parts:
            raise UsageError(f"{format} is more than one file; name a place with -o")
        if output is None and format == "xlsx" and sys.stdout.isatty():
            raise UsageError("xlsx is not for a terminal; name a file with -o FILE")
        if output is not None and output.is_dir() and "/" not in self._format.parts:
            raise UsageError(f"cannot write to {output}: it is a folder; name a file in it")
        self._output, self._title, self._filters = output, title, filters
        self._articles: list[tuple[Article, list[Saying]]] = []

    def write(self, article: Article, sayings: list[Saying]) -> None:
        self._articles.append((article, sayings))

    def close(self) -> None:
        from allegedly.dossier.exporting import bundle_of_articles
        from allegedly.export.writing import export_through, export_to

        bundle = bundle_of_articles(self._articles, name=self._title, filters=self._filters)
        if self._output is None:
            export_through(sys.stdout.buffer, bundle, self._format)
        else:
            export_to(self._output, bundle, self._format)


class _Page:
    """One HTML page of all articles; nothing stands at its place before it is complete."""

    def __init__(self, output: Path | None, title: str) -> None:
        self._output, self._title = output, title
        self._articles: list[tuple[Article, list[Saying]]] = []

    def write(self, article: Article, sayings: list[Saying]) -> None:
        self._articles.append((article, sayings))

    def close(self) -> None:
        from allegedly.cli.incidents import find_incidents
        from allegedly.export.page import page

        incidents = find_incidents(self._articles)
        written = page(self._articles, incidents, title=self._title).encode("utf-8", "replace")
        if self._output is None:
            sys.stdout.buffer.write(written)
            sys.stdout.buffer.flush()
            return
        partial = unfinished(self._output)
        partial.write_bytes(written)
        os.replace(partial, self._output)


class _Table:
    def __init__(self, output: Path | None, top: int | None) -> None:
        self._output = output
        if output:
            self._console = Console(file=open(output, "w", encoding="utf-8"), width=FILE_WIDTH, no_color=True)
        else:
            self._console = Console(
                width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else FILE_WIDTH, highlight=False, emoji=False
            )
        self._top = top
        self._heads = True
        self._kept: list[tuple[Article, list[Saying]]] = []

    def write(self, article: Article, sayings: list[Saying]) -> None:
        if self._top is not None:
            self._kept.append((article, sayings))
        elif sayings:
            self._print(ArticleView(article, sayings, heads=self._heads))

    def close(self) -> None:
        if self._top is not None:
            self._print_top(self._top)
        self._console.file.flush()
        if self._output:
            self._console.file.close()

    def _print(self, view: ArticleView) -> None:
        self._console.print(view)
        self._console.file.flush()
        self._heads = False

    def _print_top(self, top: int) -> None:
        everything = [saying for _article, sayings in self._kept for saying in sayings]
        chosen = {id(saying) for saying in sorted(everything, key=telling, reverse=True)[:top]}
        for article, sayings in self._kept:
            shown = [saying for saying in sayings if id(saying) in chosen]
            if shown:
                self._print(ArticleView(article, shown, left_out=len(sayings) - len(shown), heads=self._heads))
        if len(everything) > len(chosen):
            self._console.print(f"and {len(everything) - len(chosen)} more sayings in {len(self._kept)} articles", style="bold")


def unfinished(output: Path) -> Path:
    """Where a file is written until it is complete: beside its place, so that moving it is one step."""
    return output.with_name(f".{output.name}.unfinished")
