"""Getting out of one incident and of a review: what the page shows, all of it, with a line to cite it by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from allegedly.desk.citation import citation
from allegedly.desk.export import flat, saying_file, table_file
from allegedly.desk.incident_room import quotations
from allegedly.desk.rendering import number_of, of_all
from allegedly.desk.review_room import hidden_from
from allegedly.desk.rooms import AtDesk, InSession
from allegedly.incidents import disagreement

router = APIRouter()


@router.get("/export/incident.{kind}")
def incident(desk: AtDesk, kind: str, incident: str) -> Response:
    """The quotations of one incident: whole records as JSON Lines, those with a point as GeoJSON, and as CSV also what each holds of it."""
    found = desk.dossier.incident(incident, fresh=False)
    sayings = [msgspec.structs.replace(one, incident=found.id) for one in desk.dossier.told(found)]
    line = citation(desk, f"{number_of(len(sayings), 'saying')} of incident {found.id}")
    if kind != "csv":
        return saying_file("incident", kind, sayings, line)
    quoted = quotations(desk.dossier, found, sayings, desk.dossier.witnesses(sayings))
    rows = (
        {
            **flat(one.saying),
            "stand": one.stand,
            "printed_first_in": one.copied_from or one.saying.article.id,
            "here_because": one.why,
        }
        for one in quoted
    )
    return table_file("incident", kind, rows, line)


@router.get("/export/differences.{kind}")
def differences(desk: AtDesk, kind: str, incident: str) -> Response:
    """What the sayings of one incident give: each question with every value, who gives it and where, and whether they differ on it."""
    found = desk.dossier.incident(incident, fresh=False)
    sayings = desk.dossier.told(found)
    given = disagreement(found, sayings, copies=desk.dossier.witnesses(sayings)).records()
    columns = dict.fromkeys(name for row in given for name in row)
    line = citation(desk, f"{number_of(len(given), 'value')} of incident {found.id}")
    return table_file("differences", kind, ({name: row.get(name) for name in columns} for row in given), line)


@router.get("/export/review.{kind}")
def review(desk: AtDesk, session: InSession, kind: str) -> Response:
    """Every decision, those taken back too; what others decided of sayings that the reviewer has not decided is left out, as on the page."""
    made = desk.dossier.reviews.made()
    hidden = hidden_from(made, session.reviewer)
    line = citation(desk, of_all(len(made) - len(hidden), len(made), "decision"))

    def rows() -> Iterator[dict[str, Any]]:
        for one in made:
            if one.number not in hidden:
                yield {**msgspec.to_builtins(one), "corrections": msgspec.json.encode(one.corrections).decode()}

    return table_file("review", kind, rows(), line)


@router.get("/export/figures.{kind}")
def figures(desk: AtDesk, kind: str) -> Response:
    """How often the coder is right, and how far reviewers agree: a row for each field, with its interval and of how many."""
    reviews = desk.dossier.reviews
    precision, agreement = reviews.precision(), reviews.agreement()
    given = [("precision", one.field, one.share, one.low, one.high, one.n) for one in precision.shares]
    given += [("alpha", one.field, one.alpha, one.low, one.high, one.n) for one in agreement]
    rows = [dict(zip(("measure", "field", "value", "low", "high", "n"), one, strict=True)) for one in given]
    what = f"{number_of(len(rows), 'figure')} from {precision.decided} of the first {precision.drawn} sayings drawn by lot out of {precision.sayings}"
    return table_file("figures", kind, rows, citation(desk, what))
