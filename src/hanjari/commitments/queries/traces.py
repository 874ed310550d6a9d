"""Walking along traces, up to what was said and down to what came of it."""

from collections.abc import Iterable

from django.db.models import Q

from hanjari.commitments.models import Trace

Node = tuple[str, int]
DEEPEST = 8
"""Steps of a walk: message → issue → statement → commitment → its successor is four."""


def sources_of(target: Node, *kinds: str) -> list[Node]:
    """Everything that led to `target`, through whatever lies between, nearest first; only these kinds, if named."""
    return _walk(target, kinds, is_up=True)


def led_to(source: Node, *kinds: str) -> list[Node]:
    """Everything that `source` led to, nearest first; only these kinds, if named."""
    return _walk(source, kinds, is_up=False)


def _walk(start: Node, kinds: Iterable[str], *, is_up: bool) -> list[Node]:
    here, there = ("target", "source") if is_up else ("source", "target")
    met: dict[Node, None] = {}
    edge = {start}
    for _depth in range(DEEPEST):
        found = {
            (str(kind), int(number))
            for kind, ids in _by_kind(edge).items()
            for some in _some(ids)
            for kind, number in Trace.objects.filter(
                Q(**{f"{here}_kind": kind, f"{here}_id__in": some})
            ).values_list(f"{there}_kind", f"{there}_id")
        }
        edge = found - met.keys() - {start}
        met |= dict.fromkeys(sorted(edge))
        if not edge:
            break
    wanted = set(kinds)
    return [node for node in met if not wanted or node[0] in wanted]


def _by_kind(nodes: Iterable[Node]) -> dict[str, list[int]]:
    ids: dict[str, list[int]] = {}
    for kind, number in nodes:
        ids.setdefault(kind, []).append(number)
    return ids


def _some(ids: list[int], most: int = 500) -> Iterable[list[int]]:
    return (ids[begin : begin + most] for begin in range(0, len(ids), most))
