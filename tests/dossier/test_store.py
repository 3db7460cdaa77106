"""What goes into a dossier comes out of it, once, on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text

import allegedly
from allegedly.dossier import Dossier, listing, tables
from allegedly.dossier.migrations import MIGRATIONS
from allegedly.errors import DossierError, NoSuchId, UsageError
from allegedly.model import Article, CoderRef, Incident, Saying, make_article
from made_up import CODER, FakeCoder, saying, span, strike

NEWER = CoderRef(name=CODER.name, version="2")
SENTENCE = "Wolves killed sheep near the bridge."


def _killing(words: str = SENTENCE, **facts: str) -> tuple[Article, list[Saying]]:
    article = make_article(words, language="en", **facts)  # type: ignore[arg-type]
    return article, FakeCoder().code(article)


def test_an_article_comes_back_as_it_was_with_its_sayings_and_its_bytes(dossier: Dossier) -> None:
    article, sayings = strike()
    assert dossier.keep(article, sayings, CODER, original=b"\x00\xff bytes").outcome == "added"
    assert list(dossier.articles()) == [article]
    assert list(dossier.sayings()) == sayings
    assert dossier.original(article) == b"\x00\xff bytes"
    assert dossier.verify().stands


def test_the_same_article_again_changes_nothing(dossier: Dossier) -> None:
    article, sayings = strike()
    dossier.keep(article, sayings, CODER, original=b"bytes")
    head = dossier.head()
    assert dossier.is_coded(article, CODER)
    assert dossier.keep(article, sayings, CODER, original=b"bytes").outcome == "known"
    assert dossier.head() == head
    assert len(list(dossier.articles())) == 1


def test_the_same_bytes_at_the_same_place_are_the_same_article_even_when_they_are_read_in_another_way(dossier: Dossier) -> None:
    url = "https://herald.example/wolves"
    article, sayings = _killing(url=url)
    dossier.keep(article, sayings, CODER, original=b"<html>")
    other, _others = _killing("Boilerplate. " + SENTENCE, url=url)
    assert dossier.is_coded(other, CODER, original=b"<html>")
    assert dossier.keep(other, [], CODER, original=b"<html>x").outcome == "new version"


def test_a_reprint_is_another_article_with_sayings_of_its_own(dossier: Dossier) -> None:
    for publisher in ("Herald", "Gazette", "Courier"):
        article, sayings = _killing(publisher=publisher)
        assert dossier.keep(article, sayings, CODER).outcome == "added"
    found = list(dossier.sayings())
    assert len({one.id for one in found}) == 3
    assert [one.article.publisher for one in found] == ["Herald", "Gazette", "Courier"]
    assert dossier.verify().stands


def test_two_sayings_with_one_id_are_both_kept(dossier: Dossier) -> None:
    article, (one,) = _killing()
    dossier.keep(article, [one, one], CODER)
    assert len({saying.id for saying in dossier.sayings()}) == 2


def test_a_changed_page_is_a_new_version_and_the_old_one_stays_readable(dossier: Dossier) -> None:
    url = "https://herald.example/wolves"
    first, sayings = _killing(url=url)
    second, later = _killing("Foxes killed geese.", url=url)
    dossier.keep(first, sayings, CODER)
    assert dossier.keep(second, later, CODER).outcome == "new version"
    assert list(dossier.articles()) == [second]
    assert list(dossier.articles(all_versions=True)) == [first, second] == dossier.versions(first)
    assert [one.event.actors[0].text for one in dossier.sayings()] == ["Foxes"]
    assert list(dossier.sayings(article=first.id)) == sayings


def test_one_address_with_another_article_each_day_holds_no_versions(dossier: Dossier) -> None:
    for day, words in (("2021-05-04", SENTENCE), ("2021-05-05", "Foxes killed geese.")):
        article, sayings = _killing(words, url="https://herald.example/today", published=day)
        assert dossier.keep(article, sayings, CODER).outcome == "added"
    for words in ("Owls killed mice.", "Cats killed rats."):
        article, sayings = _killing(words, url="https://herald.example/")
        assert dossier.keep(article, sayings, CODER).outcome == "added"
    assert len(list(dossier.articles())) == 4


def test_a_row_with_an_id_of_its_own_and_another_text_is_a_new_version_under_another_id(dossier: Dossier) -> None:
    first, sayings = _killing(id="n1", origin="table.jsonl:1")
    second, later = _killing("Foxes killed geese.", id="n1", origin="table.jsonl:7")
    dossier.keep(first, sayings, CODER)
    kept = dossier.keep(second, later, CODER)
    assert (kept.outcome, kept.article.id) == ("new version", "n1.2")
    assert [one.article.id for one in dossier.sayings()] == ["n1.2"]
    assert dossier.keep(second, later, CODER).outcome == "known"


def test_a_newer_coder_leaves_the_older_sayings_beside_its_own(dossier: Dossier) -> None:
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    newer = [msgspec.structs.replace(one, id=one.id + "n", coder=NEWER) for one in sayings[:4]]
    assert dossier.keep(article, newer, NEWER).outcome == "coded again"
    assert list(dossier.sayings()) == newer
    assert list(dossier.sayings(older=True)) == sayings + newer
    assert dossier.verify().stands


def test_a_failure_is_kept_with_its_article_counted_when_it_comes_again_and_gone_when_it_is_solved(dossier: Dossier) -> None:
    article, sayings = _killing(origin="bad.txt")
    for _ in range(2):
        dossier.keep_failure("bad.txt", "ZeroDivisionError", "exploded", article=article, original=b"b")
    (failed,) = dossier.failures()
    assert (failed.origin, failed.message, failed.times, failed.article) == ("bad.txt", "exploded", 2, article)
    dossier.keep(article, sayings, CODER)
    assert dossier.failures() == []


def test_what_fails_in_a_transaction_leaves_nothing_behind(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    article, sayings = strike()

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("allegedly.dossier.adding.carry_over", fail)
        with pytest.raises(ZeroDivisionError):
            dossier.keep(article, sayings, CODER, original=b"bytes")
    assert list(dossier.articles()) == list(dossier.sayings()) == []
    assert dossier.verify().entries == len(MIGRATIONS)


def test_many_sayings_come_in_order_though_they_are_fetched_in_pages(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "ROWS_AT_ONCE", 3)
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    assert list(dossier.sayings()) == sayings


def test_get_takes_a_whole_id_or_a_beginning_that_only_one_has(dossier: Dossier) -> None:
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    assert dossier.get(article.id[:6]) == article
    assert dossier.get(sayings[0].id) == sayings[0]
    incident = dossier.incidents()[0]
    assert dossier.get(incident.id) == incident
    with pytest.raises(NoSuchId, match="no article, saying or incident 'x_1'"):
        dossier.get("x_1")
    owls, _ = _killing(id="a_common1")
    cats, _ = _killing("Cats sleep.", id="a_common2")
    dossier.keep(owls, [], CODER)
    dossier.keep(cats, [], CODER)
    with pytest.raises(NoSuchId, match="a_common1, a_common2"):
        dossier.get("a_common")


def test_incidents_are_of_the_sayings_that_count(dossier: Dossier) -> None:
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    found = dossier.incidents()
    assert all(isinstance(one, Incident) for one in found)
    assert sorted(id for one in found for id in one.sayings) == sorted(one.id for one in sayings)


def test_copies_of_one_text_are_one_voice(dossier: Dossier) -> None:
    words = (
        SENTENCE
        + " The mayor of the town went there in the morning with eleven hunters, two dogs and a priest from the next valley."
    )
    for publisher in ("Herald", "Gazette", "Courier"):
        article, sayings = _killing(words, publisher=publisher, published="2021-05-04")
        dossier.keep(article, sayings, CODER)
    (incident,) = dossier.incidents()
    assert len(incident.sayings) == 3
    assert dossier.disagreement(incident).independent == 1


def test_a_data_frame_has_the_columns_of_the_files_and_the_incident(dossier: Dossier) -> None:
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    frame = dossier.to_dataframe()
    assert list(frame["id"].to_pylist()) == [one.id for one in sayings]
    assert frame["incident"].null_count == 0


def test_two_writers_at_once_take_turns_and_double_nothing(place: str) -> None:
    articles = [_killing(f"Wolves{n} killed sheep{n}.") for n in range(15)]
    Dossier(place, create=True).close()
    faults: list[BaseException] = []

    def write() -> None:
        try:
            with Dossier(place) as one:
                for article, sayings in articles:
                    one.keep(article, sayings, CODER, original=article.text.encode())
        except BaseException as fault:
            faults.append(fault)

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults == []
    with Dossier(place) as dossier:
        assert len(list(dossier.articles())) == len(list(dossier.sayings())) == 15
        assert dossier.verify().stands


def test_a_writer_that_waits_too_long_is_told_so(place: str) -> None:
    article, sayings = strike()
    with Dossier(place, create=True) as slow, Dossier(place, wait=0.2) as quick:
        with slow._store.writing(), pytest.raises(DossierError, match="another program is writing"):
            quick.keep(article, sayings, CODER)
        assert quick.keep(article, sayings, CODER).outcome == "added"


def test_a_dossier_of_a_newer_program_is_refused(place: str) -> None:
    with Dossier(place, create=True) as dossier, dossier._store.writing() as connection:
        connection.execute(insert(tables.migrations).values(number=99, name="from_the_future", applied_at="2099"))
    with pytest.raises(DossierError, match="newer allegedly"):
        Dossier(place)


def test_a_database_of_something_else_is_refused(place: str) -> None:
    with Dossier(place, create=True) as dossier, dossier._store.writing() as connection:
        connection.execute(text("DROP TABLE article_words"))
        connection.execute(text("DROP TABLE saying_words"))
        tables.metadata.drop_all(connection)
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    for create in (False, True):
        with pytest.raises(DossierError, match="recipes"):
            Dossier(place, create=create)


def test_an_empty_database_is_no_dossier_until_one_is_begun(dossier: Dossier, place: str, tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="no such dossier"):
        allegedly.open(tmp_path / "none.dossier")
    with allegedly.open(place) as again:
        assert list(again.articles()) == []


@pytest.mark.parametrize("words", ["NUL \0 here", "half \ud800 a pair"])
def test_a_text_that_no_database_takes_is_refused_in_our_own_words(dossier: Dossier, words: str) -> None:
    with pytest.raises(UsageError, match=r"a NUL character|a lone surrogate"):
        dossier.keep(make_article(words), [], CODER)


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200)


@given(before=_TEXT, after=_TEXT, title=st.none() | _TEXT, publisher=st.none() | _TEXT, original=st.binary(max_size=50))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was(
    dossier: Dossier, before: str, after: str, title: str | None, publisher: str | None, original: bytes
) -> None:
    sentence = f"{before} wolves killed sheep {after}"
    number = len(list(dossier.articles())) + 1
    article = make_article(sentence, id=f"a_{number:05}", title=title, publisher=publisher, notes=(after,))
    one = saying(article, sentence, "killed", "ASSAULT", actors=("wolves",))
    dossier.keep(article, [one], CODER, original=original)
    kept = dossier.get(article.id)
    assert kept == article
    assert isinstance(kept, Article)
    assert dossier.original(kept) == original
    assert next(dossier.sayings(article=article.id)).event == one.event
    assert span(kept.text, "killed").text == "killed"
    assert dossier.verify().stands


def test_a_sqlite_dossier_that_may_only_be_read_is_read_and_says_so_when_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "crisis.dossier"
    article, sayings = strike()
    with Dossier(path, create=True) as dossier:
        dossier.keep(article, sayings, CODER)
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write whatever the file's mode says
    with Dossier(path) as dossier:
        assert list(dossier.sayings()) == sayings
        with pytest.raises(DossierError, match="may only be read"):
            dossier.keep_failure("x", "y", "z")


def test_a_file_that_is_no_dossier_is_named(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all, this is a letter and by no means a database. " * 30)
    with pytest.raises(DossierError, match=r"letter\.txt: not a dossier"):
        Dossier(tmp_path / "letter.txt")
    with pytest.raises(DossierError, match="a folder"):
        Dossier(tmp_path, create=True)
    with pytest.raises(UsageError, match="not mysql"):
        Dossier("mysql://somewhere/else")


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    path = tmp_path / "crisis.dossier"
    with Dossier(path, create=True) as dossier:
        article, sayings = _killing()
        dossier.keep(article, sayings, CODER)
        # A limit on pages is how SQLite sees a full disk.
        with dossier._store.reading() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(DossierError, match="the disk is full; what was reported as done is safe"):
            dossier.keep(make_article("Owls. " * 5000), [], CODER, original=b"x" * 100_000)
        assert list(dossier.articles()) == [article]
        assert dossier.verify().stands


def test_any_sqlite_program_can_read_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "crisis.dossier"
    article, sayings = strike()
    with Dossier(path, create=True) as dossier:
        dossier.keep(article, sayings, CODER)
    plain = sqlite3.connect(path)
    rows = plain.execute("SELECT type, trigger_words, actors FROM sayings WHERE polarity = 'negative' ORDER BY number").fetchall()
    plain.close()
    assert rows[0] == ("ASSAULT", "fired on", "officers")
