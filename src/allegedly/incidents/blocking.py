"""Which pairs of sayings are worth comparing: those that share two things, near each other in time.

Two sayings can only be one happening when they share a deed and something else, or both parties (see ``evidence``). Each such
combination is a key; sayings under one key are compared with their nearest neighbours in time only, so that the number of pairs grows
with the number of sayings and not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from allegedly.incidents.names import kinds_of_words
from allegedly.incidents.traits import Traits

NEIGHBOURS = 8
_RAREST = 3
# A longer stretch of time is one key by its month, not one for each of its days.
_MOST_DAYS = 8

Key = tuple[str, ...]


def pairs(traits: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    """Yield each pair of indices worth comparing once, the smaller first. ``traits`` are in order of time."""
    under: defaultdict[Key, list[int]] = defaultdict(list)
    told = Counter(word for one in traits for word in one.content)
    for index, one in enumerate(traits):
        near: set[int] = set()
        for key in keys(one) | _rare_keys(one, told):
            before = under[key]
            near.update(before[-NEIGHBOURS:])
            before.append(index)
        for other in sorted(near):
            yield other, index


def keys(one: Traits) -> set[Key]:
    """What a matching saying is looked up by."""
    actors, recipients = _tokens(one, "actors"), _tokens(one, "recipients")
    places = {f"at {word}" for word in one.place or one.setting}
    days = {f"on {day}" for day in _days(one)}
    counts = {f"{kind} {value}" for kind, value in one.counts.items()}
    found: set[Key] = set()
    for deed in one.deeds | {f"near {near}" for near in one.near}:
        for other in actors | recipients | places | days | counts:
            found.add((one.frame, deed, other))
        found.add((one.frame, deed, one.saying.sentence.text))
        found.add((one.frame, deed, one.saying.article.id))
    if len(one.deeds) > 1:
        found.add((one.frame, *sorted(one.deeds)))
    for actor in actors:
        for recipient in recipients:
            found.add((one.frame, actor, recipient))
    return found


def _rare_keys(one: Traits, told: Counter[str]) -> set[Key]:
    """The deed with each of the rarest words beside it that some other saying has too."""
    beside = sorted((told[word], word) for word in one.content - one.deeds if told[word] > 1)[:_RAREST]
    return {(one.frame, deed, f"beside {word}") for deed in one.deeds for _, word in beside}


def _tokens(one: Traits, role: str) -> set[str]:
    """The words of the parties of one role, and what kind they are of."""
    known = kinds_of_words()
    return {f"{role} {known.get(word, word)}" for party in getattr(one, role) for word in party.words}


def _days(one: Traits) -> list[str]:
    if not one.days:
        return []
    try:
        first, last = (date.fromisoformat(day) for day in one.days)
    except ValueError:
        return []
    if last.toordinal() - first.toordinal() >= _MOST_DAYS:
        return [one.days[0][:4]] if one.days[0][:7] != one.days[1][:7] else [one.days[0][:7]]
    return [date.fromordinal(day).isoformat() for day in range(first.toordinal(), last.toordinal() + 1)]
