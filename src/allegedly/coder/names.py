"""The names of an article: where they stand, what they name, and which titles stand before them.

The parser's named entities are a hint only: a title before a name makes it a person, and the gazetteer and the actor lexicon
overrule a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from allegedly.coder.countries import capital_code, country_code, is_state, organisation
from allegedly.coder.entities import EntityKind, Gender, Grid
from allegedly.coder.sectors import ending_sectors, noun_at, sectors_of, words
from allegedly.gazetteer import country, is_country_name, is_region_name, misspelt_country

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "LAW", "EVENT", "WORK_OF_ART", ""})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ARTICLES = frozenset({"the", "a", "an"})
_STOPS = frozenset({".", "!", "?", "…"})
_WORDLIKE = re.compile(r"[^\W_][\w.'’&,/\-‑– ]*")
_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@dataclass(slots=True)
class Name:
    """One name as it stands: tokens ``[start, end)`` without article and title, its head, and what its surroundings say of it.

    ``words`` are its words in lower case, hyphenated ones as one. ``title`` is the token range of a title before it. ``kind`` is null when
    nothing tells what it names. ``code`` is a country's or a body's.
    """

    start: int
    end: int
    head: int
    words: tuple[str, ...]
    kind: EntityKind | None
    title: tuple[int, int] | None = None
    gender: Gender | None = None
    code: str | None = None
    sectors: tuple[str, ...] = ()
    official: str | None = None
    capital: bool = False


def names(grid: Grid) -> Iterator[Name]:
    """The names in text order; capitalised lines (headings), where every word looks like a name, give none."""
    capitals = headings(grid)
    token, count = 0, len(grid.words)
    while token < count:
        if not _capital(grid, token) or grid.sentence[token] in capitals or grid.lower[token] in _ARTICLES:
            token += 1
            continue
        end = _run_end(grid, token)
        found = _read(grid, token, end)
        if found is not None:
            yield found
        token = end


def _capital(grid: Grid, token: int) -> bool:
    label = grid.label[token]
    if label not in _NAMED:
        return False
    word = grid.words[token]
    return word[0].isupper() and (grid.pos[token] == "PROPN" or (label != "" and grid.pos[token] in ("NOUN", "ADJ", "X", "VERB")))


def headings(grid: Grid) -> set[int]:
    """Sentences set with capitals throughout: a line without a full stop, or a long one that is nearly all capitals."""
    if grid.in_capitals is not None:
        return grid.in_capitals
    found = grid.in_capitals = set()
    for number, start in enumerate(grid.starts):
        end = grid.starts[number + 1] if number + 1 < len(grid.starts) else len(grid.words)
        long = [word for word in grid.words[start:end] if len(word) > 3 and word.isalpha()]
        capitals = sum(word[0].isupper() for word in long)
        stopped = any(word in _STOPS for word in grid.words[max(start, end - 3) : end])
        if ":" in grid.words[max(start, end - 2) : end] and any(word[0].islower() for word in grid.words[start:end]):
            continue  # who speaks: "Opposition leader Ana Lund on Radio Tarn:"
        if (len(long) >= 6 and capitals >= 0.8 * len(long)) or (len(long) >= 4 and not stopped and capitals >= 0.75 * len(long)):
            found.add(number)
    return found


def _run_end(grid: Grid, start: int) -> int:
    """The end of the capitalised run that starts at ``start``: one name, perhaps with its title."""
    table = words().nouns
    end, count, sentence = start + 1, len(grid.words), grid.sentence[start]
    while end < count and grid.sentence[end] == sentence:
        last = end - 1
        inside = grid.label[end] != "" and not grid.entity_start[end] and grid.label[end] == grid.label[last]
        if grid.words[end] in "-‑–" and grid.joined[last] and grid.joined[end] and end + 1 < count:
            if inside or (grid.pos[end + 1] == "PROPN" and grid.words[end + 1][0].isupper()):
                end += 2
                continue
            break
        if grid.label[end] == "PERSON" and grid.tag[end] in ("VBD", "VBZ", "MD"):
            break  # "Boyle Accused Harlan"
        if _capital(grid, end):
            if inside or (grid.label[last] == "" and _modifies(grid, last, end)):
                end += 1
                continue
            if grid.label[last] != "" and grid.label[end] == "" and _modifies(grid, last, end):
                end += 1
                continue
            break
        small = grid.lower[end]
        if inside and _goes_on(grid, end):
            end += 1
            continue
        if small in ("of", "for") and end + 1 < count and _capital(grid, end + 1):
            noun = table.get(grid.lower[last])
            if noun is not None and noun.kind == "body":
                end += 2
                continue
        break
    while end > start + 1 and not grid.words[end - 1][0].isalnum():
        end -= 1
    while end > start + 1 and grid.lower[end - 1] in ("'s", "’s", "of", "the", "for", "and", "s"):
        end -= 1
    return end


def _goes_on(grid: Grid, token: int) -> bool:
    """Whether a word without capital inside a labelled run belongs to the name ("van", "of the"), and is no verb that the label ran over."""
    lower, name = grid.lower[token], grid.label[token]
    if lower in (",", ";", ":", "(", ")"):
        return False
    if name == "PERSON" and lower[0].isalpha():
        return lower in words().name_particles
    return grid.pos[token] not in ("VERB", "AUX", "PRON", "ADV", "SCONJ")


def _modifies(grid: Grid, token: int, following: int) -> bool:
    """Whether ``token`` belongs to a name that goes on at ``following``."""
    return (
        grid.head[token] >= following
        and grid.dep[token] in ("compound", "nmod", "amod", "nn", "poss")
        and grid.dep[token] != "poss"
    )


def _words(grid: Grid, start: int, end: int) -> tuple[str, ...]:
    found: list[str] = []
    glue = False
    for token in range(start, end):
        word = grid.lower[token]
        if word in "-‑–":
            glue = True
        elif glue and found:
            found[-1] += "-" + word
            glue = False
        elif word not in _GENERATIONS and not (len(word) == 2 and word[1] == "."):
            found.append(word)
    return tuple(found) or (grid.lower[start],)


def _title(grid: Grid, start: int, end: int) -> tuple[int, Gender | None, bool]:
    """Where the name proper begins after titles in ``[start, end)``, the gender they tell, and whether there was one."""
    table = words()
    begin, gender, found = start, None, False
    for token in range(start, end - 1):
        plain = grid.lower[token].rstrip(".")
        if grid.words[token + 1] in "-‑–" and grid.joined[token]:
            continue  # "Secretary-General" is one word
        if plain in table.courtesy:
            begin, gender, found = token + 1, gender or table.courtesy[plain], True
            continue
        noun, _first = noun_at(grid.lower, token, start)
        if f"{plain} {grid.lower[token + 1]}" in table.not_titles:
            continue
        if (
            (noun is not None and noun.title and not noun.plural)
            or (grid.words[token].endswith(".") and plain in table.titles)
            or plain in table.titles
        ):
            begin, found = token + 1, True
            gender = gender or (noun.gender if noun is not None else None)
    return begin, gender, found


def _read(grid: Grid, start: int, end: int) -> Name | None:
    """The run ``[start, end)`` as a name; null for adjectives and for plain words that only have a capital."""
    if end - start == 1 and (grid.pos[start] == "ADJ" or grid.dep[start] == "amod"):
        return None
    table = words()
    if not _WORDLIKE.fullmatch("".join(grid.words[start:end])):
        return None
    if grid.lower[start] in table.not_names and (end - start == 1 or grid.lower[start] not in table.courtesy):
        return None  # "Mr" alone; but "Mr Oli", as British papers write
    head = next((token for token in range(end - 1, start - 1, -1) if not start <= grid.head[token] < end), end - 1)
    text = grid.text(start, end)
    last, begins = noun_at(grid.lower, end - 1, start)
    first = table.nouns.get(grid.lower[start])
    body = first is not None and first.kind == "body" and start + 1 < end and grid.lower[start + 1] in ("of", "for")
    known = organisation(text)
    if known is not None:
        return Name(
            start,
            end,
            head,
            _words(grid, start, end),
            "body",
            code=known[0],
            sectors=(known[1],) if known[1] else (),
            official=known[2],
        )
    code = country_code(text)
    if code is not None:
        kind: EntityKind = "people" if not is_country_name(text) else "country" if is_state(text) else "place"
        return Name(start, end, head, _words(grid, start, end), kind, code=code, sectors=("GOV",) if kind == "country" else ())
    seat = table.seats.get(text.lower())
    if seat is not None:
        return Name(start, end, head, _words(grid, start, end), "body", code=seat[0], sectors=(seat[1],))
    if body or (last is not None and last.kind in ("body", "people") and (end - start > 1 or last.sectors)):
        if end - start == 1:
            return None  # "the Government", "Parliament": a description with a capital
        noun_head = start if body else end - 1
        sectors = sectors_of(grid.lower, start, noun_head, end)
        people = not body and last is not None and last.plural and last.kind == "people"
        return Name(start, end, head, _words(grid, start, end), "people" if people else "body", sectors=sectors)
    if end - start > 1 and grid.lower[end - 1] in table.things:
        return None
    begin, gender, titled = _title(grid, start, end)
    title = (start, begin) if titled else None
    if not titled and last is not None and last.kind == "person" and (begins == start or end - start <= 2):
        return None  # "the President", "Republicans"
    if not titled and grid.lower[end - 1] in table.endings and end - start > 1:
        return Name(start, end, head, _words(grid, start, end), "body", sectors=ending_sectors(grid.lower, start, end))
    labels = {grid.label[token] for token in range(begin, end)} - {""}
    if not titled:
        title = _title_before(grid, start, head)
        titled = title is not None
        if title is not None:
            before, _first = noun_at(grid.lower, title[1] - 1, title[0])
            gender = before.gender if before is not None else None
    named = _words(grid, begin, end)
    if table.first_names.get(named[0]) and len(named) > 1 and not labels & {"GPE", "FAC", "LOC"}:
        gender = gender or table.first_names[named[0]]
        return Name(begin, end, head, named, "person", title, gender)
    if titled:
        return Name(begin, end, head, named, "person", title, gender or table.first_names.get(named[0]))
    if len(named) == 1 and not grid.country_at.get(start):
        meant = misspelt_country(text)
        state = country(meant) if meant is not None else None
        if state is not None and state.name[0] + state.name[-1] == text[0] + text[-1] and abs(len(state.name) - len(text)) < 2:
            return Name(start, end, head, named, "country", code=state.code, sectors=("GOV",))
    label = grid.label[head] or next(iter(labels), "")
    capital = capital_code(text)
    if label == "PERSON" and (capital is None or named[0] in table.first_names):  # the tagger takes Khartoum for a person
        return Name(begin, end, head, named, "person", None, table.first_names.get(named[0]))
    if capital is not None or label in _PLACES or is_region_name(text):
        return Name(start, end, head, named, "place", code=capital, capital=capital is not None)
    if label == "NORP":
        return Name(start, end, head, named, "people")
    if label == "" and len(named) == 1 and named[0] in table.first_names:
        return Name(begin, end, head, named, "person", None, table.first_names[named[0]])
    return Name(start, end, head, named, "body" if label == "ORG" else None)


def _title_before(grid: Grid, start: int, head: int) -> tuple[int, int] | None:
    """A title in small letters right before a name: "foreign minister Ana Lund", "rebel leader Sam Oduya"."""
    token = start - 1
    if token < 0 or grid.sentence[token] != grid.sentence[start] or grid.pos[token] not in ("NOUN", "PROPN", "ADJ"):
        return None
    noun, begin = noun_at(grid.lower, token, max(start - 5, grid.starts[grid.sentence[start]]))
    if noun is None or not noun.title or noun.plural:
        return None
    if not (
        grid.head[token] == head or (grid.head[head] == token and grid.dep[head] == "appos") or grid.dep[token] == "compound"
    ):
        return None
    while begin > 0 and grid.dep[begin - 1] in ("compound", "amod", "nmod", "poss", "case") and begin not in grid.starts:
        if grid.pos[begin - 1] == "PRON":
            break
        if grid.dep[begin - 1] != "case" and not begin - 1 < grid.head[begin - 1] <= max(head, token):
            break
        begin -= 1
    return begin, start
