"""Feed: RSS, Atom and JSON Feed of papers, blogs and boards; listens, never answers."""

from hanjari.channels.kinds.feed.kind import Feed

KIND = Feed()
