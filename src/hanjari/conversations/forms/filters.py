"""The query string of the inbox: view, filters and where the page begins.

Read by hand and not by a form: the list is the busiest page, and a wrong value in a link is best
treated as not given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from hanjari.conversations.queries import VIEWS, Filters

_NUMBERS = ("account", "department", "assignee", "label", "person", "urgency")
_WORDS = ("status", "kind", "intent", "sentiment", "needs_answer", "abuse", "language")
_DAYS = ("since", "until")
NAMES = (*_NUMBERS, *_WORDS, *_DAYS, "text")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link of the list says; `told` keeps the values as text, to build other links from."""

    view: str = "mine"
    before: str = ""
    told: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        """From a query string; what can't be read is dropped."""
        told = {name: text for name in NAMES if (text := _clean(name, query.get(name, "")))}
        view = query.get("view", "")
        if view not in VIEWS:
            view = "all" if told else "mine"
        return cls(view, query.get("before", "")[:60], told)

    @classmethod
    def kept(cls, saved: Mapping[str, Any]) -> "Asked":
        """From a saved view, whose days are whole times."""
        told = {name: str(value) for name, value in saved.items() if name not in _DAYS}
        if "since" in saved:
            told["since"] = _local_day(saved["since"]).isoformat()
        if "until" in saved:
            told["until"] = (_local_day(saved["until"]) - _DAY).isoformat()
        return cls.read(told)

    @property
    def filters(self) -> Filters:
        """The same as the list's query understands it; days are the reader's, `until` inclusive."""
        values: dict[str, Any] = {name: self.told.get(name, "") for name in _WORDS}
        values |= {name: int(self.told[name]) for name in _NUMBERS if name in self.told}
        if "since" in self.told:
            values["since"] = _midnight(self.told["since"])
        if "until" in self.told:
            values["until"] = _midnight(self.told["until"]) + _DAY
        return Filters(text=self.told.get("text", ""), **values)

    def link(self, **changes: Any) -> str:
        """The query string of this list with some values changed; None or "" drops one."""
        told = {**self.told, **{name: str(changes[name] or "") for name in changes}}
        view = told.pop("view", self.view)
        before = told.pop("before", "")
        pairs = {"view": view, **told, "before": before}
        return "?" + urlencode({name: text for name, text in pairs.items() if text})

    def narrowed(self, told: Mapping[str, str]) -> "Asked":
        """The same view with these filters instead."""
        return replace(Asked.read({"view": self.view, **told}), view=self.view)


def _clean(name: str, text: str) -> str:
    text = text.strip()[:200]
    if name in _NUMBERS:
        return text if text.isascii() and text.isdigit() and len(text) < 18 else ""
    if name in _DAYS:
        return text if _day(text) else ""
    return text


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _local_day(kept: str) -> date:
    return timezone.localdate(datetime.fromisoformat(kept))


def _midnight(text: str) -> datetime:
    day = _day(text) or date.min
    return timezone.make_aware(datetime.combine(day, time())).astimezone(UTC)
