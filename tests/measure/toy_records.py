"""Small records of our own to measure with: a coder that answers from what it was told, and short ways to write sayings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from allegedly.measure import run, scorer
from allegedly.model import Actor, CoderRef, Event, Saying, Source, Span, Status, make_article

REF = CoderRef(name="toy", version="1")


def at(text: str, words: str, nth: int = 0) -> Span:
    """The span of the ``nth`` occurrence of ``words``."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span.cut(text, start, start + len(words))


def actor(text: str, words: str, **more: Any) -> Actor:
    span = at(text, words)
    return Actor(text=words, start=span.start, end=span.end, **more)


def link(text: str, words: str, **more: Any) -> Source:
    span = at(text, words)
    return Source(text=words, start=span.start, end=span.end, **more)


def saying(
    text: str,
    trigger: str,
    type: str = "ASSAULT",
    actors: str | tuple[str, ...] = (),
    recipients: str | tuple[str, ...] = (),
    source: str | tuple[str, ...] = (),
    status: Status | None = None,
    confidence: float | None = None,
    **more: Any,
) -> Saying:
    """A saying whose fields are given as words of ``text``; its sentence is the whole text."""
    parties = [(one,) if isinstance(one, str) else one for one in (actors, recipients, source)]
    event = Event(
        type=type,
        trigger=at(text, trigger),
        actors=tuple(actor(text, words) for words in parties[0]),
        recipients=tuple(actor(text, words) for words in parties[1]),
        **more,
    )
    return Saying(
        id=f"s_{trigger}",
        article=make_article(text, id="a").ref(),
        sentence=Span.cut(text, 0, len(text)),
        source=tuple(link(text, words) for words in parties[2]),
        status=status or Status(),
        event=event,
        confidence=confidence,
        coder=REF,
    )


def gold_saying(text: str, trigger: str, type: str = "ASSAULT", optional: bool = False, **fields: Any) -> dict[str, Any]:
    """A gold saying of the ``sayings`` set; actors, recipients and source are given as words of ``text``."""
    record: dict[str, Any] = {
        "trigger": [at(text, trigger).start, at(text, trigger).end],
        "sentence": [0, len(text)],
        "type": type,
        "also": [],
        "polarity": "positive",
        "modality": "asserted",
        "frame": "current",
        "certainty": None,
        "date": None,
        "place": None,
        "counts": [],
        "optional": optional,
    }
    for name in ("actors", "recipients", "source"):
        words = fields.pop(name, ())
        listed = (words,) if isinstance(words, str) else words
        record[name] = [{"span": [at(text, one).start, at(text, one).end], "text": one, "name": None} for one in listed]
    return record | fields


@dataclass
class ToyCoder:
    """A coder that gives back what it was told, by text."""

    sayings: dict[str, list[Saying]] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    ref: CoderRef = REF

    def code(self, article: Any) -> list[Saying]:
        return self.sayings.get(article.text, [])

    def type_of(self, text: str, actor: Any, recipient: Any) -> list[tuple[str, float]]:
        return self.answers.get(text, [])

    def sentence_event(self, text: str) -> tuple[int, list[tuple[int, int, str]]]:
        return self.answers.get(text, (0, []))

    def entities(self, text: str) -> list[tuple[Span, str]]:
        return self.answers.get(text, [])

    def cluster_events(self, documents: Any) -> list[list[tuple[int, int]]]:
        return self.answers["events"]

    def cluster_documents(self, texts: Any) -> list[list[int]]:
        return self.answers["documents"]


def span(text, words):
    """``[start, end]`` of ``words`` in ``text``."""
    found = at(text, words)
    return [found.start, found.end]


def values(name, records, coder):
    """Each metric of a scorer as a plain number."""
    return {metric: score.value for metric, score in run(scorer(name), records, coder).metrics.items()}
