"""What the review pages show: one saying as a form, what was decided about it, and what the decisions tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from allegedly.desk.review_form import COUNT_KINDS, shown_spans, shown_words, spans_of
from allegedly.desk.review_passage import Passage, marks_of, passage
from allegedly.dossier import Dossier
from allegedly.dossier.review_agreement import Alpha
from allegedly.dossier.review_precision import Share
from allegedly.dossier.review_queue import GROUNDS, Progress, Queued
from allegedly.dossier.review_records import REASONS, Review, reading, standing, value_of, with_value
from allegedly.errors import NoSuchId
from allegedly.export.wording import actor_names, date_words, place_words, source_path, status_words
from allegedly.model import Article, Saying
from allegedly.ontology import load

# Field of the record, its word on the page, and the key that marks it.
MARKED: tuple[tuple[str, str, str, str], ...] = (
    ("actors", "actor", "1", "who does it"),
    ("recipients", "recipient", "2", "to whom"),
    ("source", "source", "3", "who says it; outermost first"),
    ("place", "place", "4", "where"),
    ("date", "date", "5", "when"),
    ("counts", "count", "6", "how many"),
    ("trigger", "event", "7", "the words of the deed"),
)
FIELD_WORDS: dict[str, str] = {
    **{field: word for field, word, _key, _meaning in MARKED},
    **{name: name for name in ("type", "modes", "polarity", "modality", "frame", "certainty")},
}
DONE: dict[str, str] = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "skip": "skipped",
    "unsure": "left as unsure",
}
STATUSES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("modality", "told as", "m", ("asserted", "future", "hypothetical", "directive", "asked")),
    ("polarity", "polarity", "p", ("positive", "negative")),
    ("frame", "frame", "f", ("current", "historical")),
    ("certainty", "certainty", "c", ("", "high", "low")),
)


@dataclass(frozen=True)
class Way:
    """How a reviewer goes through the sayings; it travels in the address."""

    queue: str = "hardest"
    blind: bool = False

    def query(self, **more: Any) -> str:
        """As the query of an address."""
        pairs = {"queue": self.queue, **({"blind": "1"} if self.blind else {}), **more}
        return "?" + urlencode(pairs)


@dataclass(frozen=True)
class Line:
    """One field of the form that is marked in the text: its words and where they stand."""

    field: str
    word: str
    key: str
    meaning: str
    words: str
    at: str
    more: str = ""


@dataclass(frozen=True)
class CountRow:
    """One count of the form."""

    number: int
    kind: str
    words: str
    at: str
    low: str
    best: str
    high: str


@dataclass(frozen=True)
class Difference:
    """One field as several have it; ``values`` stand beside the names, ``same`` tells whether all are equal."""

    field: str
    values: tuple[str, ...]
    same: bool


@dataclass(frozen=True)
class Sheet:
    """All that the page of one saying shows.

    ``hidden`` tells that the coder's answer is not shown: the reviewer works blind and has not decided yet. ``own`` and ``others`` are the
    decisions that stand; those of others only once the reviewer has decided.
    """

    saying: Saying
    article: Article
    passage: Passage
    hidden: bool
    lines: tuple[Line, ...]
    counts: tuple[CountRow, ...]
    queued: Queued | None
    own: Review | None
    others: tuple[Review, ...]
    types: tuple[Any, ...]
    modes: tuple[Any, ...]


def blank(saying: Saying) -> Saying:
    """What a blind reviewer begins with: the event's words, plainly asserted, and nothing else."""
    nothing: Mapping[str, Any] = {
        "type": "",
        "modes": (),
        "actors": (),
        "recipients": (),
        "source": (),
        "polarity": "positive",
        "modality": "asserted",
        "frame": "current",
        "certainty": None,
        "place": None,
        "date": None,
        "counts": (),
    }
    for field, value in nothing.items():
        saying = with_value(saying, field, value)
    return saying


def saying_with_article(dossier: Dossier, id: str) -> tuple[Saying, Article]:
    """A saying by its whole id, and its article; raises :class:`NoSuchId`."""
    saying = dossier.get(id)
    if not isinstance(saying, Saying) or saying.id != id:
        raise NoSuchId(f"there is no saying {id}")
    article = dossier.get(saying.article.id)
    if not isinstance(article, Article):
        raise NoSuchId(f"there is no article {saying.article.id}")
    return saying, article


def decisions(dossier: Dossier, saying: str, by: str) -> tuple[Review | None, tuple[Review, ...]]:
    """The decision of ``by`` about a saying that stands, and those of others."""
    found = standing(dossier.reviews.made(saying=saying, undone=False))
    return found.get((saying, by)), tuple(review for (_saying, who), review in found.items() if who != by)


def sheet(dossier: Dossier, id: str, by: str, way: Way) -> Sheet:
    """The page of one saying for one reviewer."""
    saying, article = saying_with_article(dossier, id)
    own, others = decisions(dossier, id, by)
    decided = own is not None and own.decides
    hidden = way.blind and not decided
    # What one has corrected already is what the form goes on from.
    shown = blank(saying) if hidden else (reading(saying, own) or saying)
    ontology = load()
    return Sheet(
        saying=shown,
        article=article,
        passage=passage(article.text, shown, marks_of(shown, blind=hidden)),
        hidden=hidden,
        lines=tuple(_line(shown, *one) for one in MARKED),
        counts=_count_rows(shown),
        queued=None if hidden else dossier.reviews.place(id),
        own=own,
        others=others if decided else (),
        types=ontology.types,
        modes=() if hidden else ontology.event_type(shown.event.type).modes,
    )


