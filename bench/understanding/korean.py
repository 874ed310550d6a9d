"""Korean feeling: reviews of films that no weight has seen, shops' reviews, and sentences that one edit turned."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hanjari.language import read
from hanjari.language.grams import Batch
from hanjari.language.normal import mapped_of, normal
from hanjari.language.reading.second import looked_again
from hanjari.language.weights import shipped

from .reviews import reviews
from .row import Row, data_file, speed, wilson

BATCH = 1_000
PAIRS = Path(__file__).parents[2] / "tests" / "language" / "negation_pairs.tsv"

Told = NDArray[np.bool_]


def rows() -> list[Row]:
    """What the first stage and both stages get right, and how much of it when they may be silent."""
    return [*_reviews(), *_edits()]


def _reviews() -> list[Row]:
    found = reviews()
    if found is None:
        return []
    test = found.only(2).even()
    truth = test.ratings >= 9
    first, scores, told = _first(test.texts), _scores(test.texts), _told(test.texts)
    both = _cascade(test.texts)
    forms = [normal(text) for text in test.texts]
    surer = np.argsort(-np.abs(scores))[: int(len(truth) * 0.8)]
    return [
        _row("first stage alone", (first > 0) == truth, 88.0, 88.2, speed(_first, test.texts, 4)),
        _row("… from normal forms", (first > 0) == truth, None, None, speed(_table, forms, 4)),
        _row("both stages", (both > 0) == truth, 88.0, 90.0, speed(_cascade, test.texts, 8)),
        _row("sign of read()", (scores > 0) == truth, 88.0, 90.0, speed(_scores, test.texts, 8)),
        _row("… on the surer 80 %", ((scores > 0) == truth)[surer], None, 94.0),
        _row(
            "… where it gives a label",
            (scores > 0)[told] == truth[told],
            None,
            94.0,
            None,
            f"{told.mean():.1%} answered",
        ),
    ]


def _edits() -> list[Row]:
    lines = [line.split("\t") for line in PAIRS.read_text("utf-8").splitlines()]
    edited = _scores([line[2] for line in lines]) > 0
    found = [
        _row(
            "edited sentences of our own", edited == [line[3] == "1" for line in lines], 56.9, 80.0
        )
    ]
    path = data_file("kobest_sentineg", "dev.tsv")
    if path is not None:
        with path.open(encoding="utf-8", newline="") as file:
            dev = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        scores = _scores([row["Text"] for row in dev])
        found.append(
            _row(
                "shops' reviews (sentineg dev)",
                (scores > 0) == [row["Label"] == "1" for row in dev],
            )
        )
    return found


def _row(
    measure: str, right: Told, floor: float | None = None, goal: float | None = None,
    rate: float | None = None, note: str = "",
) -> Row:  # fmt: skip
    hits = int(right.sum())
    return Row(
        "Korean sentiment",
        measure,
        100 * hits / len(right),
        wilson(hits, len(right)),
        len(right),
        floor,
        goal,
        rate,
        note,
    )


def _batches(texts: Sequence[str]) -> list[Sequence[str]]:
    return [texts[first : first + BATCH] for first in range(0, len(texts), BATCH)]


def _first(texts: Sequence[str]) -> NDArray[np.float32]:
    """The first stage alone, from the text as it came: log-odds of positive."""
    table = shipped("korean-sentiment")
    found = []
    for some in _batches(texts):
        forms = mapped_of(some)
        found.append(table.scores(Batch([forms[place] for place in range(len(forms))]))[:, 0])
    return np.concatenate(found)


def _table(forms: Sequence[str]) -> None:
    table = shipped("korean-sentiment")
    for first in range(0, len(forms), 2 * BATCH):
        table.scores(Batch(forms[first : first + 2 * BATCH]))


def _cascade(texts: Sequence[str]) -> NDArray[np.float32]:
    """Both stages and nothing else: log-odds of positive."""
    some = _batches(texts)
    return np.concatenate([looked_again(_first(texts), texts) for texts in some])


def _scores(texts: Sequence[str]) -> NDArray[np.float64]:
    return np.array([reading.sentiment.score for some in _batches(texts) for reading in read(some)])


def _told(texts: Sequence[str]) -> Told:
    """Where a label, positive or negative, is given."""
    return np.array(
        [
            reading.sentiment.label in ("positive", "negative")
            for some in _batches(texts)
            for reading in read(some)
        ]
    )
