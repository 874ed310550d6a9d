"""Train the head of English comment spam: YouTube Spam Collection (CC BY 4.0).

    python -m training.english_spam

Measured by leaving out one video at a time. Customers' messages (Banking77, CLINC150) stand beside as
what is never spam.
"""

import numpy as np

from bench.understanding.row import bootstrap, f1
from hanjari.language.weights import FREE
from training.head_grams import counted, kept, tables
from training.head_sets import bank_requests, spoken_requests, video_comments
from training.one_head import fitted, left_out
from training.thresholds import best_threshold, centred, told

KEPT = 15_000
BESIDE = 4_000


def main() -> None:
    """Measure by video, train on all, write."""
    texts, spam, videos = video_comments()
    rows = bank_requests() + spoken_requests()
    places = np.random.default_rng(7).choice(len(rows), BESIDE, replace=False)
    everything = texts + [rows[place][0] for place in places]
    truth = np.append(spam == 1, np.zeros(BESIDE, dtype=np.bool_))
    fold = np.append(np.unique(videos, return_inverse=True)[1], np.arange(BESIDE) % 5)
    matrix = counted(everything)
    grams = kept(matrix, endings=False)
    scores = left_out(grams.matrix, truth, fold)
    said = told(scores, truth, fold)[: len(texts)]
    hits = truth[: len(texts)]
    low, high = bootstrap(f1, hits, said)
    print(
        f"spam: F1 {f1(hits, said):.1f} [{low:.1f}, {high:.1f}], accuracy {(said == hits).mean():.1%}"
    )
    for one in range(5):
        here = fold[: len(texts)] == one
        print(f"  {sorted(set(videos))[one]}: F1 {f1(hits[here], said[here]):.1f} of {here.sum()}")
    false = told(scores, truth, fold)[len(texts) :].mean()
    print(f"  customers' messages called spam: {false:.2%}")
    slope, shift = centred(scores, truth, best_threshold(scores, truth))
    found = fitted(grams.matrix, truth)
    seen = np.bincount(matrix.indices, minlength=matrix.shape[1])
    weights = grams.spread(found[:-1, None] * slope)
    bias = np.array([found[-1] * slope + shift], np.float32)
    table, _none = tables(("spam",), weights, bias, KEPT, seen)
    table.save(FREE / "english-spam.npz")


if __name__ == "__main__":
    main()
