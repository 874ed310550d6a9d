"""Back-test: would the tables have read what members judged, without having seen it? Cross-validated.

A part (sentiment, one intent, urgency …) is taken only when it is better by a clear margin: what it
sets right against all that it would spoil, by a one-sided sign test, and next to nothing forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from math import comb

import numpy as np
from numpy.typing import NDArray

from hanjari.language.training.decisions import TELLING, Odds, Part, decided, safe
from hanjari.language.training.fitting import Floats, Grams, fit

FOLDS = 5
FEWEST = 8
"""Judgements on which the base was wrong, below which nothing is learnt of a part."""
CHANCE = 0.05
"""Of the sign test: how likely so good a result may be when the tables were no better."""
SHARE = 0.3
"""Of what the base got wrong, at least so much must come right."""
FORGOTTEN = 0.02
"""Of what nobody corrected, at most so much may be read otherwise."""


class Verdict(StrEnum):
    """What becomes of a part."""

    BETTER = "better"
    TOO_FEW = "too_few"
    NO_BETTER = "no_better"
    NOT_CLEAR = "not_clear"
    FORGETS = "forgets"


@dataclass(frozen=True)
class Figures:
    """Of one part: counts of messages that the tested tables had not seen, and the verdict.

    `judged` by members, `wrong` of these by the base; `fixed` of the wrong ones, `broken` of the right
    ones; `guarded` that nobody corrected, `changed` of these; `chance` is the sign test's.
    """

    part: str
    judged: int
    wrong: int
    fixed: int = 0
    broken: int = 0
    guarded: int = 0
    changed: int = 0
    chance: float = 1.0
    verdict: Verdict = Verdict.TOO_FEW


@dataclass(frozen=True)
class Lesson:
    """All texts as grams with the base's log-odds and what they should be, over the labels.

    `target` (texts, labels) is NaN where nobody judged; `care` (texts,) is how much each counts when
    nobody judged it: 0 for one that was judged. `folds` (texts,) keeps a conversation together.
    """

    grams: Grams
    odds: Odds
    target: Odds
    care: Floats
    folds: NDArray[np.int64]


def fold_of(group: str) -> int:
    """The fold of a group, the same in every run."""
    return blake2b(group.encode("utf-8", "surrogatepass"), digest_size=4).digest()[0] % FOLDS


def tested(lesson: Lesson, part: Part) -> Figures:
    """The figures of a part by cross-validation."""
    columns = part.columns
    is_judged = ~np.isnan(lesson.target[:, columns]).any(axis=1)
    before = decided(part, lesson.odds[:, columns])
    wanted = np.where(is_judged, _wanted(part, lesson.target[:, columns]), before)
    wrong = is_judged & (before != wanted)
    figures = Figures(part.name, int(is_judged.sum()), int(wrong.sum()))
    if figures.wrong < FEWEST or len(set(lesson.folds[wrong])) < 2:
        return figures
    after = decided(part, _foreseen(lesson, part))
    guarded = ~is_judged
    return _judged(
        Figures(
            part.name,
            figures.judged,
            figures.wrong,
            fixed=int((wrong & (after == wanted)).sum()),
            broken=int((is_judged & ~wrong & (after != wanted)).sum()),
            guarded=int(guarded.sum()),
            changed=int((guarded & (after != before)).sum()),
        )
    )


def weights_of(lesson: Lesson, part: Part, is_in: NDArray[np.bool_]) -> list[Floats]:
    """Weights of the part's labels, fitted to those texts that are in."""
    found = []
    for column in part.columns:
        odds, target = lesson.odds[:, column], lesson.target[:, column]
        is_judged = ~np.isnan(target)
        likely = 1 / (1 + np.exp(-odds))
        care = np.where(is_judged, 1.0, lesson.care) * is_in
        found.append(fit(lesson.grams, odds, np.where(is_judged, target, likely), care))
    return found


def _foreseen(lesson: Lesson, part: Part) -> Odds:
    """Log-odds of the part's labels for each text, by tables that have not seen its fold."""
    odds = lesson.odds[:, part.columns].copy()
    for fold in range(FOLDS):
        out = lesson.folds == fold
        if not out.any():
            continue
        weights = weights_of(lesson, part, ~out)
        shifts = safe(np.stack([lesson.grams.times(one) for one in weights], axis=1), part.labels)
        shifts[np.abs(shifts).max(axis=1) < TELLING] = 0
        odds[out] += shifts[out]
    return odds


def _wanted(part: Part, target: Odds) -> NDArray[np.int64]:
    """What the members' values decide, in the numbers of `decided`."""
    return decided(part, np.where(np.nan_to_num(target) > 0.5, 6.0, -6.0))


def _judged(figures: Figures) -> Figures:
    harm = figures.broken + figures.changed
    chance = _sign_test(figures.fixed, harm)
    verdict = Verdict.BETTER
    if figures.fixed <= harm:
        verdict = Verdict.NO_BETTER
    elif figures.changed > FORGOTTEN * max(figures.guarded, 1):
        verdict = Verdict.FORGETS
    elif chance > CHANCE or figures.fixed < SHARE * figures.wrong:
        verdict = Verdict.NOT_CLEAR
    values = {name: getattr(figures, name) for name in figures.__dataclass_fields__}
    return Figures(**{**values, "chance": round(chance, 5), "verdict": verdict})


def _sign_test(good: int, bad: int) -> float:
    """How likely at least so many good ones are if good and bad were equally likely (exact)."""
    total = good + bad
    return float(sum(comb(total, k) for k in range(good, total + 1)) / 2**total)


def everyone(lesson: Lesson) -> NDArray[np.bool_]:
    """All texts: what the tables that are kept are made from."""
    return np.ones(len(lesson.folds), dtype=bool)


def folds_of(groups: Sequence[str]) -> NDArray[np.int64]:
    """The folds of texts by their groups."""
    return np.array([fold_of(group) for group in groups], dtype=np.int64)
