"""The encoder as it is trained (torch): gram embeddings, convolutions, pools, heads.

`hanjari.language.encoder.network` is the same in numpy.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

HIDDEN = 64
HEADS = {"rating": 10, "act": 7, "emotion": 44, "hate": 3, "kind": 9}


class Shape(NamedTuple):
    """What tells the two nets apart.

    `grams` known in `slots`; `spaced`: whether spaces are read; `dropped`: share of grams left out
    while training; `decay`: pull of all weights towards nothing, which keeps rare grams from being
    learnt by heart; `averaged`: what stays of the average at each of its steps; `worldly`: whether
    made verdicts on goods and the polarity of comments are taught.
    """

    grams: int
    slots: int
    width: int
    inner: int
    dilations: tuple[int, ...]
    heads: tuple[str, ...]
    spaced: bool
    dropped: float
    decay: float
    averaged: float
    worldly: bool


SHAPES = {
    "korean_encoder": Shape(
        59_000, 65_536, 48, 80, (1, 2), tuple(HEADS),
        spaced=True, dropped=0.12, decay=3e-4, averaged=0.998, worldly=False,
    ),
    "korean_mood": Shape(
        29_800, 32_768, 48, 112, (1, 2, 4), ("rating",),
        spaced=False, dropped=0.25, decay=0.01, averaged=0.99, worldly=True,
    ),
}  # fmt: skip
"""The net of all tasks, and one that knows sentiment alone and reads without spaces."""


class Encoder(nn.Module):
    """(batch, positions, 4) slots and lengths to a dict of logits; `sentiment` (batch,) is > 0 when positive."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.width, inner = shape.width, shape.inner
        self.table = nn.EmbeddingBag(shape.slots, shape.width, mode="sum", padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.05)
        with torch.no_grad():
            self.table.weight[0] = 0
        self.entry = nn.Conv1d(shape.width, inner, 3, padding=1)
        self.blocks = nn.ModuleList(
            nn.Conv1d(inner, inner, 3, padding=step, dilation=step) for step in shape.dilations
        )
        pooled = 3 * inner + shape.width
        self.hidden = nn.Linear(pooled, HIDDEN)
        self.sentiment = nn.Linear(pooled + HIDDEN, 1)
        self.heads = nn.ModuleDict({name: nn.Linear(pooled, HEADS[name]) for name in shape.heads})
        self.dropped = shape.dropped
        self.is_rounded = False

    def forward(self, slots: Tensor, lengths: Tensor) -> dict[str, Tensor]:
        """All heads."""
        pooled = functional.dropout(self.pooled(slots, lengths), 0.25, self.training)
        hidden = functional.relu(self.hidden(pooled))
        logits = {name: head(pooled) for name, head in self.heads.items()}
        logits["sentiment"] = self.sentiment(torch.cat([pooled, hidden], 1))[:, 0]
        return logits

    def pooled(self, slots: Tensor, lengths: Tensor) -> Tensor:
        """Maximum, mean, last position and scaled bag of grams, (batch, 3 inner + width)."""
        batch, longest = slots.shape[:2]
        if self.training:
            slots = slots * (torch.rand(slots.shape) > self.dropped)
        weight = rounded(self.table.weight) if self.is_rounded else self.table.weight
        grams = functional.embedding_bag(slots.reshape(-1, 4), weight, mode="sum", padding_idx=0)
        grams = grams.view(batch, longest, self.width)
        mask = (torch.arange(longest)[None] < lengths[:, None]).unsqueeze(1)
        bag = grams.sum(1) / lengths[:, None].sqrt()
        grams = functional.dropout(grams, 0.15, self.training)
        state = functional.relu(self.entry(grams.transpose(1, 2)))
        for block in self.blocks:
            change = functional.relu(block(state * mask))
            state = state + functional.dropout(change, 0.1, self.training)
        highest = state.masked_fill(~mask, -1e4).amax(2)
        mean = (state * mask).sum(2) / lengths[:, None]
        last = state[torch.arange(batch), :, lengths - 1]
        return torch.cat([highest, mean, last, bag], 1)


def rounded(weight: Tensor) -> Tensor:
    """Weights rounded to 15 levels of their row's largest, with the gradient of the unrounded."""
    scale = weight.detach().abs().amax(1, keepdim=True).clamp_min(1e-8) / 7
    return weight + (torch.round(weight.detach() / scale) * scale - weight.detach())
