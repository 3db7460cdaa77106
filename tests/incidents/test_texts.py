from allegedly.incidents import Mention, cluster_mentions, cluster_texts

TARN = ["The dam at Tarn burst and drowned forty people.", "Forty people drowned when the dam burst at Tarn."]
ORLE = ["Miners at Orle ended their strike after a pay deal.", "A pay deal ended the strike of miners at Orle."]


def test_texts_about_one_incident_come_together():
    assert cluster_texts([TARN[0], ORLE[0], TARN[1], ORLE[1]]) == [[0, 2], [1, 3]]


def test_nothing_and_odd_texts():
    assert cluster_texts([]) == []
    assert cluster_texts(["", "", "…"]) == [[0], [1], [2]]
    assert cluster_texts(["one"]) == [[0]]


def test_mentions_join_on_the_word_within_an_incident():
    texts = [TARN[0], ORLE[0], TARN[1]]
    mentions = [Mention(0, "burst"), Mention(2, "burst"), Mention(1, "burst"), Mention(0, "drown"), Mention(2, "drowning")]
    assert cluster_mentions(mentions, texts) == [[0, 1], [2], [3, 4]]
