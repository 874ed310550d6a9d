"""A Mastodon server that others wrote (`mastodon-mock`), for the tests."""

from tests.servers.mastodon.running import MockServer, mastodon_server

__all__ = ["MockServer", "mastodon_server"]
