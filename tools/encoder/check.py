"""How well the heads do on dev by themselves, before anything is built on them: rough figures to choose a training by."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from allegedly.coder.encoder.heads import TYPES
from encoder import examples
from encoder.examples import IGNORED, KINDS
from encoder.network import Network


def check(network: Network, tokenizer: Tokenizer, gold: str, least: int | None = None) -> str:
    """One line of figures on dev, of the first ``least`` records of each set."""
    network.eval()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        found = {
            **_attributions(network, examples.attribution_windows(tokenizer, examples.gold(gold, "polnear", "dev")[:least])),
            **_ratings(network, tokenizer, gold, None if least is None else 10 * least),
            "plv macro F1": _types(network, examples.typed_pairs(tokenizer, examples.gold(gold, "plv", "dev"))),
            "re3d entities": _tagged(
                network, network.entity, examples.entity_windows(tokenizer, examples.gold(gold, "re3d", "dev")), len(KINDS)
            ),
            **_parties(network, examples.party_sentences(tokenizer, examples.gold(gold, "cameo", "dev"))),
        }
    network.train()
    return "dev: " + ", ".join(f"{name} {100 * value:.1f}" for name, value in found.items())


def _attributions(network: Network, windows: list[examples.Attributions]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for start in range(0, len(windows), 8):
        batch = windows[start : start + 8]
        states, _ = network.states([one.ids for one in batch])
        tags = network.tags(states).float()
        for row, one in enumerate(batch):
            for n, role in enumerate(("source", "cue", "content")):
                best = tags[row, : len(one.ids), 3 * n : 3 * n + 3].argmax(-1).tolist()
                ours, theirs = chunks(best), chunks(getattr(one, role))
                counts[f"{role} right"] += len(ours & theirs)
                counts[f"{role} all"] += len(ours) + len(theirs)
        cues = [(row, cue) for row, one in enumerate(batch) for cue in one.cues]
        if not cues:
            continue
        gold = [links for one in batch for links in one.links]
        scores = network.links(states, cues).float()
        for (row, _), marks, score in zip(cues, gold, scores, strict=True):
            size = len(batch[row].ids)
            best = torch.cat([torch.zeros(size, 1), score[:size]], dim=-1).argmax(-1).tolist()
            for kind, name in ((1, "linked source"), (2, "linked content")):
                ours = {n for n, mark in enumerate(best) if mark == kind}
                theirs = {n for n, mark in enumerate(marks) if mark == kind}
                counts[f"{name} right"] += 2 * (ours == theirs)
                counts[f"{name} all"] += 2
    roles = ("source", "cue", "content", "linked source", "linked content")
    return {role: (2 if " " not in role else 1) * counts[f"{role} right"] / max(1, counts[f"{role} all"]) for role in roles}


def chunks(tags: list[int]) -> set[tuple[int, int]]:
    """The chunks of begin and inside tags, half-open; an inside after outside begins one."""
    found, start = set(), None
    for n, tag in enumerate([*tags, 0]):
        if start is not None and tag != 2:
            found.add((start, n))
            start = None
        if tag == 1 or (tag == 2 and start is None):
            start = n
    return found


def _ratings(network: Network, tokenizer: Tokenizer, gold: str, least: int | None) -> dict[str, float]:
    found = {}
    for question, name in enumerate(("uds-ih2", "uw-factuality")):
        rated = examples.rated_sentences(tokenizer, examples.gold(gold, name, "dev")[:least], question)
        ours: list[list[float]] = []
        theirs: list[float] = []
        for start in range(0, len(rated), 16):
            batch = rated[start : start + 16]
            states, _ = network.states([one.ids for one in batch])
            events = [(row, event) for row, one in enumerate(batch) for event in one.events]
            ours += network.ratings(states, events).float().tolist()
            theirs += [value for one in batch for value in one.values]
        for other in (0, 1):
            column = [values[other] for values in ours]
            found[f"{name} r by question {other + 1}"] = float(np.corrcoef(column, theirs)[0, 1])
    return found


def _macro(pairs: list[tuple[Any, Any]]) -> float:
    scores = []
    for name in {gold for gold, _ in pairs}:
        right = sum(gold == ours == name for gold, ours in pairs)
        scores.append(2 * right / sum((gold == name) + (ours == name) for gold, ours in pairs))
    return sum(scores) / max(1, len(scores))


def _types(network: Network, pairs: list[examples.Typed]) -> float:
    found = []
    for start in range(0, len(pairs), 16):
        batch = pairs[start : start + 16]
        best = network.types([one.ids for one in batch]).argmax(-1).tolist()
        found += [(TYPES[one.type], TYPES[n]) for one, n in zip(batch, best, strict=True)]
    return _macro(found)


def _parties(network: Network, sentences: list[examples.Parties]) -> dict[str, float]:
    labels, right, size = [], 0, 0
    for start in range(0, len(sentences), 16):
        batch = sentences[start : start + 16]
        states, inside = network.states([one.ids for one in batch])
        weights = inside.unsqueeze(-1)
        best = network.label((states * weights).sum(1) / weights.sum(1)).argmax(-1).tolist()
        tags = network.party(states).argmax(-1).tolist()
        for one, label, row in zip(batch, best, tags, strict=True):
            if one.label != IGNORED:
                labels.append((one.label, label))
            if one.tags and one.tags[0] != IGNORED:
                ours, theirs = kind_chunks(row[: len(one.tags)], 3), kind_chunks(one.tags, 3)
                right += len(ours & theirs)
                size += len(ours) + len(theirs)
    return {"cameo class": _macro(labels), "cameo spans": 2 * right / max(1, size)}


def _tagged(network: Network, head: torch.nn.Linear, windows: list[examples.Tagged], kinds: int) -> float:
    right = size = 0
    for start in range(0, len(windows), 8):
        batch = windows[start : start + 8]
        tags = head(network.states([one.ids for one in batch])[0]).argmax(-1).tolist()
        for one, row in zip(batch, tags, strict=True):
            ours, theirs = kind_chunks(row[: len(one.ids)], kinds), kind_chunks(one.tags, kinds)
            right += len(ours & theirs)
            size += len(ours) + len(theirs)
    return 2 * right / max(1, size)


def kind_chunks(tags: list[int], kinds: int) -> set[tuple[int, int, int]]:
    """``(start, end, kind)`` of the spans that tags mark."""
    return {
        (start, end, role)
        for role in range(kinds)
        for start, end in chunks([0 if (tag - 1) // 2 != role or tag == 0 else 1 + (tag - 1) % 2 for tag in tags])
    }
