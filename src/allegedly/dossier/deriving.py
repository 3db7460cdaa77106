"""Working out what is kept of incidents and copies: of all sayings, or of those only that a changed judgement concerns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
from sqlalchemy import Connection, select

from allegedly.dossier import judging, tables
from allegedly.dossier.current import last_codings, last_versions
from allegedly.dossier.derived_tables import article_witnesses, derivations, incident_sayings, neighbourhoods
from allegedly.dossier.rows import article_of, saying_of
from allegedly.dossier.stored import Derived, kept_copies, kept_state, parts, state
from allegedly.incidents import disagreement
from allegedly.incidents.copies import FirstPrintings, find_copies, first_printed, witness_of
from allegedly.incidents.grouping import Basis, Gathered, Near, gather, gather_again
from allegedly.model import Article, Incident, Judgement, Saying, to_json

_ROWS_AT_ONCE = 5000
# When judgements concern more sayings than this, gathering all anew is as fast.
MOST_AGAIN = 20_000


def derive(connection: Connection) -> Derived:
    """Work out what changed from what the transaction of ``connection`` sees; nothing is written.

    When only judgements changed, and not about too many sayings, the incidents of the others are left as they are.
    """
    again = derive_again(connection)
    return derive_all(connection) if again is None else again


def derive_all(connection: Connection) -> Derived:
    """Work out copies and incidents of all sayings that count."""
    at = state(connection)
    kept = kept_state(connection, "copies") == at.of_copies()
    articles = list(_articles(connection))
    found = list(kept_copies(connection)) if kept else find_copies(articles)
    said = tables.sayings
    numbers: dict[str, int] = {}
    records: dict[str, str] = {}

    def sayings() -> Iterator[Saying]:
        wanted = select(said.c.number, said.c.id, said.c.record).where(said.c.coding.in_(last_codings())).order_by(said.c.number)
        for row in _streamed(connection, wanted):
            numbers[row.id], records[row.id] = row.number, row.record
            yield saying_of(row.record)

    standing = judging.standing(judging.judgements(connection))
    gathering = gather(sayings(), standing)
    witness = witness_of(articles, found)
    printed = first_printed(found)
    copied = {copy.later.id for copy in found}
    rows: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    neighbourhood = {id: numbers[near.sayings[0]] for near in gathering.near for id in near.sayings}
    for one in gathering.found:
        own = [saying_of(records[id]) for id in one.incident.sayings]
        # As allegedly.incidents.witnesses has it, for those only of whose words some were printed before.
        witness.update(witnesses_of(own, witness, printed, copied))
        rows.append(_incident_row(one.incident, own, witness))
        members += _saying_rows(one, own, numbers, neighbourhood, witness)
    return Derived(
        at,
        [one.number or 0 for one in standing],
        rows,
        members,
        [_near_row(near, numbers) for near in gathering.near],
        copies=None if kept else found,
        witness_of_article={article.id: witness[article.id] for article in articles},
        basis=gathering.basis,
    )


def witnesses_of(sayings: Iterable[Saying], witness: dict[str, str], printed: FirstPrintings, copied: set[str]) -> dict[str, str]:
    """For the id of each saying whose sentence another article printed first, that article, or the one which that is a copy of."""
    found: dict[str, str] = {}
    for saying in sayings:
        if saying.article.id in copied:
            first = printed.of(saying.article, saying.sentence).article.id
            if first != saying.article.id:
                found[saying.id] = witness.get(first, first)
    return found


def derive_again(connection: Connection) -> Derived | None:
    """Work out the incidents again that changed judgements concern; None when more than judgements changed, or about too many sayings."""
    at, before = state(connection), kept_state(connection, "incidents")
    kept = connection.execute(select(derivations.c.detail).where(derivations.c.what == "incidents")).scalar()
    basis = connection.execute(select(derivations.c.detail).where(derivations.c.what == "basis")).scalar()
    if before is None or kept is None or basis is None or not before.startswith(at.of_sayings()):
        return None
    made = list(judging.judgements(connection))
    standing = judging.standing(made)
    concerned = _concerned(made, set(json.loads(kept)), {one.number or 0 for one in standing})
    said, inside = tables.sayings, incident_sayings
    # Those that count only: older sayings are in no incident.
    ids = select(inside.c.neighbourhood).join(said, said.c.number == inside.c.saying)
    numbers = {n for some in parts(sorted(concerned)) for n in connection.execute(ids.where(said.c.id.in_(some))).scalars()}
    rows = [
        row
        for some in parts(sorted(numbers))
        for row in connection.execute(
            select(said.c.number, said.c.id, said.c.article, inside.c.neighbourhood, inside.c.witness)
            .join(inside, inside.c.saying == said.c.number)
            .where(inside.c.neighbourhood.in_(some))
        )
    ]
    if len(rows) > MOST_AGAIN:
        return None
    own = {row.number: row.id for row in rows}
    near = list(_kept_near(connection, sorted(numbers), own))
    articles = sorted({row.article for row in rows})
    whole: dict[str, Saying] = {}
    every = select(said.c.id, said.c.record).where(said.c.coding.in_(last_codings()))
    for some in parts(articles):
        found = connection.execute(every.where(said.c.article.in_(some)))
        whole.update((row.id, saying_of(row.record)) for row in found)
    gathering = gather_again(whole.values(), near, msgspec.json.decode(basis, type=Basis), standing)
    number_of = {row.id: row.number for row in rows}
    witness = {row.id: row.witness for row in rows} | _kept_witnesses(connection, articles)
    neighbourhood = {id: number_of[one.sayings[0]] for one in gathering.near for id in one.sayings}
    incident_rows: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    for one in gathering.found:
        told = [whole[id] for id in one.incident.sayings]
        incident_rows.append(_incident_row(one.incident, told, witness))
        members += _saying_rows(one, told, number_of, neighbourhood, witness)
    return Derived(
        at,
        [one.number or 0 for one in standing],
        incident_rows,
        members,
        [_near_row(one, number_of) for one in gathering.near],
        instead_of=sorted(own),
        before=before,
    )


def _concerned(made: Sequence[Judgement], before: set[int], now: set[int]) -> set[str]:
    """The sayings whose groups may be others now: all that judgements, old or new, connect with those whose judgements changed."""
    links: dict[str, set[str]] = {}
    start: set[str] = set()
    for one in made:
        if one.number in before or one.number in now:
            links.setdefault(one.left, set()).add(one.right)
            links.setdefault(one.right, set()).add(one.left)
            if (one.number in before) != (one.number in now):
                start |= {one.left, one.right}
    found: set[str] = set()
    while start:
        id = start.pop()
        if id not in found:
            found.add(id)
            start |= links.get(id, set()) - found
    return found


def _kept_near(connection: Connection, numbers: Sequence[int], own: dict[int, str]) -> Iterator[Near]:
    kept, known = neighbourhoods, set[int]()
    for some in parts(numbers):
        for row in connection.execute(select(kept.c.number, kept.c.pairs).where(kept.c.number.in_(some))):
            known.add(row.number)
            scores, left, right = np.frombuffer(row.pairs, dtype=np.int64).reshape(3, -1)
            both = np.unique(np.concatenate([left, right]))
            places = (np.searchsorted(both, side).astype(np.int32) for side in (left, right))
            yield Near(tuple(own[number] for number in both.tolist()), scores.view(np.float64), *places)
    told = {id for number, id in own.items()}
    yield from (Near((id,), *_NOTHING) for id in sorted(told))


_NOTHING = (np.zeros(0, dtype=np.float64), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))


def _kept_witnesses(connection: Connection, articles: Sequence[str]) -> dict[str, str]:
    kept = article_witnesses
    return {
        row.article: row.witness
        for some in parts(articles)
        for row in connection.execute(select(kept).where(kept.c.article.in_(some)))
    }


def _near_row(near: Near, numbers: dict[str, int]) -> dict[str, Any]:
    own = np.array([numbers[id] for id in near.sayings], dtype=np.int64)
    pairs = near.scores.tobytes() + own[near.left].tobytes() + own[near.right].tobytes()
    return {"number": numbers[near.sayings[0]], "sayings": len(near.sayings), "pairs": pairs}


def _articles(connection: Connection) -> Iterator[Article]:
    kept = tables.articles
    for row in _streamed(connection, select(kept).where(kept.c.id.in_(last_versions())).order_by(kept.c.number)):
        yield article_of(row)


def _streamed(connection: Connection, wanted: Any) -> Iterator[Any]:
    return iter(connection.execute(wanted, execution_options={"yield_per": _ROWS_AT_ONCE}))


def _incident_row(incident: Incident, own: Sequence[Saying], witness: dict[str, str]) -> dict[str, Any]:
    independent, disputed, differing = 1, False, ""
    if len(own) > 1:
        asked = disagreement(incident, own, copies=witness)
        independent, disputed = asked.independent, asked.disputed
        differing = ", ".join(question.field for question in asked.differing)
    days = sorted(saying.article.published[:10] for saying in own if saying.article.published)
    shown = [place for saying in own if (place := saying.event.place) and (place.name or place.text) == incident.place]
    # The first of its name that is on the map, else the first.
    place = next((one for one in shown if one.lat is not None), shown[0] if shown else None)
    return {
        "id": incident.id,
        "type": incident.type,
        "frame": own[0].status.frame,
        "from_day": incident.from_day,
        "to_day": incident.to_day,
        "first_published": days[0] if days else None,
        "last_published": days[-1] if days else None,
        "place_name": incident.place,
        "place_country": place.country if place else None,
        "place_precision": place.precision if place else None,
        "place_latitude": place.lat if place else None,
        "place_longitude": place.lon if place else None,
        "sayings": len(incident.sayings),
        "publishers": len(incident.publishers),
        "sources": len(incident.sources),
        "independent": independent,
        "asserted": incident.asserted,
        "denied": incident.denied,
        "disputed": disputed,
        "differs_on": differing or None,
        "reason": incident.reason,
        "record": to_json(incident).decode(),
    }


def _saying_rows(
    one: Gathered, own: Sequence[Saying], numbers: dict[str, int], neighbourhood: dict[str, int], witness: dict[str, str]
) -> Iterator[dict[str, Any]]:
    for position, (saying, reason) in enumerate(zip(own, one.reasons, strict=True), start=1):
        article = witness.get(saying.article.id, saying.article.id)
        yield {
            "saying": numbers[saying.id],
            "incident": one.incident.id,
            "position": position,
            "neighbourhood": neighbourhood.get(saying.id, numbers[saying.id]),
            "witness": witness.get(saying.id, article),
            "reason": reason,
        }
