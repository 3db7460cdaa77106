"""Lemmas from the table are those of the lemmatizer that it stands in front of."""

from __future__ import annotations

from spacy.language import Language

TEXT = (
    "There're two men who're leaving; the mice weren't caught, he'd better go. Ladies' hats, better ones, were sold (and bought)."
)


def test_lemmas_are_the_lemmatizers(nlp: Language) -> None:
    with nlp.select_pipes(disable=["allegedly_lemmas_v1", "allegedly_repairs_v1"]):
        doc = nlp(TEXT)
    copy = doc.copy()
    assert [token.lemma_ for token in nlp.get_pipe("allegedly_lemmas_v1")(doc)] == [
        token.lemma_ for token in nlp.get_pipe("lemmatizer")(copy)
    ]  # type: ignore[operator]
    assert "mouse" in [token.lemma_ for token in doc]
