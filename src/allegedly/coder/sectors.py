"""What an actor does in society, read from the words for it: PLOVER sectors, kinds, titles (lexicon ``actors.yaml``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from allegedly.coder import lexicon
from allegedly.coder.entities import EntityKind, Gender
from allegedly.errors import LexiconError
from allegedly.ontology import load as load_ontology

_KINDS = ("person", "people", "body")


@dataclass(frozen=True, slots=True)
class Noun:
    """What one noun (or phrase) of the lexicon says of whoever it stands for; ``word`` is its singular."""

    word: str
    kind: EntityKind
    sectors: tuple[str, ...]
    carrier: bool = False
    national: bool = False
    title: bool = False
    plural: bool = False
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The actor lexicon, ready for look-up by lower-case form, plurals included."""

    nouns: dict[str, Noun]
    longest: int
    titles: dict[str, str]
    courtesy: dict[str, Gender]
    kept_titles: frozenset[str]
    not_titles: frozenset[str]
    also_called: dict[str, frozenset[str]]
    endings: dict[str, str]
    harmless: frozenset[str]
    naming: frozenset[str]
    former: frozenset[str]
    empty_it: frozenset[str]
    willed: frozenset[str]
    befalling: frozenset[str]
    first_names: dict[str, Gender]
    not_names: frozenset[str]
    name_particles: frozenset[str]
    collectives: frozenset[str]
    spokespersons: frozenset[str]
    seats: dict[str, tuple[str, str]]
    documents: frozenset[str]
    things: frozenset[str]
    heads_of_anything: frozenset[str]
    quantities: frozenset[str]
    told_by_sector: frozenset[str]


def plural_of(word: str) -> str:
    """The English plural of a noun phrase by rule ("party" -> "parties", "policeman" -> "policemen")."""
    if " of " in word:
        head, rest = word.split(" of ", 1)
        return f"{plural_of(head)} of {rest}"
    if word.endswith(("man", "woman")) and word not in ("human", "shaman", "ottoman"):
        return word[:-2] + "en"
    if word.endswith("child"):
        return word + "ren"
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word == "thief":
        return "thieves"
    return word + "s"


@cache
def words() -> Words:
    """The actor lexicon of English; raises :class:`LexiconError` for a sector or kind that does not exist."""
    raw = lexicon.load("actors")
    known = {sector.name for sector in load_ontology().sectors}
    nouns: dict[str, Noun] = {}
    for group in raw["nouns"]:
        sectors = tuple(group["sectors"])
        if group["kind"] not in _KINDS or not known.issuperset(sectors):
            raise LexiconError(
                f"lexicon en/actors.yaml: group {group['words'][:3]} has kind {group['kind']!r}, sectors {sectors}; unknown to PLOVER"
            )
        for word in group["words"]:
            common = {name: group.get(name, False) for name in ("carrier", "national", "title")}
            people = group["kind"] == "people"
            noun = Noun(word, group["kind"], sectors, plural=people, gender=group.get("gender"), **common)
            nouns.setdefault(word, noun)
            if not people:
                many = Noun(word, "people" if group["kind"] == "person" else "body", sectors, plural=True, gender=None, **common)
                nouns.setdefault(plural_of(word), many)
    titles = {short: full for full, shorts in raw["titles"].items() for short in shorts}
    return Words(
        nouns=nouns,
        longest=max(word.count(" ") for word in nouns) + 1,
        titles=titles,
        courtesy={word: gender for gender, listed in raw["courtesy"].items() for word in listed},
        not_titles=frozenset(raw["not_titles"]),
        kept_titles=frozenset(raw["kept_titles"]),
        also_called={word: frozenset(others) for word, others in raw["also_called"].items()},
        endings={word: sector for sector, listed in raw["name_endings"].items() for word in listed},
        harmless=frozenset(raw["harmless"]),
        naming=frozenset(raw["naming"]),
        former=frozenset(raw["former"]),
        empty_it=frozenset(raw["empty_it"]),
        willed=frozenset(raw["willed"]),
        befalling=frozenset(raw["befalling"]),
        first_names={word: gender for gender, listed in raw["first_names"].items() for word in listed},
        not_names=frozenset(raw["not_names"]),
        name_particles=frozenset(raw["name_particles"]),
        collectives=frozenset(raw["collectives"]),
        spokespersons=frozenset(raw["spokespersons"]),
        seats={seat: (code, sector) for code, seats in raw["seats"].items() for seat, sector in seats.items()},
        documents=frozenset(raw["documents"]),
        things=frozenset(raw["things"]),
        heads_of_anything=frozenset(raw["heads_of_anything"]),
        quantities=frozenset(raw["quantities"]),
        told_by_sector=frozenset(raw["told_by_sector"]),
    )


