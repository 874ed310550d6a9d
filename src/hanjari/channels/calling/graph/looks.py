"""A daily look whether what we keep of others is still there.

Meta Platform Terms want what was deleted to be deleted. Facebook tells of deletions by webhook, of
which one may be lost; Instagram tells nobody of deleted comments. So ids are remembered for a while
and looked up once a day, fifty in one request (Graph API, Batch requests; each counts as a call).
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from hanjari.channels.calling.graph.api import CALLS, VERSION, Graph
from hanjari.channels.calling.graph.faults import Said
from hanjari.channels.calling.graph.paging import (
    Thing,
    ident,
    moment_or_old,
    node,
    snapshot,
    things,
    words,
)
from hanjari.channels.contract import Access, Catch, Raw
from hanjari.channels.envelope import Envelope, Sender
from hanjari.kit.clock import now

FORM = "look"
MOST = 400
"""Ids remembered; what is older is taken down when a webhook or a person says so."""
AT_ONCE = 50
"""Graph API, Batch requests: "a maximum of 50 requests per batch"."""
_DAY = timedelta(days=1)
_FEW = 3


def remember(cursor: dict[str, Any], fresh: Iterable[str]) -> None:
    """Keep these for the looks of the coming days."""
    found = [one for one in fresh if node(one)]
    if found:
        cursor["watch"] = list(dict.fromkeys([*found, *cursor.get("watch", [])]))[:MOST]
        cursor.setdefault("looked_at", now().isoformat())


def catches(graph: Graph, cursor: dict[str, Any]) -> Iterator[Catch]:
    """The looks that are due. Raises `BrokenError`."""
    watched = [str(one) for one in cursor.get("watch", [])]
    if not watched or not _is_due(cursor.get("looked_at")):
        return
    left = [one for one in cursor.get("looked", watched) if one in watched]
    while left:
        asked, left = left[:AT_ONCE], left[AT_ONCE:]
        batch = [{"method": "GET", "relative_url": f"{VERSION}/{one}?fields=id"} for one in asked]
        form = {"batch": json.dumps(batch), "include_headers": "false"}
        answer = graph.ask("POST", "/", take=CALLS, count=len(asked), data=form)
        lost = gone(answer.body, asked)
        cursor["watch"] = [one for one in cursor["watch"] if one not in lost]
        cursor["looked"] = left
        hints = {"form": FORM, "asked": asked, "at": now().isoformat()}
        yield Catch((Raw(answer.content, hints),) if lost else (), snapshot(cursor))
    cursor.pop("looked", None)
    cursor["looked_at"] = now().isoformat()
    yield Catch((), snapshot(cursor))


def read(access: Access, raw: Raw, body: Any) -> Iterator[Envelope]:
    """What is gone, as deletions."""
    asked = raw.hints.get("asked")
    for number in gone(body, [str(one) for one in asked] if isinstance(asked, list) else []):
        yield deletion(access, number, moment_or_old(raw.hints.get("at")))


def gone(body: Any, asked: list[str]) -> list[str]:
    """Those that Meta no longer has. None when it has none at all: that is rather a lost permission."""
    answers = body if isinstance(body, list) and len(body) == len(asked) else []
    lost = [one for one, told in zip(asked, answers, strict=False) if _is_gone(told)]
    return [] if len(lost) == len(asked) > _FEW else lost


def deletion(access: Access, number: str, at: datetime, author: str = "") -> Envelope:
    """A message that was taken back."""
    return Envelope(
        account_id=access.account_id,
        external_id=number,
        posted_at=at,
        sender=Sender(author or "gone"),
        text="",
        is_ours=author in access.own_ids,
        deletes=True,
    )


def _is_gone(told: Any) -> bool:
    """Code 100 with subcode 33, or 803; a part that was not answered (null) says nothing."""
    one: Thing = things([told])[0] if things([told]) else {}
    said = Said.of(words(one.get("body")).encode("utf-8", "replace"))
    return ident(one.get("code")) in {"400", "404"} and (
        (said.code, said.subcode) == (100, 33) or said.code == 803
    )


def _is_due(told: Any) -> bool:
    try:
        return now() - datetime.fromisoformat(str(told)) >= _DAY
    except (ValueError, TypeError):
        return True
