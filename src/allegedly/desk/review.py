"""Review: one saying at a time; accept it, put its fields right, reject it, leave it; every decision kept, signed and undoable."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from allegedly.desk import review_room as room
from allegedly.desk.rendering import page
from allegedly.desk.review_form import blind_changes, changes
from allegedly.desk.review_room import Way
from allegedly.desk.review_timing import Timed
from allegedly.desk.rooms import AtDesk, Desk, InSession
from allegedly.desk.security import Session, local_path
from allegedly.dossier.review_records import QUEUES, REASONS, plain, value_of
from allegedly.errors import UnknownName, UsageError

router = APIRouter(route_class=Timed)
NAVIGATION = ("Review", "/review")
MOST_SHOWN = 40
# The fields that a blind answer gives; those that the form leaves empty say that the text is silent.
_BLIND = ("type", "actors", "recipients", "source", "place", "date", "counts", "polarity", "modality", "frame", "certainty")


def way_of(queue: Annotated[str, Query()] = "hardest", blind: Annotated[str, Query()] = "") -> Way:
    """How the reviewer goes through the sayings, from the address."""
    if queue not in QUEUES:
        raise UnknownName("queue", queue, QUEUES)
    return Way(queue, blind == "1")


@router.get("/review")
def start(request: Request, desk: AtDesk, session: InSession, queue: str = "hardest", blind: str = "", end: str = "") -> Response:
    """Where a review begins: which order, blind or not, how far it is, and what it tells so far."""
    reviews = desk.dossier.reviews
    if not reviews.is_filled():
        reviews.fill()
    made, skipped = reviews.made(), reviews.skipped(session.reviewer) if session.reviewer else []
    hidden = room.hidden_from(made, session.reviewer)
    shown = [one for one in reversed(made) if one.number not in hidden]
    recent = shown[:MOST_SHOWN]
    return page(
        request,
        "review_start.html",
        way=way_of(queue, blind),
        queues=QUEUES,
        progress=reviews.progress(session.reviewer or None),
        precision=reviews.precision(),
        agreement=reviews.agreement(),
        reviewers=reviews.reviewers(),
        recent=recent,
        phrases=room.phrases(desk.dossier, [*(one.saying for one in recent), *skipped[:MOST_SHOWN]]),
        made=len(shown),
        hidden=len(hidden),
        skipped=skipped,
        ended=bool(end),
        room=room,
    )


@router.get("/review/next")
def go_on(desk: AtDesk, session: InSession, queue: str = "hardest", blind: str = "") -> Response:
    """To the next saying."""
    return RedirectResponse(_next(desk, session, way_of(queue, blind)), 303)


@router.post("/review/undo")
def undo(
    desk: AtDesk,
    session: InSession,
    number: Annotated[int | None, Form()] = None,
    back: Annotated[str, Form()] = "",
    queue: Annotated[str, Form()] = "hardest",
    blind: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
) -> Response:
    """Take a decision back, the reviewer's last one when none is named, and return to its saying."""
    reviews = desk.dossier.reviews
    if number is None:
        last = reviews.last(session.reviewer)
        if last is None:
            raise UsageError("there is nothing of yours to take back; the list of decisions shows those of others")
        number = last.number
    undone = reviews.undo(number, by=session.reviewer, why=why)
    if back:
        return RedirectResponse(local_path(back), 303)
    return RedirectResponse(f"/review/{undone.saying}{way_of(queue, blind).query(undone=undone.number)}", 303)


@router.get("/review/{saying}")
def show(
    request: Request,
    desk: AtDesk,
    session: InSession,
    saying: str,
    queue: str = "hardest",
    blind: str = "",
    last: int | None = None,
    undone: int | None = None,
    answer: str = "",
) -> Response:
    """One saying to be decided; with ``answer``, what the reviewer decided beside the coder and the others."""
    way = way_of(queue, blind)
    if not session.reviewer:
        return RedirectResponse(f"/review{way.query()}", 303)
    return _page(request, desk, session, saying, way, last=last, undone=undone, answer=bool(answer))


