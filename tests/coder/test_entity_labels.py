"""Entities labelled side by side are those of the parser's recogniser."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

SAMPLES = Path(__file__).parents[2] / "samples" / "kazakhstan-2022"
ODD = [
    "",
    " \n\n ",
    "Paris",
    "\n\n\nThe New York Times\n\n\nReuters \n\n of 3 May 2019",
    "On Tuesday evening the Foreign Ministry of the Republic of Korea paid $3.5 billion to 14 Kenyan firms in Lagos and Port Harcourt.",
    # Long names and times, whose end hangs by little, and by the word before.
    "Berg Ana Kim told the National Court for Northern and Coastal of Aktau on the morning of Friday 3 May that between 30 and 40 tonnes went to Kelpmouth Port.",
    "Rashid Duarte O'Neill told the United Party for Teachers and Coastal of Aktau on May 3 that about two hundred and six tonnes went to Sudan Ababa.",
    "\u202eשלום 🙂 \x07 ''quoted'' -- Al-Hasan bin\n Yusuf",
]


def both(nlp: Language, doc: Doc) -> tuple[list[list[int]], list[list[int]]]:
    """Entities by spaCy's recogniser and by ours."""
    found = []
    for name in ("ner", "allegedly_entity_labels_v1"):
        copy = doc.copy()
        found.append(nlp.get_pipe(name)(copy).to_array(["ENT_IOB", "ENT_TYPE"]).tolist())  # type: ignore[operator]
    return found[0], found[1]


def parsed(nlp: Language, text: str) -> Doc:
    with nlp.select_pipes(disable=["allegedly_entity_labels_v1"]):
        return nlp(text)


@pytest.mark.parametrize("text", [*ODD, *(path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))[:8])])
def test_same_entities_as_the_recogniser(nlp: Language, text: str) -> None:
    theirs, ours = both(nlp, parsed(nlp, text))
    assert ours == theirs


@given(
    st.lists(
        st.sampled_from(["New", "York", "the", "of", "May", "5", "\n", "Smith", ",", "U.S.", "said", ". ", "U.N. envoy"]),
        max_size=25,
    )
)
@settings(max_examples=40, deadline=None)
def test_same_entities_in_odd_sequences(nlp: Language, words: list[str]) -> None:
    theirs, ours = both(nlp, parsed(nlp, " ".join(words)))
    assert ours == theirs


def test_entities_set_before_are_respected(nlp: Language) -> None:
    doc = parsed(nlp, "Acme Steel sold the Lagos plant to Brazil on Friday.")
    doc.set_ents([Span(doc, 0, 4, label="PRODUCT")], default="missing")
    theirs, ours = both(nlp, doc)
    assert ours == theirs
    assert nlp.get_pipe("allegedly_entity_labels_v1")(doc).ents[0].text == "Acme Steel sold the"  # type: ignore[operator]


def test_entities_come_with_the_parse(nlp: Language) -> None:
    assert [(entity.text, entity.label_) for entity in nlp("Ana Duarte flew to Kenya.").ents] == [
        ("Ana Duarte", "PERSON"),
        ("Kenya", "GPE"),
    ]


@pytest.mark.parametrize("border", range(1, 9))
def test_no_entity_goes_across_the_end_of_a_sentence(nlp: Language, border: int) -> None:
    words = ["He", "left", "the", "New", "York", "Times", "in", "South", "Africa", "."]
    doc = Doc(nlp.vocab, words=words, sent_starts=[place in (0, border) for place in range(len(words))])
    theirs, ours = both(nlp, doc)
    assert ours == theirs
