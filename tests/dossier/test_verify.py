"""Verification: whatever is changed behind the program's back is found."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from allegedly.dossier import Dossier
from made_up import CODER, strike

CHANGES = {
    "UPDATE articles SET text = replace(text, 'two strikers', 'six strikers')": "the text is not the one that was read",
    "UPDATE articles SET published = '2020-01-01'": "was changed after it was read",
    "UPDATE originals SET bytes = 'x'": "bytes are not those that were read",
    "UPDATE sayings SET record = replace(record, 'asserted', 'future')": "a saying was changed",
    "UPDATE sayings SET modality = 'future' WHERE number = 1": "columns differ from the saying itself: modality",
    "DELETE FROM sayings WHERE number = 3": "9 sayings, but 10 were written",
    "UPDATE judgements SET verdict = 'different'": "was changed after it was made",
    "UPDATE judgements SET undone_by = 'nobody'": "who took it back",
    "UPDATE judgements SET undone_by = NULL, undone_at = NULL, undone_why = NULL": "who took it back",
    "DELETE FROM judgements": "judgement 1: it is gone",
    "UPDATE custody SET subject = 'other' WHERE number = 2": "was changed after it was written",
    "DELETE FROM custody WHERE number = 2": "one was changed, removed or put in",
    "DELETE FROM custody WHERE action = 'article'": "nothing in custody says how this article came here",
    "DELETE FROM custody WHERE action = 'coded'": "nothing in custody says that it was coded",
}


@pytest.fixture
def full(dossier: Dossier) -> Dossier:
    """A dossier with an article, its sayings, and a judgement that was taken back."""
    article, sayings = strike()
    dossier.keep(article, sayings, CODER, original=b"bytes")
    dossier.judge(sayings[0].id, sayings[1].id, "same", by="Mira", why="one walk-out")
    dossier.undo(1, by="Odell", why="two")
    return dossier


def test_all_stands_in_one_line(full: Dossier) -> None:
    found = full.verify()
    assert found.stands
    assert found.line().startswith("all stands: 1 article, 10 sayings with ")
    assert full.head()[:16] in found.line()


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found(full: Dossier, change: str) -> None:
    with full._store.writing() as connection:
        if "FROM sayings" in change and connection.dialect.name == "postgresql":
            connection.execute(text("DELETE FROM saying_words WHERE number = 3"))
        connection.execute(text(change))
    found = full.verify()
    assert CHANGES[change] in "\n".join(f"{fault.subject}: {fault.wrong}" for fault in found.faults)
    assert not found.stands
    assert "not stand" in found.line()


def test_a_quotation_that_no_longer_stands_is_found_even_when_every_hash_was_made_anew(full: Dossier) -> None:
    with full._store.writing() as connection:
        connection.execute(text("UPDATE sayings SET record = replace(record, 'fired on', 'aimed at')"))
    wrong = [fault.wrong for fault in full.verify().faults]
    assert any("event.trigger: span" in one and "fired on" in one for one in wrong)
