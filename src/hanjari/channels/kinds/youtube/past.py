"""What was said before the channel was connected, read apart."""

from collections.abc import Iterator
from typing import Any

from hanjari.channels.contract import Access, BrokenError, Catch
from hanjari.channels.kinds.youtube import api, pulling, replies
from hanjari.channels.kinds.youtube.memory import Seen

_STATUS = "published"


def backfill(access: Access) -> Iterator[Catch]:
    """Older threads and their replies, newest first, by page tokens; a forgotten token begins at the top again."""
    past: dict[str, Any] = {**access.past, "threads": {}}
    floor = str(access.cursor.get(f"floor:{_STATUS}") or "")
    if not floor or past.get("done"):
        yield Catch((), past)
        return
    token, until = str(past.get("token") or ""), str(past.get("until") or floor)
    is_at_end = "token" in past and not token
    with api.line(access) as line:
        yield from _replies(line, past)
        try:
            if not is_at_end:
                yield from _older(access, line, past, token, until)
        except BrokenError as error:
            if error.code != "invalidPageToken":
                raise
            yield from _older(access, line, past, "", until)
    past["done"] = True
    yield Catch((), past)


def _older(
    access: Access, line: Any, past: dict[str, Any], token: str, until: str
) -> Iterator[Catch]:
    for page in pulling.pages(access, line, _STATUS, pulling.PAGE, token):
        threads = [(one, seen) for one in api.items(page.body) if (seen := Seen.of(one))]
        older = [(one, seen) for one, seen in threads if seen.began <= until]
        past["token"] = api.next_page(page.body)
        past["until"] = min([until, *(seen.began for _one, seen in older)])
        for catch in pulling.news(line, past, page, older):
            yield Catch(catch.payloads, {**past, "threads": {}}, is_last=False)
        past["threads"] = {}
        yield from _replies(line, past)


def _replies(line: Any, past: dict[str, Any]) -> Iterator[Catch]:
    for catch in replies.catches(line, past):
        yield Catch(catch.payloads, {**catch.cursor, "threads": {}}, is_last=False)
