"""Sayings made for the tests of incidents."""

from allegedly.model import Actor, CoderRef, Count, Event, Place, Saying, Source, Span, Status, When, make_article

REF = CoderRef(name="toy", version="1")
DENIED = Status(polarity="negative")
FORETOLD = Status(modality="future")


def told(publisher, trigger="opened fire", type="ASSAULT", actor="police", recipient="protesters", day=None, place=None, **more):
    """One saying in an article of its own; ``place`` is a town in KAZ, or ``(town, country)``; ``dead`` a number."""
    published = more.pop("published", "2022-01-07")
    source = more.pop("source", None)
    dead = more.pop("dead", None)
    text = f"{publisher} {trigger} {actor} {recipient} {day} {place} {more.pop('words', '')}"
    article = make_article(text, publisher=publisher, published=published)
    town, country = (place, "KAZ") if isinstance(place, str) or place is None else place
    event = Event(
        type=type,
        modes=more.pop("modes", ()),
        trigger=Span.cut(text, text.index(trigger), text.index(trigger) + len(trigger)),
        actors=tuple(Actor(text=name) for name in (actor if isinstance(actor, tuple) else (actor,)) if name),
        recipients=(Actor(text=recipient),) if recipient else (),
        date=When(text="x", start=0, end=1, from_day=day, to_day=day) if day else None,
        place=Place(text=town, start=0, end=1, country=country, precision=more.pop("precision", "city")) if town else None,
        counts=(Count(kind="dead", text=str(dead), start=0, end=1, low=dead, best=dead, high=dead),) if dead else (),
    )
    return Saying(
        id=more.pop("id", f"s_{publisher}_{trigger}_{actor}_{day}_{place}_{dead}"),
        article=article.ref(),
        sentence=Span.cut(text, 0, len(text)),
        source=(Source(text=source),) if source else (),
        event=event,
        coder=REF,
        status=more.pop("status", Status()),
    )
