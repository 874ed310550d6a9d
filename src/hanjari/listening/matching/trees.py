"""Trees: a whole query asked of one post, where a plan is not enough. Yes, no, or not known yet."""

from collections.abc import Callable, Set

from hanjari.listening.expressions.nodes import All, Any, Node, Not
from hanjari.listening.matching.leaves import Leaves

Ask = Callable[[int], bool | None]
"""What a post says to a leaf that is waiting; None where it would have to be read."""


class Tree:
    """A query as steps for a stack of answers, so that no depth exhausts ours (Kleene's logic of three values)."""

    def __init__(self, node: Node, leaves: Leaves) -> None:
        self._steps: list[tuple[str, int]] = []
        open_nodes: list[Node] = [node]
        while open_nodes:
            here = open_nodes.pop()
            if isinstance(here, All | Any):
                self._steps.append(("all" if isinstance(here, All) else "any", len(here.parts)))
                open_nodes += here.parts
            elif isinstance(here, Not):
                self._steps.append(("not", 1))
                open_nodes.append(here.part)
            else:
                number = leaves.number(here)
                self._steps.append(("wait" if number in leaves.waiting else "leaf", number))
        self._steps.reverse()

    def answer(self, present: Set[int], ask: Ask) -> bool | None:
        """Whether a post fits in which these leaves were found."""
        answers: list[bool | None] = []
        for step, number in self._steps:
            if step == "leaf":
                answers.append(number in present)
            elif step == "wait":
                answers.append(ask(number))
            else:
                first = len(answers) - number
                parts = answers[first:]
                del answers[first:]
                answers.append(_answer(step, parts))
        return answers[0]


def _answer(step: str, parts: list[bool | None]) -> bool | None:
    if step == "not":
        return None if parts[0] is None else not parts[0]
    decides = step == "any"
    if decides in parts:
        return decides
    return None if None in parts else not decides
