"""The network that is trained: one small encoder, and heads that each are one or two linear maps over its states."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from allegedly.coder.encoder.heads import MARKS, PARTIES, TYPES
from encoder.examples import IGNORED, KINDS, Attributions, Parties, Rated, Tagged, Typed

CLS, SEP, PAD = "[CLS]", "[SEP]", "[PAD]"
LINK = 128  # hidden units that look at a cue, a word, and how far apart they are
LINKED = 4.0  # weight of that loss
LABELS = 5  # classes of events in the set cameo


class Network(nn.Module):
    """Encoder and heads; every ``*_loss`` takes one batch of one kind of example."""

    def __init__(self, folder: Path, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="sdpa")
        width = self.encoder.config.hidden_size
        self.marks = [tokenizer.token_to_id(mark) for mark in MARKS]
        self.ends = (tokenizer.token_to_id(CLS), tokenizer.token_to_id(SEP), tokenizer.token_to_id(PAD))
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(width, 9)  # source, cue and content: outside, begin, inside of each
        self.link_cue = nn.Linear(width, LINK)
        self.link_word = nn.Linear(width, LINK)
        self.link_distance = nn.Embedding(2 * BUCKETS + 1, LINK)
        self.link = nn.Linear(LINK, 2)
        self.rating_hidden = nn.Linear(width, 128)
        self.rating = nn.Linear(128, 2)
        self.type_head = nn.Linear(2 * width, len(TYPES))
        self.party = nn.Linear(width, 1 + 2 * len(PARTIES))
        self.label = nn.Linear(width, LABELS)
        self.entity = nn.Linear(width, 1 + 2 * len(KINDS))

    def states(self, ids: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
        """States of a batch, without those of the two end marks ``(batch, longest, width)``, and which are no padding."""
        first, last, pad = self.ends
        longest = max(map(len, ids)) + 2
        rows = torch.full((len(ids), longest), pad)
        for row, one in enumerate(ids):
            rows[row, : len(one) + 2] = torch.tensor([first, *one, last])
        mask = rows != pad
        states = self.encoder(input_ids=rows, attention_mask=mask.long()).last_hidden_state[:, 1:-1]
        inside = torch.zeros(states.shape[:2], dtype=torch.bool)
        for row, one in enumerate(ids):
            inside[row, : len(one)] = True
        return self.drop(states), inside

    def links(self, states: Tensor, cues: Sequence[tuple[int, Sequence[int]]]) -> Tensor:
        """For each ``(row, subwords)`` cue the log odds of source and content against neither, ``(cues, longest, 2)``."""
        rows = torch.tensor([row for row, _ in cues])
        heads = torch.stack([states[row, list(inside)].mean(0) for row, inside in cues])
        places = torch.arange(states.shape[1])
        away = torch.stack([bucket(places, inside[0], inside[-1]) for _, inside in cues])
        together = self.link_cue(heads).unsqueeze(1) + self.link_word(states)[rows] + self.link_distance(away)
        return self.link(functional.relu(together))

    def attributions_loss(self, batch: Sequence[Attributions]) -> Tensor:
        """Tags of source, cue and content, and what every subword is to every cue."""
        states, _ = self.states([one.ids for one in batch])
        scores = self.tags(states).float()
        loss = torch.zeros(())
        for n, role in enumerate(("source", "cue", "content")):
            gold = _padded([getattr(one, role) for one in batch], states.shape[1])
            loss = loss + functional.cross_entropy(scores[..., 3 * n : 3 * n + 3].transpose(1, 2), gold, ignore_index=IGNORED)
        cues = [(row, cue) for row, one in enumerate(batch) for cue in one.cues]
        if cues:
            gold = _padded([links for one in batch for links in one.links], states.shape[1])
            found = self.links(states, cues).float()
            found = torch.cat([torch.zeros_like(found[..., :1]), found], dim=-1)
            # Nearly all words have nothing to do with a given cue; without the factor they would hide the ones that have.
            loss = loss + LINKED * functional.cross_entropy(found.transpose(1, 2), gold, ignore_index=IGNORED)
        return loss

    def ratings(self, states: Tensor, events: Sequence[tuple[int, Sequence[int]]]) -> Tensor:
        """The two ratings of each ``(row, subwords)`` event."""
        heads = torch.stack([states[row, list(inside)].mean(0) for row, inside in events])
        return self.rating(self.drop(functional.gelu(self.rating_hidden(heads))))

    def rated_loss(self, batch: Sequence[Rated]) -> Tensor:
        """Smooth L1 of the rating, which the few far-off raters move less than squares."""
        states, _ = self.states([one.ids for one in batch])
        events = [(row, event) for row, one in enumerate(batch) for event in one.events]
        questions = [one.question for one in batch for _ in one.events]
        found = self.ratings(states, events).float()[torch.arange(len(events)), torch.tensor(questions)]
        return functional.smooth_l1_loss(found, torch.tensor([value for one in batch for value in one.values]))

    def types(self, ids: Sequence[Sequence[int]]) -> Tensor:
        """Scores of the types of each text, from its mean state and the states at the marks in it."""
        states, inside = self.states(ids)
        mean = _mean(states, inside)
        marks = torch.zeros_like(inside)
        for row, one in enumerate(ids):
            marks[row, : len(one)] = torch.tensor([n in self.marks for n in one])
        return self.type_head(torch.cat([mean, _mean(states, marks)], dim=-1))

    def typed_loss(self, batch: Sequence[Typed]) -> Tensor:
        """The type of each pair or story."""
        gold = torch.tensor([one.type for one in batch])
        return functional.cross_entropy(self.types([one.ids for one in batch]).float(), gold, label_smoothing=0.05)

    def parties_loss(self, batch: Sequence[Parties]) -> Tensor:
        """Tags of the parties, and the class of the event."""
        states, inside = self.states([one.ids for one in batch])
        loss = torch.zeros(())
        tags = _padded([one.tags for one in batch], states.shape[1])
        if (tags != IGNORED).any():
            loss = loss + functional.cross_entropy(self.party(states).float().transpose(1, 2), tags, ignore_index=IGNORED)
        gold = torch.tensor([one.label for one in batch])
        if (gold != IGNORED).any():
            loss = loss + functional.cross_entropy(self.label(_mean(states, inside)).float(), gold, ignore_index=IGNORED)
        return loss

    def entities_loss(self, batch: Sequence[Tagged]) -> Tensor:
        """Tags of entities by kind."""
        states, _ = self.states([one.ids for one in batch])
        tags = _padded([one.tags for one in batch], states.shape[1])
        return functional.cross_entropy(self.entity(states).float().transpose(1, 2), tags, ignore_index=IGNORED)


BUCKETS = 12


def bucket(places: Tensor, first: int, last: int) -> Tensor:
    """How far subwords lie from a cue: 0 inside it, 1 to 12 after it, -1 to -12 before it by powers of about 1.6; moved to be an index."""
    after, before = (places - last).clamp(min=0), (first - places).clamp(min=0)
    size = after + before
    steps = torch.where(size > 0, (1 + torch.log(size.clamp(min=1).float()) / 0.47).long().clamp(max=BUCKETS), 0)
    return torch.where(before > 0, -steps, steps) + BUCKETS


def _mean(states: Tensor, chosen: Tensor) -> Tensor:
    weights = chosen.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)


def _padded(rows: Sequence[Sequence[int]], longest: int) -> Tensor:
    return torch.tensor([[*row, *([IGNORED] * (longest - len(row)))] for row in rows])
