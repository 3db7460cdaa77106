"""One self-contained HTML page: the articles with every saying marked in the text, and the sayings beside it.

No scripts, no network, no fonts from elsewhere; a policy in the page forbids them. Every word of an article goes through the
template engine's escaping, so that markup in it stays text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from allegedly.export.segments import Segment, marks_of, paragraph_of, paragraphs, segments
from allegedly.export.wording import (
    WORDINGS,
    actor_name,
    date_words,
    place_words,
    source_name,
    status_kind,
    status_sign,
    status_words,
)
from allegedly.model import Article, Incident, Saying
from allegedly.version import __version__

# In one paragraph, pointing at a saying lights up its words in the text; beyond so many sayings they only link.
LIT_SAYINGS = 40
SHOWN_INCIDENTS = 9

_CONTROLS = {code: "�" for code in (*range(32), *range(0x7F, 0xA0), *range(0xD800, 0xE000)) if code not in (9, 10, 13)}


@dataclass(frozen=True, slots=True)
class Card:
    """One saying as the page shows it: ``number`` counts through the article, ``place`` in its paragraph, from 1."""

    saying: Saying
    anchor: str
    number: int
    place: int
    kind: str
    sign: str
    status: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph cut into pieces, with the sayings whose triggers stand in it."""

    heading: bool
    pieces: tuple[tuple[Segment, str, tuple[Card, ...], tuple[Card, ...]], ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article of the page."""

    article: Article
    anchor: str
    blocks: tuple[Block, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One incident as the page tells it: the parties and the word that most of its sayings have, and the sayings themselves."""

    incident: Incident
    actor: str | None
    recipient: str | None
    word: str | None
    cards: tuple[Card, ...]


def page(
    articles: Sequence[tuple[Article, Sequence[Saying]]], incidents: Sequence[Incident] = (), *, title: str = "Who says that"
) -> str:
    """The page as one string of HTML; ``incidents`` are told at the top, in the order given."""
    sheets = [_sheet(article, sayings, number) for number, (article, sayings) in enumerate(articles, 1)]
    cards = {card.saying.id: card for sheet in sheets for block in sheet.blocks for card in block.cards}
    kinds = Counter(card.kind for card in cards.values())
    kinds["historical"] = sum(card.saying.status.frame == "historical" for card in cards.values())
    publishers = {article.publisher for article, _sayings in articles if article.publisher}
    template: str = (
        _environment()
        .get_template("page.html.jinja")
        .render(
            title=title,
            sheets=sheets,
            incidents=[_happening(incident, cards) for incident in incidents],
            cards=cards,
            kinds=kinds,
            total=len(cards),
            publishers=len(publishers),
            wordings=WORDINGS,
            shown=SHOWN_INCIDENTS,
            lit=range(1, LIT_SAYINGS + 1),
            version=__version__,
        )
    )
    return template


def _happening(incident: Incident, cards: Mapping[str, Card]) -> Happening:
    own = tuple(cards[id] for id in incident.sayings if id in cards)
    events = [card.saying.event for card in own]
    return Happening(
        incident,
        _commonest(actor.name or actor_name(actor) for event in events for actor in event.actors),
        _commonest(actor.name or actor_name(actor) for event in events for actor in event.recipients),
        _commonest(" ".join(event.trigger.text.split()) for event in events),
        own,
    )


def _commonest(words: Iterable[str]) -> str | None:
    ranked = Counter(words).most_common(1)
    return ranked[0][0] if ranked else None


def _sheet(article: Article, sayings: Sequence[Saying], number: int) -> Sheet:
    text = article.text
    borders = paragraphs(text)
    if article.title_span and not any((start, end) == article.title_span for start, end in borders):
        borders = _cut_out(borders, *article.title_span)
    ordered = sorted(sayings, key=lambda saying: (saying.event.trigger.start, saying.event.trigger.end))
    homes = [paragraph_of(saying.event.trigger.start, borders) for saying in ordered]
    cards: list[Card] = []
    places: Counter[int] = Counter()
    for n, (saying, home) in enumerate(zip(ordered, homes, strict=True), 1):
        places[home] += 1
        status = saying.status
        cards.append(
            Card(saying, f"{number}-{n}", n, places[home], status_kind(status), status_sign(status), status_words(status))
        )
    marks = [mark for card in cards for mark in marks_of(card.saying, card.number)]
    blocks = []
    for home, (start, end) in enumerate(borders):
        here = tuple(card for card, its in zip(cards, homes, strict=True) if its == home)
        own = {card.number for card in here}
        near = [mark for mark in marks if mark.saying in own or mark.role != "trigger"]
        pieces = tuple(_piece(segment, cards, own) for segment in segments(text, start, end, near))
        blocks.append(Block((start, end) == article.title_span, pieces, here))
    return Sheet(article, f"article-{number}", tuple(blocks), len(cards))


def _piece(segment: Segment, cards: Sequence[Card], own: set[int]) -> tuple[Segment, str, tuple[Card, ...], tuple[Card, ...]]:
    """A piece with its classes, the sayings whose trigger begins with it, and those whose trigger ends with it."""
    names: list[str] = []
    for mark in segment.marks:
        names.append(mark.role)
        if mark in segment.begins:
            names.append(f"{mark.role}-first")
        if mark in segment.ends:
            names.append(f"{mark.role}-last")
        if mark.saying in own:
            names.append(f"p{cards[mark.saying - 1].place}")
        if mark.role == "trigger":
            card = cards[mark.saying - 1]
            names.append(card.kind)
            if card.saying.status.frame == "historical":
                names.append("historical")
    first = tuple(cards[mark.saying - 1] for mark in segment.begins if mark.role == "trigger")
    last = tuple(cards[mark.saying - 1] for mark in segment.ends if mark.role == "trigger")
    return segment, " ".join(dict.fromkeys(names)), first, last


def _cut_out(borders: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The paragraphs with ``[start, end)`` as one of its own."""
    found: list[tuple[int, int]] = []
    for left, right in borders:
        if right <= start or left >= end:
            found.append((left, right))
            continue
        if left < start:
            found.append((left, start))
        if end < right:
            found.append((end, right))
    return sorted([*found, (start, end)])


def _plain(value: Any) -> Any:
    """Text without control characters, which have no place in HTML; anything else unchanged."""
    return value.translate(_CONTROLS) if isinstance(value, str) and not isinstance(value, Markup) else value


def _web_address(url: str | None) -> str | None:
    """``url`` when it leads to a web page; other schemes could run something."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("allegedly.export", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_plain,
    )
    environment.filters.update(actor=actor_name, source=source_name, place=place_words, date=date_words, web_address=_web_address)
    return environment
