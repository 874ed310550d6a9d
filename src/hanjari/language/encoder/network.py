"""The trained net in numpy: gram rows summed, three convolutions, four pools, linear heads.

Texts lie behind one another in one array with empty positions between them, as many as a
convolution reaches over, so nothing is padded to the longest text.
"""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).parents[1] / "weights" / "share_alike"
Floats = NDArray[np.float32]


class Net(NamedTuple):
    """What was trained. `table` (slots, width); a convolution is (3, in, out) with its bias and dilation.

    `factors` turn a head's raw answers into calibrated ones.
    """

    owners: NDArray[np.uint8]
    table: Floats
    convolutions: list[tuple[Floats, Floats, int]]
    heads: dict[str, tuple[Floats, Floats]]
    factors: dict[str, float]
    is_spaced: bool


@cache
def trained(name: str) -> Net:
    """A shipped net, read once in a process (6 to 13 MB of memory)."""
    packed = np.concatenate([np.load(part) for part in sorted(WEIGHTS.glob(f"{name}_table_*.npy"))])
    with np.load(WEIGHTS / f"{name}.npz", allow_pickle=False) as stored:
        dense = {key: stored[key] for key in stored.files}
    layers = {
        key.removesuffix(".weight"): (
            dense[key].astype(np.float32) * dense[f"{key}_scale"],
            dense[key.replace("weight", "bias")].astype(np.float32),
        )
        for key in dense
        if key.endswith(".weight")
    }
    return Net(
        dense["owners"],
        unpacked(packed) * row_scales(dense["row_scale"])[:, None],
        [
            (*layers.pop(f"convolution{at}"), int(step))
            for at, step in enumerate(dense["dilations"])
        ],
        layers,
        {
            key.removeprefix("factor."): float(dense[key])
            for key in dense
            if key.startswith("factor.")
        },
        bool(dense["is_spaced"]),
    )


def unpacked(packed: NDArray[np.uint8]) -> Floats:
    """Two weights of -7 to 7 a byte, the even column in the low half."""
    levels = np.empty((len(packed), 2 * packed.shape[1]), np.float32)
    levels[:, 0::2] = (packed & 15).astype(np.float32) - 8
    levels[:, 1::2] = (packed >> 4).astype(np.float32) - 8
    return levels


def row_scales(codes: NDArray[np.uint8]) -> Floats:
    """A row's scale from its byte: 32 steps an octave's half, 0 for a row of nobody."""
    scales = np.exp2(codes.astype(np.float32) / 16 - 16)
    scales[codes == 0] = 0
    return scales.astype(np.float32)


def pooled(net: Net, slots: NDArray[np.uint16], lengths: NDArray[np.int64]) -> Floats:
    """Maximum, mean and last of the last layer, and the bag of grams; (texts, 3 inner + width).

    `slots` (4, positions) of texts behind one another, `lengths` their positions.
    """
    gap = max(step for _weight, _bias, step in net.convolutions)
    begins = np.cumsum(lengths + gap) - lengths
    shift = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
    place = np.arange(slots.shape[1]) + shift
    spread = np.zeros((len(slots), begins[-1] + lengths[-1] + gap), np.intp)
    spread[:, place] = slots
    inside = np.zeros((spread.shape[1], 1), np.float32)
    inside[place] = 1
    grams = net.table[spread[0]]
    for row in spread[1:]:
        grams += net.table[row]
    state = np.zeros(0, np.float32)
    for number, (weight, bias, step) in enumerate(net.convolutions):
        change = convolved(state if number else grams, weight, bias, step)
        change *= inside
        state = state + change if number else change
    share = 1 / lengths[:, None].astype(np.float32)
    last = state[begins + lengths - 1]
    pools = np.maximum.reduceat(state, begins), np.add.reduceat(state, begins) * share, last
    return np.concatenate([*pools, np.add.reduceat(grams, begins) * np.sqrt(share)], 1)


def convolved(state: Floats, weight: Floats, bias: Floats, step: int) -> Floats:
    """A convolution over three positions `step` apart, then no negative values (ReLU)."""
    found: Floats = state @ weight[1]
    found += bias
    found[step:] += state[:-step] @ weight[0]
    found[:-step] += state[step:] @ weight[2]
    np.maximum(found, 0, out=found)
    return found


def logits(net: Net, features: Floats, heads: Collection[str]) -> dict[str, Floats]:
    """Calibrated log odds of the heads asked for; sentiment has a hidden layer of its own."""
    found = {}
    for name in heads:
        weight, bias = net.heads[name]
        given = features
        if name == "sentiment":
            inner, offset = net.heads["hidden"]
            hidden = np.maximum(features @ inner + offset, 0)
            given = np.concatenate([features, hidden], 1)
        found[name] = (given @ weight + bias) * np.float32(net.factors[name])
    return found
