"""X: mentions, searches and direct messages of one account on x.com, over API v2; never an automatic reply."""

from hanjari.channels.kinds.x.kind import X

KIND = X()
