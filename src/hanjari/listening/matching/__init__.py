"""Matching: every post against every standing query, a batch at a time. No database, no Django."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hanjari.listening.matching.post import Post

if TYPE_CHECKING:
    from hanjari.listening.matching.matcher import Matcher

__all__ = ["Matcher", "Post"]


def __getattr__(name: str) -> Any:
    """Loaded when somebody first matches: numpy is no load for pages."""
    if name == "Matcher":
        return import_module("hanjari.listening.matching.matcher").Matcher
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
