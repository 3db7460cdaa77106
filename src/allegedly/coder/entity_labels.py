"""The parser's entity recogniser with its decisions taken side by side instead of one after the other: the same entities in a third of the time.

spaCy's recogniser walks through a text and asks at each token which of its 74 moves is best: outside, the only token of an entity, the first one,
inside or the last one, each with a label. What it sees is the token and, within an entity, the first token of it and the one before. So
outside of entities every token can be judged at once; then all entities that were begun are gone on with at once, token by
token, until each has ended. Which of them come about is seen at the end, from left to right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from spacy.attrs import ENT_IOB, IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.util import minibatch

from allegedly.coder.token_vectors import Floats, TokenVectors

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_NEVER = np.float32(-np.inf)
_FIRST, _INSIDE, _LAST, _ONLY = "B-", "I-", "L-", "U-"


class FastEntities:
    """Does to a ``Doc`` what ``recognizer`` would do."""

    def __init__(self, nlp: Language, recognizer: EntityRecognizer) -> None:
        self.recognizer = recognizer
        vectors, lower, upper = recognizer.model.layers
        linear = vectors.layers[-1]
        self.vectors = TokenVectors(vectors.layers[0])
        self._narrow = np.ascontiguousarray(linear.get_param("W").T), linear.get_param("b")
        # One map for each of the three tokens seen; the two values that the larger is taken of stand in two halves.
        weights, bias, none = lower.get_param("W"), lower.get_param("b"), lower.get_param("pad")[0]
        self._sees = [np.ascontiguousarray(one.transpose(1, 0, 2).reshape(-1, one.shape[2]).T) for one in weights]
        self._nothing = [one.T.reshape(-1).copy() for one in none]
        self._bias = bias.T.reshape(-1).copy()
        scores, base = upper.get_param("W"), upper.get_param("b")
        moves = {recognizer.moves.get_class_name(number): number for number in range(len(base))}
        labels = [name[2:] for name in moves if name.startswith(_FIRST)]
        self.labels = [nlp.vocab.strings.add(label) for label in labels]
        outside = ["O", *(_ONLY + label for label in labels), *(_FIRST + label for label in labels)]
        self._outside = self._of_moves(scores, base, [moves[name] for name in outside])
        self._inside = self._of_moves(scores, base, [moves[_INSIDE + label] for label in labels])
        self._last = self._of_moves(scores, base, [moves[_LAST + label] for label in labels])

    @staticmethod
    def _of_moves(weights: Floats, bias: Floats, moves: list[int]) -> tuple[Floats, Floats]:
        return np.ascontiguousarray(weights[moves].T), bias[moves]

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of ``doc``."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Set the entities of many texts, in their order."""
        for batch in minibatch(stream, batch_size):
            self._set(batch)
            yield from batch

    def _set(self, docs: Sequence[Doc]) -> None:
        plain = []
        for doc in docs:
            if doc.to_array(ENT_IOB).any():  # entities that somebody has set before are for spaCy's own to respect
                self.recognizer(doc)
            elif len(doc):
                plain.append(doc)
        if not plain:
            return
        weights, bias = self._narrow
        for doc, vectors in zip(plain, self.vectors.of(plain), strict=True):
            columns = doc.to_array([SENT_START, IS_SPACE])
            ends = np.append(columns[1:, 0] == 1, True)
            found = self._decide(vectors @ weights + bias, ends, columns[:, 1] != 0)
            doc.set_ents([Span(doc, start, end, label=label) for start, end, label in found], default="outside")

    def _decide(self, tokens: Floats, ends: Flags, space: Flags) -> list[tuple[int, int, int]]:
        """The entities as first token, the one after the last, and label; ``ends`` are the last tokens of sentences."""
        number = len(self.labels)
        seen = tokens @ self._sees[0]
        weights, bias = self._outside
        scores = self._larger(seen + self._nothing[1] + self._nothing[2]) @ weights + bias
        scores[space, 1:] = _NEVER
        scores[ends, 1 + number :] = _NEVER
        best = scores.argmax(1)
        last = np.arange(len(tokens))
        first = np.flatnonzero(best > number)
        self._go_on(tokens, seen, ends, first, best[first] - 1 - number, last)
        found = []
        done = 0
        labels = ((best - 1) % number).tolist()
        for token in np.flatnonzero(best).tolist():
            if token >= done:
                done = int(last[token]) + 1
                found.append((token, done, self.labels[labels[token]]))
        return found

    def _go_on(self, tokens: Floats, seen: Floats, ends: Flags, first: Ints, label: Ints, last: Ints) -> None:
        """Write into ``last`` where the entities end that begin at ``first``."""
        at = first + 1
        (inside, inside_bias), (closing, closing_bias) = self._inside, self._last
        while len(first):
            state = self._larger(seen[at] + tokens[first] @ self._sees[1] + tokens[at - 1] @ self._sees[2])
            goes_on = np.einsum("ij,ji->i", state, inside[:, label]) + inside_bias[label]
            stops = np.einsum("ij,ji->i", state, closing[:, label]) + closing_bias[label]
            over = ends[at] | (stops > goes_on)
            last[first[over]] = at[over]
            first, label, at = first[~over], label[~over], at[~over] + 1

    def _larger(self, values: Floats) -> Floats:
        values += self._bias
        half = values.shape[1] // 2
        larger: Floats = np.maximum(values[:, :half], values[:, half:])
        return larger


@Language.factory("allegedly_entity_labels_v1", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make(nlp: Language, name: str) -> FastEntities:
    """The component, around the entity recogniser of the pipeline that it is added to."""
    recognizer = nlp.get_pipe("ner")
    assert isinstance(recognizer, EntityRecognizer)
    return FastEntities(nlp, recognizer)
