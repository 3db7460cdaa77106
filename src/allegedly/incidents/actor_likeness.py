"""Which names are likely to be one actor's, and why: never a decision, always a reason with a score that others can be measured against.

Two kinds of grounds. Some are seen in two names alone (another spelling of one name). Others ask how many actors could be meant: "Tokayev"
stands for "Kassym-Jomart Tokayev" only while nobody else of that family is named, so that what was decided about others counts too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import msgspec

from allegedly.gazetteer.keys import name_key, person_key
from allegedly.gazetteer.tables import country_of
from allegedly.incidents.actor_names import NamedActor, key_of, labelled, without_country
from allegedly.incidents.names import WORD, acronym, actor_words, kinds_of_words, listed, untitled

# From here on names are taken for one unless somebody says otherwise; below it somebody has to say so.
AUTOMATIC = 0.8
# How sure each ground is. They order what is merged first and what is offered first, and are no probabilities.
ACCENTS, CALLED, SPELLING, COUNTRY = 0.95, 0.9, 0.9, 0.88
OWN_COUNTRY, INITIALS, SHORT, GIVEN_INITIAL, OFFICE = 0.86, 0.85, 0.85, 0.84, 0.82
ONE_LETTER, SHORT_WORD, PART, SEVERAL, UNSURE_COUNTRY, OTHER_COUNTRY = 0.6, 0.6, 0.5, 0.5, 0.5, 0.4
# A single word that sounds like another is a name only when it is long enough to be no accident.
_LONG = 5
_LONG_FOR_A_LETTER = 6
# Among so many names each is compared with each; beyond, all with the first.
_FEW = 8
# A short name that so many could be meant by says nothing.
MOST_BEARERS = 5


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Two names that are likely one actor's.

    ``left`` and ``right`` are names as written, with their countries; ``score`` says how sure the reason is (0 to 1; it is no probability), and
    ``sayings`` in how many sayings the less told of the two stands.
    """

    left: str
    left_country: str | None = None
    right: str
    right_country: str | None = None
    reason: str
    score: float
    sayings: int = 0

    @property
    def automatic(self) -> bool:
        """Whether the two are taken for one unless somebody says otherwise."""
        return self.score >= AUTOMATIC

    @property
    def keys(self) -> tuple[str, str]:
        """What the two names are known by."""
        return key_of(self.left, self.left_country), key_of(self.right, self.right_country)

    @property
    def labels(self) -> tuple[str, str]:
        """The two names, each with its country."""
        return labelled(self.left, self.left_country), labelled(self.right, self.right_country)

    def record(self) -> dict[str, Any]:
        """One flat record for a table."""
        return {**msgspec.structs.asdict(self), "automatic": self.automatic}


def proposal(left: NamedActor, right: NamedActor, reason: str, score: float) -> Proposal:
    """The proposal that two names are one actor's, in order of their keys."""
    first, second = sorted((left, right), key=lambda one: one.key)
    return Proposal(
        left=first.name,
        left_country=first.country,
        right=second.name,
        right_country=second.country,
        reason=reason,
        score=score,
        sayings=min(len(left.sayings), len(right.sayings)),
    )


class Shorter(NamedTuple):
    """A name that may stand for a fuller one, with all that it could stand for; how sure it is when it is one, and when they are several."""

    short: NamedActor
    bearers: Sequence[NamedActor]
    reason: str
    one: float
    several: float


def compatible(left: NamedActor, right: NamedActor) -> bool:
    """Whether the two are not of two different countries."""
    return left.country is None or right.country is None or left.country == right.country


def alike(actors: Sequence[NamedActor]) -> Iterator[Proposal]:
    """Pairs that are likely one by their two names alone."""
    yield from _by_country(actors)
    yield from _by_spelling(actors)
    yield from _by_own_country(actors)
    yield from _by_one_letter(actors)


def _pairs(bucket: Sequence[NamedActor]) -> Iterable[tuple[NamedActor, NamedActor]]:
    return combinations(bucket, 2) if len(bucket) <= _FEW else ((bucket[0], other) for other in bucket[1:])


