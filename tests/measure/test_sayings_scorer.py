import pytest
from toy_records import ToyCoder, actor, at, gold_saying, saying

from allegedly.measure import run, scorer
from allegedly.measure.sayings import Comparison, align, metrics, same_entity, tally_sayings
from allegedly.model import Count, Place, Source, Status, When

TEXT = "The army said that rebels shelled Tarn on Monday. Police fired at a crowd, then withdrew, and the mayor praised them."
FUTURE, DENIED = Status(modality="future"), Status(polarity="negative")
SHELLED = {"actors": "rebels", "recipients": "Tarn", "source": "The army"}
FIRED = {"actors": "Police", "recipients": "a crowd"}


def values(predicted, gold):
    return {name: value for name, (value, _n) in metrics([tally_sayings(predicted, gold)]).items()}


def gold_list():
    return [
        gold_saying(TEXT, "shelled", **SHELLED),
        gold_saying(TEXT, "fired", also=["COERCE"], **FIRED),
        gold_saying(TEXT, "withdrew", "RETREAT", actors="Police"),
        gold_saying(TEXT, "praised", "SUPPORT", optional=True, actors="the mayor", recipients="them"),
    ]


def predicted_list():
    return [
        saying(TEXT, "shelled", **SHELLED),
        saying(TEXT, "fired", "COERCE", **FIRED),
        saying(TEXT, "withdrew", "RETREAT", actors="Police"),
        saying(TEXT, "praised", "SUPPORT", actors="the mayor", recipients="them"),
    ]


def test_perfect_predictions_score_one_everywhere():
    date = {"text": "on Monday", "from": "2020-03-02", "to": "2020-03-02"}
    gold = [
        gold_saying(TEXT, "shelled", date=date, place={"text": "Tarn", "country": "FRA"}, **SHELLED),
        gold_saying(TEXT, "fired", counts=[{"kind": "crowd", "low": 1, "best": 1, "high": 1}], modality="future", **FIRED),
    ]
    monday, tarn, crowd = at(TEXT, "on Monday"), at(TEXT, "Tarn"), at(TEXT, "a crowd")
    when = When(text=monday.text, start=monday.start, end=monday.end, from_day="2020-03-02", to_day="2020-03-02")
    place = Place(text=tarn.text, start=tarn.start, end=tarn.end, country="FRA")
    count = Count(kind="crowd", text=crowd.text, start=crowd.start, end=crowd.end, low=1, best=1, high=1)
    predicted = [saying(TEXT, "shelled", date=when, place=place, **SHELLED)]
    predicted.append(saying(TEXT, "fired", counts=(count,), status=FUTURE, **FIRED))
    scores = values(predicted, gold)
    for part in ("", "source_", "status_"):
        assert scores.pop(f"{part}calibration_error") == 0
    assert set(scores.values()) == {1.0}


def test_optional_sayings_neither_count_when_missed_nor_harm_when_found():
    without, with_it = values(predicted_list()[:3], gold_list()), values(predicted_list(), gold_list())
    for scores in (without, with_it):
        assert scores["saying_f1"] == scores["found_recall"] == scores["found_precision"] == 1.0


def test_missed_and_made_up_are_counted_by_hand():
    predicted = [predicted_list()[0], saying(TEXT, "said", "CONSULT")]
    scores = values(predicted, gold_list())
    assert scores["found_recall"] == pytest.approx(1 / 3)
    assert scores["found_precision"] == pytest.approx(1 / 2)
    assert scores["found_f1"] == pytest.approx(0.4)
    assert scores["saying_f1"] == pytest.approx(2 * 1 / (2 + 3))


def test_saying_precision_leaves_out_what_is_aligned_with_an_optional_one():
    predicted = [predicted_list()[0], predicted_list()[3], saying(TEXT, "said", "CONSULT")]
    scores = values(predicted, gold_list())
    assert scores["saying_precision"] == pytest.approx(1 / 2)
    assert scores["found_precision"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"actors": "The army"}, {"actor"}),
        ({"actors": ()}, {"actor"}),
        ({"recipients": "a crowd"}, {"recipient"}),
        ({"source": ()}, {"source", "chain"}),
        ({"source": ("the mayor", "The army")}, {"chain"}),
        ({"type": "AID"}, {"type"}),
        ({"status": FUTURE}, {"modality", "status"}),
        ({"status": DENIED}, {"polarity", "status"}),
        ({"status": Status(frame="historical")}, {"frame", "status"}),
    ],
)
def test_each_field_is_read_on_its_own(change, wrong):
    pair = Comparison(saying(TEXT, "shelled", **(SHELLED | change)), gold_list()[0])
    fields = ("type", "actor", "recipient", "source", "chain", "polarity", "modality", "frame", "status")
    assert {name for name in fields if not getattr(pair, name)} == wrong
    assert pair.all == (wrong == {"chain"})


def test_other_types_that_could_be_defended_are_right():
    assert Comparison(saying(TEXT, "fired", "COERCE", **FIRED), gold_list()[1]).type


