"""A trained classifier: what it says of a text, and how it is kept in a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hanjari.language.classifier.features import Matrix, features
from hanjari.language.classifier.regression import softmax

_FORMAT = 1
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Prediction:
    """`label` is None for "I do not know"; `best` and its `probability` are told all the same."""

    label: str | None
    best: str
    probability: float
    """Calibrated probability of `best` among the labels, given that the text is about one of them."""
    scope: float
    """Probability that the text is about one of the labels at all."""


@dataclass(frozen=True, eq=False)
class Classifier:
    """Weights (width, k) of k labels; made by `train`."""

    labels: tuple[str, ...]
    weights: Matrix
    biases: Matrix
    sharpness: float
    """Scores are multiplied by this before they become probabilities (Guo et al., ICML 2017)."""
    scope: NDArray[np.float32]
    """Intercept and weights of the three signs of scope, see `signs`."""
    threshold: float
    """Least scope at which a label is given."""
    centres: Matrix
    """Mean feature row of each label (k, width), length 1."""
    with_meaning: bool

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """A prediction a text; about 1,000 texts a second and core with meaning, 20,000 without."""
        probabilities, scope = self.probabilities(texts)
        if not len(texts):
            return []
        best = probabilities.argmax(axis=1)
        certain = probabilities.max(axis=1)
        return [
            Prediction(
                self.labels[k] if s >= self.threshold else None, self.labels[k], float(p), float(s)
            )
            for k, p, s in zip(best, certain, scope, strict=True)
        ]

    def probabilities(self, texts: Sequence[str]) -> tuple[Matrix, Matrix]:
        """Probabilities of the labels (n, k), and of the text being about any of them (n,)."""
        parts = [
            self.of_rows(features(texts[first : first + _CHUNK], with_meaning=self.with_meaning))
            for first in range(0, len(texts), _CHUNK)
        ]
        if not parts:
            return np.zeros((0, len(self.labels)), np.float32), np.zeros(0, np.float32)
        probabilities, scope = zip(*parts, strict=True)
        return np.concatenate(probabilities), np.concatenate(scope)

    def of_rows(self, rows: Matrix) -> tuple[Matrix, Matrix]:
        """The same for feature rows that are already there."""
        scores = self.sharpness * (rows @ self.weights + self.biases)
        odds = self.scope[0] + signs(scores, rows, self.centres) @ self.scope[1:]
        return softmax(scores), (1 / (1 + np.exp(-odds))).astype(np.float32)

    def save(self, path: Path) -> None:
        """Write the classifier as npz without pickles; weights as half floats (same labels, half the bytes)."""
        np.savez_compressed(
            path,
            format=np.array(_FORMAT),
            labels=np.array(self.labels),
            weights=self.weights.astype(np.float16),
            biases=self.biases,
            sharpness=np.array(self.sharpness),
            scope=self.scope,
            threshold=np.array(self.threshold),
            centres=self.centres.astype(np.float16),
            with_meaning=np.array(self.with_meaning),
        )

    @classmethod
    def load(cls, path: Path) -> "Classifier":
        """Read what `save` wrote; ValueError when it is of another format."""
        with np.load(path, allow_pickle=False) as found:
            if "format" not in found or int(found["format"]) != _FORMAT:
                raise ValueError(f"{path.name} is no classifier of format {_FORMAT}")
            return cls(
                tuple(found["labels"].tolist()),
                found["weights"].astype(np.float32),
                found["biases"],
                float(found["sharpness"]),
                found["scope"],
                float(found["threshold"]),
                found["centres"].astype(np.float32),
                bool(found["with_meaning"]),
            )


def signs(scores: Matrix, rows: Matrix, centres: Matrix) -> Matrix:
    """What tells a text about the labels from a stranger (n, 3): lead of the best label, energy, nearness.

    The energy is the log of the summed exponents (Liu et al., NeurIPS 2020); nearness is the best
    cosine with a label's mean row.
    """
    ordered = np.partition(scores, -2, axis=1)
    top = ordered[:, -1]
    energy = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
    lengths = np.maximum(np.linalg.norm(rows, axis=1), 1e-6)
    nearness = (rows @ centres.T).max(axis=1) / lengths
    return np.stack([top - ordered[:, -2], energy, 10 * nearness], axis=1).astype(np.float32)
