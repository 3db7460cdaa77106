"""The measures by hand, on the worked examples that one can do on paper."""

import pytest
from toy_records import ToyCoder

from allegedly.measure import run, scorer
from allegedly.measure.chains import Chains, f1_of
from allegedly.measure.coreference import chain_metrics

# Chains {a b c} {d} {e f}; answer {a b} {c d} {e f}.
GOLD = ["A", "A", "A", "D", "E", "E"]
OURS = [1, 1, 2, 2, 3, 3]


def test_the_right_answer_scores_one_by_every_measure():
    chains = Chains(GOLD, [5, 5, 5, 0, 9, 9])
    for score in (chains.muc(), chains.b_cubed(), chains.ceaf_e(), chains.lea(), chains.pairwise()):
        assert score == (1, 1)
    assert chains.conll_f1() == 1


def test_muc_counts_links():
    assert Chains(GOLD, OURS).muc() == pytest.approx((2 / 3, 2 / 3))


def test_b_cubed_counts_mentions():
    recall = (2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6
    precision = (1 + 1 + 1 / 2 + 1 / 2 + 1 + 1) / 6
    assert Chains(GOLD, OURS).b_cubed() == pytest.approx((recall, precision))


def test_ceaf_e_assigns_one_to_one():
    best = 4 / 5 + 2 / 3 + 1  # {a b c}-{a b}, {d}-{c d}, {e f}-{e f}
    assert Chains(GOLD, OURS).ceaf_e() == pytest.approx((best / 3, best / 3))


def test_lea_weighs_chains_by_size():
    recall = (3 * 1 / 3 + 1 * 0 + 2 * 1) / 6
    precision = (2 * 1 + 2 * 0 + 2 * 1) / 6
    assert Chains(GOLD, OURS).lea() == pytest.approx((recall, precision))


def test_lea_rewards_a_rightly_lonely_mention():
    assert f1_of(Chains(["A", "B"], [1, 2]).lea()) == 1
    assert f1_of(Chains(["A", "B"], [1, 1]).lea()) == 0


def test_pairwise_counts_pairs():
    assert Chains(GOLD, OURS).pairwise() == pytest.approx((2 / 4, 2 / 3))


def test_labels_must_be_one_a_mention():
    with pytest.raises(ValueError, match="2 gold labels but 1"):
        Chains([1, 2], [1])


def test_a_document_drawn_twice_makes_no_easy_links():
    tally = {"id": "a", "chains": ["A", "B"], "clusters": [1, 2]}
    assert chain_metrics([tally, tally])["muc_f1"][0] == 0
    assert chain_metrics([tally, tally])["b3_f1"][0] == 1


def document(name, chains, incident="1_x"):
    text = f"storm hit {name}"
    mentions = [{"start": 0, "end": 5, "kind": "event", "scored": True, "chain": chain} for chain in chains]
    mentions.append({"start": 6, "end": 9, "kind": "entity", "scored": True, "chain": "never"})
    mentions.append({"start": 6, "end": 9, "kind": "event", "scored": False, "chain": "never"})
    return {"id": name, "topic": 1, "incident": incident, "text": text, "mentions": mentions}


class ByChain(ToyCoder):
    """Knows chains and incidents by text, whatever order the documents come in."""

    def __init__(self, records):
        super().__init__()
        self.records = {record["text"]: record for record in records}

    def cluster_events(self, documents):
        clusters = {}
        for d, (text, spans) in enumerate(documents):
            assert len(spans) == len(self.records[text]["mentions"]) - 2
            for m in range(len(spans)):
                clusters.setdefault(self.records[text]["mentions"][m]["chain"], []).append((d, m))
        return list(clusters.values())

    def cluster_documents(self, texts):
        groups = {}
        for n, text in enumerate(texts):
            groups.setdefault(self.records[text]["incident"], []).append(n)
        return list(groups.values())


def test_ecbplus_perfect_answers_score_one_in_any_order():
    records = [
        document("Tarn", ["A", "B"]),
        document("Orle", ["A"]),
        document("Vane", ["B", "C"], "1_y"),
        document("Lund", [], "1_y"),
    ]
    metrics = run(scorer("ecbplus"), records, ByChain(records)).metrics
    assert {metric.value for metric in metrics.values()} == {1.0}
    assert metrics["conll_f1"].n == 5


def test_ecbplus_what_is_left_out_is_alone():
    records = [document("Tarn", ["A"]), document("Orle", ["A"])]
    metrics = run(scorer("ecbplus"), records, ToyCoder(answers={"events": [], "documents": []})).metrics
    assert metrics["muc_f1"].value == 0
    assert metrics["b3_f1"].value == metrics["doc_b3_f1"].value == pytest.approx(2 / 3, abs=1e-4)
