import random

import pytest

from allegedly.incidents import first_line, incidents
from allegedly.model import Status
from incidents_made import DENIED, told


def sizes(sayings):
    return sorted(len(incident.sayings) for incident in incidents(sayings))


def test_two_outlets_on_one_happening_are_one_incident():
    found = incidents([told("Gulf Herald"), told("State Paper", trigger="fired", actor="the police")])
    assert [len(incident.sayings) for incident in found] == [2]
    assert found[0].publishers == ("Gulf Herald", "State Paper")


def test_status_never_stops_a_match():
    both = [told("Gulf Herald"), told("State Paper", status=DENIED)]
    (incident,) = incidents(both)
    assert (incident.asserted, incident.denied) == (1, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2022-02-11"},
        {"place": "Aktau"},
        {"place": ("Almaty", "RUS")},
        {"type": "CONSULT"},
        {"status": Status(frame="historical")},
        {"trigger": "blockaded", "actor": "farmers", "recipient": "grain traders"},
        {"day": None, "published": "2023-05-01"},
    ],
)
def test_what_keeps_two_sayings_apart(other):
    base = {"day": "2022-01-06", "place": "Almaty"}
    assert sizes([told("Gulf Herald", **base), told("State Paper", **base)]) == [2]
    assert sizes([told("Gulf Herald", **base), told("State Paper", **(base | other))]) == [1, 1]


def test_the_unknown_rules_nothing_out():
    assert sizes([told("Gulf Herald", day="2022-01-06", place="Almaty"), told("State Paper")]) == [2]


def test_a_town_and_its_country_do_not_conflict():
    pair = [told("Gulf Herald", place="Almaty"), told("State Paper", place="Kazakhstan", precision="country")]
    assert sizes(pair) == [2]


def test_a_word_alone_is_not_enough():
    assert sizes([told("Gulf Herald", recipient="protesters"), told("State Paper", actor="rebels", recipient="farmers")]) == [
        1,
        1,
    ]


def test_a_conflict_with_any_member_keeps_out():
    one, two, three = told("A", day="2022-01-05"), told("B"), told("C", day="2022-01-09")
    assert sizes([one, two, three]) == [1, 2]


def test_independent_sources_are_counted_once():
    told_by = [
        told("A", source="the interior ministry"),
        told("B", source="Interior Ministry"),
        told("C", source="he"),
        told("D", source="a doctor"),
    ]
    (incident,) = incidents(told_by)
    assert incident.sources == ("the interior ministry", "a doctor")


def test_every_saying_is_in_exactly_one_incident_whatever_the_order():
    sayings = [
        told(p, day=d, place=w) for p in "ABC" for d in (None, "2022-01-05", "2022-01-09") for w in (None, "Almaty", "Aktau")
    ]
    sayings = [msg for n, msg in enumerate(sayings) if n % 4]
    found = incidents(sayings)
    for seed in range(5):
        mixed = sayings.copy()
        random.Random(seed).shuffle(mixed)
        assert incidents(mixed) == found
    listed = [id for incident in found for id in incident.sayings]
    assert sorted(listed) == sorted(saying.id for saying in sayings)


def test_most_publishers_come_first():
    found = incidents(
        [
            told("A", actor="x", trigger="met"),
            told("B"),
            told("C"),
            told("B", trigger="beat", actor="guards", recipient="inmates"),
        ]
    )
    assert [len(incident.publishers) for incident in found] == [2, 1, 1]


def test_the_reason_says_what_is_alike():
    (incident,) = incidents([told("A", place="Almaty"), told("B", place="Almaty", trigger="fired on")])
    assert incident.reason == (
        "alike in the word (opened fire), who did it (police), to whom (protesters), where (Almaty), the words around it (Almaty)"
    )
    assert incidents([told("A")])[0].reason == "one saying"


def test_first_line_in_plain_words():
    sayings = [
        told("A", day="2022-01-06", place="Almaty", source="a doctor"),
        told("B", day="2022-01-06"),
        told("C", status=DENIED, source="the mayor"),
        told("D", status=Status(modality="future")),
    ]
    (incident,) = incidents(sayings)
    assert first_line(incident, sayings) == (
        'police -> protesters: "opened fire" (ASSAULT), Almaty, 2022-01-06 | 4 sayings, 4 publishers, 2 sources | '
        "2 say it happened, 1 denies it, 1 does not say so (future)"
    )


def test_nobody_named():
    (incident,) = incidents([told("A", actor="", recipient="")])
    assert first_line(incident, [told("A", actor="", recipient="")]).startswith('somebody: "opened fire" (ASSAULT)')


def test_a_bare_pronoun_names_nobody():
    (incident,) = incidents([told("A", actor="they", recipient="us")])
    assert first_line(incident, [told("A", actor="they", recipient="us")]).startswith('somebody: "opened fire" (ASSAULT)')
