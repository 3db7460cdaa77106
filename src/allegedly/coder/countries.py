"""Which state or international body the words for an actor belong to: names, demonyms, capitals, organisations."""

from __future__ import annotations

from functools import cache, lru_cache

from allegedly import gazetteer
from allegedly.coder import lexicon
from allegedly.coder.entities import Grid
from allegedly.coder.sectors import words as party_words

_CACHED = 50_000
_WHERE = frozenset({"in", "of", "from", "across", "throughout", "inside", "within", "around"})
_GOVERNING = frozenset({"GOV", "ELI", "MIL", "LEG", "PTY", "OPP", "REB", "PRM"})


@lru_cache(maxsize=_CACHED)
def country_code(words: str) -> str | None:
    """The code of the state that ``words`` name or are the adjective of; null for anything else, regions of the world included."""
    country = gazetteer.country_of(words)
    return country.code if country is not None else None


@lru_cache(maxsize=_CACHED)
def is_state(words: str) -> bool:
    """Whether ``words`` are the name of a whole state, and not of a province or dependency listed with it."""
    country = gazetteer.country_of(words)
    return country is not None and country.part is None and gazetteer.is_country_name(words)


@lru_cache(maxsize=_CACHED)
def capital_code(words: str) -> str | None:
    """The code of the state whose capital ``words`` name."""
    country = gazetteer.capital_of(words)
    return country.code if country is not None else None


@lru_cache(maxsize=_CACHED)
def organisation(words: str) -> tuple[str, str | None, str] | None:
    """Code, sector and full name of the international organisation that ``words`` name."""
    found = gazetteer.organisation_of(words)
    return (found.code, found.sector, found.name) if found is not None else None


def country_in(grid: Grid, start: int, head: int, end: int) -> str | None:
    """The code of the one state or body that the noun phrase ``[start, end)`` names beside its head.

    "Russian troops", "France's president", "the Khartoum government", "NATO officials", "people of Kenya". Words left of the head count first, then
    those after "of" or "in". Null when there is none, or when two different ones stand there.
    """
    left = _codes(grid, start, head)
    if left:
        return left[-1] if len(set(left)) == 1 else None
    if head + 1 < end and grid.lower[head + 1] in ("of", "in") and not _of_a_town(grid, head, end):
        right = _codes(grid, head + 2, end)
        if right and (len(set(right)) == 1 or country_code(grid.words[head + 2 + (grid.lower[head + 2] == "the")])):
            return right[0]  # "of the Syrian Golan Heights" is of what the adjective says
    return None


def _of_a_town(grid: Grid, head: int, end: int) -> bool:
    """Whether a national body is said to be of a town that is no capital: "the government of Norland" is not that of Norland, Florida."""
    noun = party_words().nouns.get(grid.lower[head])
    if noun is None or not noun.national:
        return False
    inside = [mention.place for mention in grid.doc._.places or () if head < mention.start < end]
    return bool(inside) and all(
        place.precision in ("city", "site") and not capital_code(place.text) and not country_code(place.text) for place in inside
    )


def country_of_residents(grid: Grid, head: int, end: int) -> str | None:
    """The state in whose part a people lives, for a people named after another: "the Albanians of southern Serbia"."""
    if head + 2 < end and grid.lower[head + 1] == "of":
        codes = _codes(grid, head + 2, end)
        return codes[0] if len(set(codes)) == 1 else None
    return None


@cache
def _province_words() -> frozenset[str]:
    return frozenset(lexicon.load("places")["province_words"])


def country_beside(grid: Grid, head: int) -> str | None:
    """The state in a phrase that hangs on the noun at ``head``: "rebels in Chad", "students across Peru", "a group based in Mali"."""
    for child in grid.children.get(head, ()):
        if child < head:
            continue
        if grid.dep[child] == "acl" and grid.lower[child] == "based":
            return country_beside(grid, child)
        if grid.dep[child] == "prep" and grid.lower[child] in _WHERE:
            for inner in grid.children.get(child, ()):
                if grid.dep[inner] == "pobj" and grid.pos[inner] in ("PROPN", "NOUN"):
                    start, end = grid.phrase(inner)
                    if _of_a_town(grid, head, end):
                        return None
                    if grid.lower[inner] in _province_words():  # "in Niger state" is in no country of that name
                        before = [c for c in grid.children.get(inner, ()) if grid.dep[c] == "compound" and c < inner]
                        end = min(before, default=end)
                    codes = _codes(grid, start, end)
                    return codes[0] if len(set(codes)) == 1 else None
    return None


@lru_cache(maxsize=_CACHED)
def led_by(name: str, year: int | None, office: bool, sectors: tuple[str, ...]) -> str | None:
    """The state or body that the person of that ``name`` leads or has led, by the table of leaders.

    A family name alone counts only behind an ``office`` ("President Mugabe"), a full name for nobody who does something else ("Ian Smith, a baker").
    """
    if (" " not in name and not office) or (sectors and not _GOVERNING.intersection(sectors)):
        return None
    return gazetteer.leader_code(name, year)


def _codes(grid: Grid, start: int, end: int) -> list[str]:
    """The codes of the states, capitals and bodies named in ``[start, end)``; "ethnic Albanians" are of no state."""
    found: list[str] = []
    words = grid.words
    token = start
    while token < end:
        word = words[token]
        if word[:1].isupper() and (token == 0 or grid.lower[token - 1] != "ethnic"):
            for length in (4, 3, 2, 1):  # "Democratic Republic of Congo", "the United States", "New Zealand"
                if token + length <= end:
                    code = _code(" ".join(words[token : token + length]))
                    if code is not None:
                        found.append(code)
                        token += length - 1
                        break
            else:
                if token in grid.country_at and grid.label[token] != "PERSON":
                    found.append(grid.country_at[token])
                elif token not in grid.country_at and grid.label[token] not in ("PERSON", "ORG"):
                    meant = gazetteer.misspelt_country(word)
                    if meant is not None:
                        found.append(meant)
        token += 1
    return found


@lru_cache(maxsize=_CACHED)
def _code(words: str) -> str | None:
    code = country_code(words) or capital_code(words)
    if code is None:
        known = organisation(words)
        code = known[0] if known is not None else None
    return code
