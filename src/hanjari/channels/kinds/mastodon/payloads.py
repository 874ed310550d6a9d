"""Items as the payload that is kept on disk."""

import json
from collections.abc import Mapping
from typing import Any

from hanjari.channels.contract import Raw
from hanjari.channels.kinds.mastodon import reading


def packed(items: list[Any], cursor: Mapping[str, Any], form: str = reading.ITEMS) -> Raw:
    """Only what is new of a page, each item as it came; `me` tells our own posts."""
    return Raw(json.dumps(items).encode(), {"form": form, "me": str(cursor.get("me") or "")})
