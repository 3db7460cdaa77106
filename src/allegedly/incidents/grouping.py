"""Sayings of many articles gathered into incidents: a pure function, the same answer for the same sayings in any order."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from allegedly.incidents.evidence import Bounds, Traits, names, same_name, weight
from allegedly.model import Incident, Saying


def incidents(sayings: Sequence[Saying]) -> list[Incident]:
    """What the sayings are about, most widely told first (publishers, then sayings).

    Two sayings are about one happening when their types are of one family, time and place do not rule it out, and enough is shared:
    a word of the trigger and a party, a party and the place and day, and so on. Status never stops a match: who denies it speaks of the
    same thing. Background of another time (``frame`` historical) is kept apart from the present affair. Every saying is in exactly one
    incident, often alone.
    """
    ordered = sorted(sayings, key=_place_in_time)
    groups: list[_Group] = []
    by_key: defaultdict[tuple[str, str, str, str], dict[int, None]] = defaultdict(dict)
    for saying in ordered:
        traits = Traits(saying)
        keys = list(traits.keys())
        candidates: dict[int, set[str]] = {}
        for key in keys:
            for index in by_key[key]:
                candidates.setdefault(index, set()).add(key[2])
        best, strength, common = None, 0.0, {}
        for index, kinds in candidates.items():
            if not traits.may_match(kinds):
                continue
            score, shared = groups[index].match(traits)
            if score > strength:
                best, strength, common = index, score, shared
        if best is None:
            best = len(groups)
            groups.append(_Group())
        groups[best].add(traits, common)
        for key in keys:
            by_key[key][best] = None
    return sorted(
        (group.incident() for group in groups), key=lambda i: (-len(i.publishers), -len(i.sayings), i.from_day or "9999", i.id)
    )


def _place_in_time(saying: Saying) -> tuple[str, str, str, int, str]:
    article = saying.article
    return article.published or "9999", article.publisher or "", article.id, saying.event.trigger.start, saying.id


class _Group:
    """The sayings taken for one happening so far, and what joined them."""

    def __init__(self) -> None:
        self.members: list[Traits] = []
        self.reasons: dict[str, Counter[str]] = {}
        self._bounds = Bounds()
        self._kinds: dict[tuple[object, ...], Traits] = {}
        self._places: dict[tuple[object, ...], Traits] = {}

    def match(self, traits: Traits) -> tuple[float, dict[str, str]]:
        """How strongly a saying belongs here, and what it shares with its nearest member; 0 when time or place rule it out with any."""
        if self._bounds.conflict(traits) or any(member.places_conflict(traits) for member in self._places.values()):
            return 0.0, {}
        shared = [member.shared(traits) for member in self._kinds.values()]
        return max(((weight(common), common) for common in shared), key=lambda pair: pair[0])

    def add(self, traits: Traits, common: dict[str, str]) -> None:
        """Take one more saying in, because of what it has in common with another."""
        self.members.append(traits)
        self._bounds.add(traits)
        self._kinds.setdefault(traits.signature, traits)
        place = traits.saying.event.place
        if place:
            self._places.setdefault((traits.place, place.country, place.precision, place.geonames), traits)
        for kind, words in common.items():
            self.reasons.setdefault(kind, Counter())[words] += 1

    def incident(self) -> Incident:
        sayings = [member.saying for member in self.members]
        days = [member.days for member in self.members if member.days]
        types = Counter(saying.event.type for saying in sayings)
        places = Counter(saying.event.place.name or saying.event.place.text for saying in sayings if saying.event.place)
        ids = tuple(saying.id for saying in sayings)
        return Incident(
            id="i_" + hashlib.sha256("\x1f".join(sorted(ids)).encode()).hexdigest()[:12],
            type=_commonest(types) or "",
            sayings=ids,
            publishers=tuple(dict.fromkeys(saying.article.publisher for saying in sayings if saying.article.publisher)),
            sources=tuple(independent_sources(sayings)),
            asserted=sum(s.status.polarity == "positive" and s.status.modality == "asserted" for s in sayings),
            denied=sum(s.status.polarity == "negative" for s in sayings),
            from_day=min((first for first, _ in days), default=None),
            to_day=max((last for _, last in days), default=None),
            place=_commonest(places),
            reason=self._reason(),
        )

    def _reason(self) -> str:
        if len(self.members) == 1:
            return "one saying"
        parts = []
        for kind, label in (
            ("word", "the word"),
            ("actor", "who did it"),
            ("recipient", "to whom"),
            ("place", "where"),
            ("day", "when"),
        ):
            if kind in self.reasons:
                parts.append(f"{label} ({_commonest(self.reasons[kind])})")
        return "alike in " + ", ".join(parts)


def independent_sources(sayings: Iterable[Saying]) -> list[str]:
    """The innermost sources of the sayings, each once, as the text first names them; pronouns that nobody resolved are left out."""
    found: list[tuple[frozenset[str], str]] = []
    for saying in sayings:
        if not saying.source:
            continue
        inner = saying.source[-1]
        shown = inner.name or inner.text or ""
        words = names(shown)
        if words and not any(same_name(words, known) for known, _ in found):
            found.append((words, shown))
    return [shown for _, shown in found]


def _commonest(counts: Counter[str]) -> str | None:
    """The most frequent entry, the earliest of equals."""
    return counts.most_common(1)[0][0] if counts else None
