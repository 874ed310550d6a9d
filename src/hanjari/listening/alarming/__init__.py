"""Alarming: from what standing queries find to one alarm a burst, told in plain words.

Asked for here, the watch is loaded when somebody first calls it: only workers have room for numpy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hanjari.listening.alarming.watching import watch

__all__ = ["watch"]

_NEEDS_NUMPY = {"watch": "hanjari.listening.alarming.watching"}


def __getattr__(name: str) -> Any:
    if name in _NEEDS_NUMPY:
        return getattr(import_module(_NEEDS_NUMPY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
