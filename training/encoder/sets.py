"""The encoder's sets as arrays: slots of every position, labels, and which rows an epoch draws."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from hanjari.language.encoder.grams import buffer, rolled, slots
from training.encoder import corpora
from training.encoder.corpora import Example
from training.encoder.negation import edited
from training.encoder.net import HEADS, Shape
from training.encoder.phrases import phrases
from training.encoder.vocabulary import chosen, cuckoo

TASKS = (*HEADS, "shopping", "edited")
SHORT = 32
"""Characters of a review that may be edited."""
EDITED_REVIEWS = 40_000
PHRASES = 12_000
GLAD = frozenset({1, 2, 4, 7, 8, 13, 14, 16, 28, 32, 40, 42, 43})
SORE = frozenset({0, 3, 6, 10, 12, 19, 20, 21, 22, 23, 26, 27, 31, 34, 35, 36, 37})
"""KOTE's emotions that speak for and against what a comment is about."""
SHARES = {"neutral": 0.4, "positive": 0.55}
REPEATS = {"emotion": 4, "hate": 3, "kind": 2, "shopping": 3, "act": 1, "edited": 1}


@dataclass
class Sets:
    """Rows of all tasks. `polarity` -1: none; `offset`: the prior's log odds in what is drawn."""

    slots: NDArray[np.uint16]
    start: NDArray[np.int64]
    length: NDArray[np.int64]
    task: NDArray[np.int64]
    label: NDArray[np.int64]
    marks: NDArray[np.bool_]
    polarity: NDArray[np.int64]
    offset: NDArray[np.float32]
    part: NDArray[np.str_]
    texts: list[str]

    def rows(self, task: str, part: str) -> NDArray[np.int64]:
        """Numbers of the rows of a task in a part."""
        return np.flatnonzero((self.task == TASKS.index(task)) & (self.part == part))

    def drawn(self, draw: np.random.Generator, heads: Sequence[str]) -> NDArray[np.int64]:
        """An epoch: all negative reviews, a share of the many positive and neutral, the small sets repeated."""
        ratings = self.rows("rating", "train")
        luck = draw.random(len(ratings))
        polarity = self.polarity[ratings]
        kept = [ratings[polarity == 0]]
        kept.append(ratings[(polarity == 1) & (luck < SHARES["positive"])])
        kept.append(ratings[(polarity == -1) & (luck < SHARES["neutral"])])
        for task, times in REPEATS.items():
            rows = self.rows(task, "train")
            if task in HEADS and task not in heads:
                rows = rows[self.polarity[rows] >= 0]
            kept.append(np.tile(rows, times))
        return draw.permutation(np.concatenate(kept))


def load(folder: Path, shape: Shape, seed: int) -> Sets:
    """All sets, with the vocabulary; `owners.npy` in the folder is made where it is missing."""
    examples = [
        *corpora.nsmc(), *corpora.speech_acts(), *corpora.emotions(),
        *corpora.hate(), *corpora.hate_kinds(), *corpora.shopping(),
    ]  # fmt: skip
    place = folder / "owners.npy"
    if not place.exists():
        np.save(place, _vocabulary([one for one in examples if one.part == "train"], shape))
    draw = random.Random(seed)
    found = examples + _edits(examples, draw) + _spoken(examples, draw)
    if shape.worldly:
        made = phrases(PHRASES, draw)
        found += [Example("edited", text, label, "train") for text, label in made]
    return _arrays(found, np.load(place), shape)


def _vocabulary(examples: list[Example], shape: Shape) -> NDArray[np.uint8]:
    def texts(low: int, high: int) -> list[str]:
        return [e.text for e in examples if e.task == "rating" and low <= e.label <= high]

    other = [e.text for e in examples if e.task not in ("rating", "shopping")]
    goods = [[e.text for e in examples if e.task == "shopping" and e.label == k] for k in (0, 1)]
    sides = (texts(1, 4) + 3 * goods[0], texts(9, 10) + 3 * goods[1])
    grams = chosen((texts(5, 8), *sides, other), shape.grams, spaced=shape.spaced)
    return cuckoo(grams, shape.slots)