def _by_country(actors: Sequence[NamedActor]) -> Iterator[Proposal]:
    """One name under several countries, or under one and under none."""
    buckets: defaultdict[frozenset[str], list[NamedActor]] = defaultdict(list)
    for one in actors:
        buckets[actor_words(one.name)].append(one)
    for words, bucket in buckets.items():
        known = [one for one in bucket if one.country]
        proper = all(one.proper for one in bucket)
        # "The president" of no country that is told may be another's.
        person = bool(words & listed("titles")) and not proper
        for unknown in (one for one in bucket if not one.country):
            for other in known[:MOST_BEARERS]:
                if len(known) == 1 and not person:
                    yield proposal(unknown, other, "the same name, and only one country is given for it", COUNTRY)
                elif person:
                    yield proposal(unknown, other, "the same office, but perhaps of another country", UNSURE_COUNTRY)
                elif proper:
                    yield proposal(unknown, other, f"the same name, and {len(known)} countries are given for it", UNSURE_COUNTRY)
        if proper:
            for left, right in _pairs(known):
                yield proposal(left, right, "the same name under another country", OTHER_COUNTRY)


def _by_spelling(actors: Sequence[NamedActor]) -> Iterator[Proposal]:
    buckets: defaultdict[str, list[NamedActor]] = defaultdict(list)
    for one in actors:
        if one.proper:
            sound = person_key(untitled(one.name)).split()
            for key in {" ".join(sorted(sound)), "".join(sound)}:
                buckets[key].append(one)
    done: set[tuple[str, str]] = set()
    for key, bucket in buckets.items():
        for left, right in _pairs(bucket):
            words = actor_words(left.name), actor_words(right.name)
            if words[0] == words[1] or not compatible(left, right) or (left.key, right.key) in done:
                continue
            done.add((left.key, right.key))
            plain = [sorted(filter(None, map(name_key, some))) for some in words]
            if plain[0] == plain[1]:
                yield proposal(left, right, "the same letters but for accents and apostrophes", ACCENTS)
            else:
                sure = " " in key or len(key) >= _LONG
                yield proposal(left, right, "the same name in another spelling", SPELLING if sure else SHORT_WORD)


def _by_own_country(actors: Sequence[NamedActor]) -> Iterator[Proposal]:
    """ "Kazakhstan's government", "the Kazakh government", and "the government" where it is known to be Kazakhstan's."""
    buckets: defaultdict[tuple[str, frozenset[str]], list[NamedActor]] = defaultdict(list)
    for one in actors:
        if one.country:
            rest = without_country(one.name, one.country)
            if rest:
                buckets[one.country, rest].append(one)
    known = kinds_of_words().keys() | listed("titles")
    for (_country, rest), bucket in buckets.items():
        # A bank of a country is not just any bank that is there.
        score = OWN_COUNTRY if rest & known or all(actor_words(one.name) != rest for one in bucket) else PART
        for left, right in _pairs(bucket):
            if actor_words(left.name) != actor_words(right.name):
                yield proposal(left, right, "the same but for the name of its country", score)


def _by_one_letter(actors: Sequence[NamedActor]) -> Iterator[Proposal]:
    buckets: defaultdict[tuple[str, ...], list[tuple[NamedActor, str]]] = defaultdict(list)
    for one in actors:
        if one.proper:
            words = sorted(actor_words(one.name))
            for place, word in enumerate(words):
                if len(word) >= _LONG_FOR_A_LETTER:
                    rest = (*words[:place], *words[place + 1 :])
                    for short in {word, *(word[:n] + word[n + 1 :] for n in range(1, len(word)))}:
                        buckets[(short, *rest)].append((one, word))
    done: set[tuple[str, str]] = set()
    for bucket in buckets.values():
        for (left, here), (right, there) in combinations(bucket[:_FEW], 2):
            pair = (min(left.key, right.key), max(left.key, right.key))
            plural = f"{here}s" == there or f"{there}s" == here
            if here == there or plural or pair in done or not compatible(left, right):
                continue
            done.add(pair)
            yield proposal(left, right, "one letter apart", ONE_LETTER)


def shorter(actors: Sequence[NamedActor]) -> Iterator[Shorter]:
    """Names that may stand for a fuller one, the longest of them first, so that what they stand for is settled before still shorter ones."""
    cases = [*_called(actors), *_initials(actors), *_parts(actors), *_given_initials(actors), *_offices(actors)]
    cases.sort(key=lambda case: (-len(actor_words(case.short.name)), -case.one, case.short.key))
    return iter(cases)


def _called(actors: Sequence[NamedActor]) -> Iterator[Shorter]:
    by_words: defaultdict[frozenset[str], list[NamedActor]] = defaultdict(list)
    for one in actors:
        for text in one.called:
            by_words[actor_words(text)].append(one)
    for short in actors:
        words = actor_words(short.name)
        bearers = [one for one in by_words.get(words, ()) if one.key != short.key and compatible(short, one)]
        if bearers and short.proper:
            yield Shorter(short, bearers, f"articles call it {short.name}", CALLED, SEVERAL)


