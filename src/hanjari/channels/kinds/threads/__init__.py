"""Threads: replies, mentions and searches of one profile over Meta's Threads API."""

from hanjari.channels.kinds.threads.kind import Threads

KIND = Threads()
