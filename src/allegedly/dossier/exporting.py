"""A dossier, or the articles of one run, made ready for export: incidents with accounts, independent voices, and figures."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from allegedly.dossier.clock import now
from allegedly.dossier.dossier import Dossier
from allegedly.dossier.filters import Filters
from allegedly.errors import UnknownName
from allegedly.export.bundle import Bundle, Figure, Pair, Told, party_name
from allegedly.incidents import RULES, Account, Relation, aggregate, disagreement, incidents, relations, stand_of
from allegedly.incidents.copies import find_copies
from allegedly.incidents.names import names
from allegedly.incidents.witnesses import witnesses
from allegedly.model import Actor, Article, Incident, Place, Saying
from allegedly.version import __version__

TYPICAL = "typical"


def told_of(incident: Incident, sayings: Sequence[Saying], rule: str, copies: Mapping[str, str]) -> Told:
    """An incident with one account of it by ``rule``, ready to be written.

    Parties and figures are those of the sayings that tell it as having happened, or of all when none does.
    """
    account = aggregate(incident, sayings, rule, copies=copies)
    found = disagreement(incident, sayings, copies=copies)
    basis = [saying for saying in sayings if stand_of(saying) == "asserts"] or list(sayings)
    asserting = dict.fromkeys(found.stands.get("asserts", ()))
    return Told(
        incident=incident,
        sayings=tuple(sayings),
        stands=dict(Counter(stand_of(saying) for saying in sayings)),
        voices=tuple(asserting | dict.fromkeys(voice.name for voice in found.voices)),
        independent=found.independent,
        happened=_text(account.values.get("happened")),
        place=_place(account, basis),
        from_day=_text(account.values.get("from_day")),
        to_day=_text(account.values.get("to_day")),
        actors=_parties(actor for saying in basis for actor in saying.event.actors),
        recipients=_parties(actor for saying in basis for actor in saying.event.recipients),
        figures=_figures(account, basis),
        differ=(*["whether it happened"] * found.disputed, *(question.field for question in found.differing)),
    )


def _text(value: object) -> str | None:
    return str(value) if value else None


def _place(account: Account, sayings: Iterable[Saying]) -> Place | None:
    """The place that the account takes, from a saying that has it on the map if any does."""
    held = [
        place
        for saying in sayings
        if (place := saying.event.place) and " ".join((place.name or place.text).split()) == account.values.get("place")
    ]
    return max(held, key=lambda place: place.lat is not None, default=None)


def _parties(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Each party once, most named first, as the saying has it that knows most of it; pronouns name nobody."""
    counts: Counter[str] = Counter()
    best: dict[str, Actor] = {}
    for actor in actors:
        name = party_name(actor).lower()
        if not names(name):
            continue
        counts[name] += 1
        if name not in best or _known(actor) > _known(best[name]):
            best[name] = actor
    return tuple(best[name] for name, _ in counts.most_common())


def _known(actor: Actor) -> int:
    return sum(bool(value) for value in (actor.country, actor.sector, actor.name, actor.title, actor.wikidata))


def _figures(account: Account, sayings: Sequence[Saying]) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    counts = [count for saying in sayings for count in saying.event.counts]
    for kind in dict.fromkeys(count.kind for count in counts):
        own = [count for count in counts if count.kind == kind]
        lows = [value for count in own if (value := count.low if count.low is not None else count.best) is not None]
        highs = [value for count in own if (value := count.high if count.high is not None else count.best) is not None]
        best = account.values.get(f"count of {kind}")
        figures[kind] = Figure(
            low=min(lows, default=None),
            best=best if isinstance(best, (int, float)) else None,
            high=max(highs, default=None),
        )
    return figures


def _pairs(found: Iterable[Relation]) -> list[Pair]:
    return [
        Pair(
            actor=one.actor,
            recipient=one.recipient,
            mutual=one.mutual,
            stand=one.stand,
            frame=one.frame,
            sayings=one.sayings,
            incidents=one.incidents,
            cooperation=one.cooperation,
            conflict=one.conflict,
            ids=one.ids,
        )
        for one in found
    ]


def _checked(rule: str) -> str:
    if rule not in RULES:
        raise UnknownName("rule of aggregation", rule, RULES)
    return rule


