"""What a person decides about one saying, field by field, and the saying as it then reads. The saying itself is never edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, get_args

import msgspec

from allegedly.errors import UnknownName, UsageError
from allegedly.model import Actor, Count, Place, Saying, Source, Span, When
from allegedly.ontology import load

Decision = Literal["accept", "correct", "reject", "skip", "unsure"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)
# A saying is decided by these; "skip" leaves it for later, "unsure" says that the words do not settle it.
DECIDING = frozenset({"accept", "correct", "reject"})

REASONS: dict[str, str] = {
    "no event": "nobody does anything that PLOVER counts",
    "wrong type": "an event, but this type is wrong and no other fits",
    "misread": "the words do not say this",
    "twice": "another saying already says this",
    "no article": "a caption, an advertisement, a list of links",
    "other": "something else; say what",
}
QUEUES: dict[str, str] = {
    "hardest": "most to lose first: doubtful, and grave if wrong",
    "random": "in an order drawn by lot, the only one from which precision is estimated",
    "second": "what another reviewer decided, for agreement",
    "chosen": "picked by hand",
}

# Each field that can be corrected, with the kind of its value; the names are those of the record (docs/record.md).
FIELDS: dict[str, Any] = {
    "type": str,
    "modes": tuple[str, ...],
    "trigger": Span,
    "actors": tuple[Actor, ...],
    "recipients": tuple[Actor, ...],
    "source": tuple[Source, ...],
    "polarity": Literal["positive", "negative"],
    "modality": Literal["asserted", "future", "hypothetical", "directive", "asked"],
    "frame": Literal["current", "historical"],
    "certainty": Literal["high", "low"] | None,
    "place": Place | None,
    "date": When | None,
    "counts": tuple[Count, ...],
}
STATUS_FIELDS = ("polarity", "modality", "frame", "certainty")
_TOP_FIELDS = ("source",)


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One field put right: its value before and after, as the record writes it, words with their span."""

    field: str
    before: Any
    after: Any


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement of one saying; it counts while ``undone_by`` is null, and of one reviewer's the last counts.

    ``wrong`` are the fields that were corrected. ``reason`` is one of :data:`REASONS` where the saying was rejected, ``why`` free words. ``queue`` is
    how the reviewer came to it, ``blind`` whether the coder's answer was hidden until then. ``repeats`` is the number of the review
    that this one carries over to a newer saying of the same words and values.
    """

    number: int
    saying: str
    decision: Decision
    corrections: tuple[Correction, ...] = ()
    reason: str | None = None
    why: str = ""
    by: str
    at: str
    queue: str = "chosen"
    blind: bool = False
    repeats: int | None = None
    undone_by: str | None = None
    undone_at: str | None = None
    undone_why: str | None = None

    @property
    def stands(self) -> bool:
        """Whether nobody has taken it back."""
        return self.undone_by is None

    @property
    def decides(self) -> bool:
        """Whether it settles the saying: accepted, corrected or rejected."""
        return self.decision in DECIDING

    @property
    def wrong(self) -> tuple[str, ...]:
        """The fields that were corrected."""
        return tuple(correction.field for correction in self.corrections)


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A saying as judged: ``reading`` is how it now reads, null when it was rejected; without a review it reads as the coder has it.

    ``agreed`` is null with fewer than two reviewers, and otherwise whether all of them leave the same reading.
    """

    saying: Saying
    reading: Saying | None
    review: Review | None = None
    agreed: bool | None = None


def value_of(saying: Saying, field: str) -> Any:
    """The value of one of :data:`FIELDS`."""
    if field not in FIELDS:
        raise UnknownName("field", field, FIELDS)
    if field in _TOP_FIELDS:
        return getattr(saying, field)
    return getattr(saying.status if field in STATUS_FIELDS else saying.event, field)


def with_value(saying: Saying, field: str, value: Any) -> Saying:
    """A saying that has ``value`` in one field; the one given is left as it is."""
    value_of(saying, field)
    replace = msgspec.structs.replace
    if field in _TOP_FIELDS:
        return replace(saying, **{field: value})
    if field in STATUS_FIELDS:
        return replace(saying, status=replace(saying.status, **{field: value}))
    return replace(saying, event=replace(saying.event, **{field: value}))


