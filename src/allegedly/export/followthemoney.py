"""FollowTheMoney entities (JSON Lines) for OpenAleph and its kind, and the statement form that keeps who says which value.

Notes:
    Model of https://followthemoney.tech, as of version 4.11. It has no schema for who says something, and its Event holds neither
    direction nor status: sayings become Notes on the Event, parties are ``involved``, and an UnknownLink says who did what to whom.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from allegedly.export.bundle import Bundle, Told, party_name
from allegedly.export.country_codes import country_code
from allegedly.export.format import Format, Options, Piece, Rows
from allegedly.export.parties import STATE
from allegedly.export.tally import Tally
from allegedly.export.wording import source_path, status_words
from allegedly.model import Actor, Article, Place, Saying, to_json

Entity = dict[str, Any]


def write(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """Each entity once, documents first."""
    for entity, _saying in entities(bundle, tally):
        tally.written[entity["schema"]] += 1
        yield "", to_json(entity) + b"\n"


def entities(bundle: Bundle, tally: Tally) -> Iterator[tuple[Entity, Saying | None]]:
    """Each entity once, with the saying that it comes from where it comes from one alone."""
    seen: set[str] = set()

    def fresh(entity: Entity) -> bool:
        known = entity["id"] in seen
        seen.add(entity["id"])
        return not known

    for article in bundle.articles.values():
        tally.read["articles"] += 1
        yield document(article), None
    for told in bundle.told:
        tally.read["incidents"] += 1
        extra: list[tuple[Entity, Saying | None]] = []
        involved = [_party(actor) for actor in (*told.actors, *told.recipients)]
        extra += [(entity, None) for entity in involved if fresh(entity)]
        address = _address(told.place)
        if address and fresh(address):
            extra.append((address, None))
        event = _event(told, [entity["id"] for entity in involved], address)
        yield from extra
        yield event, None
        for link in _links(told):
            if fresh(link):
                yield link, None
        for saying in told.sayings:
            tally.read["sayings"] += 1
            note, edge = _note(saying, event["id"]), _documentation(saying, event["id"])
            yield note, saying
            if fresh(edge):
                yield edge, saying


def _id(*parts: str) -> str:
    """An id that is the same for the same parts."""
    return "alg-" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def entity(id: str, schema: str, **values: Any) -> Entity:
    """An entity: each property a list of texts, without empty ones, each value once."""
    properties: dict[str, list[str]] = {}
    for name, value in values.items():
        given = value if isinstance(value, (list, tuple)) else [value]
        texts = list(dict.fromkeys(str(one) for one in given if one not in (None, "")))
        if texts:
            properties[name] = texts
    return {"id": id, "schema": schema, "properties": properties}


def document(article: Article) -> Entity:
    """An article as an Article; its hash of the stored text stands in the notes, for ``contentHash`` is SHA-1 of a file."""
    return entity(
        f"alg-{article.id}",
        "Article",
        title=article.title,
        fileName=article.origin or article.id,
        publisher=article.publisher,
        sourceUrl=article.url,
        publishedAt=article.published,
        language=article.language,
        bodyText=article.text,
        processingAgent="allegedly",
        notes=f"sha256 of the stored text: {article.sha256}",
    )


def _schema(actor: Actor) -> str:
    if actor.title and actor.name:
        return "Person"
    if actor.sector in STATE | {"LEG", "JUD"}:
        return "PublicBody"
    return "Organization" if actor.sector in ("PTY", "SOC", "REL", "BUS", "LAB", "REB", "PRM") else "LegalEntity"


def _country(code: str | None) -> str | None:
    alpha2 = country_code(code, "alpha2")
    return alpha2.lower() if alpha2 else None


def _party(actor: Actor) -> Entity:
    name, schema = party_name(actor), _schema(actor)
    return entity(
        _id("party", name.lower(), actor.country or ""),
        schema,
        name=name,
        country=_country(actor.country),
        wikidataId=actor.wikidata,
        **({"position": actor.title} if schema == "Person" else {}),
    )


def _address(place: Place | None) -> Entity | None:
    if place is None:
        return None
    name = place.name or place.text
    return entity(
        _id("place", str(place.geonames or ""), name, place.country or ""),
        "Address",
        full=", ".join(part for part in (name, place.admin1 if place.admin1 != name else None) if part),
        city=name if place.precision in ("city", "site") else None,
        state=place.admin1,
        country=_country(place.country),
        latitude=place.lat,
        longitude=place.lon,
    )


def _event(told: Told, involved: Sequence[str], address: Entity | None) -> Entity:
    incident, place = told.incident, told.place
    figures = [f"{kind}: {figure.low} to {figure.high}, rule says {figure.best}" for kind, figure in told.figures.items()]
    stands = ", ".join(f"{number} {stand}" for stand, number in told.stands.items())
    return entity(
        f"alg-{incident.id}",
        "Event",
        name=told.title,
        startDate=told.from_day,
        endDate=told.to_day,
        summary="; ".join([f"sayings: {stands}", f"independent: {told.independent}", *figures]),
        description=told.first.sentence.text,
        location=(place.name or place.text) if place else None,
        addressEntity=address["id"] if address else None,
        country=_country(place.country) if place else None,
        involved=list(involved),
        keywords=[incident.type, *told.modes, *told.contexts],
        proof=[f"alg-{saying.article.id}" for saying in told.sayings],
        recordId=incident.id,
    )


def _links(told: Told) -> Iterator[Entity]:
    role = ": ".join([told.incident.type, *[", ".join(told.modes)] * bool(told.modes)])
    for actor in told.actors:
        for recipient in told.recipients:
            here, there = _party(actor)["id"], _party(recipient)["id"]
            if here != there:
                yield entity(
                    _id("link", told.incident.id, here, there),
                    "UnknownLink",
                    subject=here,
                    object=there,
                    role=role,
                    startDate=told.from_day,
                    endDate=told.to_day,
                )


def _note(saying: Saying, event: str) -> Entity:
    who = source_path(saying.source, between=" < ") if saying.source else saying.article.publisher or "the article"
    cue = saying.source[-1].cue.text if saying.source and saying.source[-1].cue else ""
    span = saying.sentence
    parts = [who, cue, f"“{' '.join(span.text.split())}”"]
    return entity(
        f"alg-{saying.id}",
        "Note",
        entity=event,
        description=f"{' - '.join(part for part in parts if part)} [{span.start}:{span.end}]",
        sourceUrl=saying.article.url,
        publisher=saying.article.publisher,
        proof=f"alg-{saying.article.id}",
        keywords=[f"status: {status_words(saying.status)}", saying.id],
    )


def _documentation(saying: Saying, event: str) -> Entity:
    return entity(
        _id("documentation", saying.article.id, event, status_words(saying.status)),
        "Documentation",
        document=f"alg-{saying.article.id}",
        entity=event,
        role=status_words(saying.status),
        date=saying.article.published,
    )


STATEMENT: dict[str, str] = {
    "canonical_id": "of the event",
    "entity_id": "of the event",
    "prop": "the property",
    "schema": "Event",
    "value": "what the saying gives",
    "dataset": "the publisher",
    "lang": "of the article",
    "original_value": "the words of the article",
    "first_seen": "day of publication",
    "last_seen": "day of publication",
    "external": "false",
    "origin": "id of the saying",
    "id": "of the statement",
}


def write_statements(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """One value of one saying a row: values that differ stay side by side, each with its publisher and its saying."""
    rows = Rows(list(STATEMENT))
    yield "", rows.header()
    for told in bundle.told:
        tally.read["incidents"] += 1
        id = f"alg-{told.incident.id}"
        for saying in told.sayings:
            tally.read["sayings"] += 1
            for prop, value, original in _values(saying):
                tally.written["statements"] += 1
                yield (
                    "",
                    rows.row(
                        {
                            "canonical_id": id,
                            "entity_id": id,
                            "prop": prop,
                            "schema": "Event",
                            "value": value,
                            "dataset": saying.article.publisher or saying.article.id,
                            "lang": saying.article.language,
                            "original_value": original,
                            "first_seen": saying.article.published,
                            "last_seen": saying.article.published,
                            "external": "false",
                            "origin": saying.id,
                            "id": _id("statement", saying.id, prop, value),
                        }
                    ),
                )


def _values(saying: Saying) -> Iterator[tuple[str, str, str]]:
    event = saying.event
    yield "name", " ".join(event.trigger.text.split()), event.trigger.text
    yield "keywords", event.type, event.trigger.text
    yield "keywords", f"status: {status_words(saying.status)}", event.trigger.text
    if event.date and event.date.from_day:
        yield "startDate", event.date.from_day, event.date.text
        if event.date.to_day:
            yield "endDate", event.date.to_day, event.date.text
    if event.place:
        yield "location", event.place.name or event.place.text, event.place.text
        country = _country(event.place.country)
        if country:
            yield "country", country, event.place.text
    for actor in (*event.actors, *event.recipients):
        if party_name(actor):
            yield "involved", _party(actor)["id"], actor.text or party_name(actor)
    for count in event.counts:
        yield "summary", f"{count.kind}: {' '.join(count.text.split())}", count.text


_NOTES = (
    "An Event has no slot for direction, source or status: both parties are involved, an UnknownLink a pair says who did what to whom, "
    "each saying is a Note on the Event, and Documentation says how an article tells it.",
)
ENTITIES = Format(
    name="ftm",
    ending=".ftm.json",
    unit="incident",
    about="FollowTheMoney entities, one JSON object a line, for OpenAleph",
    write=write,
    columns={
        "Article": "the articles; SHA-256 of the stored text in notes",
        "Event": "the incidents, with the account that the rule gives",
        "Note": "the sayings: who - cue - words [start:end]; status among the keywords",
        "Documentation": "which article tells an incident how",
        "UnknownLink": "who does what to whom",
        "Address, Person, Organization, PublicBody, LegalEntity": "places and parties",
    },
    notes=_NOTES,
    incidents=True,
)
STATEMENTS = Format(
    name="ftm-statements",
    ending=".statements.csv",
    unit="saying",
    about="FollowTheMoney statements: each value with its publisher and its saying, those that differ side by side",
    write=write_statements,
    columns=STATEMENT,
    notes=("The dataset is the publisher and the origin the saying, so that nothing is merged that somebody says otherwise.",),
    incidents=True,
)
