"""YouTube: comments below the videos of one channel, answered and moderated over the Data API v3."""

from hanjari.channels.kinds.youtube.kind import YouTube

KIND = YouTube()
