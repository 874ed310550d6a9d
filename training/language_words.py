"""Made-up words with the letters of a language, drawn from lingua's n-gram frequencies.

lingua-language-detector 1.3.5 (Apache-2.0; from sentences of the Leipzig Corpora Collection, CC BY 4.0)
ships how often each letter follows up to four others inside words. From those the counts of whole
n-grams follow, and from the counts where words begin and end: an n-gram is seen more often than all
its extensions to the left together exactly as often as a word begins with it.
"""

import bisect
import importlib.util
import itertools
import json
import random
from collections import defaultdict
from functools import cache
from pathlib import Path

import brotli

_FILES = ("", "unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams")
_LEAST = 1e-9
_LONGEST = 24

Frequencies = dict[str, float]


def followers(code: str, size: int) -> Frequencies:
    """How often the last letter of each n-gram follows the letters before it; of one letter, how often it is."""
    spec = importlib.util.find_spec("lingua")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install --no-deps lingua-language-detector==1.3.5")
    path = Path(spec.origin).parent / "language-models" / code / f"{_FILES[size]}.json.br"
    found = {}
    for share, grams in json.loads(brotli.decompress(path.read_bytes()))["ngrams"].items():
        part, whole = share.split("/")
        found.update(dict.fromkeys(grams.split(" "), int(part) / int(whole)))
    return found


class Words:
    """Draws words of one language."""

    def __init__(self, code: str) -> None:
        counts = {1: followers(code, 1)}
        chances = {size: followers(code, size) for size in range(2, 6)}
        for size in range(2, 6):
            before = counts[size - 1]
            counts[size] = {g: p * before.get(g[:-1], 0) for g, p in chances[size].items()}
        begun = {size: _remaining(counts[size], counts[size + 1], 1) for size in range(1, 5)}
        self._short = [
            (gram, count)
            for size in range(1, 4)
            for gram, count in _remaining(begun[size], begun[size + 1], 0).items()
            if count > _LEAST
        ]
        begins = [(gram, count) for gram, count in begun[4].items() if count > _LEAST]
        self._begins = [gram for gram, _ in self._short + begins]
        self._weights = list(itertools.accumulate(count for _, count in self._short + begins))
        following = defaultdict(list)
        for gram, chance in chances[5].items():
            following[gram[:-1]].append((gram[-1], chance))
        self._next = {
            gram: ([letter for letter, _ in pairs], list(itertools.accumulate(p for _, p in pairs)))
            for gram, pairs in following.items()
        }

    def drawn(self, count: int, chance: random.Random) -> list[str]:
        """So many words, as often as the language has them."""
        places = range(len(self._begins))
        chosen = chance.choices(places, cum_weights=self._weights, k=count)
        return [
            self._begins[place]
            if place < len(self._short)
            else self._grown(self._begins[place], chance)
            for place in chosen
        ]

    def _grown(self, word: str, chance: random.Random) -> str:
        while len(word) < _LONGEST:
            if word[-4:] not in self._next:
                break
            letters, sums = self._next[word[-4:]]
            place = bisect.bisect(sums, chance.random())
            if place >= len(letters):  # what is left of the whole is how often a word ends here
                break
            word += letters[place]
        return word


def _remaining(counts: Frequencies, longer: Frequencies, cut: int) -> Frequencies:
    """Counts less those of the n-grams that go on: to the left with `cut` 1, to the right with 0."""
    left = dict(counts)
    for gram, count in longer.items():
        inner = gram[1:] if cut else gram[:-1]
        if inner in left:
            left[inner] -= count
    return left


@cache
def words_of(code: str, count: int = 300_000) -> list[str]:
    """A stock of words, the same in every run."""
    return Words(code).drawn(count, random.Random(code))
