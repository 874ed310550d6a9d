"""Copies of one text: forwarded, pasted, a word changed; told by what is written, without the encoder.

MinHash (Broder, 1997) over character trigrams, candidates by bands of equal hashes (Leskovec,
Rajaraman and Ullman, Mining of Massive Datasets, chapter 3), each candidate checked exactly.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hanjari.language.grams import Batch
from hanjari.language.normal import normal

_BANDS, _ROWS = 12, 3
"""Two texts that share 70 % of their trigrams meet in a band with 99 %, 30 % with 28 %."""
_KEYS, _DEPTH = 10, 5
"""A text that shares 80 % of its trigrams with another has a key in common with it with 98 %, 90 % with 99.99 %;
of a million that share 3 % not one in four texts meets any."""
_CHUNK = 1_000
_STEP, _FACTOR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_SIGNS = re.compile(r"[\W_]+").sub

Hashes = NDArray[np.uint32]


def near_duplicates(
    texts: Sequence[str], least: float = 0.7, owners: Sequence[int] = ()
) -> list[list[int]]:
    """Groups of two and more places whose texts share `least` of their trigrams with the group's first.

    Jaccard's measure on letters and digits alone; groups in order of their first text, empty texts in none.
    With `owners` (a number from 0 on for each text) only texts of one owner meet.
    About 60,000 short texts a second and core.
    """
    first_of_key: dict[int, int] = {}
    group_of: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    grams: list[frozenset[int]] = []
    for begin in range(0, len(texts), _CHUNK):
        end = min(begin + _CHUNK, len(texts))
        batch, sets = _trigrams([_bare(text) for text in texts[begin:end]])
        grams += sets
        keys = _keys(batch, _BANDS, _ROWS, owners[begin:end] or [0] * (end - begin))
        for place, mine in enumerate(keys, begin):
            seen = {group_of[first_of_key[key]] for key in mine if key in first_of_key}
            alike = [
                first for first in sorted(seen) if _shared(grams[first], grams[place]) >= least
            ]
            group_of[place] = alike[0] if alike else place
            groups.setdefault(group_of[place], []).append(place)
            for key in mine if grams[place] else ():
                first_of_key.setdefault(key, place)
    return [group for group in groups.values() if len(group) > 1]


def copy_keys(texts: Sequence[str], salt: int = 0) -> list[list[int]]:
    """Ten numbers of 63 bits for each text; copies have one in common, and strangers have none. Empty texts have none.

    To be kept beside a text, so that a later copy finds it among millions without reading them.
    What has a key in common is only likely a copy: `near_duplicates` says. Numbers of another `salt`
    are others. About 80,000 short texts a second and core.
    """
    found: list[list[int]] = []
    for begin in range(0, len(texts), _CHUNK):
        forms = [_bare(text) for text in texts[begin : begin + _CHUNK]]
        keys = _keys(Batch(forms), _KEYS, _DEPTH, [salt] * len(forms))
        found += [some if form else [] for some, form in zip(keys, forms, strict=True)]
    return found


def _bare(text: str) -> str:
    return _SIGNS(" ", normal(text)).strip()


def _trigrams(forms: list[str]) -> tuple[Batch, list[frozenset[int]]]:
    batch = Batch(forms)
    slots, edges = batch.slots[2].tolist(), [*batch.starts.tolist(), None]
    parts = [slots[begin:end] for begin, end in pairwise(edges)]
    return batch, [
        frozenset(part) - {0} if form else frozenset()
        for part, form in zip(parts, forms, strict=True)
    ]


def _least(batch: Batch, count: int) -> Hashes:
    """Per text the least of its trigrams under each of `count` hashes: (n, count)."""
    slots = batch.slots[2].astype(np.uint32)
    spread = np.random.default_rng(1).integers(1, 1 << 32, count, dtype=np.uint32) | 1
    least = np.empty((len(batch), count), dtype=np.uint32)
    for place, factor in enumerate(spread):
        mixed = (slots + factor) * factor
        mixed ^= mixed >> np.uint32(16)
        mixed[slots == 0] = 0xFFFFFFFF
        least[:, place] = np.minimum.reduceat(mixed, batch.starts)
    return least


def _keys(batch: Batch, bands: int, rows: int, owners: Sequence[int]) -> list[list[int]]:
    """Per text a number of 63 bits for each band of hashes, other ones for each owner. Steps of splitmix64."""
    least = _least(batch, bands * rows).reshape(len(batch), bands, rows).astype(np.uint64)
    starts: NDArray[np.uint64] = np.array([owner * bands for owner in owners], dtype=np.uint64)
    mixed: NDArray[np.uint64] = np.add.outer(starts, np.arange(bands, dtype=np.uint64))
    for row in range(rows):
        mixed = (mixed + least[:, :, row] + _STEP) * _FACTOR
        mixed ^= mixed >> np.uint64(29)
    keys: list[list[int]] = (mixed >> np.uint64(1)).tolist()
    return keys


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))
