"""What the page of one incident shows: who holds what of it, on what they differ, their words, and what persons decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from allegedly.desk.queries import Happening, State
from allegedly.desk.rendering import question_words
from allegedly.desk.review_passage import Piece, sentence_pieces
from allegedly.desk.settling import ACTOR, RECIPIENT, Settled
from allegedly.dossier import Dossier
from allegedly.dossier.review_records import Judged
from allegedly.export.wording import OWN_VOICE, source_path
from allegedly.incidents import Disagreement, Given, stand_of
from allegedly.incidents.lines import given_value
from allegedly.incidents.names import listed, names
from allegedly.incidents.voices import STANDS
from allegedly.model import Incident, Judgement, Saying

UNNAMED = "publisher not named"
ARTICLE_ITSELF = "the article itself"
# Of how many alike incidents the parties are compared, and how many are proposed; among few incidents the type alone makes one alike.
_LOOKED_AT, _CANDIDATES, _FEW = 60, 8, 2000


@dataclass(frozen=True)
class Quotation:
    """One saying of the incident as the page quotes it.

    ``copied_from`` is the article that printed its words first, when that is another one. ``why`` says what it is like; ``judged`` what was decided about the saying itself.
    """

    saying: Saying
    stand: str
    by: str
    copied_from: str | None
    why: str
    judged: Judged

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Its sentence in pieces; cut only where it is shown."""
        return sentence_pieces(self.saying)


@dataclass(frozen=True)
class Column:
    """One publisher or one source, with what it says under each stand."""

    name: str
    sayings: int
    cells: Mapping[str, tuple[Quotation, ...]]


@dataclass(frozen=True)
class Value:
    """One value that somebody gives to a question: in words, with who gives it, and in which sayings.

    Of an actor ``words`` are its one name, and ``written`` what it is called in these sayings where that is something else.
    """

    words: str
    voices: tuple[str, ...]
    publishers: tuple[str, ...]
    sayings: tuple[str, ...]
    actor: bool = False
    written: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """One question of an incident, with every value; ``differ`` tells whether they cannot all be right."""

    name: str
    differ: bool
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Decision:
    """Judgements that were made together about sayings of the incident: one line, taken back together."""

    numbers: tuple[int, ...]
    verdict: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    first: Judgement

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.first.stands


@dataclass(frozen=True)
class Candidate:
    """Another incident that may be the same happening, with what it has in common."""

    happening: Happening
    headline: str
    shared: tuple[str, ...]


def quotations(dossier: Dossier, incident: Incident, sayings: Sequence[Saying], witnesses: Mapping[str, str]) -> list[Quotation]:
    """The ``sayings`` of an incident, in its order; ``witnesses`` as :meth:`Dossier.witnesses` gives them."""
    reasons = dossier.reasons(incident)
    judged = {one.saying.id: one for one in dossier.reviews.as_judged(sayings)}
    publisher_of = {saying.id: saying.article.publisher or UNNAMED for saying in sayings}
    found = []
    for saying in sayings:
        first = witnesses.get(saying.id, saying.article.id)
        found.append(
            Quotation(
                saying=saying,
                stand=stand_of(saying),
                by=source_path(saying.source) if saying.source else "",
                copied_from=None if first == saying.article.id else first,
                why=_why(reasons.get(saying.id, ""), publisher_of),
                judged=judged[saying.id],
            )
        )
    return found


def _why(reason: str, publisher_of: Mapping[str, str]) -> str:
    """The reason with the other saying's publisher in the place of its id."""
    if not reason.startswith("with "):
        return reason
    other, _, rest = reason.removeprefix("with ").partition(": ")
    return f"{rest} (as in {publisher_of[other]})" if other in publisher_of else rest


def columns(quoted: Sequence[Quotation], by: str, settled: Settled) -> list[Column]:
    """Who says what: a column for each publisher, or each innermost source by its one name; those first that say most."""
    of: dict[str, list[Quotation]] = {}
    for one in quoted:
        article = one.saying.article
        if by == "source":
            inner = one.saying.source[-1] if one.saying.source else None
            here = settled.name_here(inner) if inner else None
            name = (
                " ".join((here.label or here.text).split())
                if here
                else (f"{article.publisher} itself" if article.publisher else ARTICLE_ITSELF)
            )
        else:
            name = article.publisher or UNNAMED
        of.setdefault(name, []).append(one)
    return [
        Column(name, len(own), {stand: tuple(one for one in own if one.stand == stand) for stand in STANDS})
        for name, own in sorted(of.items(), key=lambda item: -len(item[1]))
    ]


def stands_held(quoted: Sequence[Quotation]) -> list[str]:
    """The stands that somebody takes, in their order."""
    held = {one.stand for one in quoted}
    return [stand for stand in STANDS if stand in held]


