"""What is exported, ready to be written in any format: articles, sayings, and incidents with one account of each.

Whoever makes a bundle has worked out accounts and independent sources already; nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from allegedly.model import Actor, ActorJudgement, Article, Incident, Judgement, Place, Saying

Number = int | float


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A count as it is told of an incident: the lowest and the highest value that somebody gives, and the one that the rule takes.

    Null where nobody gives a bound; never zero for unknown.
    """

    low: Number | None = None
    best: Number | None = None
    high: Number | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One incident with its sayings and one account of it.

    Attributes:
        incident: The incident.
        sayings: Its sayings, in its order.
        stands: How many sayings assert, deny, foretell ... it.
        voices: The independent voices that assert it, then all others; what was copied is one voice.
        independent: How many voices there are.
        happened: What the rule says of it: ``asserts``, ``denies``, ``disputed`` ...
        place: The place that the rule takes, as a saying has it.
        from_day, to_day: The days that the rule takes, both inclusive.
        actors, recipients: The parties that the sayings name, each once, most named first.
        figures: By kind of count (``dead``, ``injured`` ...).
        differ: The fields on which the sayings cannot all be right.
    """

    incident: Incident
    sayings: tuple[Saying, ...]
    stands: dict[str, int]
    voices: tuple[str, ...]
    independent: int
    happened: str | None = None
    place: Place | None = None
    from_day: str | None = None
    to_day: str | None = None
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    figures: dict[str, Figure] = {}
    differ: tuple[str, ...] = ()

    @property
    def asserted(self) -> bool:
        """Whether anybody tells it as having happened."""
        return bool(self.stands.get("asserts"))

    @property
    def modes(self) -> tuple[str, ...]:
        """The modes of its type that its sayings have."""
        own = (saying.event.modes for saying in self.sayings if saying.event.type == self.incident.type)
        return tuple(dict.fromkeys(mode for modes in own for mode in modes))

    @property
    def contexts(self) -> tuple[str, ...]:
        """The contexts that its sayings have."""
        return tuple(dict.fromkeys(context for saying in self.sayings for context in saying.event.contexts))

    @property
    def first(self) -> Saying:
        """The saying that stands for it: the earliest that asserts it, or the earliest."""
        return next((saying for saying in self.sayings if saying.status.plain), self.sayings[0])

    @property
    def title(self) -> str:
        """Who did what to whom, in words of the articles."""
        actor, recipient = (party_name(side[0]) if side else None for side in (self.actors, self.recipients))
        words = " ".join(self.first.event.trigger.text.split())
        return " ".join(part for part in (f"{actor}:" if actor else None, words, f"- {recipient}" if recipient else None) if part)


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """What one party is said to do towards another, in one way of telling: sums of PLOVER's scores, and the sayings."""

    actor: str
    recipient: str
    mutual: bool
    stand: str
    frame: str
    sayings: int
    incidents: int | None
    cooperation: float
    conflict: float
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Bundle:
    """All that one export is of.

    Attributes:
        name: What it is of: the file of a dossier, or the paths that were coded.
        digest: SHA-256 (or a hash that stands for the whole content, as the end of a custody log does).
        version: Of the program.
        made_at: When, ISO 8601 in UTC.
        rule: The rule of aggregation that accounts follow.
        filters: What was asked for, in words, by name of the filter.
        articles: The articles of the sayings, by id.
        each_saying: Gives all sayings, as often as it is called, ``incident`` filled in.
        each_incident: Gives all incidents with their accounts, as often as it is called.
        each_pair: Gives all pairs of parties.
        judgements: What persons decided about sayings.
        judgements_of_actors: What persons decided about names of actors.
    """

    name: str
    digest: str
    version: str
    made_at: str
    rule: str
    articles: Mapping[str, Article]
    each_saying: Callable[[], Iterable[Saying]]
    each_incident: Callable[[], Iterable[Told]]
    each_pair: Callable[[], Iterable[Pair]] = tuple
    judgements: Sequence[Judgement] = ()
    judgements_of_actors: Sequence[ActorJudgement] = ()
    filters: Mapping[str, str] = field(default_factory=dict)

    def sayings(self) -> Iterator[Saying]:
        """All sayings."""
        return iter(self.each_saying())

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """All incidents with their accounts."""
        return tuple(self.each_incident())

    @property
    def citation(self) -> str:
        """One line to cite the export by."""
        asked = "; ".join(f"{name} {value}" for name, value in self.filters.items()) or "no filters"
        return (
            f"allegedly {self.version}, export of {self.name} (sha256 {self.digest}), {self.made_at}, {asked}, rule {self.rule}"
        )

    def text_around(self, saying: Saying, start: int, end: int, size: int) -> tuple[str, str]:
        """The text before and behind ``[start, end)`` in a saying's article, at most ``size`` characters each; empty when it is not at hand."""
        article = self.articles.get(saying.article.id)
        if article is None:
            return "", ""
        return article.text[max(0, start - size) : start], article.text[end : end + size]


def party_name(actor: Actor) -> str:
    """What a party is called: by name, or as written."""
    return " ".join((actor.name or actor.text or "").split())
