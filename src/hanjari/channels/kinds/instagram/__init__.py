"""Instagram: comments, mentions, messages and posts of one professional account, over the Graph API."""

from hanjari.channels.kinds.instagram.kind import Instagram

KIND = Instagram()
