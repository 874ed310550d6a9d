"""Announcing up: a room below the journal says what was done and does not know who writes it down.

The recorder is called at once, inside the act's own transaction: act and record live or die together.
"""

from collections.abc import Callable
from typing import Any

Recorder = Callable[..., object]
"""Called as `recorder(event, noun, noun_id, organisation=…, by=…, **facts)`."""

_recorders: list[Recorder] = []


def heard_by(recorder: Recorder) -> None:
    """Let a room above hear every announcement; naming the same recorder twice changes nothing."""
    if recorder not in _recorders:
        _recorders.append(recorder)


def announce(
    event: str, noun: str, noun_id: int | None, *, organisation: Any, by: Any = None, **facts: Any
) -> None:
    """Say that an act was done: past tense with its noun (`member.invited`), small facts, no secrets."""
    for recorder in _recorders:
        recorder(event, noun, noun_id, organisation=organisation, by=by, **facts)
