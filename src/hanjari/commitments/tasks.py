"""Errands of this room: days that pass."""

from hanjari.commitments.actions import lateness
from hanjari.kit.errands import errand


@errand(every=60)
def watch_days() -> bool:
    """What is late is marked, what is soon due is reminded of; a minute after midnight at the latest."""
    lateness.watch()
    return False
