"""The simulated server's streams: SSE on its own port, WebSocket beside it."""

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.servers.network import Call, Reply
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server as SocketServer
from websockets.sync.server import ServerConnection, serve

if TYPE_CHECKING:
    from tests.channels.mastodon.simulator import Server

END = b""
Heard = queue.Queue[bytes]


class Streams:
    """`tell` reaches whoever listens; `junk` is what is said first on every new SSE line."""

    def __init__(self, server: "Server") -> None:
        self.server = server
        self.url = ""
        self.junk = b":)\n\n"
        self.has_sse = True
        self.opened: list[str] = []
        self.listening = threading.Event()
        self._sse: list[Heard] = []
        self._sockets: list[tuple[ServerConnection, set[str]]] = []
        self._socket_server: SocketServer | None = None
        self._thread: threading.Thread | None = None

    def tell(self, event: str, payload: Any, stream: str) -> None:
        said = payload if isinstance(payload, str) else json.dumps(payload)
        if stream == "user":
            lines = "".join(f"data: {line}\n" for line in said.split("\n"))
            for line in self._sse:
                line.put(f"event: {event}\n{lines}\n".encode())
        self.say(json.dumps({"stream": stream.split(":"), "event": event, "payload": said}), stream)

    def say(self, message: str, stream: str = "user") -> None:
        """A WebSocket's message as it is."""
        for socket, streams in list(self._sockets):
            if stream in streams:
                with suppress(ConnectionClosed):  # who has heard enough is gone
                    socket.send(message)

    def sse(self, _call: Call) -> Reply:
        if not self.has_sse or self.server.flavour != "mastodon":
            return Reply(404, b"Not found")
        line: Heard = queue.Queue()
        self._sse.append(line)
        self.opened.append("SSE")
        self.listening.set()
        return Reply(200, self._pieces(line), {"Content-Type": "text/event-stream"})

    def _pieces(self, line: Heard) -> Iterator[bytes]:
        yield self.junk
        while True:
            try:
                piece = line.get(timeout=0.2)
            except queue.Empty:
                piece = b":thump\n\n"
            if piece == END:
                return
            yield piece

    def cut(self) -> None:
        """Every line breaks."""
        for line in self._sse:
            line.put(END)
        self._sse.clear()
        for socket, _streams in self._sockets:
            socket.close()
        self._sockets.clear()

    def open_socket(self) -> None:
        """From now on there is a WebSocket, and the instance says where."""
        self._socket_server = serve(self._speak, "127.0.0.1", 0, process_request=self._admit)
        port = self._socket_server.socket.getsockname()[1]
        self.url = f"ws://127.0.0.1:{port}"
        self._thread = threading.Thread(target=self._socket_server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        self.cut()
        if self._socket_server and self._thread:
            self._socket_server.shutdown()
            self._thread.join()

    def _admit(self, socket: ServerConnection, request: Request) -> Response | None:
        told = parse_qs(urlsplit(request.path).query).get("access_token", [""])[0]
        if self.server.flavour != "pleroma":
            told = told or request.headers.get("Authorization", "").removeprefix("Bearer ")
        if told != self.server.token:
            return socket.respond(HTTPStatus.UNAUTHORIZED, "no\n")
        return None

    def _speak(self, socket: ServerConnection) -> None:
        asked = parse_qs(urlsplit(socket.request.path).query)
        streams = {asked.get("stream", ["user"])[0]}
        self._sockets.append((socket, streams))
        self.opened.append("WebSocket")
        self.listening.set()
        try:
            for message in socket:
                asked = json.loads(message)
                name = asked.get("tag") or asked.get("list")
                streams.add(f"{asked['stream']}:{name}" if name else asked["stream"])
        except ConnectionClosed:
            pass
