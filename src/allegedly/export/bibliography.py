"""The articles as a bibliography: BibTeX and CSL JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allegedly.export.bundle import Bundle
from allegedly.export.format import Format, Options, Piece, encoded, one_line
from allegedly.export.tally import Tally
from allegedly.model import Article, to_json

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def write_bibtex(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """One entry an article."""
    for article in bundle.articles.values():
        tally.read["articles"] += 1
        tally.written["entries"] += 1
        parts = (article.published or "").split("-")
        fields = {
            "title": article.title,
            "howpublished": article.publisher,
            "year": parts[0] or None,
            "month": parts[1] if len(parts) > 1 else None,
            "day": parts[2][:2] if len(parts) > 2 else None,
            "url": article.url,
            "language": article.language,
            "note": f"SHA-256 of the stored text: {article.sha256}",
        }
        lines = [f"  {name} = {{{_value(name, value)}}}" for name, value in fields.items() if value]
        yield "", encoded(f"@misc{{{article.id},\n" + ",\n".join(lines) + "\n}\n")


def _value(name: str, value: str) -> str:
    """A value with the signs that TeX reads escaped; in an address only what would end the field."""
    text = one_line(value)
    if name == "url":
        return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    return "".join(_SPECIAL.get(letter, letter) for letter in text)


def write_csl(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """One JSON array of items."""
    items = []
    for article in bundle.articles.values():
        tally.read["articles"] += 1
        items.append(_item(article))
    tally.written["items"] = len(items)
    yield "", to_json(items) + b"\n"


def _item(article: Article) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": article.id,
        "type": "article-newspaper",
        "note": f"SHA-256 of the stored text: {article.sha256}",
    }
    named = {"title": article.title, "container-title": article.publisher, "URL": article.url, "language": article.language}
    item |= {name: value for name, value in named.items() if value}
    parts = [int(part) for part in (article.published or "")[:10].split("-") if part.isascii() and part.isdigit()]
    if parts:
        item["issued"] = {"date-parts": [parts]}
    return item


_COLUMNS = {"title": "of the article", "note": "SHA-256 of the stored text"}
BIBTEX = Format(
    name="bibtex", ending=".bib", unit="article", about="the articles as BibTeX", write=write_bibtex, columns=_COLUMNS
)
CSL = Format(name="csl", ending=".csl.json", unit="article", about="the articles as CSL JSON", write=write_csl, columns=_COLUMNS)
