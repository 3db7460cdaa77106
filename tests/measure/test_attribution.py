"""The polnear scorer, on small records of our own."""

from __future__ import annotations

from typing import Any

import pytest

from allegedly.measure.attribution import POLNEAR, Parts, chunks, dice
from allegedly.measure.base import run
from allegedly.model import Attribution, CoderRef, Span

TEXT = "The mayor said the bridge fell. “Nobody was hurt,” she added. Critics hope for rain. The dam is reportedly safe."


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def gold(source: str | None, cue: str, *content: str) -> dict[str, Any]:
    return {"source": [at(source)] if source else [], "cue": [at(cue)], "content": [at(piece) for piece in content]}


RECORD = {
    "id": "own",
    "text": TEXT,
    "attributions": [
        gold("The mayor", "said", "the bridge fell"),
        gold("she", "added", "“Nobody was hurt,”"),
        gold("Critics", "hope for", "rain"),
        gold(None, "reportedly", "The dam is", "safe"),
    ],
}


class FixedCoder:
    """Answers with the attributions that it was given."""

    ref = CoderRef(name="fixed", version="0")

    def __init__(self, *attributions: dict[str, Any], parents: dict[int, int] | None = None) -> None:
        self.given, self.parents = attributions, parents or {}

    def attributions(self, text: str) -> list[Attribution]:
        def cut(pieces: list[list[int]]) -> tuple[Span, ...]:
            return tuple(Span.cut(text, start, end) for start, end in pieces)

        return [
            Attribution(source=cut(one["source"]), cue=cut(one["cue"]), content=cut(one["content"]), parent=self.parents.get(n))
            for n, one in enumerate(self.given)
        ]


def score(coder: FixedCoder) -> dict[str, float]:
    return {name: metric.value for name, metric in run(POLNEAR, [RECORD], coder).metrics.items()}


def test_gold_itself_scores_full_marks() -> None:
    assert set(score(FixedCoder(*RECORD["attributions"])).values()) == {1.0}  # type: ignore[misc]


def test_nothing_found_scores_nothing() -> None:
    assert set(score(FixedCoder()).values()) == {0.0}


def test_hit_needs_half_of_the_content_and_the_source() -> None:
    wrong_source = gold("Critics", "said", "the bridge fell")
    short_content = gold("she", "added", "hurt")
    found = score(FixedCoder(wrong_source, short_content, RECORD["attributions"][2]))  # type: ignore[index]
    assert found["attribution_f1"] == pytest.approx(2 * 1 / (3 + 4), abs=1e-4)
    assert found["who_accuracy"] == 0.5


def test_source_named_where_gold_has_none_is_no_hit() -> None:
    found = score(FixedCoder(gold("Critics", "reportedly", "The dam is", "safe")))
    assert found["no_source_f1"] == 0
    assert found["who_accuracy"] == 0


def test_nested_prediction_is_left_out() -> None:
    inner = gold("Critics", "fell", "the bridge")
    assert score(FixedCoder(*RECORD["attributions"], inner, parents={4: 0}))["attribution_f1"] == 1  # type: ignore[misc]


def test_edges_of_punctuation_do_not_matter() -> None:
    assert score(FixedCoder(gold("The mayor", "said", "the bridge fell.")))["content_exact_f1"] == pytest.approx(2 / 5, abs=1e-4)


def test_pieces_are_cut_at_sentence_ends() -> None:
    text = "He left. She stayed at 5 p.m. with them.\nNobody came"
    assert [text[start:end] for start, end in chunks(text, [(0, len(text))])] == [
        "He left",
        "She stayed at 5 p.m. with them",
        "Nobody came",
    ]


def test_one_piece_of_two_sentences_equals_two_pieces() -> None:
    text = "One came. Two left."
    assert chunks(text, [(0, 19)]) == chunks(text, [(0, 9), (10, 19)])


def test_direct_quotations_are_counted_apart() -> None:
    found = score(FixedCoder(gold("Critics", "added", "“Nobody was hurt,”")))
    assert found["direct_content_recall"] == found["direct_content_precision"] == 1
    assert found["direct_speaker_recall"] == found["direct_speaker_precision"] == 0


def test_quoted_and_unquoted_are_reported_apart() -> None:
    found = score(FixedCoder(RECORD["attributions"][1]))  # type: ignore[index]
    assert found["attribution_f1_quoted"] == 1
    assert found["attribution_f1_unquoted"] == 0


def test_dice_counts_characters() -> None:
    left, right = Parts("abcdefgh", (), (), ((0, 4),)), Parts("abcdefgh", (), (), ((2, 8),))
    assert dice(left, right) == pytest.approx(2 * 2 / 10)


def test_apostrophe_is_no_quotation() -> None:
    assert not Parts("the mayor’s bridge", (), (), ((0, 18),)).quoted


def test_listing_names_what_was_missed_and_made_up() -> None:
    assert POLNEAR.listing is not None
    shown = list(POLNEAR.listing(RECORD, FixedCoder(gold("Critics", "hope for", "Nobody was hurt"))))
    assert sum(line.startswith("MISSED") for line in shown) == 3
    assert sum(line.startswith("DIFFERS") for line in shown) == 1


def test_every_kept_metric_exists_and_has_a_count() -> None:
    metrics = run(POLNEAR, [RECORD], FixedCoder(*RECORD["attributions"])).metrics  # type: ignore[misc]
    assert set(POLNEAR.keep) <= set(metrics)
    assert set(POLNEAR.anchors) <= set(metrics)
    assert all(metrics[name].n > 0 for name in POLNEAR.keep)
