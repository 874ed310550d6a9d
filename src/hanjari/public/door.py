"""The door of drawn sheets: an RSGI coroutine beside the pages; no middleware, no session, no cookie."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from hanjari.public.shelf import Bound, shelf

PREFIX = "/public/"
log = logging.getLogger(__name__)


class OpenDoor:
    """Hands out what is on the shelf; what is not there is left to the pages."""

    def __init__(self) -> None:
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="public")
        self._looking: asyncio.Future[None] | None = None
        self._has_looked = False

    async def sheet(self, scope: Any, path: str, own: str | None = None) -> Bound | None:
        """The sheet that is asked for. Readers never wait for the database, but for the very first look.

        A page that lives at its own host is not handed out at the desk's: the pages say where it is.
        """
        if scope.method not in ("GET", "HEAD") or (not own and _has_moved(path)):
            return None
        if shelf.is_old and self._looking is None:
            self._looking = asyncio.get_running_loop().run_in_executor(self._clerk, _look)
            self._looking.add_done_callback(self._looked)
        if not self._has_looked and self._looking is not None:
            await asyncio.shield(self._looking)
        return shelf.get(path)

    def answer(self, found: Bound, scope: Any, proto: Any) -> None:
        """The bytes, packed for whoever takes them so; 304 to whoever has them."""
        headers = list(found.headers)
        if f'"{found.mark}"' in (scope.headers.get("if-none-match") or ""):
            proto.response_empty(304, headers)
            return
        body = found.plain
        if "gzip" in (scope.headers.get("accept-encoding") or ""):
            body = found.packed
            headers.append(("content-encoding", "gzip"))
        if scope.method == "HEAD":
            proto.response_empty(200, headers)
            return
        proto.response_bytes(200, headers, body)

    def _looked(self, _done: object) -> None:
        self._looking, self._has_looked = None, True


def _has_moved(path: str) -> bool:
    return path.removeprefix(PREFIX).partition("/")[0] in settings.PUBLIC_HOMES


def _look() -> None:
    """A database that is away leaves readers with what was on the shelf."""
    close_old_connections()
    try:
        shelf.look()
    except DatabaseError as error:
        log.warning("the open page could not be looked up: %s", error)
