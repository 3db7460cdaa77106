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
    # One form with two norms: "ca" is "can" only before "n't".
    "He can't go to Fresno, ca nor ca; she won't either, but wo is no word.",
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


def test_vectors_stand_where_tagger_and_parser_look(nlp: Language) -> None:
    model = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    docs = [nlp.make_doc(text) for text in TEXTS]
    given = list(TokenVectors(model).pipe(docs, batch_size=2))
    assert given == docs
    for doc, theirs in zip(docs, model.predict(docs), strict=True):
        np.testing.assert_allclose(doc.tensor, theirs, atol=2e-5)
    alone = nlp.make_doc(TEXTS[3])
    assert TokenVectors(model)(alone) is alone
    np.testing.assert_allclose(alone.tensor, docs[3].tensor, atol=2e-5)


def test_no_more_are_worked_out_at_once_than_fit(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_vectors, "_AT_ONCE", 50)
    ours = TokenVectors(nlp.get_pipe("tok2vec").model)  # type: ignore[attr-defined]
    groups: list[list[int]] = []
    work_out = ours._of
    monkeypatch.setattr(ours, "_of", lambda docs: (groups.append([len(doc) for doc in docs]), work_out(docs))[1])
    docs = [nlp.make_doc("One two three four. " * times) for times in (1, 2, 3, 4, 30, 1)]
    ours.of(docs)
    assert [length for group in groups for length in group] == [len(doc) for doc in docs]
    assert all(sum(group) <= 50 or len(group) == 1 for group in groups)
    assert len(groups) < len(docs)


def test_a_row_without_any_difference_is_no_error() -> None:
    class Node:
        def get_param(self, name: str) -> np.ndarray:  # type: ignore[type-arg]
            return np.full(4, {"G": 2, "b": 3}[name], np.float32)

    norm = token_vectors._Norm(Node())  # type: ignore[arg-type]
    assert norm(np.full((2, 4), 7, np.float32)).tolist() == [[3] * 4] * 2
