"""Stored incidents: always those of the sayings and judgements that stand, whatever was changed in which order, on SQLite and PostgreSQL."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from allegedly.dossier import Dossier, deriving, stored
from allegedly.dossier.derived_tables import KEPT, derivations, incidents, saying_names
from allegedly.dossier.judging import standing
from allegedly.errors import DossierError
from allegedly.incidents import disagreement
from allegedly.incidents import incidents as from_scratch
from allegedly.model import CoderRef, Saying, make_article
from incidents_made import told
from made_up import CODER, FakeCoder, strike

NEWER = CoderRef(name=CODER.name, version="2")


def _keep(dossier: Dossier, publisher: str, **more: Any) -> Saying:
    """An article of ``publisher`` with one saying, in the dossier."""
    one = told(publisher, **more)
    article = make_article(one.sentence.text, publisher=publisher, published=one.article.published)
    assert article.id == one.article.id
    dossier.keep(article, [one], CODER)
    return one


def _rows(dossier: Dossier) -> dict[str, Any]:
    """All that is kept of incidents and copies."""
    with dossier._store.reading() as connection:
        found = {}
        for table in KEPT:
            columns = [column for column in table.c if column.name != "made_at"]
            found[table.name] = sorted(map(tuple, connection.execute(select(*columns))), key=repr)
        return found


def _from_scratch(dossier: Dossier) -> dict[str, Any]:
    with dossier._store.writing() as connection:
        connection.execute(delete(derivations))
        assert stored.write(connection, deriving.derive_all(connection))
    return _rows(dossier)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_judged_what_is_kept_is_the_same_as_from_scratch(
    dossier: Dossier, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    sayings = [
        _keep(dossier, f"{publisher}{n}", day=day, place=place, actor=actor, dead=dead)
        for n, (day, place) in enumerate([(None, "Almaty"), ("2022-01-05", "Almaty"), ("2022-01-06", None), (None, "Aktau")])
        for publisher, actor, dead in (("A", "police", 3), ("B", "police", None), ("C", "gunmen", 5), ("D", "soldiers", 3))
    ]
    dossier.bring_up_to_date()
    with monkeypatch.context() as patch:
        # From here on only judgements change: all is never gathered again.
        patch.setattr(deriving, "derive_all", None)
        made: list[int] = []
        for _ in range(6):
            if made and chance.random() < 0.3:
                dossier.undo(made.pop(chance.randrange(len(made))), by="Mira")
            else:
                left, right = chance.sample(sayings, 2)
                verdict = chance.choice(["same", "different", "unsure"])
                made.append(dossier.judge(left.id, right.id, verdict, by="Mira").number or 0)
            if chance.random() < 0.7:
                assert dossier.bring_up_to_date()
        dossier.bring_up_to_date()
        assert dossier.up_to_date()
        assert dossier.incidents() == from_scratch(list(dossier.sayings()), standing(dossier.judgements()))
    kept = _rows(dossier)
    assert _from_scratch(dossier) == kept


def test_a_judgement_leaves_the_incidents_of_other_neighbourhoods_untouched(dossier: Dossier) -> None:
    near = [_keep(dossier, publisher, day="2022-01-05", place="Almaty") for publisher in "AB"]
    far = _keep(dossier, "C", trigger="blockaded", type="PROTEST", actor="farmers", recipient="grain traders", place="Aktau")
    dossier.bring_up_to_date()
    with dossier._store.writing() as connection:
        # A mark that would be gone if this line were written again.
        connection.execute(update(incidents).where(incidents.c.type == "PROTEST").values(reason="untouched"))
    dossier.judge(near[0].id, near[1].id, "different", by="Mira")
    assert sorted((line.type, line.sayings, line.reason) for line in dossier.incident_lines()) == [
        ("ASSAULT", 1, "one saying"),
        ("ASSAULT", 1, "one saying"),
        ("PROTEST", 1, "untouched"),
    ]
    dossier.judge(near[0].id, far.id, "same", by="Mira")
    lines = dossier.incident_lines()
    assert [line.sayings for line in lines] == [2, 1]
    assert "judged the same" in lines[0].reason


def test_incidents_are_out_of_date_after_each_change_and_only_then(dossier: Dossier) -> None:
    assert not dossier.up_to_date()
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    dossier.incidents()
    assert dossier.up_to_date()
    assert not dossier.bring_up_to_date()
    dossier.keep_failure("x", "y", "z")
    dossier.keep(article, sayings, CODER)
    assert dossier.up_to_date()
    made = dossier.judge(sayings[0].id, sayings[1].id, "same", by="Mira")
    assert not dossier.up_to_date()
    dossier.incidents()
    dossier.undo(made.number or 0, by="Mira")
    assert not dossier.up_to_date()
    assert dossier.incidents(fresh=False) != dossier.incidents()
    dossier.keep(article, sayings[:3], NEWER)
    assert not dossier.up_to_date()
    assert sum(line.sayings for line in dossier.incident_lines()) == 3


def test_another_version_of_the_program_does_not_believe_what_was_kept(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    dossier.incidents()
    monkeypatch.setattr(stored, "_program", lambda: "another")
    assert not dossier.up_to_date()
    dossier.judge(sayings[0].id, sayings[1].id, "same", by="Mira")
    assert dossier.incidents()[0].sayings
    assert dossier.up_to_date()


def test_copies_are_kept_and_found_again_only_when_there_are_other_articles(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "Wolves killed sheep near the bridge. The mayor went there in the morning with eleven hunters, two dogs and a priest."
    for publisher, day in (("Wire", "2021-05-04"), ("Herald", "2021-05-05")):
        article = make_article(words + f" So says {publisher}.", publisher=publisher, published=day)
        dossier.keep(article, FakeCoder().code(article), CODER)
    first, second = (article.id for article in dossier.articles())
    (line,) = dossier.incident_lines()
    assert (line.sayings, line.publishers, line.independent) == (2, 2, 1)
    (copy,) = dossier.copies(second)
    assert (copy.earlier.id, copy.later.id) == (first, second)
    assert dossier.witnesses(list(dossier.sayings()))[second] == first
    assert [one.witness for one in dossier.article_lines()] == [first, first]
    monkeypatch.setattr(deriving, "find_copies", None)
    dossier.keep(next(dossier.articles()), FakeCoder().code(next(dossier.articles())), NEWER)
    assert dossier.incident_lines()[0].independent == 1


def test_a_line_counts_voices_as_the_whole_dossier_knows_copies(dossier: Dossier) -> None:
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    _keep(dossier, "A", place="Almaty")
    _keep(dossier, "B", place="Almaty", dead=3)
    for line in dossier.incident_lines():
        incident = dossier.incident(line.id)
        own = dossier.told(incident)
        asked = disagreement(incident, own, copies=dossier.witnesses(own))
        assert (line.independent, line.disputed) == (asked.independent, asked.disputed)


def test_a_dossier_from_before_is_brought_up_and_its_names_can_be_asked_for(dossier: Dossier, place: str) -> None:
    from allegedly.dossier import tables

    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    with dossier._store.writing() as connection:
        tables.metadata.drop_all(connection, tables=[saying_names, *KEPT])
        connection.execute(
            delete(tables.migrations).where(tables.migrations.c.name.in_(["names_and_incidents", "neighbourhoods_of_incidents"]))
        )
        connection.execute(
            update(tables.migrations).where(tables.migrations.c.number > 2).values(number=tables.migrations.c.number)
        )
    with Dossier(place) as again:
        assert again.verify().stands
        assert sum(line.sayings for line in again.incident_lines()) == len(sayings)
        assert ("Police", 1) in again.counts_by("actor")


def test_what_is_worked_out_of_a_file_that_may_only_be_read_is_there_while_it_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "crisis.dossier"
    article, sayings = strike()
    with Dossier(path, create=True) as dossier:
        dossier.keep(article, sayings, CODER)
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write whatever the file's mode says
    with Dossier(path) as dossier:
        assert not dossier.up_to_date()
        assert sum(line.sayings for line in dossier.incident_lines()) == len(sayings)
        assert dossier.up_to_date()
        assert dossier.get(dossier.incidents()[0].id) == dossier.incidents()[0]
        assert dossier.verify().stands
    monkeypatch.undo()
    with Dossier(path) as dossier:
        assert not dossier.up_to_date()


def test_a_file_of_an_older_program_that_may_only_be_read_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from allegedly.dossier import tables

    path = tmp_path / "crisis.dossier"
    with Dossier(path, create=True) as dossier, dossier._store.writing() as connection:
        connection.execute(delete(tables.migrations).where(tables.migrations.c.name == "neighbourhoods_of_incidents"))
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(DossierError, match=r"an older allegedly .* copy it"):
        Dossier(path)


def test_two_that_bring_incidents_up_to_date_at_once_do_not_disturb_each_other(dossier: Dossier, place: str) -> None:
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    dossier.bring_up_to_date()
    dossier.judge(sayings[0].id, sayings[1].id, "same", by="Mira")
    with dossier._store.reading() as connection:
        late = deriving.derive(connection)
    with Dossier(place) as other:
        other.judge(sayings[2].id, sayings[3].id, "different", by="Odell")
        other.bring_up_to_date()
        kept = _rows(other)
        with dossier._store.writing() as connection:
            assert not stored.write(connection, late)
        assert _rows(other) == kept
        assert other.up_to_date()


def test_a_judgement_about_sayings_of_older_codings_changes_what_it_kept_apart(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allegedly.dossier.judging.now", lambda: "2026-01-01T00:00:00Z")
    first = _keep(dossier, "A", place="Almaty")
    second = _keep(dossier, "B", trigger="blockaded", type="PROTEST", actor="farmers", recipient="traders", place="Aktau")
    gone = []
    for words in ("Wolves killed sheep.", "Owls killed mice."):
        article = make_article(words)
        (one,) = FakeCoder().code(article)
        dossier.keep(article, [one], CODER)
        dossier.keep(article, [], NEWER)  # the newer coder finds nothing in it
        gone.append(one)
    for left, right, verdict, by in (
        (gone[0], first, "same", "A"),
        (gone[1], second, "same", "A"),
        (first, second, "same", "A"),
        # Of judgements of one second the name decides which is newer.
        (gone[0], gone[1], "different", "Z"),
    ):
        made = dossier.judge(left.id, right.id, verdict, by=by)
    assert [len(one.sayings) for one in dossier.incidents()] == [1, 1]
    dossier.undo(made.number or 0, by="Z")
    assert [len(one.sayings) for one in dossier.incidents()] == [2]
