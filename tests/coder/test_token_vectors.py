"""Token vectors worked out our way are those of the parser's network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language

from allegedly.coder import token_vectors
from allegedly.coder.token_vectors import TokenVectors

SAMPLES = Path(__file__).parents[2] / "samples" / "kazakhstan-2022"
TEXTS = [
    "",
    " \n\n ",
    "Don't.",
    "She said (twice) that she'd not go; \u202eשלום 🙂 \x07 ''quoted'' -- and cannot cannot.",
    *(path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))[:4]),
]


@pytest.mark.parametrize("which", ["tok2vec", "ner"])
@pytest.mark.parametrize("most", [20_000, 60, 3])
def test_same_vectors(nlp: Language, which: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_vectors, "_MOST", most)
    model = nlp.get_pipe(which).model  # type: ignore[attr-defined]
    if which == "ner":
        model = model.layers[0].layers[0]
    docs = [nlp.make_doc(text) for text in TEXTS]
    ours = TokenVectors(model)
    for _again in range(2):  # the second time from what is known
        for doc, theirs, vectors in zip(docs, model.predict(docs), ours.of(docs), strict=True):
            assert vectors.shape == (len(doc), 96)
            np.testing.assert_allclose(vectors, theirs, atol=2e-5)


def test_a_text_has_the_same_vectors_in_any_company(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_vectors, "_AT_ONCE", 50)
    ours = TokenVectors(nlp.get_pipe("tok2vec").model)  # type: ignore[attr-defined]
    docs = [nlp.make_doc(text) for text in TEXTS]
    for doc, together in zip(docs, ours.of(docs), strict=True):
        np.testing.assert_allclose(ours.of([doc])[0], together, atol=2e-5)
