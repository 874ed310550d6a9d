"""What was said above a mention: its thread's context is fetched once, so that a reader sees what it is about."""

from collections.abc import Iterator, Mapping
from typing import Any

from hanjari.channels.contract import Access, BrokenError, Catch, Raw
from hanjari.channels.kinds.mastodon import ids, reading, state
from hanjari.channels.kinds.mastodon.api import Api
from hanjari.channels.kinds.mastodon.state import Cursor

_MOST_WAITING = 60
_MOST_A_VISIT = 8
"""A context is one request; more wait for the next pull."""
_TRIES = 3


def remember(access: Access, cursor: Cursor, items: list[dict[str, Any]]) -> None:
    """Note what answers something that we have not seen."""
    if not access.settings.get("context", True):
        return
    known = {str(one[0]) for one in cursor.get("watch", []) if one}
    statuses = [ids.status_of(one) for one in items if ids.is_notification(one)]
    known |= {ids.of(one) for one in statuses}
    wanted = [
        ids.of(one)
        for one in statuses
        if one and (above := ids.checked(one.get("in_reply_to_id"))) and above not in known
    ]
    if wanted:
        waiting = [*({"id": one, "tries": 0} for one in wanted), *_waiting(cursor)]
        cursor["threads"] = waiting[:_MOST_WAITING]


def catches(api: Api, cursor: Cursor) -> Iterator[Catch]:
    """The contexts that wait. One that can't be had is left out: the mention itself is here."""
    for one in _waiting(cursor)[:_MOST_A_VISIT]:
        rest = [other for other in _waiting(cursor) if other["id"] != one["id"]]
        try:
            raw = context(api, cursor, str(one["id"]))
        except BrokenError as error:
            is_over = error.needs_person or error.code.startswith("http_4")
            tries = int(one.get("tries") or 0) + 1
            if not is_over and error.code != "too_large" and tries < _TRIES:
                rest = [*rest, {"id": one["id"], "tries": tries}]
            cursor["threads"] = rest
            yield Catch((), dict(cursor))
        else:
            cursor["threads"] = rest
            yield Catch((raw,), dict(cursor))


def context(api: Api, cursor: Mapping[str, Any], number: str) -> Raw:
    """Everything above and below one status (Mastodon API, statuses: context). Raises `BrokenError`."""
    answer = api.ask("GET", f"/api/v1/statuses/{number}/context")
    hints = {"form": reading.CONTEXT, "me": str(cursor.get("me") or ""), "of": number}
    return Raw(answer.content, hints)


def _waiting(cursor: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = cursor.get("threads")
    kept = found if isinstance(found, list) else []
    return [one for one in kept if isinstance(one, dict) and state.words([one.get("id")])]
