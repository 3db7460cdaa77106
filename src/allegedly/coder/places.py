"""Where: the places that an article names, which place on the map each of them is, and the one where an event is said to have happened."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.event_place import place_of
from allegedly.coder.parts import text_of
from allegedly.coder.place_names import Named, Reading, lay_out, named, words
from allegedly.coder.place_names import candidates as all_names
from allegedly.coder.place_resolution import Group, contradicted, groups, resolve, town_around
from allegedly.gazetteer.lookup import Candidate, places_named
from allegedly.gazetteer.publishers import home_of
from allegedly.model.event import Place

Precision = Literal["site", "city", "district", "province", "country", "region"]
_PRECISION: dict[str, Precision] = {
    "country": "country",
    "region": "region",
    "admin1": "province",
    "admin2": "district",
    "city": "city",
    "capital": "city",
}
# How likely a name must be a place before it counts as one.
LEAST = 0.5

__all__ = ["PlaceMention", "find_places", "place_of", "places_of", "resolve_places", "to_place"]


@dataclass(slots=True)
class PlaceMention:
    """A name of a place: tokens ``[start, end)``, characters ``[start_char, end_char)``, and the place that it means.

    ``is_demonym`` marks an adjective or a word for people ("Kazakh"): a mention of the state, but never where something happened.
    ``meant`` is the gazetteer's entry for ``place``, null when the text itself puts the place where the gazetteer knows none of that name;
    ``sure`` is between 0 and 1.
    """

    start: int
    end: int
    start_char: int
    end_char: int
    text: str
    is_demonym: bool
    place: Place
    meant: Candidate | None
    sure: float


def to_place(candidate: Candidate, text: str, start: int, end: int) -> Place:
    """The record of ``candidate`` as named by ``text``; states and regions get no point."""
    precision = _PRECISION[candidate.kind]
    exact = precision not in ("country", "region")
    return Place(
        text=text,
        start=start,
        end=end,
        name=candidate.name,
        country=candidate.country,
        admin1=candidate.admin1,
        lat=candidate.lat if exact else None,
        lon=candidate.lon if exact else None,
        geonames=candidate.geonames,
        precision=precision,
    )


def _home(doc: Doc, domain: str | None) -> Candidate | None:
    if domain is None and Doc.has_extension("article"):
        article = doc._.article
        domain = getattr(article, "url", None) if article is not None else None
    return home_of(domain) if domain else None


def find_places(doc: Doc, *, domain: str | None = None) -> list[PlaceMention]:
    """The names of places in ``doc`` in text order, each with the place that it means here.

    Args:
        doc: A parsed article.
        domain: Domain or URL of the outlet, whose home settles ambiguous names; taken from ``doc._.article`` when null.
    """
    return _mentions(doc, lay_out(doc), _home(doc, domain))


def _mentions(doc: Doc, reading: Reading, home: Candidate | None) -> list[PlaceMention]:
    names = named(reading, least=LEAST)
    found = []
    gathered = groups(reading, names)
    said = resolve(gathered, home).said
    natural = words().natural
    for group in gathered:
        elsewhere = contradicted(group)
        chosen = group.chosen
        if chosen is not None and chosen.kind in ("city", "admin2") and said and chosen.country not in said:
            # "Delft island", where no word is of the Netherlands: the name of a town elsewhere says nothing.
            chosen = None if all(reading.word(name.end) in natural for name in group.mentions) else chosen
        for name in group.mentions:
            start, end = reading.starts[name.start], reading.ends[name.end - 1]
            meant = chosen if elsewhere is None else None
            if meant is not None:
                place = to_place(meant, name.text, start, end)
            else:
                place = Place(text=name.text, start=start, end=end, name=name.text, country=elsewhere)
            sure = group.sure * name.probability
            found.append(PlaceMention(name.start, name.end, start, end, name.text, name.is_demonym, place, meant, sure))
    found.sort(key=lambda mention: mention.start)
    return found


def places_of(doc: Doc, *, domain: str | None = None) -> list[Place]:
    """The places that ``doc`` names, adjectives and words for people among them, as records in text order."""
    return [mention.place for mention in find_places(doc, domain=domain)]


def resolve_places(doc: Doc, spans: Sequence[tuple[int, int]], *, domain: str | None = None) -> list[Place | None]:
    """Which place the words at each of ``spans`` (characters) mean; null where nothing tells.

    Unlike :func:`find_places` this takes the spans' word for it that they are places. A street, a church or a hamlet that the gazetteer does not know
    has the point of the town that the words around it are about, and that town's precision; it keeps its own name and has no GeoNames id.
    """
    reading = lay_out(doc)
    gathered, wanted = gather(doc, reading, spans)
    home = _home(doc, domain)
    resolve(gathered, home)
    chosen = {id(name): group.chosen for group in gathered for name in group.mentions}
    found: list[Place | None] = []
    for (start, end), name in zip(spans, wanted, strict=True):
        candidate = chosen.get(id(name), name.candidates[0]) if name is not None else None
        text = text_of(doc)[start:end]
        if candidate is not None:
            found.append(to_place(candidate, text, start, end))
            continue
        town = town_around(gathered, home, bisect_left(reading.starts, start))
        found.append(replace(to_place(town, text, start, end), name=text, geonames=None) if town is not None else None)
    return found


def gather(doc: Doc, reading: Reading, spans: Sequence[tuple[int, int]]) -> tuple[list[Group], list[Named | None]]:
    """The names of an article, those at ``spans`` among them whatever they look like, by name; and the name at each span."""
    names = {name.start: name for name in named(reading, least=LEAST)}
    everything = list(all_names(reading))
    wanted: list[Named | None] = []
    for start, end in spans:
        name = _given(doc, reading, everything, start, end)
        if name is not None:
            name = names.setdefault(name.start, name) if names.get(name.start, name).end == name.end else name
            names[name.start] = name
        wanted.append(name)
    return groups(reading, [names[start] for start in sorted(names)]), wanted


def _given(doc: Doc, reading: Reading, everything: Sequence[Named], start: int, end: int) -> Named | None:
    """The name at a span that is known to be a place: the whole span, without "the" or a unit word, or the longest name in it."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    inside = [name for name in everything if name.start < span.end and span.start < name.end]
    for name in inside:
        if reading.starts[name.start] == start and reading.ends[name.end - 1] == end:
            return name
    text = text_of(doc)[start:end]
    tries = [text, text.removeprefix("the ").removeprefix("The ")]
    tokens = text.split()
    if len(tokens) > 1:
        known = words()
        if tokens[-1].lower() in known.units_after:
            tries.append(" ".join(tokens[:-1]))
        if tokens[0].lower() in known.units_before:
            tries.append(" ".join(tokens[1:]).removeprefix("of "))
    abbreviated = words().abbreviations.get(text)
    if abbreviated is not None:
        meant = tuple(
            place for place in places_named(abbreviated[1]) if place.country == abbreviated[0] and place.kind == "admin1"
        )
        if meant:
            return Named(span.start, span.end, text, meant, False, True, [])
    for attempt in tries:
        meanings = places_named(attempt)
        if meanings:
            return Named(span.start, span.end, text, meanings, False, False, [])
    # Of a longer name only what it begins or ends with says where it is ("the Tashkent Opera"), and only when that is well known.
    for name in inside:
        touches = name.start == span.start or name.end == span.end
        if touches and (
            name.is_demonym or name.candidates[0].kind in ("country", "capital") or name.candidates[0].population >= 100_000
        ):
            return name
    return None


@Language.component("allegedly_places_v1", assigns=["doc._.places"])
def places(doc: Doc) -> Doc:
    """Find the places of an article and keep them, in text order, in ``doc._.places``."""
    doc._.places = find_places(doc)
    return doc
