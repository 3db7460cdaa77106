"""Sayings as ranked events, for the gold sets that know events but not who says them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from allegedly.measure.matching import Offsets, trim
from allegedly.measure.subject import Coder
from allegedly.model import Actor, Article, Saying, Span, make_article


def bare_article(text: str, published: str | None = None, id: str | None = None) -> Article:
    """A text without anything around it; English, as all these sets are."""
    return make_article(text, id=id, published=published, language="en")


def rank(sayings: Iterable[Saying]) -> list[Saying]:
    """The sayings, most confident first; equals, and all that carry no confidence, in text order."""
    return sorted(sayings, key=lambda saying: (-(saying.confidence or 0.0), saying.event.trigger.start))


def ranked_sayings(coder: Coder, text: str, published: str | None = None) -> list[Saying]:
    """The coder's sayings of a bare text, ranked."""
    return rank(coder.code(bare_article(text, published)))


def actor_spans(actors: Iterable[Actor], text: str | None = None) -> list[Offsets]:
    """Where the actors stand, those that the text does not name left out; trimmed when ``text`` is given."""
    spans = [(actor.start, actor.end) for actor in actors if actor.start is not None and actor.end is not None]
    return [trim(text, *span) for span in spans] if text is not None else spans


def mentions(sayings: Sequence[Saying], field: str) -> Iterator[tuple[Saying, Actor, Span]]:
    """Every named actor (``field`` = ``actors``) or recipient (``recipients``) of the sayings with its span."""
    for saying in sayings:
        for actor in getattr(saying.event, field):
            if actor.text is not None and actor.start is not None and actor.end is not None:
                yield saying, actor, Span(actor.text, actor.start, actor.end)
