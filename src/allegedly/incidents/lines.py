"""An incident in one line of plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from allegedly.incidents.disagreement import Disagreement, Given
from allegedly.incidents.names import names
from allegedly.model import Actor, Incident, Saying


def first_line(incident: Incident, sayings: Sequence[Saying]) -> str:
    """What an incident is, who says so, and who does not: one line without markup.

    ``sayings`` may be more than the incident's; only its own are read. For example::

        police -> protesters: "opened fire" (ASSAULT), Almaty, 2022-01-06 | 5 sayings, 4 publishers, 3 sources | 4 say it happened, 1 denies it
    """
    wanted = set(incident.sayings)
    own = [saying for saying in sayings if saying.id in wanted]
    actor = _named(party for saying in own for party in saying.event.actors)
    recipient = _named(party for saying in own for party in saying.event.recipients)
    word = Counter(" ".join(saying.event.trigger.text.split()) for saying in own).most_common(1)
    who = " -> ".join(part for part in (actor or "somebody", recipient) if part)
    what = f'{who}: "{word[0][0]}" ({incident.type})' if word else f"{who} ({incident.type})"
    head = ", ".join(part for part in (what, incident.place, _days(incident)) if part)
    return " | ".join(part for part in (head, _counts(incident), _told(incident, own)) if part)


def _named(parties: Iterable[Actor]) -> str | None:
    """The party that most sayings name; pronouns that nobody resolved name nobody."""
    shown = (" ".join((party.name or party.text or "").split()) for party in parties)
    counts = Counter(name for name in shown if names(name))
    return counts.most_common(1)[0][0] if counts else None


def _days(incident: Incident) -> str | None:
    if incident.from_day and incident.to_day and incident.to_day != incident.from_day:
        return f"{incident.from_day} to {incident.to_day}"
    return incident.from_day


def _counts(incident: Incident) -> str:
    parts = [_number(len(incident.sayings), "saying"), _number(len(incident.publishers), "publisher")]
    if incident.sources:
        parts.append(_number(len(incident.sources), "source"))
    return ", ".join(parts)


def _told(incident: Incident, own: Sequence[Saying]) -> str:
    rest = len(incident.sayings) - incident.asserted - incident.denied
    parts = []
    if incident.asserted:
        parts.append(f"{incident.asserted} {'says' if incident.asserted == 1 else 'say'} it happened")
    if incident.denied:
        parts.append(f"{incident.denied} {'denies' if incident.denied == 1 else 'deny'} it")
    if rest > 0:
        modalities = sorted({saying.status.modality for saying in own if saying.status.modality != "asserted"})
        parts.append(f"{rest} {'does' if rest == 1 else 'do'} not say so ({', '.join(modalities) or 'open'})")
    return ", ".join(parts)


def _number(n: int, word: str) -> str:
    return f"{n:,} {word}{'' if n == 1 else 's'}"


def differ_line(found: Disagreement) -> str | None:
    """On what the sayings of an incident cannot all be right, and who says which; null when on nothing.

    For example::

        they differ on: dead 8 (the interior ministry) / 26 (Gulf Herald); place Almaty (a doctor) / Aktau (State Paper)
    """
    parts = [
        f"{_field(question.field)} "
        + " / ".join(f"{given_value(given)} ({_who(given.voices)})" for given in sorted(question.given, key=_figure))
        for question in found.differing
        if question.field != "type"
    ]
    if found.disputed:
        denying = found.stands["denies"]
        parts.insert(0, f"whether it happened: {_who(found.stands['asserts'])} / not so: {_who(denying)}")
    return "they differ on: " + "; ".join(parts) if parts else None


def _field(name: str) -> str:
    kind = name.removeprefix("count of ")
    return {"actor": "who", "recipient": "whom", "date": "when", "place": "where", "other": "number", "money": "sum"}.get(
        kind, kind
    )


def _figure(given: Given) -> float:
    """Figures in order of size; everything else as it was."""
    return next((float(value) for value in (given.best, given.low, given.high) if value is not None), 0.0)


def given_value(given: Given) -> str:
    """A value in words: a figure with its bounds, or what it is called."""
    if given.low is not None and given.high is not None:
        return f"{given.low:,}" if given.low == given.high else f"{given.low:,} to {given.high:,}"
    for number, bound in ((given.best, "about"), (given.low, "at least"), (given.high, "at most")):
        if number is not None:
            return f"{bound} {number:,}"
    return given.value


def _who(voices: Sequence[str]) -> str:
    shown = ", ".join(voices[:2])
    return shown if len(voices) <= 2 else f"{shown} and {len(voices) - 2} more"
