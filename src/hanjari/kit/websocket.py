"""WebSockets that leave the house, with the same guard as `kit.http`: judged once, connected to what was judged."""

import socket
import ssl
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from hanjari.kit.addresses import reachable
from hanjari.kit.http import USER_AGENT

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

SIZE_LIMIT = 8_000_000
"""Bytes of one message; the largest commit of a public firehose is about 2 MB."""


def guarded_websocket(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    seconds: float = 10.0,
    size: int = SIZE_LIMIT,
) -> "ClientConnection":
    """An open connection; close it when done (`with`). Messages are read by `recv(timeout)`.

    Raises `ForbiddenAddressError`, `OSError`, `ValueError` (no ws address) and `websockets`' own
    `InvalidHandshake` (a refusal of the server, with its response) or `ConnectionClosed`.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"ws", "wss"} or not parts.hostname or parts.username:
        message = "only ws:// and wss:// addresses without credentials are called"
        raise ValueError(message)
    port = parts.port or (443 if parts.scheme == "wss" else 80)
    line = _reached(parts.hostname, port, seconds)
    try:
        return _client().connect(  # type: ignore[no-any-return] # the module is loaded late
            url,
            sock=line,
            ssl=ssl.create_default_context() if parts.scheme == "wss" else None,
            open_timeout=seconds,
            close_timeout=2,
            max_size=size,
            additional_headers=headers,
            user_agent_header=USER_AGENT,
        )
    except BaseException:
        line.close()
        raise


def _reached(host: str, port: int, seconds: float) -> socket.socket:
    """A connection to the first judged address that takes it."""
    failure: OSError = ConnectionRefusedError(f"the name {host} has no address")
    for address in reachable(host, port)[:4]:
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError as error:
            failure = error
    raise failure


@cache
def _client() -> Any:
    """Page workers open no stream, so they never load it."""
    return import_module("websockets.sync.client")
