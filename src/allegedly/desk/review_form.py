"""From the review form to what it corrects: every field as words of the article, by their offsets or, without a script, by the words alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from allegedly.dossier.review_records import plain, value_of
from allegedly.errors import UsageError
from allegedly.model import Actor, Count, Place, Saying, Source, Span, When

BETWEEN = "; "
# Fields that are one word of a list, as the form names them.
CHOSEN = ("type", "polarity", "modality", "frame", "certainty")
WORDS = ("actors", "recipients", "source", "trigger", "place", "date")
COUNT_KINDS: tuple[str, ...] = ("dead", "injured", "arrested", "missing", "displaced", "crowd", "forces", "money", "other")
_SPANS = re.compile(r"(?:\d+-\d+(?:,\d+-\d+)*)?")


def spans_of(saying: Saying, field: str) -> list[Span]:
    """The words of a field where they stand; a party that is only named elsewhere has none."""
    value = value_of(saying, field)
    if field == "trigger":
        return [value]
    many = value if isinstance(value, tuple) else (value,) if value else ()
    return [Span(one.text, one.start, one.end) for one in many if one.text is not None and one.start is not None]


def shown_words(spans: Iterable[Span]) -> str:
    """The words of a field as its input shows them, on one line."""
    return BETWEEN.join(" ".join(span.text.split()) for span in spans)


def shown_spans(spans: Iterable[Span]) -> str:
    """The offsets of a field as the script keeps them: ``120-126,140-150``."""
    return ",".join(f"{span.start}-{span.end}" for span in spans)


def changes(form: Mapping[str, str], saying: Saying, text: str, known: Sequence[Saying]) -> dict[str, Any]:
    """What the form says differently from ``saying``, as :meth:`Reviews.decide` takes it.

    Args:
        form: The form's fields. One that is missing leaves its field as it is.
        saying: What the form was filled with.
        text: The text of its article.
        known: The sayings of its article: words that the coder has read there keep the name and country that it gave them.

    Raises:
        UsageError: For words that do not stand in the article, naming them, and for numbers and days that are none.
    """
    found: dict[str, Any] = {}
    for field in CHOSEN:
        if field in form:
            given = form[field] or None
            if given != value_of(saying, field):
                found[field] = given
    if "modes" in form:
        modes = tuple(mode for mode in form["modes"].split(",") if mode)
        if set(modes) != set(saying.event.modes) and "type" not in found:
            found["modes"] = list(modes)
    for field in WORDS:
        if field not in form:
            continue
        old = spans_of(saying, field)
        new = marked(form[field], form.get(f"{field}-at", ""), text, saying, field)
        if [(one.start, one.end) for one in new] != [(one.start, one.end) for one in old]:
            found[field] = _value(field, new, saying, known)
    if "date-from" in form:
        when = _days(form, found.get("date", plain(saying.event.date)))
        if when != plain(saying.event.date):
            found["date"] = when
    counted = _counts(form, saying, text)
    if counted is not None and counted != plain(saying.event.counts):
        found["counts"] = counted
    return found


def marked(words: str, at: str, text: str, saying: Saying, field: str) -> list[Span]:
    """The spans that an input means: by the offsets beside it when they cut out its words, else by looking for each of its words."""
    words = " ".join(words.split())
    if at and _SPANS.fullmatch(at):
        pairs = [tuple(map(int, pair.split("-"))) for pair in at.split(",")]
        if all(start < end <= len(text) for start, end in pairs):
            spans = [Span.cut(text, start, end) for start, end in pairs]
            if shown_words(spans) == words:
                return spans
    pieces = [piece.strip() for piece in words.split(BETWEEN.strip())]
    return [_look_for(piece, text, saying, field) for piece in pieces if piece]


def _look_for(words: str, text: str, saying: Saying, field: str) -> Span:
    """Where words stand: in the sentence, else nearest to it in the article; white space and, failing that, case do not matter."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    sentence = saying.sentence
    for flags in (0, re.IGNORECASE):
        found = [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, flags)]
        found = found or [match.span() for match in re.finditer(pattern, text, flags)]
        if found:
            inside = [span for span in found if sentence.start <= span[0] and span[1] <= sentence.end]
            best = min(inside or found, key=lambda span: (abs(span[0] - saying.event.trigger.start), span))
            return Span.cut(text, *best)
    raise UsageError(f"{field}: “{words}” does not stand in the article; write the words as they stand there")


