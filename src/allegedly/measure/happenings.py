"""How well the sayings of a whole dossier are gathered into incidents, against a list made by hand.

The list is YAML: each entry of ``incidents`` has ``what`` it is in plain words, and ``sayings`` by ``article`` (part of its file's name;
``title`` picks one of several in a file), ``trigger`` (the words of the event) and ``in`` (words of the article that stand there once
and hold the trigger; left out when the trigger itself stands there once). Sayings that are not listed are not judged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import yaml

from allegedly.errors import GoldError
from allegedly.measure.chains import Chains, f1_of
from allegedly.model import Article, Saying


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """One saying of the list: ``what`` happened, the article, and where its trigger stands."""

    what: str
    article: str
    trigger: str
    around: str
    title: str | None = None


class Grouping(msgspec.Struct, frozen=True, kw_only=True):
    """The scores, 0 to 1: ``found`` of the sayings listed, and B-cubed and pairwise F1 of those found, with what they are made of."""

    listed: int
    found: float
    b_cubed_f1: float
    b_cubed_recall: float
    b_cubed_precision: float
    pairwise_f1: float


Coded = Sequence[tuple[Article, Sequence[Saying]]]


def read_expected(path: Path) -> list[Expected]:
    """The sayings of a list; raises :class:`GoldError` when it is not one."""
    try:
        written = yaml.safe_load(path.read_text("utf-8"))["incidents"]
        return [
            Expected(
                what=incident["what"],
                article=words["article"],
                trigger=words["trigger"],
                around=words.get("in", words["trigger"]),
                title=words.get("title"),
            )
            for incident in written
            for words in incident["sayings"]
        ]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as fault:
        raise GoldError(f"{path} is no list of expected incidents: {fault!r}; see samples/expected/README.md") from fault


def match(expected: Iterable[Expected], coded: Coded) -> dict[str, str]:
    """For the id of each saying found that the list has, what it is about.

    A saying is the one that the list means when its trigger shares a character with the listed one. Raises :class:`GoldError` when
    the words do not stand in the article once.
    """
    found: dict[str, str] = {}
    for one in expected:
        article, sayings = _article(one, coded)
        if article.text.count(one.around) != 1:
            raise GoldError(
                f"{one.around!r} stands {article.text.count(one.around)} times in {article.origin}, not once; give more words in 'in'"
            )
        start = article.text.index(one.around) + one.around.index(one.trigger)
        end = start + len(one.trigger)
        meant = [saying for saying in sayings if saying.event.trigger.overlaps(start, end) and saying.id not in found]
        if meant:
            found[meant[0].id] = one.what
    return found


def _article(one: Expected, coded: Coded) -> tuple[Article, Sequence[Saying]]:
    held = [
        (article, sayings)
        for article, sayings in coded
        if one.article in str(article.origin) and (one.title is None or one.title == article.title)
    ]
    if len(held) != 1:
        raise GoldError(f"{len(held)} articles are called {one.article!r}{f' ({one.title})' if one.title else ''}; name one")
    return held[0]


def grouping(listed: int, meant: Mapping[str, str], incident_of: Mapping[str, str]) -> Grouping:
    """The scores of a grouping, saying id to incident id, where ``meant`` says what each is about and ``listed`` how many there are."""
    ids = list(meant)
    chains = Chains([meant[id] for id in ids], [incident_of.get(id, id) for id in ids])
    recall, precision = chains.b_cubed()
    return Grouping(
        listed=listed,
        found=len(ids) / listed if listed else 0.0,
        b_cubed_f1=f1_of((recall, precision)),
        b_cubed_recall=recall,
        b_cubed_precision=precision,
        pairwise_f1=f1_of(chains.pairwise()),
    )


def faults(meant: Mapping[str, str], incident_of: Mapping[str, str], sayings: Mapping[str, Saying]) -> Iterator[str]:
    """Plain lines: each happening that stands in several incidents, and each incident that holds several happenings."""
    parts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for id, what in meant.items():
        parts[what][incident_of.get(id, id)].append(id)
    for what, held in parts.items():
        if len(held) > 1:
            yield f"split: {what}"
            for incident, ids in held.items():
                yield f"    {incident}: " + "; ".join(_shown(sayings[id]) for id in ids)
    happenings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for id, what in meant.items():
        happenings[incident_of.get(id, id)][what] += 1
    for incident, whats in happenings.items():
        if len(whats) > 1:
            yield f"joined: {incident}: " + "; ".join(f"{what} ({n})" for what, n in whats.most_common())


def _shown(saying: Saying) -> str:
    event = saying.event
    parties = (", ".join(one.name or one.text or "" for one in side) or "-" for side in (event.actors, event.recipients))
    return f"{saying.id} {saying.article.publisher} {'|'.join(parties)} '{event.trigger.text}' {event.type} {saying.status.frame}"
