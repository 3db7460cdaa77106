"""Adding articles from the page: files and pasted text go into a queue, and the page shows how far it is."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime
from itertools import count
from typing import Annotated
from weakref import WeakKeyDictionary

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import JSONResponse, RedirectResponse, Response

from allegedly.desk.adding_jobs import Adder, Sent
from allegedly.desk.adding_worker import suffix_of
from allegedly.desk.rendering import page
from allegedly.desk.rooms import AtDesk, Desk, InSession
from allegedly.errors import UsageError
from allegedly.read import KINDS, publication_date

router = APIRouter()
NAVIGATION = ("Add", "/add")
LONGEST_LABEL = 80
_making = threading.Lock()
_adders: WeakKeyDictionary[Desk, Adder] = WeakKeyDictionary()
_sent_numbers = count(1)
_ODD = re.compile(r"[^\w .()-]+")


def adder_of(desk: Desk) -> Adder:
    """The one adder of a desk, begun when it is first needed."""
    with _making:
        found = _adders.get(desk)
        if found is None:
            found = _adders[desk] = Adder(desk.dossier)
            desk.when_closed(found.close)
    return found


@router.get("/add")
def form(request: Request, desk: AtDesk) -> Response:
    """The form, what was sent before, and what could not be read so far."""
    return _form(request, desk)


@router.post("/add")
def take(
    request: Request,
    desk: AtDesk,
    session: InSession,
    files: Annotated[list[UploadFile] | None, File()] = None,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
    publisher: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
) -> Response:
    """Take what was sent into the queue, and show it there."""
    given = {"title": title, "text": text, "publisher": publisher, "published": published, "language": language}
    try:
        defaults = _defaults(publisher, published, language)
        sent = [_file(one) for one in files or [] if one.filename]
        if text.strip():
            sent.append(_pasted(title, text))
        if not sent:
            raise UsageError("There is nothing to add; choose files, or paste a text.")
    except UsageError as fault:
        return _form(request, desk, status=400, problem=str(fault), given=given)
    adder_of(desk).take(sent, defaults, session.reviewer)
    return RedirectResponse("/add", 303)


@router.get("/add/progress")
def progress(desk: AtDesk) -> Response:
    """How far each job is, for the script of the page."""
    return JSONResponse([job.record() for job in adder_of(desk).jobs])


def _form(request: Request, desk: Desk, *, status: int = 200, problem: str = "", given: dict[str, str] | None = None) -> Response:
    jobs = adder_of(desk).jobs
    return page(
        request,
        "adding.html",
        status=status,
        problem=problem,
        given=given or dict.fromkeys(("title", "text", "publisher", "published", "language"), ""),
        jobs=jobs,
        active=any(job.stage != "done" for job in jobs),
        failures=desk.dossier.failures()[-40:][::-1],
        suffixes=list(KINDS),
    )


def _defaults(publisher: str, published: str, language: str) -> dict[str, str | None]:
    """What the form says of articles that do not say it themselves; raises :class:`UsageError` for a day that is none."""
    if published.strip() and publication_date(published.strip()) is None:
        raise UsageError(f"{published.strip()!r} is no day; write it as YYYY-MM-DD, for example 2022-01-05, or leave it out.")
    if language.strip() and not re.fullmatch(r"[A-Za-z]{2,3}", language.strip()):
        raise UsageError(f"{language.strip()!r} is no language code; write two letters, for example en, or leave it out.")
    return {
        "publisher": " ".join(publisher.split()) or None,
        "published": published.strip() or None,
        "language": language.strip().lower() or None,
    }


def _file(sent: UploadFile) -> Sent:
    name = label_of(sent.filename or "")
    suffix = suffix_of(name)
    if suffix is None:
        raise UsageError(f"{name}: files of this kind are not read; allowed are {', '.join(KINDS)}. Convert or rename it.")
    return Sent(name, _origin(name), suffix, sent.file.read())


def _pasted(title: str, text: str) -> Sent:
    label = " ".join(title.split())[:LONGEST_LABEL] or "pasted text"
    head = f"Title: {' '.join(title.split())}\n\n" if title.strip() else ""
    return Sent(label, _origin("pasted.txt"), ".txt", (head + text.replace("\r\n", "\n")).encode("utf-8", "replace"))


def label_of(filename: str) -> str:
    """A file's name as something to show: its last part, without anything that a path could be made of."""
    last = re.split(r"[/\\]", filename)[-1]
    return _ODD.sub("_", last).strip(". ")[-LONGEST_LABEL:] or "file"


def _origin(name: str) -> str:
    """Where an article is noted to come from. It is another each time: two files of one name need not be versions of one article."""
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H.%M.%S")
    return f"{name} (sent to the desk {moment}, no. {next(_sent_numbers)})"
