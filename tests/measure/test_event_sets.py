"""Each event set on records of our own: perfect answers score one, and each figure once by hand."""

import msgspec
import pytest
from toy_records import ToyCoder, at, saying, span, values

from allegedly.errors import UnknownName
from allegedly.measure import india_police, kinds, records_for, scorer, sets
from allegedly.measure.mapping import holds
from allegedly.measure.ranked import rank
from allegedly.model import Count, Status

MEET = "The premier of Arland met the queen of Borland in Tarn."
SHOT = "Rebels shot two farmers near Tarn."
BLAMED = "Arland blamed Borland for the raid."


# -- plover_gsr ---------------------------------------------------------------------------------------------------------


def gsr(text, type, actor=(), recipient=(), reciprocal=(), mode=None, unsure=False):
    spans = {"actor": actor, "recipient": recipient, "reciprocal": reciprocal, "event": [], "location": []}
    spans = {role: [span(text, words) for words in listed] for role, listed in spans.items()}
    entities = {
        "actors": [{"text": words, "code": "ARL", "sector": None} for words in (*actor, *reciprocal)],
        "recipients": [{"text": words, "code": "IGO", "sector": None} for words in recipient],
    }
    return {
        "id": text,
        "text": text,
        "events": [{"type": type, "mode": mode, "mapping_unsure": unsure, "spans": spans, **entities}],
    }


def with_country(one, country):
    import msgspec

    actors = tuple(msgspec.structs.replace(actor, country=country) for actor in one.event.actors)
    return msgspec.structs.replace(one, event=msgspec.structs.replace(one.event, actors=actors))


def test_gsr_perfect_answers_score_one():
    records = [
        gsr(SHOT, "ASSAULT", ["Rebels"], ["two farmers"], mode="firearms"),
        gsr(MEET, "CONSULT", (), (), ["The premier of Arland", "the queen of Borland"]),
    ]
    coder = ToyCoder(
        {
            SHOT: [with_country(saying(SHOT, "shot", actors="Rebels", recipients="two farmers", modes=("firearms",)), "ARL")],
            MEET: [with_country(saying(MEET, "met", "CONSULT", actors=("The premier of Arland", "the queen of Borland")), "ARL")],
        }
    )
    assert set(values("plover_gsr", records, coder).values()) == {1.0}


def test_gsr_ranks_by_confidence_then_text_order():
    late, early = saying(SHOT, "shot", confidence=0.9), saying(SHOT, "Rebels", "PROTEST", confidence=0.4)
    assert rank([early, late]) == [late, early]
    assert rank([saying(SHOT, "shot"), saying(SHOT, "Rebels")])[0].event.trigger.text == "Rebels"


def test_gsr_a_second_event_costs_nothing_unless_it_comes_first():
    records = [gsr(SHOT, "ASSAULT", ["Rebels"], ["two farmers"])]
    good = saying(SHOT, "shot", actors="Rebels", recipients="two farmers", confidence=0.5)
    after = values("plover_gsr", records, ToyCoder({SHOT: [good, saying(SHOT, "near", "AID", confidence=0.1)]}))
    before = values("plover_gsr", records, ToyCoder({SHOT: [good, saying(SHOT, "near", "AID", confidence=0.9)]}))
    assert (after["type_top1"], after["end_to_end"], after["actor_exact_f1"]) == (1, 1, 1)
    assert (before["type_top1"], before["type_any_recall"], before["end_to_end"]) == (0, 1, 1)


def test_gsr_end_to_end_wants_the_recipient_too():
    records = [gsr(SHOT, "ASSAULT", ["Rebels"], ["two farmers"])]
    scores = values("plover_gsr", records, ToyCoder({SHOT: [saying(SHOT, "shot", actors="Rebels")]}))
    assert (scores["type_top1"], scores["end_to_end"]) == (1, 0)
    assert scores["actor_exact_f1"] == pytest.approx(2 / 3, abs=1e-4)


