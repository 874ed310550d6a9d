"""Lines to mail servers: judged addresses, verified certificates, and no wait without an end.

A server may hang, drip a byte a minute or promise a terabyte: every operation has its own timeout,
every visit a deadline after which the socket is cut, every literal a largest size.
"""

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

from imap_tools import BaseMailBox

from hanjari.channels.kinds.mail.settings import Server
from hanjari.kit.addresses import reachable

STEP = 30.0
"""Seconds a server may take for one step; RFC 3501 servers answer in one or two."""
LITERAL_LIMIT = 64_000_000
"""Bytes of one IMAP literal; `pulling` never asks for so many."""
_UNACKNOWLEDGED = 30_000
"""Milliseconds after which the kernel gives up on bytes that the server has not acknowledged, so
that nothing we sent can still arrive when `finding` looks (TCP_USER_TIMEOUT, RFC 5482)."""


class Leash:
    """Holds the socket of one visit: cuts it at the deadline, closes it at the end."""

    def __init__(self, seconds: float) -> None:
        self._held: socket.socket | None = None
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> "Leash":
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()
        if self._held:
            self._held.close()

    def hold(self, line: socket.socket) -> socket.socket:
        """From now on this is the socket; wrapping one in TLS makes a new one."""
        self._held = line
        return line

    def _cut(self) -> None:
        with suppress(OSError):
            if self._held:  # past the TLS layer, which is not safe from another thread
                socket.socket.shutdown(self._held, socket.SHUT_RDWR)


def dial(server: Server, seconds: float, leash: Leash) -> socket.socket:
    """A connected socket, in TLS where that comes first; only addresses that `kit.addresses` lets through are tried."""
    failure: OSError = OSError("no address")
    for address in reachable(server.host, server.port)[:4]:
        try:
            line = leash.hold(socket.create_connection((address, server.port), seconds))
        except OSError as error:
            failure = error
            continue
        # the dot is a write of its own: Nagle would keep it back until the other side acknowledges
        # the body, which it puts off for 40 ms
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED)
        return _protected(line, server, leash) if server.security == "tls" else line
    raise failure


def _protected(line: socket.socket, server: Server, leash: Leash) -> socket.socket:
    """The line in TLS, on the leash before the handshake begins."""
    context = trust(server)
    wrapped = context.wrap_socket(line, server_hostname=server.host, do_handshake_on_connect=False)
    leash.hold(wrapped)
    wrapped.do_handshake()
    return wrapped


class _Protected(ssl.SSLSocket):
    """Closes itself when nobody holds it any more.

    `wrap_socket` takes the socket over before it looks whether the peer is still there, and when it
    is not, leaves it open with nobody to close it (`SSLSocket._create`, Python 3.11).
    """

    def __del__(self) -> None:
        self.close()


def trust(server: Server) -> ssl.SSLContext:
    """The system's authorities, and the company's own certificate where the form holds one."""
    context = ssl.create_default_context()
    context.sslsocket_class = _Protected
    if server.certificate:
        context.load_verify_locations(cadata=server.certificate)
    return context


class _Imap(imaplib.IMAP4):
    def __init__(self, server: Server, seconds: float, leash: Leash) -> None:
        self._server, self._leash = server, leash
        super().__init__(server.host, server.port, seconds)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return dial(self._server, timeout or STEP, self._leash)

    def read(self, size: int) -> bytes:
        if size > LITERAL_LIMIT:
            message = f"the server announced {size} bytes"
            raise self.abort(message)
        return super().read(size)


class MailBox(BaseMailBox):
    """imap-tools over our own line."""

    def __init__(self, server: Server, seconds: float, leash: Leash) -> None:
        self._server, self._seconds, self._leash = server, seconds, leash
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        client = _Imap(self._server, self._seconds, self._leash)
        if self._server.security == "starttls":
            try:
                client.starttls(trust(self._server))
            finally:  # a line that breaks right after the handshake is closed, too
                self._leash.hold(client.sock)
        return client


@contextmanager
def imap(server: Server, *, seconds: float, folder: str | None = None) -> Iterator[MailBox]:
    """A logged-in mailbox for at most so long; then the socket is cut and whoever reads gets an error."""
    with Leash(seconds) as leash:
        box = MailBox(server, min(STEP, seconds), leash)
        try:
            _log_in(box, server)
            if folder:
                box.folder.set(folder)
            yield box
        finally:
            with suppress(Exception):
                box.client.sock.settimeout(3)
                box.client.logout()
            with suppress(OSError):
                box.client.shutdown()


def _log_in(box: MailBox, server: Server) -> None:
    if (server.user + server.password).isascii():
        box.login(server.user, server.password, initial_folder=None)
    else:
        box.login_utf8(server.user, server.password, initial_folder=None)
    box.client.capabilities = tuple(box.client.capability()[1][-1].decode().upper().split())


class _Smtp(smtplib.SMTP):
    def __init__(self, server: Server, seconds: float, leash: Leash) -> None:
        self._server, self._leash = server, leash
        super().__init__(server.host, server.port, local_hostname="hanjari", timeout=seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002 (smtplib's signature)
        return dial(self._server, timeout, self._leash)


@contextmanager
def smtp(server: Server, *, seconds: float) -> Iterator[smtplib.SMTP]:
    """A logged-in submission line for at most so long. A failing goodbye is nobody's concern."""
    with Leash(seconds) as leash:
        line = _Smtp(server, min(STEP, seconds), leash)
        try:
            line.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                line.starttls(context=trust(server))
                if line.sock:
                    leash.hold(line.sock)
                line.ehlo()
            if server.password:
                line.login(server.user, server.password)
            yield line
        finally:
            with suppress(Exception):
                if line.sock:
                    line.sock.settimeout(3)
                line.quit()
            line.close()
