"""The payloads that are kept: one comment each, so that erasing one empties no other."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hanjari.channels.contract import Raw


def said(
    comment: Mapping[str, Any], turn: int, root: int, titles: Mapping[str, str], me: int
) -> Raw:
    """A comment as the site gave it, and beside it what it does not say of itself."""
    body = {
        "comment": comment,
        "turn": turn,
        "root": root,
        "title": titles.get(str(comment.get("post")), ""),
        "me": me,
    }
    return Raw(json.dumps(body, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"))


def gone(numbers: Iterable[int], at: datetime) -> Raw:
    """Comments that the site says are deleted, in the trash, or spam."""
    body = {"gone": list(numbers), "at": at.isoformat()}
    return Raw(json.dumps(body).encode())
