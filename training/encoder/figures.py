"""Figures of a trained encoder on the held-out parts."""

import numpy as np
import torch
from numpy.typing import NDArray

from training.encoder.net import Encoder
from training.encoder.sets import Sets, batches, inputs

EMOTIONS = {"complaint": 0, "thanks": 4, "anger": 6}


def logits(sets: Sets, net: Encoder, rows: NDArray[np.int64]) -> dict[str, NDArray[np.float32]]:
    """All heads for the rows, in their order."""
    found: dict[str, list[NDArray[np.float32]]] = {}
    order = []
    with torch.no_grad():
        for batch in batches(sets, rows, 512):
            order.append(batch)
            for name, value in net(*inputs(sets, batch)).items():
                found.setdefault(name, []).append(value.numpy())
    place = {row: at for at, row in enumerate(np.concatenate(order).tolist())}
    pick = np.array([place[row] for row in rows.tolist()])
    return {name: np.concatenate(values)[pick] for name, values in found.items()}


def balanced(sets: Sets, part: str) -> NDArray[np.int64]:
    """Reviews of the held-out movies, as many positive (drawn by a seed) as negative."""
    rows = sets.rows("rating", part)
    bad, good = rows[sets.polarity[rows] == 0], rows[sets.polarity[rows] == 1]
    good = np.random.default_rng(4).choice(good, len(bad), replace=False)
    return np.sort(np.concatenate([bad, good]))


def f1(truth: NDArray[np.bool_], guess: NDArray[np.bool_]) -> float:
    """Harmonic mean of precision and recall."""
    return float(2 * (truth & guess).sum() / max(1, truth.sum() + guess.sum()))


def report(sets: Sets, net: Encoder, part: str) -> None:
    """Print the figures of a part; only sentiment has a part `dev` of its own."""
    rows = balanced(sets, part)
    right = (logits(sets, net, rows)["sentiment"] > 0) == (sets.polarity[rows] == 1)
    print(f"  {part}: sentiment {100 * right.mean():.2f} of {len(rows)}", end="")
    if part == "dev":
        rows = sets.rows("shopping", "test")
        right = (logits(sets, net, rows)["sentiment"] > 0) == (sets.polarity[rows] == 1)
        print(f", shopping {100 * right.mean():.2f}", end="")
    if "act" not in net.heads:
        print(flush=True)
        return
    rows = sets.rows("act", "test")
    guess = logits(sets, net, rows)["act"].argmax(1)
    truth = sets.label[rows]
    print(
        f", acts {100 * (guess == truth).mean():.2f} question {100 * f1(truth == 2, guess == 2):.1f}",
        end="",
    )
    rows = sets.rows("emotion", "test")
    guess = logits(sets, net, rows)["emotion"] > -0.4
    for name, number in EMOTIONS.items():
        print(f", {name} {100 * f1(sets.marks[rows, number], guess[:, number]):.1f}", end="")
    rows = sets.rows("hate", "test")
    guess = logits(sets, net, rows)["hate"].argmax(1)
    scores = [f1(sets.label[rows] == k, guess == k) for k in range(3)]
    print(f", hate macro {100 * np.mean(scores):.1f}", flush=True)
