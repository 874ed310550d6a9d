"""`hanjari ingest`: one more process that sifts what networks' streams put on NATS; on any machine, any number."""

import signal
from argparse import ArgumentParser, Namespace

import structlog
from django.conf import settings

from hanjari.config import environment
from hanjari.config.logs import speak_in_lines
from hanjari.config.trouble import Trouble
from hanjari.config.watched import stop_with_parent
from hanjari.kit import heartbeat
from hanjari.kit.bus import MissingError
from hanjari.kit.errands import stopping
from hanjari.listening.stream.hands import Hand

log = structlog.get_logger(__name__)


def arguments(parser: ArgumentParser) -> None:
    """`--watched` ends it with the process that started it."""
    parser.add_argument("--watched", action="store_true", help="end when standard input closes")


def run(options: Namespace) -> int:
    """Sift until SIGTERM or Ctrl-C. Killed at any point it loses nothing: others get what it held."""
    if not settings.NATS_URL:
        raise Trouble(
            f"{environment.NATS_URL.name} is not set: without NATS the worker sifts streams itself.",
            safe="Nothing was changed.",
            remedy="Set it to your servers: NATS_URL=nats://host:4222 (docs/scale.md)",
        )
    speak_in_lines()
    if options.watched:
        stop_with_parent()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    heartbeat.sweep("ingest")
    try:
        hand = Hand(stopping.is_set)
    except MissingError as error:
        raise Trouble(str(error), safe="Nothing was changed.") from error
    log.info("ingest.started")
    hand.work()
    log.info("ingest.stopped")
    return 0
