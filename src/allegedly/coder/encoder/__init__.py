"""One small encoder for the whole coder: each word's meaning in its sentence, from which several heads read different things.

The encoder is MiniLM (Wang et al., NeurIPS 2020: six layers, 384 dimensions), fitted on the train parts of gold sets by ``make train`` and stored with
8-bit weights; ``weights/encoder.md`` says on what, and how good it is. It runs on one CPU thread and needs no network.

- :mod:`~allegedly.coder.encoder.windows` cuts a text into windows of subwords.
- :mod:`~allegedly.coder.encoder.model` loads the weights and gives states.
- :mod:`~allegedly.coder.encoder.encoded` holds the states of one text, by the tokens of its parse.
- :mod:`~allegedly.coder.encoder.heads` reads attributions, factuality, types and parties off the states.
"""

from allegedly.coder.encoder.encoded import Encoded, encoded_of
from allegedly.coder.encoder.heads import Heads, load_heads
from allegedly.coder.encoder.model import Encoder, load_encoder

__all__ = ["Encoded", "Encoder", "Heads", "encoded_of", "load_encoder", "load_heads"]
