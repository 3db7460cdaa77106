"""Web pages: the main text without menus and footers, and what the markup says of title, publisher and date."""

from __future__ import annotations

import re
import warnings
from html.parser import HTMLParser

from allegedly.errors import EmptyArticle, UnreadableFile
from allegedly.read.draft import Draft
from allegedly.read.encoding import decode
from allegedly.read.quiet import quiet
from allegedly.read.text import encoding_notes

# Finding the main text takes a tree and seconds per megabyte; beyond this, a page is a whole site in one file.
MAX_TREE_CHARACTERS = 2_000_000

_HTML_LANGUAGE = re.compile(r"<html\b[^>]*?\b(?:xml:)?lang\s*=\s*[\"']?([A-Za-z_-]{2,12})", re.IGNORECASE)
_LOOKS_LIKE_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL
)


def looks_like_page(text: str) -> bool:
    """Whether ``text`` begins as an HTML page does."""
    return _LOOKS_LIKE_PAGE.match(text[:4096]) is not None


def read_page(data: bytes, origin: str) -> Draft:
    """The main text of an HTML page, one paragraph a block with a blank line between.

    Title, publisher (the site's name), publication date and URL come from the page's metadata, never from its running text.
    Where no main text can be told from the rest, or the page has over two million characters, all visible text is
    taken, and noted.
    """
    markup, encoding = decode(data, origin, markup=True)
    notes = encoding_notes(encoding)
    if not markup.strip():
        raise EmptyArticle(f"{origin}: the page is empty; save it again from the browser")
    import trafilatura

    with quiet("trafilatura", "htmldate", "courlan"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            body, found = "", None
            if len(markup) <= MAX_TREE_CHARACTERS:
                found = trafilatura.bare_extraction(
                    markup,
                    with_metadata=True,
                    include_comments=False,
                    date_extraction_params={"original_date": True, "extensive_search": False},
                )
                body = (found.text if found is not None else "") or ""
            if not body.strip():
                body = (trafilatura.html2txt(markup) if len(markup) <= MAX_TREE_CHARACTERS else "") or _all_text(markup)
                if body.strip():
                    notes.append("no main text was found, all visible text of the page was taken")
        # The page is hostile input to a large foreign parser: whatever it trips over, the file is at fault and named.
        except Exception as error:
            raise UnreadableFile(
                f"{origin}: the page cannot be parsed ({type(error).__name__}: {error}); save its text as .txt"
            ) from error
    if not body.strip():
        raise EmptyArticle(
            f"{origin}: the page shows no text (is it filled in by a script?); save it from the browser after it has loaded"
        )
    language = _HTML_LANGUAGE.search(markup[:10_000])
    draft = Draft(
        text="\n\n".join(line.strip() for line in body.split("\n") if line.strip()),
        origin=origin,
        language_hint=language[1] if language else None,
        notes=notes,
    )
    if found is not None:
        draft.title, draft.publisher, draft.published, draft.url = found.title, found.sitename, found.date, found.url
    return draft


class _AllText(HTMLParser):
    """The visible text of markup that is too broken or too deep for a tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        self.pieces.append("" if tag in _INLINE else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in _HIDDEN))
        self.pieces.append("" if tag in _INLINE else "\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(_SPACE.sub(" ", data))


_HIDDEN = ("script", "style", "template", "noscript", "title")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BLANKS = re.compile(" {2,}")
_INLINE = ("a", "abbr", "b", "em", "i", "q", "small", "span", "strong", "sub", "sup", "u")


def _all_text(markup: str) -> str:
    parser = _AllText()
    parser.feed(markup)
    parser.close()
    return _BLANKS.sub(" ", "".join(parser.pieces))
