"""The parser's rule lemmatizer with a table in front of it: the same lemmas, each worked out once for a word, its part of speech and features."""

from __future__ import annotations

import numpy as np
from spacy.attrs import LEMMA, MORPH, ORTH, POS
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.tokens import Doc

_MOST = 200_000  # entries, about 40 MB; a long run over many articles starts its table anew when it is full


class FastLemmas:
    """Does to a ``Doc`` what ``lemmatizer`` would do."""

    def __init__(self, nlp: Language, lemmatizer: EnglishLemmatizer) -> None:
        self.strings, self.lemmatizer = nlp.vocab.strings, lemmatizer
        self.known: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of every token that has none yet."""
        if not len(doc):
            return doc
        known, lemmas = self.known, []
        if len(known) > _MOST:
            known.clear()
        for index, (orth, pos, morph, lemma) in enumerate(doc.to_array([ORTH, POS, MORPH, LEMMA]).tolist()):
            if not lemma:
                key = (orth, pos, morph)
                lemma = known.get(key, 0)
                if not lemma:
                    lemma = known[key] = self.strings.add(self.lemmatizer.rule_lemmatize(doc[index])[0])
            lemmas.append(lemma)
        doc.from_array([LEMMA], np.array(lemmas, dtype="uint64").reshape(-1, 1))
        return doc


@Language.factory("allegedly_lemmas_v1", requires=["token.pos", "token.morph"], assigns=["token.lemma"])
def make(nlp: Language, name: str) -> FastLemmas:
    """The component, around the lemmatizer of the pipeline that it is added to."""
    lemmatizer = nlp.get_pipe("lemmatizer")
    assert isinstance(lemmatizer, EnglishLemmatizer)
    return FastLemmas(nlp, lemmatizer)
