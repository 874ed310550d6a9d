"""Bluesky: mentions, replies, quotes and searches of one account, over XRPC and, if wished, the event stream."""

from hanjari.channels.kinds.bluesky.kind import Bluesky

KIND = Bluesky()
