"""The ways on which a server streams: WebSocket with the token in a header or in the address, and SSE.

Mastodon has all of them, GoToSocial, Pleroma and Akkoma only the WebSocket; Pleroma reads the token
only from the address, so that is tried where the header is refused.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import httpx
from httpx_sse import EventSource
from websockets.exceptions import WebSocketException

from hanjari.channels.contract import Access
from hanjari.channels.kinds.mastodon.api import base
from hanjari.channels.kinds.mastodon.events import Event, of_message, subscriptions
from hanjari.kit.addresses import ForbiddenAddressError
from hanjari.kit.http import guarded_client
from hanjari.kit.websocket import guarded_websocket

SILENCE = 45.0
"""Seconds; Mastodon says `:thump` every 15."""
_GREETING = 8.0
BROKEN = (
    httpx.HTTPError,
    httpx.StreamError,
    httpx.InvalidURL,
    WebSocketException,
    ForbiddenAddressError,
    OSError,
    ValueError,
)
"""Whatever ends a stream, or keeps it from beginning. A `TimeoutError` is an `OSError`."""
Events = Iterator[Event | None]


def ways(access: Access, streaming: str) -> list["Opener"]:
    """In the order in which they are tried; `streaming` is where the server says it streams."""
    roots = dict.fromkeys([*_root(access, streaming), *_root(access, base(access))])
    sockets = [Opener("WebSocket", root, is_open) for root in roots for is_open in (False, True)]
    return [*sockets, Opener("SSE", base(access))]


@dataclass(frozen=True, slots=True)
class Opener:
    """One way; `has_token_in_address` only where a header is not read."""

    name: str
    root: str
    has_token_in_address: bool = False

    @contextmanager
    def events(self, access: Access, seconds: float) -> Iterator[Events]:
        """An open line: events, and None for every sign of life. Raises one of `BROKEN`."""
        opened = _sse if self.name == "SSE" else self._socket
        with opened(access, seconds) as found:
            yield found

    @contextmanager
    def _socket(self, access: Access, seconds: float) -> Iterator[Events]:
        token = access.secrets.get("access_token", "")
        asked = {"stream": "user", **({"access_token": token} if self.has_token_in_address else {})}
        url = f"{self.root}/api/v1/streaming?{urlencode(asked)}"
        headers = {} if self.has_token_in_address else {"Authorization": f"Bearer {token}"}
        with guarded_websocket(url, headers=headers, seconds=min(seconds, _GREETING)) as line:
            for one in subscriptions(access):
                line.send(json.dumps(one))

            def heard() -> Events:
                end = time.monotonic() + seconds
                while (left := end - time.monotonic()) > 0:
                    yield of_message(line.recv(timeout=left))

            yield heard()


@contextmanager
def _sse(access: Access, seconds: float) -> Iterator[Events]:
    token = access.secrets.get("access_token", "")
    headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
    timeout = httpx.Timeout(min(seconds, _GREETING), read=min(seconds, SILENCE))
    url = f"{base(access)}/api/v1/streaming/user"
    with (
        guarded_client(seconds=seconds) as client,
        client.stream("GET", url, headers=headers, timeout=timeout) as response,
    ):
        response.raise_for_status()
        source = EventSource(response)
        yield (Event(one.event, one.data) for one in source.iter_sse())


def _root(access: Access, told: str) -> list[str]:
    """A WebSocket's root; never without TLS where the server itself has it."""
    try:
        parts = urlsplit(told)
    except ValueError:
        return []
    if parts.scheme not in {"ws", "wss", "http", "https"} or not parts.netloc or parts.username:
        return []
    is_safe = parts.scheme in {"wss", "https"} or base(access).startswith("https://")
    return [f"{'wss' if is_safe else 'ws'}://{parts.netloc}"]
