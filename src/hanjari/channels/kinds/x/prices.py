"""What X bills (X API, Pricing: "Credit consumption details"), in millionths of a US cent.

X charges reads by what came back, so they are counted after the answer. Two things make the true
bill smaller than ours, never larger: the same thing asked for twice in one UTC day is charged once,
and "Owned Reads" of the app's own account cost a fifth.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from hanjari.channels.contract import Outgoing
from hanjari.channels.kinds.x.measuring import has_url

POST_READ = 500_000
"""$0.005 a post."""
USER_READ = 1_000_000
"""$0.010 a user, also one that comes along by an expansion."""
DM_READ = 1_000_000
"""$0.010 a direct message event."""
POST = 1_500_000
"""$0.015 a post or direct message written."""
POST_WITH_URL = 20_000_000
"""$0.200 a post that holds a link."""
MANAGED = 500_000
"""$0.005 for taking back a post of ours ("Content: Manage"), and for the words to a picture."""


def written(outgoing: Outgoing) -> int:
    """What sending it costs, the words to its pictures included."""
    media = outgoing.extra.get("media") or ()
    described = sum(1 for one in media if isinstance(one, Mapping) and one.get("alt"))
    return (POST_WITH_URL if has_url(outgoing.text) else POST) + described * MANAGED


def read(page: Any) -> tuple[int, int]:
    """How many posts came in this answer, and what the answer costs."""
    if not isinstance(page, Mapping):
        return 0, 0
    came = page.get("includes")
    came = came if isinstance(came, Mapping) else {}
    posts = _count(page.get("data")) + _count(came.get("tweets"))
    return posts, posts * POST_READ + _count(came.get("users")) * USER_READ


def _count(what: Any) -> int:
    if isinstance(what, Mapping):
        return 1
    return len(what) if isinstance(what, Sequence) and not isinstance(what, str) else 0
