"""Naver film reviews (NSMC, CC0), split by film: what is held out here no shipped weight has seen."""

import lzma
import zlib
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .row import data_file

TUNED, HELD_OUT = 3, 14
"""Percent of the films: the first for thresholds and calibration, up to the second for figures."""


class Reviews(NamedTuple):
    """`texts` with their `ratings` 1 … 10 and their `parts`: 0 to train, 1 to tune, 2 to measure."""

    texts: list[str]
    ratings: NDArray[np.int8]
    parts: NDArray[np.int8]

    def only(self, part: int, *, clear: bool = True) -> "Reviews":
        """One part; `clear`: only what the classic task calls negative (1-4) or positive (9-10)."""
        wanted = self.parts == part
        if clear:
            wanted &= (self.ratings <= 4) | (self.ratings >= 9)
        texts = [self.texts[place] for place in np.flatnonzero(wanted)]
        return Reviews(texts, self.ratings[wanted], self.parts[wanted])

    def even(self) -> "Reviews":
        """As many positive as negative ones, drawn with a fixed seed."""
        chance = np.random.default_rng(2026)
        bad, good = np.flatnonzero(self.ratings <= 4), np.flatnonzero(self.ratings >= 9)
        size = min(len(bad), len(good))
        kept = np.concatenate([chance.choice(side, size, replace=False) for side in (bad, good)])
        return Reviews([self.texts[place] for place in kept], self.ratings[kept], self.parts[kept])


@cache
def reviews() -> Reviews | None:
    """All reviews that say something; None where the data are missing."""
    path = data_file("nsmc", "reviews.tsv.xz")
    if path is None:
        return None
    lines = lzma.decompress(path.read_bytes()).decode().split("\n")[1:]
    rows = [row for line in lines if len(row := line.split("\t")) == 6 and row[5].strip()]
    return Reviews(
        [row[5] for row in rows],
        np.array([int(row[3]) for row in rows], dtype=np.int8),
        np.array([_part(row[1]) for row in rows], dtype=np.int8),
    )


def _part(film: str) -> int:
    place = zlib.crc32(f"encoder{film}".encode()) % 100
    return 0 if place >= HELD_OUT else 1 if place < TUNED else 2
