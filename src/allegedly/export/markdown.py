"""A report in Markdown: each incident with who says what of it, in the words of the articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allegedly.export.bundle import Bundle, Told
from allegedly.export.format import Format, Options, Piece, encoded, one_line
from allegedly.export.tally import Tally
from allegedly.export.wording import source_path, status_words

_SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def write(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """A heading, then a section an incident."""
    yield "", encoded(f"# {_plain(bundle.name)}\n\n{_plain(bundle.citation)}\n")
    for told in bundle.told:
        tally.read["incidents"] += 1
        tally.written["incidents"] += 1
        yield "", encoded("\n".join(["", *_section(told), ""]))


def _plain(text: str) -> str:
    """Text on one line in which no sign means anything to Markdown or HTML."""
    return _SIGNS.sub(r"\\\1", " ".join(one_line(text).split()))


def _section(told: Told) -> Iterator[str]:
    place, incident = told.place, told.incident
    yield f"## {_plain(told.title)}"
    yield ""
    days = " to ".join(dict.fromkeys(day for day in (told.from_day, told.to_day) if day))
    head = [" ".join([incident.type, *told.modes]), (place.name or place.text) if place else None, days or None]
    yield _plain(", ".join(part for part in head if part))
    yield ""
    stands = ", ".join(f"{number} {stand}" for stand, number in told.stands.items())
    yield _plain(
        f"{len(told.sayings)} sayings ({stands}), {len(incident.publishers)} publishers, {told.independent} independent."
    )
    for kind, figure in told.figures.items():
        bounds = " to ".join(dict.fromkeys(str(value) for value in (figure.low, figure.high) if value is not None))
        if bounds:
            yield _plain(f"{kind}: {bounds}.")
    if told.differ:
        yield _plain(f"They differ on: {', '.join(told.differ)}.")
    yield ""
    for saying in told.sayings:
        article = saying.article
        who = source_path(saying.source, between=" < ") if saying.source else "its own voice"
        where = ", ".join(part for part in (article.publisher, article.published) if part)
        yield f"- {_plain(where or article.id)}, {_plain(who)} ({_plain(status_words(saying.status))}): “{_plain(saying.sentence.text)}”"


FORMAT = Format(
    name="markdown",
    ending=".md",
    unit="incident",
    about="a report to read: each incident with who says what of it",
    write=write,
    columns={},
    incidents=True,
)
