"""Articles: one text by one publisher at one time."""

from __future__ import annotations

import hashlib

import msgspec


class ArticleRef(msgspec.Struct, frozen=True, kw_only=True):
    """What a saying remembers of its article.

    ``published`` is ``YYYY-MM-DD`` or null when unknown; ``sha256`` is of the stored text in UTF-8.
    """

    id: str
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    sha256: str


class Article(ArticleRef, frozen=True, kw_only=True):
    """One article with its stored text, which all offsets point into.

    ``title_span`` is where the title stands in ``text`` (``(start, end)``), or null when the text has
    no title in it; titles are read like any other sentence. ``origin`` says which file or row it came from,
    ``notes`` what a reader should know (the encoding that was found, boilerplate that was left out).
    """

    text: str
    title_span: tuple[int, int] | None = None
    origin: str | None = None
    notes: tuple[str, ...] = ()

    def ref(self) -> ArticleRef:
        """The part that travels with every saying."""
        return ArticleRef(
            id=self.id,
            publisher=self.publisher,
            title=self.title,
            url=self.url,
            published=self.published,
            language=self.language,
            sha256=self.sha256,
        )


def make_article(
    text: str,
    *,
    id: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
    title_span: tuple[int, int] | None = None,
    origin: str | None = None,
    notes: tuple[str, ...] = (),
) -> Article:
    """An article with its hash, and with an id from its content when none is given.

    The id hashes text, publisher, url and publication date, so that two outlets printing the same
    words on the same day are two articles, and reading one file twice gives one.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if id is None:
        key = "\x1f".join([digest, publisher or "", url or "", published or ""])
        id = "a_" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Article(
        id=id,
        publisher=publisher,
        title=title,
        url=url,
        published=published,
        language=language,
        sha256=digest,
        text=text,
        title_span=title_span,
        origin=origin,
        notes=notes,
    )
