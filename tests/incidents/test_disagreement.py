import pytest

from allegedly.errors import UnknownName
from allegedly.incidents import RULES, aggregate, differ_line, disagreement, incidents, timeline, voices
from allegedly.model import Count, Status
from allegedly.model.span import Span
from incidents_made import DENIED, FORETOLD, told

DAY = {"day": "2022-01-06", "trigger": "killed", "recipient": "villagers"}


def told_all(*sayings):
    """The one incident that these sayings are, and they."""
    (incident,) = incidents(sayings)
    return incident, list(sayings)


def values(found, field):
    return {given.value: given.voices for question in found.questions if question.field == field for given in question.given}


def differ(found):
    return {question.field for question in found.differing}


def test_every_value_is_kept_with_whoever_gives_it():
    incident, sayings = told_all(
        told("Gulf Herald", dead=26, place="Almaty", **DAY),
        told("State Paper", dead=8, place="Almaty", source="the interior ministry", **DAY),
        told("Echo", dead=8, place="Almaty", **DAY),
    )
    found = disagreement(incident, sayings)
    assert values(found, "count of dead") == {"8": ("Echo", "the interior ministry"), "26": ("Gulf Herald",)}
    assert values(found, "place") == {"Almaty": ("Echo", "Gulf Herald", "the interior ministry")}
    assert differ(found) == {"count of dead"}
    assert differ_line(found) == "they differ on: dead 8 (Echo, the interior ministry) / 26 (Gulf Herald)"


def heard(sayings, copies=None):
    return {frozenset(voice.publishers) for voice in voices(sayings, copies)}


def test_copies_and_common_sources_are_one_voice():
    copied = [told(p, words="x" * n, **DAY) for n, p in enumerate("ABC")]
    quoted = [told("D", source="the Interior Ministry", **DAY), told("E", source="the interior ministry", **DAY)]
    assert heard(copied + quoted) == {frozenset("A"), frozenset("B"), frozenset("C"), frozenset("DE")}
    groups = {saying.article.id: "one text" for saying in copied}
    assert heard(copied + quoted, groups) == {frozenset("ABC"), frozenset("DE")}


def test_a_ministry_of_a_country_is_not_the_country():
    one = told("A", source="Orlandia", **DAY)
    two = told("B", source="prosecutors in Orlandia", **DAY)
    assert len(voices([one, two])) == 2


def test_whoever_asserts_and_denies_and_foretells():
    incident, sayings = told_all(
        told("A", **DAY), told("B", source="the mayor", status=DENIED, **DAY), told("C", status=FORETOLD, **DAY)
    )
    found = disagreement(incident, sayings)
    assert found.stands == {"asserts": ("A",), "denies": ("the mayor",), "foretells": ("C",)}
    assert found.disputed
    assert differ_line(found) == "they differ on: whether it happened: A / not so: the mayor"


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ({"place": "Almaty"}, {"place": "Kazakhstan", "precision": "country"}, set()),
        ({"actor": "protesters"}, {"actor": "gangs"}, {"actor"}),
        ({"actor": "police"}, {"actor": "soldiers"}, set()),
        ({"actor": "President Ada Lovel"}, {"actor": "the president"}, set()),
        ({"dead": 8}, {"dead": 8}, set()),
        ({"type": "COERCE"}, {}, {"type"}),
    ],
)
def test_what_can_both_be_right(one, two, apart):
    base = {"day": "2022-01-06", "trigger": "killed", "recipient": "villagers", "words": "in the market hall at noon"}
    incident, sayings = told_all(told("A", **(base | one)), told("B", **(base | two)))
    assert differ(disagreement(incident, sayings)) == apart


def test_at_least_is_no_contradiction_to_more():
    incident, (first, second) = told_all(told("A", dead=164, **DAY), told("B", dead=225, **DAY))
    assert differ(disagreement(incident, [first, second])) == {"count of dead"}
    open_ended = Count(kind="dead", text="at least 164", start=0, end=1, low=164)
    event = type(first.event)(type="ASSAULT", trigger=first.event.trigger, counts=(open_ended,))
    changed = type(first)(
        id=first.id, article=first.article, sentence=Span("x", 0, 1), status=Status(), event=event, coder=first.coder
    )
    assert differ(disagreement(incident, [changed, second])) == set()


def test_records_are_flat():
    incident, sayings = told_all(told("A", dead=8, **DAY), told("B", dead=26, **DAY))
    rows = disagreement(incident, sayings).records()
    assert {row["field"] for row in rows} >= {"stand", "count of dead", "actor", "type"}
    assert all(not isinstance(value, (list, dict, tuple)) for row in rows for value in row.values())


def accounts(incident, sayings, field):
    return {rule: aggregate(incident, sayings, rule).values[field] for rule in RULES}


def test_each_rule_gives_its_own_figure_and_says_what_others_would():
    incident, sayings = told_all(
        told("A", dead=8, published="2022-01-06", **DAY),
        told("B", dead=8, published="2022-01-07", **DAY),
        told("C", dead=26, published="2022-01-08", **DAY),
        told("D", dead=14, published="2022-01-09", **DAY),
    )
    assert accounts(incident, sayings, "count of dead") == {"conservative": 8, "typical": 8, "informative": 26, "latest": 14}
    account = aggregate(incident, sayings, "conservative")
    assert account.otherwise["count of dead"] == {"informative": 26, "latest": 14}
    assert "count of dead: 26 (informative)" in account.record()["would change"]
    assert account.basis == "told as having happened"


def test_a_denied_incident_is_disputed_and_a_foretold_one_foretold():
    incident, sayings = told_all(told("A", **DAY), told("B", status=DENIED, published="2022-01-09", **DAY))
    assert accounts(incident, sayings, "happened")["conservative"] == "disputed"
    incident, sayings = told_all(told("A", status=FORETOLD, dead=200, **DAY))
    account = aggregate(incident, sayings, "typical")
    assert (account.basis, account.values["happened"], account.values["count of dead"]) == ("all sayings", "foretells", 200)


def test_an_unknown_rule_names_those_there_are():
    incident, sayings = told_all(told("A", **DAY))
    with pytest.raises(UnknownName, match="conservative"):
        aggregate(incident, sayings, "average")


def test_how_one_publisher_moved():
    incident, sayings = told_all(
        told("A", dead=8, published="2022-01-06", **DAY),
        told("A", dead=26, published="2022-01-08", **DAY),
        told("B", dead=5, published="2022-01-07", **DAY),
    )
    steps = timeline(incident, sayings)
    assert [(step.publisher, step.values["count of dead"], step.changed) for step in steps] == [
        ("A", "8", ()),
        ("A", "26", ("count of dead",)),
        ("B", "5", ()),
    ]
    assert [step.publisher for step in timeline(incident, sayings, publisher="B")] == ["B"]
    assert steps[0].record()["saying"] == sayings[0].id


def test_the_same_in_other_words_is_no_move():
    incident, sayings = told_all(
        told("A", dead=8, published="2022-01-06", actor="the police", **DAY),
        told("A", dead=8, published="2022-01-08", actor=("guards", "Police"), **DAY),
        told("A", dead=9, published="2022-01-09", actor="bandits", **DAY),
    )
    assert [step.changed for step in timeline(incident, sayings)] == [(), (), ("actor", "count of dead")]
