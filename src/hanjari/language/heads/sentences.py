"""Sentences of a batch as views of its buffer: the same grams, summed sentence by sentence.

What a sentence does (asks, tells, demands) stands in its last syllables, so these get slots of their
own, counted back from the last letter: 오나요, 오나요? and 오나요ㅠㅠ end alike.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hanjari.language.grams import Batch
from hanjari.language.grams.batch import BITS, Slots

ENDING = 6
"""Letters of a sentence's end that count: the longest common Korean ending is five with its stem's last."""

_MARKS = np.array(sorted(map(ord, ".?!…~。\n")), dtype=np.uint32)
_MULTIPLIER = np.uint32(0x01000193)  # the prime of FNV-1a, as in the kernel
_SPREAD = np.uint32(0x9E3779B1)
_SEED = np.uint32(0x9747B28C)
_DOWN = np.uint32(32 - BITS)


class Sentences(Batch):
    """A batch whose rows are sentences; `firsts` (texts,) is the row of each text's first sentence."""

    def __init__(self, batch: Batch, *, whole: bool = False) -> None:
        """A sentence ends with marks that no ASCII letter or digit follows (3.5, a.com); `whole`: never.

        Spaces beside Hangul are no longer in the batch, so none is asked for.
        """
        self.batch = batch
        self.codes, self.edges = batch.codes, batch.edges
        begins = np.zeros(len(batch.codes), dtype=np.bool_)
        if not whole:
            marks = np.isin(batch.codes, _MARKS)
            begins[1:] = marks[:-1] & ~marks[1:] & ~_is_ascii_letter(batch.codes[1:])
            begins[batch.edges] = False
        begins[batch.edges[:-1]] = True
        self._starts = np.flatnonzero(begins)
        self.firsts = np.searchsorted(self._starts, batch.edges[:-1])

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where the grams of each sentence begin."""
        return self._starts

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Codes of each sentence, the space before it counted: (sentences,)."""
        return np.diff(self._starts, append=self.edges[-1])

    @property
    def slots(self) -> list[Slots]:
        """The slots of the whole batch: sentences are only other borders."""
        return self.batch.slots

    def slots_of(self, bits: int) -> list[Slots]:
        """As the whole batch has them."""
        return self.batch.slots_of(bits)

    def highest(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Of each text's sentences the highest value: (sentences, n) to (texts, n)."""
        return np.maximum.reduceat(values, self.firsts) if len(self) else values


class Endings(Batch):
    """Rows as in `sentences`, with the hashed last 1 … `ENDING` codes up to the last letter as only grams."""

    def __init__(self, sentences: Sentences) -> None:
        self.sentences = sentences
        self.codes, self.edges = sentences.codes, sentences.edges

    def __len__(self) -> int:
        return len(self.sentences)

    @property
    def starts(self) -> NDArray[np.int64]:
        """Each sentence has as many slots as there are endings."""
        return np.arange(len(self), dtype=np.int64) * ENDING

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Codes of the whole sentence: an ending weighs the less, the more is said before it."""
        return self.sentences.lengths

    @cached_property
    def slots(self) -> list[Slots]:
        """(sentences x `ENDING`,) slots; 0 where a sentence is shorter than the ending."""
        starts, codes = self.sentences.starts, self.codes
        places = np.arange(len(codes))
        last = np.maximum.accumulate(np.where(_is_letter(codes), places, 0))
        last = np.maximum(last[starts + self.lengths - 1], starts)
        slots = np.zeros((len(starts), ENDING), dtype=np.intp)
        rolled = np.full(len(starts), _SEED)
        for back in range(ENDING):
            place = last - back
            rolled = rolled * _MULTIPLIER + codes[np.maximum(place, 0)]
            slot = ((rolled ^ np.uint32(back)) * _SPREAD) >> _DOWN
            slots[:, back] = np.where(place >= starts, slot, 0)
        return [slots.ravel()]


def _is_letter(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Hangul syllables, ASCII letters and digits; jamo (ㅋㅋ, ㅠㅠ) are none, they trail like marks."""
    return ((codes >= ord("가")) & (codes <= ord("힣"))) | _is_ascii_letter(codes)


def _is_ascii_letter(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    letter = (codes >= ord("a")) & (codes <= ord("z"))
    return letter | ((codes >= ord("0")) & (codes <= ord("9")))
