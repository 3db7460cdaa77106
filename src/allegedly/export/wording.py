"""How statuses, actors, places and dates are put in words for people; the table and the page say the same.

A status is always a word and a sign, so that it can be told without colour. The signs carry no verdict: nothing here
looks like a tick or a cross, because the program does not know what is true.
"""

from __future__ import annotations

from dataclasses import dataclass

from allegedly.errors import UnknownName
from allegedly.model import Actor, Place, Saying, Source, Status, When

OWN_VOICE = "—"


@dataclass(frozen=True, slots=True)
class StatusWording:
    """One value of a status: its word, its sign (and one in ASCII), and what it means in a sentence."""

    word: str
    sign: str
    plain_sign: str
    meaning: str


WORDINGS: dict[str, StatusWording] = {
    "asserted": StatusWording("asserted", "●", "*", "told as having happened or happening"),
    "denied": StatusWording("denied", "⊘", "x", "told as not having happened, or denied"),
    "future": StatusWording("future", "▷", ">", "told as planned, promised or foretold"),
    "hypothetical": StatusWording("hypothetical", "◌", "o", "told as possible, conditional or feared"),
    "directive": StatusWording("directive", "!", "!", "told as ordered, demanded or wished for"),
    "asked": StatusWording("asked", "?", "?", "inside a question"),
    "historical": StatusWording("historical", "↶", "<", "background of another time, or a comparison with it"),
    "current": StatusWording("current", "", "", "belongs to the events that the article is about"),
}
STATUS_NAMES = tuple(WORDINGS)


def status_kind(status: Status) -> str:
    """The one name that says most: a modality, or ``denied`` where a plainly told event is negative."""
    return "denied" if status.modality == "asserted" and status.polarity == "negative" else status.modality


def status_words(status: Status) -> str:
    """The whole status in words: ``denied``, ``future, not``, ``asserted, historical, reportedly``."""
    words = [status_kind(status)]
    if status.polarity == "negative" and status.modality != "asserted":
        words.append("not")
    if status.frame == "historical":
        words.append("historical")
    if status.certainty:
        words.append("unsure" if status.certainty == "low" else "sure")
    return ", ".join(words)


def status_sign(status: Status, *, plain: bool = False) -> str:
    """One sign for the status, in ASCII when ``plain``."""
    wording = WORDINGS[status_kind(status)]
    return wording.plain_sign if plain else wording.sign


def has_status(status: Status, name: str) -> bool:
    """Whether ``status`` is what ``name`` asks for.

    ``asserted`` is told as done, ``denied`` is negative in any modality, ``current`` and ``historical`` ask for
    the frame, the rest for the modality. Raises :class:`UnknownName` for anything else.
    """
    if name not in WORDINGS:
        raise UnknownName("status", name, STATUS_NAMES)
    if name in ("current", "historical"):
        return status.frame == name
    if name == "denied":
        return status.polarity == "negative"
    return status.modality == name and (name != "asserted" or status.polarity == "positive")


def source_name(link: Source) -> str:
    """Who one link of a source chain is, as written, or by name when carried on from an earlier sentence."""
    return link.text or link.name or "someone"


def source_path(chain: tuple[Source, ...], *, between: str = " ‹ ") -> str:
    """Who says it, innermost first: ``a doctor ‹ the agency`` is a doctor whom the agency quotes; a dash for the article's own voice."""
    return between.join(source_name(link) for link in reversed(chain)) or OWN_VOICE


def actor_name(actor: Actor) -> str:
    """Who acts or is acted on, as written, or by name when nobody is named here."""
    return actor.text or actor.name or "someone"


def actor_names(actors: tuple[Actor, ...]) -> str:
    """Several parties in one phrase; a dash when the text names none."""
    return ", ".join(actor_name(actor) for actor in actors) or OWN_VOICE


def place_words(place: Place | None) -> str:
    """Where, with the country's code when it is known; empty when the text is silent."""
    if place is None:
        return ""
    name = place.name or place.text
    return f"{name}, {place.country}" if place.country and place.precision != "country" else name


def date_words(date: When | None) -> str:
    """When: the calendar days as precisely as they are known, else the words of the text; empty when it is silent."""
    if date is None:
        return ""
    if date.from_day is None and date.to_day is None:
        return f"“{date.text}”"
    first, last = date.from_day or "", date.to_day or ""
    if date.precision in ("decade", "century", "season", "quarter"):
        return f"“{date.text}”"
    if date.precision == "year" and first[:4] == last[:4]:
        return first[:4]
    if date.precision == "month" and first[:7] == last[:7]:
        return first[:7]
    if first == last:
        return first
    return f"{first} – {last}"


def type_words(saying: Saying) -> str:
    """The event's type with its modes: ``ASSAULT firearms``."""
    return " ".join([saying.event.type, *(mode.replace("_", " ") for mode in saying.event.modes)])