def noun_at(lower: Sequence[str], head: int, start: int) -> tuple[Noun | None, int]:
    """The longest phrase of the lexicon that ends at ``head`` and begins at or after ``start``, and where it begins."""
    table = words()
    for length in range(min(table.longest, head - start + 1), 0, -1):
        begin = head - length + 1
        found = table.nouns.get(lower[head] if length == 1 else " ".join(lower[begin : head + 1]).replace(" - ", "-"))
        if found is not None:
            return found, begin
    return None, head


def noun_of(lower: Sequence[str], start: int, head: int, end: int) -> tuple[Noun | None, int]:
    """As :func:`noun_at`, but a phrase that goes on after the head ("head of state", "member of parliament") comes first."""
    if end - head > 2 and lower[head + 1] == "of":
        found = words().nouns.get(" ".join(lower[head:end]))
        if found is not None:
            return found, head
    return noun_at(lower, head, start)


_ARMED = frozenset({"MIL", "COP", "REB", "PRM", "UAF", "SPY", "CRM"})


def sectors_of(lower: Sequence[str], start: int, head: int, end: int) -> tuple[str, ...]:
    """The sectors of the noun phrase ``[start, end)`` with its head at ``head``, the primary one first; empty when its words tell none.

    A noun that others make clear ("leader", "group", "members") takes the sector of the words before it, or of what follows "of".
    """
    table = words()
    noun, begin = noun_of(lower, start, head, end)
    if noun is None:
        return _complement(lower, head, end) if lower[head] in table.quantities else ()
    former = any(word in table.former for word in lower[start:begin])
    sectors = noun.sectors
    if noun.carrier or not sectors:
        sectors = _modifier(lower, start, begin) or _complement(lower, head, end) or noun.sectors
    elif noun.word in table.heads_of_anything:
        sectors = (
            _complement(lower, head, end) or _modifier(lower, start, begin) or sectors
        )  # "president of the university", "Senate president"
    elif sectors == ("CVL",) and _ARMED.intersection(_complement(lower, head, end)[:1]):
        sectors = _complement(lower, head, end)  # "men of the militia"
    elif "OPP" not in sectors and "opposition" in lower[start:begin]:
        sectors = ("OPP", *sectors)
    if former and noun.kind == "person" and any(sector in sectors for sector in ("GOV", "LEG")):
        sectors = ("ELI", *sectors)
    return sectors


def ending_sectors(lower: Sequence[str], start: int, end: int) -> tuple[str, ...]:
    """The sectors of a name whose last word says what kind of body it is ("Harbour Times"), unless a word before it knows better."""
    return _modifier(lower, start, end - 1) or (words().endings[lower[end - 1]],)


def _modifier(lower: Sequence[str], start: int, begin: int) -> tuple[str, ...]:
    position = begin - 1
    while position >= start:
        noun, first = noun_at(lower, position, start)
        if noun is not None and noun.sectors:
            return noun.sectors
        position = first - 1
    return ()


def _complement(lower: Sequence[str], head: int, end: int) -> tuple[str, ...]:
    if head + 2 < end + 1 and lower[head + 1 : head + 2] in (["of"], ["for"], ["from"]):
        for position in range(min(end, head + 8) - 1, head + 1, -1):
            noun, first = noun_at(lower, position, head + 2)
            if noun is not None and (noun.sectors or noun.carrier):
                return sectors_of(lower, head + 2, position, position + 1) if first <= position else ()
    return ()


def title_key(words_of_title: str) -> str:
    """The noun that a title means: "Sen." -> "senator", "Lt. Gen" -> "lieutenant general"; a plain noun means itself."""
    plain = words_of_title.lower().replace(".", "").strip()
    return words().titles.get(plain, plain)


def called(role: str) -> frozenset[str]:
    """What somebody with ``role`` may be called by a definite description: the role, its last word, and the lexicon's other words."""
    table = words()
    last = role.rsplit(" ", 1)[-1]
    return frozenset({role, last}) | table.also_called.get(role, frozenset()) | table.also_called.get(last, frozenset())
