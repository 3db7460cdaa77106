"""Reviews of single sayings: decided, corrected by words, taken back, carried over, verified; the queue; on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import update

from allegedly.dossier import Dossier
from allegedly.dossier.review_queue import lot_of
from allegedly.dossier.review_records import Correction
from allegedly.dossier.review_rows import columns_of, insert_review
from allegedly.dossier.review_tables import reviews as table
from allegedly.errors import NoSuchId, UnknownName, UsageError
from allegedly.model import Article, CoderRef, Saying, make_article
from made_up import CODER, FakeCoder, span, strike

NEWER = CoderRef(name=CODER.name, version="2")


@pytest.fixture
def kept(dossier: Dossier) -> tuple[Article, list[Saying]]:
    """The article of the strike, in the dossier, and its sayings as they are kept."""
    article, sayings = strike()
    dossier.keep(article, sayings, CODER)
    dossier.reviews.fill()
    return article, list(dossier.sayings())


def actor(article: Article, words: str, near: str | None = None) -> dict[str, Any]:
    """An actor as the record writes it, with nothing but its words."""
    found = span(article.text, words, near)
    return {"text": found.text, "start": found.start, "end": found.end}


def test_a_review_says_who_when_and_what(dossier: Dossier, kept: tuple[Article, list[Saying]]) -> None:
    _article, sayings = kept
    made = dossier.reviews.decide(sayings[0].id, "accept", by=" Mira ", why="plain", queue="random", blind=True)
    assert (made.saying, made.decision, made.by, made.why, made.queue, made.blind) == (
        *(sayings[0].id, "accept", "Mira", "plain", "random", True),
    )
    assert made.at.endswith("Z")
    assert dossier.reviews.made() == [made]
    assert dossier.verify().stands


def test_a_correction_keeps_before_and_after_with_their_words(dossier: Dossier, kept: tuple[Article, list[Saying]]) -> None:
    article, sayings = kept
    killed = sayings[2]
    right = [actor(article, "officers", "The interior ministry denied")]
    made = dossier.reviews.decide(killed.id, "correct", by="Mira", changes={"actors": right})
    (correction,) = made.corrections
    assert correction.field == "actors"
    assert [one["text"] for one in correction.before] == ["Police"]
    assert [(one["text"], one["start"]) for one in correction.after] == [("officers", right[0]["start"])]


def test_the_saying_itself_is_never_edited_and_reads_otherwise_as_judged(
    dossier: Dossier, kept: tuple[Article, list[Saying]]
) -> None:
    article, sayings = kept
    killed, other = sayings[2], sayings[3]
    changes = {"actors": [actor(article, "the army")], "polarity": "negative"}
    dossier.reviews.decide(killed.id, "correct", by="Mira", changes=changes)
    dossier.reviews.decide(other.id, "reject", by="Mira", reason="no event")
    assert list(dossier.sayings()) == sayings
    one, two, three = dossier.reviews.as_judged([killed, other, sayings[0]])
    assert one.reading is not None
    assert [actor.text for actor in one.reading.event.actors] == ["the army"]
    assert one.reading.status.polarity == "negative"
    assert one.reading.id == killed.id
    assert two.reading is None
    assert (three.reading, three.review) == (sayings[0], None)


def test_a_new_type_takes_the_old_modes_with_it(dossier: Dossier, kept: tuple[Article, list[Saying]]) -> None:
    _article, sayings = kept
    made = dossier.reviews.decide(sayings[2].id, "correct", by="Mira", changes={"type": "COERCE"})
    assert {one.field: one.after for one in made.corrections} == {"modes": [], "type": "COERCE"}


@pytest.mark.parametrize(
    ("decision", "more", "error", "says"),
    [
        ("agree", {}, UnknownName, "accept, correct"),
        ("accept", {"by": "  "}, UsageError, "who made it"),
        ("accept", {"queue": "easiest"}, UnknownName, "hardest"),
        ("accept", {"changes": {"type": "PROTEST"}}, UsageError, "only corrected"),
        ("accept", {"reason": "no event"}, UsageError, "only a rejected"),
        ("reject", {}, UnknownName, "no event"),
        ("reject", {"reason": "other"}, UsageError, "say why"),
        ("correct", {}, UsageError, "nothing was corrected"),
        ("correct", {"changes": {"type": "ASSAULT"}}, UsageError, "nothing was corrected"),
        ("correct", {"changes": {"type": "Assault"}}, UnknownName, "ASSAULT"),
        ("correct", {"changes": {"colour": "red"}}, UnknownName, "actors"),
        ("correct", {"changes": {"modes": ["curfew"]}}, UnknownName, "firearms"),
        ("correct", {"changes": {"polarity": "maybe"}}, UsageError, "polarity"),
        ("correct", {"changes": {"actors": "Police"}}, UsageError, "actors"),
        ("correct", {"changes": {"actors": [{"text": "Wolves", "start": 3, "end": 9}]}}, UsageError, "does not stand"),
        ("correct", {"changes": {"actors": [{"text": "", "start": -9, "end": -9}]}}, UsageError, "does not stand"),
        ("correct", {"changes": {"actors": [{"text": "Police", "start": 0, "end": None}]}}, UsageError, "does not stand"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    dossier: Dossier, kept: tuple[Article, list[Saying]], decision: str, more: dict[str, Any], error: type[Exception], says: str
) -> None:
    _article, sayings = kept
    with pytest.raises(error, match=says):
        dossier.reviews.decide(sayings[2].id, decision, **{"by": "Mira", **more})
    assert dossier.reviews.made() == []
    assert dossier.verify().stands


def test_only_what_is_there_can_be_reviewed(dossier: Dossier, kept: tuple[Article, list[Saying]]) -> None:
    with pytest.raises(NoSuchId, match="whole id"):
        dossier.reviews.decide("s_nowhere", "accept", by="Mira")
    with pytest.raises(NoSuchId, match="no review 7"):
        dossier.reviews.undo(7, by="Mira")


def test_a_review_taken_back_stays_readable_and_counts_no_more(dossier: Dossier, kept: tuple[Article, list[Saying]]) -> None:
    _article, sayings = kept
    made = dossier.reviews.decide(sayings[0].id, "reject", by="Mira", reason="misread")
    undone = dossier.reviews.undo(made.number, by="Odell", why="read again")
    assert (undone.undone_by, undone.undone_why) == ("Odell", "read again")
    assert dossier.reviews.made() == [undone]
    assert dossier.reviews.made(undone=False) == []
    assert dossier.reviews.judged(sayings[0]).reading == sayings[0]
    assert dossier.verify().stands
    with pytest.raises(UsageError, match="taken back by Odell"):
        dossier.reviews.undo(made.number, by="Mira")
    with pytest.raises(UsageError, match="who does it"):
        dossier.reviews.undo(made.number, by=" ")


def test_of_one_reviewer_the_last_decision_counts_and_undoing_it_brings_back_the_one_before(
    dossier: Dossier, kept: tuple[Article, list[Saying]]
) -> None:
    _article, sayings = kept
    reviews = dossier.reviews
    reviews.decide(sayings[2].id, "accept", by="Mira")
    later = reviews.decide(sayings[2].id, "correct", by="Mira", changes={"frame": "historical"})
    reviews.decide(sayings[2].id, "skip", by="Mira")
    assert reviews.judged(sayings[2]).review == later
    reviews.undo(later.number, by="Mira")
    judged = reviews.judged(sayings[2])
    assert judged.review is not None
    assert judged.review.decision == "accept"


def test_what_a_newer_decision_of_another_leaves_is_the_reading_and_it_says_that_they_differ(
    dossier: Dossier, kept: tuple[Article, list[Saying]]
) -> None:
    _article, sayings = kept
    reviews = dossier.reviews
    reviews.decide(sayings[0].id, "accept", by="Mira")
    assert reviews.judged(sayings[0]).agreed is None
    reviews.decide(sayings[0].id, "reject", by="Odell", reason="twice")
    judged = reviews.judged(sayings[0])
    assert (judged.reading, judged.agreed) == (None, False)
    reviews.decide(sayings[0].id, "unsure", by="Odell")
    assert reviews.judged(sayings[0]).reading == sayings[0]
    reviews.decide(sayings[0].id, "accept", by="Odell")
    assert reviews.judged(sayings[0]).agreed is True


def test_the_last_review_is_what_undo_takes_back(dossier: Dossier, kept: tuple[Article, list[Saying]]) -> None:
    _article, sayings = kept
    reviews = dossier.reviews
    assert reviews.last("Mira") is None
    first = reviews.decide(sayings[0].id, "accept", by="Mira")
    second = reviews.decide(sayings[1].id, "accept", by="Mira")
    reviews.decide(sayings[2].id, "accept", by="Odell")
    assert reviews.last("Mira") == second
    assert [one.number for one in reviews.made(newest=2)] == [3, 2]
    assert reviews.count() == 3
    reviews.undo(second.number, by="Mira")
    assert reviews.last("Mira") == first


# -- trust ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("decision", "accept"),
        ("judged_by", "Somebody else"),
        ("corrections", "[]"),
        ("wrong", "place"),
        ("undone_by", "Somebody else"),
        ("saying", "s_other"),
    ],
)
def test_verify_finds_a_review_that_was_changed(
    dossier: Dossier, kept: tuple[Article, list[Saying]], column: str, value: str
) -> None:
    _article, sayings = kept
    dossier.reviews.decide(sayings[2].id, "correct", by="Mira", changes={"frame": "historical"})
    assert dossier.verify().reviews == 1
    with dossier._store.writing() as connection:
        connection.execute(update(table).values({column: value}))
    assert [fault.subject for fault in dossier.verify().faults] == ["review 1"]


def test_verify_finds_a_review_that_is_gone(dossier: Dossier, kept: tuple[Article, list[Saying]]) -> None:
    _article, sayings = kept
    dossier.reviews.decide(sayings[2].id, "accept", by="Mira")
    with dossier._store.writing() as connection:
        connection.execute(table.delete())
    assert [(fault.subject, fault.wrong) for fault in dossier.verify().faults] == [("review 1", "it is gone")]


@pytest.mark.parametrize(
    "correction",
    [
        Correction(field="frame", before="historical", after="current"),
        Correction(field="actors", before=[], after=[{"text": "Wolves", "start": 0, "end": 6}]),
        Correction(field="colour", before="red", after="blue"),
    ],
    ids=["before", "words", "field"],
)
def test_verify_finds_a_correction_that_cannot_be(
    dossier: Dossier, kept: tuple[Article, list[Saying]], correction: Correction
) -> None:
    _article, sayings = kept
    columns = columns_of(sayings[2].id, "correct", [correction], None, "", "Mira", "2021-05-05T00:00:00Z", "chosen", False, None)
    with dossier._store.writing() as connection:
        insert_review(connection, columns)
    assert [fault.subject for fault in dossier.verify().faults] == ["review 1"]


# -- newer sayings ----------------------------------------------------------------------------------------------------


def test_a_newer_coding_that_reads_the_same_inherits_decisions_and_their_undoing(
    dossier: Dossier, kept: tuple[Article, list[Saying]]
) -> None:
    article, sayings = kept
    reviews = dossier.reviews
    first = reviews.decide(
        sayings[2].id, "correct", by="Mira", changes={"recipients": [actor(article, "strikers", "two strikers")]}
    )
    reviews.decide(sayings[3].id, "accept", by="Mira")
    newer = [msgspec.structs.replace(one, id=f"{one.id}n", coder=NEWER, confidence=0.1) for one in sayings]
    newer[3] = msgspec.structs.replace(newer[3], status=msgspec.structs.replace(newer[3].status, certainty="low"))
    dossier.keep(article, newer, NEWER)
    repeated = reviews.made()[2:]
    assert [(one.saying, one.repeats, one.decision, one.at) for one in repeated] == [
        (newer[2].id, first.number, "correct", first.at)
    ]
    reviews.fill()
    assert reviews.progress().decided == 1
    reviews.undo(repeated[0].number, by="Odell")
    assert [one.stands for one in reviews.made()] == [False, True, False]
    assert dossier.verify().stands


def test_a_new_version_inherits_decisions_with_their_words_where_they_now_stand(dossier: Dossier) -> None:
    url = "https://herald.example/wolves"
    article = make_article("Wolves killed sheep. Foxes killed geese.", url=url)
    dossier.keep(article, FakeCoder().code(article), CODER)
    old = list(dossier.sayings())
    changes = {"actors": [actor(article, "geese")]}
    dossier.reviews.decide(old[1].id, "correct", by="Mira", changes=changes)
    changed = make_article("Corrected. Wolves killed sheep. Foxes killed geese.", url=url)
    dossier.keep(changed, FakeCoder().code(changed), CODER)
    new = list(dossier.sayings())
    judged = dossier.reviews.judged(new[1])
    assert judged.reading is not None
    (geese,) = judged.reading.event.actors
    assert changed.text[geese.start : geese.end] == "geese"
    assert dossier.verify().stands


# -- the queue --------------------------------------------------------------------------------------------------------


def test_hardest_first_is_doubt_times_what_is_at_stake(dossier: Dossier) -> None:
    article, sayings = strike()
    sure = [msgspec.structs.replace(one, confidence=0.9) for one in sayings]
    sure[5] = msgspec.structs.replace(sure[5], confidence=0.2)
    dossier.keep(article, sure, CODER)
    dossier.reviews.fill()
    plain = {one.saying: one for one in dossier.reviews.next("Mira", most=100)}
    order = list(plain)
    assert order[0] == sure[5].id  # the most doubt
    assert plain[sure[2].id].grounds == ("violence", "people")
    assert plain[sure[2].id].difficulty == pytest.approx(0.3)
    assert plain[sure[3].id].grounds == ("violence", "denied")
    assert order.index(sure[2].id) < order.index(sure[7].id) < order.index(sure[0].id)


def test_what_one_asserts_and_another_denies_is_harder(dossier: Dossier) -> None:
    sayings = []
    for text in ("Wolves killed sheep.", "It is not so that wolves killed sheep."):
        article = make_article(text)
        for saying in FakeCoder().code(article):
            status = msgspec.structs.replace(saying.status, polarity="negative" if "not" in text else "positive")
            sayings.append(msgspec.structs.replace(saying, status=status, confidence=0.9))
            dossier.keep(article, sayings[-1:], CODER)
    reviews = dossier.reviews
    reviews.fill()
    before = reviews.place(sayings[0].id)
    assert before is not None
    assert (before.grounds, before.difficulty) == (("violence",), pytest.approx(0.2))
    made = dossier.judge(sayings[0].id, sayings[1].id, "same", by="Mira")
    dossier.incidents()
    assert not reviews.is_filled()
    reviews.fill()
    assert reviews.is_filled()
    after = reviews.place(sayings[0].id)
    assert after is not None
    assert (after.grounds, after.difficulty) == (("violence", "disputed"), pytest.approx(0.3))
    dossier.undo(made.number or 0, by="Mira")
    dossier.judge(sayings[0].id, sayings[1].id, "different", by="Mira")
    dossier.incidents()
    reviews.fill()
    assert reviews.place(sayings[0].id) == before


def test_unknown_confidence_is_half_a_doubt(dossier: Dossier, kept: tuple[Article, list[Saying]]) -> None:
    _article, sayings = kept
    found = dossier.reviews.place(sayings[1].id)
    assert found is not None
    assert found.doubt == 0.5


def test_what_is_decided_is_not_offered_again_until_it_is_taken_back(
    dossier: Dossier, kept: tuple[Article, list[Saying]]
) -> None:
    reviews = dossier.reviews
    (first,) = reviews.next("Mira")
    made = reviews.decide(first.saying, "accept", by="Mira")
    (second,) = reviews.next("Mira")
    assert second.saying != first.saying
    assert reviews.next("Odell") == [second]
    reviews.undo(made.number, by="Mira")
    assert reviews.next("Mira") == [first]


@pytest.mark.parametrize("decision", ["skip", "unsure"])
def test_what_one_leaves_open_is_offered_to_the_other(
    dossier: Dossier, kept: tuple[Article, list[Saying]], decision: str
) -> None:
    reviews = dossier.reviews
    (first,) = reviews.next("Mira")
    reviews.decide(first.saying, decision, by="Mira")
    assert reviews.next("Mira")[0].saying != first.saying
    assert reviews.next("Odell") == [first]
    assert reviews.skipped("Mira") == ([first.saying] if decision == "skip" else [])


def test_the_order_by_lot_knows_nothing_of_what_is_said(dossier: Dossier, kept: tuple[Article, list[Saying]]) -> None:
    _article, sayings = kept
    offered = [one.saying for one in dossier.reviews.next("Mira", "random", most=100)]
    assert offered == sorted((saying.id for saying in sayings), key=lot_of)


def test_second_reading_offers_what_another_decided(dossier: Dossier, kept: tuple[Article, list[Saying]]) -> None:
    _article, sayings = kept
    reviews = dossier.reviews
    reviews.decide(sayings[4].id, "accept", by="Mira")
    reviews.decide(sayings[1].id, "reject", by="Mira", reason="no event")
    assert reviews.next("Mira", "second", most=9) == []
    offered = {one.saying for one in reviews.next("Odell", "second", most=9)}
    assert offered == {sayings[4].id, sayings[1].id}
    reviews.decide(sayings[1].id, "accept", by="Odell")
    assert [one.saying for one in reviews.next("Odell", "second", most=9)] == [sayings[4].id]


def test_the_queue_holds_what_counts_and_nothing_else(dossier: Dossier, kept: tuple[Article, list[Saying]]) -> None:
    article, sayings = kept
    reviews = dossier.reviews
    assert reviews.is_filled()
    newer = [msgspec.structs.replace(one, id=f"{one.id}n", coder=NEWER) for one in sayings[:2]]
    dossier.keep(article, newer, NEWER)
    assert {one.saying for one in reviews.next("Mira", most=99)} == {one.id for one in newer}
    assert not reviews.is_filled()
    assert reviews.fill() == 2
    assert reviews.is_filled()
    assert {one.saying for one in reviews.next("Mira", most=9)} == {one.id for one in newer}


def test_progress_counts_everybody_and_oneself(dossier: Dossier, kept: tuple[Article, list[Saying]]) -> None:
    _article, sayings = kept
    reviews = dossier.reviews
    for number, decision in enumerate(["accept", "skip", "unsure"]):
        reviews.decide(sayings[number].id, decision, by="Mira")
    reviews.decide(sayings[5].id, "accept", by="Odell")
    found = reviews.progress("Mira")
    assert (found.sayings, found.decided) == (len(sayings), 2)
    assert (found.own_decided, found.own_unsure, found.own_skipped) == (1, 1, 1)
    assert reviews.reviewers() == {"Mira": 1, "Odell": 1}
