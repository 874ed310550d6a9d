"""English sentiment on SemEval's tweets, which nothing here was trained or tuned on."""

import lzma
import re
from collections import defaultdict

import numpy as np

from hanjari.language.english import LABELS, scores
from hanjari.language.english.second import looked_again
from hanjari.language.normal import normal

from .row import Row, bootstrap, data_file, macro_recall, speed

_SECOND = 3_000
"""Tweets that the second look is measured on: it reads 500 a second."""
_NAMES = re.compile(r"https?://\S+|@\w+|\W+")


def rows() -> list[Row]:
    """Macro recall over negative, neutral, positive (SemEval-2017 Task 4A's measure)."""
    path = data_file("semeval_sentiment_en", "subtaskA.tsv.xz")
    if path is None:
        return []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        texts, truth = _once([line.rstrip("\n").split("\t") for line in lines][1:])
    forms = [normal(text) for text in texts]
    first = scores(forms)
    told = first.argmax(axis=1)
    drawn = np.random.default_rng(4).permutation(len(texts))[:_SECOND]
    some = [texts[place] for place in drawn]
    again = looked_again(some, first[drawn]).argmax(axis=1)
    return [
        _row("English sentiment, first look", truth, told, speed(scores, forms[:2000])),
        _row("English sentiment, second look (sample)", truth[drawn], again, None),
        _row("English sentiment, first look on that sample", truth[drawn], told[drawn], None),
    ]


def _row(task: str, truth: np.ndarray, told: np.ndarray, rate: float | None) -> Row:
    return Row(
        task=task,
        measure="macro recall",
        measured=macro_recall(truth, told),
        interval=bootstrap(macro_recall, truth, told, rounds=200),
        n=len(truth),
        floor=62.3,
        goal=66.0,
        speed=rate,
    )


def _once(rows: list[list[str]]) -> tuple[list[str], np.ndarray]:
    """Each text once; texts that carry conflicting labels are left out."""
    labels: defaultdict[str, set[str]] = defaultdict(set)
    first: dict[str, str] = {}
    for row in rows:
        key = _NAMES.sub(" ", row[-1].lower()).strip()
        labels[key].add(row[2])
        first.setdefault(key, row[-1])
    kept = [key for key in first if len(labels[key]) == 1]
    truth = np.array([LABELS.index(next(iter(labels[key]))) for key in kept])
    return [first[key] for key in kept], truth
