"""The kind that speaks the Mastodon client API."""
