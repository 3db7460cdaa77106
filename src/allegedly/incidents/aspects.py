"""What two sayings are alike or unlike in, one aspect each, with its weight: parties, time, place, figures.

Every aspect is a pure function of a small part of two sayings. :mod:`~allegedly.incidents.evidence` adds them up for one pair,
:mod:`~allegedly.incidents.scoring` asks each of them once for all pairs that are equal in that part.
"""

from __future__ import annotations

from functools import cache, lru_cache

from allegedly.incidents.names import listed, same_name, tables
from allegedly.incidents.traits import PLAIN, Party, Traits

# Without any date, reports this far apart are not taken for one affair.
MOST_DAYS_APART = 30

# What is alike, each with its weight. A word alone is not enough, nor two parties alone for unlike words.
PARTY, CROSSED = 1.5, 0.9
_DAY, _WEEKS, _LONG, _OTHER_DAYS = 1.0, 0.7, 0.5, -0.8
# As much as other days and other towns told before speak against it.
ONCE = 1.6
# Of another year one affair is recalled, seldom two.
_BACKGROUND = 1.6
_PLACE, _COUNTRY, MENTIONED, _SETTING = 1.0, 0.4, 0.7, 0.2
_EQUAL_COUNT, _NEAR_COUNT, TAKEN_UP = 1.2, 0.5, 0.8
# And what is not.
_OTHER_PARTY, _OTHER_NAME, _OTHER_SETTING, OTHER_SIZE, _OTHER_KIND = -0.7, -1.5, -0.8, -1.5, -2.0
_LATER, _MOST_LATER, _AT_ONCE = -0.05, -0.6, 3
_LATER_SPOKEN, _MOST_LATER_SPOKEN = -0.1, -1.5
_OTHER_TOLL, _TOLLS_APART = -0.7, 4
# Small figures are near each other by chance.
_MANY = 100

Parties = tuple[Party, ...]


@cache
def types_agree(left: str, right: str, same_deed: bool) -> bool:
    """Whether one happening may be of both types."""
    if left == right:
        return True
    families = tables()["families"] + (tables()["families_by_word"] if same_deed else [])
    return any(left in family and right in family for family in families)


def days_conflict(left: Traits, right: Traits) -> bool:
    """Whether the days that both name do not meet, or, where one names none, the articles appeared too far apart."""
    if left.days and right.days:
        return left.days[1] < right.days[0] or right.days[1] < left.days[0]
    return left.ordinal is not None and right.ordinal is not None and abs(left.ordinal - right.ordinal) > MOST_DAYS_APART


def same_offset(left: Traits, right: Traits) -> bool:
    """Whether both speak of the same word of a sentence."""
    return left.offset == right.offset


@lru_cache(maxsize=1 << 18)
def same_parties(role: str, ours: Parties, theirs: Parties) -> tuple[float, str]:
    """How much the parties of one role speak for one happening (above 0 only if two are alike), and the likest one of ours."""
    if not ours or not theirs:
        return 0.0, ""
    best, shown = 0.0, ""
    for party in ours:
        for other in theirs:
            likeness = party.likeness(other)
            if likeness > best:
                best, shown = likeness, party.shown
    if best:
        return PARTY * best, " ".join(shown.split())
    if role == "recipient" and _others_altogether(ours, theirs):
        return _OTHER_KIND, ""
    named = any(not party.plain for party in ours) and any(not party.plain for party in theirs)
    return _OTHER_NAME if named else _OTHER_PARTY, ""


def all_parties(left: Traits, right: Traits, same_word: bool, alike: dict[str, str] | None = None) -> tuple[float, bool, bool]:
    """How much the parties of both roles speak for one happening, and whether actors, and whether recipients, are alike."""
    actors, actor = same_parties("actor", left.actors, right.actors)
    recipients, recipient = same_parties("recipient", left.recipients, right.recipients)
    if alike is not None:
        alike |= ({"actor": actor} if actors > 0 else {}) | ({"recipient": recipient} if recipients > 0 else {})
    if same_word and actors <= 0 and recipients <= 0 and (shown := crossed(left, right)):
        if alike is not None:
            alike["recipient"] = shown
        return CROSSED, False, True
    return actors + recipients, actors > 0, recipients > 0


def crossed(left: Traits, right: Traits) -> str:
    """Whoever has it done to them in one saying and does it in another that knows no second party; empty where nobody is.

    "The hall burned" and "they burned the hall": one deed, the same party on the other side of it.
    """
    for ours, theirs in ((left, right), (right, left)):
        if ours.actors and not ours.recipients and theirs.recipients:
            weight, shown = same_parties("recipient", ours.actors, theirs.recipients)
            if weight > CROSSED:
                return shown
    return ""


