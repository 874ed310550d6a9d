"""WordPress: comments of a site of one's own, answered and moderated, and posts published there, over its REST API."""

from hanjari.channels.kinds.wordpress.kind import WordPress

KIND = WordPress()
