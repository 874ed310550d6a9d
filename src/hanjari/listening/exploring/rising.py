"""Rising: words said in more of the messages than in the period before, and surely so.

Significance by the log-likelihood ratio G² of Dunning, "Accurate Methods for the Statistics of
Surprise and Coincidence", 1993, on the messages that have the word: it holds where counts are
small, which chi-square does not.
"""

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from hanjari.language.terms import words
from hanjari.listening.expressions.fitting import form_of, pattern_of
from hanjari.listening.expressions.nodes import Term

LEAST_COUNT = 3
"""Messages that must have the word: two are no trend, whatever the arithmetic says."""
SURE = 15.13
"""G² above which one word in ten thousand would stand by chance (chi-square, one degree, p = .0001)."""
LEAST_BEFORE = 10
"""Messages of the period before, under which nothing can be said to have risen."""
_TRIED = 60


class Risen(NamedTuple):
    """A word, how many messages have it now and had it before, and how surely it rose."""

    word: str
    message_count: int
    before: int
    surprise: float


def risen(now: Sequence[str], before: Sequence[str], limit: int = 12) -> list[Risen]:
    """The words that rose most surely from one set of texts to the other.

    Counted as an expression finds them (a Korean word also within longer ones), so that the
    number is what its link opens.
    """
    if len(before) < LEAST_BEFORE:
        return []
    forms_now, forms_before = _forms(now), _forms(before)
    likely = _likely(now, before)
    found = [_risen(word, forms_now, forms_before) for word in likely]
    sure = sorted((one for one in found if one), key=lambda one: (-one.surprise, one.word))
    return _without_parts(sure)[:limit]


def surprise(count: int, of: int, before: int, of_before: int) -> float:
    """G² of a word in `count` of `of` messages now, `before` of `of_before` then; 0 where it did not rise."""
    if not of or not of_before or count * of_before <= before * of:
        return 0.0
    share = (count + before) / (of + of_before)
    cells = (
        (count, of * share),
        (before, of_before * share),
        (of - count, of * (1 - share)),
        (of_before - before, of_before * (1 - share)),
    )
    return max(0.0, 2 * sum(seen * log(seen / expected) for seen, expected in cells if seen))


def _likely(now: Sequence[str], before: Sequence[str]) -> list[str]:
    """Words that seem to have risen, by counts of whole words: the few that are counted exactly."""
    counts, earlier = _counts(now), _counts(before)
    tried = {
        word: surprise(count, len(now), earlier[word], len(before))
        for word, count in counts.items()
        if count >= LEAST_COUNT
    }
    best = sorted(tried, key=lambda word: (-tried[word], word))
    return [word for word in best[:_TRIED] if tried[word]]


def _risen(word: str, now: Sequence[str], before: Sequence[str]) -> Risen | None:
    search = pattern_of(Term(word)).search
    count, earlier = (sum(search(form) is not None for form in some) for some in (now, before))
    g2 = surprise(count, len(now), earlier, len(before))
    return Risen(word, count, earlier, g2) if count >= LEAST_COUNT and g2 >= SURE else None


def _without_parts(sure: Sequence[Risen]) -> list[Risen]:
    """Of 환불 and 환불금 with the same messages only one is told: the longer."""
    return [
        one
        for one in sure
        if not any(
            one.word != other.word
            and one.word in other.word
            and one.message_count == other.message_count
            for other in sure
        )
    ]


def _counts(texts: Sequence[str]) -> Counter[str]:
    return Counter(word for text in texts for word in set(words(text)))


def _forms(texts: Sequence[str]) -> list[str]:
    return [form_of(text) for text in texts]
