"""What a reader found in one file or row, and how it becomes an article: the one place where defaults and limits apply."""

from __future__ import annotations

import dataclasses
import re

import msgspec

from allegedly.errors import EmptyArticle, UsageError
from allegedly.model import Article, make_article
from allegedly.read.dates import EARLIEST_YEAR, LATEST_YEAR, publication_date
from allegedly.read.language import identify_language, language_code
from allegedly.read.printed import printed_date

# Longer than any report; short enough that one article never takes a worker's memory. The rest is cut, with a note.
MAX_ARTICLE_CHARACTERS = 500_000

# Lone halves of surrogate pairs cannot be written as UTF-8, NULs end a string in half of the world's programs.
_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """One file or row that could not be read: where it stands, the error's class name, and what is wrong and what to do."""

    origin: str
    error: str
    message: str

    @classmethod
    def of(cls, origin: str, error: Exception) -> Failure:
        """The failure that ``error`` means for the file or row at ``origin``."""
        return cls(origin=origin, error=type(error).__name__, message=str(error))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Defaults:
    """What the caller says of articles that do not say it themselves."""

    published: str | None = None
    publisher: str | None = None
    language: str | None = None

    @classmethod
    def checked(cls, published: str | None, publisher: str | None, language: str | None) -> Defaults:
        """The defaults with date and language in normal form; raises :class:`UsageError` when one makes no sense."""
        day = publication_date(published) if published is not None else None
        if published is not None and day is None:
            raise UsageError(f"published {published!r} is not a day; write it as YYYY-MM-DD, for example 2022-01-05")
        code = language_code(language) if language is not None else None
        if language is not None and code is None:
            raise UsageError(f"language {language!r} is not a language code; write two letters, for example en")
        return cls(published=day, publisher=publisher, language=code)


@dataclasses.dataclass(kw_only=True)
class Draft:
    """An article on its way in: fields as written. ``language_hint`` is what a page's markup claims, which is often its template's language;
    ``original`` the bytes of the file or row."""

    text: str
    origin: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    language_hint: str | None = None
    id: str | None = None
    original: bytes | None = None
    notes: list[str] = dataclasses.field(default_factory=list)


def newlines(text: str) -> str:
    """``text`` with Windows and old Macintosh line ends as ``\\n``; no other character changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def finish(draft: Draft, defaults: Defaults) -> Article:
    """The article that ``draft`` makes.

    The stored text is the title, a blank line and the text; or the text alone where the title is already its
    first line, or where there is no title. Raises :class:`EmptyArticle` when neither holds anything but white space.
    """
    notes = list(draft.notes)
    text = newlines(draft.text)
    title = " ".join(draft.title.split()) if draft.title else ""
    text, title = _storable(text, title, notes)
    if not text.strip() and not title:
        raise EmptyArticle(f"{draft.origin}: there is no text in it; give a file or row with at least a sentence")
    text, title, title_span = _with_title(text, title)
    if len(text) > MAX_ARTICLE_CHARACTERS:
        notes.append(
            f"cut at {_cut(text)} of {len(text)} characters (the limit is {MAX_ARTICLE_CHARACTERS}); split it to have all of it"
        )
        text = text[: _cut(text)]
        if title_span is not None and title_span[1] > len(text):
            title, title_span = text[title_span[0] :], (title_span[0], len(text))
    published = _published(draft, notes) or defaults.published or _printed(text, notes)
    return make_article(
        text,
        id=draft.id or None,
        publisher=_clean(draft.publisher) or defaults.publisher,
        title=title or None,
        url=_clean(draft.url),
        published=published,
        language=_language(draft, text, notes, defaults),
        title_span=title_span,
        origin=draft.origin,
        notes=tuple(notes),
    )


def _storable(text: str, title: str, notes: list[str]) -> tuple[str, str]:
    if _UNSTORABLE.search(text) or _UNSTORABLE.search(title):
        notes.append("NUL characters or lone surrogates became U+FFFD")
        return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text), _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", title)
    return text, title


def _with_title(text: str, title: str) -> tuple[str, str, tuple[int, int] | None]:
    """Stored text, title as it stands in it, and where."""
    if not title:
        return text, title, None
    start = len(text) - len(text.lstrip())
    line_end = text.find("\n", start)
    line = text[start : line_end if line_end >= 0 else len(text)].rstrip()
    if " ".join(line.split()) == title:
        return text, line, (start, start + len(line))
    body = text.lstrip("\n")
    return (f"{title}\n\n{body}" if body.strip() else title), title, (0, len(title))


def _cut(text: str) -> int:
    """Where to cut a text that is too long: after the last paragraph, else the last white space, within the limit."""
    for mark in ("\n\n", "\n", " "):
        position = text.rfind(mark, MAX_ARTICLE_CHARACTERS // 2, MAX_ARTICLE_CHARACTERS)
        if position >= 0:
            return position
    return MAX_ARTICLE_CHARACTERS


def _published(draft: Draft, notes: list[str]) -> str | None:
    written = (draft.published or "").strip()
    if not written:
        return None
    day = publication_date(written)
    if day is None:
        shown = written if len(written) <= 60 else written[:60] + "…"
        notes.append(
            f"publication date {shown!r} is not one possible day between {EARLIEST_YEAR} and {LATEST_YEAR} and was not used; write YYYY-MM-DD"
        )
    return day


def _printed(text: str, notes: list[str]) -> str | None:
    """The day that the text itself prints above its first paragraph, with a note that says so."""
    printed = printed_date(text)
    if printed is None:
        return None
    notes.append(f"published {printed.day} was not given and is read from its text ({text[printed.start : printed.end]!r})")
    return printed.day


def _language(draft: Draft, text: str, notes: list[str], defaults: Defaults) -> str | None:
    if draft.language:
        code = language_code(draft.language)
        if code is not None:
            return code
        notes.append(
            f"language {draft.language[:40]!r} is not a language code and was not used; write two letters, for example en"
        )
    if defaults.language is not None:
        return defaults.language
    found = identify_language(text)
    if found is None and draft.language_hint:
        return language_code(draft.language_hint)
    return found


def _clean(value: str | None) -> str | None:
    """A metadata field on one line, or None when it is blank."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", " ".join(value.split())) or None if value else None