def test_gsr_leaves_unsure_mappings_out_of_the_sure_figures():
    records = [gsr(SHOT, "ASSAULT", ["Rebels"], ["two farmers"]), gsr(MEET, "CONSULT", unsure=True)]
    scores = values("plover_gsr", records, ToyCoder({SHOT: [saying(SHOT, "shot")]}))
    assert (scores["type_top1"], scores["type_top1_sure"]) == (0.5, 1.0)


# -- plv ------------------------------------------------------------------------------------------------------------------


def plv(text, type, quad, actor, recipient):
    entity = {"actor": actor, "recipient": recipient}
    entity = {
        role: words and dict(zip(("start", "end", "text"), (*span(text, words), words), strict=True))
        for role, words in entity.items()
    }
    return {"id": text, "text": text, "type": type, "class": quad, **entity}


def test_plv_given_pair_and_end_to_end():
    records = [plv(SHOT, "ASSAULT", 4, "Rebels", "two farmers"), plv(BLAMED, "ACCUSE", 3, "Arland", None)]
    answers = {SHOT: [("ASSAULT", 0.9), ("AID", 0.1)], BLAMED: [("ACCUSE", 0.8)]}
    sayings = {
        SHOT: [saying(SHOT, "shot", actors="Rebels", recipients="two farmers")],
        BLAMED: [saying(BLAMED, "blamed", "ACCUSE", "Arland")],
    }
    assert set(values("plv", records, ToyCoder(sayings, answers)).values()) == {1.0}
    wrong = values("plv", records, ToyCoder(sayings, answers | {SHOT: [("COERCE", 1.0)]}))
    assert (wrong["accuracy"], wrong["macro_f1"], wrong["quad_macro_f1"], wrong["end_to_end"]) == (0.5, 0.5, 1.0, 1.0)


def test_plv_takes_the_parties_of_a_mutual_event_for_either_side():
    text = "Norway and Peru met in Oslo."
    met = [saying(text, "met", "CONSULT", "Norway", "Peru")]
    mutual = [
        msgspec.structs.replace(
            met[0],
            event=msgspec.structs.replace(met[0].event, actors=met[0].event.actors + met[0].event.recipients, recipients=()),
        )
    ]
    coder = ToyCoder({text: mutual}, {text: [("CONSULT", 1.0)]})
    assert values("plv", [plv(text, "CONSULT", 1, "Norway", "Peru")], coder)["end_to_end"] == 1.0


def test_plv_reads_concede_and_retreat_as_yield():
    records = [plv(SHOT, "YIELD", 2, "Rebels", None)]
    for type_ in ("CONCEDE", "RETREAT"):
        scores = values("plv", records, ToyCoder({SHOT: [saying(SHOT, "shot", type_, "Rebels")]}, {SHOT: [(type_, 1.0)]}))
        assert set(scores.values()) == {1.0}


# -- cameo ----------------------------------------------------------------------------------------------------------------


