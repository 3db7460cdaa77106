"""What is read off the states of the encoder: small linear maps, fitted together with it.

Log odds come out, not decisions; whoever asks decides. All arrays are float32; ``n`` is the number of subwords of one window.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from allegedly.coder.encoder.model import States
from allegedly.errors import ModelNotInstalled

QUESTIONS = ("happened", "presented")
TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
    "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
PARTIES = ("actor", "recipient", "reciprocal")
MARKS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")  # before and after the actor, before and after the recipient
_BUCKETS = 12


class Heads:
    """The heads, over arrays by name (``tags.weight``, ``tags.bias`` ...), each ``(out, in)`` as torch stores them."""

    def __init__(self, arrays: dict[str, States]) -> None:
        self._arrays = arrays

    def tags(self, states: States) -> States:
        """Scores ``(n, 3, 3)``: source, cue, content, each outside, begin, inside."""
        return self._linear("tags", states).reshape(-1, 3, 3)

    def links(self, states: States, cues: Sequence[Sequence[int]]) -> States:
        """Log odds ``(cues, n, 2)`` that a subword belongs to the source, and to the content, of each cue, against neither.

        A cue is given by the subwords of it that lie in this window, at least one, in order.
        """
        heads = np.stack([states[list(inside)].mean(0) for inside in cues])
        places = np.arange(len(states))
        words = self._linear("link_word", states)
        found = np.empty((len(cues), len(states), 2), np.float32)
        for row, (inside, cue) in enumerate(zip(cues, self._linear("link_cue", heads), strict=True)):
            together = words + cue + self._arrays["link_distance.weight"][_bucket(places, inside[0], inside[-1])]
            found[row] = self._linear("link", np.maximum(together, 0))
        return found

    def ratings(self, states: States, events: Sequence[Sequence[int]]) -> States:
        """``(events, 2)`` numbers of about -3 to 3, one for each of :data:`QUESTIONS`: did it happen, and is it presented as having happened."""
        heads = np.stack([states[list(inside)].mean(0) for inside in events])
        return self._linear("rating", _gelu(self._linear("rating_hidden", heads)))

    def types(self, states: States, marks: Sequence[int]) -> States:
        """Scores of :data:`TYPES` for the whole window, whose subwords at ``marks`` stand around the parties."""
        marked = states[list(marks)].mean(0) if len(marks) else np.zeros_like(states[0])
        return self._linear("type_head", np.concatenate([states.mean(0), marked]))

    def parties(self, states: States) -> States:
        """Scores ``(n, 7)``: outside, then begin and inside of actor, recipient and reciprocal party."""
        return self._linear("party", states)

    def label(self, states: States) -> States:
        """Scores of the five classes neutral, verbal and material cooperation, verbal and material conflict for the whole window."""
        return self._linear("label", states.mean(0))

    def _linear(self, name: str, values: States) -> States:
        found: States = values @ self._arrays[f"{name}.weight"].T + self._arrays[f"{name}.bias"]
        return found


def _bucket(places: np.ndarray, first: int, last: int) -> np.ndarray:
    """How far subwords lie from a cue, as the network learnt it: 12 at the cue, up to 24 after it, down to 0 before it."""
    after, before = np.maximum(places - last, 0), np.maximum(first - places, 0)
    size = after + before
    steps = np.where(size > 0, np.minimum((1 + np.log(np.maximum(size, 1)) / 0.47).astype(int), _BUCKETS), 0)
    return np.where(before > 0, -steps, steps) + _BUCKETS


def _gelu(values: States) -> States:
    # The usual approximation by tanh (Hendrycks and Gimpel 2016); it differs from the exact one by less than 0.001.
    found: States = 0.5 * values * (1 + np.tanh(np.float32(0.7978845608) * (values + np.float32(0.044715) * values**3)))
    return found


@cache
def load_heads() -> Heads:
    """The heads of this package; raises :class:`ModelNotInstalled` when they are missing."""
    try:
        stored = files("allegedly.coder").joinpath("weights", "encoder-heads.npz").read_bytes()
    except OSError as fault:
        raise ModelNotInstalled(
            f"the encoder's heads cannot be read: {fault}; install allegedly again, or run: make train"
        ) from fault
    with np.load(io.BytesIO(stored)) as arrays:
        return Heads({name: arrays[name].astype(np.float32) for name in arrays.files})
