"""Scores for places, by hand on toy records."""

import pytest

from allegedly import measure
from allegedly.measure.places import metrics, pairs, point_of, tally
from allegedly.model import Place

TEXT = "Oslo and Bergen and Atlantis and Norway"


class Toy:
    """A coder that gives the answers that it was made with."""

    def __init__(self, found=(), given=()):
        self.found, self.given = list(found), list(given)

    def places(self, text, domain=None):
        return self.found

    def resolve_places(self, text, spans, domain=None):
        return self.given


def gold(words, lat, lon, number=None, kind=None):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "lat": lat, "lon": lon, "geonameid": number, "type": kind}


def answer(words, lat=None, lon=None, number=None, precision="city", country=None):
    start = TEXT.index(words)
    return Place(
        text=words,
        start=start,
        end=start + len(words),
        name=words,
        lat=lat,
        lon=lon,
        geonames=number,
        precision=precision,
        country=country,
    )


OSLO, BERGEN = gold("Oslo", 59.9, 10.7, 1), gold("Bergen", 60.4, 5.3, 2)
ATLANTIS, NORWAY = gold("Atlantis", None, None), gold("Norway", 62.0, 10.0, 3)


def record(*places):
    return {"id": "t", "text": TEXT, "places": list(places)}


def values(places, coder):
    return {name: value for name, (value, _n) in metrics([tally(record(*places), coder)]).items()}


def test_finding_counts_each_side_once():
    found = values([OSLO, BERGEN, ATLANTIS], Toy([answer("Oslo"), answer("Norway")], [None, None]))
    assert found["find_precision"] == pytest.approx(1 / 2)
    assert found["find_recall"] == pytest.approx(1 / 3)


def test_given_spans_within_161_km_are_right_and_silence_is_wrong():
    found = values([OSLO, BERGEN], Toy(given=[answer("Oslo", 60.5, 10.7, 1), None]))
    assert found["acc161_given"] == 0.5
    assert found["exact_id"] == 0.5


def test_end_to_end_leaves_out_answers_on_places_without_coordinates():
    found = values([OSLO, ATLANTIS], Toy([answer("Oslo", 59.9, 10.7), answer("Atlantis", 0.0, 0.0)], [None]))
    assert found["acc161_end_to_end"] == 1.0


def test_end_to_end_counts_answers_that_are_far_off_or_made_up():
    found = values([OSLO], Toy([answer("Oslo", 10.0, 10.0), answer("Bergen", 60.4, 5.3)], [None]))
    assert found["acc161_end_to_end"] == 0.0


def test_a_state_is_scored_at_its_middle():
    assert point_of(answer("Norway", precision="country", country="NOR")) is not None
    found = values([NORWAY], Toy([answer("Norway", precision="country", country="NOR")], [None]))
    assert found["acc161_end_to_end"] == 1.0


def test_demonyms_count_for_neither_side():
    left_out = gold("Bergen", 60.4, 5.3, kind="Demonym")
    found = values([OSLO, left_out], Toy([answer("Oslo"), answer("Bergen")], [None, None]))
    assert (found["find_precision"], found["find_recall"]) == (1.0, 1.0)


def test_what_is_no_place_is_never_gold():
    common = gold("Norway", None, None, kind="Literal_Expression")
    found = values([OSLO, common], Toy([answer("Oslo"), answer("Norway")], [None]))
    assert (found["find_precision"], found["find_recall"]) == (0.5, 1.0)


def test_pairs_take_the_largest_overlap_first():
    assert pairs([(0, 10), (8, 12)], [(8, 12)]) == [(1, 0)]


@pytest.mark.parametrize("name", ["lgl", "tr-news", "geovirus", "geowebnews", "places"])
def test_every_set_has_a_scorer(name):
    assert measure.scorer(name).keep[0] == "acc161_end_to_end"
