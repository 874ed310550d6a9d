"""Matcher: all standing queries asked of every post, a batch at a time."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise

import numpy as np

from hanjari import language
from hanjari.kit.collector import held_off
from hanjari.listening.expressions.fitting import Known
from hanjari.listening.expressions.nodes import Node
from hanjari.listening.expressions.parsing import parsed
from hanjari.listening.matching.anchoring import Anchors
from hanjari.listening.matching.checking import Checks, Read
from hanjari.listening.matching.clauses import Clauses
from hanjari.listening.matching.facts import Facts
from hanjari.listening.matching.hits import Hits
from hanjari.listening.matching.leaves import Leaves
from hanjari.listening.matching.plans import Numbers, plan_of
from hanjari.listening.matching.post import Post
from hanjari.listening.matching.scanning import Scanner
from hanjari.listening.matching.table import Places

AT_ONCE = 240_000
"""Characters: enough to pay for the calls, few enough that their arrays need not go far."""
MOST_AT_ONCE = 20_000
"""Texts, where they are short or empty."""
_LEARNS_AT = (500, 20_000)
"""Texts after which it is known better which leaves are rare."""


class Matcher:
    """Standing queries, as texts or as trees, made ready once.

    A query's number in the answers is its place in the given order. Raises `ExpressionError` where
    a text is no expression.
    """

    def __init__(self, queries: Sequence[str | Node]) -> None:
        with held_off():
            self._make_ready(queries)

    def _make_ready(self, queries: Sequence[str | Node]) -> None:
        nodes = [parsed(query) if isinstance(query, str) else query for query in queries]
        leaves = Leaves()
        plans = [plan_of(node, leaves, partial(_guess, leaves)) for node in nodes]
        self._clauses = Clauses(plans)
        self._checks = Checks(nodes, plans, leaves)
        self._needs_tree = np.zeros(len(plans), dtype=bool)
        self._needs_tree[[*self._checks.trees]] = True
        self._scanner = Scanner(leaves)
        self._facts = Facts(leaves)
        self.asks_beside = any(leaves.facts.values())
        """Whether any query asks for more than the words: who wrote, where links lead, which channel."""
        self._found = np.array([_guessed(form) for form in leaves.forms])
        self._seen = 0
        self._anchors = Anchors(self._clauses, self._found)

    def match(self, texts: Sequence[str]) -> list[list[int]]:
        """For each text the numbers of the queries that it fits, ascending.

        Who wrote it, and in which channel, is not known: only what its words tell.
        """
        with held_off():
            return self._all(texts, None, language.read)

    def match_posts(
        self,
        posts: Sequence[Post],
        read: Callable[[Sequence[str]], "Sequence[language.Reading]"] | None = None,
        known: Sequence[Known] | None = None,
    ) -> list[list[int]]:
        """For each post the numbers of the queries that it fits, ascending.

        Only posts that fit but for what is read of them are given to `read` (`language.read` or its
        like), and none where it is `known` of all.
        """
        with held_off():
            texts = [post.text for post in posts]
            return self._all(texts, posts, read or language.read, known)

    def _all(
        self,
        texts: Sequence[str],
        posts: Sequence[Post] | None,
        read: Callable[[Sequence[str]], "Sequence[language.Reading]"],
        known: Sequence[Known] | None = None,
    ) -> list[list[int]]:
        matched: list[list[int]] = []
        for start, end in _pieces(texts):
            some = texts[start:end]

            def look(
                numbers: Sequence[int], some: Sequence[str] = some, start: int = start
            ) -> "Sequence[language.Reading | Known]":
                if known is not None:
                    return [known[start + number] for number in numbers]
                return read([some[number] for number in numbers])

            matched += self._match(some, None if posts is None else posts[start:end], look)
        return matched

    def _match(
        self, texts: Sequence[str], posts: Sequence[Post] | None, read: Read
    ) -> list[list[int]]:
        hits = self._hits(texts, posts)
        self._learn(hits, len(texts))
        rows, queries = self._anchors.candidates(hits, len(texts))
        if self._checks.trees:
            rows, queries = self._checked(rows, queries, hits, texts, posts, read)
        ends = [0, *np.bincount(rows, minlength=len(texts)).cumsum().tolist()]
        numbers = queries.tolist()
        return [numbers[first:last] for first, last in pairwise(ends)]

    def _hits(self, texts: Sequence[str], posts: Sequence[Post] | None) -> Hits:
        numbers, leaves = self._scanner.hits(texts)
        facts = list(self._facts.of(texts, posts))
        if facts:
            more = np.array(facts, dtype=np.int64).T
            numbers, leaves = np.concatenate((numbers, more[0])), np.concatenate((leaves, more[1]))
        return Hits(numbers, leaves)

    def _checked(
        self,
        rows: Places,
        queries: Places,
        hits: Hits,
        texts: Sequence[str],
        posts: Sequence[Post] | None,
        read: Read,
    ) -> tuple[Places, Places]:
        """The same pairs without those that a look at the whole query refuses."""
        is_open = self._needs_tree.take(queries)
        pairs = self._checks.fitting(
            zip(rows[is_open].tolist(), queries[is_open].tolist(), strict=True),
            hits,
            lambda number: posts[number] if posts is not None else Post(texts[number]),
            read,
        )
        more = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        rows = np.concatenate((rows[~is_open], more[:, 0]))
        queries = np.concatenate((queries[~is_open], more[:, 1]))
        order = np.lexsort((queries, rows))
        return rows[order], queries[order]

    def _learn(self, hits: Hits, count: int) -> None:
        """Count what is found, and look queries up by what has proved to be rare."""
        if self._seen > _LEARNS_AT[-1]:
            return
        if not self._seen:
            self._found *= 0.01
        before, self._seen = self._seen, self._seen + count
        self._found += np.bincount(hits.leaves, minlength=len(self._found))
        if any(before < mark <= self._seen for mark in _LEARNS_AT):
            self._anchors = Anchors(self._clauses, self._found)


def _guess(leaves: Leaves, clause: Numbers) -> float:
    return sum(_guessed(leaves.forms[leaf]) for leaf in clause)


def _guessed(form: str) -> float:
    """How often signs are found of which nothing but the length is known."""
    return 1.0 / (1 + len(form.encode(errors="replace"))) ** 2


def _pieces(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where to cut a batch."""
    ends = list(accumulate(map(len, texts)))
    first = so_far = 0
    while first < len(texts):
        last = bisect_left(ends, so_far + AT_ONCE, first)
        last = min(max(last, first + 1), first + MOST_AT_ONCE, len(texts))
        yield first, last
        first, so_far = last, ends[last - 1]
