"""Made-up articles and sayings for tests of the faces, and a coder that needs no parser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from allegedly.errors import UnsupportedLanguage
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
    saying_id,
)

CODER = CoderRef(name="made-up", version="1")

TEXT = """Port workers walk out as ministry denies shots were fired

SALTMOUTH, 4 May - Police killed two strikers at the eastern gate of Saltmouth on Tuesday, a doctor at the harbour clinic told the Evening Wire. The interior ministry denied that officers had fired on anyone.

"We will not leave until the crane crews are released," said Mira Odell, who leads the dockers' union. The governor has promised to meet the strikers on Friday. If the talks fail, the army may occupy the port.

Would any government shoot its own workers? Just as in 1931, when cavalry charged the fish market, the order came by telephone. The president ordered troops to clear the quays."""


def span(text: str, words: str, near: str | None = None) -> Span:
    """The span of ``words`` in ``text``, the first one inside the sentence that begins with ``near`` when given."""
    start = text.index(words, text.index(near) if near else 0)
    return Span(words, start, start + len(words))


def saying(
    article: Article,
    sentence: str,
    trigger: str,
    type: str,
    *,
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    source: tuple[tuple[str, str | None], ...] = (),
    place: str | None = None,
    date: tuple[str, str] | None = None,
    dead: str | None = None,
    modes: tuple[str, ...] = (),
    confidence: float | None = 0.8,
    **status: Any,
) -> Saying:
    """One saying whose spans are looked up inside ``sentence``."""
    text = article.text
    whole = span(text, sentence)

    def cut(words: str) -> Span:
        return span(text, words, sentence)

    def actor(words: str) -> Actor:
        found = cut(words)
        return Actor(text=found.text, start=found.start, end=found.end)

    links = []
    for who, cue in source:
        found = cut(who)
        links.append(Source(text=found.text, start=found.start, end=found.end, cue=cut(cue) if cue else None))
    where = cut(place) if place else None
    when = cut(date[0]) if date else None
    number = cut(dead) if dead else None
    event = Event(
        type=type,
        modes=modes,
        trigger=cut(trigger),
        actors=tuple(actor(words) for words in actors),
        recipients=tuple(actor(words) for words in recipients),
        place=Place(text=where.text, start=where.start, end=where.end, name=where.text, country="ATA", precision="city")
        if where
        else None,
        date=When(
            text=when.text, start=when.start, end=when.end, from_day=date[1], to_day=date[1], precision="day", basis="relative"
        )
        if when and date
        else None,
        counts=(Count(kind="dead", text=number.text, start=number.start, end=number.end, low=2, best=2, high=2),)
        if number
        else (),
    )
    return Saying(
        id=saying_id(article.sha256, CODER, event, tuple(links)),
        article=article.ref(),
        sentence=whole,
        source=tuple(links),
        status=Status(**status),
        event=event,
        confidence=confidence,
        why=f"{trigger} -> {type}",
        coder=CODER,
    )


def strike() -> tuple[Article, list[Saying]]:
    """An article with sayings of every status, a nested source, overlapping spans, a place, a date and a count."""
    title = TEXT.split("\n", 1)[0]
    article = make_article(
        TEXT,
        publisher="The Saltmouth Courier",
        title=title,
        published="2021-05-04",
        language="en",
        title_span=(0, len(title)),
        origin="strike.txt",
    )
    killed = "Police killed two strikers at the eastern gate of Saltmouth on Tuesday, a doctor at the harbour clinic told the Evening Wire."
    denied = "The interior ministry denied that officers had fired on anyone."
    leave = '"We will not leave until the crane crews are released," said Mira Odell, who leads the dockers\' union.'
    return article, [
        saying(article, title, "walk out", "PROTEST", actors=("Port workers",), modes=("strike",)),
        saying(article, title, "denies", "ACCUSE", actors=("ministry",), confidence=None),
        saying(
            article,
            killed,
            "killed",
            "ASSAULT",
            actors=("Police",),
            recipients=("two strikers",),
            source=(("the Evening Wire", None), ("a doctor at the harbour clinic", "told")),
            place="Saltmouth",
            date=("on Tuesday", "2021-05-04"),
            dead="two",
            modes=("firearms",),
        ),
        saying(
            article,
            denied,
            "fired on",
            "ASSAULT",
            actors=("officers",),
            recipients=("anyone",),
            source=(("The interior ministry", "denied"),),
            polarity="negative",
        ),
        saying(
            article,
            leave,
            "leave",
            "PROTEST",
            actors=("We",),
            source=(("Mira Odell, who leads the dockers' union", "said"),),
            polarity="negative",
            modality="future",
        ),
        saying(
            article,
            "The governor has promised to meet the strikers on Friday.",
            "meet",
            "CONSULT",
            actors=("The governor", "the strikers"),
            date=("on Friday", "2021-05-07"),
            modality="future",
        ),
        saying(
            article,
            "If the talks fail, the army may occupy the port.",
            "occupy",
            "COERCE",
            actors=("the army",),
            place="the port",
            modality="hypothetical",
            certainty="low",
        ),
        saying(
            article,
            "Would any government shoot its own workers?",
            "shoot",
            "ASSAULT",
            actors=("any government",),
            recipients=("its own workers",),
            modality="asked",
        ),
        saying(
            article,
            "Just as in 1931, when cavalry charged the fish market, the order came by telephone.",
            "charged",
            "ASSAULT",
            actors=("cavalry",),
            recipients=("the fish market",),
            frame="historical",
        ),
        saying(
            article,
            "The president ordered troops to clear the quays.",
            "clear",
            "COERCE",
            actors=("troops",),
            modality="directive",
        ),
    ]


class FakeCoder:
    """Finds every ``A killed B`` in a text; fails on the word ``explode``, and dies on the word ``perish``."""

    ref = CODER

    def __init__(self, language: str = "en") -> None:
        if language != "en":
            raise UnsupportedLanguage(
                f"no coder for language {language!r}; there is one for: en. Give --language en to code it as English"
            )

    def code(self, article: Article) -> list[Saying]:
        """The sayings of ``article``."""
        if "explode" in article.text:
            raise ZeroDivisionError("exploded")
        if "perish" in article.text:
            import os

            os._exit(3)
        return [
            saying(article, match[0], "killed", "ASSAULT", actors=(match[1],), recipients=(match[2],))
            for match in re.finditer(r"(\w+) killed (\w+)", article.text)
        ]

    def pipe(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[Saying]]]:
        """Many articles, in order."""
        for article in articles:
            yield article, self.code(article)


def make_fake_coder(language: str) -> FakeCoder:
    """A coder source for workers."""
    return FakeCoder(language)
