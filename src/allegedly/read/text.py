"""Plain text and Markdown, with their ways of saying who published them, and when."""

from __future__ import annotations

import re
from typing import Any

import yaml

from allegedly.read.draft import Draft, newlines
from allegedly.read.encoding import decode

KNOWN = ("title", "publisher", "published", "date", "url", "language", "id")

_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z -]{0,30}):(?:[ \t]+(.*))?")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)


def encoding_notes(name: str) -> list[str]:
    """What to note of the encoding: nothing for UTF-8, its name otherwise."""
    return [] if name == "utf-8" else [f"read as {name}"]


def read_text(data: bytes, origin: str) -> Draft:
    """Plain text, after optional header lines.

    A file may begin with lines like ``Title: ...``, ``Publisher: ...``, ``Published: 2022-01-05``, ``URL: ...``,
    ``Language: en`` and ``ID: ...``, ended by a blank line. They are metadata and no part of the stored text. The first line must
    have one of these names and every line up to the blank one must look like a header; otherwise all of it is text.
    """
    text, encoding = decode(data, origin)
    text = newlines(text)
    draft = Draft(text=text, origin=origin, notes=encoding_notes(encoding))
    lines = text.split("\n", 40)
    fields: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not line.strip():
            break
        match = _HEADER_LINE.fullmatch(line.rstrip())
        if match is None or (number == 0 and match[1].lower() not in KNOWN):
            return draft
        fields[match[1].lower()] = match[2] or ""
    else:
        if len(lines) > 40:
            return draft
    header = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    body = "\n".join(lines[header:]).lstrip("\n")
    # A note of one line ("Date: unknown") is a text, not the header of nothing.
    if fields and body.strip():
        draft.text = body
        _fill(draft, fields)
    return draft


def read_markdown(data: bytes, origin: str) -> Draft:
    """Markdown: YAML front matter is metadata, the marks of headings are left out, everything else is kept as written.

    The title is the front matter's, else the first heading of level one when it opens the text.
    """
    text, encoding = decode(data, origin)
    text = newlines(text)
    draft = Draft(text=text, origin=origin, notes=encoding_notes(encoding))
    if match := _FRONT_MATTER.match(text):
        try:
            fields: Any = yaml.safe_load(match[1])
        # PyYAML lets ValueErrors of impossible dates (2022-13-45) through.
        except (yaml.YAMLError, ValueError, RecursionError):
            draft.notes.append("the front matter is not YAML and was kept as text")
        else:
            if isinstance(fields, dict):
                draft.text = text[match.end() :].lstrip("\n")
                plain = {
                    str(key).lower(): str(value)
                    for key, value in fields.items()
                    if isinstance(value, (str, int, float)) or hasattr(value, "isoformat")
                }
                _fill(draft, plain, ignored=[str(key) for key in fields if str(key).lower() not in plain])
    first = draft.text.lstrip()
    if not draft.title and first.startswith("# ") and (heading := _HEADING.match(first)):
        draft.title = heading[1]
    draft.text = _HEADING.sub(r"\1", draft.text)
    return draft


def _fill(draft: Draft, fields: dict[str, str], ignored: list[str] | None = None) -> None:
    draft.title = fields.get("title")
    draft.publisher = fields.get("publisher")
    draft.published = fields.get("published") or fields.get("date")
    draft.url = fields.get("url")
    draft.language = fields.get("language")
    draft.id = (fields.get("id") or "").strip() or None
    unknown = [key for key in fields if key not in KNOWN] + (ignored or [])
    if unknown:
        draft.notes.append(f"ignored header lines: {', '.join(unknown)}")
