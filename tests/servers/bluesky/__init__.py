"""A real Bluesky on loopback ports; tests say `from tests.servers.bluesky import bluesky_network`."""

from tests.servers.bluesky.people import Person
from tests.servers.bluesky.running import BlueskyNetwork, bluesky_network

__all__ = ["BlueskyNetwork", "Person", "bluesky_network"]
