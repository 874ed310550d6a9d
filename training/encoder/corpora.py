"""The Korean sets that the encoder learns from, with their held-out parts.

`HANJARI_DATA` names the folder of the sets. NSMC is split by movie, the others by text, so that no
text of a held-out part was seen.
"""

import csv
import lzma
import os
import random
import zlib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(os.environ.get("HANJARI_DATA", Path(__file__).parents[3] / "shared" / "data"))
HELD_OUT_MOVIES = 14
"""Percent of the movies, drawn by a checksum of their number; the first of them are for tuning."""
DEV_MOVIES = 3


class Example(NamedTuple):
    """One text; `label` is the rating, the class, or the set of marks, as the task has it."""

    task: str
    text: str
    label: int | tuple[int, ...]
    part: str


def nsmc() -> list[Example]:
    """Ratings 1 to 10; part `test` and `dev` by movie."""
    with lzma.open(ROOT / "nsmc" / "reviews.tsv.xz", "rt", encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [
            Example("rating", row[5], int(row[3]), _movie_part(row[1]))
            for row in rows
            if row[5].strip()
        ]


def _movie_part(movie: str) -> str:
    place = zlib.crc32(f"encoder{movie}".encode()) % 100
    if place < HELD_OUT_MOVIES:
        return "dev" if place < DEV_MOVIES else "test"
    return "train"


def speech_acts() -> list[Example]:
    """3i4K, seven acts; every text once."""
    lines = (ROOT / "k3i4k" / "fci_train_val.txt").read_text(encoding="utf-8").splitlines()
    seen: dict[str, int] = {}
    for line in lines:
        label, text = line.split("\t", 1)
        seen.setdefault(text.strip(), int(label))
    return [Example("act", text, label, _text_part(text)) for text, label in seen.items()]


def emotions() -> list[Example]:
    """KOTE, 44 emotions, several at once."""
    with (ROOT / "kote" / "val.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t"))
    return [
        Example("emotion", text, tuple(map(int, marks.split(","))), _text_part(text, 20))
        for _number, text, marks in rows
    ]


def hate() -> list[Example]:
    """BEEP!: 0 none, 1 offensive, 2 hate. Its dev set is the held-out part, as the field does."""
    names = {"none": 0, "offensive": 1, "hate": 2}
    examples = []
    for part, name in (("train", "labeled_train.tsv"), ("test", "labeled_dev.tsv")):
        with (ROOT / "ko_hate_beep" / name).open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            next(rows)
            examples += [Example("hate", row[0], names[row[3]], part) for row in rows]
    return examples


def hate_kinds() -> list[Example]:
    """K-MHaS, nine marks (8 is: not hate)."""
    with (ROOT / "k_mhas" / "kmhas_valid.txt").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t")
        next(rows)
        return [
            Example("kind", row[0], tuple(map(int, row[1].split(","))), _text_part(row[0]))
            for row in rows
        ]


def shopping() -> list[Example]:
    """KoBEST SentiNeg, 1 positive, 0 negative; its dev file is the held-out part."""
    examples = []
    for part, name, text, label in (("train", "train.tsv", 1, 2), ("test", "dev.tsv", 2, 1)):
        with (ROOT / "kobest_sentineg" / name).open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            next(rows)
            examples += [Example("shopping", row[text], int(row[label]), part) for row in rows]
    return examples


def _text_part(text: str, percent: int = 10) -> str:
    return "test" if zlib.crc32(f"encoder{text}".encode()) % 100 < percent else "train"


def shuffled(examples: list[Example], seed: int) -> list[Example]:
    """The same examples in another order, the same for the same seed."""
    random.Random(seed).shuffle(examples)
    return examples
