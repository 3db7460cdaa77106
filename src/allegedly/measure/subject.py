"""What is measured: the calls that a coder must answer so that every gold set can be scored.

``measure`` never imports a coder. Whoever runs a measurement hands one in, and it only has to have these methods; each
scorer uses one or two of them, so a partial coder can be measured on the sets that it serves. All offsets are half-open code points
into the text that the call was given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, runtime_checkable

from allegedly.model import Article, Attribution, CoderRef, Place, Saying, Span, Status, Timex

Offsets = tuple[int, int]
Mention = tuple[int, int]


@runtime_checkable
class Coder(Protocol):
    """A coder under measurement."""

    @property
    def ref(self) -> CoderRef:
        """Its name and version, written into every report."""

    def code(self, article: Article) -> list[Saying]:
        """The sayings of one article, in text order."""

    def attributions(self, text: str) -> list[Attribution]:
        """Who says what: source, cue and content of every attribution, in text order."""

    def timexes(self, text: str, published: str | None) -> list[Timex]:
        """Time expressions with values, resolved against ``published`` (``YYYY-MM-DD``) where there is one."""

    def statuses(self, text: str, spans: Sequence[Offsets], published: str | None = None) -> list[Status]:
        """The status of each given event mention, in the order of ``spans``."""

    def factuality(
        self, text: str, spans: Sequence[Offsets], question: Literal["happened", "presented"] = "presented"
    ) -> list[float]:
        """How far each given event mention happened by now (``happened``), or is told as a fact (``presented``), from -3 to 3."""

    def places(self, text: str, domain: str | None = None) -> list[Place]:
        """Place names found and resolved; ``domain`` is the outlet's web domain, a hint for local papers."""

    def resolve_places(self, text: str, spans: Sequence[Offsets], domain: str | None = None) -> list[Place | None]:
        """The place that each given name means, or null."""

    def type_of(self, text: str, actor: Offsets | None, recipient: Offsets | None) -> list[tuple[str, float]]:
        """PLOVER types of what ``actor`` does to ``recipient``, most probable first, with probabilities."""

    def sentence_event(self, text: str) -> tuple[int, list[tuple[int, int, str]]]:
        """What one sentence as a whole tells: its class (0 neutral; 1, 2 verbal and material cooperation; 3, 4 verbal and material conflict),
        and its parties as ``(start, end, role)``, roles actor, recipient and reciprocal."""

    def entities(self, text: str) -> list[tuple[Span, str]]:
        """Entities with their types: Organisation, Person, Location, Temporal, Quantity, Weapon, MilitaryPlatform,
        Vehicle, Nationality, Money, CommsIdentifier, DocumentReference, Frequency, Coordinates (re3d's names)."""

    def cluster_events(self, documents: Sequence[tuple[str, Sequence[Offsets]]]) -> list[list[Mention]]:
        """Which event mentions are one happening.

        ``documents`` are texts with the event mentions in each; the answer is a partition of all mentions, each given as
        ``(index of document, index of mention in it)``. Mentions that are left out count as clusters of one.
        """

    def cluster_documents(self, texts: Sequence[str]) -> list[list[int]]:
        """Which texts report one incident: a partition of their indices; texts left out count as alone."""
