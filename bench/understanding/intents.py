"""A site's own labels: banking77, and clinc150 with questions about none of its labels."""

import csv
import json
import lzma
from collections.abc import Sequence

import numpy as np

from hanjari.language.classifier import Classifier, train

from .row import Row, data_file, speed, wilson

_KEPT = 0.95


def rows() -> list[Row]:
    """Accuracy on held-out texts, and how many strangers are told from them. Takes some minutes."""
    return [*_banking(), *_clinc()]


def _banking() -> list[Row]:
    """A fifth of the public training part held out (the test part is not in hand): 8,000 train."""
    path = data_file("banking77_en", "train.csv")
    if path is None:
        return []
    with path.open(encoding="utf-8") as lines:
        found = [(row["text"], row["category"]) for row in csv.DictReader(lines)]
    asked = np.random.default_rng(0).random(len(found)) < 0.2
    taught = [row for row, is_asked in zip(found, asked, strict=True) if not is_asked]
    held = [row for row, is_asked in zip(found, asked, strict=True) if is_asked]
    classifier = train(*map(list, zip(*taught, strict=True)))
    note = "a fifth of train.csv held out"
    return [_accuracy("Intents, banking77", classifier, held, 91.3, 92.0, note)]


def _clinc() -> list[Row]:
    path = data_file("clinc150_en", "data.json.xz")
    if path is None:
        return []
    with lzma.open(path) as lines:
        found = json.load(lines)
    classifier = train(*map(list, zip(*found["train"], strict=True)))
    strangers = [text for text, _ in found["oos_val"] + found["oos_train"]]
    return [
        _accuracy(
            "Intents, clinc150", classifier, found["val"], 92.4, 93.0, "val; trained on train"
        ),
        *_out_of_scope(classifier, found["val"], strangers),
    ]


def _accuracy(
    task: str,
    classifier: Classifier,
    held: Sequence[Sequence[str]],
    floor: float,
    goal: float,
    note: str,
) -> Row:
    texts = [row[0] for row in held]
    told = classifier.predict(texts)
    hits = sum(one.best == row[1] for one, row in zip(told, held, strict=True))
    rate = speed(classifier.predict, texts[:500])
    n = len(held)
    return Row(task, "accuracy", 100 * hits / n, wilson(hits, n), n, floor, goal, rate, note)


def _out_of_scope(
    classifier: Classifier, held: Sequence[Sequence[str]], strangers: list[str]
) -> list[Row]:
    """Strangers refused where 95 % of the answers given to both are right, and at the shipped threshold."""
    told, other = classifier.predict([row[0] for row in held]), classifier.predict(strangers)
    scope = np.array([one.scope for one in told])
    right = np.array([one.best == row[1] for one, row in zip(told, held, strict=True)])
    strange = np.array([one.scope for one in other])
    given = [(t, (scope >= t).sum() + (strange >= t).sum()) for t in np.sort(scope)]
    precise = next(t for t, n in given if (right & (scope >= t)).sum() >= _KEPT * n)
    kept = 100 * float((scope >= classifier.threshold).mean())
    return [
        _refused(strange, precise, "where 95 % of all answers are right"),
        _refused(strange, float(np.quantile(scope, 1 - _KEPT)), "where 95 % of val is kept"),
        _refused(
            strange, classifier.threshold, f"at its own threshold, which keeps {kept:.1f} % of val"
        ),
    ]


def _refused(strange: np.ndarray, threshold: float, note: str) -> Row:
    hits, n = int((strange < threshold).sum()), len(strange)
    return Row(
        "Out of scope, clinc150",
        "recall",
        100 * hits / n,
        wilson(hits, n),
        n,
        40.0,
        60.0,
        None,
        note,
    )
