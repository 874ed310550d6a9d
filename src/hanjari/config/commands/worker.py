"""`hanjari worker`: ingest, listeners, clocks, sending and pulling, until it is stopped."""

from argparse import ArgumentParser, Namespace

from hanjari.config.logs import speak_in_lines
from hanjari.config.watched import stop_with_parent
from hanjari.config.worker import work


def arguments(parser: ArgumentParser) -> None:
    """`--watched` ends it with the process that started it."""
    parser.add_argument("--watched", action="store_true", help="end when standard input closes")


def run(options: Namespace) -> int:
    """Work until SIGTERM or Ctrl-C; several workers may run side by side."""
    speak_in_lines()
    if options.watched:
        stop_with_parent()
    work()
    return 0
