"""Making a company's tables: judgements and a guard in, tables and figures out. Pure, seeded by nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from hanjari.language.grams import Table
from hanjari.language.intents import JUDGED_INTENTS
from hanjari.language.normal import normal
from hanjari.language.personal import personal_data
from hanjari.language.reading import Reading
from hanjari.language.training.backtest import (
    Figures,
    Lesson,
    Verdict,
    everyone,
    folds_of,
    tested,
    weights_of,
)
from hanjari.language.training.decisions import LABELS, MOODS, PARTS, Part, log_odds
from hanjari.language.training.everyday import SENTENCES
from hanjari.language.training.fitting import Floats, Grams
from hanjari.language.training.tables import BITS, SiteTables

GUARD_CARE, EVERYDAY_CARE = 0.1, 0.3
"""How much a text counts that nobody judged, beside one that somebody did."""
NEAR = 0.5
"""Cosine from which an unjudged text is too like a corrected one to witness that the base was right."""
_LIGHTEST = 0.02
"""Of the heaviest weight: lighter ones are dropped, so that other words stay unmoved."""

Read = Callable[[Sequence[str]], Sequence[Reading]]


@dataclass(frozen=True)
class Example:
    """What members said of one text, whose conversation is `group`.

    `values` are by aspect, as stored: sentiment 1, 0, -1 (None teaches nothing), intents a list,
    urgency 1 to 4, the others a bool.
    """

    text: str
    group: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """The tables, None when no part was better; the figures of every part that was judged."""

    tables: SiteTables | None
    figures: tuple[Figures, ...]


def train(examples: Sequence[Example], guard: Sequence[str], read: Read) -> Made:
    """Make tables from judged texts; `guard` are texts of the same desk that nobody corrected.

    `read` gives the base's readings. Personal data is blanked before anything is learnt.
    """
    lesson = _lesson(examples, guard, read)
    figures = [tested(lesson, part) for part in PARTS]
    better = [
        part for part, one in zip(PARTS, figures, strict=True) if one.verdict is Verdict.BETTER
    ]
    tables = SiteTables(_table(lesson, better)) if better else None
    return Made(tables, tuple(one for one in figures if one.judged))


def _lesson(examples: Sequence[Example], guard: Sequence[str], read: Read) -> Lesson:
    judged = [_blanked(example.text) for example in examples]
    known = {normal(text) for text in judged}
    others = [text for text in map(_blanked, guard) if normal(text) not in known]
    everyday = [text for text in SENTENCES if normal(text) not in known]
    texts = [*judged, *others, *everyday]
    target = np.full((len(texts), len(LABELS)), np.nan)
    for row, example in enumerate(examples):
        for label, value in _targets(example.values).items():
            target[row, LABELS.index(label)] = value
    grams = Grams.of(texts)
    odds = log_odds(read(texts))
    care = np.array(
        [0.0] * len(judged) + [GUARD_CARE] * len(others) + [EVERYDAY_CARE] * len(everyday)
    )
    groups = [*_groups(examples), *others, *everyday]
    lesson = Lesson(grams, odds, target, care, folds_of(groups))
    return _without_doubtful(lesson, len(judged), len(others))


def _blanked(text: str) -> str:
    """Without personal data: no table holds a piece of it."""
    for span in reversed(personal_data(text)):
        text = text[: span.start] + "∗" + text[span.end :]
    return text


def _groups(examples: Sequence[Example]) -> list[str]:
    """Equal texts stay together, wherever they were said."""
    firsts: dict[str, str] = {}
    return [firsts.setdefault(normal(one.text), one.group) for one in examples]


def _targets(values: dict[str, Any]) -> dict[str, float]:
    """What a judgement says of each label it is about."""
    found: dict[str, float] = {}
    if values.get("sentiment") is not None:
        found |= {
            f"sentiment:{name}": float(values["sentiment"] == mood)
            for mood, name in enumerate(MOODS, -1)
        }
    if "intents" in values:
        found |= {f"intent:{name}": float(name in values["intents"]) for name in JUDGED_INTENTS}
    if "urgency" in values:
        found |= {f"urgency:{level}": float(values["urgency"] >= level) for level in (2, 3, 4)}
    for name in ("needs_answer", "abuse"):
        if name in values:
            found[name] = float(values[name])
    return found


def _without_doubtful(lesson: Lesson, judged: int, guards: int) -> Lesson:
    """Unjudged texts that are like corrected ones witness nothing: they are left out of the lesson."""
    grams = lesson.grams
    sizes = np.sqrt(
        np.maximum(np.bincount(grams.rows, weights=grams.values**2, minlength=grams.count), 1e-9)
    )
    likest = np.zeros(grams.count)
    for row in range(judged):
        dense = np.zeros(len(grams.slots))
        own = grams.rows == row
        dense[grams.columns[own]] = grams.values[own]
        np.maximum(likest, grams.times(dense) / (sizes * sizes[row]), out=likest)
    place = np.arange(grams.count)
    is_guard = (place >= judged) & (place < judged + guards)
    kept = ~(is_guard & (likest >= NEAR))
    return _only(lesson, kept)


def _only(lesson: Lesson, kept: np.ndarray[Any, np.dtype[np.bool_]]) -> Lesson:
    grams = lesson.grams
    new = np.cumsum(kept) - 1
    own = kept[grams.rows]
    rows, columns, values = new[grams.rows[own]], grams.columns[own], grams.values[own]
    fewer = Grams(int(kept.sum()), rows, columns, values, grams.slots, grams.rarity)
    odds, target = lesson.odds[kept], lesson.target[kept]
    return Lesson(fewer, odds, target, lesson.care[kept], lesson.folds[kept])


def _table(lesson: Lesson, parts: Sequence[Part]) -> Table:
    """The parts' weights, fitted to everything, as whole numbers of at most 127 times a scale."""
    found: list[Floats] = []
    for part in parts:
        weights = weights_of(lesson, part, everyone(lesson))
        found += [one * lesson.grams.rarity for one in weights]
    dense = np.stack(found, axis=1)
    heavy = np.abs(dense) / np.maximum(np.abs(dense).max(axis=0, initial=0), 1e-6)
    kept = (heavy.max(axis=1) > _LIGHTEST) & (lesson.grams.slots > 0)
    dense = dense[kept]
    scales = np.maximum(np.abs(dense).max(axis=0, initial=0), 1e-6) / 127
    return Table(
        tuple(label for part in parts for label in part.labels),
        BITS,
        lesson.grams.slots[kept].astype(np.uint32),
        np.rint(dense / scales).astype(np.int8),
        scales.astype(np.float32),
        np.zeros(dense.shape[1], dtype=np.float32),
        rooted=True,
    )