class _Articles(Mapping[str, Article]):
    """The articles of a dossier that an export is of, read when they are asked for."""

    def __init__(self, dossier: Dossier, ids: Callable[[], Iterable[str]]) -> None:
        self._get = lru_cache(maxsize=256)(dossier.article)
        self._ids = ids
        self._known: dict[str, None] | None = None

    def _all(self) -> dict[str, None]:
        if self._known is None:
            self._known = dict.fromkeys(self._ids())
        return self._known

    def __getitem__(self, id: str) -> Article:
        if id not in self._all():
            raise KeyError(id)
        return self._get(id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def bundle_of_dossier(dossier: Dossier, filters: Filters | None = None, *, rule: str = TYPICAL, least: int = 1) -> Bundle:
    """All of a dossier, or what meets ``filters``, ready to be written.

    Args:
        dossier: It must stay open until the bundle is written.
        filters: Sayings that meet them all, incidents of which some saying does (with all their sayings), and the articles of these sayings.
        rule: The rule of aggregation.
        least: Incidents that fewer sayings are about are left out.

    Raises:
        UnknownName: For a rule that there is none of.
    """
    _checked(rule)
    asked = filters or Filters()

    def sayings() -> Iterator[Saying]:
        of = dossier.incident_of()
        for saying in dossier.sayings(asked):
            yield msgspec.structs.replace(saying, incident=of.get(saying.id))

    def told() -> Iterator[Told]:
        for incident in dossier.incidents(asked):
            if len(incident.sayings) >= least:
                own = [msgspec.structs.replace(saying, incident=incident.id) for saying in dossier.told(incident)]
                yield told_of(incident, own, rule, dossier.witnesses(own))

    def pairs() -> list[Pair]:
        of, who = dossier.incident_of(), dossier.identities()
        return _pairs(relations(dossier.sayings(asked), period="all", incident_of=of, by_publisher=False, identities=who))

    def ids() -> Iterator[str]:
        return (saying.article.id for saying in dossier.sayings(asked)) if asked.asks else (one.id for one in dossier.articles())

    return Bundle(
        name=dossier.name if "://" in dossier.name else Path(dossier.name).name,
        digest=dossier.head(),
        version=__version__,
        made_at=now(),
        rule=rule,
        filters={**_words(asked), **({"sayings at least": str(least)} if least > 1 else {})},
        articles=_Articles(dossier, ids),
        each_saying=sayings,
        each_incident=told,
        each_pair=pairs,
        judgements=dossier.judgements(),
        judgements_of_actors=dossier.actor_judgements(),
    )


def _words(filters: Filters) -> dict[str, str]:
    """What was asked for, in words."""
    found: dict[str, str] = {}
    for name, value in msgspec.structs.asdict(filters).items():
        if value not in (None, ()):
            found[name] = (
                value if isinstance(value, str) else ", ".join(value) if isinstance(value, (tuple, list)) else str(value)
            )
    return found


def bundle_of_articles(
    articles: Sequence[tuple[Article, Sequence[Saying]]],
    *,
    name: str,
    rule: str = TYPICAL,
    filters: Mapping[str, str] | None = None,
    made_at: str | None = None,
) -> Bundle:
    """The articles of one run with their sayings, ready to be written; incidents are worked out from these alone.

    Raises :class:`UnknownName` for a rule that there is none of.
    """
    _checked(rule)
    said = [saying for _article, sayings in articles for saying in sayings]
    known = {article.id: article for article, _sayings in articles}
    digest = hashlib.sha256("".join(sorted(article.sha256 for article in known.values())).encode()).hexdigest()
    state: dict[str, Any] = {}

    def found() -> list[Incident]:
        if "incidents" not in state:
            state["incidents"] = incidents(said)
            state["of"] = {saying: one.id for one in state["incidents"] for saying in one.sayings}
            state["sayings"] = {one.id: msgspec.structs.replace(one, incident=state["of"].get(one.id)) for one in said}
            state["copies"] = witnesses(said, list(known.values()), find_copies(known.values()))
        held: list[Incident] = state["incidents"]
        return held

    def sayings() -> Iterator[Saying]:
        found()
        return (msgspec.structs.replace(saying, incident=state["of"].get(saying.id)) for saying in said)

    def told() -> Iterator[Told]:
        for incident in found():
            yield told_of(incident, [state["sayings"][id] for id in incident.sayings], rule, state["copies"])

    def pairs() -> list[Pair]:
        found()
        return _pairs(relations(said, period="all", incident_of=state["of"], by_publisher=False))

    return Bundle(
        name=name,
        digest=digest,
        version=__version__,
        made_at=made_at or now(),
        rule=rule,
        filters=dict(filters or {}),
        articles=known,
        each_saying=sayings,
        each_incident=told,
        each_pair=pairs,
    )