def test_cameo_classes_roles_and_neutral():
    def record(text, quad, **roles):
        spans = [
            {"start": span(text, w)[0], "end": span(text, w)[1], "role": role} for role, words in roles.items() for w in words
        ]
        return {"id": text, "text": text, "has_class": True, "has_spans": bool(roles), "class": quad, "spans": spans}

    records = [
        record(SHOT, 4, actor=["Rebels"], recipient=["two farmers"]),
        record(MEET, 1, reciprocal=["The premier of Arland", "the queen of Borland"]),
        record(BLAMED, 0),
    ]
    sayings = {
        SHOT: [saying(SHOT, "shot", actors="Rebels", recipients="two farmers")],
        MEET: [saying(MEET, "met", "CONSULT", ("The premier of Arland", "the queen of Borland"))],
    }
    whole = {one["text"]: (one["class"], [(s["start"], s["end"], s["role"]) for s in one["spans"]]) for one in records}
    assert set(values("cameo", records, ToyCoder(sayings, whole)).values()) == {1.0}
    sayings[MEET] = [saying(MEET, "met", "ACCUSE", ("The premier of Arland", "the queen of Borland"))]
    whole[SHOT] = (3, whole[SHOT][1][:1])
    scores = values("cameo", records, ToyCoder(sayings, whole))
    assert scores["saying_span_exact_f1"] == 0.5
    assert scores["saying_class_macro_f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert scores["span_exact_f1"] == pytest.approx(6 / 7, abs=1e-4)
    assert scores["class_macro_f1"] == pytest.approx(2 / 3, abs=1e-4)


# -- india_police -----------------------------------------------------------------------------------------------------------


POLICE = "police shot dead two men in surat. police arrested a trader. police did not stop the mob. police were there."


def test_india_police_labels_and_means():
    borders = [(0, 34), (35, 60), (61, 90), (91, len(POLICE))]
    labels = [["KILL", "FORCE", "ANY_ACTION"], ["ARREST", "ANY_ACTION"], ["FAIL"], []]
    record = {
        "id": "a", "text": POLICE, "date": None, "doc_labels": ["ANY_ACTION", "ARREST", "FAIL", "FORCE", "KILL"],
        "sentences": [{"start": a, "end": b, "labels": given} for (a, b), given in zip(borders, labels, strict=True)],
    }  # fmt: skip
    sayings = [
        saying(POLICE, "shot dead", actors="police"),
        saying(POLICE, "arrested", "COERCE", "police", modes=("arrest",)),
        saying(POLICE, "stop", "COERCE", "police", status=Status(polarity="negative")),
    ]
    scores = values("india_police", [record], ToyCoder({POLICE: sayings}))
    assert set(scores.values()) == {1.0}
    scores = values("india_police", [record], ToyCoder({POLICE: sayings[1:]}))
    assert scores["doc_mean_f1"] == pytest.approx(3 / 5)
    assert scores["sentence_f1"] == pytest.approx((1 + 1 + 2 / 3) / 5, abs=1e-4)
    assert scores["predicted_to_gold_KILL"] == 0


def test_india_police_needs_police_and_a_done_deed():
    assert india_police.labels_of(saying(SHOT, "shot", actors="Rebels")) == set()
    planned = saying(POLICE, "shot dead", actors="police", status=Status(modality="future"))
    assert india_police.labels_of(planned) == set()
    crowd = Count(kind="dead", text="two", start=0, end=3, low=2)
    assert "KILL" in india_police.labels_of(saying(POLICE, "were", actors="police", counts=(crowd,)))


def test_india_police_when_nobody_is_named():
    arrest = saying("two men were arrested.", "arrested", "COERCE", recipients="two men", modes=("arrest",))
    assert india_police.labels_of(arrest) == {"ARREST", "ANY_ACTION"}
    assert india_police.labels_of(saying("three died in police firing.", "died", recipients="three")) == {
        "KILL",
        "FORCE",
        "ANY_ACTION",
    }
    assert india_police.labels_of(saying("three died in the fire.", "died", recipients="three")) == set()


# -- re3d -------------------------------------------------------------------------------------------------------------------


FIGHT = "The Red Front fought the Blue Army and praised Arland."


def test_re3d_entities_and_relations():
    front, army, land = (span(FIGHT, words) for words in ("Red Front", "Blue Army", "Arland"))
    record = {
        "id": "a",
        "text": FIGHT,
        "entities": [
            *({"start": a, "end": b, "type": "Organisation", "confidence": 1} for a, b in (front, army)),
            {"start": land[0], "end": land[1], "type": "Location", "confidence": 0.9},
            {"start": 0, "end": 3, "type": "Weapon", "confidence": 0.1},
        ],
        "relations": [
            {"type": "FightingAgainst", "head": army, "tail": front, "confidence": 1},
            {"type": "Likes", "head": front, "tail": land, "confidence": 1},
            {"type": "Dislikes", "head": front, "tail": land, "confidence": 0.2},
        ],
    }
    names = [
        (at(FIGHT, "Red Front"), "Organisation"),
        (at(FIGHT, "Blue Army"), "Organisation"),
        (at(FIGHT, "Arland"), "Location"),
    ]
    sayings = [
        saying(FIGHT, "fought", actors=("Red Front", "Blue Army")),
        saying(FIGHT, "praised", "SUPPORT", "Red Front", "Arland"),
    ]
    assert set(values("re3d", [record], ToyCoder({FIGHT: sayings}, {FIGHT: names})).values()) == {1.0}
    wider = [saying(FIGHT, "fought", actors="The Red Front", recipients="the Blue Army")]
    scores = values("re3d", [record], ToyCoder({FIGHT: wider}, {FIGHT: [*names[:2], (at(FIGHT, "Arland"), "Person")]}))
    assert scores["relation_exact_f1"] == 0
    assert scores["relation_overlap_f1"] == scores["relation_given_f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert scores["entity_exact_f1"] == pytest.approx(2 / 3, abs=1e-4)


# -- kinds ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sayings", "expected"),
    [
        (BLAMED, [saying(BLAMED, "blamed", "ACCUSE", "Arland", "Borland"), saying(BLAMED, "raid")], "ATTRIB"),
        (SHOT, [saying(SHOT, "shot", actors="Rebels", recipients="two farmers")], "ATTACK"),
        (SHOT, [saying(SHOT, "shot", modes=("suicide-attack",))], "SUIC_BOMB"),
        (MEET, [saying(MEET, "met", "CONSULT")], "DIPLO"),
        ("Floods drowned the valley.", [], "NATURAL_DISASTER"),
        ("Nothing at all.", [], "OTHER"),
    ],
)
def test_case21_types_follow_from_sayings(text, sayings, expected):
    assert kinds.acled_type(text, sayings) == expected


def test_case21_weights_classes_by_their_gold_count():
    records = [
        {"id": n, "text": text, "type": type_}
        for n, (text, type_) in enumerate([(SHOT, "ATTACK"), (MEET, "DIPLO"), (BLAMED, "DIPLO")])
    ]
    coder = ToyCoder({SHOT: [saying(SHOT, "shot")], MEET: [saying(MEET, "met", "CONSULT")]})
    scores = values("case21_acled", records, coder)
    assert scores["weighted_f1"] == pytest.approx((1 * 1 + 2 * 2 / 3) / 3, abs=1e-4)
    assert scores["plover_accuracy"] == 1.0


HORN = "Gunmen raped three women near Juba."


def test_ceha_relevance_and_kinds():
    def record(text, relevant, types):
        return {"id": text, "text": text, "date": None, "relevant": relevant, "types": types}

    records = [record(HORN, True, ["violence_against_women"]), record(SHOT, False, [])]
    coder = ToyCoder({HORN: [saying(HORN, "raped", actors="Gunmen")], SHOT: [saying(SHOT, "shot")]})
    scores = values("ceha", records, coder)
    assert scores["relevance_f1"] == scores["type_micro_f1"] == scores["type_violence_against_women"] == 1
    denied = saying(HORN, "raped", status=Status(polarity="negative"))
    assert not kinds.relevant(HORN, [denied])
    assert not kinds.relevant(HORN, [saying(HORN, "raped")] * 50)


# -- what they share ----------------------------------------------------------------------------------------------------------


def test_mapping_refuses_a_condition_that_it_does_not_know():
    with pytest.raises(KeyError):
        holds({"label": "X", "typos": ["ASSAULT"]}, saying(SHOT, "shot"))


def test_every_table_rule_can_be_read():
    from allegedly.measure.matching import table

    rules = [*table("india_police")["rules"], *table("india_police")["against_police"], *table("case21_acled")["rules"]]
    rules += [*table("muc4")["acts"], *table("re3d")["relations"], *table("ceha")["acts"]]
    from allegedly.ontology import load

    known = load()
    for rule in rules:
        holds(rule, saying(SHOT, "shot"))
        for type_ in rule.get("types", ()):
            known.event_type(type_)
        modes = {mode.name for type_ in rule.get("types", ()) for mode in known.event_type(type_).modes}
        assert set(rule.get("modes", ())) <= modes, rule


def test_an_unknown_set_is_refused_with_the_list():
    with pytest.raises(UnknownName, match="sayings"):
        scorer("saying")
    assert {"sayings", "ecbplus", "places"} <= set(sets())


def test_a_file_can_be_given_directly(tmp_path):
    path = tmp_path / "mine.jsonl"
    path.write_text('{"id": 1}\n', encoding="utf-8")
    assert records_for(path, "ceha") == [{"id": 1}]
