"""Odd articles with sayings anywhere in them, for tests that nothing is lost or moved on the way out."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from allegedly.dossier.exporting import bundle_of_articles
from allegedly.export.bundle import Bundle
from allegedly.export.format import Options
from allegedly.export.formats import format_named
from allegedly.export.tally import Tally
from allegedly.model import (
    Actor,
    Article,
    CoderRef,
    Count,
    Event,
    Place,
    Saying,
    Source,
    Span,
    Status,
    When,
    make_article,
)

CODER = CoderRef(name="odd", version="1")
# Emoji, combining marks, right to left, CRLF, no-break space, soft hyphen, tabs, quotes, and what other formats are made of.
LETTERS = st.sampled_from("aB é́ש\u202eع😀👩‍👩\r\n\t\xa0\xad\u2028|;,\"'<>&{}\\%$#_~^=+-*[]()`\x0b\x00")
TEXTS = st.text(st.one_of(LETTERS, st.characters(exclude_categories=["Cs"])), min_size=12, max_size=60)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span.cut(text, start, draw(st.integers(start + 1, min(len(text), start + 9))))


@st.composite
def odd_articles(draw: st.DrawFn) -> list[tuple[Article, list[Saying]]]:
    """One or two articles, each with up to three sayings whose spans stand anywhere."""
    made = []
    for number in range(draw(st.integers(1, 2))):
        text = draw(TEXTS)
        article = make_article(
            text,
            publisher=draw(st.sampled_from([None, "Herald", "The \t Odd; Post"])),
            title=draw(st.sampled_from([None, "A {title} & more"])),
            url=draw(st.sampled_from([None, "https://odd.example/a?b=c&d={e}"])),
            published=draw(st.sampled_from([None, "2022-01-05", "2022-01-09"])),
            id=draw(st.sampled_from([None, f"../{number}", f"a/b {number}"])),
        )
        made.append((article, [draw(odd_sayings(article, n)) for n in range(draw(st.integers(0, 3)))]))
    return made


@st.composite
def odd_sayings(draw: st.DrawFn, article: Article, number: int) -> Saying:
    text = article.text
    cut = spans(text)

    def actor() -> Actor:
        span = draw(cut)
        return Actor(
            text=span.text,
            start=span.start,
            end=span.end,
            name=draw(st.sampled_from([None, "Ada Lovel"])),
            country=draw(st.sampled_from([None, "KAZ", "IGO"])),
            sector=draw(st.sampled_from([None, "MIL", "CVL"])),
        )

    place, day, count, source = draw(cut), draw(cut), draw(cut), draw(cut)
    lat = draw(st.sampled_from([None, 43.25]))
    type, modes = draw(
        st.sampled_from([("ASSAULT", ("firearms",)), ("PROTEST", ()), ("CONSULT", ("visit",)), ("COERCE", ("arrest",))])
    )
    low = draw(st.integers(0, 9))
    event = Event(
        type=type,
        modes=modes,
        trigger=draw(cut),
        actors=tuple(actor() for _ in range(draw(st.integers(0, 2)))),
        recipients=tuple(actor() for _ in range(draw(st.integers(0, 1)))),
        place=Place(
            text=place.text,
            start=place.start,
            end=place.end,
            name="Almaty",
            country="KAZ",
            lat=lat,
            lon=lat and 76.9,
            precision=draw(st.sampled_from([None, "city", "country", "province"])),
        )
        if draw(st.booleans())
        else None,
        date=When(text=day.text, start=day.start, end=day.end, from_day="2022-01-05", to_day="2022-01-06", precision="range")
        if draw(st.booleans())
        else None,
        counts=(Count(kind="dead", text=count.text, start=count.start, end=count.end, low=low, best=low, high=low),)
        if draw(st.booleans())
        else (),
    )
    return Saying(
        id=f"s_{article.id}_{number}",
        article=article.ref(),
        sentence=Span.cut(text, 0, len(text)),
        source=(Source(text=source.text, start=source.start, end=source.end, cue=draw(cut)),) if draw(st.booleans()) else (),
        status=Status(
            polarity=draw(st.sampled_from(["positive", "positive", "negative"])),
            modality=draw(st.sampled_from(["asserted", "asserted", "future", "directive", "asked", "hypothetical"])),
            frame=draw(st.sampled_from(["current", "historical"])),
            words=(draw(cut),),
        ),
        event=event,
        confidence=0.5,
        coder=CODER,
    )


def bundle_of(articles: list[tuple[Article, list[Saying]]], **more: Any) -> Bundle:
    """These articles as a bundle that was made at a fixed time."""
    return bundle_of_articles(articles, name="odd", made_at="2026-01-02T03:04:05Z", **more)


def written(bundle: Bundle, name: str, **options: Any) -> tuple[dict[str, bytes], Tally]:
    """The parts that a format writes, by their endings, and what it counted."""
    parts: dict[str, bytes] = {}
    tally = Tally()
    for part, piece in format_named(name).write(bundle, tally, Options(**options)):
        parts[part] = parts.get(part, b"") + piece
    return parts, tally
