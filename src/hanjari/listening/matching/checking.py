"""Checking: queries whose clauses do not say everything; reads only where nothing else is left to ask."""

from collections.abc import Callable, Iterable, Sequence

from hanjari import language
from hanjari.listening.expressions.fitting import Known, fits
from hanjari.listening.expressions.nodes import Field, Node
from hanjari.listening.matching.hits import Hits
from hanjari.listening.matching.leaves import Leaves
from hanjari.listening.matching.plans import Plan
from hanjari.listening.matching.post import Post
from hanjari.listening.matching.trees import Ask, Tree

Read = Callable[[Sequence[int]], "Sequence[language.Reading | Known]"]
"""What is read of the posts with these numbers."""
Pair = tuple[int, int]
"""The numbers of a text and of a query."""


class Checks:
    """Whole trees for the queries whose plan is not enough."""

    def __init__(self, nodes: Sequence[Node], plans: Sequence[Plan], leaves: Leaves) -> None:
        self._waiting = leaves.waiting
        self.trees = {
            number: Tree(node, leaves)
            for number, (node, plan) in enumerate(zip(nodes, plans, strict=True))
            if not plan.is_exact
        }

    def fitting(
        self, pairs: Iterable[Pair], hits: Hits, posts: Callable[[int], Post], read: Read
    ) -> list[Pair]:
        """Which pairs are so, all of queries with trees."""
        fit: list[Pair] = []
        unread: list[Pair] = []
        for text, query in pairs:
            answer = self.trees[query].answer(hits.of(text), self._unread(posts(text)))
            if answer:
                fit.append((text, query))
            elif answer is None:
                unread.append((text, query))
        return fit + self._read(unread, hits, posts, read) if unread else fit

    def _read(
        self, unread: Sequence[Pair], hits: Hits, posts: Callable[[int], Post], read: Read
    ) -> list[Pair]:
        texts = list(dict.fromkeys(text for text, _query in unread))
        known = {text: known_of(one) for text, one in zip(texts, read(texts), strict=True)}
        return [
            (text, query)
            for text, query in unread
            if self.trees[query].answer(hits.of(text), self._asked(posts(text), known[text]))
        ]

    def _unread(self, post: Post) -> Ask:
        def ask(number: int) -> bool | None:
            leaf = self._waiting[number]
            return None if isinstance(leaf, Field) else fits(leaf, post)

        return ask

    def _asked(self, post: Post, known: Known) -> Ask:
        return lambda number: fits(self._waiting[number], post, known)


def known_of(reading: "language.Reading | Known") -> Known:
    """What fields may ask of a reading: every sure intent, or the primary one."""
    if isinstance(reading, Known):
        return reading
    sure = tuple(name for name, p in reading.intents.items() if p >= language.SURE)
    return Known(reading.language, reading.sentiment.label or "", sure or (reading.intent,))
