"""One name for one actor in every view and filter, as who is who has it; the words as written lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import msgspec
import numpy as np
import pytest

from allegedly.desk import actors, incident, matrix
from allegedly.desk import incident_room as room
from allegedly.desk.filters import Filters, exactly
from allegedly.desk.queries import Queries
from allegedly.desk.selection import Selection
from allegedly.desk.settling import ACTOR, SOURCE
from allegedly.desk.snapshot import Snapshot, take
from allegedly.dossier import Dossier
from allegedly.errors import UsageError
from allegedly.incidents import Disagreement, Given, Question, relations
from allegedly.model import Actor, Saying, Source, make_article
from incidents_made import REF, told


def acting(number: int, *parties: Actor, towards: tuple[Actor, ...] = (), source: Source | None = None) -> Saying:
    one = told(f"Paper {number}", id=f"s_{number}")
    event = msgspec.structs.replace(one.event, actors=parties, recipients=towards)
    return msgspec.structs.replace(one, event=event, source=(source,) if source else ())


def snapshot_of(*sayings: Saying) -> Snapshot:
    return take({one.article.id: one.article for one in sayings}.values(), sayings)


def found(snapshot: Snapshot, **filters: tuple[str, ...]) -> set[str]:
    return {snapshot.ids[n] for n in Selection(snapshot, Filters(**filters)).numbers}  # type: ignore[arg-type]


ADA, SHORT = Actor(text="Ada Lovel", country="KAZ"), Actor(text="Lovel", country="KAZ")
DOCKERS, POLICE, RIOT = Actor(text="the dockers"), Actor(text="police", country="KAZ"), Actor(text="riot police")
OTHER_POLICE = Actor(text="the police", country="RUS")


def test_one_actor_has_one_name_in_pictures_lists_and_choices() -> None:
    snapshot = snapshot_of(
        acting(1, ADA, towards=(DOCKERS,)),
        acting(2, SHORT, towards=(DOCKERS,)),
        acting(3, Actor(text="she", name="Ada Lovel", country="KAZ"), towards=(DOCKERS,)),
    )
    selection = Selection(snapshot, Filters())
    drawn = matrix.matrix(selection)
    assert (drawn.actors, drawn.cells[0][0].sayings if drawn.cells[0][0] else 0) == (("Ada Lovel",), 3)
    assert [(one.label, one.count) for one in selection.choices("party")] == [("Ada Lovel", 3), ("the dockers", 3)]
    assert snapshot.settled.names_in([0, 1, 2], ACTOR) == ["Ada Lovel"]


def test_police_of_two_countries_are_two_and_say_which() -> None:
    snapshot = snapshot_of(acting(1, POLICE), acting(2, OTHER_POLICE))
    assert sorted(snapshot.names) == ["police (KAZ)", "the police (RUS)"]
    assert found(snapshot, party=(exactly("police (KAZ)"),)) == {"s_1"}
    assert found(snapshot, party=("police",)) == {"s_1", "s_2"}


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (exactly("Ada Lovel"), {"s_1", "s_2"}),
        # An address that was kept when it was written so still means the same actor.
        (exactly("Lovel"), {"s_1", "s_2"}),
        (exactly("Lovel (KAZ)"), {"s_1", "s_2"}),
        ("ada", {"s_1", "s_2"}),
        ("lovel", {"s_1", "s_2", "s_4"}),
        (exactly("riot police"), {"s_3"}),
        (exactly("police"), set()),
        (exactly("it"), set()),
        ("police", {"s_3"}),
    ],
)
def test_a_filter_means_the_actor_however_it_is_written(asked: str, ids: set[str]) -> None:
    school = Actor(text="the Lovel school")
    snapshot = snapshot_of(acting(1, ADA), acting(2, SHORT), acting(3, RIOT), acting(4, school))
    assert found(snapshot, party=(asked,)) == ids


def test_a_meeting_of_one_who_is_named_twice_is_one_meeting() -> None:
    snapshot = snapshot_of(acting(1, ADA, DOCKERS, SHORT))
    assert len(snapshot.act) == 1
    assert snapshot.act[0, 3] == 1


def test_a_saying_without_any_party_has_no_names() -> None:
    snapshot = snapshot_of(acting(1, ADA), acting(2))
    assert snapshot.settled.names_in([1], ACTOR) == []
    assert snapshot.settled.names_in([1, 0], ACTOR) == ["Ada Lovel"]
    assert snapshot_of(acting(1)).settled.names_in([0], ACTOR) == []


def test_a_value_that_was_asked_for_in_other_words_has_its_count() -> None:
    snapshot = snapshot_of(acting(1, ADA), acting(2, SHORT), acting(3, RIOT))
    for value in (exactly("Lovel"), "lovel"):
        (chosen,) = [one for one in Selection(snapshot, Filters(party=(value,))).choices("party") if one.chosen]
        assert (chosen.value, chosen.count) == (value, 2)


def test_nobody_acts_towards_himself_under_another_name() -> None:
    snapshot = snapshot_of(acting(1, ADA, towards=(SHORT, DOCKERS)), acting(2, ADA, SHORT))
    assert [(snapshot.names[a], snapshot.names[b]) for _n, a, b, _m in snapshot.act.tolist()] == [("Ada Lovel", "the dockers")]
    # And whoever is named twice on one side stands there once.
    assert snapshot.party[:, 0].tolist().count(1) == 1


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (Source(text="Lovel", country="KAZ"), "Ada Lovel"),
        (Source(text="Lovel"), "Ada Lovel"),
        (Source(text="Lovel", country="RUS"), "Lovel"),
        (Source(text="she", name="Ada Lovel", country="KAZ"), "Ada Lovel"),
        (Source(text="a nurse"), "a nurse"),
        # Of which country the president is, nobody says.
        (Source(text="the president"), "the president (country not said)"),
        (Source(text="the president", country="RUS"), "the president (RUS)"),
        (Source(text="the president", country="KAZ"), "the president"),
    ],
)
def test_a_source_that_acts_somewhere_is_that_actor(source: Source, name: str) -> None:
    president = Actor(text="the president", country="KAZ")
    snapshot = snapshot_of(acting(1, ADA, source=source), acting(2, SHORT), acting(3, president))
    assert snapshot.settled.names_in([0], SOURCE) == [name]


def test_the_matrix_counts_what_relations_count(sample_place: Path) -> None:
    with Dossier(sample_place) as dossier:
        snapshot = Queries(dossier).now().snapshot
        listed = relations(dossier.sayings(), period="all", by_publisher=False, identities=dossier.identities())
    counted = {
        (one.actor, one.recipient, one.mutual): one.sayings for one in listed if (one.stand, one.frame) == ("asserts", "current")
    }
    plain = (snapshot.kind == 0) & ~snapshot.historical
    acts = snapshot.act[plain[snapshot.act[:, 0]]]
    ours: dict[tuple[str, str, bool], int] = {}
    for _saying, actor, recipient, mutual in acts.tolist():
        names = snapshot.names[actor], snapshot.names[recipient]
        left, right = sorted(names) if mutual else names
        ours[left, right, bool(mutual)] = ours.get((left, right, bool(mutual)), 0) + 1
    assert ours == counted
    assert len(ours) > 50


def test_the_words_as_written_are_kept_pronouns_too() -> None:
    she = Actor(text="she", name="Ada Lovel", country="KAZ")
    snapshot = snapshot_of(
        acting(1, ADA, towards=(she,)), acting(2, SHORT), acting(3, she), acting(4, DOCKERS, source=Source(text="Lovel"))
    )
    assert snapshot.settled.calls("Ada Lovel") == [("she", 2), ("Ada Lovel", 1), ("Lovel", 1)]
    assert snapshot.settled.name_here(she) == ("she", "Ada Lovel", "Ada Lovel")
    assert snapshot.settled.name_here(ADA) == ("Ada Lovel", "Ada Lovel", None)
    assert snapshot.settled.name_here(Source(text="Lovel")) == ("Lovel", "Ada Lovel", "Ada Lovel")
    assert snapshot.settled.name_here(Actor(text="it")) == ("it", None, None)
    assert snapshot.settled.name_here(Actor(text="somebody new")) == ("somebody new", None, None)


def test_a_country_that_tells_two_apart_is_no_other_name() -> None:
    settled = snapshot_of(acting(1, POLICE), acting(2, OTHER_POLICE)).settled
    assert settled.name_here(POLICE) == ("police", "police (KAZ)", None)


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    names = ("Mukhtar Ablyasov", "Mukhtar Ablyatov", "Mukhtar Ablyatov")
    with closing(Dossier(tmp_path / "crisis.dossier", create=True)) as made:
        for number, name in enumerate(names):
            one = told("A", actor=name, recipient="the dockers", id=f"s_{number}")
            article = make_article(one.sentence.text + str(number), publisher="A", published="2022-01-07")
            made.keep(article, [msgspec.structs.replace(one, article=article.ref())], REF)
        made.bring_up_to_date()
        yield made


def test_a_judgement_about_names_is_followed_at_once_and_so_is_its_undoing(dossier: Dossier) -> None:
    queries = Queries(dossier)
    before = queries.now()
    assert len(before.snapshot.names) == 3
    made = dossier.judge_actors("Mukhtar Ablyasov", "Mukhtar Ablyatov", "same", by="Mira", why="a slip")
    after = queries.now()
    assert sorted(after.snapshot.names) == ["Mukhtar Ablyatov", "the dockers"]
    assert {after.headline(one)[0] for one in after.happenings} == {"Mukhtar Ablyatov"}
    # Sayings are not read again for that, nor incidents gathered.
    assert after.snapshot.words is before.snapshot.words
    assert after.happenings is before.happenings
    assert made.number is not None
    dossier.undo_actors(made.number, by="Mira")
    again = queries.now().snapshot
    assert again.names == before.snapshot.names
    assert np.array_equal(again.act, before.snapshot.act)


def test_two_names_of_one_actor_are_one_value_of_an_incident() -> None:
    sayings = [acting(1, ADA), acting(2, SHORT), acting(3, msgspec.structs.replace(SHORT, text="the Lovel"))]
    given = [
        Given(value=name, voices=(f"V{n}",), publishers=(f"P{n}",), sayings=ids)
        for n, (name, ids) in enumerate((("Ada Lovel", ("s_1",)), ("Lovel", ("s_2", "s_3"))))
    ]
    found = Disagreement(
        incident="i_1",
        sayings=("s_1", "s_2", "s_3"),
        publishers=(),
        voices=(),
        stands={},
        questions=(Question(field="actor", differ=True, given=tuple(given)),),
    )
    (asked,) = room.questions(found, sayings, snapshot_of(*sayings).settled)
    (value,) = asked.values
    assert (asked.name, asked.differ) == ("who", False)
    assert (value.words, value.voices, value.sayings) == ("Ada Lovel", ("V0", "V1"), ("s_1", "s_2", "s_3"))
    assert value.written == ("Lovel", "the Lovel")
    # Capitals and articles make no other name.
    plain = [acting(1, DOCKERS), acting(2, Actor(text="Dockers"))]
    told_so = msgspec.structs.replace(
        found,
        questions=(
            Question(
                field="actor",
                differ=False,
                given=(msgspec.structs.replace(given[0], value="the dockers", sayings=("s_1", "s_2")),),
            ),
        ),
    )
    assert [one.written for one in room.questions(told_so, plain, snapshot_of(*plain).settled)[0].values] == [()]


def test_a_reason_names_the_publisher_of_the_other_saying() -> None:
    assert room._why("with s_1: alike in the word", {"s_1": "Wire"}) == "alike in the word (as in Wire)"
    assert room._why("with s_2: alike in the word", {"s_1": "Wire"}) == "alike in the word"
    assert room._why("judged by Mira", {}) == "judged by Mira"


def test_nobody_judges_without_a_name_and_not_too_much_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody, somebody = SimpleNamespace(reviewer=""), SimpleNamespace(reviewer="Mira")
    desk = SimpleNamespace(
        dossier=SimpleNamespace(judge_actors=lambda *_given, **_more: None, undo_actors=lambda *_given, **_more: None)
    )
    with pytest.raises(UsageError, match="say who you are"):
        actors.judge(desk, nobody, "same", "one", "other")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="say who you are"):
        actors.undo(desk, nobody, 1)  # type: ignore[arg-type]
    monkeypatch.setattr(incident, "MOST_PAIRS", 1)
    of_three = SimpleNamespace(dossier=SimpleNamespace(incident=lambda _id, fresh: SimpleNamespace(sayings=("a", "b", "c"))))
    with pytest.raises(UsageError, match="1 against 2 sayings are too many at once"):
        incident.split(of_three, somebody, "i_1", ["a"], "why")  # type: ignore[arg-type]
