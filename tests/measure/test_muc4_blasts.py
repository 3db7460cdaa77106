"""What a blast hit, by the words of the sentence."""

import pytest
from toy_records import saying

from allegedly.measure.muc4_fillers import roles_of


def targets(text, trigger, **more):
    return roles_of([saying(text, trigger, modes=("explosives",), **more)])["Target"]


@pytest.mark.parametrize(
    ("text", "trigger", "found"),
    [
        ("a bomb exploded in front of the norland embassy on monday, wounding two.", "exploded", ["norland embassy"]),
        ("dynamite was placed at the offices of a bank in tarn and exploded.", "exploded", ["offices of bank"]),
        ("the blast damaged a hotel and several buses, police said.", "blast", ["hotel", "buses"]),
        ("police said that two vehicles and a bank were seriously damaged by the blast.", "blast", ["vehicles", "bank"]),
        ("a bomb exploded in tarn on monday, damaging the windows.", "exploded", []),
        ("a bomb exploded near an army barracks, killing two students.", "exploded", []),
    ],
)
def test_what_was_damaged_and_where_it_was_are_targets(text, trigger, found):
    assert targets(text, trigger, recipients="two" if "two" in text else ()) == found


def test_nothing_is_hit_in_a_sentence_without_such_words():
    assert targets("a bomb exploded and the bank opened late.", "exploded") == []
