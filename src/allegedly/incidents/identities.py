"""One name for one actor across articles: what persons judged, and what is likely where nobody judged.

Nothing here is kept. Who is who follows from the names in the sayings and from the judgements that stand, and from nothing else; so a merge is
undone by a judgement, a judgement by taking it back, and either way everything is as it would be had the other never been made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from allegedly.incidents.actor_likeness import MOST_BEARERS, Proposal, Shorter, alike, proposal, shorter
from allegedly.incidents.actor_names import NamedActor, key_of, labelled, named_actors, written
from allegedly.incidents.judging import Judged
from allegedly.incidents.names import actor_words
from allegedly.model import Actor, ActorJudgement, Judgement, Saying


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """What made two names one actor's: a likely reason with its score, or the number of a judgement with its judge's reason."""

    left: str
    right: str
    left_country: str | None = None
    right_country: str | None = None
    reason: str
    score: float | None = None
    judgement: int | None = None
    by: str | None = None

    def line(self) -> str:
        """The reason in a line of words."""
        left, right = labelled(self.left, self.left_country), labelled(self.right, self.right_country)
        return (
            f"{left} = {right}: {self.reason}" if self.by is None else f"{left} = {right}: {self.reason or 'judged'} ({self.by})"
        )


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """One actor across articles.

    Attributes:
        name: The fullest of its names, and its country behind it where another actor has the same name.
        country: The country of that name, or the only one that its names have.
        sectors: PLOVER's sectors, those of the commonest name first.
        named: Whether it has a name; otherwise it is a description ("the strikers").
        names: Its names, the most told first.
        sayings, articles: In how many sayings it acts or is acted on, and in how many articles.
        joined: Why these names are one actor's; one fewer than there are names.
    """

    name: str
    country: str | None
    sectors: tuple[str, ...]
    named: bool
    names: tuple[NamedActor, ...]
    sayings: int
    articles: int
    joined: tuple[Joined, ...] = ()

    @property
    def written(self) -> list[tuple[str, int]]:
        """Every way in which it is written, with how often, commonest first."""
        counts: defaultdict[str, int] = defaultdict(int)
        for one in self.names:
            for text, count in one.names:
                counts[text] += count
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    def record(self) -> dict[str, Any]:
        """One flat record for a table."""
        return {
            "name": self.name,
            "country": self.country,
            "sectors": "; ".join(self.sectors),
            "named": self.named,
            "sayings": self.sayings,
            "articles": self.articles,
            "names": len(self.names),
            "written": "; ".join(f"{text} ({count})" for text, count in self.written),
            "joined": "; ".join(one.line() for one in self.joined),
        }


class Identities:
    """Who is who: :attr:`all` actors, what is :attr:`proposed`, and which judgements newer ones have :attr:`overruled`."""

    def __init__(self, all: Sequence[Identity], proposed: Sequence[Proposal], overruled: Sequence[ActorJudgement]) -> None:
        self.all = list(all)
        self.proposed = list(proposed)
        self.overruled = list(overruled)
        self._of = {name.key: one for one in self.all for name in one.names}

    def of(self, name: str, country: str | None = None) -> Identity | None:
        """The actor whom a name under a country means; null for one that no saying names so."""
        return self._of.get(key_of(name, country))

    def name_of(self, actor: Actor) -> str | None:
        """The one name of whoever stands in a saying; null for a pronoun that means nobody in particular."""
        text = written(actor)
        key = key_of(text, actor.country)
        found = self._of.get(key)
        return found.name if found else (text if key else None)

    @classmethod
    def of_sayings(cls, sayings: Iterable[Saying], judgements: Iterable[ActorJudgement] = ()) -> Identities:
        """Who is who in these sayings."""
        return resolve(named_actors(sayings), judgements)


def propose(actors: Sequence[NamedActor], judgements: Iterable[ActorJudgement] = ()) -> list[Proposal]:
    """Pairs that are likely one actor's, the surest and most told first: those that are merged by themselves, and those that somebody has to judge.

    No pair that was judged, or that judgements about others settle, is among them.
    """
    merging = _merged(Weighed(actors), judgements)
    return sorted([*merging.followed, *merging.open()], key=_order)


class Weighed:
    """Names with all that they are likely to have in common: what does not change while persons judge, kept so that it is weighed once."""

    def __init__(self, actors: Iterable[NamedActor]) -> None:
        self.actors = sorted(actors, key=lambda one: one.key)  # so that the order in which sayings came says nothing
        self.alike = sorted(alike(self.actors), key=lambda one: (-one.score, one.keys))
        self.shorter = list(shorter(self.actors))


def resolve(actors: Sequence[NamedActor] | Weighed, judgements: Iterable[ActorJudgement] = ()) -> Identities:
    """Who is who among these names.

    *Same* is transitive, also over names that are not at hand; *different* keeps two groups apart, and no likeness joins them; *unsure* binds
    nobody and is not asked again. The newest judgement about a pair counts, one that contradicts newer ones is not followed, and one that was
    taken back counts as never made. What is left is joined where the reasons are sure enough, the surest first, never across two countries.
    """
    weighed = actors if isinstance(actors, Weighed) else Weighed(actors)
    merging = _merged(weighed, judgements)
    groups: defaultdict[str, list[NamedActor]] = defaultdict(list)
    for one in weighed.actors:
        groups[merging.find(one.key)].append(one)
    joined: defaultdict[str, list[Joined]] = defaultdict(list)
    for reason in merging.joined:
        joined[merging.find(key_of(reason.left, reason.left_country))].append(reason)
    found = [_identity(names, joined[root]) for root, names in groups.items()]
    return Identities(_told_apart(sorted(found, key=_most_told)), sorted(merging.open(), key=_order), merging.overruled)


def _merged(weighed: Weighed, judgements: Iterable[ActorJudgement]) -> _Merging:
    merging = _Merging(weighed.actors, judgements)
    for one in weighed.alike:
        merging.consider(one)
    for case in weighed.shorter:
        merging.consider_shorter(case)
    return merging


class _Merging:
    """Names while they are put together: each group knows its countries and what it was judged not to be."""

    def __init__(self, actors: Sequence[NamedActor], judgements: Iterable[ActorJudgement]) -> None:
        self._actors = {one.key: one for one in actors}
        standing = _standing(judgements)
        by_pair = {frozenset(_keys(one)): one for one in standing}
        judged = Judged(_about_keys(one) for one in standing)
        self.overruled = [by_pair[frozenset((one.left, one.right))] for one in judged.overruled]
        self._unsure = {pair for pair, one in by_pair.items() if one.verdict == "unsure"}
        self._parent = {key: key for key in self._actors}
        self._countries = {key: {one.country} if one.country else set[str]() for key, one in self._actors.items()}
        self._judged = {key: {judged.group(key)} for key in self._actors}
        self._apart = {key: set(judged.apart(judged.group(key))) for key in self._actors}
        self.joined: list[Joined] = []
        self.proposals: list[Proposal] = []
        self.followed: list[Proposal] = []
        for one in judged.same:
            if one.left in self._actors and one.right in self._actors and self.find(one.left) != self.find(one.right):
                self._join(one.left, one.right)
                self.joined.append(_judged(by_pair[frozenset((one.left, one.right))]))
        self._through_names_not_at_hand(judged, by_pair)

    def _through_names_not_at_hand(self, judged: Judged, by_pair: dict[frozenset[str], ActorJudgement]) -> None:
        """Names that are judged the same as one that no saying has any more."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._actors:
            groups[judged.group(key)].append(key)
        newest = {
            key: by_pair[frozenset((one.left, one.right))] for one in reversed(judged.same) for key in (one.left, one.right)
        }
        for keys in groups.values():
            for key in keys[1:]:
                if self.find(keys[0]) != self.find(key):
                    self._join(keys[0], key)
                    left, right, one = self._actors[keys[0]], self._actors[key], newest[key]
                    here = _keys(one)[0] == key
                    through = labelled(one.right, one.right_country) if here else labelled(one.left, one.left_country)
                    reason = f"both the same as {through}, which no saying names now" + (f": {one.why}" if one.why else "")
                    self.joined.append(_joined(left, right, reason, judgement=one.number, by=one.by))

    def find(self, key: str) -> str:
        """The group that a name is in."""
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def consider(self, one: Proposal) -> None:
        """Join two names when that is sure enough, nobody said otherwise, and they are of no two countries; else keep the proposal."""
        left, right = one.keys
        self.proposals.append(one)
        if one.automatic and self.find(left) != self.find(right) and self._may_join(left, right):
            self._join(left, right)
            self.followed.append(one)
            self.joined.append(
                Joined(
                    left=one.left,
                    left_country=one.left_country,
                    right=one.right,
                    right_country=one.right_country,
                    reason=one.reason,
                    score=one.score,
                )
            )

    def consider_shorter(self, case: Shorter) -> None:
        """Join a short name with the one actor that it could stand for, of those that it was not judged not to be."""
        groups: dict[str, NamedActor] = {}
        own = self.find(case.short.key)
        for one in sorted(case.bearers, key=lambda one: (-len(one.sayings), one.key)):
            root = self.find(one.key)
            if root == own:
                return
            if not self._walled(own, root):
                groups.setdefault(root, one)
        if len(groups) == 1:
            (bearer,) = groups.values()
            self.consider(proposal(case.short, bearer, case.reason, case.one))
        elif 1 < len(groups) <= MOST_BEARERS and case.several:
            for bearer in groups.values():
                reason = f"{case.reason}, which may be {len(groups)} actors' here"
                self.consider(proposal(case.short, bearer, reason, case.several))

    def open(self) -> list[Proposal]:
        """The proposals that somebody has to judge: not joined anyhow, not ruled out, and not judged unsure; of one pair the surest."""
        best: dict[tuple[str, str], Proposal] = {}
        for one in self.proposals:
            left, right = one.keys
            if self.find(left) == self.find(right) or self._walled(left, right) or frozenset(one.keys) in self._unsure:
                continue
            known = best.get(one.keys)
            if known is None or one.score > known.score:
                best[one.keys] = one
        return list(best.values())

    def _walled(self, left: str, right: str) -> bool:
        left, right = self.find(left), self.find(right)
        return bool(self._judged[left] & self._apart[right] or self._judged[right] & self._apart[left])

    def _may_join(self, left: str, right: str) -> bool:
        here, there = self._countries[self.find(left)], self._countries[self.find(right)]
        return not self._walled(left, right) and (here <= there or there <= here)

    def _join(self, left: str, right: str) -> None:
        kept, gone = sorted((self.find(left), self.find(right)))
        self._parent[gone] = kept
        for sets in (self._countries, self._judged, self._apart):
            sets[kept] |= sets.pop(gone)


