"""The parser's token vectors, worked out with less effort: the same numbers but for the last digits, in half the time.

The network of spaCy's small pipelines looks each word up by its form and then lets it see its four neighbours on either side, in four layers (a
window of three tokens, the largest of three linear maps, normalised, added to what was there). What a word's form gives is the same
wherever it stands, so here it is worked out once for each word and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import as_strided
from spacy.attrs import NORM, ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch
from thinc.api import Model

Floats = npt.NDArray[np.float32]

_MOST = 20_000  # words kept, about 15 MB; a long run over many articles starts anew when it is full
_AT_ONCE = 1500  # tokens: what fits the caches of a processor
_REACH = 4  # layers, so many blank rows stand between two texts
_LITTLE = np.float32(1e-8)


class TokenVectors:
    """Works out for a ``Doc`` what ``model`` would: one vector a token.

    Args:
        model: A network of spaCy's ``Tok2Vec`` architecture, as ``en_core_web_sm`` has it, with its weights.
    """

    def __init__(self, model: Model[Any, Any]) -> None:
        nodes = list(model.walk())
        self.columns = next(node for node in nodes if node.name == "extract_features").attrs["columns"]
        self._lookups = [node for node in nodes if node.name == "hashembed"]
        first, *layers = zip(
            [_Maxout(node) for node in nodes if node.name == "maxout"],
            [_Norm(node) for node in nodes if node.name == "layernorm"],
            strict=True,
        )
        self._first, self._layers = first, layers
        self.width = len(first[0].bias) // first[0].pieces
        # Beyond the word itself only a blank after it may count.
        self._key = [ORTH, NORM, SPACY] if "SPACY" in self.columns else [ORTH, NORM]
        self._known: dict[tuple[int, ...], int] = {}
        self._forms = np.zeros((_MOST, self.width), np.float32)

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.tensor``, where tagger and parser look for the vectors."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Set the tensors of many texts, in their order."""
        for batch in minibatch(stream, batch_size):
            for doc, vectors in zip(batch, self.of(batch), strict=True):
                doc.tensor = vectors
            yield from batch

    def of(self, docs: Sequence[Doc]) -> list[Floats]:
        """The vectors of each of ``docs``, ``(tokens, width)``."""
        found: list[Floats] = []
        group: list[Doc] = []
        for doc in docs:
            if group and sum(map(len, group)) + len(doc) > _AT_ONCE:
                found += self._of(group)
                group = []
            group.append(doc)
        return found + self._of(group)

    def _of(self, docs: Sequence[Doc]) -> list[Floats]:
        rows = np.zeros((sum(map(len, docs)) + _REACH * (len(docs) + 1) + 2, self.width), np.float32)
        starts = []
        at = 1 + _REACH
        for doc in docs:
            starts.append(at)
            rows[at : at + len(doc)] = self._words(doc)
            at += len(doc) + _REACH
        inner = rows[1:-1]
        beside = as_strided(rows, (len(inner), 3 * self.width), rows.strides)
        for maxout, norm in self._layers:
            inner += norm(maxout(np.ascontiguousarray(beside)))
        return [rows[start : start + len(doc)] for start, doc in zip(starts, docs, strict=True)]

    def _words(self, doc: Doc) -> Floats:
        """What the forms of the words give by themselves."""
        if not len(doc):
            return self._forms[:0]
        known = self._known
        keys = list(zip(*doc.to_array(self._key).T.tolist(), strict=True))
        new = [number for number, key in enumerate(keys) if key not in known]
        if new:
            new = list({keys[number]: number for number in new}.values())
            if len(known) + len(new) > _MOST:
                known.clear()
                new = list({key: number for number, key in enumerate(keys)}.values())
                if len(new) > _MOST:
                    return self._work_out(doc, slice(None))
            here = range(len(known), len(known) + len(new))
            self._forms[here.start : here.stop] = self._work_out(doc, new)
            known.update(zip([keys[number] for number in new], here, strict=True))
        return self._forms[[known[key] for key in keys]]

    def _work_out(self, doc: Doc, tokens: list[int] | slice) -> Floats:
        features = doc.to_array(self.columns)[tokens].astype(np.uint64)
        parts = [node.predict(np.ascontiguousarray(features[:, column])) for column, node in enumerate(self._lookups)]
        maxout, norm = self._first
        return norm(maxout(np.hstack(parts)))


class _Maxout:
    """The largest of several linear maps, for each place of its output."""

    def __init__(self, node: Model[Any, Any]) -> None:
        weights, bias = node.get_param("W"), node.get_param("b")  # (out, pieces, in) and (out, pieces)
        self.pieces = weights.shape[1]
        # All places of one piece stand together, so that pieces can be compared as wholes.
        self.weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]).T)
        self.bias = bias.T.reshape(-1).copy()

    def __call__(self, values: Floats) -> Floats:
        mapped: Floats = values @ self.weights
        mapped += self.bias
        width = len(self.bias) // self.pieces
        best: Floats = np.maximum(mapped[:, :width], mapped[:, width : 2 * width])
        for piece in range(2, self.pieces):
            np.maximum(best, mapped[:, piece * width : (piece + 1) * width], out=best)
        return best


class _Norm:
    """Each row with mean 0 and variance 1, then scaled and shifted (Ba, Kiros and Hinton 2016)."""

    def __init__(self, node: Model[Any, Any]) -> None:
        self.scale, self.shift = node.get_param("G"), node.get_param("b")

    def __call__(self, values: Floats) -> Floats:
        """``values`` itself, changed."""
        values -= (np.einsum("ij->i", values) / np.float32(values.shape[1]))[:, None]
        variance = np.einsum("ij,ij->i", values, values)
        variance /= np.float32(values.shape[1])
        variance += _LITTLE
        values *= (1 / np.sqrt(variance))[:, None]
        values *= self.scale
        values += self.shift
        return values


@Language.factory("allegedly_token_vectors_v1", assigns=["doc.tensor"])
def make(nlp: Language, name: str) -> TokenVectors:
    """The component, around the network of the pipeline that it is added to."""
    return TokenVectors(nlp.get_pipe("tok2vec").model)
