"""Accounts beside each other, articles beside each other in time, and words that stood in print before."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import pytest

from allegedly.desk.alignment import Account, aligned, order_of, records
from allegedly.desk.article import _beside
from allegedly.desk.article_text import Copied, _with_title, copied_passages, lay_out, told_in
from allegedly.model import Actor, Status, make_article
from incidents_made import told
from made_up import strike


def state_of(of_saying: dict[str, int]) -> Any:
    """As much of a state as aligning asks: which incident each saying is about, -1 for none yet."""
    happenings = [SimpleNamespace(incident=SimpleNamespace(id=f"i_{n}")) for n in range(3)]
    return SimpleNamespace(
        snapshot=SimpleNamespace(number_of={id: n for n, id in enumerate(of_saying)}),
        of_saying=np.array(list(of_saying.values())),
        happenings=happenings,
        headline=lambda one: (one.incident.id, "did", "it"),
    )


def account(name: str, *ids: str) -> Account:
    sayings = tuple(told(name, id=id) for id in ids)
    return Account(name, tuple(one.article for one in sayings), sayings)


def test_what_both_tell_stands_first_then_what_only_one_does_and_nothing_is_left_out() -> None:
    state = state_of({"a": 2, "b": 0, "c": 0, "d": 1, "e": -1, "f": -1})
    left, right = account("L", "a", "b", "e"), account("R", "c", "d", "f", "new")
    rows = aligned(state, left, right)
    shown = [([one.saying.id for one in row.left], [one.saying.id for one in row.right]) for row in rows]
    assert shown == [(["b"], ["c"]), (["a"], []), (["e"], []), ([], ["d"]), ([], ["f"]), ([], ["new"])]
    assert [row.happening.incident.id if row.happening else None for row in rows] == ["i_0", "i_2", None, "i_1", None, None]
    assert rows[2].who == "police"
    written = list(records(rows, left, right))
    assert [(one["saying"], one["told_by"], one["side"], one["row"]) for one in written] == [
        ("b", "both", "left", 1),
        ("c", "both", "right", 1),
        ("a", "left only", "left", 2),
        ("e", "left only", "left", 3),
        ("d", "right only", "right", 4),
        ("f", "right only", "right", 5),
        ("new", "right only", "right", 6),
    ]


def test_a_doer_before_the_word_is_first_although_the_done_to_stands_there_too() -> None:
    one = told("A", trigger="shot", actor="police", recipient="miners")
    at = one.event.trigger.start
    party = {name: (Actor(text=name, start=start, end=start + 1),) for name, start in (("before", at - 2), ("after", at + 9))}

    def ordered(actors: str, recipients: str) -> str:
        event = msgspec.structs.replace(one.event, actors=party[actors], recipients=party[recipients])
        return order_of(msgspec.structs.replace(one, event=event))

    assert ordered("before", "before") == "doer first"
    assert ordered("after", "before") == "done-to first, doer after"
    assert ordered("after", "after") == "doer after"


def test_the_articles_before_and_after_by_day_and_none_at_the_ends() -> None:
    def one(id: str, published: str | None) -> Any:
        return SimpleNamespace(id=id, published=published, publisher="P")

    articles = [one("c", None), one("b", "2022-01-02"), one("a", "2022-01-01")]
    assert _beside(articles, "a") == (None, articles[1])
    assert _beside(articles, "b") == (articles[2], articles[0])
    assert _beside(articles, "c") == (articles[1], None)
    assert _beside(articles, "none") == (None, None)


def copy(earlier: str, published: str | None, *passages: tuple[int, int], later: str = "a_later") -> Any:
    return SimpleNamespace(
        earlier=SimpleNamespace(id=earlier, published=published, publisher=earlier),
        later=SimpleNamespace(id=later),
        passages=[SimpleNamespace(later=SimpleNamespace(start=start, end=end)) for start, end in passages],
    )


def test_of_passages_that_lie_over_each_other_the_first_printed_counts() -> None:
    article = SimpleNamespace(id="a_later")
    copies = [
        copy("second", "2022-01-02", (0, 30), (50, 60)),
        copy("first", "2022-01-01", (10, 20)),
        copy("undated", None, (70, 80), (55, 65)),
        copy("later", "2021-01-01", (0, 99), later="another"),
    ]
    found = copied_passages(article, copies)  # type: ignore[arg-type]
    assert [(one.start, one.end, one.copy.earlier.id) for one in found] == [
        (10, 20, "first"),
        (50, 60, "second"),
        (70, 80, "undated"),
    ]


def test_a_passage_begins_once_however_many_sayings_cut_it() -> None:
    article, said = strike()
    passage = Copied(0, len(article.text), copy("first", "2022-01-01"))
    pieces = [piece for paragraph in lay_out(article, told_in(said), [passage]) for piece in paragraph.pieces]
    assert sum(piece.copied is not None for piece in pieces) > 3
    assert [piece.copied_begins for piece in pieces].count(True) == 1


@pytest.mark.parametrize(
    ("borders", "title", "found"),
    [
        ([(0, 20)], (0, 5), [(0, 5), (5, 20)]),
        ([(0, 20)], (5, 10), [(0, 5), (5, 10), (10, 20)]),
        ([(0, 20)], (15, 20), [(0, 15), (15, 20)]),
        ([(0, 5), (7, 20)], (0, 5), [(0, 5), (7, 20)]),
        ([(0, 20)], None, [(0, 20)]),
        ([(0, 4), (6, 20)], (6, 9), [(0, 4), (6, 9), (9, 20)]),
    ],
)
def test_a_title_is_a_paragraph_and_takes_nothing_with_it(
    borders: list[tuple[int, int]], title: tuple[int, int] | None, found: list[tuple[int, int]]
) -> None:
    assert _with_title(borders, title) == found


def test_what_is_of_another_time_is_marked_so() -> None:
    article = make_article("Police fired at miners in 1932.")
    one = told("A", trigger="fired")
    event = msgspec.structs.replace(
        one.event, trigger=msgspec.structs.replace(one.event.trigger, start=7, end=12), actors=(), recipients=()
    )
    for frame in ("current", "historical"):
        saying = msgspec.structs.replace(one, event=event, status=Status(frame=frame))  # type: ignore[arg-type]
        (paragraph,) = lay_out(article, told_in([saying]))
        (trigger,) = [piece for piece in paragraph.pieces if "trigger" in piece.roles]
        assert ("historical" in trigger.roles) == (frame == "historical")
