"""A small crisis for the tests of formats: what is asserted, denied and foretold of a mill, with a toll that differs."""

from __future__ import annotations

from typing import Any

from allegedly.model import Actor, Article, Count, Event, Place, Saying, Source, Span, Status, When, make_article
from exported import CODER

ALMATY = Place(
    text="mill",
    start=14,
    end=18,
    name="Almaty",
    country="KAZ",
    admin1="Almaty",
    lat=43.25,
    lon=76.92,
    geonames=1526384,
    precision="city",
)


KAZAKHSTAN = Place(text="mill", start=14, end=18, name="Kazakhstan", country="KAZ", precision="country", lat=48.0, lon=68.0)


POLICE = Actor(text="police", start=0, end=6, country="KAZ", sector="COP", sectors=("COP", "GOV"))


MILLERS = Actor(text="millers", start=14, end=21, country="KAZ", sector="CVL", sectors=("CVL",))


def said(
    publisher: str,
    published: str,
    dead: int | None = None,
    *,
    kind: str = "ASSAULT",
    modes: tuple[str, ...] = ("firearms",),
    trigger: str = "killed",
    place: Place | None = ALMATY,
    day: str | None = "2022-01-05",
    source: str | None = None,
    actor: Actor | None = POLICE,
    recipient: Actor | None = MILLERS,
    **status: Any,
) -> tuple[Article, list[Saying]]:
    text = f"police {trigger} millers at dawn, {source or 'nobody'} said of {dead}"
    article = make_article(
        text, publisher=publisher, published=published, url=f"https://{publisher.lower()}.example/1", language="en"
    )
    event = Event(
        type=kind,
        modes=modes,
        trigger=Span.cut(text, 7, 7 + len(trigger)),
        actors=(actor,) if actor else (),
        recipients=(recipient,) if recipient else (),
        place=place,
        date=When(text="mill", start=14, end=18, from_day=day, to_day=day, precision="day", basis="explicit") if day else None,
        counts=(
            Count(kind="dead", text=str(dead), start=len(text) - len(str(dead)), end=len(text), low=dead, best=dead, high=dead),
        )
        if dead
        else (),
    )
    saying = Saying(
        id=f"s_{publisher}",
        article=article.ref(),
        sentence=Span.cut(text, 0, len(text)),
        source=(Source(text=source, start=text.index(source), end=text.index(source) + len(source)),) if source else (),
        status=Status(**status),
        event=event,
        confidence=0.8,
        coder=CODER,
    )
    return article, [saying]


CRISIS = [
    said("Herald", "2022-01-06", 8),
    said("Echo", "2022-01-07", 26, source="a doctor"),
    said("Post", "2022-01-08", source="the ministry", polarity="negative"),
]