def _standing(judgements: Iterable[ActorJudgement]) -> list[ActorJudgement]:
    """Those that count: not taken back, and of several about one pair the newest."""
    last: dict[frozenset[str], ActorJudgement] = {}
    for one in sorted(judgements, key=lambda one: (one.at, one.number or 0, one.by, one.verdict, one.why)):
        if one.stands:
            last[frozenset(_keys(one))] = one
    return list(last.values())


def _keys(one: ActorJudgement) -> tuple[str, str]:
    return key_of(one.left, one.left_country), key_of(one.right, one.right_country)


def _about_keys(one: ActorJudgement) -> Judgement:
    left, right = _keys(one)
    # Several may be made within one second.
    at = f"{one.at} {one.number or 0:012}"
    return Judgement(number=one.number, left=left, right=right, verdict=one.verdict, by=one.by, at=at, why=one.why)


def _judged(one: ActorJudgement) -> Joined:
    return Joined(
        left=one.left,
        left_country=one.left_country,
        right=one.right,
        right_country=one.right_country,
        reason=one.why,
        judgement=one.number,
        by=one.by,
    )


def _joined(left: NamedActor, right: NamedActor, reason: str, *, judgement: int | None, by: str) -> Joined:
    return Joined(
        left=left.name,
        left_country=left.country,
        right=right.name,
        right_country=right.country,
        reason=reason,
        judgement=judgement,
        by=by,
    )


