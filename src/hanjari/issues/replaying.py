"""Replaying: what the rules would have raised of what was said before, with other numbers. Pure.

Time goes in steps; at each the messages of the hours before it are held against the rules as if they
had just come. What fires joins the issue that it would have found open, or is a new one. As nobody
closes an issue here, one counts as open until nothing has joined it for a week.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from hanjari.issues.thresholds import Thresholds
from hanjari.issues.triggers import BY_WORDS, Alike, Fired, Said, fired

STEP = timedelta(hours=2)
OPEN = timedelta(days=7)
MOST = 2_000
"""Messages of a step that are looked at, the newest, as when they come."""

Loud = Callable[[datetime], frozenset[str]]
"""The clusters that were above their usual at a moment."""
Would = dict[str, Any]
"""An issue that would have been raised; JSON, so that a try goes on where it stopped.

`trigger`, `level`, `at`, `last` (ISO times), `causes` ([trigger, cluster]), `messages` (ids).
"""


class Stretch(NamedTuple):
    """A stretch of time to replay: what was said in it and in the hours before, in its order."""

    begin: datetime
    end: datetime
    said: Sequence[Said]


def replay(
    stretch: Stretch, alike: Alike, loud: Loud, numbers: Thresholds, found: list[Would]
) -> list[Would]:
    """The issues of `found`, grown by this stretch, and those that it would have raised."""
    grown = [dict(one) for one in found]
    at = stretch.begin
    while at < stretch.end:
        before, at = at, min(at + STEP, stretch.end)
        begin = at - timedelta(hours=numbers.hours)
        some = [one for one in stretch.said if begin <= one.at < at][-MOST:]
        new = frozenset(one.id for one in some if one.at >= before)
        if new:
            for one in fired(some, new, alike, loud(at), numbers):
                _hold(grown, one, at)
    return grown


def _hold(found: list[Would], one: Fired, at: datetime) -> None:
    """As an issue that is open takes it, or as a new one."""
    ids, cause = set(one.message_ids), [str(one.trigger), one.cluster]
    for issue in found:
        if at - datetime.fromisoformat(issue["last"]) > OPEN:
            continue
        is_same = one.trigger not in BY_WORDS and cause in issue["causes"]
        if is_same or ids.intersection(issue["messages"]):
            _grow(issue, one, at)
            return
    found.append(
        {
            "trigger": str(one.trigger), "level": one.level, "at": at.isoformat(),
            "last": at.isoformat(), "causes": [cause], "messages": sorted(ids),
        }
    )  # fmt: skip


def _grow(issue: Would, one: Fired, at: datetime) -> None:
    new = set(one.message_ids) - set(issue["messages"])
    if new:
        issue["messages"] = sorted(new.union(issue["messages"]))
        issue["last"] = at.isoformat()
    cause = [str(one.trigger), one.cluster]
    if cause not in issue["causes"]:
        issue["causes"] = [*issue["causes"], cause]
    if one.level > issue["level"]:
        issue["level"], issue["trigger"] = one.level, str(one.trigger)