@router.post("/review/{saying}")
async def decide(request: Request, desk: AtDesk, session: InSession, saying: str) -> Response:
    """Keep a decision and go on to the next saying; a form that cannot be understood is shown again with why."""
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    if "modes-shown" in form:
        form["modes"] = ",".join(str(value) for value in (await request.form()).getlist("mode"))
    return await run_in_threadpool(_decide, request, desk, session, saying, form)


def _decide(request: Request, desk: Desk, session: Session, saying: str, form: dict[str, str]) -> Response:
    way = way_of(form.get("queue", "hardest"), form.get("blind", ""))
    try:
        kept = _keep(desk, session, saying, way, form)
    except (UsageError, UnknownName) as fault:
        return _page(request, desk, session, saying, way, problem=str(fault), given=form, status=400)
    if kept.blind and kept.decides:
        return RedirectResponse(f"/review/{saying}{way.query(answer='1')}", 303)
    return RedirectResponse(_next(desk, session, way, last=kept.number), 303)


def _keep(desk: Desk, session: Session, id: str, way: Way, form: dict[str, str]) -> Any:
    """Write down what the form decides."""
    reviews = desk.dossier.reviews
    decision, _, reason = form.get("decision", "").partition(":")
    more: dict[str, Any] = {"by": session.reviewer, "why": form.get("why", ""), "queue": way.queue}
    own, _others = room.decisions(desk.dossier, id, session.reviewer)
    blind = way.blind and not (own is not None and own.decides)
    if decision != "keep":
        return reviews.decide(id, decision, reason=reason or None, blind=blind, **more)
    saying, article = room.saying_with_article(desk.dossier, id)
    known = list(desk.dossier.sayings(article=article.id))
    if blind:
        empty = room.blank(saying)
        said = {field: plain(value_of(empty, field)) for field in _BLIND} | changes(form, empty, article.text, known)
        if not said["type"]:
            raise UsageError("choose the type of the event, or reject the saying when there is none")
        wanted = blind_changes(said, saying)
    else:
        # A second decision is about what the coder found, so the form is compared with that and not with the first decision.
        wanted = changes(form, saying, article.text, known)
    return reviews.decide(id, "correct" if wanted else "accept", changes=wanted or None, blind=blind, **more)


def _next(desk: Desk, session: Session, way: Way, *, last: int | None = None) -> str:
    """The address of the next saying, or of the start when there is none left."""
    reviews = desk.dossier.reviews
    found = reviews.next(session.reviewer, way.queue) if session.reviewer else []
    more = {} if last is None else {"last": last}
    if not found:
        return f"/review{way.query(**more)}" + ("" if not session.reviewer else "&end=1")
    return f"/review/{found[0].saying}{way.query(**more)}"


def _page(
    request: Request,
    desk: Desk,
    session: Session,
    id: str,
    way: Way,
    *,
    last: int | None = None,
    undone: int | None = None,
    answer: bool = False,
    problem: str = "",
    given: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    reviews = desk.dossier.reviews
    shown = room.sheet(desk.dossier, id, session.reviewer, way)
    before = reviews.one(last) if last is not None else None
    template = "review_answer.html" if answer and shown.own is not None and shown.own.decides else "review.html"
    coded, _article = room.saying_with_article(desk.dossier, id)
    judged = [one for one in (shown.own, *shown.others) if one is not None and one.decides]
    return page(
        request,
        template,
        status=status,
        way=way,
        sheet=shown,
        coded=coded,
        before=before,
        before_others=room.decisions(desk.dossier, before.saying, session.reviewer)[1] if before else (),
        undone=undone,
        can_undo=before is None and reviews.last(session.reviewer) is not None,
        problem=problem,
        given=given or {},
        progress=reviews.progress(session.reviewer),
        # Only the order by lot moves the estimate.
        precision=reviews.precision() if way.queue == "random" else None,
        judged=judged,
        differences=room.differences(coded, judged),
        reasons=room.reasons(),
        reason_meanings=REASONS,
        queues=QUEUES,
        room=room,
    )
