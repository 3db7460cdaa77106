"""What the stages of the coder hand to each other: token-indexed drafts, before they become records.

All positions here are *token* indices into one spaCy ``Doc``, half-open; only ``sayings.py`` turns them into
character spans. The drafts are mutable on purpose: a later stage may fill in what an earlier one left open.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from allegedly.model.attribution import Kind, Manner


@dataclass(slots=True)
class Mention:
    """A noun phrase that stands for somebody or something: ``[start, end)`` as a reader would mark it, and its head."""

    start: int
    end: int
    head: int


@dataclass(slots=True)
class Attributed:
    """One attribution in tokens.

    ``source`` is null when the text names nobody here; with ``carried`` true it is the mention in an earlier sentence.
    ``cue`` lists the tokens of saying. ``content`` lists token ranges in order. ``parent`` is the attribution
    whose content holds this one, as an index into ``doc._.attributed``. ``construction`` names how the syntax
    joins cue and content (``clause``, ``quotation``, ``object+of`` ...; see ``coder/sources/``).
    """

    source: Mention | None
    cue: tuple[int, ...]
    content: tuple[tuple[int, int], ...]
    manner: Manner = "indirect"
    kind: Kind = "speech"
    carried: bool = False
    parent: int | None = None
    construction: str = ""

    def covers(self, token: int) -> bool:
        """Whether a token stands in what is said."""
        return any(start <= token < end for start, end in self.content)


@dataclass(slots=True)
class Happening:
    """One event in tokens, with the rule that found it.

    ``head`` is the token that the syntax hangs on, ``trigger`` the fewest tokens that name the event. ``weight`` is the rule's
    own share of right readings on train, 0 to 1. ``speaker`` is set inside the content of an act of
    speech (a demand, a promise, an accusation): the act whose doer is the source of this event.
    """

    head: int
    trigger: tuple[int, ...]
    type: str
    rule: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    weight: float = 0.5
    speaker: Happening | None = None
    why: str = ""


def char_span(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Character offsets ``[start, end)`` of the tokens ``[start, end)``."""
    span: Span = doc[start:end]
    return span.start_char, span.end_char


def text_of(doc: Doc) -> str:
    """The text of ``doc``, put together once: spaCy's own ``doc.text`` joins all tokens at every call."""
    text = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return str(text)


def register_extensions() -> None:
    """Give ``Doc`` the attributes that the stages write and read; harmless to call twice."""
    for name in ("attributed", "happenings", "timexes", "places", "counts", "entities", "sayings", "article", "coder", "encoded"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
