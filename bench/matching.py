"""Standing queries against posts: `python -m bench.matching [posts]`.

Baseline: what a first draft does, a loop over the queries for every post, each word with `in` and a
look at its edges, every post normalised once. Both sides are given the same posts and queries and
must find the same. Ratios per CPU second (user + system), one process, one core. Source of the goals:
a prototype of this very path on two cores; 143,199 posts a second was Twitter's record (August 2013).
"""

import random
import sys
from collections.abc import Callable, Sequence

from bench.desk import cpu
from bench.posts import Vocabulary, posts
from hanjari.language.normal import normal
from hanjari.listening.expressions import printed
from hanjari.listening.expressions.nodes import All, Any, Hashtag, Node, Not, Term
from hanjari.listening.matching import Matcher

RECORD = 143_199
ALONE = 500
"""Posts that are matched one by one, for what a call costs."""
_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


Clause = tuple[bool, list[tuple[str, bool]]]
"""Whether one of these words is wanted or none may be there; each with whether it is to be whole."""


def loop(nodes: Sequence[Node]) -> Callable[[Sequence[str]], list[list[int]]]:
    """The first draft."""
    queries = list(enumerate(map(_clauses, nodes)))

    def match(texts: Sequence[str]) -> list[list[int]]:
        forms = [" ".join(normal(text).split()) for text in texts]
        return [[number for number, one in queries if _fits(one, form)] for form in forms]

    return match


def _fits(clauses: list[Clause], form: str) -> bool:
    for is_wanted, words in clauses:
        for word, is_whole in words:
            if word in form and (not is_whole or _is_whole(word, form)):
                if not is_wanted:
                    return False
                break
        else:
            if is_wanted:
                return False
    return True


def _clauses(node: Node) -> list[Clause]:
    if isinstance(node, All):
        return [clause for part in node.parts for clause in _clauses(part)]
    if isinstance(node, Not):
        return [(False, _words(node.part))]
    return [(True, _words(node))]


def _words(node: Node) -> list[tuple[str, bool]]:
    if isinstance(node, Any):
        return [word for part in node.parts for word in _words(part)]
    if isinstance(node, Hashtag):
        return [(f"#{node.text}", True)]
    assert isinstance(node, Term)
    return [(node.text, node.text.isascii())]


def _is_whole(word: str, form: str) -> bool:
    place = form.find(word)
    while place >= 0:
        end = place + len(word)
        if form[place - 1 : place] not in _WORD and form[end : end + 1] not in _WORD:
            return True
        place = form.find(word, place + 1)
    return False


def timed(act: Callable[[], object], times: int = 3) -> float:
    """CPU seconds of the quickest run."""
    best = float("inf")
    for _ in range(times):
        before = cpu()
        act()
        best = min(best, cpu() - before)
    return best


def compared(
    name: str, nodes: Sequence[Node], some: Sequence[str], goal: float
) -> tuple[float, bool]:
    """Print one line; the posts a second and whether the goal is met."""
    before = cpu()
    matcher = Matcher([printed(node) for node in nodes])
    built = cpu() - before
    matcher.match(some[:2_000])
    few = some[: max(40, 400_000 // len(nodes))]
    first_draft = loop(nodes)
    slow = len(few) / timed(lambda: first_draft(few), 1)
    fast = len(some) / timed(lambda: matcher.match(some))
    alone = timed(lambda: [matcher.match([one]) for one in some[:ALONE]]) / ALONE
    found = matcher.match(some)
    wrong = sum(one != other for one, other in zip(first_draft(few), found, strict=False))
    hits = sum(map(len, found)) / len(some)
    print(
        f"{name}, {len(nodes):,} queries: loop {slow:,.0f}, matcher {fast:,.0f} posts a CPU second:"
        f" ratio {fast / slow:,.0f} (goal {goal:g}); ready in {built:.2f} s, {hits:.2f} hits a post,"
        f" {wrong} of {len(few):,} posts otherwise; a post alone {alone * 1e6:.0f} µs"
    )
    return fast, fast / slow >= goal and not wrong


def main() -> int:
    """Print the table; 1 when a goal is missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    every = posts(100_000)
    vocabulary = Vocabulary(every)
    some = random.Random(1).sample(every, min(count, len(every)))  # noqa: S311 (a bench, not a secret)
    print(f"{len(some):,} posts, {sum(map(len, some)) / len(some):.0f} signs each")
    small, small_met = compared("brands", vocabulary.queries(1_000), some, 100)
    big, big_met = compared("brands", vocabulary.queries(10_000), some, 600)
    _hot, hot_met = compared("hot words", vocabulary.hot(10_000), some, 150)
    print(f"10,000 queries on one core: {big:,.0f} posts a second (goal {RECORD:,})")
    print(f"ten times the queries: {big / small:.2f} of the pace (goal 0.55)")
    return int(not (small_met and big_met and hot_met and big >= RECORD and big / small >= 0.55))


if __name__ == "__main__":
    sys.exit(main())
