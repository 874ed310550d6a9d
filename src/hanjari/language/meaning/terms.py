"""The words that name a group of texts: frequent in it, rare in the others.

Class-based TF-IDF (Grootendorst, "BERTopic", 2022): a term's share in the group times
log(1 + mean words a group / the term's count everywhere).
"""

import math
from collections import Counter
from collections.abc import Sequence

from hanjari.language.terms import words


def named(groups: Sequence[Sequence[str]], limit: int = 8) -> list[tuple[str, ...]]:
    """For each group of texts at most `limit` terms, the most telling first."""
    counts = [Counter(word for text in group for word in set(words(text))) for group in groups]
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    mean = total.total() / max(1, len(counts))
    return [_telling(count, total, mean, limit) for count in counts]


def _telling(count: Counter[str], total: Counter[str], mean: float, limit: int) -> tuple[str, ...]:
    weights = {word: n * math.log1p(mean / total[word]) for word, n in count.items()}
    best = sorted(weights, key=lambda word: (-weights[word], word))
    return tuple(best[:limit])
