"""States, their people, and international bodies, by name."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly import gazetteer
from allegedly.gazetteer import country_of, is_demonym, organisation_of, region_of


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Kazakhstan", "KAZ"),
        ("Kazakh", "KAZ"),
        ("Kazakhs", "KAZ"),
        ("Kazakhstan's", "KAZ"),
        ("the Netherlands", "NLD"),
        ("Dutchmen", "NLD"),
        ("Poles", "POL"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("ARMENIA", "ARM"),
        ("Kosovar", "KOS"),
        ("Greenland", "DNK"),
        ("Hong Kong", "HKG"),
        ("Palestinians", "PSE"),
        ("Soviet", "SUN"),
        ("Democratic Republic of the Congo", "COD"),
        ("Texan", "USA"),
    ],
)
def test_country_of_reads_names_and_people(words, code):
    assert country_of(words).code == code


@pytest.mark.parametrize(
    "words", ["turkey", "us", "polish", "china", "Moscow", "Europe", "", "the", "Japaneses", "Kazakh government"]
)
def test_country_of_is_silent_about_other_words(words):
    assert country_of(words) is None


def test_disputed_entities_are_coded_under_the_state_that_claims_them():
    found = country_of("Abkhazia")
    assert (found.code, found.name, found.sector) == ("GEO", "Abkhazia", "PRE")
    assert country_of("Georgia").sector is None


def test_a_dependency_keeps_its_own_name():
    assert (country_of("Puerto Rico").name, country_of("Puerto Rico").part) == ("United States", "Puerto Rico")


def test_demonyms_are_not_names():
    assert is_demonym("Kazakh")
    assert is_demonym("European")
    assert not is_demonym("Kazakhstan")
    assert not is_demonym("polish")


@pytest.mark.parametrize(
    ("words", "code"), [("UN", "UNO"), ("the EU", "EUR"), ("CSTO", "IGO"), ("Human Rights Watch", "NGO"), ("al-Qaeda", "IMG")]
)
def test_organisation_of_knows_bodies_of_no_state(words, code):
    assert organisation_of(words).code == code


@pytest.mark.parametrize(("words", "code"), [("al-Shabaab", "SOM"), ("the Taliban", "AFG"), ("FARC", "COL"), ("Renamo", "MOZ")])
def test_movements_and_parties_have_a_home_state(words, code):
    assert organisation_of(words).code == code


def test_regions_have_names_and_no_state():
    assert region_of("the Middle East") == "Middle East"
    assert country_of("Middle East") is None


def test_every_code_is_three_capitals_and_every_state_has_people():
    states = gazetteer.countries()
    assert len({state.code for state in states if not state.former and not state.sector}) >= 197
    assert all(re.fullmatch("[A-Z]{3}", state.code) for state in states)
    codes = {organisation.code for organisation in gazetteer.organisation_words().values()}
    assert codes - {state.code for state in states} == {"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"}


@given(st.text())
def test_odd_text_is_never_an_error(words):
    country_of(words)
    is_demonym(words)
    organisation_of(words)
    region_of(words)


def test_a_short_name_of_two_bodies_means_neither() -> None:
    assert organisation_of("Rapid Support Forces") is not None
    assert organisation_of("Reporters Without Borders") is not None
    assert organisation_of("RSF") is None
