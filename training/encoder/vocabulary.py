"""The encoder's vocabulary: which n-grams get a row, and the cuckoo table that finds them."""

import random

import numpy as np
from numpy.typing import NDArray

from hanjari.language.encoder.grams import LONGEST, buffer, mixed, places, rolled

KICKS = 500


def counted(
    texts: list[str], *, spaced: bool
) -> tuple[list[NDArray[np.uint32]], list[NDArray[np.int64]]]:
    """Per n, the distinct rolled hashes of the texts and how often each stands there."""
    keys, counts = [], []
    hashes, inside = rolled(*buffer(texts, spaced=spaced))
    for size in range(LONGEST):
        key, count = np.unique(hashes[size][inside[size]], return_counts=True)
        keys.append(key)
        counts.append(count)
    return keys, counts


def chosen(texts: tuple[list[str], ...], rows: int, *, spaced: bool) -> list[tuple[int, int]]:
    """The (n - 1, hash) of the `rows` most useful n-grams.

    Useful: seen often, and more so when the polarities differ in it (signed root of the likelihood
    ratio). `texts`: mixed, negative, positive reviews, and the small sets,
    which count five times, being a tenth of the text.
    """
    ranks: list[tuple[float, int, int]] = []
    sets = [counted(one, spaced=spaced) for one in texts]
    for size in range(LONGEST):
        keys = np.unique(np.concatenate([found[0][size] for found in sets]))
        table = np.zeros((4, len(keys)))
        for row, (found, counts) in enumerate(sets):
            table[row, np.searchsorted(keys, found[size])] = counts[size]
        middle, bad, good, rest = table
        bad_share, good_share = (bad + 1) / bad.sum(), (good + 1) / good.sum()
        polar = np.abs(np.log(bad_share / good_share)) * np.sqrt(
            np.minimum(bad, good) + 0.25 * (bad + good)
        )
        often = np.sqrt(middle + bad + good + 5 * rest)
        score = (often * 0.25 + polar) * (2.0, 1.3, 1.0, 1.0)[size]
        score[(middle + bad + good + rest) < 8] = 0
        best = np.argsort(-score)[:rows]
        ranks += zip(-score[best], [size] * len(best), keys[best].tolist(), strict=True)
    ranks.sort()
    return [(size, key) for _score, size, key in ranks[:rows]]


def cuckoo(grams: list[tuple[int, int]], size: int, seed: int = 4) -> NDArray[np.uint8]:
    """Fingerprints of a table of `size` slots that holds the grams; the least useful may fall out."""
    draw = random.Random(seed)
    spread = np.zeros((LONGEST, len(grams)), np.uint32)
    spread[[size for size, _key in grams], np.arange(len(grams))] = [key for _size, key in grams]
    bits = mixed(spread)[[size for size, _key in grams], np.arange(len(grams))]
    *homes, prints = places(bits, size)
    owner = np.full(size, -1)
    owner[0] = -2
    lost = 0
    for gram in range(len(grams)):
        lost += not _settled(gram, homes, owner, draw)
    print(f"vocabulary: {len(grams)} n-grams, {lost} found no slot")
    owners = np.zeros(size, np.uint8)
    held = np.flatnonzero(owner >= 0)
    owners[held] = prints[owner[held]]
    return owners


def _settled(
    gram: int, homes: list[NDArray[np.uint32]], owner: NDArray[np.int64], draw: random.Random
) -> bool:
    for _kick in range(KICKS):
        options = [int(home[gram]) for home in homes if home[gram] != 0]
        free = [slot for slot in options if owner[slot] == -1]
        if free:
            owner[free[0]] = gram
            return True
        slot = draw.choice(options)
        gram, owner[slot] = int(owner[slot]), gram
    return False