def _line(saying: Saying, field: str, word: str, key: str, meaning: str) -> Line:
    if field == "counts":
        return Line(field, word, key, meaning, "", "")
    spans = spans_of(saying, field)
    value = value_of(saying, field)
    more = ""
    if field in ("actors", "recipients", "source"):
        # Somebody may be meant whom no words here name, and words may mean somebody who is named elsewhere.
        more = ", ".join(one.name for one in value if one.name and one.name not in shown_words(spans))
    elif field == "place" and value:
        more = place_words(value) if place_words(value) != value.text else ""
    return Line(field, word, key, meaning, shown_words(spans), shown_spans(spans), more)


def _count_rows(saying: Saying) -> tuple[CountRow, ...]:
    rows = [
        CountRow(
            number,
            count.kind,
            " ".join(count.text.split()),
            f"{count.start}-{count.end}",
            *(
                ("" if value is None else f"{value:g}" if isinstance(value, float) else str(value))
                for value in (count.low, count.best, count.high)
            ),
        )
        for number, count in enumerate(saying.event.counts)
    ]
    return (*rows, CountRow(len(rows), COUNT_KINDS[0], "", "", "", "", ""))


def grounds_words(queued: Queued | None) -> str:
    """Why a saying stands where it stands in the queue, in words."""
    if queued is None:
        return ""
    grave = ", ".join(GROUNDS[name] for name in queued.grounds)
    return f"{queued.doubt:.0%} doubt" + (f"; {grave}" if grave else "")


def decision_words(review: Review) -> str:
    """A decision in one phrase: ``rejected (no event)``, ``corrected actor, place``."""
    words = DONE[review.decision]
    if review.corrections:
        words += " " + ", ".join(FIELD_WORDS[field] for field in review.wrong)
    if review.reason:
        words += f" ({review.reason})"
    return words


def value_words(saying: Saying | None, field: str) -> str:
    """One field of a saying in words; a dash where it is silent or where there is no saying."""
    if saying is None:
        return "—"
    event = saying.event
    if field == "status":
        return status_words(saying.status)
    if field == "counts":
        return ", ".join(f"{count.kind} {' '.join(count.text.split())}" for count in event.counts) or "—"
    found = {
        "type": event.type,
        "actors": actor_names(event.actors),
        "recipients": actor_names(event.recipients),
        "source": source_path(saying.source),
        "place": place_words(event.place),
        "date": date_words(event.date),
        "trigger": event.trigger.text,
    }[field]
    return " ".join(found.split()) or "—"


COMPARED = ("type", "actors", "recipients", "source", "place", "date", "counts", "status")


def differences(saying: Saying, reviews: Sequence[Review]) -> list[Difference]:
    """Each field as the coder and each of ``reviews`` has it."""
    readings = [saying, *(reading(saying, review) for review in reviews)]
    found = []
    for field in COMPARED:
        values = tuple(value_words(one, field) for one in readings)
        found.append(Difference("told as" if field == "status" else FIELD_WORDS[field], values, len(set(values)) == 1))
    return found


def hidden_from(made: Sequence[Review], by: str) -> set[int]:
    """The numbers of decisions of others about sayings that ``by`` has not decided: nobody is led by them before having decided."""
    settled = {
        saying for (saying, who), review in standing(one for one in made if one.stands).items() if who == by and review.decides
    }
    return {one.number for one in made if one.by != by and one.saying not in settled}


def phrases(dossier: Dossier, ids: Sequence[str]) -> dict[str, str]:
    """Each saying in a phrase: ``ASSAULT: police killed two strikers``; its id where it is not there."""
    found = {saying.id: saying for saying in dossier.sayings_by_id(list(dict.fromkeys(ids)))}
    return {id: phrase(found[id]) if id in found else id for id in ids}


def phrase(saying: Saying) -> str:
    """A saying in a few words: its type, who, the word of the deed, whom."""
    event = saying.event
    parts = [
        actor_names(event.actors) if event.actors else "",
        event.trigger.text,
        actor_names(event.recipients) if event.recipients else "",
    ]
    return f"{event.type}: {' '.join(' '.join(parts).split())}"


def percent(value: float | None) -> str:
    """A share in whole percents; a dash for none."""
    return "—" if value is None else f"{value * 100:.0f} %"


def interval(share: Share) -> str:
    """The bounds of a share in whole percents."""
    return "" if share.low is None or share.high is None else f"{share.low * 100:.0f} to {share.high * 100:.0f} %"


def alpha_words(one: Alpha) -> str:
    """An alpha with its bounds; in words where it is not defined."""
    if one.alpha is None or one.low is None or one.high is None:
        return "not defined: nobody gave a second value"
    return f"{one.alpha:.2f} ({one.low:.2f} to {one.high:.2f})"


def queue_left(progress: Progress) -> int:
    """How many sayings nobody has decided."""
    return progress.sayings - progress.decided


def reasons() -> list[tuple[str, str, str]]:
    """The reasons to reject with the key of each."""
    return [(str(number), name, meaning) for number, (name, meaning) in enumerate(REASONS.items(), start=1)]
