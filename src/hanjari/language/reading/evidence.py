"""Evidence: cues and tables together give each label of each text one probability.

Cues of one label add up as independent evidence: p = 1 - product of (1 - weight); what is said twice,
or only sets the scene, counts once. What a table says adds to them in the same way, so that either
alone is enough and both together are surer.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.language.cues import Cue

Probabilities = NDArray[np.float64]


class Evidence:
    """What the cues of a batch say: for each label (`intent:complaint`, `urgency:4`) its doubts by text."""

    def __init__(self, size: int, cues: Mapping[int, Sequence[Cue]]) -> None:
        self.size = size
        self._texts: dict[str, list[int]] = {}
        self._weights: dict[str, list[float]] = {}
        for text, found in cues.items():
            counted: set[tuple[str, int]] = set()
            for _start, _end, meaning in found:
                label, kind = meaning[3], meaning[6]
                if (label, kind) in counted:
                    continue
                counted.add((label, kind))
                if label not in self._texts:
                    self._texts[label], self._weights[label] = [], []
                self._texts[label].append(text)
                self._weights[label].append(meaning[2])

    def labels(self, family: str) -> list[str]:
        """The labels of a family that were found somewhere in the batch."""
        return [label for label in self._texts if label.partition(":")[0] == family]

    def probability(self, label: str) -> Probabilities:
        """Of one label: (texts,), 0 where no cue speaks for it."""
        if label not in self._texts:
            return np.zeros(self.size)
        doubts = np.log1p(-np.minimum(self._weights[label], 0.999_999))
        summed = np.bincount(self._texts[label], weights=doubts, minlength=self.size)
        return -np.expm1(summed)

    def count(self, label: str) -> NDArray[np.intp]:
        """How often a label's cues stand in each text: (texts,)."""
        return np.bincount(self._texts.get(label, ()), minlength=self.size).astype(np.intp)

    def has(self, family: str) -> NDArray[np.bool_]:
        """Whether a text has any cue of a family: (texts,)."""
        found = np.zeros(self.size, dtype=bool)
        for label in self.labels(family):
            found[self._texts[label]] = True
        return found


def either(one: Probabilities, other: Probabilities) -> Probabilities:
    """The probability that two independent witnesses give together."""
    return 1 - (1 - one) * (1 - other)