def _identity(names: Sequence[NamedActor], joined: Sequence[Joined]) -> Identity:
    shown = min(names, key=_fullest)
    told = sorted(names, key=lambda one: (-len(one.sayings), one.key))
    countries = {one.country for one in names if one.country}
    return Identity(
        name=shown.name,
        country=shown.country or (min(countries) if len(countries) == 1 else None),
        sectors=tuple(dict.fromkeys(sector for one in told for sector in one.sectors)),
        named=any(one.proper for one in names),
        names=tuple(told),
        sayings=len({id for one in names for id in one.sayings}),
        articles=len({id for one in names for id in one.articles}),
        joined=tuple(joined),
    )


def _fullest(one: NamedActor) -> tuple[object, ...]:
    words = actor_words(one.name)
    plain = 0 if one.proper else len(one.name)
    # Names before descriptions, initials last, then the most words; of descriptions the plainest ("the strikers" for "two strikers").
    first = (not one.proper, one.name.isupper(), -sum(len(word.strip(".")) > 1 for word in words), plain)
    return (*first, -len(one.sayings), not one.country, -len(one.name), one.name, one.country or "")


def _most_told(one: Identity) -> tuple[object, ...]:
    return (-one.sayings, -one.articles, one.name, one.country or "")


def _told_apart(found: Sequence[Identity]) -> list[Identity]:
    """The same with names that no two have: police of two countries have their countries behind them."""
    by_words: defaultdict[frozenset[str], list[Identity]] = defaultdict(list)
    for one in found:
        by_words[actor_words(one.name)].append(one)
    return [
        msgspec.structs.replace(one, name=labelled(one.name, one.country)) if len(by_words[actor_words(one.name)]) > 1 else one
        for one in found
    ]


def _order(one: Proposal) -> tuple[object, ...]:
    return (-one.score, -one.sayings, one.keys)
