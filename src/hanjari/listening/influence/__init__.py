"""Influence: who moves first, news or social, by hourly counts and by times; pure NumPy, no rows.

It says "appears before" and "predicts", never "causes": a third thing may move both.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hanjari.listening.influence.looking import findings

__all__ = ["FARTHEST", "METHOD", "findings"]

METHOD = "influence-3"
"""Stands beside every stored result; a change of a formula or a threshold makes it another one."""
FARTHEST = 48
"""Hours that one may appear before the other."""

_NEEDS_NUMPY = {"findings": "hanjari.listening.influence.looking"}


def __getattr__(name: str) -> Any:
    if name in _NEEDS_NUMPY:
        return getattr(import_module(_NEEDS_NUMPY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