def questions(found: Disagreement, sayings: Sequence[Saying], settled: Settled) -> list[Asked]:
    """Everything that the sayings give values for, what they differ on first; whether it happened is one question of it."""
    parties = {field: _parties(field, found, sayings, settled) for field in ("actor", "recipient")}
    asked = []
    for question in found.questions:
        counted = question.field.startswith("count")
        values = parties.get(question.field) or tuple(
            Value(given_value(given) if counted else given.value, given.voices, given.publishers, given.sayings)
            for given in question.given
        )
        asked.append(Asked(question_words(question.field), question.differ and len(values) > 1, values))
    asked.sort(key=lambda one: not one.differ)
    if found.disputed:
        stands = tuple(
            Value(word, found.stands[stand], (), tuple(saying.id for saying in sayings if stand_of(saying) == stand))
            for stand, word in (("asserts", "yes"), ("denies", "no"))
        )
        asked.insert(0, Asked("did it happen", True, stands))
    return asked


def _parties(field: str, found: Disagreement, sayings: Sequence[Saying], settled: Settled) -> tuple[Value, ...]:
    """The values of who or whom: what articles call one actor is one value."""
    given = next((question.given for question in found.questions if question.field == field), ())
    by_id = {saying.id: saying.event.actors if field == "actor" else saying.event.recipients for saying in sayings}
    merged: dict[str, list[Given]] = {}
    calls: dict[str, dict[str, None]] = {}
    for one in given:
        written = [
            party
            for id in one.sayings
            for party in by_id.get(id, ())
            if names(party.name or party.text or "") == names(one.value)
        ]
        label = next((here.label for party in written if (here := settled.name_here(party)).label), None) or one.value
        merged.setdefault(label, []).append(one)
        called = (" ".join((party.text or party.name or "").split()) for party in written)
        calls.setdefault(label, {}).update(dict.fromkeys(text for text in called if _plain(text) != _plain(label)))

    def together(label: str, of: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for one in merged[label] for name in getattr(one, of)))

    return tuple(
        Value(
            label, together(label, "voices"), together(label, "publishers"), together(label, "sayings"), True, tuple(calls[label])
        )
        for label in merged
    )


def _plain(name: str) -> list[str]:
    """A name without what makes no other name of it: capitals, articles."""
    return [word for word in name.lower().split() if word not in listed("articles_and_pronouns")]


def decisions(judgements: Iterable[Judgement], incident: Incident) -> list[Decision]:
    """What was decided about the sayings of an incident, newest first; what was decided together is one."""
    own = set(incident.sayings)
    groups: dict[tuple[str, str, str, str], list[Judgement]] = {}
    for one in judgements:
        if one.left in own or one.right in own:
            groups.setdefault((one.by, one.at, one.verdict, one.why), []).append(one)
    found = [
        Decision(
            numbers=tuple(one.number for one in made if one.number is not None),
            verdict=made[0].verdict,
            left=tuple(dict.fromkeys(one.left for one in made)),
            right=tuple(dict.fromkeys(one.right for one in made)),
            first=made[0],
        )
        for made in groups.values()
    ]
    return sorted(found, key=lambda one: -max(one.numbers))


def told_line(incident: Incident) -> str:
    """How many say that it happened, how many deny it, how many speak of it otherwise."""
    rest = len(incident.sayings) - incident.asserted - incident.denied
    parts = [
        f"{number} {one if number == 1 else many}"
        for number, one, many in (
            (incident.asserted, "says that it happened", "say that it happened"),
            (incident.denied, "denies it", "deny it"),
            (rest, "speaks of it otherwise", "speak of it otherwise"),
        )
        if number > 0
    ]
    return ", ".join(parts)


def headline(state: State, happening: Happening) -> str:
    """Who, the word of the deed, and whom."""
    who, word, whom = state.headline(happening)
    return " ".join(part for part in (who or "somebody", word, whom) if part)


def candidates(state: State, incident: Incident) -> list[Candidate]:
    """Other incidents that share most with this one: type, day, place, parties; at most eight."""
    number = state.number_of.get(incident.id)
    if number is None:
        return []
    here = state.happenings[number]
    names = set(state.snapshot.settled.names_in(here.sayings, ACTOR)) | set(
        state.snapshot.settled.names_in(here.sayings, RECIPIENT)
    )
    shared = state.shared_with(number)
    score = np.sum(list(shared.values()), axis=0)
    alike = (score >= 2) | (shared["type"] if len(state.happenings) < _FEW else False)
    alike[number] = False
    near = np.flatnonzero(alike)
    found = []
    for at in near[np.argsort(-score[near], kind="stable")][:_LOOKED_AT].tolist():
        other = state.happenings[at]
        parties = set(state.snapshot.settled.names_in(other.sayings, ACTOR)) | set(
            state.snapshot.settled.names_in(other.sayings, RECIPIENT)
        )
        common = (*(name for name, mask in shared.items() if mask[at]), *sorted(parties & names))
        found.append((-int(score[at]) - len(parties & names), at, other, common))
    found.sort(key=lambda one: one[:2])
    return [Candidate(other, headline(state, other), common) for _score, _at, other, common in found[:_CANDIDATES]]


def own_voice(words: str) -> str:
    """A source as the page names it."""
    return ARTICLE_ITSELF if words in ("", OWN_VOICE) else words
