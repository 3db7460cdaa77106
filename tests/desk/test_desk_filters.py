"""Filters combine, mean the same as everywhere else, and live in the address."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.desk.filters import SEVERAL, Filters, exactly
from allegedly.desk.queries import Queries, State
from allegedly.desk.selection import Selection
from allegedly.desk.settling import ACTOR, RECIPIENT, SOURCE
from allegedly.dossier import Dossier
from allegedly.dossier import Filters as DossierFilters
from allegedly.errors import UnknownName, UsageError
from allegedly.export.wording import STATUS_NAMES, has_status
from allegedly.model import Saying


@pytest.fixture(scope="module")
def state(sample_place: Path) -> State:
    with Dossier(sample_place) as dossier:
        return Queries(dossier).now()


@pytest.fixture(scope="module")
def sayings(sample_place: Path) -> dict[str, Saying]:
    with Dossier(sample_place) as dossier:
        return {saying.id: saying for saying in dossier.sayings()}


def chosen(state: State, filters: Filters) -> set[str]:
    return {state.snapshot.ids[int(n)] for n in Selection(state.snapshot, filters).numbers}


def test_an_address_gives_back_its_filters() -> None:
    filters = Filters(
        since="2022-01-05",
        until="2022-01-07",
        day="told",
        party=('"police"', "miners"),
        type=("ASSAULT", "COERCE"),
        status=("denied",),
        publisher=("—",),
        place=('"Almaty, KAZ"',),
        text='"tear gas" fir*',
    )
    assert Filters.of_address(urlsplit(filters.query()).query) == filters
    assert Filters().query() == ""
    assert not Filters(day="told").asks


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("type=FLY", UnknownName),
        ("status=true", UnknownName),
        ("from=5.1.2022", UsageError),
        ("day=printed2", UnknownName),
        ("from=20220105", UsageError),
    ],
)
def test_what_makes_no_sense_is_said(query: str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        Filters.of_address(query)


def test_a_value_is_put_in_and_taken_out_and_every_filter_said_in_words() -> None:
    filters = Filters(since="2022-01-05", until="2022-01-05", type=("ASSAULT",), party=('"police"',), text="fired")
    assert filters.toggled("type", "AID").type == ("ASSAULT", "AID")
    assert filters.toggled("type", "ASSAULT").type == ()
    said = {name: (value, without) for name, value, without in filters.in_words()}
    assert {name: value for name, (value, _without) in said.items()} == {
        "day printed": "2022-01-05",
        "party": "police",
        "type": "ASSAULT",
        "text": "fired",
    }
    assert said["day printed"][1] == Filters(type=("ASSAULT",), party=('"police"',), text="fired")
    assert said["text"][1].text is None
    assert [value for _name, value, _without in Filters(until="2022-01-05").in_words()] == ["… to 2022-01-05"]


@pytest.mark.parametrize("name", STATUS_NAMES)
def test_a_status_means_what_it_means_everywhere(state: State, sayings: dict[str, Saying], name: str) -> None:
    wanted = {id for id, saying in sayings.items() if has_status(saying.status, name)}
    assert chosen(state, Filters(status=(name,))) == wanted


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Filters(type=("ASSAULT",), status=("denied",)), DossierFilters(type="ASSAULT", status="denied")),
        (Filters(publisher=('"Steppe Wire"',)), DossierFilters(publisher="Steppe Wire")),
        (
            Filters(since="2022-01-05", until="2022-01-06"),
            DossierFilters(published_since="2022-01-05", published_until="2022-01-06"),
        ),
        (Filters(day="told", since="2022-01-05", until="2022-01-06"), DossierFilters(since="2022-01-05", until="2022-01-06")),
        (Filters(text='"tear gas"'), DossierFilters(text='"tear gas"')),
        (Filters(text="polic*", type=("COERCE",)), DossierFilters(text="polic*", type="COERCE")),
    ],
)
def test_the_dossier_finds_the_same(sample_place: Path, state: State, ours: Filters, theirs: DossierFilters) -> None:
    with Dossier(sample_place) as dossier:
        found = {saying.id for saying in dossier.sayings(theirs)}
    assert chosen(state, ours) == found
    assert found


def test_quotation_marks_mean_one_name_and_words_all_that_have_them(state: State) -> None:
    snapshot = state.snapshot
    with_words = {name for name in snapshot.names if "forces" in name.lower().split()}
    assert len(with_words) > 1
    one = chosen(state, Filters(party=(exactly("security forces"),)))
    assert one < chosen(state, Filters(party=("forces",)))
    assert chosen(state, Filters(actor=(exactly("nobody of this name"),))) == set()
    with pytest.raises(UsageError):
        chosen(state, Filters(party=("...",)))


VALUES = {
    "type": st.sampled_from(["ASSAULT", "COERCE", "PROTEST", "CONSULT"]),
    "status": st.sampled_from(STATUS_NAMES),
    "publisher": st.sampled_from(['"Steppe Wire"', '"Azat Alan"', "—"]),
    "party": st.sampled_from(['"police"', "protesters", "—"]),
    "place": st.sampled_from(['"Almaty, KAZ"', "kaz", "—"]),
}


@given(
    st.fixed_dictionaries(
        {}, optional={name: st.lists(values, min_size=1, max_size=2, unique=True) for name, values in VALUES.items()}
    )
)
@settings(max_examples=40, deadline=None)
def test_filters_combine_and_counts_are_of_what_is_shown(state: State, asked: dict[str, list[str]]) -> None:
    filters = Filters(**{name: tuple(values) for name, values in asked.items()})  # type: ignore[arg-type]
    selection = Selection(state.snapshot, filters)
    whole = chosen(state, Filters())
    for name, values in asked.items():
        # Several values of one filter: any of them; several filters: all of them.
        any_of = set().union(*(chosen(state, Filters(**{name: (value,)})) for value in values))  # type: ignore[arg-type]
        whole &= any_of
    assert chosen(state, filters) == whole
    for name in VALUES:
        for choice in selection.choices(name, most=4):
            alone = Filters(**{**filters.__dict__, name: (choice.value,)})
            assert len(Selection(state.snapshot, alone)) == choice.count or choice.count == 0


def test_days_that_are_not_known_are_in_no_stretch(state: State) -> None:
    everything = Filters(day="told", since="0001-01-01", until="9999-12-31")
    assert len(Selection(state.snapshot, everything)) == int((state.snapshot.first > 0).sum()) < len(state.snapshot)


def test_every_incident_and_saying_is_counted(state: State) -> None:
    told = state.told(np.ones(len(state.snapshot), dtype=bool))
    assert sum(count for _one, count in told) == len(state.snapshot)
    assert [one.incident.independent for one, _ in told] == sorted((one.incident.independent for one, _ in told), reverse=True)


@pytest.mark.parametrize("name", SEVERAL)
def test_an_address_for_each_of_many_values_is_that_of_the_filters_with_it(name: str) -> None:
    filters = Filters.of_address("from=2022-01-05&day=told&type=ASSAULT&type=AID&place=%22Almaty%22&text=a+b%26c&party=police")
    leads = filters.toggling(name)
    for value in ('"A & B = C"', "ASSAULT", '"Almaty"', "police", "—"):
        assert leads(value) == filters.toggled(name, value).query()
    assert Filters().toggling(name)("x") == Filters().toggled(name, "x").query()


def test_names_come_by_how_often_and_then_by_which_is_first(state: State) -> None:
    snapshot = state.snapshot
    sayings = range(0, len(snapshot), 3)
    for role in (ACTOR, RECIPIENT, SOURCE):
        told = Counter(
            snapshot.names[name] for saying, name, as_what in snapshot.party.tolist() if saying in sayings and as_what == role
        )
        assert snapshot.settled.names_in(sayings, role) == [name for name, _count in told.most_common()]
    assert snapshot.settled.names_in([], ACTOR) == []
