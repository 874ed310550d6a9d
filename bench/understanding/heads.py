"""Korean heads: what a sentence does (3i4K), feelings (KOTE) and abuse (BEEP!) by the linear tables alone.

One utterance of 3i4K in sixteen has trained no table. KOTE is measured only where its test file lies in
the data folder: the 5,000 comments of its val part trained the table.
"""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.language import read
from hanjari.language.grams import Batch
from hanjari.language.heads import acts, scores
from hanjari.language.normal import normal

from .meaning import questions_and_requests
from .row import Row, bootstrap, data_file, f1, macro_f1, speed, wilson

Truth = NDArray[np.int64]
FEELINGS = {"complaint": (0, 72.9, 76.0), "thanks": (4, 53.6, 60.0), "anger": (6, 69.3, 72.0)}
"""Emotion of KOTE, floor and goal of each head that has one."""


def rows() -> list[Row]:
    """Speech acts over seven and three labels, feelings, abuse."""
    return [*_speech_acts(), *_feelings(), *_abuse()]


def speech_acts() -> tuple[list[str], Truth]:
    """3i4K (CC BY-SA 4.0): distinct utterances and their act 0 … 6; repeats take their first label."""
    path = data_file("k3i4k", "fci_train_val.txt")
    found: dict[str, int] = {}
    for line in path.read_text("utf-8").splitlines() if path else ():
        act, _, text = line.partition("\t")
        found.setdefault(text, int(act))
    return list(found), np.array(list(found.values()), dtype=np.int64)


def is_held_out(text: str) -> bool:
    """Whether an utterance is for measuring: one in sixteen, by its own checksum."""
    return zlib.crc32(text.encode()) % 16 == 0


def comments(part: str) -> tuple[list[str], Truth]:
    """BEEP! (CC BY-SA 4.0), `train` or `dev`: news comments; 0 neither, 1 offensive, 2 hateful."""
    path = data_file("ko_hate_beep", f"labeled_{part}.tsv")
    lines = path.read_text("utf-8").rstrip("\n").split("\n")[1:] if path else []
    names = ["none", "offensive", "hate"]
    cells = [line.split("\t") for line in lines]
    return [row[0] for row in cells], np.array([names.index(row[3]) for row in cells], dtype=int)


def classes(offensive: NDArray[np.bool_], hateful: NDArray[np.bool_]) -> Truth:
    """BEEP's class of comments from the two heads."""
    return np.where(offensive, np.where(hateful, 2, 1), 0)


def _batch(texts: Sequence[str]) -> Batch:
    return Batch([normal(text) for text in texts])


def _speech_acts() -> list[Row]:
    texts, truth = speech_acts()
    held = np.array([is_held_out(text) for text in texts], dtype=np.bool_)
    if not held.any():
        return []
    texts, truth = [texts[place] for place in np.flatnonzero(held)], truth[held]
    shares = acts(_batch(texts), whole=True)
    rate = speed(lambda some: acts(_batch(some), whole=True), texts[:1000], 2)
    plain = np.isin(truth, (1, 2, 3))
    among, three = 1 + shares[plain, 1:4].argmax(axis=1), truth[plain]
    return [
        _hits("seven acts, accuracy", shares.argmax(axis=1) == truth, 88.2, 90.0, rate),
        _f1("seven acts, F1 question", truth == 2, shares.argmax(axis=1) == 2, 94.2, 95.0),
        _hits("question, command, statement", among == three),
        _f1("of these three, F1 question", three == 2, among == 2),
    ]


def _feelings() -> list[Row]:
    path = data_file("kote", "test.tsv")
    if path is None:
        return []
    cells = [line.split("\t") for line in path.read_text("utf-8").rstrip("\n").split("\n")]
    found = scores(_batch([row[1] for row in cells]), "ko")
    marks = [set(map(int, row[2].split(","))) for row in cells]
    return [
        _f1(name, np.array([number in own for own in marks]), found[name] > 0.5, floor, goal)
        for name, (number, floor, goal) in FEELINGS.items()
    ]


def _abuse() -> list[Row]:
    texts, truth = comments("dev")
    if not texts:
        return []
    found = scores(_batch(texts), "ko")
    told = classes(found["offensive"] > 0.5, found["hateful"] > 0.5)
    low, high = bootstrap(macro_f1, truth, told)
    value = macro_f1(truth, told)
    return [
        Row("Korean heads", "abuse (BEEP dev), macro-F1", value, (low, high), len(truth), 59.3, 64),
        _f1("offensive or hateful, F1", truth > 0, told > 0),
        *_heard_as_abuse(texts, truth),
    ]


def _heard_as_abuse(texts: Sequence[str], truth: Truth) -> list[Row]:
    """What a whole reading calls abuse: of comments that are, and of plain questions and requests."""
    told, plain = _is_abuse(texts), questions_and_requests()
    rows = [
        _hits("hateful comments heard as abuse, %", told[truth == 2]),
        _hits("offensive ones, %", told[truth == 1]),
        _hits("comments that are neither, %", told[truth == 0]),
    ]
    if plain:
        measure = "plain questions and requests (ParaKQC) heard as abuse, %"
        rows.append(_hits(measure, _is_abuse(plain)))
    return rows


def _is_abuse(texts: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([reading.abuse for reading in read(texts)])


def _hits(
    measure: str, right: NDArray[np.bool_], floor: float | None = None, goal: float | None = None,
    rate: float | None = None,
) -> Row:  # fmt: skip
    hits, n = int(right.sum()), len(right)
    return Row("Korean heads", measure, 100 * hits / n, wilson(hits, n), n, floor, goal, rate)


def _f1(
    measure: str, truth: NDArray[np.bool_], told: NDArray[np.bool_], floor: float | None = None,
    goal: float | None = None,
) -> Row:  # fmt: skip
    interval = bootstrap(f1, truth, told)
    return Row("Korean heads", measure, f1(truth, told), interval, len(truth), floor, goal)
