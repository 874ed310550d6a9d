"""Grams of the encoder: a batch of texts as one buffer of code points, and the table slot of each n-gram.

Every character (and the end of its text) is one position with the n-grams of 1 to 4 characters that
end there. The vocabulary is a cuckoo table (Pagh and Rodler, 2004): an n-gram lies in one of three
slots and is known by a fingerprint of one byte, so a strange n-gram is taken for a known one once in
85 times; slot 0 is nobody's.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.language.normal import normal

LONGEST = 4
FIRST, LAST = 200, 40
"""Characters read of a text: what opens it and what closes it."""

_BREAK = 10
_RUN = 3
_ROLL = np.uint32(0x01000193)
_SALTS = (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F)

Slots = NDArray[np.uint16]


def prepared(text: str) -> str:
    """The part of a text that is read, in its normal form and with single spaces."""
    if len(text) > FIRST + LAST:
        text = f"{text[:FIRST]} {text[-LAST:]}"
    return " ".join(normal(text).split())


def buffer(
    texts: Sequence[str], *, spaced: bool = True
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Code points of all texts, each closed by a line break, and the place of every break.

    The first break opens the first text, so there is one break more than texts. Runs of one
    character are kept up to three. Without `spaced` the spaces are left out: people space Korean as
    they please.
    """
    joined = "\n" + "".join([prepared(text) + "\n" for text in texts])
    if not spaced:
        joined = joined.replace(" ", "")
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    same = (codes[1:] == codes[:-1]) & (codes[1:] != _BREAK)
    long = same[_RUN - 1 :].copy()
    for back in range(1, _RUN):
        long &= same[_RUN - 1 - back : len(same) - back]
    if long.any():
        codes = np.delete(codes, np.flatnonzero(long) + _RUN)
    return codes, np.flatnonzero(codes == _BREAK)


def rolled(
    codes: NDArray[np.uint32], breaks: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """Hashes of the n-grams that end at each position but the opening break, (LONGEST, positions).

    With them, whether the n-gram stays inside its text.
    """
    lengths = np.diff(breaks)
    within = np.arange(1, len(codes)) - np.repeat(breaks[:-1], lengths)
    hashes = np.zeros((LONGEST, len(codes) - 1), np.uint32)
    hashes[0] = codes[1:]
    hashes[1] = codes[:-1] * _ROLL + codes[1:]
    for size in range(2, LONGEST):
        hashes[size, 1:] = hashes[size - 1, :-1] * _ROLL + codes[2:]
    inside = within[None, :] >= np.arange(LONGEST)[:, None]
    return hashes, inside


def mixed(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Well spread bits of rolled hashes, another spread for each n (axis 0)."""
    mixed = hashes * np.array(_SALTS, np.uint32)[: len(hashes), None]
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    mixed ^= mixed >> np.uint32(12)
    return mixed


def places(
    spread: NDArray[np.uint32], size: int
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint8]]:
    """The three slots an n-gram may lie in (table of `size`, a power of two) and its fingerprint (1 to 255)."""
    mask = np.uint32(size - 1)
    third = spread * np.uint32(0x9E3779B1)
    prints = ((spread * np.uint32(0x297A2D39)) >> np.uint32(24)).astype(np.uint8)
    return (
        spread & mask,
        (spread >> np.uint32(16)) & mask,
        (third >> np.uint32(16)) & mask,
        np.maximum(prints, 1),
    )


def slots(
    hashes: NDArray[np.uint32], inside: NDArray[np.bool_], owners: NDArray[np.uint8]
) -> Slots:
    """Slot of each n-gram in the table whose fingerprints are `owners`; 0 where it is not known."""
    first, second, third, prints = places(mixed(hashes), len(owners))
    found = np.where(owners[third] == prints, third, 0)
    found = np.where(owners[second] == prints, second, found)
    found = np.where(owners[first] == prints, first, found)
    return (found * inside).astype(np.uint16)
