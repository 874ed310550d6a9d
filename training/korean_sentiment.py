"""Train the first stage of Korean sentiment: Naver film reviews, split by film (CC0).

    python -m training.korean_sentiment

Trains on the films to train on, calibrates on those to tune on, prints the figures of the others.
"""

from dataclasses import replace

import numpy as np

from bench.understanding.reviews import reviews
from bench.understanding.row import wilson
from hanjari.language.weights import FREE
from training.logistic import calibrated, rooted_table, scores

PENALTY = 0.15
"""Of weights for texts of unit length: 1.0 reads 0.6 points worse on held-out films, 0.3 and 0.08 a tenth."""
KEPT = 131_072
"""Weights shipped: half as many cost 0.5 points, twice as many bring nothing."""


def main() -> None:
    """Train, calibrate, measure, write."""
    found = reviews()
    assert found, "NSMC is not here"
    train = found.only(0)
    raw = rooted_table("positive", train.texts, train.ratings >= 9, PENALTY, KEPT)
    tuning = found.only(1)
    slope, shift = calibrated(scores(raw, tuning.texts), tuning.ratings >= 9)
    shipped = replace(raw, scales=raw.scales * slope, biases=raw.biases * slope + shift)
    shipped.save(FREE / "korean-sentiment.npz")
    test = found.only(2).even()
    odds, truth = scores(shipped, test.texts), test.ratings >= 9
    right = (odds > 0) == truth
    sure = np.argsort(-np.abs(odds))[: int(len(odds) * 0.8)]
    low, high = wilson(int(right.sum()), len(right))
    print(f"held-out films, {len(right)} reviews: {right.mean():.2%} [{low:.2f}, {high:.2f}]")
    print(f"on the surer 80 %: {right[sure].mean():.2%}; slope {slope:.3f}, shift {shift:.3f}")
    print(f"{(FREE / 'korean-sentiment.npz').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
