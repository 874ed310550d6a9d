"""Promises: which answers count as keeping one. Pure; why so: docs/decisions/promises.md."""

from datetime import datetime, timedelta
from enum import StrEnum

NEAR = timedelta(hours=24)
"""From a day before its time on, an answer is taken to be about a promise; so is every later one.

A promise for today or tomorrow is therefore near at once: it is nearly always the answer itself that
was promised. One for a day weeks ahead is a deed (a refund, a visit), and what is said in between is
about something else.
"""


class Choice(StrEnum):
    """What the writer of an answer says of an open promise; nothing said leaves it to the rule."""

    KEPT = "kept"
    MOVED = "moved"
    OPEN = "open"


def is_near(due_at: datetime, at: datetime) -> bool:
    """Whether an answer at that moment is taken to be about the promise."""
    return at >= due_at - NEAR


def outcome(due_at: datetime, at: datetime, *, has_substance: bool, has_new_time: bool) -> str:
    """What an answer of which nobody said anything does to a promise: a `Choice`.

    Near its time a new one takes its place, rather than keeping it: the clock that then runs on costs a
    glance, one that stopped by mistake costs somebody our word.
    """
    if not is_near(due_at, at):
        return Choice.OPEN
    if has_new_time:
        return Choice.MOVED
    return Choice.KEPT if has_substance else Choice.OPEN


def chosen(said: str, by_rule: str, *, has_new_time: bool) -> str:
    """The writer's word before the rule; a move without a new time moves nothing."""
    if said == Choice.MOVED and not has_new_time:
        return Choice.OPEN
    return said if said in set(Choice) else by_rule
