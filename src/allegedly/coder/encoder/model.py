"""The encoder itself: texts in, subwords and their states out.

Weights and vocabulary lie in ``coder/weights``: ``encoder.onnx`` (8-bit, one scale a channel; onnxruntime runs it) and ``encoder-vocabulary.json``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from allegedly.errors import ModelNotInstalled

States = npt.NDArray[np.float32]
Offsets = tuple[int, int]

_FOLDER = ("weights",)
_BATCH = 1024  # subwords, padding counted: more at once is no faster on a CPU


class Encoder:
    """MiniLM with the weights of this package; made once a process by :func:`load_encoder`."""

    def __init__(self, network: bytes, vocabulary: str) -> None:
        # Both are slow to import, and `allegedly --help` needs neither.
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        # Threads that wait for one another by spinning slow down everything else on a small machine.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = Tokenizer.from_str(vocabulary)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._first, self._last, self._pad = (self.id_of(mark) for mark in ("[CLS]", "[SEP]", "[PAD]"))

    def subwords(self, text: str) -> tuple[list[int], list[Offsets]]:
        """Ids of the subwords of ``text`` and where they stand (half-open, code points), without marks at the ends."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return encoding.ids, encoding.offsets

    def id_of(self, piece: str) -> int:
        """The id of one piece of the vocabulary."""
        return int(self._tokenizer.token_to_id(piece))

    def states(self, windows: Sequence[Sequence[int]]) -> list[States]:
        """The states of each window's subwords, ``(subwords, 384)``, in the order given; those of the marks at the ends are left out."""
        found: list[States] = [np.zeros((0, 0), np.float32)] * len(windows)
        for group in _groups(windows):
            longest = max(len(windows[n]) for n in group) + 2
            ids = np.full((len(group), longest), self._pad, np.int64)
            for row, n in enumerate(group):
                ids[row, : len(windows[n]) + 2] = [self._first, *windows[n], self._last]
            mask = (ids != self._pad).astype(np.int64)
            (states,) = self._session.run(None, {"ids": ids, "mask": mask})
            for row, n in enumerate(group):
                found[n] = states[row, 1 : len(windows[n]) + 1]
        return found


def _groups(windows: Sequence[Sequence[int]]) -> Iterable[list[int]]:
    """Windows of like length together, so that little is padded."""
    group: list[int] = []
    for n in sorted(range(len(windows)), key=lambda n: len(windows[n])):
        if group and (len(group) + 1) * (len(windows[n]) + 2) > _BATCH:
            yield group
            group = []
        group.append(n)
    if group:
        yield group


@cache
def load_encoder() -> Encoder:
    """The encoder of this package; raises :class:`ModelNotInstalled` when its weights are missing."""
    folder = files("allegedly.coder").joinpath(*_FOLDER)
    try:
        network = folder.joinpath("encoder.onnx").read_bytes()
        vocabulary = folder.joinpath("encoder-vocabulary.json").read_text("utf-8")
    except OSError as fault:
        raise ModelNotInstalled(
            f"the encoder's weights cannot be read: {fault}; install allegedly again, or run: make train"
        ) from fault
    return Encoder(network, vocabulary)
