"""The native forms: sayings as JSON Lines, CSV, Parquet, one HTML page; and everything together as a folder of JSON Lines.

Two layers, as human-rights documentation keeps them: what sources say, untouched, and what was decided about it, traceable and undoable.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from msgspec import structs

from allegedly.export.bundle import Bundle
from allegedly.export.format import Format, Options, Piece, encoded
from allegedly.export.tally import Tally
from allegedly.model import Saying, to_json

_COLUMNS = {"see": "docs/record.md: one saying, field by field"}


def write_jsonl(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """One saying a line."""
    for saying in _counted(bundle, tally):
        yield "", to_json(saying) + b"\n"


def write_csv(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """One saying a row, nested lists as JSON text."""
    from allegedly.export.csv import Writer

    text = io.StringIO(newline="")
    writer = Writer(text)
    if options.excel:
        yield "", b"\xef\xbb\xbf"
    for saying in _counted(bundle, tally):
        writer.write([saying])
        yield "", _taken(text)
    yield "", _taken(text)


def _taken(text: io.StringIO) -> bytes:
    written = encoded(text.getvalue())
    text.seek(0)
    text.truncate()
    return written


class _Sink(io.RawIOBase):
    """A file that keeps what is written until it is taken."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        taken = bytes(piece)
        self._pieces.append(taken)
        return len(taken)

    def taken(self) -> bytes:
        whole = b"".join(self._pieces)
        self._pieces.clear()
        return whole


def write_parquet(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """One saying a row, typed columns, lists as lists."""
    from allegedly.export.parquet import Writer

    sink = _Sink()
    writer = Writer(sink)  # type: ignore[arg-type]
    for saying in _counted(bundle, tally):
        writer.write([saying])
        piece = sink.taken()
        if piece:
            yield "", piece
    writer.close()
    yield "", sink.taken()


def write_html(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """All articles with every saying marked in the text."""
    from allegedly.export.page import page

    by_article: defaultdict[str, list[Saying]] = defaultdict(list)
    for saying in _counted(bundle, tally):
        by_article[saying.article.id].append(saying)
    articles = [(article, by_article.get(id, [])) for id, article in bundle.articles.items()]
    told = [one.incident for one in bundle.told if len(one.sayings) > 1]
    yield "", encoded(page(articles, told, title=bundle.name))


def _counted(bundle: Bundle, tally: Tally) -> Iterator[Saying]:
    for saying in bundle.sayings():
        tally.read["sayings"] += 1
        tally.written["sayings"] += 1
        yield saying


def write_folder(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """Articles, sayings, incidents, who or what tied sayings to incidents, and judgements, each in a file of its own."""
    for article in bundle.articles.values():
        tally.written["articles"] += 1
        yield "/articles.jsonl", to_json(article) + b"\n"
    for saying in _counted(bundle, tally):
        yield "/sayings.jsonl", to_json(saying) + b"\n"
    for told in bundle.told:
        tally.written["incidents"] += 1
        incident = told.incident
        account = {name: getattr(told, name) for name in ("happened", "independent", "stands", "voices", "from_day", "to_day")}
        account |= {"place": told.place, "figures": told.figures, "differ": told.differ, "rule": bundle.rule}
        yield "/incidents.jsonl", to_json(structs.asdict(incident) | {"account": account}) + b"\n"
        for saying in told.sayings:
            tally.written["links"] += 1
            link = {"saying": saying.id, "incident": incident.id, "by": f"allegedly {bundle.version}", "why": incident.reason}
            yield "/links.jsonl", to_json(link) + b"\n"
    for judgement in bundle.judgements:
        tally.written["judgements"] += 1
        yield "/judgements.jsonl", to_json(judgement) + b"\n"
    for about_actors in bundle.judgements_of_actors:
        tally.written["judgements of actors"] += 1
        yield "/actor_judgements.jsonl", to_json(about_actors) + b"\n"


JSONL = Format(
    name="jsonl",
    ending=".jsonl",
    unit="saying",
    about="the native form: one saying a line, nothing lost",
    write=write_jsonl,
    columns=_COLUMNS,
    incidents=True,
)
CSV = Format(
    name="csv",
    ending=".csv",
    unit="saying",
    about="one saying a row, nested lists as JSON text",
    write=write_csv,
    columns={**_COLUMNS, "names": "the path in the record: date_from is event.date.from"},
    incidents=True,
)
PARQUET = Format(
    name="parquet",
    ending=".parquet",
    unit="saying",
    about="one saying a row, typed, lists as lists",
    write=write_parquet,
    columns={**_COLUMNS, "names": "the path in the record: date_from is event.date.from"},
    incidents=True,
)
HTML = Format(
    name="html",
    ending=".html",
    unit="article",
    about="one page: the articles with every saying marked in the text",
    write=write_html,
    columns={},
    incidents=True,
)
NATIVE = Format(
    name="native",
    ending="",
    unit="saying",
    about="a folder: articles with their texts, sayings, incidents, links and judgements as JSON Lines",
    write=write_folder,
    columns={
        "articles.jsonl": "articles with their stored texts, which all offsets point into",
        "sayings.jsonl": "what sources say, untouched",
        "incidents.jsonl": "what sayings are about, with the account that the rule gives",
        "links.jsonl": "which saying belongs to which incident, who or what decided, and why",
        "judgements.jsonl": "what persons decided, and what they took back",
        "actor_judgements.jsonl": "which names persons decided to be one actor's, or not, and what they took back",
    },
    parts=("/",),
    incidents=True,
)
