"""The sayings that count, as columns in memory: what every count and picture of the desk is made from.

A hundred thousand sayings are a few megabytes of numbers, in which a combination of filters is found in milliseconds, whatever the
database. A snapshot belongs to one state of the dossier and is never changed; ``queries`` makes a new one when the dossier has moved on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allegedly.desk.settling import Numbers, Settled, Writing, settle
from allegedly.dossier.words import words_of
from allegedly.export.wording import place_words, status_kind
from allegedly.incidents import resolve
from allegedly.incidents.identities import Weighed
from allegedly.model import ActorJudgement, Article, ArticleRef, Place, Saying
from allegedly.ontology import load

KINDS = ("asserted", "denied", "future", "hypothetical", "directive", "asked")
NO_DAY = 0
# Sums of days beyond it would leave the calendar.
LAST_DAY = date(9800, 1, 1).toordinal()
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the sayings name it; ``latitude`` and ``longitude`` are None when nothing better than a country or region is known."""

    label: str
    precision: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Snapshot:
    """All sayings that count, in the order in which they came; arrays have one number a saying unless it says otherwise.

    Attributes:
        ids: Their ids.
        articles: The articles, also those without a saying, by number.
        article, type, kind, spot: Numbers into ``articles``, ``types``, ``KINDS`` and ``spots`` (-1 for no place).
        printed, first, last: Days as ordinals (day 1 is 1 January of year 1), 0 when not known: of publication, and as the text gives them.
        negative, historical: Parts of the status that ``kind`` does not say.
        score: PLOVER's score of type and modes, -10 to 10.
        weighed: Names as articles write them, and what makes some of them likely to be one actor's.
        settled: Who takes part and who says it, with one name for one actor.
        words: The folded words of each sentence and its sources, a space before and after each.
        trigger: The word of each event, as written.
    """

    ids: list[str]
    articles: list[ArticleRef]
    article: Numbers
    types: list[str]
    type: Numbers
    kind: Numbers
    negative: Mask
    historical: Mask
    certainty: list[str | None]
    printed: Numbers
    first: Numbers
    last: Numbers
    score: NDArray[np.float32]
    spots: list[Spot]
    spot: Numbers
    weighed: Weighed
    settled: Settled
    words: list[str]
    trigger: list[str]
    number_of: dict[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def names(self) -> list[str]:
        """The one name of each actor and source, by number."""
        return self.settled.names

    @property
    def party(self) -> Numbers:
        """One row ``(saying, name, role)`` for each party and innermost source, ``name`` a number into ``names``."""
        return self.settled.party

    @property
    def act(self) -> Numbers:
        """One row ``(saying, actor, recipient, mutual)`` for each pair of parties of a saying."""
        return self.settled.act

    @cached_property
    def folded_spots(self) -> list[str]:
        """The same of the places' labels."""
        return [f" {' '.join(words_of(spot.label))} " for spot in self.spots]

    @cached_property
    def publishers(self) -> list[str | None]:
        """The publisher of each article."""
        return [one.publisher for one in self.articles]

    @cached_property
    def folded_publishers(self) -> list[str]:
        """The words of the publisher of each article."""
        words = {name: f" {' '.join(words_of(name or ''))} " for name in set(self.publishers)}
        return [words[name] for name in self.publishers]


class _Rows:
    """Columns while they grow."""

    def __init__(self, articles: Sequence[ArticleRef]) -> None:
        ontology = load()
        self.score_of = ontology.score
        self.types = [one.name for one in ontology.types]
        self.type_number = {name: n for n, name in enumerate(self.types)}
        self.articles = list(articles)
        self.article_number = {one.id: n for n, one in enumerate(articles)}
        self.printed_of = [day_number(one.published) for one in articles]
        self.ids: list[str] = []
        self.certainty: list[str | None] = []
        self.rows: list[tuple[int, int, int, int, int, int, int, int, int]] = []
        self.scores: list[float] = []
        self.writing = Writing()
        self.spots: list[Spot] = []
        self.spot_number: dict[tuple[Any, ...], int] = {}
        self.words: list[str] = []
        self.triggers: list[str] = []

    def add(self, saying: Saying) -> None:
        number, event, status = len(self.ids), saying.event, saying.status
        self.ids.append(saying.id)
        article = self.article_number[saying.article.id]
        first = day_number(event.date.from_day) if event.date else NO_DAY
        last = (day_number(event.date.to_day) or first) if event.date else NO_DAY
        self.rows.append(
            (
                article,
                self.type_number.get(event.type, -1),
                KINDS.index(status_kind(status)),
                status.polarity == "negative",
                status.frame == "historical",
                self.printed_of[article],
                first,
                last,
                self._spot(event.place),
            )
        )
        self.certainty.append(status.certainty)
        self.triggers.append(" ".join(event.trigger.text.split()))
        self.scores.append(self.score_of(event.type, event.modes))
        self.writing.add(number, saying)
        told = " ".join([saying.sentence.text, *(f"{link.text or ''} {link.name or ''}" for link in saying.source)])
        self.words.append(f" {' '.join(words_of(told))} ")

    def _spot(self, place: Place | None) -> int:
        if place is None:
            return -1
        label = " ".join(place_words(place).split())
        key = (label, place.precision, place.lat, place.lon)
        known = self.spot_number.get(key)
        if known is None:
            known = self.spot_number[key] = len(self.spots)
            mapped = place.lat is not None and place.precision not in ("country", "region")
            self.spots.append(Spot(label, place.precision, place.lat if mapped else None, place.lon if mapped else None))
        return known


def take(
    articles: Iterable[Article | ArticleRef], sayings: Iterable[Saying], judgements: Iterable[ActorJudgement] = ()
) -> Snapshot:
    """The snapshot of these articles and sayings, with what was judged of names; every saying's article must be among them."""
    refs = [one.ref() if isinstance(one, Article) else one for one in articles]
    rows = _Rows(refs)
    for saying in sayings:
        rows.add(saying)
    written = rows.writing.all()
    weighed = Weighed(written.actors)
    columns = np.array(rows.rows, dtype=np.int32).reshape(-1, 9).T
    return Snapshot(
        ids=rows.ids,
        articles=refs,
        article=columns[0],
        types=rows.types,
        type=columns[1],
        kind=columns[2],
        negative=columns[3].astype(bool),
        historical=columns[4].astype(bool),
        certainty=rows.certainty,
        printed=columns[5],
        first=columns[6],
        last=columns[7],
        score=np.array(rows.scores, dtype=np.float32),
        spots=rows.spots,
        spot=columns[8],
        weighed=weighed,
        settled=settle(written, resolve(weighed, judgements)),
        words=rows.words,
        trigger=rows.triggers,
        number_of={id: number for number, id in enumerate(rows.ids)},
    )


def resettled(snapshot: Snapshot, judgements: Iterable[ActorJudgement]) -> Snapshot:
    """The same sayings with other judgements about names."""
    return replace(snapshot, settled=settle(snapshot.settled.written, resolve(snapshot.weighed, judgements)))


def day_number(day: str | None) -> int:
    """A day as an ordinal; 0 for none, for one that no calendar has, and for the last years that dates can be counted in."""
    if not day:
        return NO_DAY
    try:
        number = date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return NO_DAY
    return number if number < LAST_DAY else NO_DAY


def day_of(number: int) -> str:
    """The day of an ordinal, ``YYYY-MM-DD``."""
    return date.fromordinal(number).isoformat()
