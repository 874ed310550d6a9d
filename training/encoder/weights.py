"""Write a trained encoder as the files that ship: 4-bit table in two halves, the rest as bytes.

Each head is calibrated on held-out texts by one factor, sentiment by one a net, so that their sum is
log odds (no offset: the loss knows the prior); then numpy must answer as torch does.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from hanjari.language.encoder import encode, network
from training.encoder.figures import balanced, logits
from training.encoder.net import SHAPES, Encoder, Shape
from training.encoder.sets import Sets, load

TEMPERATURES = np.exp(np.linspace(np.log(0.3), np.log(6), 121))


def packed(weight: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Two levels a byte, and the byte of each row's scale (see `network.row_scales`)."""
    scale = np.abs(weight).max(1) / 7
    codes = np.clip(np.round(16 * (np.log2(np.maximum(scale, 2.0**-15.9)) + 16)), 1, 255)
    codes = np.where(scale == 0, 0, codes).astype(np.uint8)
    step = network.row_scales(codes)
    levels = np.round(weight / np.where(step == 0, 1, step)[:, None])
    shifted = (np.clip(levels, -7, 7) + 8).astype(np.uint8)
    return shifted[:, 0::2] | (shifted[:, 1::2] << 4), codes


def temperature(found: NDArray[np.float32], right: torch.Tensor, kind: str) -> float:
    """The factor on a head's logits under which the held-out labels are likeliest."""
    loss = (
        functional.cross_entropy if kind == "one" else functional.binary_cross_entropy_with_logits
    )
    raw = torch.from_numpy(found)
    return float(min(TEMPERATURES, key=lambda factor: float(loss(raw * factor, right))))


def calibrated(sets: Sets, net: Encoder) -> dict[str, float]:
    """Factor of every head but sentiment, from the held-out parts (rating: the dev movies)."""
    factors = {}
    for name in net.heads:
        rows = sets.rows(name, "dev" if name == "rating" else "test")
        found = logits(sets, net, rows)[name]
        if name in ("emotion", "kind"):
            marks = torch.from_numpy(sets.marks[rows][:, : found.shape[1]]).float()
            factors[name] = temperature(found, marks, "many")
        else:
            factors[name] = temperature(found, torch.from_numpy(sets.label[rows]), "one")
    return factors


def blended(found: list[NDArray[np.float32]], truth: NDArray[np.bool_]) -> list[float]:
    """Factors under which the nets' sum is the log odds of positive; logistic regression by Newton."""
    columns = np.stack(found, 1).astype(np.float64)
    factors = np.ones(len(found)) / len(found)
    for _step in range(20):
        guess = 1 / (1 + np.exp(-columns @ factors))
        curve = (columns * (guess * (1 - guess))[:, None]).T @ columns
        factors += np.linalg.solve(curve, columns.T @ (truth - guess))
    return factors.tolist()


def whole(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Weights as whole numbers of -127 to 127 and the scale of each output (the last axis)."""
    scale = (np.abs(weight).max(axis=tuple(range(weight.ndim - 1))) / 127 + 1e-8).astype(np.float16)
    return np.clip(np.round(weight / scale.astype(np.float32)), -127, 127).astype(np.int8), scale


def written(
    name: str, shape: Shape, net: Encoder, owners: NDArray[np.uint8], factors: dict[str, float]
) -> None:
    """The shipped files of a net, none above a megabyte."""
    state = {key: value.numpy() for key, value in net.state_dict().items()}
    table, scales = packed(np.where((owners > 0)[:, None], state.pop("table.weight"), 0))
    for number, part in enumerate(np.split(table, -(-table.nbytes // 1_000_000)), 1):
        np.save(network.WEIGHTS / f"{name}_table_{number}.npy", part)
    dense: dict[str, NDArray[np.generic]] = {"owners": owners, "row_scale": scales}
    dense |= {"dilations": np.array((1, *shape.dilations)), "is_spaced": np.array(shape.spaced)}
    for key, value in state.items():
        layer, kind = key.removeprefix("heads.").rsplit(".", 1)
        layer = {"entry": "convolution0"}.get(layer, layer)
        if layer.startswith("blocks."):
            layer = f"convolution{int(layer[7:]) + 1}"
        if kind == "bias":
            dense[f"{layer}.bias"] = value.astype(np.float16)
        else:
            turned = value.transpose(2, 1, 0) if value.ndim == 3 else value.T
            dense[f"{layer}.weight"], dense[f"{layer}.weight_scale"] = whole(turned)
    dense |= {f"factor.{key}": np.float32(factor) for key, factor in factors.items()}
    np.savez(network.WEIGHTS / f"{name}.npz", **dense)


def restored(folder: Path, shape: Shape) -> Encoder:
    """The net of a folder as it reads with its rounded table."""
    net = Encoder(shape)
    net.load_state_dict(torch.load(folder / "encoder.pt"))
    net.is_rounded = True
    return net.eval()


def main() -> None:
    """The command: `python -m training.encoder.weights FOLDER_OF_ENCODER FOLDER_OF_MOOD`."""
    torch.set_num_threads(1)
    network.WEIGHTS.mkdir(parents=True, exist_ok=True)
    answers, nets, texts, truth = [], [], [], np.zeros(0, np.bool_)
    for (name, shape), place in zip(SHAPES.items(), sys.argv[1:], strict=True):
        sets, net = load(Path(place), shape, 4), restored(Path(place), shape)
        rows = balanced(sets, "dev")
        texts, truth = [sets.texts[row] for row in rows], sets.polarity[rows] == 1
        answers.append(logits(sets, net, rows)["sentiment"])
        nets.append((name, shape, net, np.load(Path(place) / "owners.npy"), calibrated(sets, net)))
    factors = blended(answers, truth)
    for (*net, own), factor in zip(nets, factors, strict=True):
        own["sentiment"] = factor
        print(net[0], {key: round(value, 2) for key, value in own.items()})
        written(*net, own)
    given = np.stack(answers, 1) @ np.array(factors)
    again = encode(texts, ("sentiment",))["sentiment"]
    print(
        f"dev {100 * ((again > 0) == truth).mean():.2f} %; numpy against torch: same side", end=" "
    )
    print(
        f"{100 * ((again > 0) == (given > 0)).mean():.2f} %, off by {np.abs(again - given).max():.3f}"
    )


if __name__ == "__main__":
    main()
