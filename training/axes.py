"""The even axes of meaning: where sentence vectors of many kinds of text differ.

Run: python -m training.axes DATA (the data folder). Data: banking77 (CC BY 4.0), clinc150 (CC BY 3.0),
petitions (CC0), nsmc (CC0): free lane. Writes src/hanjari/language/weights/free/axes.npz.
"""

import csv
import json
import lzma
import sys
from pathlib import Path

import numpy as np

from hanjari.language.meaning.encoder import embed

KEPT = 256
TARGET = Path(__file__).resolve().parents[1] / "src/hanjari/language/weights/free/axes.npz"


def main(folder: Path) -> None:
    """Principal axes of the mixed texts, each divided by the root of its deviation, as int8."""
    vectors = embed(mixed(folder))
    centre = vectors.mean(axis=0)
    _, deviations, axes = np.linalg.svd(vectors - centre, full_matrices=False)
    wanted = axes[:KEPT].T / np.sqrt(deviations[:KEPT])
    scales = np.abs(wanted).max(axis=0) / 127
    np.savez_compressed(
        TARGET,
        centre=centre.astype(np.float32),
        axes=np.round(wanted / scales).astype(np.int8),
        scales=scales.astype(np.float32),
    )
    print(f"{len(vectors)} texts, {TARGET.stat().st_size:,} bytes")


def mixed(folder: Path) -> list[str]:
    """About 16,000 texts, half of them Korean."""
    with (folder / "banking77_en/train.csv").open() as lines:
        texts = [row["text"] for row in csv.DictReader(lines)][:3500]
    with lzma.open(folder / "clinc150_en/data.json.xz") as found:
        texts += [text for text, _ in json.load(found)["train"]][::4]
    with lzma.open(folder / "petitions_ko/petitions.jsonl.xz", "rt", encoding="utf-8") as lines:
        texts += [json.loads(line)["title"] for line in lines]
    with lzma.open(folder / "nsmc/reviews.tsv.xz", "rt", encoding="utf-8") as lines:
        texts += [line.rstrip("\n").split("\t")[-1] for line in lines][1::126]
    return texts


if __name__ == "__main__":
    main(Path(sys.argv[1]))
