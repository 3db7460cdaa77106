"""Judgements: who, when, why; taken back; carried over to newer sayings of the same words."""

from __future__ import annotations

import msgspec
import pytest

from allegedly.dossier import Dossier, judging
from allegedly.errors import NoSuchId, UnknownName, UsageError
from allegedly.model import Article, CoderRef, Saying, make_article
from made_up import CODER, FakeCoder

NEWER = CoderRef(name=CODER.name, version="2")
URL = "https://herald.example/wolves"


@pytest.fixture
def pair(dossier: Dossier) -> tuple[Article, list[Saying]]:
    """An article with two killings, in the dossier."""
    article = make_article("Wolves killed sheep. Foxes killed geese.", url=URL)
    sayings = FakeCoder().code(article)
    dossier.keep(article, sayings, CODER)
    return article, sayings


def _recoded(sayings: list[Saying]) -> list[Saying]:
    return [msgspec.structs.replace(one, id=f"{one.id}n", coder=NEWER) for one in sayings]


def test_a_judgement_says_who_when_and_why(dossier: Dossier, pair: tuple[Article, list[Saying]]) -> None:
    _article, (left, right) = pair
    made = dossier.judge(left.id, right.id, "same", by="Mira", why="one raid")
    assert (made.left, made.right, made.verdict, made.by, made.why) == (left.id, right.id, "same", "Mira", "one raid")
    assert made.at.endswith("Z")
    assert dossier.judgements() == [made]


def test_a_judgement_taken_back_stays_readable_and_counts_no_more(dossier: Dossier, pair: tuple[Article, list[Saying]]) -> None:
    _article, (left, right) = pair
    made = dossier.judge(left.id, right.id, "same", by="Mira")
    undone = dossier.undo(made.number or 0, by="Odell", why="two raids")
    assert (undone.undone_by, undone.undone_why) == ("Odell", "two raids")
    assert dossier.judgements() == [undone]
    assert judging.standing(dossier.judgements()) == []
    with pytest.raises(UsageError, match="taken back by Odell"):
        dossier.undo(made.number or 0, by="Odell")
    assert dossier.verify().stands


def test_of_two_judgements_about_one_pair_the_later_counts(dossier: Dossier, pair: tuple[Article, list[Saying]]) -> None:
    _article, (left, right) = pair
    dossier.judge(left.id, right.id, "same", by="Mira")
    later = dossier.judge(right.id, left.id, "different", by="Odell")
    assert judging.standing(dossier.judgements()) == [later]


def test_judgements_make_and_part_incidents(dossier: Dossier, pair: tuple[Article, list[Saying]]) -> None:
    _article, (left, right) = pair

    def together() -> bool:
        return any({left.id, right.id} <= set(incident.sayings) for incident in dossier.incidents())

    made = dossier.judge(left.id, right.id, "same", by="Mira")
    assert together()
    dossier.undo(made.number or 0, by="Mira")
    dossier.judge(left.id, right.id, "different", by="Mira")
    assert not together()


def test_an_incident_stands_for_its_first_saying(dossier: Dossier, pair: tuple[Article, list[Saying]]) -> None:
    _article, (left, right) = pair
    dossier.judge(left.id, right.id, "different", by="Mira")
    one, other = dossier.incidents()
    made = dossier.judge(one.id, other.id, "unsure", by="Mira")
    assert {made.left, made.right} == {left.id, right.id}


@pytest.mark.parametrize(
    ("verdict", "by", "error"), [("identical", "Mira", UnknownName), ("same", " ", UsageError)], ids=["verdict", "nobody"]
)
def test_a_judgement_that_makes_no_sense_is_refused(
    dossier: Dossier, pair: tuple[Article, list[Saying]], verdict: str, by: str, error: type[Exception]
) -> None:
    _article, (left, right) = pair
    with pytest.raises(error):
        dossier.judge(left.id, right.id, verdict, by=by)
    assert dossier.judgements() == []


def test_only_two_different_sayings_can_be_judged(dossier: Dossier, pair: tuple[Article, list[Saying]]) -> None:
    article, (left, _right) = pair
    with pytest.raises(UsageError, match="one saying"):
        dossier.judge(left.id, left.id, "same", by="Mira")
    with pytest.raises(NoSuchId, match="is an article"):
        dossier.judge(left.id, article.id, "same", by="Mira")
    with pytest.raises(NoSuchId, match="no judgement 7"):
        dossier.undo(7, by="Mira")


def test_a_newer_coding_inherits_judgements_and_their_undoing(dossier: Dossier, pair: tuple[Article, list[Saying]]) -> None:
    article, sayings = pair
    made = dossier.judge(sayings[0].id, sayings[1].id, "same", by="Mira", why="one raid")
    newer = _recoded(sayings)
    dossier.keep(article, newer, NEWER)
    _first, repeated = dossier.judgements()
    assert (repeated.left, repeated.right, repeated.by, repeated.why) == (newer[0].id, newer[1].id, "Mira", "one raid")
    assert (repeated.at, repeated.repeats) == (made.at, made.number)
    dossier.undo(repeated.number or 0, by="Odell")
    assert all(one.undone_by == "Odell" for one in dossier.judgements())
    assert dossier.verify().stands


def test_judgements_across_articles_follow_when_both_are_coded_again(
    dossier: Dossier, pair: tuple[Article, list[Saying]]
) -> None:
    article, sayings = pair
    other = make_article("Owls killed mice.")
    (owls,) = FakeCoder().code(other)
    dossier.keep(other, [owls], CODER)
    dossier.judge(sayings[0].id, owls.id, "different", by="Mira")
    newer, newer_owls = _recoded(sayings), _recoded([owls])
    dossier.keep(article, newer, NEWER)
    dossier.keep(other, newer_owls, NEWER)
    pairs = [(one.left, one.right) for one in dossier.judgements()]
    assert pairs == [(sayings[0].id, owls.id), (newer[0].id, owls.id), (newer[0].id, newer_owls[0].id)]
    assert {one.repeats for one in dossier.judgements()[1:]} == {1}


def test_a_new_version_inherits_judgements_where_the_sentence_is_the_same(
    dossier: Dossier, pair: tuple[Article, list[Saying]]
) -> None:
    _article, sayings = pair
    dossier.judge(sayings[0].id, sayings[1].id, "same", by="Mira")
    changed = make_article("Corrected. Wolves killed sheep. Foxes killed geese.", url=URL)
    later = FakeCoder().code(changed)
    assert dossier.keep(changed, later, CODER).outcome == "new version"
    assert [(one.left, one.right) for one in dossier.judgements()][1:] == [(later[0].id, later[1].id)]


def test_nothing_is_carried_over_to_other_words(dossier: Dossier, pair: tuple[Article, list[Saying]]) -> None:
    _article, sayings = pair
    dossier.judge(sayings[0].id, sayings[1].id, "same", by="Mira")
    changed = make_article("Wolves killed many sheep. Owls killed mice.", url=URL)
    dossier.keep(changed, FakeCoder().code(changed), CODER)
    assert len(dossier.judgements()) == 1