def once_in_a_life(left: Traits, right: Traits) -> bool:
    """Whether both tell of one person, by name, what happens to a person once."""
    shared = left.deeds & right.deeds
    for role, deeds in tables()["once"].items():
        if not shared.isdisjoint(deeds):
            for party in getattr(left, role):
                if party.given and any(other.given and party.likeness(other) == 1.0 for other in getattr(right, role)):
                    return True
    return False


def near_deeds_to_one(left: Traits, right: Traits) -> bool:
    """Whether two deeds that are often told in each other's place are done to one party."""
    if not left.near & right.near:
        return False
    return max((party.likeness(other) for party in left.recipients for other in right.recipients), default=0.0) >= PLAIN


def _others_altogether(ours: Parties, theirs: Parties) -> bool:
    """Whether one side is told of one kind of people and the other of another: the dead of the police are not those of the gangs."""
    if not all(party.plain for party in (*ours, *theirs)):
        return False
    kinds = (frozenset[str]().union(*(party.kinds for party in side)) for side in (ours, theirs))
    return all("people" not in side for side in kinds)


def when(left: Traits, right: Traits, alike: dict[str, str] | None = None) -> float:
    """How much the days speak for one happening; those of the sentence or those told before."""
    if left.days and right.days:
        if alike is not None:
            alike["day"] = max(left.days[0], right.days[0])
        if left.frame == "historical":
            return _BACKGROUND
        if left.days[0] == left.days[1] and right.days[0] == right.days[1]:
            return _DAY
        months = {left.days[0][:7], left.days[1][:7], right.days[0][:7], right.days[1][:7]}
        return _WEEKS if len(months) == 1 else _LONG
    here, there = left.days or left.setting_days, right.days or right.setting_days
    if here and there:
        return _OTHER_DAYS if here[1] < there[0] or there[1] < here[0] else 0.0
    if left.ordinal is None or right.ordinal is None:
        return 0.0
    late = abs(left.ordinal - right.ordinal) - _AT_ONCE
    if late <= 0:
        return 0.0
    spoken = left.type in listed("speaking_types")
    return max(_LATER_SPOKEN * late, _MOST_LATER_SPOKEN) if spoken else max(_LATER * late, _MOST_LATER)


def where(left: Traits, right: Traits, alike: dict[str, str] | None = None) -> float:
    """How much the places speak for one happening; those of the sentence or the towns told before."""
    if left.here and right.here:
        if alike is not None and same_name(left.place, right.place):
            alike["place"] = left.here.name or left.here.text
    elif is_mentioned(left, right) or is_mentioned(right, left):
        return MENTIONED
    return place_or_setting(left, right)


def is_mentioned(left: Traits, right: Traits) -> bool:
    """Whether the town of one saying is part of how the other calls its parties."""
    return left.narrow and left.place <= right.mentioned


def place_or_setting(left: Traits, right: Traits) -> float:
    """The same as :func:`where`, as if no party were called by the town."""
    if left.here and right.here:
        if same_name(left.place, right.place):
            return _PLACE if left.narrow and right.narrow else _COUNTRY
        return 0.0
    here = left.place if left.narrow else left.setting
    there = right.place if right.narrow else right.setting
    if not here or not there:
        return 0.0
    return _SETTING if same_name(here, there) else _OTHER_SETTING


def how_many(left: Traits, right: Traits, alike: dict[str, str] | None = None) -> float:
    """How much the figures speak for one happening."""
    score = 0.0
    # In order, for sums of several weights may differ in their last digit by it.
    for kind in sorted(left.counts.keys() & right.counts.keys()):
        low, high = sorted((left.counts[kind], right.counts[kind]))
        if high > 10 * low:
            score += OTHER_SIZE
        elif low == 1 < high or (kind == "dead" and high > _TOLLS_APART * low):
            # One person and several are seldom two figures for one happening.
            score += _OTHER_TOLL
        elif low == high and low > 2:
            score += _EQUAL_COUNT
            if alike is not None:
                alike["count"] = f"{low:,.15g}"
        elif high <= 2 * low and low >= _MANY:
            score += _NEAR_COUNT
    return score


def counts_differ(left: Traits, right: Traits) -> bool:
    """Whether both give a figure of one kind, and not the same."""
    return any(left.counts[kind] != right.counts[kind] for kind in left.counts.keys() & right.counts.keys())


def in_one_article(left: Traits, right: Traits, taken_up: bool) -> float:
    """An article that counts the dead twice tells of two groups; one that repeats the deed and names nobody else takes it up again."""
    if counts_differ(left, right):
        return OTHER_SIZE
    return TAKEN_UP if taken_up else 0.0
