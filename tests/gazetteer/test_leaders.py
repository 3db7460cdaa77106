"""Who led which state, when, under any of the usual spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly import gazetteer
from allegedly.gazetteer import holder_of, leader_code, leaders_of, misspelt_country
from allegedly.gazetteer.keys import person_key


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Kassym-Jomart Tokayev", "KAZ"),
        ("Kasym-Zhomart Tokaev", "KAZ"),
        ("Nursultan Nazarbaev", "KAZ"),
        ("Mugabe", "ZWE"),
        ("Muammar Qaddafi", "LBY"),
        ("Xi Jinping", "CHN"),
        ("Kofi Annan", "UNO"),
        ("Ursula von der Leyen", "EUR"),
        ("George W. Bush", "USA"),
        ("Wilma Osgood", None),
        ("", None),
    ],
)
def test_leader_code(words: str, code: str | None) -> None:
    assert leader_code(words) == code


def test_a_family_name_of_several_states_means_none_of_them_without_a_year() -> None:
    assert leader_code("Abdullah") is None
    assert {leader.code for leader in leaders_of("Banda")} == {"ZMB", "MWI"}
    assert leader_code("Banda", 1975) == "MWI"


def test_who_held_an_office_in_a_year() -> None:
    holder = holder_of("GBR", "prime minister", 2012)
    assert holder is not None
    assert holder.name == "David Cameron"
    assert holder_of("GBR", "prime minister", 2016) is None  # it changed hands
    assert holder_of("GBR", "prime minister", 1800) is None


def test_every_leader_is_of_a_state_that_the_tables_know() -> None:
    known = {state.code for state in gazetteer.countries()} | {"UNO", "EUR", "IGO"}
    assert {leader.code for leader in gazetteer.leaders.all_leaders()} <= known
    assert all(leader.last is None or leader.first <= leader.last for leader in gazetteer.leaders.all_leaders())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nazarbayev", "Nazarbaev"),
        ("Zhanaozen", "Janaozen"),
        ("Yeltsin", "Eltsin"),
        ("Zelensky", "Zelenskyi"),
        ("Lukashenko", "Lukašenko"),
        ("al-Assad", "Assad"),
    ],
)
def test_transliterations_have_one_key(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(("one", "other"), [("Ivanov", "Ivanova"), ("Karimov", "Kerimov"), ("Lee", "Li"), ("Musa", "Mussa Diop")])
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Azerbaidjan", "AZE"),
        ("Phillippines", "PHL"),
        ("Venezuelen", "VEN"),
        ("Austria", None),
        ("Nigerian", None),
        ("Malia", None),
    ],
)
def test_misspelt_country(word: str, code: str | None) -> None:
    assert misspelt_country(word) == code


@given(st.text())
def test_odd_names_are_never_an_error(words: str) -> None:
    leaders_of(words)
    misspelt_country(words)
    person_key(words)
