"""Groups of sayings, joined from the strongest pair to the weakest, as long as nothing in either group speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from allegedly.incidents.evidence import ENOUGH, MOST_DAYS_APART, Evidence
from allegedly.incidents.judging import Judged
from allegedly.incidents.traits import Traits

Edge = tuple[float, int, int, dict[str, str]]
# Two groups are one only if their members are alike on the whole, and not at one corner alone.
_ON_THE_WHOLE = 2.4
_LOOKED_AT = 8


class Group:
    """Sayings taken for one happening so far: indices in order of time, what bounds them, and what joined them."""

    def __init__(self, index: int, traits: Traits, apart: Iterable[str]) -> None:
        self.members = [index]
        self.apart = set(apart)
        self.judged: set[str] = set()
        self.reasons: list[dict[str, str]] = []
        # For each member, whom it was like first and in what.
        self.why: dict[int, tuple[int, dict[str, str]]] = {}
        self.days = traits.days
        self.places = {(traits.place, traits.here.country, traits.here.precision): traits} if traits.here else {}
        known = traits.ordinal
        self.published = (known, known) if known is not None else None
        self.undated = self.published if traits.days is None else None

    def rules_out(self, other: Group) -> bool:
        """Whether days or places of some member of one group miss those of some member of the other.

        Stretches of days that meet pairwise have a day in common, so that the common stretch stands for all members.
        """
        if self.days and other.days and (self.days[1] < other.days[0] or other.days[1] < self.days[0]):
            return True
        if _too_far(self.undated, other.published) or _too_far(other.undated, self.published):
            return True
        return any(here.places_conflict(there) for here in self.places.values() for there in other.places.values())

    def take_in(self, other: Group) -> None:
        """Become one with another group."""
        self.members = sorted(self.members + other.members)
        self.apart |= other.apart
        self.judged |= other.judged
        self.reasons += other.reasons
        self.why |= other.why
        if self.days and other.days:
            first, last = max(self.days[0], other.days[0]), min(self.days[1], other.days[1])
            # Only a judgement joins what does not meet; then either stretch will do.
            self.days = (first, last) if first <= last else self.days
        else:
            self.days = self.days or other.days
        self.places = {**other.places, **self.places}
        self.published, self.undated = _both(self.published, other.published), _both(self.undated, other.undated)


class Clusters:
    """All groups. Built from the traits in order of time, so that the same sayings give the same groups in any order."""

    def __init__(self, traits: Sequence[Traits], evidence: Evidence, judged: Judged) -> None:
        self._traits, self._evidence = traits, evidence
        self._scores: dict[tuple[int, int], float] = {}
        self._of = list(range(len(traits)))
        self.groups: dict[int, Group] = {}
        first: dict[str, int] = {}
        for index, one in enumerate(traits):
            name = judged.group(one.saying.id)
            self.groups[index] = Group(index, one, judged.apart(name))
            self.groups[index].judged.add(name)
            if name in first:
                self._join(first[name], index, {"judged": "yes"})
            else:
                first[name] = index

    def join_all(self, edges: Iterable[Edge]) -> None:
        """Join along the edges, strongest first; equals in order of time."""
        for _score, left, right, alike in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
            here, there = self._find(left), self._find(right)
            if here != there and self._may(self.groups[here], self.groups[there]):
                self._join(here, there, alike)

    def _may(self, here: Group, there: Group) -> bool:
        if here.apart & there.judged or there.apart & here.judged or here.rules_out(there):
            return False
        if len(here.members) == len(there.members) == 1:
            return True
        scores = [self._score(a, b) for a in here.members[:_LOOKED_AT] for b in there.members[:_LOOKED_AT]]
        return sum(scores) / len(scores) >= _ON_THE_WHOLE

    def _score(self, left: int, right: int) -> float:
        pair = (left, right) if left < right else (right, left)
        score = self._scores.get(pair)
        if score is None:
            # Above a certain likeness more of it does not make up for what is unlike.
            score = self._scores[pair] = min(self._evidence.compare(self._traits[pair[0]], self._traits[pair[1]])[0], 2 * ENOUGH)
        return score

    def _find(self, index: int) -> int:
        while self._of[index] != index:
            self._of[index] = self._of[self._of[index]]
            index = self._of[index]
        return index

    def _join(self, left: int, right: int, alike: dict[str, str]) -> None:
        here, there = sorted((self._find(left), self._find(right)))
        group = self.groups[here]
        group.take_in(self.groups.pop(there))
        group.reasons.append(alike)
        # Whoever was alone until now is here because of this pair.
        group.why.setdefault(left, (right, alike))
        group.why.setdefault(right, (left, alike))
        self._of[there] = here


def _too_far(undated: tuple[int, int] | None, published: tuple[int, int] | None) -> bool:
    if undated is None or published is None:
        return False
    return max(undated[1] - published[0], published[1] - undated[0]) > MOST_DAYS_APART


def _both(left: tuple[int, int] | None, right: tuple[int, int] | None) -> tuple[int, int] | None:
    if left is None or right is None:
        return left or right
    return min(left[0], right[0]), max(left[1], right[1])
