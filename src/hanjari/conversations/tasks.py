"""Errands of this room: announce clocks, wake what was put aside, end what fell silent."""

from hanjari.conversations.actions import answering, clocks, snoozing, status, telling
from hanjari.kit.errands import errand


@errand(every=5)
def watch_clocks() -> bool:
    """Clocks in their last quarter or over it are announced, once each."""
    return clocks.watch() > 0


@errand(every=15)
def wake_snoozed() -> bool:
    """What was put aside comes back when its time has come."""
    return snoozing.wake_due() > 0


@errand(every=60)
def end_silent() -> bool:
    """Three days of silence resolve what was proposed, three more close it."""
    return status.end_in_silence() > 0


@errand(every=10, lane="train")
def count_answers() -> bool:
    """How long people waited, for the hours in which something changed."""
    return answering.count_stale_hours() > 0


@errand(every=5)
def tell_rounds() -> bool:
    """Approved rounds are handed to the outbox at the pace of each account."""
    return telling.tell_due()
