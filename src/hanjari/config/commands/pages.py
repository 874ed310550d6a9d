"""`hanjari pages` (a child of `serve`): one page worker, with the live updates on the same port."""

import asyncio
import logging
import os
import signal
import sys
from argparse import ArgumentParser, Namespace

from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from hanjari.config.first_key import first_key_words
from hanjari.config.logs import speak_in_lines
from hanjari.config.lookout import keep_lookout
from hanjari.config.preparation import prepare
from hanjari.config.rsgi import application, live
from hanjari.config.speech import say
from hanjari.config.watched import stop_with_parent
from hanjari.desk.live.door import CROWD

CONNECTIONS = 2 * CROWD
"""Open connections, live ones included; granian's own bound of 128 would shut out pages."""
SWITCH = 0.001
"""Seconds after which a page thread lets the loop run: a page takes about this long anyway."""


def arguments(parser: ArgumentParser) -> None:
    """Where to listen; the port is shared with the other page workers."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--prepare", action="store_true", help="bring the database up first")


def run(options: Namespace) -> int:
    """Serve until SIGTERM."""
    if options.prepare and (status := _prepare()):
        return status
    speak_in_lines()
    sys.setswitchinterval(SWITCH)
    stop_with_parent()
    keep_lookout()
    asyncio.run(_serve(options.host, options.port))
    logging.shutdown()
    os._exit(0)  # granian's own threads abort a process whose interpreter is taken down under them


def _prepare() -> int:
    """In a fork: the rooms need not be loaded twice, and the migrations go with it. Its exit status."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    prepare(say=say)
    if words := first_key_words():
        say(words)
    os._exit(0)


async def _serve(host: str, port: int) -> None:
    server = Server(
        application,
        host,
        port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        log_enabled=False,
        backlog=1024,
        backpressure=CONNECTIONS,
    )
    loop = asyncio.get_running_loop()

    def stop() -> None:
        live.close()
        server.stop()  # type: ignore[no-untyped-call] # granian leaves it untyped

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    live.open()
    await server.serve()
