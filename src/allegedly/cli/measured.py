"""The coder as the scorers need it: with the questions across articles that the incidents answer."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from allegedly.coder.coder import Coder
from allegedly.coder.confidence import source_confidence, status_confidence
from allegedly.coder.pipeline import stages_after_the_parse
from allegedly.incidents import Mention, cluster_mentions, cluster_texts
from allegedly.model import Saying


class MeasuredCoder(Coder):
    """Our coder, and which mentions and which texts are about one happening."""

    @staticmethod
    def sureness(saying: Saying) -> dict[str, float]:
        """How sure the coder is of the source and of the status of a saying, 0 to 1."""
        return {"source": source_confidence(saying), "status": status_confidence(saying)}

    def cluster_documents(self, texts: Sequence[str]) -> list[list[int]]:
        """Which texts report one incident: a partition of their indices."""
        return cluster_texts(texts)

    def cluster_events(self, documents: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[list[tuple[int, int]]]:
        """Which of the given event mentions are one happening: a partition of ``(document, mention)`` indices."""
        texts = [text for text, _spans in documents]
        later = stages_after_the_parse(self.nlp)
        mentions: list[Mention] = []
        places: list[tuple[int, int]] = []
        for number, doc in enumerate(self.nlp.pipe(texts, batch_size=16, disable=later)):
            for index, (start, end) in enumerate(documents[number][1]):
                mentions.append(Mention(number, _head_lemma(doc, start, end)))
                places.append((number, index))
        return [[places[index] for index in cluster] for cluster in cluster_mentions(mentions, texts)]


def _head_lemma(doc: Doc, start: int, end: int) -> str:
    """The dictionary form of the head of the words at ``[start, end)``, or the words themselves where there is no token."""
    span = doc.char_span(start, end, alignment_mode="expand")
    words: str = span.root.lemma_ if span is not None and len(span) else doc.text[start:end]
    return words
