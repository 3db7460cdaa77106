"""Adding articles at the desk: files and pasted text, with progress, and what fails is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allegedly.desk import adding_worker
from allegedly.desk.adding import label_of
from allegedly.desk.adding_jobs import Adder, Sent
from allegedly.desk.adding_worker import suffix_of
from allegedly.dossier import Dossier
from allegedly.read import Failure
from desk_server import Served


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("report.txt", "report.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\b.html", "b.html"),
        ("a<script>.pdf", "a_script_.pdf"),
        ("..", "file"),
        ("", "file"),
        ("x" * 300 + ".txt", "x" * 76 + ".txt"),
        ("отчёт.md", "отчёт.md"),
        ("a\x00b\n.csv", "a_b_.csv"),
    ],
)
def test_a_files_name_is_only_something_to_show(name: str, label: str) -> None:
    assert label_of(name) == label


def test_kinds_are_chosen_among_ours() -> None:
    assert suffix_of("a.b.HTML") == ".html"
    assert suffix_of("a.exe") is None
    assert suffix_of("txt") == ".txt"


def test_a_worker_reads_what_was_sent_and_names_where_it_is_from() -> None:
    table = b"title,text,publisher\nA,Police fired.,Wire\nB,,Wire\n"
    found = adding_worker.read(
        table, ".csv", "table.csv (sent)", {"published": "2022-01-05", "publisher": None, "language": "en"}
    )
    origins = [one.origin for one, _original in found]
    assert all(origin and origin.startswith("table.csv (sent)") for origin in origins)
    assert {type(one) is Failure for one, _ in found} == {True, False}
    ((failure, _),) = adding_worker.read(b"x", "../x", "odd", {})
    assert isinstance(failure, Failure)


def test_what_is_sent_is_kept_article_by_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from made_up import strike

    article, said = strike()
    with Dossier(tmp_path / "crisis.dossier", create=True) as dossier:
        adder = Adder(dossier)
        answers: dict[Any, Any] = {
            adding_worker.read: [(article, b"bytes"), (Failure(origin="b (sent)", error="ReadError", message="b: odd"), None)]
        }
        monkeypatch.setattr(adder, "_ask", lambda function, *given: answers.get(function, (said, said[0].coder)))
        job = adder.take([Sent("a", "a (sent)", ".txt", b"")], {}, "A. Reader")
        again = adder.take([Sent("a", "a (sent)", ".txt", b"")], {}, "A. Reader")
        while again.stage != "done":
            pass
        adder.close()
        assert [(one.title, one.outcome, one.sayings) for one in job.done] == [
            (article.title, "added", len(said)),
            ("b", "failed", 0),
        ]
        assert [one.outcome for one in again.done] == ["known before", "failed"]
        assert (job.total, job.failed, again.record()["stage"]) == (2, 1, "done")
        assert dossier.original(next(dossier.articles())) == b"bytes"
        assert [one.message for one in dossier.failures()] == ["b: odd"]
        assert len(list(dossier.sayings())) == len(said)


@pytest.mark.browser
def test_files_and_a_pasted_text_become_articles(own_desk: Served, open_tab: Any, picture: Any) -> None:
    tab = open_tab(own_desk, "/add")
    tab.set_default_timeout(90_000)
    tab.fill("#a-title", "Minister denies shots")
    tab.fill("#a-text", "The minister denied on Monday that police shot at miners in Almaty.\n\nقالت الوزارة")
    tab.fill("#a-publisher", "<b>Bold</b> News")
    tab.fill("#a-published", "2022-01-09")
    march = b"Title: A march in Aktau\n\nProtesters marched through Aktau on January 5, residents said."
    tab.set_input_files(
        "#a-files",
        [
            {"name": "../../march.txt", "mimeType": "text/plain", "buffer": march},
            {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""},
        ],
    )
    tab.click("button:has-text('Add to the dossier')")
    tab.wait_for_selector("[data-active='0']")
    picture(tab, "adding")
    listed = tab.inner_text(".job-list >> nth=0")
    assert "A march in Aktau added" in " ".join(listed.split())
    assert "empty.txt failed" in " ".join(listed.split())
    with Dossier(own_desk.place) as dossier:
        added = {article.title: article for article in dossier.articles()}
        pasted = added["Minister denies shots"]
        assert (pasted.publisher, pasted.published) == ("<b>Bold</b> News", "2022-01-09")
        assert "قالت الوزارة" in pasted.text
        assert [saying.event.type for saying in dossier.sayings(article=pasted.id) if saying.source]
        assert "/" not in (added["A march in Aktau"].origin or "")
    tab.click(".job-list a:has-text('Minister denies shots')")
    tab.wait_for_selector("h1:has-text('Minister denies')")
    tab.goto(own_desk.address + "/?publisher=%22%3Cb%3EBold%3C%2Fb%3E+News%22")
    assert "<b>Bold</b> News" in tab.inner_text(".chips")


@pytest.mark.browser
def test_what_makes_no_sense_is_said_in_the_form_and_nothing_is_lost(desk: Served, open_tab: Any) -> None:
    tab = open_tab(desk, "/add", refused=(400,))
    tab.click("button:has-text('Add to the dossier')")
    assert "nothing to add" in tab.inner_text("#problem")
    tab.fill("#a-text", "A text.")
    tab.set_input_files("#a-files", [{"name": "a.exe", "mimeType": "text/plain", "buffer": b"x"}])
    tab.click("button:has-text('Add to the dossier')")
    tab.wait_for_selector("#problem:has-text('not read')")
    assert tab.input_value("#a-text") == "A text."
