"""Facebook: comments, visitor posts, mentions and Messenger talks of one Page, over the Graph API."""

from hanjari.channels.kinds.facebook.kind import Facebook

KIND = Facebook()
