"""What a message is, by its meaning: logistic regressions on sentence vectors, trained on our own lists.

Run: python training/kinds.py DATA (the data folder). Data: tests/language/messages (ours), and as texts
that are no incident, no press, no offer and no threat: nsmc (CC0), clinc150 (CC BY 3.0), kote (MIT).
The fourth list is never trained on; the figures are its. Writes weights/free/kinds.npz.
"""

import json
import lzma
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hanjari.language.meaning.encoder import embed

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src/hanjari/language/weights/free/kinds.npz"
LISTS = ROOT / "tests/language/messages"
KINDS = (
    "incident", "press", "spam", "rumour", "complaint", "partner", "idea", "request", "question", "abuse", "praise",
    "urgency:3", "urgency:4",
)  # fmt: skip
ELSEWHERE = {"incident", "press", "spam", "rumour", "partner", "urgency:3", "urgency:4"}
"""Kinds that film reviews, commands to an assistant and comments are not, nearly without exception."""
PENALTY, STEPS, RATE, WEIGHT = 1e-3, 1500, 8.0, 0.1

Vectors = NDArray[np.float32]
Labels = set[str]


def main(folder: Path) -> None:
    """Fit each kind, print recall and precision on the fourth list, write the weights."""
    known, judged = listed("first", "second", "third"), listed("fourth")
    others = elsewhere(folder)
    vectors, beside, tested = (
        embed(texts) for texts in ([t for _, t in known], others, [t for _, t in judged])
    )
    weights, biases = (
        np.zeros((vectors.shape[1], len(KINDS)), np.float32),
        np.zeros(len(KINDS), np.float32),
    )
    for place, kind in enumerate(KINDS):
        truth = np.array([kind in labels for labels, _ in known], np.float32)
        rows, share = vectors, balanced(truth)
        if kind in ELSEWHERE:
            rows = np.concatenate([vectors, beside])
            truth = np.append(truth, np.zeros(len(beside), np.float32))
            share = np.append(share, np.full(len(beside), WEIGHT / len(beside), np.float32))
        weights[:, place], biases[place] = fitted(rows, truth, share)
        sure = tested @ weights[:, place] + biases[place] > 0
        is_kind = np.array([kind in labels for labels, _ in judged])
        right = int((sure & is_kind).sum())
        print(f"{kind:10} recall {right}/{is_kind.sum()}, precision {right}/{sure.sum()}")
    np.savez_compressed(
        TARGET, weights=weights.astype(np.float16), biases=biases, kinds=np.array(KINDS)
    )
    print(f"{len(known)} messages, {TARGET.stat().st_size:,} bytes")


def listed(*names: str) -> list[tuple[Labels, str]]:
    """Labels and text of our lists; an urgency is a label too."""
    rows = []
    for path in sorted(path for name in names for path in LISTS.glob(f"*_{name}.tsv")):
        for line in path.read_text("utf-8").splitlines():
            intents, urgency, text = line.split("\t")
            rows.append((set(intents.split(",")) | {f"urgency:{urgency}"}, text))
    return rows


def elsewhere(folder: Path) -> list[str]:
    """About 4,500 texts of other kinds of talk."""
    with lzma.open(folder / "nsmc/reviews.tsv.xz", "rt", encoding="utf-8") as lines:
        texts = [line.rstrip("\n").split("\t")[-1] for line in lines][1::400]
    with lzma.open(folder / "clinc150_en/data.json.xz") as found:
        texts += [text for text, _ in json.load(found)["train"]][::10]
    with (folder / "kote/val.tsv").open(encoding="utf-8") as lines:
        texts += [line.split("\t")[1] for line in lines][::5]
    return texts


def balanced(truth: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weights by which both sides count the same, in all 1."""
    share: NDArray[np.float32] = np.where(truth > 0, 0.5 / truth.sum(), 0.5 / (1 - truth).sum())
    return share.astype(np.float32)


def fitted(
    rows: Vectors, truth: NDArray[np.float32], share: NDArray[np.float32]
) -> tuple[Vectors, float]:
    """Weights and bias of a logistic regression with an L2 penalty, by plain descent."""
    pull, bias = np.zeros(rows.shape[1], np.float32), 0.0
    for _ in range(STEPS):
        slope = (1 / (1 + np.exp(-(rows @ pull + bias))) - truth) * share
        pull -= np.float32(RATE) * (rows.T @ slope + np.float32(PENALTY) * pull)
        bias -= RATE * float(slope.sum())
    return pull, bias


if __name__ == "__main__":
    main(Path(sys.argv[1]))
