"""Servers that hang, drip, lie or hang up: a few lines of TCP each."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Manner = Callable[[socket.socket], None]


@contextmanager
def listening(manner: Manner) -> Iterator[int]:
    """A port where every caller is treated in this manner."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        is_over = threading.Event()

        def answer() -> None:
            while not is_over.is_set():
                with suppress(OSError):
                    line, _ = server.accept()
                    threading.Thread(target=treat, args=(line,), daemon=True).start()

        def treat(line: socket.socket) -> None:
            with suppress(OSError), line:
                manner(line)

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            is_over.set()
            thread.join()


def hangs(line: socket.socket) -> None:
    """Says nothing, ever."""
    line.settimeout(60)
    line.recv(1)


def hangs_up(line: socket.socket) -> None:
    """Closes at once."""


def resets(line: socket.socket) -> None:
    """Resets the connection."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def babbles(line: socket.socket) -> None:
    """Answers garbage."""
    line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n\xff\xfe\0 garbage\r\n" * 50)


def drips(line: socket.socket) -> None:
    """One byte now and then, for ever."""
    for _ in range(600):
        line.sendall(b"*")
        time.sleep(0.1)


def promises(line: socket.socket) -> None:
    """Greets well, then announces a terabyte."""
    line.sendall(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")
    reader = line.makefile("rb")
    while len(words := reader.readline().split()) > 1:
        tag, verb = words[0], words[1].upper()
        if verb == b"LIST":
            line.sendall(b"* LIST () {1099511627776}\r\n" + b"x" * 1000)
        elif verb == b"CAPABILITY":
            line.sendall(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK\r\n")
        else:
            line.sendall(tag + b" OK done\r\n")
