"""The hand-made sayings of the sample dossier as gold records, with offsets found in the articles.

A record has the form that the scorer ``sayings`` reads, so the whole coder can be measured on it:
``run(scorer("sayings"), expected_records(), coder)``. Titles are not read there, so ``text`` is the article without its title.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from allegedly.model import Article
from allegedly.read import read

SAMPLES = Path(__file__).parent.parent / "samples"
HELD_OUT = Path(__file__).parent / "coder" / "articles"


class Misplaced(AssertionError):
    """Words of an expected saying that do not stand in the article as they should."""


def expected_records() -> list[dict[str, Any]]:
    """All expected sayings, one record an article, in the order of the files."""
    return [expected_record(path) for path in sorted((SAMPLES / "expected").glob("[0-9]*.yaml"))]


def held_out_records() -> list[dict[str, Any]]:
    """The same for the articles that only the tests have, each of them read by hand before the coder saw it."""
    return [expected_record(path, HELD_OUT) for path in sorted(HELD_OUT.glob("*.yaml"))]


def expected_record(path: Path, articles: Path = SAMPLES) -> dict[str, Any]:
    """The record of one file of expected sayings about an article in the folder ``articles``.

    Raises :class:`Misplaced` naming the words that are not found.
    """
    written = yaml.safe_load(path.read_text("utf-8"))
    (article,) = read([articles / written["article"]])
    assert isinstance(article, Article), article
    assert article.title_span is not None
    text = article.text[article.title_span[1] :].lstrip("\n")
    return {
        "id": path.stem,
        "set": "samples",
        "publisher": article.publisher,
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "text": text,
        "sayings": [_saying(text, saying) for saying in written["sayings"]],
    }


def _saying(text: str, written: dict[str, Any]) -> dict[str, Any]:
    unknown = written.keys() - KEYS
    if unknown:
        raise Misplaced(f"unknown keys {sorted(unknown)} in {written}")
    places = _occurrences(text, written["in"], 0, len(text))
    if len(places) != 1:
        raise Misplaced(f"{written['in']!r} stands {len(places)} times in the article, not once")
    start, end = places[0]
    triggers = _occurrences(text, written["trigger"], start, end)
    if len(triggers) != 1:
        raise Misplaced(f"trigger {written['trigger']!r} stands {len(triggers)} times in {written['in']!r}, not once")
    return {
        "trigger": list(triggers[0]),
        "sentence": [start, end],
        "type": written["type"],
        "also": written.get("also", []),
        **{key: [_entity(text, one, start, end) for one in written.get(key, [])] for key in ("actors", "recipients", "source")},
        "polarity": written.get("polarity", "positive"),
        "modality": written.get("modality", "asserted"),
        "frame": written.get("frame", "current"),
        "certainty": written.get("certainty"),
        "date": _detail(text, written.get("date"), start, end),
        "place": _detail(text, written.get("place"), start, end),
        "counts": [
            {"low": None, "best": None, "high": None, **(_detail(text, count, start, end) or {})}
            for count in written.get("counts", [])
        ],
        "optional": written.get("optional", False),
    }


KEYS = {
    *("in", "trigger", "type", "also", "actors", "recipients", "source", "polarity", "modality", "frame", "certainty"),
    *("date", "place", "counts", "optional"),
}


def _entity(text: str, written: str | dict[str, str], start: int, end: int) -> dict[str, Any]:
    entity = {"text": written} if isinstance(written, str) else written
    words = entity.get("text")
    if words is None:
        return {"span": None, "text": None, "name": entity["name"]}
    if "after" in entity:
        start = _nearest(text, entity["after"], start, end)[1]
    return {"span": list(_nearest(text, words, start, end)), "text": words, "name": entity.get("name")}


def _detail(text: str, written: dict[str, Any] | None, start: int, end: int) -> dict[str, Any] | None:
    """A date, place or count, whose words must stand in the sentence itself; YAML's dates become text."""
    if written is None:
        return None
    if not _occurrences(text, written["text"], start, end):
        raise Misplaced(f"{written['text']!r} does not stand in {text[start:end]!r}")
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in written.items()}


def _nearest(text: str, words: str, start: int, end: int) -> tuple[int, int]:
    """Where ``words`` stand in ``[start, end)``, else the last place before it."""
    places = _occurrences(text, words, start, end)[:1] or _occurrences(text, words, 0, start)[-1:]
    if not places:
        raise Misplaced(f"{words!r} stands neither in {text[start:end]!r} nor before it")
    return places[0]


def _occurrences(text: str, words: str, start: int, end: int) -> list[tuple[int, int]]:
    """Whole words only: "it" does not stand in "with"."""
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return [match.span() for match in pattern.finditer(text, start, end)]
