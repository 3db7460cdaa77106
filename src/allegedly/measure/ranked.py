"""Sayings as ranked events, for the gold sets that know events but not who says them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from allegedly.measure.matching import Offsets, telling_words, trim
from allegedly.measure.subject import Coder
from allegedly.model import Actor, Article, Saying, Source, Span, make_article
from allegedly.ontology import load


def bare_article(text: str, published: str | None = None, id: str | None = None) -> Article:
    """A text without anything around it; English, as all these sets are."""
    return make_article(text, id=id, published=published, language="en")


def rank(sayings: Iterable[Saying]) -> list[Saying]:
    """The sayings, most confident first; equals, and all that carry no confidence, in text order."""
    return sorted(sayings, key=lambda saying: (-(saying.confidence or 0.0), saying.event.trigger.start))


def ranked_sayings(coder: Coder, text: str, published: str | None = None) -> list[Saying]:
    """The coder's sayings of a bare text, ranked, as PLOVER without auxiliary modes would write them, parties where they are named."""
    return rank(where_named(plover_view(saying), text) for saying in coder.code(bare_article(text, published)))


def where_named(saying: Saying, text: str) -> Saying:
    """The saying with each party that is a pronoun put where ``text`` has the name that the coder gives it, if it does.

    Codebooks of bare sentences mark who is named, never "it" or "they"; sayings mark the word that stands at the event, and its name beside it.
    The nearest such place before the pronoun is taken, else the first.
    """
    event = saying.event
    parties = [tuple(_where_named(one, text) for one in group) for group in (event.actors, event.recipients)]
    event = msgspec.structs.replace(event, actors=parties[0], recipients=parties[1])
    return msgspec.structs.replace(saying, event=event)


def _where_named(actor: Actor, text: str) -> Actor:
    if not actor.name or (actor.text and telling_words(actor.text)):
        return actor
    before = text.rfind(actor.name, 0, actor.start if actor.start is not None else len(text))
    start = before if before >= 0 else text.find(actor.name)
    if start < 0:
        return actor
    return msgspec.structs.replace(actor, text=actor.name, start=start, end=start + len(actor.name))


def plover_view(saying: Saying) -> Saying:
    """The saying as a record that has no room for its status: a promised visit is AGREE, a demand is the demander's REQUEST.

    The rules are section 5 of the manual (``told_as`` in the ontology). Whoever demands becomes the actor, whoever is to act the recipient.
    """
    event, status = saying.event, saying.status
    source = saying.source[-1] if saying.source else None
    own = source is not None and any(_same(source, actor) for actor in event.actors)
    modality = "refused" if status.polarity == "negative" and status.modality == "future" else status.modality
    told = load().told_as(event.type, modality, own=own)
    if told == event.type or (modality == "directive" and source is None):
        return saying
    actors, recipients = event.actors, event.recipients
    if modality == "directive" and source is not None:
        actors = (Actor(text=source.text, start=source.start, end=source.end, name=source.name, country=source.country),)
        recipients = event.actors or event.recipients
    event = msgspec.structs.replace(event, type=told, modes=(), actors=actors, recipients=recipients)
    return msgspec.structs.replace(saying, event=event)


def _same(source: Source, actor: Actor) -> bool:
    """Whether the source speaks of itself: the same words, or the same name behind them."""
    if source.start is not None and source.start == actor.start:
        return True
    names = {source.name or source.text, actor.name or actor.text}
    return len(names) == 1 and None not in names


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
