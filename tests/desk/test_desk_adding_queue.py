"""The queue of what was sent to the desk: nothing that goes wrong with one article costs another, and what is noted of each is so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from allegedly.desk import adding, adding_jobs, adding_worker
from allegedly.desk.adding_jobs import Adder, Job, Sent
from allegedly.desk.app import create_app
from allegedly.desk.security import Access
from allegedly.dossier import Dossier
from allegedly.errors import UnreadableFile, UsageError
from allegedly.model import Article, Saying, make_article
from allegedly.read import Failure
from desk_server import Stranger, served
from made_up import strike

A_TEXT = Sent("a", "a (sent)", ".txt", b"")


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with closing(Dossier(tmp_path / "crisis.dossier", create=True)) as made:
        yield made


@pytest.fixture
def adder(dossier: Dossier) -> Iterator[Adder]:
    made = Adder(dossier)
    yield made
    made.close()


def answering(
    adder: Adder, monkeypatch: pytest.MonkeyPatch, *, read: Callable[[], Any] | None = None, code: Callable[[], Any] | None = None
) -> tuple[Article, list[Saying]]:
    """Have the worker answer what a test wants; by default one article with its sayings."""
    article, said = strike()

    def ask(function: Any, *_given: Any) -> Any:
        if function is adding_worker.read:
            return read() if read else [(article, b"bytes")]
        return code() if code else (said, said[0].coder)

    monkeypatch.setattr(adder, "_ask", ask)
    return article, said


def ended(job: Job) -> Job:
    end = time.monotonic() + 30
    while job.stage != "done":
        assert time.monotonic() < end
        time.sleep(0.01)
    return job


def broken() -> Any:
    raise BrokenProcessPool


def test_a_fault_of_ours_in_one_job_leaves_the_next_its_turn(adder: Adder, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([ValueError("odd\n  thing"), None])

    def read() -> Any:
        fault = next(answers)
        if fault:
            raise fault
        return [(strike()[0], None)]

    answering(adder, monkeypatch, read=read)
    first, second = adder.take([A_TEXT], {}, ""), adder.take([A_TEXT], {}, "")
    assert [(one.title, one.outcome, one.line) for one in ended(first).done] == [("a", "failed", "odd thing")]
    assert [one.outcome for one in ended(second).done] == ["added"]
    # What was sent is let go of.
    assert first.sent == ()


def test_a_file_that_takes_the_reader_down_is_named_and_kept_apart(
    adder: Adder, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(adder, monkeypatch, read=broken)
    job = ended(adder.take([A_TEXT], {}, ""))
    assert (job.total, job.failed) == (1, 1)
    assert "reading it ended the program that reads" in job.done[0].line
    assert [one.origin for one in dossier.failures()] == ["a (sent)"]


def test_an_article_that_takes_the_coder_down_or_cannot_be_coded_is_kept_as_failed(
    adder: Adder, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[Callable[[], Any]] = [broken, lambda: ("UnknownLanguage", "no coder for tlh")]
    answering(adder, monkeypatch, code=lambda: codes.pop(0)())
    first, second = ended(adder.take([A_TEXT], {}, "")), ended(adder.take([A_TEXT], {}, ""))
    assert [one.line for one in (*first.done, *second.done)] == ["coding it ended the program that codes", "no coder for tlh"]
    assert {one.error for one in dossier.failures()} <= {"WorkerDied", "UnknownLanguage"}
    assert "UnknownLanguage" in {one.error for one in dossier.failures()}
    assert list(dossier.articles()) == []


def test_what_the_dossier_refuses_is_said(adder: Adder, dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    article, _said = answering(adder, monkeypatch)

    def keep(*_given: Any, **_more: Any) -> Any:
        raise UsageError("this dossier may only be read")

    monkeypatch.setattr(dossier, "keep", keep)
    job = ended(adder.take([A_TEXT], {}, ""))
    assert [(one.title, one.outcome, one.line) for one in job.done] == [
        (article.title, "failed", "this dossier may only be read")
    ]


@pytest.mark.parametrize(("by", "how"), [("Mira", "the desk, by Mira"), ("", "the desk")])
def test_custody_says_who_added_it(adder: Adder, dossier: Dossier, monkeypatch: pytest.MonkeyPatch, by: str, how: str) -> None:
    answering(adder, monkeypatch)
    told: list[str] = []
    keep = dossier.keep
    monkeypatch.setattr(dossier, "keep", lambda *given, how, **more: (told.append(how), keep(*given, how=how, **more))[1])
    ended(adder.take([A_TEXT], {}, by))
    assert told == [how]


def test_closing_stops_after_the_article_at_hand(adder: Adder, dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [(make_article(f"Police fired. {n}"), None) for n in range(3)]
    _article, said = strike()

    def code() -> Any:
        adder._closed = True
        return [], said[0].coder

    answering(adder, monkeypatch, read=lambda: articles, code=code)
    job = ended(adder.take([A_TEXT], {}, ""))
    assert (job.total, len(job.done)) == (3, 1)
    assert len(list(dossier.articles())) == 1


def test_the_last_jobs_are_shown_the_newest_first(adder: Adder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding_jobs, "KEPT_JOBS", 2)
    answering(adder, monkeypatch, read=list)
    for _ in range(5):
        ended(adder.take([A_TEXT], {}, ""))
    assert [job.number for job in adder.jobs] == [5, 4, 3]


def test_after_a_worker_that_died_there_is_a_new_one(adder: Adder) -> None:
    class Pool:
        _processes: dict[int, Any] = {}  # noqa: RUF012 - as the real one has it

        def submit(self, *_given: Any) -> Any:
            raise BrokenProcessPool

        def shutdown(self, **_given: Any) -> None:
            pass

    adder._pool = Pool()  # type: ignore[assignment]
    with pytest.raises(BrokenProcessPool):
        adder._ask(adding_worker.read)
    assert adder._pool is None


def test_the_worker_names_what_cannot_be_coded_and_keeps_its_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    class OneCoder:
        ref = strike()[1][0].coder

        def __init__(self, language: str) -> None:
            made.append(language)
            if language == "xx":
                raise UnreadableFile("no coder\nfor xx")

        def code(self, article: Article) -> list[Saying]:
            if article.text == "worse":
                raise ZeroDivisionError("one / zero")
            return []

    monkeypatch.setattr("allegedly.coder.coder.Coder", OneCoder)
    monkeypatch.setattr(adding_worker, "_coders", {})
    assert adding_worker.code(make_article("A text.")) == ([], OneCoder.ref)
    assert adding_worker.code(make_article("Another.", language="en")) == ([], OneCoder.ref)
    assert made == ["en"]
    assert adding_worker.code(make_article("Odd.", language="xx")) == ("UnreadableFile", "no coder for xx")
    error, line = adding_worker.code(make_article("worse"))
    assert error == "ZeroDivisionError"
    assert line == "a fault in allegedly, please report it: ZeroDivisionError: one / zero"


def test_what_the_form_says_is_checked_and_what_it_leaves_open_is_nothing() -> None:
    assert adding._defaults("  The  Wire ", " 2022-01-05 ", " EN ") == {
        "publisher": "The Wire",
        "published": "2022-01-05",
        "language": "en",
    }
    assert adding._defaults("  ", "", " ") == {"publisher": None, "published": None, "language": None}
    for published, language, said in (("soon", "", "'soon' is no day"), ("", "english", "'english' is no language code")):
        with pytest.raises(UsageError, match=said):
            adding._defaults("", published, language)


def test_pasted_text_keeps_its_lines_and_whatever_stands_in_it() -> None:
    sent = adding._pasted("  A   title ", "one\r\ntwo \udc80")
    assert sent.data == b"Title: A title\n\none\ntwo ?"
    assert (sent.label, sent.suffix) == ("A title", ".txt")
    assert adding._pasted(" ", "words").data == b"words"
    assert adding._pasted(" ", "words").label == "pasted text"


def test_two_files_of_one_name_come_from_two_places() -> None:
    first, second = adding._origin("report.txt"), adding._origin("report.txt")
    assert first != second
    assert first.startswith("report.txt (sent to the desk 2")


def test_a_failure_that_was_read_is_shown_by_the_name_of_its_file(adder: Adder, monkeypatch: pytest.MonkeyPatch) -> None:
    failure = Failure(origin="b.txt (sent to the desk 2022, no. 1)", error="ReadError", message="b: odd")
    answering(adder, monkeypatch, read=lambda: [(failure, b"x")])
    assert [(one.title, one.line) for one in ended(adder.take([A_TEXT], {}, "")).done] == [("b.txt", "b: odd")]


def test_what_failed_last_stands_first(tmp_path: Path) -> None:
    place = tmp_path / "crisis.dossier"
    with Dossier(place, create=True) as dossier:
        for name in ("first", "second"):
            dossier.keep_failure(f"{name}.txt", "ReadError", f"{name}: odd")
    with served(place) as desk:
        stranger = Stranger(desk)
        stranger.come_in()
        page = stranger.ask("GET", "/add")[2]
        assert -1 < page.index("second: odd") < page.index("first: odd")


def test_a_desk_that_ends_closes_what_was_begun_for_it(tmp_path: Path) -> None:
    Dossier(tmp_path / "crisis.dossier", create=True).close()
    app = create_app(tmp_path / "crisis.dossier", Access("a-token-of-a-test", port=80))
    closed: list[str] = []
    app.state.desk.when_closed(lambda: closed.append("the adder"))

    async def live() -> None:
        async with app.router.lifespan_context(app):
            assert closed == []

    with ThreadPoolExecutor(1) as beside:  # a browser of other tests keeps a loop of its own in this thread
        beside.submit(asyncio.run, live()).result()
    assert closed == ["the adder"]
