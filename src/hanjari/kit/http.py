"""All http that leaves the house: `client` for networks we know, `guarded_client` for URLs that users type."""

import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import httpcore
import httpx

from hanjari import __version__
from hanjari.kit.addresses import (
    ForbiddenAddressError,
    Judge,
    Resolve,
    is_public,
    reachable,
    resolve,
)

USER_AGENT = f"Hanjari/{__version__}"
SIZE_LIMIT = 8_000_000
"""Bytes of an answer after unpacking; the largest honest feeds and articles are below 5 MB."""
TIME_LIMIT = 30.0
"""Seconds for all requests of one guarded client together, redirects included."""
REDIRECT_LIMIT = 5


class TooLargeError(httpx.TransportError):
    """The answer is larger than the limit; what came so far is dropped."""


class TooSlowError(httpx.TimeoutException):
    """The whole exchange took longer than its limit, however busy it looked."""


class ForbiddenUrlError(httpx.TransportError):
    """The URL may not be fetched: not http(s), credentials inside, or a host that is not public."""


def client(**options: Any) -> httpx.Client:
    """A client for a network whose address is ours to know; generous bounds, no redirects unless asked."""
    options.setdefault("timeout", httpx.Timeout(20, connect=10))
    return httpx.Client(headers={"User-Agent": USER_AGENT, **options.pop("headers", {})}, **options)


def guarded_client(
    *,
    seconds: float = TIME_LIMIT,
    size: int = SIZE_LIMIT,
    resolver: Resolve = resolve,
    judge: Judge = is_public,
) -> httpx.Client:
    """A client for one errand with a URL that a user typed. Close it when done (`with`).

    Every hop is judged anew and connected to the very address that was judged; environment
    proxies are ignored, because a proxy would resolve names for itself. Raises, beside httpx's own
    errors, `ForbiddenUrlError`, `TooLargeError` and `TooSlowError`.
    """
    backend = _GuardedBackend(time.monotonic() + seconds, resolver, judge)
    return httpx.Client(
        transport=_GuardedTransport(backend, size),
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
        timeout=httpx.Timeout(min(seconds, 15.0)),
        follow_redirects=True,
        max_redirects=REDIRECT_LIMIT,
        trust_env=False,
    )


@cache
def _authorities() -> ssl.SSLContext:
    """The public authorities, read once a process: reading them takes longer than most errands."""
    return ssl.create_default_context()


class _GuardedTransport(httpx.HTTPTransport):
    """Judges each URL, and bounds what comes back after unpacking it."""

    def __init__(self, backend: "_GuardedBackend", size: int) -> None:
        super().__init__(verify=_authorities(), trust_env=False)
        self._pool = httpcore.ConnectionPool(  # httpx offers no door for a network backend
            ssl_context=_authorities(),
            network_backend=backend,
            max_keepalive_connections=0,
        )
        self._size = size

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        _judge_url(request.url)
        try:
            response = super().handle_request(request)
        except ForbiddenAddressError as error:
            raise ForbiddenUrlError(str(error), request=request) from error
        encoding = response.headers.pop("Content-Encoding", "identity").strip().lower()
        response.headers.pop("Content-Length", None)
        if not isinstance(response.stream, httpx.SyncByteStream):
            message = "the answer can't be streamed"
            raise httpx.StreamError(message)
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=_BoundedStream(response.stream, encoding, self._size),
            extensions=response.extensions,
        )


def _judge_url(url: httpx.URL) -> None:
    if url.scheme not in {"http", "https"}:
        message = f"{url.scheme}:// is not fetched"
        raise ForbiddenUrlError(message)
    if url.userinfo:
        message = "a URL with credentials inside is not fetched"
        raise ForbiddenUrlError(message)


class _BoundedStream(httpx.SyncByteStream):
    """Unpacks while counting, so that a small packed answer can't grow without end."""

    def __init__(self, stream: httpx.SyncByteStream, encoding: str, size: int) -> None:
        self._stream, self._encoding, self._size = stream, encoding, size

    def __iter__(self) -> Iterator[bytes]:
        left = self._size
        for piece in self._unpacked():
            left -= len(piece)
            if left < 0:
                message = f"more than {self._size} bytes"
                raise TooLargeError(message)
            yield piece

    def _unpacked(self) -> Iterator[bytes]:
        if self._encoding in {"", "identity"}:
            yield from self._stream
        elif self._encoding in {"gzip", "x-gzip", "deflate"}:
            yield from _inflate(self._stream, self._encoding == "deflate")
        else:
            message = f"an answer packed as {self._encoding} was not asked for"
            raise httpx.DecodingError(message)

    def close(self) -> None:
        self._stream.close()


def _inflate(stream: Iterable[bytes], is_deflate: bool) -> Iterator[bytes]:  # noqa: FBT001 (private, two callers' worth)
    unpacker: Any = None
    for chunk in stream:
        if unpacker is None:
            is_raw = is_deflate and chunk[:1] and chunk[0] & 0x0F != zlib.DEFLATED
            unpacker = zlib.decompressobj(-zlib.MAX_WBITS if is_raw else zlib.MAX_WBITS | 32)
        rest = chunk
        try:
            while rest:
                yield unpacker.decompress(rest, 65_536)
                rest = unpacker.unconsumed_tail
        except zlib.error as error:
            message = "the packed answer is damaged"
            raise httpx.DecodingError(message) from error


class _GuardedBackend(httpcore.SyncBackend):
    """Resolves once, judges, and connects to the judged address; nothing outlives the deadline."""

    def __init__(self, deadline: float, resolver: Resolve, judge: Judge) -> None:
        super().__init__()
        self._deadline, self._resolver, self._judge = deadline, resolver, judge

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *others: Any, **options: Any
    ) -> httpcore.NetworkStream:
        try:
            addresses = reachable(host, port, resolver=self._resolver, judge=self._judge)
        except socket.gaierror as error:
            message = f"the name {host} is not known"
            raise httpcore.ConnectError(message) from error
        failure: Exception = httpcore.ConnectError(f"the name {host} has no address")
        for address in addresses[:4]:
            try:
                seconds = _remaining(self._deadline, timeout)
                stream = super().connect_tcp(address, port, seconds, *others, **options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _DeadlineStream(stream, self._deadline)
        raise failure


class _DeadlineStream(httpcore.NetworkStream):
    """A connection on which every wait ends with the errand's deadline (against drop-by-drop servers)."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _remaining(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _remaining(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = _remaining(self._deadline, timeout)
        inner = self._stream.start_tls(ssl_context, server_hostname, seconds)
        return _DeadlineStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _remaining(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        message = "the time for this errand is over"
        raise TooSlowError(message)
    return left if timeout is None else min(left, timeout)
