"""The type of a given pair: the public call, what it promises, and that the pair matters."""

from __future__ import annotations

import pytest

import allegedly
from allegedly.coder import types
from allegedly.coder.encoder.heads import TYPES
from allegedly.ontology import load


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "type"),
    [
        ("France praised Italy and condemned Spain.", "France", "Italy", "SUPPORT"),
        ("France praised Italy and condemned Spain.", "France", "Spain", "ACCUSE"),
        ("Norway sent food to the besieged villagers on Monday.", "Norway", "the besieged villagers", "AID"),
        ("The rebels freed two engineers.", "The rebels", "two engineers", "RETREAT"),
        ("The junta lifted the curfew for the students.", "The junta", "the students", "CONCEDE"),
        ("The envoy will visit Chad in June.", "The envoy", "Chad", "AGREE"),
    ],
)
def test_the_pair_decides(text: str, actor: str, recipient: str, type: str) -> None:
    ranked = allegedly.type_of(text, span(text, actor), span(text, recipient))
    assert ranked[0][0] == type, ranked[:3]


def test_probabilities_cover_all_types_and_sum_to_one() -> None:
    ranked = allegedly.type_of("Police arrested the editor.", (0, 6), (16, 26))
    assert {name for name, _ in ranked} == {item.name for item in load().types}
    assert sum(share for _, share in ranked) == pytest.approx(1.0)
    assert [share for _, share in ranked] == sorted((share for _, share in ranked), reverse=True)


@pytest.mark.parametrize("spans", [(None, None), ((0, 6), None), (None, (16, 26)), ((900, 910), (3, 3))])
def test_missing_or_odd_spans_are_no_fault(spans: tuple[tuple[int, int] | None, tuple[int, int] | None]) -> None:
    assert len(allegedly.type_of("Police arrested the editor.", *spans)) == 16


def test_rules_and_encoder_both_count(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = {"AID": 0.99}
    monkeypatch.setattr(types, "pair_types", lambda *_: {name: sure.get(name, 0.0007) for name in TYPES})
    text = "France condemned Spain."
    shares = dict(allegedly.type_of(text, (0, 6), (17, 22)))
    assert shares["AID"] > 0.1
    assert shares["ACCUSE"] > max(share for name, share in shares.items() if name not in ("AID", "ACCUSE"))


def test_words_around_the_pair_are_read_but_not_those_of_the_parties(nlp) -> None:
    text = "On Monday the quiet old junta of Chad (angrily) scolded every envoy, and nobody at all was there to answer back."
    doc = nlp(text)
    found = types.features(doc, span(text, "the quiet old junta"), span(text, "every envoy"))
    words = {name.removeprefix("word:") for name in found if name.startswith("word:")}
    assert words == {"on", "monday", "of", "chad", "angrily", "scolded", "and", "nobody", "at"}
    assert sum(found[f"word:{word}"] ** 2 for word in words) == pytest.approx(16)
    assert not [name for name in types.features(doc, None, None) if name.startswith("word:")]