def _edits(examples: list[Example], draw: random.Random) -> list[Example]:
    found, reviews = [], []
    for one in examples:
        if one.part != "train":
            continue
        text = one.text.strip()
        if one.task == "shopping":
            copies = edited(text, one.label, draw) + edited(text, one.label, draw)
            found += [
                Example("edited", copy, label, "train") for copy, label in dict.fromkeys(copies)
            ]
        elif one.task == "rating" and len(text) <= SHORT and not 4 < one.label < 9:
            copies = edited(text, int(one.label > 4), draw)
            reviews += [Example("edited", copy, label, "train") for copy, label in copies]
    reviews = list(dict.fromkeys(reviews))
    draw.shuffle(reviews)
    print(f"edits: {len(found)} of shopping, {len(reviews)} of reviews")
    return found * 2 + reviews[:EDITED_REVIEWS]


def _spoken(examples: list[Example], draw: random.Random) -> list[Example]:
    """The speech acts once more with punctuation, which the set has none of."""
    marks = {0: " .", 1: "..!", 2: "???", 3: ".! ", 4: "?!?", 5: "?!.", 6: "?.!"}
    return [
        one._replace(text=one.text + draw.choice(marks[one.label]) * draw.choice((1, 1, 1, 2, 3)))
        for one in examples
        if one.task == "act" and one.part == "train" and draw.random() < 0.6
    ]


def _arrays(examples: list[Example], owners: NDArray[np.uint8], shape: Shape) -> Sets:
    texts = [one.text for one in examples]
    pieces, breaks = [], [np.zeros(1, np.int64)]
    for begin in range(0, len(texts), 4000):
        codes, ends = buffer(texts[begin : begin + 4000], spaced=shape.spaced)
        pieces.append(np.ascontiguousarray(slots(*rolled(codes, ends), owners).T))
        breaks.append(ends[1:] + breaks[-1][-1])
    ends = np.concatenate(breaks)
    task = np.array([TASKS.index(one.task) for one in examples])
    label = np.array([-1 if isinstance(one.label, tuple) else one.label for one in examples])
    marks = np.zeros((len(examples), 44), np.bool_)
    for row, one in enumerate(examples):
        if isinstance(one.label, tuple):
            marks[row, list(one.label)] = True
    rating = task == TASKS.index("rating")
    polarity = np.where(rating, np.where(label <= 4, 0, np.where(label >= 9, 1, -1)), -1)
    polarity = np.where(task >= TASKS.index("shopping"), label, polarity)
    felt = np.array([_felt(one) if shape.worldly else -1 for one in examples])
    polarity = np.where(felt >= 0, felt, polarity)
    part = np.array([one.part for one in examples])
    learnt = rating & (part == "train")
    odds = SHARES["positive"] * (learnt & (polarity == 1)).sum() / (learnt & (polarity == 0)).sum()
    offset = np.where(rating, np.log(odds), 0).astype(np.float32)
    label = np.where(rating, label - 1, label)
    return Sets(np.concatenate(pieces), ends[:-1], np.diff(ends), task, label, marks, polarity, offset, part, texts)  # fmt: skip


def _felt(comment: Example) -> int:
    """Polarity of a comment by its emotions: 1, 0, or -1 where they do not speak one way."""
    if comment.task != "emotion" or not isinstance(comment.label, tuple):
        return -1
    marks = set(comment.label)
    glad, sore = len(marks & GLAD), len(marks & SORE)
    if max(glad, sore) < 2 or min(glad, sore) * 3 > max(glad, sore):
        return -1
    return int(glad > sore)


def batches(
    sets: Sets, rows: NDArray[np.int64], size: int, draw: np.random.Generator | None = None
) -> Iterator[NDArray[np.int64]]:
    """Batches of texts of like length; shuffled where `draw` is given."""
    for begin in range(0, len(rows), size * 32):
        chunk = rows[begin : begin + size * 32]
        chunk = chunk[np.argsort(sets.length[chunk], kind="stable")]
        order = np.arange(0, len(chunk), size)
        for place in draw.permutation(order) if draw else order:
            yield chunk[place : place + size]


def inputs(sets: Sets, rows: NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
    """Slots (batch, positions, 4) padded with 0, and lengths."""
    lengths = sets.length[rows]
    place = np.arange(lengths.max())
    flat = sets.start[rows][:, None] + np.minimum(place, lengths[:, None] - 1)
    found = sets.slots[flat].astype(np.int64)
    found[place[None] >= lengths[:, None]] = 0
    return torch.from_numpy(found), torch.from_numpy(lengths)
