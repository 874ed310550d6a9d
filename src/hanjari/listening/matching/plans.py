"""Plans: what must and must not be found in a post for a query to fit, as sets of leaf numbers.

A plan is a conjunction: of each clause some leaf is there, of the barred ones none. It holds for
every post that fits. Where it is not enough (`is_exact` False: NEAR, fields, OR of ANDs) the tree
itself has the last word.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hanjari.listening.expressions.nodes import All, Any, Near, Node, Not, Term
from hanjari.listening.matching.leaves import Leaves

Numbers = frozenset[int]
Weigh = Callable[[Numbers], float]
"""How often some of these leaves is found, as far as anybody can tell."""

_NONE: Numbers = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is so of every post that fits."""

    clauses: tuple[Numbers, ...] = ()
    barred: Numbers = _NONE
    is_exact: bool = True

    @property
    def is_one_clause(self) -> bool:
        """Whether any leaf of one clause is all that it takes."""
        return self.is_exact and not self.barred and len(self.clauses) == 1


Sides = tuple[Plan, Plan]
"""What holds where a node fits, and where it does not."""


def plan_of(node: Node, leaves: Leaves, weigh: Weigh) -> Plan:
    """The plan of a query; without recursion, so that no depth of a tree exhausts the stack."""
    done: list[Sides] = []
    open_nodes: list[tuple[Node, bool]] = [(node, False)]
    while open_nodes:
        here, is_second = open_nodes.pop()
        words = _words(here, leaves) if isinstance(here, Any) and not is_second else None
        if words:
            done.append((Plan((words,)), Plan(barred=words)))
        elif isinstance(here, All | Any | Not) and not is_second:
            open_nodes.append((here, True))
            parts = (here.part,) if isinstance(here, Not) else here.parts
            open_nodes += [(part, False) for part in parts]
        else:
            done.append(_sides(here, done, leaves, weigh))
    return done[0][0]


def _words(node: Any, leaves: Leaves) -> Numbers | None:
    """Of what most queries are made of, words beside words, the numbers; None where there is more to it."""
    if not all(isinstance(part, Term) for part in node.parts):
        return None
    numbers = frozenset(leaves.number(part) for part in node.parts if isinstance(part, Term))
    return None if leaves.waiting and not numbers.isdisjoint(leaves.waiting) else numbers


def _sides(node: Node, done: list[Sides], leaves: Leaves, weigh: Weigh) -> Sides:
    if isinstance(node, Not):
        fits, fails = done.pop()
        return fails, fits
    if isinstance(node, All | Any):
        first = len(done) - len(node.parts)
        parts = done[first:]
        del done[first:]
        if isinstance(node, All):
            return _both([one[0] for one in parts]), _either([one[1] for one in parts], weigh)
        return _either([one[0] for one in parts], weigh), _both([one[1] for one in parts])
    number = leaves.number(node)
    if number not in leaves.waiting:
        alone = frozenset((number,))
        return Plan((alone,)), Plan(barred=alone)
    return Plan(_known_of(node, leaves), is_exact=False), Plan(is_exact=False)


def _known_of(node: Node, leaves: Leaves) -> tuple[Numbers, ...]:
    """Of two near terms, both are there; of a field nothing is known."""
    if isinstance(node, Near):
        numbers = {leaves.number(node.left), leaves.number(node.right)}
        return tuple(frozenset((one,)) for one in numbers if one not in leaves.waiting)
    return ()


def _both(plans: Sequence[Plan]) -> Plan:
    clauses = dict.fromkeys(clause for plan in plans for clause in plan.clauses)
    barred = _NONE.union(*[plan.barred for plan in plans])
    return Plan(tuple(clauses), barred, all(plan.is_exact for plan in plans))


def _either(plans: Sequence[Plan], weigh: Weigh) -> Plan:
    if len(plans) == 1:
        return plans[0]
    if not all(plan.clauses for plan in plans):
        return Plan(is_exact=False)
    clause = _NONE.union(
        *[min(one.clauses, key=weigh) if len(one.clauses) > 1 else one.clauses[0] for one in plans]
    )
    return Plan((clause,), is_exact=all(plan.is_one_clause for plan in plans))