def plain(value: Any) -> Any:
    """A field's value as lists, mappings and words, the way it stands in the record."""
    return msgspec.json.decode(msgspec.json.encode(value))


def read_value(field: str, value: Any) -> Any:
    """A plain value as one of the field's own kind; raises :class:`UsageError` that says what is wrong with it."""
    if field not in FIELDS:
        raise UnknownName("field", field, FIELDS)
    try:
        return msgspec.convert(value, FIELDS[field])
    except (msgspec.ValidationError, ValueError) as fault:
        raise UsageError(
            f"{field}: {value!r} cannot be its value ({fault}); write it as the record does, see docs/record.md"
        ) from fault


def corrections(saying: Saying, text: str, changes: Mapping[str, Any]) -> tuple[Correction, ...]:
    """What ``changes`` (field to plain value) put right in ``saying``, those that change nothing left out.

    Modes that the new type does not have go with the old type. ``text`` is the whole text of the article.

    Raises:
        UnknownName: For a field, an event type or a mode that there is not.
        UsageError: For a value of another kind, or words that do not stand at their offsets.
    """
    ontology = load()
    wanted = {field: read_value(field, value) for field, value in changes.items()}
    kind = ontology.event_type(wanted.get("type", saying.event.type))
    has = {mode.name for mode in kind.modes}
    if "modes" in wanted:
        for mode in wanted["modes"]:
            ontology.mode(kind.name, mode)
    elif not has.issuperset(saying.event.modes):
        wanted["modes"] = tuple(mode for mode in saying.event.modes if mode in has)
    for field, value in wanted.items():
        for words, start, end in _spans(value):
            if not (isinstance(start, int) and isinstance(end, int)) or text[start:end] != words or start >= end or start < 0:
                raise UsageError(f"{field}: {words!r} does not stand at [{start}, {end}) of the article; mark the words again")
    return tuple(
        Correction(field=field, before=plain(value_of(saying, field)), after=plain(value))
        for field, value in sorted(wanted.items())
        if value != value_of(saying, field)
    )


def _spans(value: Any) -> Iterable[tuple[str, Any, Any]]:
    """The words with their offsets in a field's value."""
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, (Span, Actor, Source, Place, When, Count)) and one.text is not None:
            yield one.text, one.start, one.end
        cue = getattr(one, "cue", None)
        if cue is not None:
            yield cue.text, cue.start, cue.end


def corrected(saying: Saying, made: Iterable[Correction]) -> Saying:
    """The saying with these corrections; its id, its sentence and its confidence stay the coder's."""
    for correction in made:
        saying = with_value(saying, correction.field, read_value(correction.field, correction.after))
    return saying


def reading(saying: Saying, review: Review | None) -> Saying | None:
    """How a saying reads after ``review``: corrected, null when rejected, else as the coder has it."""
    if review is None or not review.stands:
        return saying
    if review.decision == "reject":
        return None
    return corrected(saying, review.corrections)


def standing(reviews: Iterable[Review]) -> dict[tuple[str, str], Review]:
    """Those that count, by saying and reviewer: not taken back, and of several by one reviewer the last. Give them in order.

    A saying that its reviewer skips after having decided it stays decided.
    """
    last: dict[tuple[str, str], Review] = {}
    for review in reviews:
        before = last.get((review.saying, review.by))
        if review.stands and not (review.decision == "skip" and before is not None and before.decides):
            last.pop((review.saying, review.by), None)
            last[review.saying, review.by] = review
    return last


def as_judged(saying: Saying, reviews: Sequence[Review]) -> Judged:
    """A saying as judged by ``reviews``, all that were made of it in order; of several reviewers the last decision counts."""
    made = [review for review in standing(review for review in reviews if review.saying == saying.id).values() if review.decides]
    made.sort(key=lambda review: review.number)
    if not made:
        return Judged(saying=saying, reading=saying)
    readings = [reading(saying, review) for review in made]
    agreed = None if len(made) < 2 else all(one == readings[0] for one in readings)
    return Judged(saying=saying, reading=readings[-1], review=made[-1], agreed=agreed)
