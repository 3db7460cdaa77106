"""The coder as the scorers see it: given mentions across articles are joined by what they say, not by nothing."""

from __future__ import annotations

import pytest

from allegedly.cli.measured import MeasuredCoder
from allegedly.coder.pipeline import PARSE_STAGES, stages_after_the_parse

QUAKE = "A quake struck Tarnville on Monday and killed nine miners. Officials in Tarnville said the mine would close."
QUAKE_AGAIN = "The quake that strikes Tarnville kills nine miners, officials say; the Tarnville mine is closed."


@pytest.fixture(scope="module")
def coder():
    return MeasuredCoder("en")


def mentions(text, *words):
    return text, [(text.index(word), text.index(word) + len(word)) for word in words]


def test_mentions_of_one_word_are_one_happening_and_others_are_not(coder):
    documents = [mentions(QUAKE, "struck", "killed", "said", "close"), mentions(QUAKE_AGAIN, "strikes", "kills", "say", "closed")]
    clusters = coder.cluster_events(documents)
    assert sorted(sorted(cluster) for cluster in clusters) == [[(0, n), (1, n)] for n in range(4)]


def test_what_belongs_to_the_parse_is_never_left_out(coder):
    assert set(coder.nlp.pipe_names) >= PARSE_STAGES
    with coder.nlp.select_pipes(disable=stages_after_the_parse(coder.nlp)):
        (doc,) = coder.nlp.pipe([QUAKE])
    assert all(token.lemma_ and token.tag_ and token.dep_ for token in doc)
