"""Mastodon and what speaks its client API (GoToSocial, Akkoma, Pleroma, Takahe): mentions, tags, lists, answers."""

from hanjari.channels.kinds.mastodon.kind import Mastodon

KIND = Mastodon()
