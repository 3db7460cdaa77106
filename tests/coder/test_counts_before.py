"""What a number takes over from the one before it, and who is counted without a number word."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language

from allegedly.coder.counts import find_counts


def read(nlp: Language, text: str) -> list[list[Any]]:
    return [[count.kind, count.low, count.best, count.high] for count, _token in find_counts(nlp(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said 63 people had been arrested, of whom 14 were minors.", [("arrested", 63), ("arrested", 14)]),
        ("Rebels abducted 80 girls, of whom 30 have since escaped.", [("missing", 80), ("other", 30)]),
        ("Twelve people were hurt, two seriously, when a bus overturned.", [("injured", 12), ("injured", 2)]),
        ("Twelve people were hurt, two fatally, when a bus overturned.", [("injured", 12), ("dead", 2)]),
        ("Medics received 47 wounded, among them 12 women and 9 children.", [("injured", 47), ("injured", 12), ("injured", 9)]),
        ("Officials reported three deaths but later lowered the figure to two.", [("dead", 3), ("dead", 2)]),
        ("Divers found 16 bodies and are searching for eight more.", [("dead", 16), ("missing", 8)]),
        ("Fighting displaced 9,300 households (55,000 people).", [("displaced", 9300), ("displaced", 55000)]),
        ("The bill passed by 212 votes to 187.", [("other", 212), ("other", 187)]),
        ("The ministry confirmed one death among the 310 residents.", [("dead", 1), ("other", 310)]),
        ("Three children aged 4, 7 and 11 were wounded.", [("injured", 3)]),
    ],
)
def test_a_part_or_a_later_number_takes_the_kind_of_the_one_before(nlp: Language, text: str, expected: list[Any]) -> None:
    assert [(kind, best) for kind, _low, best, _high in read(nlp, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A family of five died in the fire.", [["dead", 5, 5, 5]]),
        ("The couple were found shot dead in their car.", [["dead", 2, 2, 2]]),
        ("Both men were arrested.", [["arrested", 2, 2, 2]]),
        ("Both the army and the rebels were accused of killing a nurse.", [["dead", 1, 1, 1]]),
        ("The couple opened a shop.", []),
        ("A couple of days later a guard was hurt.", [["injured", 1, 1, 1]]),
    ],
)
def test_words_for_two_and_households_count_victims(nlp: Language, text: str, expected: list[Any]) -> None:
    assert read(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sixteen people are known to have died.", [["dead", 16, 16, 16]]),
        ("Organisers claimed half a million took part.", [["crowd", 500000, 500000, 500000]]),
        ("The avalanche claimed 12 lives.", [["dead", 12, 12, 12]]),
        ("One protester was shot in the leg.", [["injured", 1, 1, 1]]),
        ("At least 20 killed in church attack - local officials", [["dead", 20, None, None]]),
        ("The toll climbed past 200 on Monday.", [["dead", 200, None, None]]),
        ("Between 3 and 4 million Syrians fled.", [["displaced", 3_000_000, None, 4_000_000]]),
        ("Each of the three brothers was sentenced to 25 years.", [["arrested", 3, 3, 3]]),
        ("Some 300 armed men entered the town.", [["forces", None, 300, None]]),
        ("They want a ransom of $2m for the 28 pupils.", [["money", 2e6, 2e6, 2e6], ["missing", 28, 28, 28]]),
        ("Up to 30 activists were beaten by guards.", [["injured", None, None, 30]]),
        ("Over 400 people are sheltering in two schools.", [["displaced", 400, None, None], ["other", 2, 2, 2]]),
    ],
)
def test_the_kind_is_told_behind_other_words(nlp: Language, text: str, expected: list[Any]) -> None:
    assert read(nlp, text) == expected