def _value(field: str, spans: Sequence[Span], saying: Saying, known: Sequence[Saying]) -> Any:
    if field == "trigger":
        if len(spans) != 1:
            raise UsageError("trigger: an event has one trigger; mark its words, or reject the saying")
        return plain(spans[0])
    if field in ("actors", "recipients"):
        parties = [party for one in (saying, *known) for party in (*one.event.actors, *one.event.recipients)]
        return [plain(_same(span, parties) or Actor(text=span.text, start=span.start, end=span.end)) for span in spans]
    if field == "source":
        links = [link for one in (saying, *known) for link in one.source]
        return [plain(_same(span, links) or Source(text=span.text, start=span.start, end=span.end)) for span in spans]
    if len(spans) > 1:
        raise UsageError(f"{field}: a saying has one {field}; mark one stretch of words")
    if not spans:
        return None
    (span,) = spans
    if field == "place":
        places = [one.event.place for one in (saying, *known) if one.event.place]
        return plain(_same(span, places) or Place(text=span.text, start=span.start, end=span.end))
    dates = [one.event.date for one in (saying, *known) if one.event.date]
    return plain(_same(span, dates) or When(text=span.text, start=span.start, end=span.end))


def _same(span: Span, known: Iterable[Any]) -> Any:
    """What the coder read in these very words, or in the same words elsewhere in the article, put where they now stand; else None."""
    elsewhere = None
    for one in known:
        if (one.start, one.end) == (span.start, span.end):
            return one
        if one.text == span.text and elsewhere is None and not isinstance(one, Source):
            elsewhere = msgspec.structs.replace(one, start=span.start, end=span.end)
    return elsewhere


def _days(form: Mapping[str, str], when: Any) -> Any:
    """The date with the days that were typed in; without words there is none."""
    if when is None:
        if form["date-from"] or form.get("date-to"):
            raise UsageError("date: mark the words that say when, then give the days")
        return None
    first, last = form["date-from"] or None, form.get("date-to") or form["date-from"] or None
    if (first, last) == (when.get("from"), when.get("to")):
        return when
    for day in (first, last):
        if day is not None:
            try:
                date.fromisoformat(day)
            except ValueError:
                raise UsageError(f"date: {day!r} is no day of the calendar; write YYYY-MM-DD") from None
    if first is None:
        return {**when, "from": None, "to": None, "precision": None, "basis": "none"}
    if last is None or last < first:
        raise UsageError(f"date: the last day {last} is before the first {first}")
    # With a year of its own the words stand alone; without, they needed the day of publication.
    basis = "explicit" if first[:4] in when["text"] else "relative"
    return {**when, "from": first, "to": last, "precision": "day" if first == last else "range", "basis": basis}


def _counts(form: Mapping[str, str], saying: Saying, text: str) -> list[Any] | None:
    """The counts of the form, row by row; a row without words is none. None when the form has no rows."""
    rows = sorted({int(match[1]) for name in form if (match := re.fullmatch(r"count-(\d{1,2})", name))})
    if not rows:
        return None
    found: list[Any] = []
    for row in rows:
        words = form[f"count-{row}"]
        spans = marked(words, form.get(f"count-{row}-at", ""), text, saying, "count")
        if not spans:
            continue
        if len(spans) > 1:
            raise UsageError("count: mark one stretch of words for each count")
        kind = form.get(f"count-{row}-kind", "other")
        if kind not in COUNT_KINDS:
            raise UsageError(f"count: {kind!r} is no kind of count; allowed: {', '.join(COUNT_KINDS)}")
        numbers = {name: _number(form.get(f"count-{row}-{name}", "")) for name in ("low", "best", "high")}
        (span,) = spans
        found.append(plain(Count(kind=kind, text=span.text, start=span.start, end=span.end, **numbers)))  # type: ignore[arg-type]
    return found


def _number(written: str) -> int | float | None:
    """A number as typed, with or without commas; None for nothing."""
    written = written.replace(",", "").replace(" ", "")
    if not written:
        return None
    try:
        value = float(written)
    except ValueError:
        raise UsageError(f"count: {written!r} is no number; write digits, or leave it empty where the text is silent") from None
    if not 0 <= value < 1e15:
        raise UsageError(f"count: {written} is no count; write a number from 0 on")
    return int(value) if value.is_integer() else value


def blind_changes(given: Mapping[str, Any], saying: Saying) -> dict[str, Any]:
    """What an answer that was given without seeing the coder's differs in, where spans that overlap are the same words.

    Nobody marks "the interior ministry" and "interior ministry" alike by chance; what both mean is one. Otherwise each field must be equal.
    """
    found: dict[str, Any] = {}
    for field, value in given.items():
        old = plain(value_of(saying, field))
        if field == "counts":
            same = len(value) == len(old) and all(
                any(_overlap(one, other) and one["kind"] == other["kind"] for other in old) for one in value
            )
        elif field in WORDS:
            left, right = ([one] if isinstance(one, dict) else one or [] for one in (value, old))
            # A party that the coder names without words here cannot be marked.
            right = [one for one in right if one.get("start") is not None]
            same = len(left) == len(right) and all(any(_overlap(one, other) for other in right) for one in left)
            if field == "date" and same and value is not None:
                same = value.get("from") is None or (value.get("from"), value.get("to")) == (old.get("from"), old.get("to"))
        else:
            same = value == old
        if not same:
            found[field] = value
    return found


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])
