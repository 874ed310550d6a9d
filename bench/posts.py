"""Real posts and made standing queries: what the benches of matching and of the firehose share.

Queries have the shape of brand monitoring, 70 % Korean: 40 % one of one to six rare words; 30 % rare
words beside common ones; 20 % the same with words that exclude; 10 % phrases and hashtags. Rare and
common is what the posts themselves say.
"""

import csv
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import islice

from bench.desk import ROOT, texts
from hanjari.listening.expressions.nodes import All, Any, Hashtag, Node, Not, Term

DATA = ROOT.parent / "shared" / "data"
_HANGUL = re.compile("[가-힣]{2,}").findall
_LATIN = re.compile("[a-z]{3,}").findall
_SAYABLE = re.compile(r"[가-힣a-z0-9 .,!?~']+").fullmatch
_COMMON = 300
_ENGLISH = 0.16
Words = Sequence[str]


def posts(count: int, seed: int = 2026) -> list[str]:
    """Posts of the four sets that lie beside the checkout, one in six English; made ones elsewhere."""
    found = [*islice(_tweets(), int(count * _ENGLISH)), *islice(_comments(), count // 4)]
    found += texts(max(0, count - len(found)))
    random.Random(seed).shuffle(found)  # noqa: S311 (a bench, not a secret)
    return found[:count]


def _tweets() -> Iterator[str]:
    path = DATA / "semeval_sentiment_en" / "subtaskA.tsv.xz"
    if path.exists():
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for row in file:
                yield row.rstrip("\n").split("\t")[-1]


def _comments() -> Iterator[str]:
    for path, column in (
        (DATA / "kote" / "val.tsv", 1),
        (DATA / "ko_hate_beep" / "labeled_train.tsv", 0),
    ):
        if path.exists():
            with path.open(encoding="utf-8") as file:
                for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                    yield row[column]


class Vocabulary:
    """Rare and common words of some posts, by language."""

    def __init__(self, some: Sequence[str]) -> None:
        korean: Counter[str] = Counter()
        latin: Counter[str] = Counter()
        phrases: Counter[str] = Counter()
        for text in some:
            form = text.lower()
            korean.update(sorted({word[:3] for word in _HANGUL(form)}))
            latin.update(sorted({*_LATIN(form)}))
            words = form.split()
            if len(words) > 2:
                phrases[" ".join(words[1:3])] += 1
        self.korean, self.latin = _split(korean), _split(latin)
        self.phrases = [phrase for phrase in phrases if _SAYABLE(phrase)]

    def queries(self, count: int, seed: int = 7) -> list[Node]:
        """The set described above."""
        dice = random.Random(seed)  # noqa: S311 (a bench, not a secret)
        return [self._query(dice) for _ in range(count)]

    def quiet(self, loud: float) -> "Vocabulary":
        """The same, but only this share of the rare words is said by somebody: the others have a letter more."""
        dice = random.Random(5)  # noqa: S311 (a bench, not a secret)

        def muted(words: Words) -> Words:
            return [
                word if dice.random() < loud else f"{word}{'q' if word.isascii() else '쿄'}"
                for word in words
            ]

        other = copy(self)
        other.korean = muted(self.korean[0]), self.korean[1]
        other.latin = muted(self.latin[0]), self.latin[1]
        other.phrases = list(muted(self.phrases))
        return other

    def hot(self, count: int, seed: int = 7) -> list[Node]:
        """Common words beside common ones: the worst case."""
        dice = random.Random(seed)  # noqa: S311 (a bench, not a secret)
        made: list[Node] = []
        for _ in range(count):
            _rare, common = self._words(dice)
            made.append(All((_any(dice, common, 1, 4), _any(dice, common, 2, 10))))
        return made

    def _words(self, dice: random.Random) -> tuple[Words, Words]:
        return self.korean if dice.random() < 0.7 else self.latin

    def _query(self, dice: random.Random) -> Node:
        rare, common = self._words(dice)
        shape = dice.random()
        if shape < 0.4:
            return _any(dice, rare, 1, 6)
        if shape < 0.9:
            parts = [_any(dice, rare, 1, 4), _any(dice, common, 2, 10)]
            if shape >= 0.7:
                parts.append(Not(_any(dice, [*rare, *common], 1, 6)))
            return All(tuple(parts))
        if shape < 0.95:
            return Term(dice.choice(self.phrases), is_phrase=True)
        return Any((Hashtag(dice.choice(rare)), Term(dice.choice(rare))))


def _split(counts: Counter[str]) -> tuple[Words, Words]:
    """Rare words, seen twice to fifty times, and the most common ones."""
    common = [word for word, _count in counts.most_common(_COMMON)]
    return [word for word, count in counts.items() if 2 <= count <= 50], common


def _any(dice: random.Random, words: Words, least: int, most: int) -> Node:
    some = tuple(Term(word) for word in dice.sample(words, dice.randint(least, most)))
    return some[0] if len(some) == 1 else Any(some)
