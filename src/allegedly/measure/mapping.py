"""Fixed tables from sayings to the labels of other codebooks, as data in ``measure/tables/``; nothing here is trained.

A rule is a mapping with ``label`` and any of these conditions, all of which must hold:

``types``, ``modes``, ``contexts``
    lists, one of which the saying's event must have;
``not_modes``
    modes that it must not have;
``polarity``, ``modalities``, ``frames``
    what its status must be;
``actor``, ``recipient``
    ``{sectors: [...], words: [...]}``: some actor (recipient) has one of the sectors, or one of the words in its text or name;
``actors``
    at least so many actors;
``nobody``
    true when the saying must name no actor;
``counts``
    kinds, one of which is counted;
``trigger``
    words, one of which begins the trigger or is in it;
``words``
    words or phrases, one of which stands in the sentence (with a saying) or in the text (without).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from allegedly.model import Actor, Saying

Rule = Mapping[str, Any]


@lru_cache(maxsize=512)
def _any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for whole words or phrases; a final ``*`` stands for any ending."""
    parts = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


def has_word(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words or phrases (``bomb*`` for any ending) stands in ``text``."""
    return bool(words) and _any_word(tuple(words)).search(text) is not None


def is_party(actors: Iterable[Actor], condition: Mapping[str, Any]) -> bool:
    """Whether some actor has one of the condition's sectors, or one of its words in text or name."""
    sectors, words = set(condition.get("sectors", ())), condition.get("words", ())
    for actor in actors:
        if sectors & {actor.sector, *actor.sectors}:
            return True
        if has_word(f"{actor.text or ''} {actor.name or ''}", words):
            return True
    return False


def holds(rule: Rule, saying: Saying) -> bool:
    """Whether every condition of ``rule`` holds for ``saying``."""
    event, status = saying.event, saying.status
    checks: dict[str, Callable[[Any], bool]] = {
        "types": lambda wanted: event.type in wanted,
        "modes": lambda wanted: not set(event.modes).isdisjoint(wanted),
        "not_modes": lambda unwanted: set(event.modes).isdisjoint(unwanted),
        "contexts": lambda wanted: not set(event.contexts).isdisjoint(wanted),
        "polarity": lambda wanted: status.polarity == wanted,
        "modalities": lambda wanted: status.modality in wanted,
        "frames": lambda wanted: status.frame in wanted,
        "actor": lambda condition: is_party(event.actors, condition),
        "recipient": lambda condition: is_party(event.recipients, condition),
        "actors": lambda least: len(event.actors) >= least,
        "nobody": lambda wanted: (not event.actors) is wanted,
        "counts": lambda kinds: any(count.kind in kinds for count in event.counts),
        "trigger": lambda words: has_word(event.trigger.text, words),
        "words": lambda words: has_word(saying.sentence.text, words),
    }
    return all(checks[name](value) for name, value in rule.items() if name != "label")


def labels(rules: Sequence[Rule], saying: Saying) -> list[str]:
    """The labels of all rules that hold, in the order of the rules."""
    return [rule["label"] for rule in rules if holds(rule, saying)]
