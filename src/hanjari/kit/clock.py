"""The one clock of the house: every room asks here what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """Now, aware, in UTC. Tests travel with `time-machine`."""
    return datetime.now(UTC)
