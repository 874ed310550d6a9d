"""Train the table that tells Korean with a feeling from Korean without one.

    python -m training.korean_feeling

Film reviews and comments with feelings (NSMC CC0, KOTE MIT) against utterances that state, ask or order
(3i4K and ParaKQC, CC BY-SA 4.0) and comments in which five raters found no feeling (KOTE). Share-alike.
"""

import random
from dataclasses import replace

import numpy as np

from bench.understanding.reviews import reviews
from bench.understanding.row import data_file
from hanjari.language.weights import SHARE_ALIKE
from training.logistic import calibrated, rooted_table, scores

PENALTY = 0.1
KEPT = 49_152
PLAIN_ACTS = frozenset("123")
"""3i4K: statement, question, command; fragments and rhetoric may well feel."""
NONE, SURE_FEELINGS = 24, 3
REVIEWS = 60_000
HELD_OUT = 10

Example = tuple[str, bool]


def examples() -> list[Example]:
    """Texts, and whether they show a feeling; signs at the end come and go, so that they are no tell."""
    chance = random.Random(2026)
    found = reviews()
    assert found, "NSMC is not here"
    clear = found.only(0).texts
    feeling = chance.sample(clear, REVIEWS) + _comments(feeling=True)
    plain = _utterances() + _comments(feeling=False) * 3
    both = [(text, True) for text in feeling] + [(text, False) for text in plain]
    chance.shuffle(both)
    return [(_signed(text, chance), feels) for text, feels in both]


def _signed(text: str, chance: random.Random) -> str:
    bare = text.rstrip(".?!~ ")
    return (
        text
        if not bare or chance.random() < 0.4
        else bare + chance.choice(["", "", ".", "?", "!", ".."])
    )


def _comments(*, feeling: bool) -> list[str]:
    path = data_file("kote", "val.tsv")
    assert path, "KOTE is not here"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    marked = [(row[1], set(row[2].split(","))) for row in rows if len(row) == 3]
    none = str(NONE)
    if feeling:
        return [text for text, marks in marked if none not in marks and len(marks) >= SURE_FEELINGS]
    return [text for text, marks in marked if none in marks and len(marks) < SURE_FEELINGS]


def _utterances() -> list[str]:
    acts, groups = data_file("k3i4k", "fci_train_val.txt"), data_file("parakqc", "parakqc.txt")
    assert acts and groups, "3i4K or ParaKQC is not here"
    spoken = [line.split("\t") for line in acts.read_text("utf-8").splitlines()]
    asked = [line.split("\t")[2] for line in groups.read_text("utf-8").splitlines()]
    return [row[1] for row in spoken if row[0] in PLAIN_ACTS] + asked


def main() -> None:
    """Train on nine tenths, calibrate and measure on one, write."""
    both = examples()
    cut = len(both) * (100 - HELD_OUT) // 100
    texts, feels = [text for text, _feels in both], np.array([feels for _text, feels in both])
    raw = rooted_table("feeling", texts[:cut], feels[:cut], PENALTY, KEPT)
    odds = scores(raw, texts[cut:])
    slope, shift = calibrated(odds, feels[cut:])
    right = ((odds * slope + shift) > 0) == feels[cut:]
    print(
        f"held out, {len(right)}: {right.mean():.2%}; with a feeling {right[feels[cut:]].mean():.2%}, without {right[~feels[cut:]].mean():.2%}"
    )
    SHARE_ALIKE.mkdir(exist_ok=True)
    replace(raw, scales=raw.scales * slope, biases=raw.biases * slope + shift).save(
        SHARE_ALIKE / "korean-feeling.npz"
    )
    print(f"{(SHARE_ALIKE / 'korean-feeling.npz').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
