"""Telling entries in plain words: each room teaches its events' patterns, filled with the entry's own facts.

The member who acted stands in a column of their own, so that the patterns begin with the verb.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hanjari.journal.models import Entry
from hanjari.kit.web import times
from hanjari.people.permissions import STANDARD_WORDS

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?[+-]\d\d:\d\d")
"""A moment as facts keep it; readers get it in their own zone and words."""
_sentences: dict[str, Promise] = {}
_words_of: dict[str, Promise] = dict(STANDARD_WORDS)


def teach(sentences: Mapping[str, Promise], words: Mapping[str, Promise] | None = None) -> None:
    """Register a room's patterns, and what the words inside its facts are called."""
    _sentences.update(sentences)
    _words_of.update(words or {})


class _Facts(dict[str, str]):
    """A pattern's facts; one that is not there reads as a gap."""

    def __missing__(self, key: str) -> str:
        return "…"


def outline(event: str) -> str:
    """An event's pattern with gaps, to choose it from a list."""
    return str(_sentences[event]) % _Facts()


def tell(entry: Entry) -> str:
    """The entry as a sentence; an event that nobody has put into words shows its name and facts."""
    pattern = _sentences.get(entry.event)
    if pattern is None:
        return " · ".join([entry.event, *(f"{k}: {v}" for k, v in _readable(entry.facts).items())])
    told = str(pattern) % _Facts(_readable(entry.facts))
    return told.removesuffix(" (…)")


def _readable(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name: words for name, value in facts.items() if (words := _words(value))}


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_words(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_words(each)}" for name, each in value.items())
    if isinstance(value, str) and _TIME.fullmatch(value):
        return times.stamp(datetime.fromisoformat(value))
    return "" if value is None else str(_words_of.get(str(value), value))