def test_alignment_needs_the_trigger_or_sentence_type_and_party():
    gold = gold_list()[:1]
    assert align([saying(TEXT, "said", **SHELLED)], gold)
    assert not align([saying(TEXT, "said", "AID", **SHELLED)], gold)
    assert not align([saying(TEXT, "said", actors="Police")], gold)
    assert align([saying(TEXT, "shelled", "AID")], gold)
    elsewhere = gold_saying(TEXT, "shelled", sentence=[14, 30], **SHELLED)
    assert not align([saying(TEXT, "said", **SHELLED)], [elsewhere])


def test_alignment_prefers_the_overlapping_trigger():
    gold = [gold_saying(TEXT, "shelled", **SHELLED)]
    aligned = align([saying(TEXT, "said", **SHELLED), saying(TEXT, "shelled", **SHELLED)], gold)
    assert list(aligned) == [1]


def test_entities_match_by_overlap_or_by_a_content_word_of_text_or_name():
    gold = {"span": [0, 8], "text": "The army", "name": None}
    assert same_entity(actor(TEXT, "army"), gold)
    assert same_entity(Source(text=None, name="Army of Tarn"), gold)
    assert not same_entity(Source(text="the navy"), gold)
    assert not same_entity(Source(text="The President"), {"span": None, "text": "President Kern", "name": None})
    assert same_entity(Source(text="Mr Kern"), {"span": None, "text": "he", "name": "Anna Kern"})


def test_not_asserted_counts_what_stays_unfound_too():
    gold = [gold_saying(TEXT, "shelled", modality="future", **SHELLED), gold_saying(TEXT, "fired", polarity="negative", **FIRED)]
    predicted = [saying(TEXT, "shelled", status=FUTURE, **SHELLED), saying(TEXT, "said", status=FUTURE)]
    assert values(predicted, gold)["not_asserted_f1"] == pytest.approx(2 * 1 / (2 + 2))


def test_the_innermost_gold_source_decides():
    gold = gold_saying(TEXT, "shelled", **(SHELLED | {"source": ("the mayor", "The army")}))
    assert Comparison(saying(TEXT, "shelled", **SHELLED), gold).source
    assert not Comparison(saying(TEXT, "shelled", **(SHELLED | {"source": "the mayor"})), gold).source


def test_not_asserted_leaves_out_what_is_aligned_with_an_optional_one():
    gold = [gold_saying(TEXT, "shelled", modality="future", **SHELLED), gold_saying(TEXT, "fired", optional=True, **FIRED)]
    predicted = [saying(TEXT, "shelled", status=FUTURE, **SHELLED), saying(TEXT, "fired", status=FUTURE, **FIRED)]
    assert values(predicted, gold)["not_asserted_f1"] == 1


def test_details_are_compared_exactly():
    date = {"text": "on Monday", "from": "2020-03-02", "to": "2020-03-02"}
    gold = [gold_saying(TEXT, "shelled", date=date, place={"text": "Tarn", "country": "FRA"}, **SHELLED)]
    when = When(text="x", start=0, end=1, from_day="2020-03-02", to_day="2020-03-03")
    place = Place(text="x", start=0, end=1, name="Tarn", country="DEU")
    scores = values([saying(TEXT, "shelled", date=when, place=place, **SHELLED)], gold)
    assert scores["date_f1"] == scores["place_f1"] == 0


def test_calibration_of_source_and_status_is_that_of_the_pairs():
    predicted = [saying(TEXT, "shelled", actors="rebels", recipients="Tarn"), saying(TEXT, "fired", "COERCE", **FIRED)]
    tallies = [tally_sayings(predicted, gold_list(), lambda one: {"source": 0.5, "status": 0.8})]
    scores = {name: value for name, (value, _n) in metrics(tallies).items()}
    assert scores["source_calibration_error"] == pytest.approx(0.0)  # one of two is right
    assert scores["status_calibration_error"] == pytest.approx(0.2)  # both are


def test_calibration_error_is_the_gap_between_confidence_and_share_right():
    predicted = [saying(TEXT, "shelled", confidence=0.9, **SHELLED), saying(TEXT, "said", "CONSULT", confidence=0.9)]
    assert values(predicted, gold_list())["calibration_error"] == pytest.approx(0.4)


def test_report_has_intervals_and_the_coder_never_sees_the_title():
    seen = []

    class Spy(ToyCoder):
        def code(self, article):
            seen.append(article)
            return predicted_list()

    records = [{"id": name, "title": "T", "text": TEXT, "published": None, "sayings": gold_list()} for name in "ab"]
    report = run(scorer("sayings"), records, Spy())
    assert report.metrics["saying_f1"].value == report.metrics["saying_f1"].low == 1
    assert {article.title for article in seen} == {None}
    assert report.coder == "toy 1"


def test_listing_shows_what_was_missed_made_up_and_read_differently():
    predicted = [saying(TEXT, "shelled", **(SHELLED | {"actors": "The army"})), saying(TEXT, "said", "CONSULT")]
    coder = ToyCoder({TEXT: predicted})
    lines = list(scorer("sayings").listing({"id": "a", "text": TEXT, "sayings": gold_list()}, coder))
    shown = "\n".join(lines)
    assert "3 required, 1 optional, 2 said: 0 right, 1 DIFFERS, 2 MISSED, 1 MADE UP, 0 optional" in shown
    assert "actor:     gold rebels   <>   ours The army" in shown
    assert [line.split()[0] for line in lines if line.startswith("  M")] == ["MADE", "MISSED", "MISSED"]
    assert TEXT in shown