def _initials(actors: Sequence[NamedActor]) -> Iterator[Shorter]:
    by_initials: defaultdict[str, list[NamedActor]] = defaultdict(list)
    for one in actors:
        short = acronym(one.name)
        if short and len(short) == len(actor_words(one.name)):
            by_initials[short].append(one)
    for one in actors:
        words = actor_words(one.name)
        if len(words) == 1 and any(text.split()[-1].isupper() for text, _ in one.names or ((one.name, 1),)):
            bearers = [other for other in by_initials.get(next(iter(words)), ()) if compatible(one, other)]
            if bearers:
                yield Shorter(one, bearers, "its initials", INITIALS, SEVERAL)


def _parts(actors: Sequence[NamedActor]) -> Iterator[Shorter]:
    """Part of a name, with the word that it turns on ("Tokayev", "Security Council"), or without it ("Xi")."""
    named = [one for one in actors if one.proper]
    under: defaultdict[str, list[NamedActor]] = defaultdict(list)
    for one in named:
        for word in actor_words(one.name):
            under[word].append(one)
    sounds: defaultdict[str, list[NamedActor]] = defaultdict(list)
    for one in named:
        sounds[person_key(_head(one.name))].append(one)
    kinds = kinds_of_words().keys()
    for short in named:
        words = actor_words(short.name)
        rarest = min(words, key=lambda word: (len(under[word]), word))
        fuller = [one for one in under[rarest] if words < actor_words(one.name) and compatible(short, one)]
        turning = [one for one in fuller if _head(one.name) in words]
        if len(words) == 1 and len(rarest) >= _LONG:
            known = {one.key for one in turning}
            sounding = [one for one in sounds[person_key(rarest)] if len(actor_words(one.name)) > 1 and one.key not in known]
            turning += [one for one in sounding if compatible(short, one)]
        if not (fuller or turning) or country_of(short.name) is not None:
            continue
        # "Security" and "council" are parts of many names.
        plain = [one for one in turning if not actor_words(one.name) & kinds]
        if plain:
            yield Shorter(short, plain, "a shorter form of the name", SHORT, SEVERAL)
        elif turning and len(words) > 1:
            yield Shorter(short, turning, "a shorter form of the name", PART, PART)
        elif len(words) == 1 and all(len(actor_words(one.name)) <= 3 and _first(one.name) in words for one in fuller):
            yield Shorter(short, fuller, "the first word of the name", PART, PART)


def _given_initials(actors: Sequence[NamedActor]) -> Iterator[Shorter]:
    """ "K. Tokayev"."""
    families: defaultdict[str, list[NamedActor]] = defaultdict(list)
    for one in actors:
        if one.proper and len(_first(one.name)) > 1:
            families[_head(one.name)].append(one)
    for short in actors:
        row = WORD.findall(untitled(short.name).lower())
        if short.proper and len(row) > 1 and all(len(word) == 1 for word in row[:-1]):
            fuller = [one for one in families[row[-1]] if _first(one.name)[0] == row[0] and compatible(short, one)]
            fuller = [one for one in fuller if len(actor_words(one.name)) > 1]
            if fuller:
                yield Shorter(short, fuller, "the name with its given name as an initial", GIVEN_INITIAL, SEVERAL)


def _offices(actors: Sequence[NamedActor]) -> Iterator[Shorter]:
    """The office alone, for its one holder: "the president" where it is known to be Kazakhstan's."""
    held: defaultdict[tuple[str, str], list[NamedActor]] = defaultdict(list)
    for one in actors:
        for office in one.offices if one.country and one.proper else ():
            held[office, one.country or ""].append(one)
    for one in actors:
        if one.country:
            holders = held.get((" ".join(sorted(without_country(one.name, one.country))), one.country), [])
            if holders and all(one.key != holder.key for holder in holders):
                yield Shorter(one, holders, f"the only one named as {_office(one)}", OFFICE, 0.0)


def _office(actor: NamedActor) -> str:
    return " ".join(word for word in actor.name.split() if word.lower() not in listed("articles_and_pronouns"))


def _head(name: str) -> str:
    """The word that a name turns on: the last one before any "of", in small letters; of a person the family name."""
    row = [word.lower() for word in untitled(name).split()]
    cut = next((place for place, word in enumerate(row) if place and word in listed("prepositions")), len(row))
    found = WORD.findall(row[cut - 1]) if row else []
    return found[-1] if found else ""


def _first(name: str) -> str:
    found = WORD.findall(untitled(name).lower())
    return found[0] if found else ""
